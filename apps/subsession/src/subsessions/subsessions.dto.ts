import { Type } from '@sinclair/typebox';
import type { OpenedSubsession } from './create-subsession.js';

const roles = ['ubo', 'director', 'shareholder', 'representative', 'submerchant'] as const;
/** No control characters and no angle brackets: the name is shown to people and goes into messages. */
const nameWithoutControls =
  '^[^\\u0000-\\u001f\\u007f-\\u009f<>]*[^\\s\\u0000-\\u001f\\u007f-\\u009f<>][^\\u0000-\\u001f\\u007f-\\u009f<>]*$';

export const CreateSubsessionBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200, pattern: nameWithoutControls }),
    email: Type.Optional(Type.String({ format: 'email', maxLength: 254 })),
    role: Type.Optional(Type.Union(roles.map((role) => Type.Literal(role)))),
    entity_type: Type.Optional(Type.Union([Type.Literal('individual'), Type.Literal('company')])),
    ownership_percentage: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
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
  next_cursor: Type.Null(),
});

/** A new subsession; its access token is shown here and on link calls only. */
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
