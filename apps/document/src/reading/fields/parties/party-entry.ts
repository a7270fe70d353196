import { takeHolding, type Holding } from './party-holding.js';
import { partyName } from './party-name.js';
import { isOtherwise, isRole } from './party-words.js';

/** Somebody whom a company document names. */
export interface Party {
  name: string;
  /** Part in the capital in per cent, 0 to 100; absent where it is not stated exactly. */
  share?: number;
}

/** What a piece of text that may name somebody says. */
export interface PartyText {
  /** Absent when the text names nobody, or not certainly one. */
  name?: string;
  holding: Holding;
  /** Somebody who has left, or has an other office. */
  isOther: boolean;
}

/** More text than this names nobody, or more than one. */
const longestText = 240;

/** Reads a text that is a name, perhaps with a holding, an office, a note in brackets or a birth date. */
export function readPartyText(text: string): PartyText {
  const holding = takeHolding(text.length > longestText ? '' : text);
  const name = nameIn(holding.rest);
  return { ...(name !== undefined && { name }), holding, isOther: isOtherwise(text) };
}

/** The part in the capital that a holding states beyond doubt. */
export function shareOf(holdings: readonly Holding[]): number | undefined {
  const shares = new Set(holdings.flatMap((holding) => holding.shares));
  if (shares.size !== 1 || holdings.some(({ isVague }) => isVague)) return undefined;
  return [...shares][0];
}

export const withShare = (name: string, share: number | undefined): Party =>
  share === undefined ? { name } : { name, share };

/** Whether a text is a birth date, with the word that says so. */
export const isBirthNote = (text: string): boolean => text.replace(birth, '').trim() === '';

const birth =
  /[,;]?\s*\(?(?:\*|†|\b(?:geb(?:oren)?\.?(?: am)?|born(?: on)?|n[ée]e? le|nacid[oa] el|d\.?o\.?b\.?:?|geboren(?: op)?)\s)\s*\d[^,;]*$/iu;

function nameIn(text: string): string | undefined {
  const found = partyName(text);
  if (found !== undefined) return found;
  if (birth.test(text)) return nameBeforeBirth(text.replace(birth, ''));
  const unbracketed = text.replace(/\s*[([][^()[\]]*[)\]]$/, '');
  if (unbracketed !== text) return nameIn(unbracketed);
  const note = /^(.*\S)\s*(?:,|\s[-–—])\s*([^,–—]+)$/u.exec(text);
  return note?.[1] && note[2] && isRole(note[2]) ? nameIn(note[1]) : undefined;
}

/** Registers write `Müller, Hans, Berlin, *01.02.1970`: the town may stand before the birth date. */
const nameBeforeBirth = (text: string): string | undefined =>
  partyName(text) ?? partyName(text.replace(/,[^,]*$/, ''));
