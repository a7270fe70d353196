import type { FieldError } from '#libs/problems';
import type { ListFacts } from '../catalogue/loaded-lists.js';
import { countryCode, isPartialDate } from '../lists/index.js';
import { isScreenableName, type SearchOptions, type Subject } from '../matching/index.js';
import type { ScreeningRequest } from './screening.dto.js';

/**
 * What a schema cannot say about a request: dates and countries that exist, names with something to compare, lists that
 * are loaded. A search in a list that is not there would answer `clear`, so it is a mistake. Empty when all is well.
 * @param at where the request stands in the body, as a JSON pointer
 */
export function mistakesIn(request: ScreeningRequest, known: readonly ListFacts[], at = ''): FieldError[] {
  return [
    ...nameMistakes(request, at),
    ...profileMistakes(request, at),
    ...scopeMistakes(request, known, at),
  ];
}

function nameMistakes(
  { name, aliases = [], wallets, identifiers }: ScreeningRequest,
  at: string,
): FieldError[] {
  const notScreenable = (value: string, pointer: string): FieldError[] =>
    isScreenableName(value)
      ? []
      : [{ pointer, code: 'not_screenable', detail: 'has no letter or digit to compare' }];
  if (name === undefined && !wallets && !identifiers)
    return [
      { pointer: `${at}/name`, code: 'required', detail: 'is required without wallets and identifiers' },
    ];
  return [
    ...(name === undefined ? [] : notScreenable(name, `${at}/name`)),
    ...aliases.flatMap((alias, i) => notScreenable(alias, `${at}/aliases/${i}`)),
  ];
}

function profileMistakes(
  { dob, countries = [], identifiers = [] }: ScreeningRequest,
  at: string,
): FieldError[] {
  const unknown = (code: string | undefined, pointer: string): FieldError[] =>
    code === undefined || countryCode(code)
      ? []
      : [{ pointer, code: 'unknown_country', detail: 'is not a country of ISO 3166-1' }];
  return [
    ...(dob === undefined || isPartialDate(dob)
      ? []
      : [
          {
            pointer: `${at}/dob`,
            code: 'wrong_format',
            detail: 'is not a date, month or year of the calendar',
          },
        ]),
    ...countries.flatMap((code, i) => unknown(code, `${at}/countries/${i}`)),
    ...identifiers.flatMap(({ country }, i) => unknown(country, `${at}/identifiers/${i}/country`)),
  ];
}

function scopeMistakes(
  { lists, topics }: ScreeningRequest,
  known: readonly ListFacts[],
  at: string,
): FieldError[] {
  const strange = (lists ?? []).flatMap((id, i) =>
    known.some((list) => list.id === id)
      ? []
      : [{ pointer: `${at}/lists/${i}`, code: 'unknown_list', detail: 'is not loaded; see GET /kyc/lists' }],
  );
  if (strange.length > 0 || !topics) return strange;
  const searched = lists ? known.filter(({ id }) => lists.includes(id)) : known;
  if (topics.some((topic) => searched.some((list) => list.topics.has(topic)))) return [];
  return [
    { pointer: `${at}/topics`, code: 'unknown_topic', detail: 'no list has entries with these topics' },
  ];
}

/** Whom the request is about. */
export function subjectOf(request: ScreeningRequest): Subject {
  const { type, name, aliases, dob, countries, gender, identifiers, wallets } = request;
  return {
    type,
    ...(name !== undefined && { name }),
    ...(aliases && { aliases }),
    ...(dob !== undefined && { dob }),
    ...(countries && { countries }),
    ...(gender && { gender }),
    ...(identifiers && { identifiers }),
    ...(wallets && { wallets }),
  };
}

/** How the lists are to be searched. */
export function optionsOf({ lists, topics, min_score, limit }: ScreeningRequest): SearchOptions {
  return { minScore: min_score, limit, ...(lists && { lists }), ...(topics && { topics }) };
}
