import { Type, type Static } from '@sinclair/typebox';
import { defaultLimit, defaultMinScore } from '../matching/index.js';

const closed = { additionalProperties: false };

/** No control characters, lone surrogates, line separators, invisible spaces or signs that turn the reading direction. */
const visible = '^[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u200B\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]*$';
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: visible });
const Texts = (maxItems: number, maxLength: number) =>
  Type.Optional(Type.Array(Text(maxLength), { minItems: 1, maxItems, uniqueItems: true }));
const OneOf = <T extends string>(values: readonly T[]) => Type.Unsafe<T>({ type: 'string', enum: values });
const Country = Type.String({ pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2' });

const IdentifierBody = Type.Object(
  {
    type: Type.String({
      pattern: '^[a-z][a-z0-9_]{0,49}$',
      description: '`passport`, `national_id`, `tax_id`, …',
    }),
    value: Text(100),
    country: Type.Optional(Country),
  },
  closed,
);

/** `POST /kyc/screenings` */
export const ScreeningBody = Type.Object(
  {
    type: OneOf(['individual', 'company', 'any'] as const),
    name: Type.Optional(Text(400)),
    aliases: Texts(50, 400),
    dob: Type.Optional(
      Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$', description: 'ISO date, month or year' }),
    ),
    countries: Type.Optional(Type.Array(Country, { minItems: 1, maxItems: 50, uniqueItems: true })),
    gender: Type.Optional(OneOf(['male', 'female', 'other'] as const)),
    identifiers: Type.Optional(Type.Array(IdentifierBody, { minItems: 1, maxItems: 50 })),
    wallets: Texts(100, 200),
    lists: Texts(100, 100),
    topics: Texts(100, 100),
    min_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1, default: defaultMinScore })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: defaultLimit })),
    client_id: Type.Optional(Text(200)),
    record: Type.Optional(
      Type.Boolean({ default: true, description: '`false` stores nothing; the answer is then 200' }),
    ),
  },
  closed,
);
export type ScreeningRequest = Static<typeof ScreeningBody>;

/** `POST /kyc/screenings/batch` */
export const BatchBody = Type.Object(
  { items: Type.Array(ScreeningBody, { minItems: 1, maxItems: 1_000 }) },
  closed,
);

const MatchJson = Type.Object({
  entity_id: Type.String(),
  list: Type.String(),
  source_id: Type.String({ description: 'The list’s own id of the entry' }),
  type: Type.String(),
  name: Type.String(),
  matched_name: Type.Object({ value: Type.String(), kind: Type.String() }),
  score: Type.Number({ minimum: 0, maximum: 1 }),
  strength: OneOf(['weak', 'potential', 'strong'] as const),
  topics: Type.Array(Type.String()),
  programmes: Type.Array(Type.String()),
  evidence: Type.Array(
    Type.Object({
      kind: Type.String(),
      verdict: OneOf(['agrees', 'neutral', 'contradicts'] as const),
      weight: Type.Number({ description: 'The weights of a match add up to its score' }),
      detail: Type.String(),
    }),
  ),
});

/** A screening as it is answered. */
export const ScreeningJson = Type.Object({
  screening_id: Type.String(),
  screened_at: Type.String({ format: 'date-time' }),
  lists: Type.Array(
    Type.Object({
      id: Type.String(),
      version: Type.String(),
      as_of: Type.String({ format: 'date-time' }),
      entries: Type.Integer(),
    }),
  ),
  outcome: OneOf(['clear', 'review', 'match'] as const),
  matches: Type.Array(MatchJson),
});
