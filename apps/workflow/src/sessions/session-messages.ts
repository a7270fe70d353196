import type { Payload, SessionDecidedV1, SessionCompleted } from '#libs/contracts';
import type { DecisionRecord, Session } from './session.js';

/** What every lifecycle event says of its session. */
export function aboutSession(session: Session): Payload<typeof SessionCompleted> {
  return {
    session_id: session.id,
    ...(session.parentSessionId && { parent_session_id: session.parentSessionId }),
    ...(session.clientId && { client_id: session.clientId }),
    workflow_id: session.workflowId,
    workflow_version: session.workflowVersion,
  };
}

/** The decision as other systems see it: ids and codes, no personal data. */
export function aboutDecision(session: Session, decision: DecisionRecord): Payload<typeof SessionDecidedV1> {
  return {
    session_id: session.id,
    parent_session_id: session.parentSessionId ?? null,
    tenant_id: session.tenantId,
    client_id: session.clientId ?? null,
    workflow_id: session.workflowId,
    workflow_version: session.workflowVersion,
    status: decision.status,
    final_decision: decision.final_decision,
    decided_by: decision.decided_by,
    decided_at: decision.decided_at,
    reasons: decision.reasons,
    automation_flags: decision.automation_flags,
  };
}
