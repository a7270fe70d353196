import { refuse } from '../refusal.js';

/**
 * The 37 characters of a machine-readable zone as centre lines, drawn for this project after the proportions of
 * OCR-B size I (ISO 1073-2): 1.4 mm wide, 2.4 mm high, one stroke of 0.35 mm with round ends. The unit is 0.1 mm, the
 * origin the upper left corner of the character. It is not the standard's outline, and close enough to be read as it.
 */
const strokes: Readonly<Record<string, string>> = {
  A: 'M0 24L7 0L14 24M2.3 16H11.7',
  B: 'M.5 0H7.5C11 0 12.8 2.3 12.8 5.5C12.8 8.8 11 11.2 7.5 11.2H.5M7.5 11.2C11.7 11.2 14 13.8 14 17.5C14 21.5 11.7 24 7.5 24H.5V0',
  C: 'M13.8 3C12.5 1 10.5 0 8.4 0C3 0 0 5 0 12C0 19 3 24 8.4 24C10.5 24 12.5 23 13.8 21',
  D: 'M.5 0V24H5C11 24 14 19 14 12C14 5 11 0 5 0Z',
  E: 'M13 0H1V24H13M1 11.5H10.5',
  F: 'M13.3 0H1.3V24M1.3 11.8H10.8',
  G: 'M13.3 2.6C12 .9 10.2 0 8.2 0C3 0 0 5 0 12C0 19 3 24 8 24C10.3 24 12.3 23.2 13.8 22V13H8.3',
  H: 'M.5 0V24M13.5 0V24M.5 11.5H13.5',
  I: 'M7 0V24M2 0H12M2 24H12',
  J: 'M4 0H12V17C12 21.6 10 24 6.4 24C4 24 2 23 .8 21',
  K: 'M1 0V24M13.3 0L1 14M5.3 9.2L14 24',
  L: 'M1.5 0V24H13.5',
  M: 'M0 24V0L7 12L14 0V24',
  N: 'M.5 24V0L13.5 24V0',
  O: 'M7 0C12.4 0 14 3.5 14 12C14 20.5 12.4 24 7 24C1.6 24 0 20.5 0 12C0 3.5 1.6 0 7 0Z',
  P: 'M1 24V0H7.5C12 0 14 2.8 14 6.7C14 10.7 12 13.5 7.5 13.5H1',
  Q: 'M7 0C12.4 0 14 3.5 14 12C14 20.5 12.4 24 7 24C1.6 24 0 20.5 0 12C0 3.5 1.6 0 7 0ZM8.6 17L14.4 25',
  R: 'M1 24V0H7.5C12 0 14 2.8 14 6.7C14 10.7 12 13.5 7.5 13.5H1M7.2 13.5L14 24',
  S: 'M12.8 3C11.4 1 9.4 0 7 0C3.2 0 .9 2.3 .9 5.7C.9 9.4 3.5 10.7 7 11.7C10.8 12.8 13.5 14.3 13.5 18C13.5 21.7 10.8 24 7 24C4.2 24 1.9 22.8 .4 20.4',
  T: 'M0 0H14M7 0V24',
  U: 'M.5 0V15.5C.5 21 3 24 7 24C11 24 13.5 21 13.5 15.5V0',
  V: 'M0 0L7 24L14 0',
  W: 'M0 0L3 24L7 8.5L11 24L14 0',
  X: 'M.3 0L13.7 24M13.7 0L.3 24',
  Y: 'M0 0L7 12L14 0M7 12V24',
  Z: 'M.8 0H13.4L.6 24H13.6',
  '0': 'M7 0C10.6 0 12.8 5 12.8 12C12.8 19 10.6 24 7 24C3.4 24 1.2 19 1.2 12C1.2 5 3.4 0 7 0Z',
  '1': 'M2.6 4.6L7.8 0V24M3 24H12.6',
  '2': 'M1 4C2.2 1.4 4.2 0 6.9 0C10.7 0 13 2.4 13 6C13 10 9.2 13.4 5.6 16.7C3 19.1 1 21.5 .8 24H13.4',
  '3': 'M1.2 0H12.5L6.4 9C11 9 13.5 12 13.5 16.3C13.5 21 10.8 24 6.4 24C4 24 2 23.2 .5 21.5',
  '4': 'M8.4 0L.5 16.8H13.8M10.2 10V24',
  '5': 'M12.4 0H2.2V9.8C3.5 9.2 5 8.9 6.4 8.9C11 8.9 13.5 11.9 13.5 16.3C13.5 21 10.8 24 6.4 24C4 24 2 23.2 .5 21.5',
  '6': 'M9.4 0C5 5 .6 11 .6 16.8C.6 21.2 3 24 7 24C11 24 13.4 21.2 13.4 16.8C13.4 12.5 11 9.8 7.2 9.8C4.5 9.8 2.2 11.3 1.3 13.6',
  '7': 'M.8 0H13.2C13.2 6.5 6.2 12 6.2 24',
  '8': 'M7 11C3.5 11 1.5 8.8 1.5 5.5C1.5 2.2 3.5 0 7 0C10.5 0 12.5 2.2 12.5 5.5C12.5 8.8 10.5 11 7 11ZM7 11C3 11 .5 13.8 .5 17.5C.5 21.2 3 24 7 24C11 24 13.5 21.2 13.5 17.5C13.5 13.8 11 11 7 11Z',
  '9': 'M4.6 24C9 19 13.4 13 13.4 7.2C13.4 2.8 11 0 7 0C3 0 .6 2.8 .6 7.2C.6 11.5 3 14.2 6.8 14.2C9.5 14.2 11.8 12.7 12.7 10.4',
  '<': 'M13 3L1.5 12L13 21',
};

/** OCR-B size I at ten characters to the inch, in millimetres (ICAO Doc 9303-3, 4.4). */
export const machineReadablePitch = {
  character: 2.54,
  line: 6.35,
  width: 1.4,
  height: 2.4,
  stroke: 0.35,
} as const;

/** One line as an SVG group; `left` is the edge of the first character cell, `top` that of the capitals, in mm. */
export function machineReadableLine(line: string, left: number, top: number): string {
  const { character, width, stroke } = machineReadablePitch;
  const glyphs = [...line].map((letter, index) => {
    const path = strokes[letter];
    if (path === undefined) {
      throw refuse('/line', 'character_set', 'a machine-readable line holds only A to Z, digits and <');
    }
    const x = left + index * character + (character - width) / 2;
    return `<path transform="translate(${x.toFixed(3)} ${top.toFixed(3)}) scale(.1)" d="${path}"/>`;
  });
  return (
    `<g fill="none" stroke="#151515" stroke-width="${stroke * 10}" stroke-linecap="round" ` +
    `stroke-linejoin="round">${glyphs.join('')}</g>`
  );
}
