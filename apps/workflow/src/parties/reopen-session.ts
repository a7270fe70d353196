import type { SideEffects } from '../sessions/change-session.js';
import { moveTo, type ReopeningRecord, type Session } from '../sessions/session.js';
import { announce } from '../processing/decide-session.js';

export type ReopeningReason = 'subsession_rejected' | 'subsession_manual_review';

/** Sends an approved session back to review over a party's later result; the earlier decision stays on record. */
export function reopenSession(
  session: Session,
  party: { subsession_id: string; session_id: string },
  reason: ReopeningReason,
  effects: SideEffects,
): void {
  const now = new Date();
  const record: ReopeningRecord = {
    status: 'manual_review',
    final_decision: 'manual_review',
    decided_by: 'automation',
    decided_at: now.toISOString(),
    workflow_version: session.workflowVersion,
    reopened_by: party,
    reasons: [reason],
    automation_flags: [],
  };
  moveTo(session, record.status, 'subsession_result', now);
  session.pendingDecision = undefined;
  session.decisions = [...session.decisions, { record }];
  announce(session, record, { actor: 'automation' }, effects);
}
