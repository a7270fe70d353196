import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { testData } from '#libs/testing';
import { type DetectedFace } from './face-analyzer.js';
import { pickDocumentPortrait } from './document-portrait.js';
import { createLocalFaceAnalyzer, type ClosableFaceAnalyzer } from './local-face-analyzer.js';
import { assessSelfie } from './selfie-assessment.js';

const threshold = 0.85;
const samples = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
);
const labelledPairs = testData('faces/master.csv');

let analyzer: ClosableFaceAnalyzer;
beforeAll(async () => {
  analyzer = await createLocalFaceAnalyzer();
});
afterAll(async () => {
  await analyzer.close();
});

/** A PNG that says it has 10,000 x 10,000 pixels and holds next to nothing. */
function pngHeaderOf100Megapixels(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(10_000, 0);
  header.writeUInt32BE(10_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const content = chunk('IDAT', deflateSync(Buffer.alloc(100)));
  return Buffer.concat([signature, chunk('IHDR', header), content, chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The face as it comes out of a photographed document: small, pale, blurred, on a card, strongly compressed. */
async function asDocumentPortrait(photo: Buffer, face: DetectedFace): Promise<Buffer> {
  const { box } = face;
  const { width = 0, height = 0 } = await sharp(photo).metadata();
  const left = Math.max(0, Math.round(box.x - box.height * 0.3));
  const top = Math.max(0, Math.round(box.y - box.height * 0.4));
  const portrait = await sharp(photo)
    .extract({
      left,
      top,
      width: Math.min(width - left, Math.round(box.width + box.height * 0.6)),
      height: Math.min(height - top, Math.round(box.height * 1.8)),
    })
    .resize({ height: 216 })
    .linear(0.75, 50)
    .blur(0.8)
    .png()
    .toBuffer();
  return sharp({ create: { width: 1000, height: 700, channels: 3, background: '#d8cfc0' } })
    .composite([{ input: portrait, left: 70, top: 160 }])
    .jpeg({ quality: 60 })
    .toBuffer();
}

async function sample(number: number): Promise<Buffer> {
  return readFile(join(samples, `sample${number}.jpg`));
}

describe('what the local face engine refuses', () => {
  it.each([
    ['a text file', async () => Buffer.from('Dear Sir or Madam, my portrait is attached.')],
    ['an empty file', async () => Buffer.alloc(0)],
    [
      'an SVG drawing',
      async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
    ['a JPEG cut off in the middle', async () => (await sample(1)).subarray(0, 60_000)],
    ['a PNG of 100 megapixels', async () => pngHeaderOf100Megapixels()],
  ])('refuses %s as invalid_file', async (_name, file) => {
    await expect(analyzer.detect(await file())).rejects.toMatchObject({ code: 'invalid_file' });
  });

  it('finds no face in a plain picture or in one of a single pixel', async () => {
    for (const size of [600, 1]) {
      const create = { width: size, height: size, channels: 3 as const, background: '#808080' };
      expect(await analyzer.detect(await sharp({ create }).png().toBuffer())).toEqual([]);
    }
  });

  it('does not embed a face that lies outside of the picture', async () => {
    const [face] = await analyzer.detect(await sample(6));
    const create = { width: 50, height: 50, channels: 3 as const, background: '#808080' };
    const other = await sharp({ create }).png().toBuffer();
    await expect(analyzer.embed(other, face as DetectedFace)).rejects.toThrow(RangeError);
  });

  it('says which model file is missing or damaged and what supplies it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'face-models-'));
    try {
      await expect(createLocalFaceAnalyzer({ modelFolder: folder })).rejects.toThrow(
        /fr_detect\.onnx.*npm ci/,
      );
      await writeFile(join(folder, 'fr_detect.onnx'), 'damaged');
      await expect(createLocalFaceAnalyzer({ modelFolder: folder })).rejects.toThrow(
        /fr_detect\.onnx is damaged.*npm ci/,
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('fails after it was closed, and closing twice is harmless', async () => {
    const closed = await createLocalFaceAnalyzer();
    await closed.close();
    await closed.close();
    await expect(closed.detect(await sample(1))).rejects.toThrow('closed');
  });
});

describe('the local face engine on photographs', () => {
  it('finds every face of a group, largest first, inside the picture', async () => {
    const faces = await analyzer.detect(await sample(6));
    expect(faces).toHaveLength(4);
    const areas = faces.map(({ box }) => box.width * box.height);
    expect(areas).toEqual([...areas].sort((a, b) => b - a));
    for (const { box } of faces) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(1920);
      expect(box.y + box.height).toBeLessThanOrEqual(1537);
    }
    expect(
      assessSelfie(faces, { require_good_lighting: true, require_face_centered: false }).reasons,
    ).toContain('several_faces');
  });

  it('keeps people of one photograph apart and knows each again in a poor document portrait', async () => {
    const photo = await sample(6);
    const people: Float32Array[] = [];
    for (const face of await analyzer.detect(photo)) {
      const embedding = await analyzer.embed(photo, face);
      for (const other of people) expect(analyzer.similarity(embedding, other)).toBeLessThan(threshold - 0.1);
      people.push(embedding);
      const document = await asDocumentPortrait(photo, face);
      const portrait = pickDocumentPortrait(await analyzer.detect(document)) as DetectedFace;
      const printed = await analyzer.embed(document, portrait);
      people.forEach((person, i) => {
        const similarity = analyzer.similarity(person, printed);
        if (i === people.length - 1) expect(similarity).toBeGreaterThan(threshold);
        else expect(similarity).toBeLessThan(threshold - 0.1);
      });
    }
  });

  it.each([90, 180, 270] as const)('finds the portrait of a document lying at %d degrees', async (angle) => {
    const photo = await sample(6);
    const [face] = await analyzer.detect(photo);
    const upright = await asDocumentPortrait(photo, face as DetectedFace);
    const lying = await sharp(upright).rotate(angle).png().toBuffer();
    const [before] = await analyzer.detect(upright);
    const [after] = await analyzer.detect(lying);
    expect(after?.rotation).toBe(360 - angle);
    expect(Math.round(Math.abs(after?.quality.roll ?? 0) / 90)).toBe(angle === 180 ? 2 : 1);
    const same = analyzer.similarity(
      await analyzer.embed(upright, before as DetectedFace),
      await analyzer.embed(lying, after as DetectedFace),
    );
    expect(same).toBeGreaterThan(0.97);
  });

  it('applies the EXIF orientation before it reports a place', async () => {
    const photo = await sample(6);
    const [face] = await analyzer.detect(photo);
    const stored = await sharp(photo).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const [found] = await analyzer.detect(stored);
    expect(found?.rotation).toBe(0);
    expect(Math.abs((found?.box.x ?? 0) - (face?.box.x ?? 0))).toBeLessThan(15);
    const same = analyzer.similarity(
      await analyzer.embed(photo, face as DetectedFace),
      await analyzer.embed(stored, found as DetectedFace),
    );
    expect(same).toBeGreaterThan(0.97);
  });

  it.each([
    ['greyscale', (s: Sharp) => s.greyscale().jpeg()],
    ['CMYK', (s: Sharp) => s.toColourspace('cmyk').jpeg()],
    ['16 bits a channel', (s: Sharp) => s.toColourspace('rgb16').png()],
    ['an alpha channel', (s: Sharp) => s.ensureAlpha(0.99).webp()],
  ])('reads a picture with %s', async (_name, convert) => {
    const photo = await sharp(await sample(6))
      .resize(960)
      .png()
      .toBuffer();
    const picture = await convert(sharp(photo)).toBuffer();
    const faces = await analyzer.detect(picture);
    expect(faces).toHaveLength(4);
    expect(await analyzer.embed(picture, faces[0] as DetectedFace)).toHaveLength(512);
  });

  it('gives embeddings of length 1', async () => {
    const photo = await sample(3);
    const [face] = await analyzer.detect(photo);
    const embedding = await analyzer.embed(photo, face as DetectedFace);
    expect(embedding).toHaveLength(512);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });
});

describe('the default threshold on labelled pairs', () => {
  const name = 'accepts no pair of different people and at least 37 of 38 pairs of the same person';
  (labelledPairs ? it : it.skip)(
    labelledPairs ? name : `${name} (skipped: faces/master.csv is not in the test data folder)`,
    async () => {
      const rows = (await readFile(labelledPairs as string, 'utf8')).trim().split(/\r?\n/).slice(1);
      const pairs = rows.map((row) => row.trim().split(',') as [string, string, string]);
      const embeddings = new Map<string, Float32Array>();
      for (const file of new Set(pairs.flatMap(([a, b]) => [a, b]))) {
        const photo = await readFile(join(dirname(labelledPairs as string), file));
        const [face] = await analyzer.detect(photo);
        embeddings.set(file, await analyzer.embed(photo, face as DetectedFace));
      }
      const matched = (label: string): number =>
        pairs.filter(([a, b, decision]) => {
          if (decision !== label) return false;
          const [one, other] = [embeddings.get(a), embeddings.get(b)];
          return one && other && analyzer.similarity(one, other) >= threshold;
        }).length;
      expect(matched('No')).toBe(0);
      expect(matched('Yes')).toBeGreaterThanOrEqual(37);
    },
  );
});
