import { Injectable } from '@nestjs/common';
import { SessionDecided, SessionDecidedV1 } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { assembleCase, type CaseSources } from '../rules/assemble-case.js';
import { decide } from '../rules/decide.js';
import { ChangeSession, type SideEffects } from './change-session.js';
import { aboutDecision } from './session-messages.js';
import { SessionFindings } from './session-findings.js';
import { checksEnded, moveTo, type Session } from './session.js';
import { SessionRepository } from './session.repository.js';

const firstRetryMs = 500;
const lastRetryMs = 60_000;

/**
 * Decides a session whose checks have ended or timed out. Findings are fetched first; state, decision record, timeline
 * and the decision event are then committed in one transaction, so there is exactly one of each.
 */
@Injectable()
export class DecideSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly findings: SessionFindings,
  ) {}

  async run(tenantId: string, sessionId: string): Promise<void> {
    const session = await this.sessions.get(tenantId, sessionId);
    if (session.status !== 'processing') return;
    const { definition } = await this.workflows.version(
      tenantId,
      session.workflowId,
      session.workflowVersion,
    );
    const findings = await this.findings.gather(session, definition);
    await this.changes.run(tenantId, sessionId, (current, effects) =>
      conclude(current, definition, findings, effects),
    );
  }

  /** Tries again later, each time after a longer pause. */
  async postpone(tenantId: string, sessionId: string, attempts: number): Promise<void> {
    const pause = Math.min(firstRetryMs * 2 ** Math.min(attempts, 10), lastRetryMs);
    await this.changes.run(tenantId, sessionId, (session) => {
      if (session.processing) session.processing.wakeAt = new Date(Date.now() + pause);
    });
  }
}

/** Checks that have not ended when the time is up are not available; then the rules decide. */
function conclude(
  session: Session,
  definition: WorkflowDefinition,
  findings: CaseSources,
  effects: SideEffects,
): void {
  if (session.status !== 'processing') return;
  const now = new Date();
  if (!checksEnded(session)) giveUpOnChecks(session, now, effects);
  const found = new Map(findings.checks.map(({ check_id, evidence }) => [check_id, evidence]));
  for (const check of session.checks) check.evidence ??= found.get(check.check_id);
  const decision = {
    ...decide(
      definition,
      assembleCase(definition, { ...findings, formData: session.formData, checks: session.checks }),
    ),
    decided_by: 'automation' as const,
    decided_at: now.toISOString(),
    workflow_version: session.workflowVersion,
  };
  moveTo(session, decision.status, now);
  session.decision = decision;
  session.processing = undefined;
  const { reasons, final_decision } = decision;
  effects.record({ type: 'session_decided', actor: 'automation', details: { final_decision, reasons } });
  effects.send(SessionDecided, aboutDecision(session, decision));
  effects.send(SessionDecidedV1, aboutDecision(session, decision));
}

function giveUpOnChecks(session: Session, now: Date, effects: SideEffects): void {
  for (const check of session.checks) {
    if (check.status !== 'pending' && check.status !== 'running') continue;
    check.status = 'not_available';
    check.completedAt = now;
    check.reasons = ['timed_out'];
    const { check_id, type } = check;
    effects.record({ type: 'check_timed_out', actor: 'automation', details: { check_id, type } });
  }
}
