import { Injectable } from '@nestjs/common';
import type { BiometricsView, DocumentView, SelfieAssessment, SubsessionView } from '#libs/contracts';
import { SessionCompleted } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { stepTypeOf } from '../steps/registry.js';
import type { StepDefinition, StepResult, StepSurroundings } from '../steps/step-type.js';
import { ChangeSession, type SideEffects } from './change-session.js';
import { ProcessSession } from './process-session.js';
import { aboutSession } from './session-messages.js';
import { completeStep, requireActive, requireCurrentStep, type Session } from './session.js';
import { SessionRepository } from './session.repository.js';

/**
 * Completes the current step of a session with what the end user submitted. Other services are asked first, outside
 * any transaction; the session itself is judged again when it is written, so of two racing requests one wins and the
 * other is refused.
 */
@Injectable()
export class CompleteStep {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly processSession: ProcessSession,
    private readonly services: ServiceClient,
  ) {}

  async run(tenantId: string, sessionId: string, stepId: string, data: unknown): Promise<Session> {
    const session = await this.sessions.get(tenantId, sessionId);
    const { definition } = await this.workflows.version(
      tenantId,
      session.workflowId,
      session.workflowVersion,
    );
    requireActive(session, new Date());
    requireCurrentStep(session, stepId);
    const step = definition.steps.find((s) => s.step_id === stepId) as StepDefinition;
    const result = await this.judge(session, step, data);
    if (!result.ok)
      throw new DomainRefusal('invalid_submission', 'See `errors` for each thing to change.', result.errors);
    const changed = await this.changes.run(tenantId, sessionId, (current, effects) =>
      this.write(current, definition, stepId, result.formData, effects),
    );
    return changed.session;
  }

  private async judge(session: Session, step: StepDefinition, data: unknown): Promise<StepResult> {
    const type = stepTypeOf(step.type);
    const surroundings = this.surroundings(session, step);
    if (!step.required && (await type.isEmpty(step, data, surroundings))) return { ok: true };
    return type.complete(step, data, surroundings);
  }

  private write(
    session: Session,
    definition: WorkflowDefinition,
    stepId: string,
    formData: Record<string, unknown> | undefined,
    effects: SideEffects,
  ): void {
    completeStep(
      session,
      stepId,
      definition.steps.map((s) => s.required),
      new Date(),
    );
    if (formData) session.formData[stepId] = formData;
    effects.record({ type: 'step_completed', actor: 'end_user', details: { step_id: stepId } });
    if (session.status !== 'completed') return;
    effects.send(SessionCompleted, aboutSession(session));
    if (definition.validation_config.automation_rules.auto_process)
      this.processSession.begin(session, definition, 'automation', effects);
  }

  private surroundings(session: Session, step: StepDefinition): StepSurroundings {
    const { id, tenantId } = session;
    const ask = <T>(service: 'document' | 'biometrics' | 'subsession', path: string): Promise<T> =>
      this.services.json<T>(service, { path: `/internal/sessions/${id}/${path}`, tenantId });
    let documents: Promise<DocumentView[]> | undefined;
    return {
      today: new Date().toISOString().slice(0, 10),
      documents: () =>
        (documents ??= ask<{ documents: DocumentView[] }>('document', 'documents').then((a) => a.documents)),
      subsessions: () =>
        ask<{ subsessions: SubsessionView[] }>('subsession', 'subsessions').then((a) => a.subsessions),
      biometrics: () => ask<BiometricsView>('biometrics', 'biometrics'),
      assessSelfie: (docId, config) =>
        this.services.json<SelfieAssessment>('biometrics', {
          method: 'POST',
          path: `/internal/sessions/${id}/selfies`,
          tenantId,
          body: { doc_id: docId, step_id: step.step_id, config },
          timeoutMs: 30_000,
        }),
    };
  }
}
