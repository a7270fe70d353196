import { type ExtractedField, type ExtractedFields, type FieldSource } from '../../extracted-fields.js';
import { type TextLine } from '../../text-line.js';
import { companyLabels } from '../company-labels.js';
import { readPartySections, type PartySection } from './party-sections.js';
import { type FoundParty } from './row-list.js';

/** Values found below their heading are as certain as other labelled ones. */
const headedConfidence = 0.9;

/** More than anybody can be asked about. */
const mostParties = 200;

/** What rounding of the single parts may add to their sum, in per cent. */
const roundingOfSum = 1;

/**
 * The directors and shareholders that a company document lists, each once, in the order of the document. A list is one
 * value: its confidence is that of its least certain entry.
 *
 * @param companyName whom the document is about; it directs and owns nobody but others
 */
export function partyFields(
  lines: readonly TextLine[],
  source: FieldSource,
  companyName?: string,
): Pick<ExtractedFields, 'directors' | 'shareholders'> {
  const sections = readPartySections(lines, companyLabels.isLabel);
  const isOther = ({ name }: FoundParty) => keyOf(name) !== keyOf(companyName ?? '');
  const of = (kind: PartySection['kind']) =>
    sections.filter((section) => section.kind === kind).flatMap(({ parties }) => parties.filter(isOther));
  const directors = listField(onceEach(of('directors')), source, ({ name }) => name);
  const shareholders = listField(shareholdersOf(of('shareholders'), of('owners')), source, toShareholder);
  return { ...(directors && { directors }), ...(shareholders && { shareholders }) };
}

const toShareholder = ({ name, share }: FoundParty): { name: string; share?: number } =>
  share === undefined ? { name } : { name, share };

/**
 * Beneficial owners are shareholders where the document names no others. Beside shareholders they may hold through them,
 * so that their part is none in this company. Parts that come to more than the whole cannot all be right.
 */
function shareholdersOf(holders: FoundParty[], owners: FoundParty[]): FoundParty[] {
  const indirect = holders.length === 0 ? owners : owners.map(withoutShare);
  const all = onceEach([...holders, ...indirect]);
  const sum = all.reduce((total, { share = 0 }) => total + share, 0);
  return sum > 100 + roundingOfSum ? all.map(withoutShare) : all;
}

const withoutShare = ({ name, confidence }: FoundParty): FoundParty => ({ name, confidence });

/** Who is named twice has the share that is stated, unless two different ones are. */
function onceEach(parties: readonly FoundParty[]): FoundParty[] {
  const byName = new Map<string, { first: FoundParty; shares: Set<number>; confidence: number }>();
  for (const party of parties) {
    const key = keyOf(party.name);
    const known = byName.get(key) ?? { first: party, shares: new Set(), confidence: 1 };
    if (party.share !== undefined) known.shares.add(party.share);
    known.confidence = Math.min(known.confidence, party.confidence);
    byName.set(key, known);
  }
  return [...byName.values()].slice(0, mostParties).map(({ first, shares, confidence }) => {
    const [share] = shares;
    return {
      ...withoutShare({ ...first, confidence }),
      ...(shares.size === 1 && share !== undefined && { share }),
    };
  });
}

const keyOf = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s.,]+/g, ' ')
    .trim();

function listField<Value>(
  parties: readonly FoundParty[],
  source: FieldSource,
  valueOf: (party: FoundParty) => Value,
): ExtractedField<Value[]> | undefined {
  if (parties.length === 0) return undefined;
  const least = Math.min(...parties.map(({ confidence }) => confidence));
  const confidence = Math.round(headedConfidence * least * 100) / 100;
  return { value: parties.map(valueOf), confidence, source };
}
