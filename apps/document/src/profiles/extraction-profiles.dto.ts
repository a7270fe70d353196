import { Type, type Static } from '@sinclair/typebox';
import { documentTypes, type ExtractionProfileSummary } from '#libs/contracts';
import { profileFieldTypes } from '../reading/index.js';
import type { ExtractionProfile } from './extraction-profile.js';

const closed = { additionalProperties: false };

/** Safe in a path as it is. */
const ProfileId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$' });

const Field = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z][a-z0-9_]{0,63}$',
      description:
        'Under it the value stands among the extracted `fields`, where it goes before what was read there otherwise',
    }),
    type: Type.Union(
      profileFieldTypes.map((type) => Type.Literal(type)),
      { description: 'Dates are given as ISO dates, countries as alpha-2, numbers as JSON numbers' },
    ),
    labels: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      minItems: 1,
      maxItems: 10,
      uniqueItems: true,
      description: 'What stands before or above the value; case, accents and punctuation do not matter',
    }),
    pattern: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 500,
        description: 'RE2 syntax; the whole value, as it is given, has to match',
      }),
    ),
    required: Type.Boolean({ default: false, description: 'Its absence is the warning `field_missing`' }),
  },
  closed,
);

const content = {
  name: Type.String({ minLength: 1, maxLength: 200 }),
  document_types: Type.Array(Type.Union(documentTypes.map((type) => Type.Literal(type))), {
    minItems: 1,
    uniqueItems: true,
    description: 'What requirements may name the profile for; `id_document` is another name for `id`',
  }),
  fields: Type.Array(Field, { minItems: 1, maxItems: 50 }),
};

export const CreateProfileRequest = Type.Object({ profile_id: ProfileId, ...content }, closed);
export type CreateProfileBody = Static<typeof CreateProfileRequest>;

/** What was got may be sent back: the id may stand there, as it is in the path. */
export const ReplaceProfileRequest = Type.Object(
  { profile_id: Type.Optional(ProfileId), ...content },
  closed,
);
export type ReplaceProfileBody = Static<typeof ReplaceProfileRequest>;

export const ProfileAnswer = Type.Object({
  profile_id: Type.String(),
  ...content,
  created_at: Type.String({ format: 'date-time' }),
  updated_at: Type.String({ format: 'date-time' }),
});
export type ProfileJson = Static<typeof ProfileAnswer>;

export const ProfilesQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor: Type.Optional(Type.String({ maxLength: 64 })),
  },
  closed,
);

export const ProfilesAnswer = Type.Object({
  data: Type.Array(ProfileAnswer),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
});

/** As many as one definition can name: 50 steps with 30 requirements each. */
export const LookupRequest = Type.Object(
  { profile_ids: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1_500 }) },
  closed,
);

/** A profile as the API shows it. */
export function profileJson(profile: ExtractionProfile): ProfileJson {
  const { profileId, name, documentTypes: document_types, fields, createdAt, updatedAt } = profile;
  return {
    profile_id: profileId,
    name,
    document_types,
    fields: fields.map((field) => ({ ...field, required: field.required ?? false })),
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  };
}

export function profileSummary({ profileId, documentTypes }: ExtractionProfile): ExtractionProfileSummary {
  return { profile_id: profileId, document_types: documentTypes };
}
