/** A point in pixels. */
export type Point = readonly [x: number, y: number];
/** Four corners: upper left, upper right, lower right, lower left. */
export type Quadrilateral = readonly [Point, Point, Point, Point];
/** The nine entries of a 3 by 3 matrix, row by row, the last one 1. */
export type Homography = readonly number[];

/** Solves a square linear system by elimination with pivoting; undefined when it is singular. */
function solve(rows: number[][]): number[] | undefined {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    const candidates = rows.slice(column);
    const best = candidates.reduce((a, b) => (Math.abs(b[column] ?? 0) > Math.abs(a[column] ?? 0) ? b : a));
    const pivot = best[column] ?? 0;
    if (Math.abs(pivot) < 1e-12) return undefined;
    rows.splice(rows.indexOf(best), 1);
    rows.splice(column, 0, best);
    for (const row of rows) {
      if (row === best) continue;
      const factor = (row[column] ?? 0) / pivot;
      if (factor !== 0) best.forEach((value, index) => (row[index] = (row[index] ?? 0) - factor * value));
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

/**
 * The projective map that takes each corner of `from` to the same corner of `to` (Hartley and Zisserman, "Multiple
 * View Geometry", 4.1, with h33 = 1). Throws a `RangeError` when three corners lie on a line.
 */
export function homographyBetween(from: Quadrilateral, to: Quadrilateral): Homography {
  const rows = from.flatMap(([x, y], corner) => {
    const [u, v] = to[corner] ?? [0, 0];
    return [
      [x, y, 1, 0, 0, 0, -x * u, -y * u, u],
      [0, 0, 0, x, y, 1, -x * v, -y * v, v],
    ];
  });
  const solution = solve(rows);
  if (!solution) throw new RangeError('the corners do not span a quadrilateral');
  return [...solution, 1];
}
