import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype, { type Font } from 'opentype.js';
import { refuse } from '../refusal.js';

/** Regular for labels, semibold for values and titles. */
export type Weight = 400 | 600;

const require = createRequire(import.meta.url);
const loaded = new Map<string, Font>();

function loadFont(subset: 'latin' | 'latin-ext', weight: Weight): Font {
  const name = `@fontsource/noto-sans/files/noto-sans-${subset}-${weight}-normal.woff`;
  const known = loaded.get(name);
  if (known) return known;
  const bytes = readFileSync(require.resolve(name));
  const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  loaded.set(name, font);
  return font;
}

interface PlacedGlyph {
  font: Font;
  index: number;
  /** Advance width in em. */
  advance: number;
}

function glyphOf(character: string, weight: Weight): PlacedGlyph {
  for (const subset of ['latin', 'latin-ext'] as const) {
    const font = loadFont(subset, weight);
    const index = font.charToGlyphIndex(character);
    if (index > 0)
      return { font, index, advance: (font.glyphs.get(index).advanceWidth ?? 0) / font.unitsPerEm };
  }
  throw refuse('/text', 'latin_letters', 'printed text must be written in Latin letters');
}

/** The width of a text in the unit of `size` (its em). */
export function textWidth(text: string, size: number, weight: Weight = 400): number {
  return (
    [...text.normalize('NFC')].reduce((sum, character) => sum + glyphOf(character, weight).advance, 0) * size
  );
}

/** Where a text goes: `x` and `y` are the left end of its baseline; sizes in the unit of the drawing. */
export interface TextPlace {
  x: number;
  y: number;
  size: number;
  weight?: Weight;
  fill?: string;
  /** The text is condensed, not cut, when it would be wider than this. */
  maxWidth?: number;
}

/**
 * A text as one SVG path, from the Noto Sans files of the font package: no font has to be installed on the machine.
 * Refuses characters outside the Latin blocks.
 */
export function textPath(text: string, place: TextPlace): string {
  const { x, y, size, weight = 400, fill = '#1b1b1b', maxWidth = Infinity } = place;
  let pen = 0;
  let outline = '';
  for (const character of text.normalize('NFC')) {
    const { font, index, advance } = glyphOf(character, weight);
    outline += font.glyphs.get(index).getPath(pen, 0, size).toPathData(3);
    pen += advance * size;
  }
  const squeeze = pen > maxWidth ? maxWidth / pen : 1;
  const scale = squeeze < 1 ? ` scale(${squeeze.toFixed(4)} 1)` : '';
  return `<path fill="${fill}" transform="translate(${x} ${y})${scale}" d="${outline}"/>`;
}
