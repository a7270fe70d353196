import { type RotatedBox } from '../imaging/rotated-box.js';

/** One line of text of an upright picture, joined from the boxes that a detector broke it into. */
export interface Row {
  left: number;
  right: number;
  box: RotatedBox;
  /** The same row from one x to another, following its slope. */
  between(left: number, right: number): RotatedBox;
}

/** Boxes leaning more than this, in radians, are not part of an upright row. */
const maximumLean = 0.2;

/** Joins boxes side by side into rows, from top to bottom. */
export function mergeRows(boxes: readonly RotatedBox[]): Row[] {
  const upright = boxes.filter((box) => Math.abs(box.angle) < maximumLean);
  const angle = dominantAngle(upright);
  const slope = Math.tan(angle);
  const groups: RotatedBox[][] = [];
  for (const box of [...upright].sort((a, b) => b.width - a.width)) {
    const group = groups.find(([first]) => first !== undefined && sameRow(first, box, slope));
    if (group) group.push(box);
    else groups.push([box]);
  }
  return groups.map((group) => rowOf(group, angle)).sort((a, b) => a.box.centreY - b.box.centreY);
}

/** The widest boxes know the slope of the page best. */
function dominantAngle(boxes: readonly RotatedBox[]): number {
  let [sum, weight] = [0, 0];
  for (const box of boxes) {
    const importance = box.width ** 2;
    sum += box.angle * importance;
    weight += importance;
  }
  return weight === 0 ? 0 : sum / weight;
}

function sameRow(a: RotatedBox, b: RotatedBox, slope: number): boolean {
  const offset = Math.abs(a.centreY + (b.centreX - a.centreX) * slope - b.centreY);
  const [low, high] = a.height < b.height ? [a.height, b.height] : [b.height, a.height];
  return offset < low * 0.55 && high / low < 1.9;
}

function rowOf(group: readonly RotatedBox[], angle: number): Row {
  const first = group[0]!;
  const own = first.width > first.height * 8 ? first.angle : angle;
  const left = Math.min(...group.map((box) => box.centreX - box.width / 2));
  const right = Math.max(...group.map((box) => box.centreX + box.width / 2));
  const between = (from: number, to: number): RotatedBox => ({
    centreX: (from + to) / 2,
    centreY: first.centreY + ((from + to) / 2 - first.centreX) * Math.tan(own),
    width: to - from,
    height: first.height,
    angle: own,
  });
  return { left, right, box: between(left, right), between };
}
