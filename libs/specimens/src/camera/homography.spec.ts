import { describe, expect, it } from '@jest/globals';
import { homographyBetween, type Point, type Quadrilateral } from './homography.js';

const square: Quadrilateral = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

function mapped(h: readonly number[], [x, y]: Point): Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, i = 0, w = 0] = h;
  const scale = g * x + i * y + w;
  return [(a * x + b * y + c) / scale, (d * x + e * y + f) / scale];
}

describe('homographyBetween', () => {
  it('refuses corners that lie on a line', () => {
    const flat: Quadrilateral = [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ];
    expect(() => homographyBetween(flat, square)).toThrow(RangeError);
  });

  it('takes every corner to its partner and the crossing of the diagonals to theirs', () => {
    const seen: Quadrilateral = [
      [10, 20],
      [90, 10],
      [110, 80],
      [5, 95],
    ];
    const map = homographyBetween(square, seen);
    square.forEach((corner, index) => {
      const [x, y] = mapped(map, corner);
      expect(x).toBeCloseTo(seen[index]?.[0] ?? Number.NaN, 6);
      expect(y).toBeCloseTo(seen[index]?.[1] ?? Number.NaN, 6);
    });
    const [x, y] = mapped(map, [0.5, 0.5]);
    const along = ([ax, ay]: Point, [bx, by]: Point): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    expect(along(seen[0], seen[2])).toBeCloseTo(0, 4);
    expect(along(seen[1], seen[3])).toBeCloseTo(0, 4);
  });
});
