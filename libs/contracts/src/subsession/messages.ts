import { Type } from '@sinclair/typebox';
import { SessionId, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

export const SubsessionCreated = defineMessage({
  type: 'kyc.subsession.created',
  topic: topics.subsessionEvents,
  description: 'A related party was invited into a session of their own.',
  schema: Type.Object({
    session_id: SessionId,
    subsession_id: Type.String({ pattern: '^sub_[0-9a-z]{26}$' }),
    child_session_id: SessionId,
  }),
  sample: {
    session_id: sample.parentSessionId,
    subsession_id: 'sub_01jd8x0000000000000000e001',
    child_session_id: sample.sessionId,
  },
});
