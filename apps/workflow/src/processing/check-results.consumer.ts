import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DocumentsSettled, type Payload, type ScreeningCompleted } from '#libs/contracts';
import { Dispatcher, type Handling } from '#libs/messaging';
import type { Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { checkTypes } from '../checks/check-types.js';
import type { WorkflowVersion } from '../definitions/workflow.repository.js';
import { ChangeSession, unchanged, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import type { Session } from '../sessions/session.js';
import { CheckRuns } from './check-runs.js';

type CheckResult = Payload<typeof ScreeningCompleted>;
/** Takes a round of checks on when documents are read and checks end. */
@Injectable()
export class CheckResultsConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
    private readonly runs: CheckRuns,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(DocumentsSettled, (data, handling) =>
      this.documentsSettled(data.session_id, handling),
    );
    for (const result of new Set(checkTypes.map((check) => check.result)))
      this.dispatcher.on(result, (data, handling) => this.checkEnded(data as CheckResult, handling));
  }

  private async documentsSettled(sessionId: string, { message, tx }: Handling): Promise<void> {
    const { tenantId, id: causationId } = message;
    const workflow = await this.workflowOf(tenantId, sessionId, tx);
    if (!workflow) return;
    const start = (session: Session, effects: SideEffects): unknown => {
      if (session.run?.phase !== 'documents') return unchanged;
      effects.record({ type: 'documents_read', actor: 'service:document' });
      return this.runs.startChecks(session, workflow.definition, effects);
    };
    await this.changes.within(tx, tenantId, sessionId, start, { causationId });
  }

  /** The workflow of a session; undefined when the session was deleted meanwhile. */
  private async workflowOf(
    tenantId: string,
    sessionId: string,
    tx: Transaction,
  ): Promise<WorkflowVersion | undefined> {
    try {
      return (await this.loadSession.run(tenantId, sessionId, tx)).workflow;
    } catch (error) {
      if (error instanceof DomainRefusal && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  private async checkEnded(result: CheckResult, { message, tx }: Handling): Promise<void> {
    const { tenantId, id: causationId } = message;
    const record = (session: Session, effects: SideEffects): unknown => {
      if (session.status === 'deleted') return unchanged;
      recordResult(session, result, effects);
      return this.runs.concludeWhenReady(session, effects);
    };
    await this.changes.within(tx, tenantId, result.session_id, record, { causationId });
  }
}

/** A result that comes after its time is kept on the timeline and changes nothing. */
function recordResult(session: Session, result: CheckResult, effects: SideEffects): void {
  const { check_id, status, outcome, provider, reasons } = result;
  const check = [...session.checks, ...session.pastChecks].find((c) => c.check_id === check_id);
  const details = { check_id, type: check?.type, status, outcome, reasons };
  session.updatedAt = new Date();
  if (check?.status !== 'running' || !session.run?.check_ids.includes(check_id)) {
    effects.record({ type: 'late_check_result', actor: 'automation', details });
    return;
  }
  Object.assign(check, { status, outcome, provider, reasons, completedAt: session.updatedAt });
  effects.record({ type: 'check_completed', actor: 'automation', details });
}
