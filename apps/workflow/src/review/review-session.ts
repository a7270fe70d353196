import { Injectable } from '@nestjs/common';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { announce } from '../processing/decide-session.js';
import { ChangeSession, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import { illegalMove, moveTo, type ReviewRecord, type Session } from '../sessions/session.js';
import { isLegal } from '../sessions/session.states.js';

/** What a reviewer asks for. */
export interface Verdict {
  status: 'approved' | 'rejected' | 'manual_review';
  reason: string;
}

/** Decides a session in manual review by hand, where the workflow says so only when two reviewers agree. */
@Injectable()
export class ReviewSession {
  constructor(
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
  ) {}

  /** The session; it has a `pendingDecision` when a second reviewer has to come to the same. */
  async run(tenantId: string, sessionId: string, verdict: Verdict, reviewer: string): Promise<Session> {
    const { session: known, workflow } = await this.loadSession.run(tenantId, sessionId);
    const review = (session: Session, effects: SideEffects): void => {
      const { status } = verdict;
      if (status === 'manual_review' || !isLegal(session.status, status, 'review'))
        throw illegalMove(session, `A reviewer cannot make this session ${status}.`, new Date());
      if (needsAnother(session, workflow.definition, { ...verdict, status }, reviewer))
        wait(session, { ...verdict, status }, reviewer, effects);
      else settle(session, { ...verdict, status }, reviewer, effects);
    };
    return (await this.changes.run(tenantId, sessionId, review, known)).session;
  }
}

type Settling = Verdict & { status: ReviewRecord['status'] & ('approved' | 'rejected') };

function needsAnother(
  { pendingDecision }: Session,
  { validation_config }: WorkflowDefinition,
  { status }: Settling,
  reviewer: string,
): boolean {
  if (!validation_config.four_eyes) return false;
  return pendingDecision?.status !== status || pendingDecision.reviewer === reviewer;
}

/** The latest word of a reviewer waits; an earlier one that said something else is set aside by it. */
function wait(session: Session, { status, reason }: Settling, reviewer: string, effects: SideEffects): void {
  const now = new Date();
  session.pendingDecision = { status, reviewer, reason, at: now.toISOString() };
  session.updatedAt = now;
  effects.record({ type: 'decision_proposed', actor: reviewer, details: { status }, note: reason });
}

function settle(
  session: Session,
  { status, reason }: Settling,
  reviewer: string,
  effects: SideEffects,
): void {
  const now = new Date();
  const first = session.pendingDecision?.reviewer;
  const record: ReviewRecord = {
    status,
    final_decision: status,
    decided_by: 'reviewer',
    decided_at: now.toISOString(),
    workflow_version: session.workflowVersion,
    reviewers: first === undefined ? [reviewer] : [first, reviewer],
    reason,
    reasons: ['reviewer_decision'],
    automation_flags: [],
  };
  moveTo(session, status, 'review', now);
  session.pendingDecision = undefined;
  session.decisions = [...session.decisions, { record }];
  announce(session, record, { actor: reviewer, note: reason }, effects);
}
