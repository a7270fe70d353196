import { readPartyText, shareOf, withShare, type Party, type PartyText } from './party-entry.js';

/** Longer text in one line is prose. */
const longestList = 4_000;

/**
 * The names in a text that is a list of them: after semicolons, commas and `and`. A list of which a part is no name is
 * none at all, since it is not known what its parts are. Those who have left are passed over.
 */
export function readInlineList(text: string): Party[] {
  const clean = text.trim().replace(/[;,\s]+$/, '');
  if (clean === '' || clean.length > longestList) return [];
  const parts = partsOf(clean);
  return (parts ?? []).flatMap(({ name, holding, isOther }) =>
    name === undefined || isOther ? [] : [withShare(name, shareOf([holding]))],
  );
}

function partsOf(text: string): PartyText[] | undefined {
  const semicolons = text.split(/\s*;\s*/);
  if (semicolons.length > 1) {
    const groups = semicolons.map((part) => named([part]) ?? named(conjoined(part)));
    return groups.every((group) => group !== undefined) ? groups.flat() : undefined;
  }
  return named([text]) ?? named(conjoined(text)) ?? named(commaParts(text));
}

const conjunction = /\s+(?:and|und|et|en)\s+/i;

const conjoined = (text: string): string[] => text.replace(/^and\s+/i, '').split(conjunction);

/** Parts between commas; a part that only completes the one before it, as a legal form or a percentage, goes with it. */
function commaParts(text: string): string[] {
  const parts: string[] = [];
  for (const piece of text.split(/,\s+/)) {
    const last = parts.at(-1);
    const [first = '', ...others] = piece.replace(/^(?:and|und|et|en)\s+/i, '').split(conjunction);
    if (last !== undefined && completes(first) && piece.startsWith(first)) {
      parts[parts.length - 1] = `${last}, ${first}`;
    } else {
      parts.push(first);
    }
    parts.push(...others);
  }
  return parts;
}

const completes = (part: string): boolean =>
  /^(?:inc|llc|l\.l\.c|ltd|corp|s\.a|jr|sr|iii?)\.?(?:$|\s*\()/i.test(part) ||
  /^\(?\d[\d.,]*\s?%\)?$/.test(part);

/** All parts as names, with commas in a part only where it is one name or a name with its share. */
function named(parts: readonly string[]): PartyText[] | undefined {
  const read = parts.map(readPartyText);
  return read.every(({ name }) => name !== undefined) ? read : undefined;
}
