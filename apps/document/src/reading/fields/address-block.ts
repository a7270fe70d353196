import { type TextLine } from '../text-line.js';
import { namesOrganisation, personName } from './person-name.js';

/** A postal address as it stands on a letter: perhaps the addressee above, then the lines of the address. */
export interface AddressBlock {
  name?: string;
  lines: TextLine[];
}

/** Lines of one block follow each other within this many line heights and begin within this many of each other. */
const maximumStep = 2.4;
const maximumIndent = 1;

const maximumLines = 7;

/** Codes that end an address, by how countries write them. */
const postalCode: readonly RegExp[] = [
  /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/, // United Kingdom
  /\b\d{4} ?[A-Z]{2}\b/, // Netherlands
  /\b[A-Z]{2},? \d{5}(?:-\d{4})?\b/, // United States
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b/, // Canada
  /(?:^|, ?)(?:[A-Z]{1,2}-)?\d{5} ?\p{Lu}\p{L}/u, // Germany, France, Spain, Italy, …
  /(?:^|, ?)(?:[A-Z]{1,2}-)?\d{4} ?\p{Lu}\p{L}/u, // Austria, Switzerland, Belgium, the Nordic countries
  /\b\d{2}-\d{3}\b/, // Poland
  /\b\d{4}-\d{3}\b/, // Portugal
  /(?:^|, ?)\d{3} \d{2} \p{Lu}\p{L}/u, // Sweden, Czechia, Slovakia, Greece
];

/** What letterheads and tables hold and no postal address does. */
export const notAnAddress =
  /@|www\.|https?:|\b(?:tel|phone|fax|e-?mail|vat|iban|bic|invoice|total|amount|date|account|page)\b|[:£€$%]/i;

const street = /\d/;

/** Whether a line holds a postal code in any of the usual forms. */
const hasPostalCode = (text: string) => postalCode.some((pattern) => pattern.test(text));

/**
 * The blocks of lines that read like a postal address: left-aligned lines, one with a house number, one with a postal
 * code, none with what letterheads and tables hold. The addressee's block, whose first line is a person's name, comes
 * before those of organisations.
 */
export function addressBlocks(lines: readonly TextLine[]): AddressBlock[] {
  const blocks: AddressBlock[] = [];
  for (const last of lines) {
    if (!hasPostalCode(last.text) || notAnAddress.test(last.text)) continue;
    const column = columnAbove(last, lines);
    const below = nextLine(last, lines);
    const tail = below && isCountryOrTown(below.text) ? [last, below] : [last];
    const nameAt = column.findIndex((line) => personName(line.text) !== undefined && !street.test(line.text));
    const above = nameAt < 0 ? column : column.slice(0, nameAt);
    const address = [...above.filter((line) => !namesOrganisation(line.text)).reverse(), ...tail];
    if (!address.some((line) => street.test(line.text.replace(/\b\d{4,}\b/, '')))) continue;
    const name = nameAt < 0 ? undefined : personName(column[nameAt]!.text);
    blocks.push(name ? { name, lines: address } : { lines: address });
  }
  return blocks.sort((a, b) => Number(b.name !== undefined) - Number(a.name !== undefined));
}

/** The lines above this one in its column, nearest first, as long as they may belong to an address. */
function columnAbove(line: TextLine, lines: readonly TextLine[]): TextLine[] {
  const column: TextLine[] = [];
  let current = line;
  while (column.length < maximumLines) {
    const next = lines
      .filter((other) => other.top < current.top && aligned(other, line) && follows(other, current))
      .sort((a, b) => b.top - a.top)[0];
    if (!next || notAnAddress.test(next.text)) break;
    column.push(next);
    current = next;
  }
  return column;
}

function nextLine(line: TextLine, lines: readonly TextLine[]): TextLine | undefined {
  return lines
    .filter((other) => other.top > line.top && aligned(other, line) && follows(line, other))
    .sort((a, b) => a.top - b.top)[0];
}

const heightOf = (line: TextLine) => line.bottom - line.top;

const aligned = (a: TextLine, b: TextLine) =>
  Math.abs(a.left - b.left) <= maximumIndent * Math.max(heightOf(a), heightOf(b));

const follows = (upper: TextLine, lower: TextLine) =>
  lower.top - upper.top <= maximumStep * Math.max(heightOf(upper), heightOf(lower));

/** A line that ends an address after its postal code: the name of a town or country, and nothing else. */
const isCountryOrTown = (text: string) =>
  /^[\p{L} .'-]{3,40}$/u.test(text) &&
  !notAnAddress.test(text) &&
  !/\b(?:dear|statement|bill|invoice|your)\b/i.test(text) &&
  text.split(' ').length <= 4;
