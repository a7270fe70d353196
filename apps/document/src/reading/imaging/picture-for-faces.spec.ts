import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { jpegForFaces, pictureForFaces } from './picture-for-faces.js';

describe('the picture for the face detector', () => {
  it('is none of bytes that are no picture', async () => {
    await expect(pictureForFaces(Buffer.from('text'))).rejects.toMatchObject({ code: 'invalid_file' });
  });

  it('is upright and at most 1,600 pixels long', async () => {
    const wide = sharp({ create: { width: 4_000, height: 2_000, channels: 3, background: '#8fa' } });
    const sideways = await wide.jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await sharp(await pictureForFaces(sideways)).metadata()).toMatchObject({
      format: 'jpeg',
      width: 800,
      height: 1_600,
    });
  });

  it('fits into a call between services whatever it shows', async () => {
    const [width, height] = [1_600, 1_600];
    const noise = { data: randomBytes(width * height * 3), width, height };
    const jpeg = await jpegForFaces(noise);
    expect(jpeg.length).toBeLessThanOrEqual(700_000);
    expect((await sharp(jpeg).metadata()).format).toBe('jpeg');
  });
});
