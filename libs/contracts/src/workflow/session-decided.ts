import { Type } from '@sinclair/typebox';
import {
  ClientId,
  Code,
  Reasons,
  SessionId,
  TenantId,
  Timestamp,
  WorkflowId,
  WorkflowVersion,
  described,
  nullable,
  oneOf,
  sample,
} from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

const schema = Type.Object({
  session_id: SessionId,
  parent_session_id: nullable(
    SessionId,
    'The session that invited this one as a related party; null when nobody did.',
  ),
  tenant_id: TenantId,
  client_id: nullable(ClientId, `${ClientId.description} Null when none was given.`),
  workflow_id: WorkflowId,
  workflow_version: WorkflowVersion,
  status: oneOf(
    ['approved', 'rejected', 'manual_review'],
    'The state that the decision took the session to.',
  ),
  final_decision: oneOf(
    ['approved', 'rejected', 'manual_review', 'flagged'],
    'Like `status`, but `flagged` when the session was approved with flags.',
  ),
  decided_by: oneOf(['automation', 'reviewer'], '`automation`: the workflow’s rules. `reviewer`: a person.'),
  decided_at: described(Timestamp, 'When the decision was made.'),
  reasons: described(Reasons, 'Stable codes of what led to the decision: rules, checks, or a reviewer.'),
  automation_flags: Type.Array(Code, {
    description: 'Codes of the rules that flagged the session; empty unless `final_decision` is `flagged`.',
  }),
});

const decided = {
  session_id: sample.sessionId,
  parent_session_id: null,
  tenant_id: 'default',
  client_id: sample.clientId,
  workflow_id: sample.workflowId,
  workflow_version: 1,
  status: 'rejected' as const,
  final_decision: 'rejected' as const,
  decided_by: 'automation' as const,
  decided_at: sample.time,
  reasons: ['country_kp'],
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
