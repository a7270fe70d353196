import { StartError } from '#libs/problems';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession } from 'onnxruntime-node';

/** The three networks the local face engine runs, each loaded once. */
export interface FaceModels {
  detector: InferenceSession;
  landmarks: InferenceSession;
  features: InferenceSession;
}

const modelPackage = 'face-recognition-plugin';

/** Files of the npm package and the SHA-256 each must have: a changed model would change every stored comparison. */
const modelFiles = {
  detector: {
    name: 'fr_detect.onnx',
    sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
  },
  landmarks: {
    name: 'fr_landmark.onnx',
    sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
  },
  features: {
    name: 'fr_feature.onnx',
    sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
  },
} as const;

/** The folder of the model files, or undefined when the npm package is not installed. */
export function installedModelFolder(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${modelPackage}/package.json`);
    return join(dirname(manifest), 'model');
  } catch {
    return undefined;
  }
}

/**
 * Reads, verifies and loads the networks.
 * @param threads threads one inference may use
 * @param folder where the model files are; by default inside the installed npm package
 * @throws Error naming the file that is missing or damaged
 */
export async function loadFaceModels(threads: number, folder = installedModelFolder()): Promise<FaceModels> {
  if (folder === undefined)
    throw new StartError(`The npm package ${modelPackage} is not installed; \`npm ci\` supplies it`);
  const load = async ({ name, sha256 }: { name: string; sha256: string }): Promise<InferenceSession> =>
    InferenceSession.create(await verifiedModel(join(folder, name), name, sha256), {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      logSeverityLevel: 3,
    });
  const detector = await load(modelFiles.detector);
  const landmarks = await load(modelFiles.landmarks);
  const features = await load(modelFiles.features);
  return { detector, landmarks, features };
}

/** Frees the memory of the networks; they must not be used afterwards. */
export async function releaseFaceModels(models: FaceModels): Promise<void> {
  await Promise.all([models.detector.release(), models.landmarks.release(), models.features.release()]);
}

async function verifiedModel(path: string, name: string, sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new StartError(
      `The face model ${name} cannot be read; \`npm ci\` supplies it with ${modelPackage}`,
      {
        cause,
      },
    );
  });
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== sha256) {
    throw new StartError(
      `The face model ${name} is damaged or of another version; \`npm ci\` supplies it with ${modelPackage}`,
    );
  }
  return bytes;
}
