import { beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { DomainRefusal } from '#libs/problems';
import { cropPortrait } from './crop-portrait.js';
import { photograph, type PhotographOptions } from './photograph.js';

let sheet: Buffer;

beforeAll(async () => {
  sheet = await sharp({ create: { width: 700, height: 493, channels: 3, background: '#ffffff' } })
    .png()
    .toBuffer();
});

/** Mean light of a square of 40 pixels around a point of the picture. */
async function lightAt(photo: Buffer, left: number, top: number): Promise<number> {
  const { channels } = await sharp(
    await sharp(photo).extract({ left, top, width: 40, height: 40 }).toBuffer(),
  ).stats();
  return channels.reduce((sum, { mean }) => sum + mean, 0) / channels.length;
}

describe('photograph', () => {
  it('refuses what is not a picture', async () => {
    await expect(photograph(Buffer.from('%PDF-1.7'))).rejects.toThrow(DomainRefusal);
  });

  it.each<PhotographOptions>([
    { perspective: 0.6 },
    { noise: -1 },
    { jpegQuality: Number.NaN },
    { blur: 100 },
  ])('refuses options out of range: %j', async (options) => {
    await expect(photograph(sheet, options)).rejects.toThrow(DomainRefusal);
  });

  it('gives the same bytes for the same seed and others for another', async () => {
    const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => photograph(sheet, { seed })));
    expect(again).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it('is a JPEG of 2000 by 1500 pixels, far below ten megabytes', async () => {
    const photo = await photograph(sheet, { seed: 5, noise: 12, jpegQuality: 95 });
    const { format, width, height } = await sharp(photo).metadata();
    expect([format, width, height]).toEqual(['jpeg', 2000, 1500]);
    expect(photo.length).toBeLessThan(5_000_000);
  });

  it('shows the white sheet in the middle and the table around it', async () => {
    const photo = await photograph(sheet, { rotationDegrees: 10, unevenLight: 0 });
    expect(await lightAt(photo, 980, 730)).toBeGreaterThan(240);
    for (const [left, top] of [
      [10, 10],
      [1950, 10],
      [10, 1450],
      [1950, 1450],
    ] as const) {
      expect(await lightAt(photo, left, top)).toBeLessThan(150);
    }
  });

  it('keeps a sheet that is turned by a right angle inside the frame', async () => {
    const photo = await photograph(sheet, { rotationDegrees: 90 });
    expect(await lightAt(photo, 980, 1300)).toBeGreaterThan(190);
    expect(await lightAt(photo, 980, 1455)).toBeLessThan(150);
    expect(await lightAt(photo, 200, 730)).toBeLessThan(150);
  });

  it('lights the sheet unevenly when asked to', async () => {
    const photo = await photograph(sheet, { rotationDegrees: 0, unevenLight: 1 });
    const corners = await Promise.all(
      (
        [
          [300, 300],
          [1650, 300],
          [300, 1150],
          [1650, 1150],
        ] as const
      ).map(([x, y]) => lightAt(photo, x, y)),
    );
    expect(Math.max(...corners) - Math.min(...corners)).toBeGreaterThan(50);
  });
});

describe('cropPortrait', () => {
  it.each([
    { left: 600, top: 0, width: 200, height: 100 },
    { left: -1, top: 0, width: 10, height: 10 },
    { left: 0.5, top: 0, width: 10, height: 10 },
    { left: 0, top: 0, width: 0, height: 10 },
  ])('refuses the rectangle %j', async (rect) => {
    await expect(cropPortrait(sheet, rect)).rejects.toThrow(DomainRefusal);
  });

  it('refuses what is not a picture', async () => {
    const rect = { left: 0, top: 0, width: 10, height: 10 };
    await expect(cropPortrait(Buffer.from('none'), rect)).rejects.toThrow(DomainRefusal);
  });

  it('returns the rectangle as a JPEG', async () => {
    const portrait = await cropPortrait(sheet, { left: 20, top: 30, width: 350, height: 450 });
    const { format, width, height } = await sharp(portrait).metadata();
    expect([format, width, height]).toEqual(['jpeg', 350, 450]);
  });
});
