import { Injectable } from '@nestjs/common';
import {
  SessionDecided,
  SessionDecidedV1,
  type BiometricsView,
  type CheckEvidence,
  type DocumentView,
} from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { checkTypeOf } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { assembleCase } from '../rules/assemble-case.js';
import { decide } from '../rules/decide.js';
import { ChangeSession, type SideEffects } from './change-session.js';
import { aboutDecision } from './session-messages.js';
import { checksEnded, moveTo, type Session } from './session.js';
import { SessionRepository } from './session.repository.js';

/** What other services know of the session when it is decided. */
interface Findings {
  documents: DocumentView[];
  biometrics: BiometricsView;
  evidence: Map<string, Record<string, unknown>>;
}

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
    private readonly services: ServiceClient,
  ) {}

  async run(tenantId: string, sessionId: string): Promise<void> {
    const session = await this.sessions.get(tenantId, sessionId);
    if (session.status !== 'processing') return;
    const { definition } = await this.workflows.version(
      tenantId,
      session.workflowId,
      session.workflowVersion,
    );
    const findings = await this.findings(session, definition);
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

  private async findings(session: Session, definition: WorkflowDefinition): Promise<Findings> {
    const { id, tenantId } = session;
    const collects = definition.steps.some((step) => step.type !== 'form_fill');
    const ended = session.checks.filter((check) => check.status === 'completed');
    const [documents, biometrics, evidence] = await Promise.all([
      collects
        ? this.services.json<{ documents: DocumentView[] }>('document', {
            path: `/internal/sessions/${id}/documents`,
            tenantId,
          })
        : { documents: [] },
      collects
        ? this.services.json<BiometricsView>('biometrics', {
            path: `/internal/sessions/${id}/biometrics`,
            tenantId,
          })
        : {},
      Promise.all(
        ended.map(({ type, check_id }) =>
          this.services.json<CheckEvidence>(checkTypeOf(type).service, {
            path: `/internal/checks/${check_id}`,
            tenantId,
          }),
        ),
      ),
    ]);
    return {
      documents: documents.documents,
      biometrics,
      evidence: new Map(evidence.map((found) => [found.check_id, found.evidence])),
    };
  }
}

/** Checks that have not ended when the time is up are not available; then the rules decide. */
function conclude(
  session: Session,
  definition: WorkflowDefinition,
  { documents, biometrics, evidence }: Findings,
  effects: SideEffects,
): void {
  if (session.status !== 'processing') return;
  const now = new Date();
  if (!checksEnded(session)) giveUpOnChecks(session, now, effects);
  for (const check of session.checks) check.evidence = evidence.get(check.check_id) ?? check.evidence;
  const decision = {
    ...decide(definition, assembleCase(session, definition, documents, biometrics)),
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
