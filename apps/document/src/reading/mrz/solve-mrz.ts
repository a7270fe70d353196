import { isKnownMrzCountry } from './mrz-countries.js';
import { cleanMrzLine, fitDataLine, fitNamesLine, type FittedLine } from './line-fitting.js';
import { documentNumberOf, verifyChecks } from './mrz-checks.js';
import { isPlausibleMrzDate } from './mrz-dates.js';
import { mrzLayouts, textAt, type MrzLayout } from './mrz-layouts.js';
import { splitNames } from './mrz-names.js';
import { type MrzReading } from './mrz-reading.js';
import { repairZone } from './repair-zone.js';

/** Below this score a solution is a coincidence, not a machine readable zone; see `plausibility`. */
const minimumPlausibility = 0.55;

/** Longer lines are cut: no format has more than 44 characters, and hostile input must not cost time. */
const maximumLineLength = 60;

/** More lines than this are never part of one zone. */
const maximumLines = 12;

/**
 * Finds the machine readable zone in lines of text, in reading order, and solves it: fits the lines to each of the five
 * formats of ICAO Doc 9303, repairs confusions that the position or a check digit decides, and verifies every check
 * digit. Returns the most plausible solution, or undefined when nothing resembles a zone. Never throws.
 */
export function solveMrz(rawLines: readonly string[]): MrzReading | undefined {
  const lines = rawLines
    .slice(0, maximumLines)
    .map((line) => cleanMrzLine(line.slice(0, maximumLineLength * 2)));
  let best: { reading: MrzReading; score: number } | undefined;
  for (const layout of mrzLayouts) {
    for (let first = 0; first + layout.lineCount <= lines.length; first++) {
      for (const fitted of fitLines(lines.slice(first, first + layout.lineCount), layout)) {
        const solved = solveFitted(fitted, layout);
        const score = plausibility(solved);
        if (score >= minimumPlausibility && (!best || score > best.score)) best = { reading: solved, score };
      }
    }
  }
  return best?.reading;
}

/** Nothing about this reading calls for another look: all check digits agree, and no character was lost or added. */
export function isCertain(reading: MrzReading): boolean {
  return reading.valid && reading.fitted === 0 && codeFits(reading) && isKnownMrzCountry(reading.issuer);
}

function codeFits({ format, code }: MrzReading): boolean {
  const layout = mrzLayouts.find((candidate) => candidate.format === format);
  return code !== '' && (layout?.firstLetters.includes(code.slice(0, 1)) ?? false);
}

/** How much a solution looks like a real zone, about 0–1.4; what sorts competing readings of the same lines. */
export function plausibility(reading: MrzReading): number {
  const checks = Object.values(reading.checkDigits);
  const agreeing = checks.filter(Boolean).length / checks.length;
  const dates = Number(isPlausibleMrzDate(reading.birth)) + Number(isPlausibleMrzDate(reading.expiry));
  const countries =
    Number(isKnownMrzCountry(reading.issuer)) + Number(isKnownMrzCountry(reading.nationality));
  const hasNames = reading.surname !== '' && !/\d/.test(reading.surname + reading.givenNames);
  return (
    agreeing * 0.8 +
    dates * 0.08 +
    countries * 0.08 +
    (codeFits(reading) ? 0.15 : -0.25) +
    (hasNames ? 0.08 : -0.1) +
    (reading.givenNames ? 0.05 : 0) -
    reading.repairs * 0.02
  );
}

function fitLines(lines: readonly string[], layout: MrzLayout): { lines: string[]; repairs: number }[] {
  const options: FittedLine[][] = lines.map((line, index) =>
    layout.spans.names[0] === index ? fitNamesLine(line, layout.width) : fitDataLine(line, layout.width),
  );
  return options.reduce<{ lines: string[]; repairs: number }[]>(
    (fitted, choices) =>
      fitted.flatMap((soFar) =>
        choices.map((choice) => ({
          lines: [...soFar.lines, choice.text],
          repairs: soFar.repairs + choice.repairs,
        })),
      ),
    [{ lines: [], repairs: 0 }],
  );
}

function solveFitted(fitted: { lines: string[]; repairs: number }, layout: MrzLayout): MrzReading {
  const { lines, repairs } = repairZone(fitted.lines, layout);
  const checkDigits = verifyChecks(lines, layout);
  const names = splitNames(textAt(lines, layout.spans.names));
  const withoutFillers = (text: string) => text.replace(/<+$/, '');
  return {
    format: layout.format,
    lines,
    checkDigits,
    repairs: repairs + fitted.repairs,
    fitted: fitted.repairs,
    valid: Object.values(checkDigits).every(Boolean),
    code: withoutFillers(textAt(lines, layout.spans.code)),
    issuer: withoutFillers(textAt(lines, layout.spans.issuer)),
    nationality: withoutFillers(textAt(lines, layout.spans.nationality)),
    documentNumber: withoutFillers(documentNumberOf(lines, layout).number),
    birth: textAt(lines, layout.spans.birth),
    expiry: textAt(lines, layout.spans.expiry),
    sex: textAt(lines, layout.spans.sex),
    personalNumber: layout.spans.optionalCheck ? withoutFillers(textAt(lines, layout.spans.optional)) : '',
    surname: names.surname,
    givenNames: names.givenNames,
    nameTruncated: names.truncated,
  };
}
