import { countryName, type ListEntity } from '../lists/index.js';
import { dobEvidence } from './dob-evidence.js';
import { type Evidence, type Subject } from './subject.js';

const countryWeights = { agrees: 0.1, contradicts: -0.03 } as const;
const genderContradicts = -0.15;

const genders: Readonly<Record<string, string>> = { m: 'male', male: 'male', f: 'female', female: 'female' };

/**
 * What the dates, countries and gender of subject and entry say about a match by name, as weights to be added to the
 * score of the name. Agreement moves the score a share of the way to 1, so that a good name gains little and a doubtful
 * one much; contradiction takes points off. What either side does not know says nothing and is left out.
 * @param nameScore 0–1
 */
export function profileEvidence(subject: Subject, entity: ListEntity, nameScore: number): Evidence[] {
  const room = 1 - nameScore;
  return [
    dobEvidence(
      subject.dob,
      entity.type === 'individual' || entity.type === 'unknown' ? entity.dobs : [],
      room,
    ),
    countryEvidence(subject.countries ?? [], entity.countries, room),
    genderEvidence(subject.gender, entity.gender),
  ].filter((evidence) => evidence !== undefined);
}

function countryEvidence(
  own: readonly string[],
  listed: readonly string[],
  room: number,
): Evidence | undefined {
  if (own.length === 0 || listed.length === 0) return undefined;
  const common = own.map((code) => code.toUpperCase()).filter((code) => listed.includes(code));
  const names = (codes: readonly string[]) =>
    [...new Set(codes)].map((code) => countryName(code.toUpperCase())).join(', ');
  if (common.length > 0) {
    const detail = `Both are linked to ${names(common)}`;
    return { kind: 'country', verdict: 'agrees', weight: countryWeights.agrees * room, detail };
  }
  const detail = `Linked to ${names(own)}; the list links the entry to ${names(listed)}`;
  return { kind: 'country', verdict: 'contradicts', weight: countryWeights.contradicts, detail };
}

function genderEvidence(own: string | undefined, listed: string | undefined): Evidence | undefined {
  const [mine, theirs] = [own, listed].map((gender) => genders[gender?.toLowerCase() ?? '']);
  if (!mine || !theirs) return undefined;
  return mine === theirs
    ? { kind: 'gender', verdict: 'agrees', weight: 0, detail: `Both are ${mine}` }
    : {
        kind: 'gender',
        verdict: 'contradicts',
        weight: genderContradicts,
        detail: `The subject is ${mine}, the entry ${theirs}`,
      };
}
