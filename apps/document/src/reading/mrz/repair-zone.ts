import { differences, readAsDigits, readAsLetters, withOneLookalike } from './confusions.js';
import { verifyChecks } from './mrz-checks.js';
import { textAt, type MrzLayout, type MrzSpanName, type Span } from './mrz-layouts.js';
import { repairNames } from './mrz-names.js';

/** Complete lines of one format, and how many characters were replaced to get there. */
export interface RepairedZone {
  lines: string[];
  repairs: number;
}

const numeric: readonly MrzSpanName[] = [
  'birth',
  'birthCheck',
  'expiry',
  'expiryCheck',
  'numberCheck',
  'optionalCheck',
  'composite',
];
const alphabetic: readonly MrzSpanName[] = ['issuer', 'nationality'];

/** Countries that are one letter and two fillers; readers take the fillers for `K` or `C`. */
const loneD = /^D[<KC]{2}$/;

function replaceAt(lines: readonly string[], [line, start, end]: Span, text: string): string[] {
  return lines.map((old, index) => (index === line ? old.slice(0, start) + text + old.slice(end) : old));
}

/**
 * Repairs what a position alone decides: digits where only digits may stand, letters where only letters may. Then it
 * tries one look-alike character in the document number and in the optional data of a format that checks them, and
 * keeps it only when it is the one replacement that satisfies every check digit concerned; otherwise the text stays as
 * it was read, and its check digit goes on contradicting it.
 */
export function repairZone(lines: readonly string[], layout: MrzLayout): RepairedZone {
  let repaired = [...lines];
  let repairs = 0;
  const change = (span: Span, to: (text: string) => string) => {
    const before = textAt(repaired, span);
    const after = to(before);
    repairs += differences(before, after);
    repaired = replaceAt(repaired, span, after);
  };
  for (const name of numeric) {
    const span = layout.spans[name];
    if (span) change(span, readAsDigits);
  }
  for (const name of alphabetic) {
    const span = layout.spans[name];
    if (span) change(span, (text) => (loneD.test(text) ? 'D<<' : readAsLetters(text)));
  }
  change(layout.spans.code, repairCode);
  change(layout.spans.names, (text) => repairNames(text).text);
  const checked = repairByCheckDigits(repaired, layout);
  return { lines: checked.lines, repairs: repairs + checked.repairs };
}

/** The first letter is a letter; `PK` does not exist, the filler after `P` is often read so. */
function repairCode(text: string): string {
  const code = readAsLetters(text.slice(0, 1)) + text.slice(1);
  return code === 'PK' ? 'P<' : code;
}

function repairByCheckDigits(lines: string[], layout: MrzLayout): RepairedZone {
  const checks = verifyChecks(lines, layout);
  const suspects: Span[] = [];
  if (checks.document_number === false) suspects.push(layout.spans.number);
  if (checks.personal_number === false) suspects.push(layout.spans.optional);
  if (suspects.length === 0 && checks.composite === false) {
    suspects.push(layout.spans.optional);
    if (layout.spans.optional2) suspects.push(layout.spans.optional2);
  }
  let current: RepairedZone = { lines, repairs: 0 };
  for (const span of suspects) current = repairSpan(current, span, layout);
  return current;
}

/** One replacement is kept only when no other one fits as well: with a single digit, chance alone fits one in ten. */
function repairSpan(zone: RepairedZone, span: Span, layout: MrzLayout): RepairedZone {
  const failing = Object.values(verifyChecks(zone.lines, layout)).filter((agrees) => !agrees).length;
  const solutions: { lines: string[]; failing: number }[] = [];
  for (const text of withOneLookalike(textAt(zone.lines, span))) {
    const candidate = replaceAt(zone.lines, span, text);
    const still = Object.values(verifyChecks(candidate, layout)).filter((agrees) => !agrees).length;
    if (still < failing) solutions.push({ lines: candidate, failing: still });
  }
  const fewest = Math.min(...solutions.map((solution) => solution.failing));
  const best = solutions.filter((solution) => solution.failing === fewest);
  return best.length === 1 ? { lines: best[0]!.lines, repairs: zone.repairs + 1 } : zone;
}
