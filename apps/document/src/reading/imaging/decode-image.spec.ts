import { describe, expect, it } from '@jest/globals';
import { DomainRefusal } from '#libs/problems';
import sharp from 'sharp';
import { decodeImage } from './decode-image.js';

const picture = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 10, b: 10 } } });

describe('decodeImage', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['nothing', async () => Buffer.alloc(0)],
    ['text', async () => Buffer.from('not a picture')],
    ['an SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['a GIF', () => picture().gif().toBuffer()],
    ['a JPEG that is cut off', async () => (await picture(400, 400).jpeg().toBuffer()).subarray(0, 700)],
    ['a PNG that is cut off', async () => (await picture(400, 400).png().toBuffer()).subarray(0, 120)],
    ['more than 50 megapixels', () => picture(9000, 6000).png().toBuffer()],
  ])('refuses %s', async (_, bytes) => {
    await expect(decodeImage(await bytes())).rejects.toMatchObject({ code: 'invalid_file' });
    await expect(decodeImage(await bytes())).rejects.toThrow(DomainRefusal);
  });

  it('applies the EXIF orientation', async () => {
    const turned = await picture().jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await decodeImage(turned)).toMatchObject({
      width: 20,
      height: 40,
      sourceWidth: 20,
      sourceHeight: 40,
    });
  });

  it('scales down to the longest side and never up', async () => {
    const bytes = await picture().png().toBuffer();
    expect(await decodeImage(bytes, { maximumSide: 10 })).toMatchObject({
      width: 10,
      height: 5,
      sourceWidth: 40,
    });
    expect(await decodeImage(bytes, { maximumSide: 100 })).toMatchObject({ width: 40, height: 20 });
  });

  it('shows transparency as white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const bytes = await sharp({ create: { width: 4, height: 4, channels: 4, background: clear } })
      .png()
      .toBuffer();
    expect([...(await decodeImage(bytes)).data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it.each<[string, () => Promise<Buffer>]>([
    ['grey', () => picture().greyscale().jpeg().toBuffer()],
    ['CMYK', () => picture().toColourspace('cmyk').jpeg().toBuffer()],
    ['16-bit', () => picture().toColourspace('rgb16').png().toBuffer()],
  ])('gives three bytes for each pixel of a %s picture', async (_, bytes) => {
    const { data, width, height } = await decodeImage(await bytes());
    expect(data.length).toBe(width * height * 3);
  });
});
