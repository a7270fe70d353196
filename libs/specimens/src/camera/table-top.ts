import { type Random } from './random.js';

/** An 8-bit RGB picture without padding. */
export interface Picture {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Smooth noise from 0 to 1 along one line: random values every `step` pixels, eased in between. */
function smoothNoise(random: Random, length: number, step: number): Float32Array {
  const knots = Array.from({ length: Math.ceil(length / step) + 2 }, () => random());
  return Float32Array.from({ length }, (_, position) => {
    const knot = Math.floor(position / step);
    const t = position / step - knot;
    const eased = t * t * (3 - 2 * t);
    return (knots[knot] ?? 0) * (1 - eased) + (knots[knot + 1] ?? 0) * eased;
  });
}

/** A wooden table top: planks across the picture, each with its own tone, and grain along them. */
export function tableTop(width: number, height: number, random: Random): Picture {
  const data = new Uint8Array(width * height * 3);
  const bend = smoothNoise(random, width, 240);
  const shift = Uint8Array.from(bend, (amount) => Math.round(amount * 40));
  const fade = smoothNoise(random, width, 90);
  const coarse = smoothNoise(random, height + 64, 14);
  const fine = smoothNoise(random, height + 64, 2.5);
  const plankHeight = Math.round(height / 4.5);
  const tones = Array.from({ length: 6 }, () => 0.9 + random() * 0.2);
  for (let y = 0; y < height; y += 1) {
    const seam = y % plankHeight < 3 ? 0.62 : 1;
    const tone = (tones[Math.floor(y / plankHeight)] ?? 1) * seam;
    for (let x = 0; x < width; x += 1) {
      const grainRow = y + (shift[x] ?? 0);
      const grain = 0.8 + 0.22 * (coarse[grainRow] ?? 0) + 0.12 * (fine[grainRow] ?? 0) * (fade[x] ?? 0);
      const level = tone * grain;
      const at = (y * width + x) * 3;
      data[at] = 134 * level;
      data[at + 1] = 98 * level;
      data[at + 2] = 68 * level;
    }
  }
  return { data, width, height };
}
