import { DomainRefusal } from '#libs/problems';
import type { AutomaticDecision } from '../rules/decide.js';
import { transitions, type SessionState } from './session.states.js';

export interface StepState {
  step_id: string;
  status: 'pending' | 'in_progress' | 'completed' | 'correction_requested';
  startedAt?: Date;
  completedAt?: Date;
}

export type CheckStatus = 'pending' | 'running' | 'completed' | 'failed' | 'not_available';

export interface Check {
  check_id: string;
  type: string;
  status: CheckStatus;
  outcome?: 'pass' | 'review' | 'fail';
  provider?: string;
  reasons: string[];
  startedAt?: Date;
  completedAt?: Date;
  evidence?: Record<string, unknown>;
}

/** Where the processing of a session stands. */
export interface Processing {
  /** `documents`: extractions are running; `checks`: checks are; `deciding`: everything is in. */
  phase: 'documents' | 'checks' | 'deciding';
  /** When the decision worker has to look at the session: the time-out of a phase, or now. */
  wakeAt: Date;
  /** Counts attempts to decide, so that a poisoned session is seen in the logs. */
  attempts: number;
  /** W3C trace context of what began the phase, which the decision continues. */
  traceparent?: string;
}

export interface DecisionRecord extends AutomaticDecision {
  decided_by: 'automation' | 'reviewer';
  decided_at: string;
  workflow_version: number;
}

/** One run of a workflow version for one person or company. Pure: every method either changes it or refuses. */
export interface Session {
  id: string;
  tenantId: string;
  workflowId: string;
  workflowVersion: number;
  parentSessionId?: string;
  clientId?: string;
  status: SessionState;
  tokenHash: string;
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
  completedAt?: Date;
  steps: StepState[];
  checks: Check[];
  processing?: Processing;
  /** Sealed at rest. */
  formData: Record<string, Record<string, unknown>>;
  /** Sealed at rest. */
  metadata: Record<string, unknown>;
  /** Sealed at rest: its inputs quote what people submitted. */
  decision?: DecisionRecord;
}

/** Moves a session to another state, or refuses and names the legal moves. */
export function moveTo(session: Session, next: SessionState, now: Date): void {
  const legal = transitions[session.status];
  if (!legal.includes(next))
    throw new DomainRefusal(
      'illegal_transition',
      `A session that is ${session.status} cannot become ${next}.`,
      [],
      {
        current: session.status,
        legal,
      },
    );
  session.status = next;
  session.updatedAt = now;
}

/** The step whose turn it is: the first one that is not complete. */
export function currentStepIndex(session: Session): number {
  const index = session.steps.findIndex((step) => step.status !== 'completed');
  return index < 0 ? session.steps.length : index;
}

/** An active session past its time counts as expired, whether or not a sweep has recorded it. */
export function isExpired(session: Session, now: Date): boolean {
  return session.status === 'expired' || (session.status === 'active' && session.expiresAt <= now);
}

/** Refuses unless the end user may work on the session. */
export function requireActive(session: Session, now: Date): void {
  if (isExpired(session, now)) throw new DomainRefusal('session_expired', 'Ask for a new link.');
  if (session.status !== 'active')
    throw new DomainRefusal('session_not_active', `The session is ${session.status}.`, [], {
      current: session.status,
    });
}

/** Refuses unless it is this step's turn. */
export function requireCurrentStep(session: Session, stepId: string): StepState {
  const index = session.steps.findIndex((step) => step.step_id === stepId);
  const step = session.steps[index];
  if (!step) throw new DomainRefusal('not_found', 'The workflow has no such step.');
  if (step.status === 'completed')
    throw new DomainRefusal('step_already_completed', 'The step was completed before.');
  const current = currentStepIndex(session);
  if (index !== current)
    throw new DomainRefusal('step_not_current', 'Complete the steps in order.', [], {
      current_step_id: session.steps[current]?.step_id,
    });
  return step;
}

/**
 * Completes the current step. When the last required step is done (or every step is), the session is completed.
 *
 * @param required for each step, whether the definition requires it
 */
export function completeStep(
  session: Session,
  stepId: string,
  required: readonly boolean[],
  now: Date,
): void {
  requireActive(session, now);
  const step = requireCurrentStep(session, stepId);
  step.status = 'completed';
  step.completedAt = now;
  session.updatedAt = now;
  const open = session.steps.filter((s) => s.status !== 'completed');
  const openRequired = session.steps.some((s, i) => s.status !== 'completed' && required[i]);
  if (open.length === 0 || (!openRequired && required.some(Boolean))) {
    moveTo(session, 'completed', now);
    session.completedAt = now;
  } else if (open[0]?.status === 'pending') {
    open[0].status = 'in_progress';
    open[0].startedAt = now;
  }
}

/** Whether every check of the session has ended, in whatever way. */
export function checksEnded(session: Session): boolean {
  return session.checks.every((check) => check.status !== 'pending' && check.status !== 'running');
}
