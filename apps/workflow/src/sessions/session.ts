import { DomainRefusal } from '#libs/problems';
import type { Case } from '../rules/case.js';
import type { AutomaticDecision } from '../rules/decide.js';
import type { Reopening } from '../steps/step-type.js';
import { isLegal, openMoves, type SessionState, type Trigger } from './session.states.js';

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
  /** Sealed at rest. */
  evidence?: Record<string, unknown>;
}

/** Checks that are under way together, and what happens when the last of them has ended. */
export interface CheckRun {
  /** `step`: a validation step is completed; `decision`: the session is decided; `revalidation`: nothing more. */
  purpose: 'step' | 'decision' | 'revalidation';
  /** `documents`: extractions are running; `checks`: checks are; `concluding`: everything is in. */
  phase: 'documents' | 'checks' | 'concluding';
  begunAt: Date;
  check_ids: string[];
  /** When a worker has to look at it: the time-out of a phase, or now. */
  wakeAt: Date;
  /** Counts attempts to conclude, so that a poisoned session is seen in the logs. */
  attempts: number;
  /** W3C trace context of what began the run, which its end continues. */
  traceparent?: string;
}

interface DecisionCommon {
  status: 'approved' | 'rejected' | 'manual_review';
  decided_at: string;
  workflow_version: number;
}

/** What the rules came to, with everything needed to come to it again. */
export type AutomaticRecord = AutomaticDecision & DecisionCommon & { decided_by: 'automation' };

/** What a reviewer came to. */
export interface ReviewRecord extends DecisionCommon {
  decided_by: 'reviewer';
  final_decision: 'approved' | 'rejected';
  reviewers: string[];
  reason: string;
  reasons: string[];
  automation_flags: string[];
}

/** The review that a related party's later result asks for; it is the platform's own act, not that of a rule. */
export interface ReopeningRecord extends DecisionCommon {
  decided_by: 'automation';
  final_decision: 'manual_review';
  /** The party whose result it was. */
  reopened_by: { subsession_id: string; session_id: string };
  reasons: string[];
  automation_flags: string[];
}

export type DecisionRecord = AutomaticRecord | ReviewRecord | ReopeningRecord;

/** A decision of one reviewer that waits for a second one to come to the same. */
export interface PendingDecision {
  status: 'approved' | 'rejected';
  reviewer: string;
  reason: string;
  at: string;
}

/** One run of a workflow version for one person or company. Pure: every function either changes it or refuses. */
export interface Session {
  id: string;
  tenantId: string;
  workflowId: string;
  workflowVersion: number;
  parentSessionId?: string;
  clientId?: string;
  status: SessionState;
  /** Counts changes: a change of an older revision is not written. */
  revision: number;
  /** Of the links that open it, oldest first: each message to an invited party has a link of its own. */
  tokenHashes: string[];
  expiresAt: Date;
  createdAt: Date;
  updatedAt: Date;
  completedAt?: Date;
  deletedAt?: Date;
  steps: StepState[];
  /** The current checks, one of a type; those of earlier rounds are in `pastChecks`. */
  checks: Check[];
  /** Sealed at rest. */
  pastChecks: Check[];
  run?: CheckRun;
  /** Why steps are open again, by step. Sealed at rest. */
  reopenings: Record<string, Reopening>;
  /** Sealed at rest. */
  formData: Record<string, Record<string, unknown>>;
  /** Sealed at rest. */
  metadata: Record<string, unknown>;
  /** Every decision, oldest first; `facts` are what the rules saw. Sealed at rest: they quote what people submitted. */
  decisions: { record: DecisionRecord; facts?: Case }[];
  /** Sealed at rest. */
  pendingDecision?: PendingDecision;
}

/** Moves a session to another state, or refuses and names the legal moves. */
export function moveTo(session: Session, next: SessionState, by: Trigger, now: Date): void {
  if (!isLegal(session.status, next, by))
    throw illegalMove(
      session,
      `A session that is ${stateAt(session, now)} cannot become ${next} by ${by}.`,
      now,
    );
  session.status = next;
  session.updatedAt = now;
}

/**
 * The refusal of something that the session's state does not allow.
 *
 * @param now when given, a session whose time is over by then is refused as an expired one
 */
export function illegalMove(
  session: Pick<Session, 'status' | 'expiresAt'>,
  detail: string,
  now?: Date,
): DomainRefusal {
  const current = now ? stateAt(session, now) : session.status;
  return new DomainRefusal('illegal_transition', detail, [], { current, legal: openMoves(current) });
}

/** The step whose turn it is: the first one that is not complete. */
export function currentStepIndex(session: Session): number {
  const index = session.steps.findIndex((step) => step.status !== 'completed');
  return index < 0 ? session.steps.length : index;
}

/** An active session past its time counts as expired, whether or not a sweep has recorded it. */
export function isExpired(session: Pick<Session, 'status' | 'expiresAt'>, now: Date): boolean {
  return session.status === 'expired' || (session.status === 'active' && session.expiresAt <= now);
}

/** The state as everybody is told it. */
export function stateAt(session: Pick<Session, 'status' | 'expiresAt'>, now: Date): SessionState {
  return isExpired(session, now) ? 'expired' : session.status;
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
 * Completes the current step. When the last required step is done (or every step is), the session is completed;
 * otherwise it is the next step's turn. A step that was opened again has to be done, required or not.
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
  const { [stepId]: _done, ...reopenings } = session.reopenings;
  session.reopenings = reopenings;
  const open = session.steps.filter((s) => s.status !== 'completed');
  const mustBeDone = session.steps.some(
    (s, i) => s.status === 'correction_requested' || (s.status !== 'completed' && required[i]),
  );
  if (open.length === 0 || (!mustBeDone && required.some(Boolean))) {
    moveTo(session, 'completed', 'last_step', now);
    session.completedAt = now;
  } else if (open[0]?.status === 'pending') {
    open[0].status = 'in_progress';
    open[0].startedAt = now;
  }
}

/** Opens completed steps again; what was found out about the old answers counts no more. */
export function reopenSteps(
  session: Session,
  reopenings: Record<string, Reopening>,
  expiresAt: Date,
  now: Date,
): void {
  moveTo(session, 'active', 'corrections', now);
  for (const step of session.steps) {
    if (!reopenings[step.step_id]) continue;
    step.status = 'correction_requested';
    step.completedAt = undefined;
  }
  session.reopenings = { ...session.reopenings, ...reopenings };
  session.expiresAt = new Date(Math.max(session.expiresAt.getTime(), expiresAt.getTime()));
  session.completedAt = undefined;
  session.pendingDecision = undefined;
  session.run = undefined;
  setAsideChecks(session, session.checks);
}

/** Moves checks to the past: they stay on record and decide nothing any more. */
export function setAsideChecks(session: Session, checks: readonly Check[]): void {
  session.pastChecks = [...session.pastChecks, ...checks];
  session.checks = session.checks.filter((check) => !checks.includes(check));
}

/** Whether every check of the running round has ended, in whatever way. */
export function checksEnded({ checks, run }: Session): boolean {
  return checks
    .filter(({ check_id }) => run?.check_ids.includes(check_id))
    .every((check) => check.status !== 'pending' && check.status !== 'running');
}

/** The latest decision. */
export function decisionOf(session: Session): DecisionRecord | undefined {
  return session.decisions.at(-1)?.record;
}

/** What the rules saw when they last decided. */
export function factsOf(session: Session): Case | undefined {
  return session.decisions.findLast(({ facts }) => facts)?.facts;
}
