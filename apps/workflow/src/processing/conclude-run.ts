import { Injectable } from '@nestjs/common';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { ChangeSession, unchanged, type SideEffects } from '../sessions/change-session.js';
import type { Session } from '../sessions/session.js';
import { AdvanceSession } from '../walk/advance-session.js';
import { giveUpOnChecks, isSameRun } from './check-runs.js';
import { DecideSession } from './decide-session.js';
import { keepEvidence, SessionFindings } from './session-findings.js';

/** Ends a round of checks that is ready or out of time, as its purpose asks. */
@Injectable()
export class ConcludeRun {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly findings: SessionFindings,
    private readonly decideSession: DecideSession,
    private readonly advance: AdvanceSession,
  ) {}

  /** @throws TransientFailure when a service that has to be asked does not answer */
  async run(session: Session): Promise<void> {
    const { id, tenantId, run, workflowId, workflowVersion } = session;
    if (!run) return;
    const { definition } = await this.workflows.version(tenantId, workflowId, workflowVersion);
    if (run.purpose === 'decision') return this.decideSession.run(session, definition);
    const evidence = await this.findings.evidence(session);
    const conclude = (current: Session, effects: SideEffects): unknown => {
      if (!isSameRun(current.run, run)) return unchanged;
      const now = new Date();
      giveUpOnChecks(current, now, effects);
      keepEvidence(current, evidence);
      current.run = undefined;
      current.updatedAt = now;
      if (run.purpose === 'revalidation') effects.record({ type: 'checks_rerun', actor: 'automation' });
      else this.advance.completeValidation(current, definition, effects);
      return undefined;
    };
    await this.changes.run(tenantId, id, conclude, session);
  }
}
