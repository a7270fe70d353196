import { type TextLine } from '../text-line.js';
import { comparable, resembles } from './normalise.js';

/** The labels of one field, in the languages of the documents. */
export interface LabelSet<Name extends string> {
  name: Name;
  labels: readonly string[];
}

/** A label found on the page, and what follows it in the same line. */
export interface FoundLabel<Name extends string> {
  name: Name;
  line: TextLine;
  /** Text after the label in its own line: the value itself, or the label in a further language. */
  rest: string;
}

/** Values stand at most this many label heights below their label, the top of the one to the bottom of the other. */
const maximumDrop = 3.2;

/** A value to the right of its label begins within this many label heights of its end. */
const maximumGap = 12;

/** Compiles labels once; they are compared without accents, case, spaces and punctuation. */
export function labelFinder<Name extends string>(sets: readonly LabelSet<Name>[]) {
  const compiled = sets
    .flatMap(({ name, labels }) => labels.map((label) => ({ name, label: comparable(label) })))
    .sort((a, b) => b.label.length - a.label.length);

  /** The most words that a label may have before its value in one line. */
  const mostWords = Math.max(
    5,
    ...sets.flatMap(({ labels }) => labels.map((label) => label.split(/\s+/).length)),
  );

  const labelOf = (text: string, isLabel = resembles): Name | undefined => {
    // Passports number their labels: `Surname/Nom (1)`.
    const candidate = comparable(text.replace(/\(\d{1,2}\)?\s*$/, ''));
    return compiled.find(({ label }) => isLabel(candidate, label))?.name;
  };

  /** The label that a line is or starts with: all of it, its part before a colon or slash, or its first words. */
  const findFirst = (line: TextLine): FoundLabel<Name> | undefined => {
    const exactly = comparable(line.text);
    const whole = compiled.find(({ label }) => label === exactly);
    if (whole) return { name: whole.name, line, rest: '' };
    const words = line.text.split(/\s+/);
    // Labels that stand there letter for letter first, lest a part of the value is taken for a misread part of them.
    for (const isLabel of [isSame, resembles]) {
      for (const separator of line.text.matchAll(/[:/|]|\s[-–]\s/g)) {
        const name = labelOf(line.text.slice(0, separator.index), isLabel);
        if (name) return { name, line, rest: line.text.slice(separator.index + separator[0].length).trim() };
      }
      for (let count = Math.min(words.length - 1, mostWords); count >= 1; count--) {
        const name = labelOf(words.slice(0, count).join(' '), isLabel);
        if (name) return { name, line, rest: words.slice(count).join(' ') };
      }
    }
    const misread = labelOf(line.text);
    return misread && { name: misread, line, rest: '' };
  };

  /** Further languages of the same label in the same line are skipped: `Sex/Sexe: M`. */
  const find = (line: TextLine): FoundLabel<Name> | undefined => {
    const found = findFirst(line);
    const inner = found?.rest ? findFirst({ ...line, text: found.rest }) : undefined;
    return found && inner?.name === found.name ? { ...found, rest: inner.rest } : found;
  };

  return { find, isLabel: (text: string) => labelOf(text) !== undefined };
}

const isSame = (text: string, label: string): boolean => text === label;

export type LabelFinder<Name extends string> = ReturnType<typeof labelFinder<Name>>;

/**
 * Where the value of a label may stand, likeliest first: after the label in its own line, right of it in the same row,
 * below it in the same column. Lines that are labels themselves are passed over.
 */
export function valueCandidates(
  label: Pick<FoundLabel<string>, 'line' | 'rest'>,
  lines: readonly TextLine[],
  isLabelLine: (line: TextLine) => boolean,
): TextLine[] {
  const { line } = label;
  const height = line.bottom - line.top;
  const middle = (line.top + line.bottom) / 2;
  const own = label.rest ? [{ ...line, text: label.rest }] : [];
  const others = lines.filter((other) => other !== line && !isLabelLine(other));
  const right = others
    .filter((other) => other.top < middle && other.bottom > middle && other.left >= line.right - height)
    .filter((other) => other.left - line.right < height * maximumGap)
    .sort((a, b) => a.left - b.left)
    .slice(0, 1);
  const below = others
    .filter((other) => other.top > middle && other.top - line.bottom < height * maximumDrop)
    .filter((other) => other.left < line.right && other.right > line.left - height)
    .filter((other) => other.left > line.left - height * 2 && other.left < line.right - height * 0.5)
    .sort((a, b) => a.top - b.top || a.left - b.left);
  return [...own, ...right, ...below.filter((other) => other.top < (below[0]?.bottom ?? 0))];
}
