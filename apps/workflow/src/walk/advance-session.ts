import { Injectable } from '@nestjs/common';
import { SessionCompleted } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { CheckRuns } from '../processing/check-runs.js';
import { beginProcessing } from '../processing/process-session.js';
import type { SideEffects } from '../sessions/change-session.js';
import { aboutSession } from '../sessions/session-messages.js';
import { completeStep, currentStepIndex, type Session } from '../sessions/session.js';
import { stepTypeOf } from '../steps/registry.js';

/** Takes a session from one step to the next, and to its processing after the last. */
@Injectable()
export class AdvanceSession {
  constructor(private readonly runs: CheckRuns) {}

  /** Completes the current step and enters the next one. */
  complete(
    session: Session,
    definition: WorkflowDefinition,
    stepId: string,
    actor: string,
    effects: SideEffects,
  ): void {
    const required = definition.steps.map((step) => step.required);
    completeStep(session, stepId, required, new Date());
    effects.record({ type: 'step_completed', actor, details: { step_id: stepId } });
    if (session.status !== 'completed') return this.enter(session, definition, effects);
    effects.send(SessionCompleted, aboutSession(session));
    if (definition.validation_config.automation_rules.auto_process)
      beginProcessing(session, definition, 'automation', this.runs, effects);
  }

  /** Completes a step that consists of checks, which have ended. A session that expired meanwhile stays where it is. */
  completeValidation(session: Session, definition: WorkflowDefinition, effects: SideEffects): void {
    const step = definition.steps[currentStepIndex(session)];
    if (!step || session.status !== 'active' || session.expiresAt <= new Date()) return;
    this.complete(session, definition, step.step_id, 'automation', effects);
  }

  /** Starts what the current step does by itself. */
  enter(session: Session, definition: WorkflowDefinition, effects: SideEffects): void {
    const step = definition.steps[currentStepIndex(session)];
    const types = step && stepTypeOf(step.type).tasks?.(step);
    if (types) this.runs.begin(session, definition, { purpose: 'step', types }, effects);
  }
}
