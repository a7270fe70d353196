import { Injectable } from '@nestjs/common';
import { checkTypeOf } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { ChangeSession, unchanged, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import { illegalMove, moveTo, type Session } from '../sessions/session.js';
import { decidedStates } from '../sessions/session.states.js';
import { stepTypeOf } from '../steps/registry.js';
import { CheckRuns, wantedChecks } from './check-runs.js';
import { decideNow } from './decide-session.js';
import { ownFindings } from './session-findings.js';

/** Starts the processing of completed sessions and repeats the checks of decided ones. */
@Injectable()
export class ProcessSession {
  constructor(
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
    private readonly runs: CheckRuns,
  ) {}

  /** Asking again for a session that is processing or decided changes nothing. */
  async run(tenantId: string, sessionId: string, actor: string): Promise<Session> {
    const { session: known, workflow } = await this.loadSession.run(tenantId, sessionId);
    const begin = (session: Session, effects: SideEffects): unknown => {
      if (session.status === 'processing' || decidedStates.includes(session.status)) return unchanged;
      return beginProcessing(session, workflow.definition, actor, this.runs, effects);
    };
    return (await this.changes.run(tenantId, sessionId, begin, known)).session;
  }

  /** Runs every check of the workflow anew. Results are recorded; nothing is decided. */
  async revalidate(tenantId: string, sessionId: string, actor: string): Promise<Session> {
    const { session: known, workflow } = await this.loadSession.run(tenantId, sessionId);
    const begin = (session: Session, effects: SideEffects): unknown => {
      if (session.run?.purpose === 'revalidation') return unchanged;
      if (session.status !== 'completed' && !decidedStates.includes(session.status))
        throw illegalMove(
          session,
          `The checks of a session that is ${session.status} cannot be repeated.`,
          new Date(),
        );
      effects.record({ type: 'revalidation_started', actor });
      const types = wantedChecks(workflow.definition);
      return this.runs.begin(session, workflow.definition, { purpose: 'revalidation', types }, effects);
    };
    return (await this.changes.run(tenantId, sessionId, begin, known)).session;
  }
}

/** Moves a session to `processing` and begins the checks that it has not had yet, or not on all that was given. */
export function beginProcessing(
  session: Session,
  definition: WorkflowDefinition,
  actor: string,
  runs: CheckRuns,
  effects: SideEffects,
): void {
  moveTo(session, 'processing', 'process', new Date());
  effects.record({ type: 'processing_started', actor });
  const types = wantedChecks(definition).filter((type) => !isDone(session, definition, type));
  const findings = types.length === 0 ? ownFindings(session, definition) : undefined;
  // With nothing to wait for, the decision is part of the same commit.
  if (findings) decideNow(session, definition, findings, effects);
  else runs.begin(session, definition, { purpose: 'decision', types }, effects);
}

/** Whether a check has run, and looked at everything that steps have brought for it. */
function isDone(session: Session, definition: WorkflowDefinition, type: string): boolean {
  const check = session.checks.find((one) => one.type === type);
  if (!check) return false;
  const begunAt = check.startedAt ?? session.updatedAt;
  return !definition.steps.some((step) => {
    const completedAt = session.steps.find(({ step_id }) => step_id === step.step_id)?.completedAt;
    const cameLater = completedAt !== undefined && completedAt > begunAt;
    return cameLater && checkTypeOf(type).looksAt(stepTypeOf(step.type).brings(step));
  });
}
