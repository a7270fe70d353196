import { type Point, type Quadrilateral } from './homography.js';
import { type Random } from './random.js';

/** The frame of every photograph, in pixels. */
export const frame = { width: 2000, height: 1500 } as const;

/** The share of the frame that the page reaches across, at most. */
const fill = 0.88;

/**
 * The corners, in pixels of the frame, of a page `aspect` times as wide as high that is turned by `degrees`
 * (clockwise) and seen obliquely: `perspective` is the share of its width by which the far edge looks shorter.
 */
export function pageCorners(
  aspect: number,
  degrees: number,
  perspective: number,
  random: Random,
): Quadrilateral {
  const far = perspective / 2;
  const lean = (random() - 0.5) * perspective * 0.6;
  const [right, bottom] = [aspect / 2, 0.5];
  const flat: readonly Point[] = [
    [-right * (1 - far) + lean * aspect * 0.25, -bottom],
    [right * (1 - far) + lean * aspect * 0.25, -bottom * (1 - lean)],
    [right * (1 + far), bottom * (1 + lean)],
    [-right * (1 + far), bottom],
  ];
  const angle = (degrees * Math.PI) / 180;
  const turned = flat.map(([x, y]): Point => [
    x * Math.cos(angle) - y * Math.sin(angle),
    x * Math.sin(angle) + y * Math.cos(angle),
  ]);
  const [minX, maxX] = [Math.min(...turned.map(([x]) => x)), Math.max(...turned.map(([x]) => x))];
  const [minY, maxY] = [Math.min(...turned.map(([, y]) => y)), Math.max(...turned.map(([, y]) => y))];
  const scale = Math.min((frame.width * fill) / (maxX - minX), (frame.height * fill) / (maxY - minY));
  // The page wanders from the middle by a fifth of the margin, so that no two seeds lie alike.
  const wander = (length: number, size: number): number => (length - size * scale) * 0.2 * (random() - 0.5);
  const centreX = frame.width / 2 + wander(frame.width, maxX - minX);
  const centreY = frame.height / 2 + wander(frame.height, maxY - minY);
  const placed = turned.map(([x, y]): Point => [
    centreX + (x - (minX + maxX) / 2) * scale,
    centreY + (y - (minY + maxY) / 2) * scale,
  ]);
  const [a, b, c, d] = placed;
  if (!a || !b || !c || !d) throw new RangeError('a page has four corners');
  return [a, b, c, d];
}
