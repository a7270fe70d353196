import { Type } from '@sinclair/typebox';
import { SessionId, StepId, SubsessionId, Timestamp, described, oneOf, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const party = {
  session_id: described(SessionId, 'The session that the party was invited from.'),
  subsession_id: SubsessionId,
  child_session_id: described(SessionId, 'The session of the party itself.'),
  step_id: described(StepId, 'The step of the inviting session that collects the party.'),
};
const partySample = {
  session_id: sample.parentSessionId,
  subsession_id: sample.subsessionId,
  child_session_id: sample.sessionId,
  step_id: 'step_ubos',
};
const Actor = Type.String({
  pattern: '^[a-z_]{1,20}(:[A-Za-z0-9_-]{1,100})?$',
  description: 'Who did it: `end_user`, `api_key:<id>`, `automation`.',
});

export const SubsessionCreated = defineMessage({
  type: 'kyc.subsession.created',
  topic: topics.subsessionEvents,
  description: 'A related party was invited into a session of their own.',
  schema: Type.Object({
    ...party,
    step_id: Type.Optional(party.step_id),
    actor: Type.Optional(Actor),
  }),
  sample: { ...partySample, actor: 'end_user' },
});

export const SubsessionDecided = defineMessage({
  type: 'kyc.subsession.decided',
  topic: topics.subsessionEvents,
  description:
    'The session of a related party was decided; told again whenever it is decided anew, also after the inviting session was.',
  schema: Type.Object({
    ...party,
    status: oneOf(['approved', 'rejected', 'manual_review'], 'The state of the party’s session.'),
    final_decision: oneOf(
      ['approved', 'rejected', 'manual_review', 'flagged'],
      'Like `status`, but `flagged` when it was approved with flags.',
    ),
    decided_at: described(Timestamp, 'When the decision was made.'),
  }),
  sample: { ...partySample, status: 'rejected', final_decision: 'rejected', decided_at: sample.time },
});

export const SubsessionExpired = defineMessage({
  type: 'kyc.subsession.expired',
  topic: topics.subsessionEvents,
  description: 'The session of a related party was not finished in time.',
  schema: Type.Object(party),
  sample: partySample,
});

export const SubsessionWithdrawn = defineMessage({
  type: 'kyc.subsession.withdrawn',
  topic: topics.subsessionEvents,
  description: 'A related party is none any more: the invitation was withdrawn, or their session deleted.',
  schema: Type.Object({ ...party, actor: Actor }),
  sample: { ...partySample, actor: 'end_user' },
});
