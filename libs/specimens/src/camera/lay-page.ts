import { type Homography } from './homography.js';
import { type Picture } from './table-top.js';

// Bound once: inside the virtual context of a test runner every look-up of a global in the pixel loop is slow.
const { floor, min } = Math;

/** Bilinear sample of three channels at (`x`, `y`) of `picture` into `into`; positions must lie inside. */
function sample({ data, width, height }: Picture, x: number, y: number, into: Float64Array): void {
  const left = min(floor(x), width - 2);
  const top = min(floor(y), height - 2);
  const across = x - left;
  const down = y - top;
  const upper = (top * width + left) * 3;
  const lower = upper + width * 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const above = (data[upper + channel] ?? 0) * (1 - across) + (data[upper + 3 + channel] ?? 0) * across;
    const below = (data[lower + channel] ?? 0) * (1 - across) + (data[lower + 3 + channel] ?? 0) * across;
    into[channel] = above * (1 - down) + below * down;
  }
}

/**
 * Draws `paper` onto `table` in place. `toPaper` maps a pixel of the table to one of the paper; the outermost pixel
 * of the paper is blended with the table so that its edge is not jagged.
 */
export function layPage(table: Picture, paper: Picture, toPaper: Homography): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = toPaper;
  const colour = new Float64Array(3);
  for (let y = 0; y < table.height; y += 1) {
    for (let x = 0; x < table.width; x += 1) {
      const scale = 1 / (g * x + h * y + 1);
      const u = (a * x + b * y + c) * scale;
      const v = (d * x + e * y + f) * scale;
      const inside = min(u, v, paper.width - 1 - u, paper.height - 1 - v);
      if (!(inside >= 0)) continue;
      sample(paper, u, v, colour);
      const cover = min(1, inside);
      const at = (y * table.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const under = table.data[at + channel] ?? 0;
        table.data[at + channel] = under + ((colour[channel] ?? 0) - under) * cover;
      }
    }
  }
}
