import { Type } from '@sinclair/typebox';
import { ClientId, SessionId, Timestamp, WorkflowId, WorkflowVersion, described, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const about = {
  session_id: SessionId,
  parent_session_id: Type.Optional(
    described(SessionId, 'The session that invited this one; absent when nobody did.'),
  ),
  client_id: Type.Optional(ClientId),
  workflow_id: WorkflowId,
  workflow_version: WorkflowVersion,
};
const sampleAbout = {
  session_id: sample.sessionId,
  parent_session_id: sample.parentSessionId,
  client_id: sample.clientId,
  workflow_id: sample.workflowId,
  workflow_version: 1,
};

export const SessionCreated = defineMessage({
  type: 'kyc.session.created',
  topic: topics.workflowEvents,
  description: 'A session was opened for one person or company.',
  schema: Type.Object({
    ...about,
    expires_at: described(Timestamp, 'Until when the end user has time; it may be extended later.'),
  }),
  sample: { ...sampleAbout, expires_at: sample.expiry },
});

export const SessionCompleted = defineMessage({
  type: 'kyc.session.completed',
  topic: topics.workflowEvents,
  description: 'The end user finished the last required step; after corrections it is sent again.',
  schema: Type.Object(about),
  sample: sampleAbout,
});

export const SessionExpired = defineMessage({
  type: 'kyc.session.expired',
  topic: topics.workflowEvents,
  description: 'The session was not finished in time. It may be extended and go on, and expire again.',
  schema: Type.Object(about),
  sample: sampleAbout,
});

export const SessionDeleted = defineMessage({
  type: 'kyc.session.deleted',
  topic: topics.workflowEvents,
  description: 'The session was deleted: every service erases what it holds of it. No decision follows.',
  schema: Type.Object(about),
  sample: sampleAbout,
});
