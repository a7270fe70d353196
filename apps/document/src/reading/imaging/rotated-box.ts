/**
 * A rectangle in a picture, in pixels. `angle` is the direction of its width in radians, clockwise from the x axis
 * (y points down); for text it is the direction of reading.
 */
export interface RotatedBox {
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  readonly angle: number;
}

type Point = readonly [x: number, y: number];

/** Convex hull, counter-clockwise (Andrew's monotone chain). */
function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  const turn = (o: Point, a: Point, b: Point) =>
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (input: Iterable<Point>) => {
    const chain: Point[] = [];
    for (const point of input) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    chain.pop();
    return chain;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/**
 * The smallest rectangle around these points (rotating calipers over the hull's edges), its width the longer side and
 * its angle in (-π/2, π/2]. Undefined for points on one line.
 */
export function smallestRectangle(points: readonly Point[]): RotatedBox | undefined {
  const hull = convexHull(points);
  if (hull.length < 3) return undefined;
  let best: { area: number; box: RotatedBox } | undefined;
  hull.forEach((from, index) => {
    const to = hull[(index + 1) % hull.length]!;
    const box = boxAlong(hull, Math.atan2(to[1] - from[1], to[0] - from[0]));
    const area = box.width * box.height;
    if (!best || area < best.area) best = { area, box };
  });
  return best && longSideFirst(best.box);
}

function boxAlong(points: readonly Point[], angle: number): RotatedBox {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [x, y] of points) {
    const u = x * cos + y * sin;
    const v = y * cos - x * sin;
    if (u < left) left = u;
    if (u > right) right = u;
    if (v < top) top = v;
    if (v > bottom) bottom = v;
  }
  const u = (left + right) / 2;
  const v = (top + bottom) / 2;
  return {
    centreX: u * cos - v * sin,
    centreY: u * sin + v * cos,
    width: right - left,
    height: bottom - top,
    angle,
  };
}

function longSideFirst(box: RotatedBox): RotatedBox {
  const swapped = box.width < box.height;
  let angle = swapped ? box.angle + Math.PI / 2 : box.angle;
  while (angle > Math.PI / 2) angle -= Math.PI;
  while (angle <= -Math.PI / 2) angle += Math.PI;
  return swapped ? { ...box, width: box.height, height: box.width, angle } : { ...box, angle };
}

/** The same rectangle read in the opposite direction. */
export const turnedAround = (box: RotatedBox): RotatedBox => ({ ...box, angle: box.angle + Math.PI });

/** Where a point of the picture lies along (`u`) and across (`v`) a direction of reading. */
export function alongDirection(x: number, y: number, angle: number): { u: number; v: number } {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return { u: x * cos + y * sin, v: y * cos - x * sin };
}

/** The signed difference of two directions, in (-π, π]. */
export function angleBetween(from: number, to: number): number {
  const difference = (to - from) % (2 * Math.PI);
  if (difference > Math.PI) return difference - 2 * Math.PI;
  return difference <= -Math.PI ? difference + 2 * Math.PI : difference;
}
