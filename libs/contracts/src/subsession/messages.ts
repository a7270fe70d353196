import { Type } from '@sinclair/typebox';
import { SessionId, SubsessionId, described, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

export const SubsessionCreated = defineMessage({
  type: 'kyc.subsession.created',
  topic: topics.subsessionEvents,
  description: 'A related party was invited into a session of their own.',
  schema: Type.Object({
    session_id: described(SessionId, 'The session that the party was invited from.'),
    subsession_id: SubsessionId,
    child_session_id: described(SessionId, 'The session of the party itself.'),
  }),
  sample: {
    session_id: sample.parentSessionId,
    subsession_id: sample.subsessionId,
    child_session_id: sample.sessionId,
  },
});
