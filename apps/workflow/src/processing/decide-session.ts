import { Injectable } from '@nestjs/common';
import { SessionDecided, SessionDecidedV1 } from '#libs/contracts';
import { TransientFailure } from '#libs/problems';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { assembleCase, type CaseSources } from '../rules/assemble-case.js';
import { decide } from '../rules/decide.js';
import { ChangeSession, unchanged, type SideEffects } from '../sessions/change-session.js';
import { aboutDecision } from '../sessions/session-messages.js';
import { moveTo, type DecisionRecord, type Session } from '../sessions/session.js';
import { giveUpOnChecks, isSameRun } from './check-runs.js';
import { SessionFindings } from './session-findings.js';

/** Findings are gathered anew this often, when the session changes while they are gathered. */
const attempts = 5;

/**
 * Decides a session whose checks have ended or timed out. Findings are fetched first; state, decision record, timeline
 * and the decision event are then committed in one transaction, so there is exactly one of each.
 */
@Injectable()
export class DecideSession {
  constructor(
    private readonly changes: ChangeSession,
    private readonly findings: SessionFindings,
  ) {}

  async run(session: Session, definition: WorkflowDefinition): Promise<void> {
    const { id, tenantId, run } = session;
    let known = session;
    for (let attempt = 0; attempt < attempts; attempt++) {
      const findings = await this.findings.gather(known, definition);
      const { revision } = known;
      let isStale = false;
      const conclude = (current: Session, effects: SideEffects): unknown => {
        if (current.status !== 'processing' || !isSameRun(current.run, run)) return unchanged;
        // Whatever changed the session meanwhile, a party's result among it, may have changed what was found.
        isStale = current.revision !== revision;
        return isStale ? unchanged : decideNow(current, definition, findings, effects);
      };
      known = (await this.changes.run(tenantId, id, conclude, known)).session;
      if (!isStale) return;
    }
    throw new TransientFailure('the session changes faster than it can be decided');
  }
}

/** Decides a session over what is known. Checks that have not ended by now are not available. */
export function decideNow(
  session: Session,
  definition: WorkflowDefinition,
  findings: CaseSources,
  effects: SideEffects,
): void {
  const now = new Date();
  giveUpOnChecks(session, now, effects);
  const found = new Map(findings.checks.map(({ check_id, evidence }) => [check_id, evidence]));
  for (const check of session.checks) check.evidence ??= found.get(check.check_id);
  const today = now.toISOString().slice(0, 10);
  const facts = assembleCase(definition, { ...findings, checks: session.checks }, today);
  const record = {
    ...decide(definition, facts),
    decided_by: 'automation' as const,
    decided_at: now.toISOString(),
    workflow_version: session.workflowVersion,
  };
  moveTo(session, record.status, 'decision', now);
  session.run = undefined;
  session.decisions = [...session.decisions, { record, facts }];
  announce(session, record, { actor: 'automation' }, effects);
}

/** Puts a decision on the timeline and sends its events. */
export function announce(
  session: Session,
  record: DecisionRecord,
  by: { actor: string; note?: string },
  effects: SideEffects,
): void {
  const { final_decision, reasons } = record;
  effects.record({ type: 'session_decided', ...by, details: { final_decision, reasons } });
  effects.send(SessionDecided, aboutDecision(session, record));
  effects.send(SessionDecidedV1, aboutDecision(session, record));
}
