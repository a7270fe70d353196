import { RE2JS } from 're2js';
import { type ExtractedField, type FieldSource } from '../extracted-fields.js';
import { notAnAddress } from '../fields/address-block.js';
import { labelFinder, valueCandidates, type FoundLabel, type LabelFinder } from '../fields/labels.js';
import { comparable } from '../fields/normalise.js';
import { type TextLine } from '../text-line.js';
import { type ProfileField, type ProfileFields, type ProfileValue } from './profile-field.js';
import { habitsOf, readValue, type WritingHabits } from './profile-values.js';

/** The text of a document, however it was obtained. */
interface ReadText {
  lines: readonly TextLine[];
  source: FieldSource;
}

/** Longer lines are running text, in which no label stands. */
const longestLine = 300;

/** A value that its label vouches for; what OCR read is scaled by how certain the reader was. As for company papers. */
const labelledConfidence = 0.9;

/** An address goes on below its first line for at most so many, each within this many line heights of the one above. */
const addressLines = 5;
const addressStep = 1.8;

/**
 * Reads the fields of a profile from the text of a document: for each, the first value of the right form that stands
 * behind, right of or below one of its labels. Pure, and linear in the text for any pattern.
 */
export function findProfileFields(profile: readonly ProfileField[], text: ReadText): ProfileFields {
  const page = pageOf(profile, text);
  return Object.fromEntries(
    profile.flatMap((field) => {
      const found = findField(field, page);
      return found ? [[field.name, found] as const] : [];
    }),
  );
}

/** Whether a label says anything to the reader, which compares Latin letters and digits only. */
export function isUsableLabel(label: string): boolean {
  return comparable(label).length >= 2;
}

interface Page {
  text: ReadText;
  labels: readonly FoundLabel<string>[];
  /** Labels never are values, nor is what looks like a further one. */
  isLabelLine: (line: TextLine) => boolean;
  habits: WritingHabits;
}

function pageOf(profile: readonly ProfileField[], { lines: all, source }: ReadText): Page {
  const lines = all.filter((line) => line.text.length <= longestLine);
  const finder: LabelFinder<string> = labelFinder(profile.map(({ name, labels }) => ({ name, labels })));
  const labels = lines.flatMap((line) => finder.find(line) ?? []);
  const labelLines = new Set(labels.map(({ line }) => line));
  return {
    text: { lines, source },
    labels,
    isLabelLine: (line) => labelLines.has(line) || line.text.trimEnd().endsWith(':'),
    habits: habitsOf(lines.map((line) => line.text)),
  };
}

function findField(field: ProfileField, page: Page): ExtractedField<ProfileValue> | undefined {
  const pattern = field.pattern === undefined ? undefined : RE2JS.compile(field.pattern);
  for (const label of page.labels) {
    if (label.name !== field.name) continue;
    for (const candidate of valueCandidates(label, page.text.lines, page.isLabelLine)) {
      const lines = field.type === 'address' ? addressFrom(candidate, page) : [candidate];
      const value = readValue(field.type, lines.map((line) => line.text).join(', '), page.habits);
      if (value === undefined || (pattern && !pattern.matches(String(value)))) continue;
      const confidence = labelledConfidence * Math.min(...lines.map((line) => line.confidence));
      return { value, confidence: Math.round(confidence * 100) / 100, source: page.text.source };
    }
  }
  return undefined;
}

/** The lines of an address from its first one down: left-aligned, close to each other, none of them a label. */
function addressFrom(first: TextLine, { text, isLabelLine }: Page): TextLine[] {
  const block = [{ ...first, text: first.text.replace(/,$/, '') }];
  const height = first.bottom - first.top;
  let last = first;
  while (block.length < addressLines) {
    const next = text.lines
      .filter((line) => line.top > last.top + height / 2 && line.top - last.top <= height * addressStep)
      .filter((line) => Math.abs(line.left - first.left) <= height)
      .sort((a, b) => a.top - b.top)[0];
    if (!next || isLabelLine(next) || notAnAddress.test(next.text)) break;
    block.push({ ...next, text: next.text.replace(/,$/, '') });
    last = next;
  }
  return block;
}
