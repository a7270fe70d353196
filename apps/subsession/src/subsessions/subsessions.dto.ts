import { Type, type Static } from '@sinclair/typebox';
import type { PartyDraft, SubsessionView } from '#libs/contracts';
import type { ProblemCode } from '#libs/problems';
import type { OpenedSubsession } from './create-subsession.js';

/** What inviting a party may be refused with, whoever invites. */
export const invitingProblems: readonly ProblemCode[] = [
  'not_found',
  'limit_reached',
  'already_exists',
  'step_not_current',
  'step_already_completed',
  'session_not_active',
  'conflict',
];

const roles = ['ubo', 'director', 'shareholder', 'representative', 'submerchant'] as const;
/** No control characters and no angle brackets: the name is shown to people and goes into messages. */
const nameWithoutControls =
  '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029<>]*[^\\s\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029<>][^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029<>]*$';

const party = {
  email: Type.Optional(
    Type.String({ format: 'email', maxLength: 254, description: 'Gets an invitation with the link' }),
  ),
  role: Type.Optional(Type.Union(roles.map((role) => Type.Literal(role)))),
  entity_type: Type.Optional(Type.Union([Type.Literal('individual'), Type.Literal('company')])),
  ownership_percentage: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
};
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: nameWithoutControls });

const described = {
  name: Type.Optional(Name),
  draft_id: Type.Optional(
    Type.String({
      maxLength: 64,
      description: 'One of the `drafts` of the list, whose data stand where the body gives none',
    }),
  ),
  ...party,
};
const closed = { additionalProperties: false, description: 'Needs `name` or `draft_id`' };

export const InvitePartyBody = Type.Object(described, closed);

/** The back office may keep things of its own beside the party's session, as beside any other. */
export const CreateSubsessionBody = Type.Object(
  {
    ...described,
    metadata: Type.Optional(
      Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), { maxProperties: 50 }),
    ),
  },
  closed,
);

/** As any other list; a page of a party's list begins after the id that `cursor` is. */
export const ListPartiesQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 20 }),
    cursor: Type.Optional(Type.String({ pattern: '^sub_[0-9a-z]{1,40}$' })),
  },
  { additionalProperties: false },
);

export const SubsessionJson = Type.Object({
  subsession_id: Type.String(),
  session_id: Type.String(),
  step_id: Type.String(),
  access_token: Type.String(),
  url: Type.String(),
  status: Type.String(),
  expires_at: Type.String({ format: 'date-time' }),
});

export const SubsessionListJson = Type.Object({
  data: Type.Array(
    Type.Object(
      { subsession_id: Type.String(), name: Type.String(), status: Type.String() },
      { additionalProperties: true },
    ),
  ),
  next_cursor: Type.Union([Type.String(), Type.Null()]),
  drafts: Type.Union(
    [
      Type.Array(
        Type.Object({ draft_id: Type.String(), name: Type.String() }, { additionalProperties: true }),
      ),
      Type.Object({ available: Type.Literal(false) }),
    ],
    {
      description:
        'Parties that the forms and documents of the session name and that were not invited yet; all of them on every page',
    },
  ),
});

/** A new subsession, or one with a new link; the access token is shown here and on link calls only. */
export function openedJson({ subsessionId, stepId, child }: OpenedSubsession) {
  return {
    subsession_id: subsessionId,
    session_id: child.session_id,
    step_id: stepId,
    access_token: child.access_token,
    url: child.url,
    status: child.status,
    expires_at: child.expires_at,
  };
}

/** A page of parties, oldest first, as whoever invited them sees them: nothing of what was found out about them. */
export function listJson(
  { subsessions, drafts }: { subsessions: readonly SubsessionView[]; drafts: PartyDraft[] | undefined },
  { limit, cursor = '' }: Static<typeof ListPartiesQuery>,
) {
  const rest = subsessions.filter(({ subsession_id }) => subsession_id > cursor);
  const page = rest.slice(0, limit);
  return {
    data: page.map(({ findings: _findings, subsessions: _below, ...shown }) => shown),
    next_cursor: rest.length > limit ? (page.at(-1)?.subsession_id ?? null) : null,
    drafts: drafts ?? { available: false as const },
  };
}
