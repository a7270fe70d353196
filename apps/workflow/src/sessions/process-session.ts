import { Inject, Injectable } from '@nestjs/common';
import { SettleDocuments } from '#libs/contracts';
import { currentWork, newId, SETTINGS, type Settings } from '#libs/platform';
import { checkTypeOf, checkTypes } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { stepTypeOf } from '../steps/registry.js';
import { ChangeSession, type SideEffects } from './change-session.js';
import { DecisionWorker } from './decision-worker.js';
import { checksEnded, moveTo, type Session } from './session.js';
import { SessionRepository } from './session.repository.js';

/**
 * Starts the processing of a completed session and takes it from one phase to the next: documents are read, checks
 * run, then the decision worker decides. Asking again for a session that is processing or decided changes nothing.
 */
@Injectable()
export class ProcessSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly worker: DecisionWorker,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(tenantId: string, sessionId: string, actor: string): Promise<Session> {
    const known = await this.sessions.get(tenantId, sessionId);
    const { definition } = await this.workflows.version(tenantId, known.workflowId, known.workflowVersion);
    const { session } = await this.changes.run(tenantId, sessionId, (current, effects) => {
      if (current.processing ?? current.decision) return;
      this.begin(current, definition, actor, effects);
    });
    return session;
  }

  /** The first phase. Sessions without documents skip to the checks, sessions without checks to the decision. */
  begin(session: Session, definition: WorkflowDefinition, actor: string, effects: SideEffects): void {
    const now = new Date();
    moveTo(session, 'processing', now);
    effects.record({ type: 'processing_started', actor });
    session.checks = checkTypes
      .filter((check) => check.wanted(definition.validation_config))
      .map(({ type }) => ({ check_id: newId('chk'), type, status: 'pending', reasons: [] }));
    if (definition.steps.some((step) => stepTypeOf(step.type).brings(step).documents)) {
      session.processing = { phase: 'documents', wakeAt: this.deadline(now), attempts: 0, ...trace() };
      effects.send(SettleDocuments, { session_id: session.id });
    } else {
      this.startChecks(session, definition, effects);
    }
  }

  /** The second phase: every extraction has ended. */
  startChecks(session: Session, definition: WorkflowDefinition, effects: SideEffects): void {
    const now = new Date();
    session.processing = { phase: 'checks', wakeAt: this.deadline(now), attempts: 0, ...trace() };
    session.updatedAt = now;
    for (const check of session.checks) {
      const type = checkTypeOf(check.type);
      check.status = 'running';
      check.startedAt = now;
      const ids = { session_id: session.id, check_id: check.check_id };
      effects.send(type.command, type.request(ids, definition.validation_config));
      effects.record({ type: 'check_started', actor: 'automation', details: { ...ids, type: check.type } });
    }
    this.decideWhenReady(session, effects);
  }

  /** The last phase, once no check is under way any more. */
  decideWhenReady(session: Session, effects: SideEffects): void {
    if (!checksEnded(session)) return;
    session.processing = { phase: 'deciding', wakeAt: new Date(), attempts: 0, ...trace() };
    effects.afterwards(this.worker.wake);
  }

  private deadline(now: Date): Date {
    return new Date(now.getTime() + this.settings.CHECK_TIMEOUT_SECONDS * 1000);
  }
}

const trace = (): { traceparent?: string } => ({ traceparent: currentWork()?.traceparent });
