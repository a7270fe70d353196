import { Type } from '@sinclair/typebox';
import { SessionId, Timestamp, WorkflowId, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const about = {
  session_id: SessionId,
  parent_session_id: Type.Optional(SessionId),
  client_id: Type.Optional(Type.String()),
  workflow_id: WorkflowId,
  workflow_version: Type.Integer({ minimum: 1 }),
};
const sampleAbout = { session_id: sample.sessionId, workflow_id: sample.workflowId, workflow_version: 1 };

export const SessionCreated = defineMessage({
  type: 'kyc.session.created',
  topic: topics.workflowEvents,
  description: 'A session was opened for one person or company.',
  schema: Type.Object({ ...about, expires_at: Timestamp }),
  sample: { ...sampleAbout, expires_at: sample.time },
});

export const SessionCompleted = defineMessage({
  type: 'kyc.session.completed',
  topic: topics.workflowEvents,
  description: 'The end user finished the last required step.',
  schema: Type.Object(about),
  sample: sampleAbout,
});

export const SessionExpired = defineMessage({
  type: 'kyc.session.expired',
  topic: topics.workflowEvents,
  description: 'The session was not finished in time.',
  schema: Type.Object(about),
  sample: sampleAbout,
});

export const SessionDeleted = defineMessage({
  type: 'kyc.session.deleted',
  topic: topics.workflowEvents,
  description: 'The session was deleted: every service erases what it holds of it.',
  schema: Type.Object(about),
  sample: sampleAbout,
});
