import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { refuse } from '../refusal.js';
import { samplePeople, type SampleCrop, type SamplePerson } from './sample-people.js';

const portraitSize = { width: 700, height: 900 } as const;
const selfieSize = { width: 768, height: 960 } as const;

function personOf(id: string): SamplePerson {
  const person = samplePeople.find((candidate) => candidate.id === id);
  if (!person) throw refuse('/id', 'unknown', 'there is no sample person of that id');
  return person;
}

function samplePath(file: string): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo', file);
}

/** Cuts out the rectangle after turning the picture about its middle; the surroundings that the turn needs come along. */
async function cut({ file, rect, turn = 0 }: SampleCrop): Promise<Buffer> {
  const source = sharp(samplePath(file));
  if (turn === 0) return source.extract(rect).png().toBuffer();
  const angle = (Math.abs(turn) * Math.PI) / 180;
  const width = Math.ceil(rect.width * Math.cos(angle) + rect.height * Math.sin(angle));
  const height = Math.ceil(rect.width * Math.sin(angle) + rect.height * Math.cos(angle));
  const left = Math.max(0, Math.round(rect.left + (rect.width - width) / 2));
  const top = Math.max(0, Math.round(rect.top + (rect.height - height) / 2));
  const turned = await source
    .extract({ left, top, width, height })
    .rotate(turn)
    .png()
    .toBuffer({ resolveWithObject: true });
  return sharp(turned.data)
    .extract({
      left: Math.round((turned.info.width - rect.width) / 2),
      top: Math.round((turned.info.height - rect.height) / 2),
      width: rect.width,
      height: rect.height,
    })
    .png()
    .toBuffer();
}

/** The passport photograph of a sample person as a JPEG of 700 by 900 pixels; refuses ids that do not exist. */
export async function loadSamplePortrait(id: string): Promise<Buffer> {
  const picture = await cut(personOf(id).portrait);
  const { width, height } = portraitSize;
  return sharp(picture)
    .resize(width, height, { fit: 'cover', kernel: 'lanczos3' })
    .jpeg({ quality: 92 })
    .toBuffer();
}

/**
 * The selfie of a sample person as a JPEG of 768 by 960 pixels; refuses ids that do not exist. A selfie from the same
 * photograph as the portrait is mirrored, as front cameras do, and lit a little warmer and brighter.
 */
export async function loadSampleSelfie(id: string): Promise<Buffer> {
  const person = personOf(id);
  const { width, height } = selfieSize;
  const selfie = sharp(await cut(person.selfie)).resize(width, height, { fit: 'cover', kernel: 'lanczos3' });
  const taken = person.independentPhotographs ? selfie : selfie.flop().linear([1.08, 1.03, 0.97], [6, 4, 2]);
  return taken.jpeg({ quality: 90 }).toBuffer();
}
