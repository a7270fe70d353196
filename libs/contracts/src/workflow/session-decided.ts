import { Type } from '@sinclair/typebox';
import { Code, SessionId, Timestamp, WorkflowId, sample } from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const schema = Type.Object({
  session_id: SessionId,
  parent_session_id: Type.Union([SessionId, Type.Null()]),
  tenant_id: Type.String(),
  client_id: Type.Union([Type.String(), Type.Null()]),
  workflow_id: WorkflowId,
  workflow_version: Type.Integer({ minimum: 1 }),
  status: Type.Union((['approved', 'rejected', 'manual_review'] as const).map((s) => Type.Literal(s))),
  final_decision: Type.Union(
    (['approved', 'rejected', 'manual_review', 'flagged'] as const).map((s) => Type.Literal(s)),
  ),
  decided_by: Type.Union((['automation', 'reviewer'] as const).map((s) => Type.Literal(s))),
  decided_at: Timestamp,
  reasons: Type.Array(Code),
  automation_flags: Type.Array(Code),
});

const decided = {
  session_id: sample.sessionId,
  parent_session_id: null,
  tenant_id: 'default',
  client_id: 'customer-4711',
  workflow_id: sample.workflowId,
  workflow_version: 1,
  status: 'rejected' as const,
  final_decision: 'rejected' as const,
  decided_by: 'automation' as const,
  decided_at: sample.time,
  reasons: ['country_kp_nationality'],
  automation_flags: [],
};

/** The same decision as a lifecycle event for the platform's own services. */
export const SessionDecided = defineMessage({
  type: 'kyc.session.decided',
  topic: topics.workflowEvents,
  description: 'A session was decided, by rule or by a reviewer.',
  schema,
  sample: decided,
});

/** The public event: exactly one per decision, ids and codes only. */
export const SessionDecidedV1 = defineMessage({
  type: 'kyc.session.decided.v1',
  topic: topics.sessionDecided,
  description: 'A session was decided, by rule or by a reviewer. Exactly one message per decision.',
  schema,
  sample: decided,
});
