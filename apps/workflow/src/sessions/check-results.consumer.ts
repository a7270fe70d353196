import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DocumentsSettled, type Message, type Payload, type ScreeningCompleted } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import type { Transaction } from '#libs/persistence';
import { checkTypes } from '../checks/check-types.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { ChangeSession, type SideEffects } from './change-session.js';
import { ProcessSession } from './process-session.js';
import type { Session } from './session.js';
import { SessionRepository } from './session.repository.js';

type CheckResult = Payload<typeof ScreeningCompleted>;
interface Handling {
  message: Message;
  tx: Transaction;
}

/** Takes a processing session on when documents are read and checks end. */
@Injectable()
export class CheckResultsConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly processSession: ProcessSession,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(DocumentsSettled, (data, handling) =>
      this.documentsSettled(data.session_id, handling),
    );
    for (const { result } of checkTypes)
      this.dispatcher.on(result, (data, handling) => this.checkEnded(data as CheckResult, handling));
  }

  private async documentsSettled(sessionId: string, { message, tx }: Handling): Promise<void> {
    const { tenantId, id: causationId } = message;
    const known = await this.sessions.get(tenantId, sessionId, tx);
    const { definition } = await this.workflows.version(tenantId, known.workflowId, known.workflowVersion);
    const start = (session: Session, effects: SideEffects): void => {
      if (session.status !== 'processing' || session.processing?.phase !== 'documents') return;
      effects.record({ type: 'documents_read', actor: 'service:document' });
      this.processSession.startChecks(session, definition, effects);
    };
    await this.changes.within(tx, tenantId, sessionId, start, { causationId });
  }

  private async checkEnded(result: CheckResult, { message, tx }: Handling): Promise<void> {
    const { tenantId, id: causationId } = message;
    const record = (session: Session, effects: SideEffects): void => {
      recordResult(session, result, effects);
      if (session.processing?.phase === 'checks') this.processSession.decideWhenReady(session, effects);
    };
    await this.changes.within(tx, tenantId, result.session_id, record, { causationId });
  }
}

/** A result that comes after its time is kept on the timeline and changes nothing. */
function recordResult(session: Session, result: CheckResult, effects: SideEffects): void {
  const { check_id, status, outcome, provider, reasons } = result;
  const check = session.checks.find((c) => c.check_id === check_id);
  const details = { check_id, type: check?.type, status, outcome, reasons };
  if (!check || check.status !== 'running') {
    effects.record({ type: 'late_check_result', actor: 'automation', details });
    return;
  }
  session.updatedAt = new Date();
  Object.assign(check, { status, outcome, provider, reasons, completedAt: session.updatedAt });
  effects.record({ type: 'check_completed', actor: 'automation', details });
}
