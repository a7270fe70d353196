import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { createLocalFaceAnalyzer } from '../faces/index.js';

const samples = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
);

/** Portraits, one each, of two people who stand together in a photograph, and a picture without anybody. */
export interface Portraits {
  ann: Buffer;
  bea: Buffer;
  nobody: Buffer;
}

/** Cuts the two largest faces out of a photograph, with some room around them. */
export async function makePortraits(): Promise<Portraits> {
  const photo = await readFile(join(samples, 'sample6.jpg'));
  const { width = 0, height = 0 } = await sharp(photo).metadata();
  const analyzer = await createLocalFaceAnalyzer();
  const faces = await analyzer.detect(photo);
  await analyzer.close();
  const [ann, bea] = await Promise.all(
    faces.slice(0, 2).map(({ box }) => {
      const margin = box.width * 0.4;
      const left = Math.max(0, Math.round(box.x - margin));
      const top = Math.max(0, Math.round(box.y - margin));
      return sharp(photo)
        .extract({
          left,
          top,
          width: Math.min(width - left, Math.round(box.width + 2 * margin)),
          height: Math.min(height - top, Math.round(box.height + 2 * margin)),
        })
        .jpeg({ quality: 95 })
        .toBuffer();
    }),
  );
  const create = { width: 400, height: 400, channels: 3 as const, background: '#789' };
  const nobody = await sharp({ create }).jpeg().toBuffer();
  if (!ann || !bea) throw new Error('the sample photograph shows fewer people than expected');
  return { ann, bea, nobody };
}
