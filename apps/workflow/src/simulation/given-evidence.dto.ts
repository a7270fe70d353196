import { Type, type TSchema } from '@sinclair/typebox';

const closed = { additionalProperties: false };
const most = 500;
const Text = Type.String({ maxLength: 2_000 });
const given = (value: string) => Type.String({ maxLength: 2_000, default: value });
/** Every place in forms and documents that names a party, joined: of a long case, some thousand. */
const Source = Type.String({ maxLength: 200_000, default: 'simulated' });
const Texts = Type.Array(Text, { maxItems: most, default: [] });
const Anything = Type.Optional(Type.Array(Type.Unknown(), { maxItems: most }));

const Match = Type.Object(
  {
    entity_id: given('simulated'),
    list: given('simulated'),
    source_id: given('simulated'),
    type: given('individual'),
    name: given('simulated'),
    matched_name: Type.Object(
      { value: given('simulated'), kind: given('primary') },
      { ...closed, default: {} },
    ),
    score: Type.Number({ minimum: 0, maximum: 1, default: 1 }),
    strength: Type.Union(
      (['weak', 'potential', 'strong'] as const).map((one) => Type.Literal(one)),
      { default: 'strong' },
    ),
    topics: Texts,
    programmes: Texts,
    evidence: Type.Array(Type.Unknown(), { maxItems: most, default: [] }),
  },
  closed,
);
const Matches = Type.Array(Match, { maxItems: most, default: [] });

const Subject = Type.Object(
  { source: Source, entity_role: Type.Optional(Text), type: Type.Optional(Text) },
  { ...closed, default: {} },
);

const Sanctions = Type.Object(
  {
    lists: Anything,
    screenings: Type.Array(
      Type.Object(
        {
          screening_id: Type.Optional(Text),
          subject: Subject,
          outcome: Type.Optional(Text),
          matches: Matches,
        },
        closed,
      ),
      { maxItems: most, default: [] },
    ),
    limits: Type.Optional(Texts),
  },
  closed,
);

const Wallets = Type.Object(
  {
    lists: Anything,
    wallets: Type.Array(
      Type.Object(
        {
          source: Source,
          network: Type.Optional(Text),
          entity_role: Type.Optional(Text),
          matches: Matches,
        },
        closed,
      ),
      { maxItems: most, default: [] },
    ),
    limits: Type.Optional(Texts),
  },
  closed,
);

const AdverseMedia = Type.Object(
  {
    sources: Anything,
    findings: Type.Array(
      Type.Object(
        {
          subject: Subject,
          risk: Type.Number({ minimum: 0, maximum: 100 }),
          categories: Texts,
          headline: given('simulated'),
          url: Type.Optional(Text),
          published_at: Type.Optional(Text),
        },
        closed,
      ),
      { maxItems: most, default: [] },
    ),
    limits: Type.Optional(Texts),
  },
  closed,
);

const CrossValidation = Type.Object(
  {
    comparisons: Type.Array(
      Type.Object(
        {
          field: Text,
          verdict: Type.Union([Type.Literal('agrees'), Type.Literal('differs')]),
          sources: Texts,
        },
        closed,
      ),
      { maxItems: most, default: [] },
    ),
    limits: Type.Optional(Texts),
  },
  closed,
);

/** What each type of check may have found, as `checks[].evidence` of a session shows it. */
export const evidenceByCheck: Readonly<Record<string, TSchema>> = {
  cross_validate_documents: CrossValidation,
  run_sanction_check: Sanctions,
  run_adverse_media: AdverseMedia,
  run_crypto_check: Wallets,
  run_face_match: Type.Object({}, { additionalProperties: true }),
};
