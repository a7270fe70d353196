import { Injectable } from '@nestjs/common';
import type { BiometricsView, DocumentView, PartiesView, SelfieAssessment } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { ChangeSession, unchanged } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import { currentStepIndex, requireActive, requireCurrentStep, type Session } from '../sessions/session.js';
import { stepTypeOf } from '../steps/registry.js';
import type { StepDefinition, StepResult, StepSurroundings } from '../steps/step-type.js';
import { AdvanceSession } from './advance-session.js';

/** Enough for any crowd of real users; a caller that loses this often is told to try again. */
const attempts = 8;

/**
 * Completes the current step of a session with what the end user submitted. Other services are asked first, outside
 * any transaction. It is written only on the revision that was judged: when somebody else has written the session
 * meanwhile, all of it is judged again, so of two racing requests one wins, and the other is refused or sees its effect.
 */
@Injectable()
export class CompleteStep {
  constructor(
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
    private readonly advance: AdvanceSession,
    private readonly services: ServiceClient,
  ) {}

  /** @throws DomainRefusal `conflict` when others were faster every time */
  async run(tenantId: string, sessionId: string, stepId: string, data: unknown): Promise<Session> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const session = await this.judgeAndWrite(tenantId, sessionId, stepId, data);
      if (session) return session;
    }
    throw new DomainRefusal(
      'conflict',
      'Others changed the session at the same time: read it and try again.',
    );
  }

  /** The session that the step belongs to; undefined when it was written by others meanwhile. */
  private async judgeAndWrite(
    tenantId: string,
    sessionId: string,
    stepId: string,
    data: unknown,
  ): Promise<Session | undefined> {
    const { session, workflow } = await this.loadSession.run(tenantId, sessionId);
    const { definition } = workflow;
    const step = definition.steps.find((s) => s.step_id === stepId);
    if (!step) throw new DomainRefusal('not_found', 'The workflow has no such step.');
    const completesItself = stepTypeOf(step.type).tasks !== undefined;
    if (completesItself && isReached(session, stepId)) return this.ask(session, step, data);
    requireActive(session, new Date());
    requireCurrentStep(session, stepId);
    const judged = session.revision;
    const { formData } = await this.judge(session, step, data);
    const changed = await this.changes.run(
      tenantId,
      sessionId,
      (current, effects) => {
        if (current.revision !== judged) return unchanged;
        // First: completing the last step may decide the session in this very commit.
        if (formData) current.formData[stepId] = formData;
        this.advance.complete(current, definition, stepId, 'end_user', effects);
        return undefined;
      },
      session,
    );
    return changed.result === unchanged ? undefined : changed.session;
  }

  /** A step that completes itself is only asked how it stands, however often. */
  private async ask(session: Session, step: StepDefinition, data: unknown): Promise<Session> {
    await this.judge(session, step, data);
    return session;
  }

  private async judge(
    session: Session,
    step: StepDefinition,
    data: unknown,
  ): Promise<Extract<StepResult, { ok: true }>> {
    const type = stepTypeOf(step.type);
    const surroundings = this.surroundings(session, step);
    const maySkip = !step.required && !surroundings.reopened;
    if (maySkip && (await type.isEmpty(step, data, surroundings))) return { ok: true };
    const result = await type.complete(step, data, surroundings);
    if (result.ok) return result;
    throw new DomainRefusal('invalid_submission', 'See `errors` for each thing to change.', result.errors);
  }

  private surroundings(session: Session, step: StepDefinition): StepSurroundings {
    const { id, tenantId } = session;
    const ask = <T>(service: 'document' | 'biometrics' | 'subsession', path: string): Promise<T> =>
      this.services.json<T>(service, { path: `/internal/sessions/${id}/${path}`, tenantId });
    return {
      today: new Date().toISOString().slice(0, 10),
      reopened: session.reopenings[step.step_id],
      previous: session.formData[step.step_id],
      formData: session.formData,
      documents: once(() =>
        ask<{ documents: DocumentView[] }>('document', 'documents').then((a) => a.documents),
      ),
      subsessions: once(() =>
        ask<PartiesView>('subsession', 'subsessions').then(({ subsessions, opening = [] }) => [
          ...subsessions,
          ...opening,
        ]),
      ),
      biometrics: once(() => ask<BiometricsView>('biometrics', 'biometrics')),
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

/** Whether it is or was the step's turn. */
function isReached(session: Session, stepId: string): boolean {
  return session.steps.findIndex((step) => step.step_id === stepId) <= currentStepIndex(session);
}

/** Asks at the first call only: whether a step is empty and what it comes to are judged by the same answer. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => (answer ??= ask());
}
