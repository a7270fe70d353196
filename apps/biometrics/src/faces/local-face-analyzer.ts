import { alignedFace, embedAligned } from './face-embedder.js';
import { type DetectedFace, type FaceAnalyzer } from './face-analyzer.js';
import { findFacesAnyWayUp } from './face-finder.js';
import { loadFaceModels, releaseFaceModels, type FaceModels } from './face-models.js';
import { cosine, similarityOfCosine } from './face-similarity.js';
import { decodeUpright } from './rgb-image.js';

/** How the local engine runs. */
export interface LocalFaceAnalyzerOptions {
  /** Threads one inference may use; 1 by default, because several pictures are worked on at the same time. */
  threads?: number;
  /** Folder of the model files, by default that of the installed npm package. */
  modelFolder?: string;
}

/** A FaceAnalyzer that holds native memory until it is closed. */
export type ClosableFaceAnalyzer = FaceAnalyzer & { close(): Promise<void> };

/**
 * The face engine that runs inside the process: detection, landmarks and recognition on ONNX networks.
 * Stateless between calls; calls may overlap.
 * @throws Error when a model file is missing or damaged
 */
export async function createLocalFaceAnalyzer(
  options: LocalFaceAnalyzerOptions = {},
): Promise<ClosableFaceAnalyzer> {
  return new LocalFaceAnalyzer(await loadFaceModels(options.threads ?? 1, options.modelFolder));
}

class LocalFaceAnalyzer implements FaceAnalyzer {
  readonly provider = 'local';
  #models: FaceModels | undefined;

  constructor(models: FaceModels) {
    this.#models = models;
  }

  async detect(image: Buffer): Promise<DetectedFace[]> {
    return findFacesAnyWayUp(this.#open(), await decodeUpright(image));
  }

  async embed(image: Buffer, face: DetectedFace): Promise<Float32Array> {
    return embedAligned(this.#open().features, await alignedFace(image, face.landmarks));
  }

  similarity(a: Float32Array, b: Float32Array): number {
    return similarityOfCosine(cosine(a, b));
  }

  /** Frees the networks; every later call fails. */
  async close(): Promise<void> {
    const models = this.#models;
    this.#models = undefined;
    if (models) await releaseFaceModels(models);
  }

  #open(): FaceModels {
    if (!this.#models) throw new Error('The face analyzer was closed');
    return this.#models;
  }
}
