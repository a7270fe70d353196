import { normalValues, type Random } from './random.js';
import { type Picture } from './table-top.js';

/** How a photograph is lit: `uneven` from 0 (flat) to 1 (one side nearly dark), `noise` in levels of 0 to 255. */
export interface Exposure {
  uneven: number;
  noise: number;
}

const noiseTable = 1 << 16;

/**
 * Lights a picture in place: a gradient along a direction of the seed, a vignette growing with the square of the
 * distance from the middle, and normal noise, mostly of brightness with a little of colour, as a sensor has it.
 */
export function expose(picture: Picture, { uneven, noise }: Exposure, random: Random): void {
  const { data, width, height } = picture;
  const direction = random() * Math.PI * 2;
  const [along, down] = [Math.cos(direction), Math.sin(direction)];
  const grains = normalValues(random, noiseTable);
  let grain = Math.floor(random() * noiseTable);
  for (let y = 0; y < height; y += 1) {
    const v = (y / height) * 2 - 1;
    for (let x = 0; x < width; x += 1) {
      const u = (x / width) * 2 - 1;
      const light = 1 + uneven * (0.38 * (u * along + v * down) - 0.2 * (u * u + v * v));
      // A stride that shares no factor with the table keeps neighbouring rows from repeating.
      grain = (grain + 40_503) % noiseTable;
      const common = (grains[grain] ?? 0) * noise * 0.9;
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const own = (grains[(grain + 7919 * (channel + 1) + x) % noiseTable] ?? 0) * noise * 0.45;
        const level = (data[at + channel] ?? 0) * light + common + own;
        data[at + channel] = level < 0 ? 0 : level > 255 ? 255 : level + 0.5;
      }
    }
  }
}
