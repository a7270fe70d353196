import { Inject, Injectable } from '@nestjs/common';
import { SettleDocuments } from '#libs/contracts';
import { currentWork, newId, SETTINGS, type Settings } from '#libs/platform';
import { checkTypeOf, checkTypes } from '../checks/check-types.js';
import type { WorkflowDefinition } from '../definitions/definition.js';
import type { SideEffects } from '../sessions/change-session.js';
import { checksEnded, setAsideChecks, type CheckRun, type Session } from '../sessions/session.js';
import { stepTypeOf } from '../steps/registry.js';
import { RunAlarm } from './run-alarm.js';

/** Longer than the end of a round usually takes. Two workers that end one round do no harm: one of them writes. */
export const leaseMs = 10_000;

/**
 * Takes a round of checks from one phase to the next: documents are read, checks run, then the worker concludes. A
 * session has one round at a time.
 */
@Injectable()
export class CheckRuns {
  constructor(
    private readonly alarm: RunAlarm,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The first phase. Sessions without documents skip to the checks, rounds without checks to their end. */
  begin(
    session: Session,
    definition: WorkflowDefinition,
    round: { purpose: CheckRun['purpose']; types: readonly string[] },
    effects: SideEffects,
  ): void {
    const { purpose, types } = round;
    const now = new Date();
    setAsideChecks(
      session,
      session.checks.filter(({ type }) => types.includes(type)),
    );
    const checks = types.map((type) => ({
      check_id: newId('chk'),
      type,
      status: 'pending' as const,
      reasons: [],
    }));
    session.checks = [...session.checks, ...checks];
    const check_ids = checks.map(({ check_id }) => check_id);
    session.run = {
      purpose,
      begunAt: now,
      phase: 'documents',
      check_ids,
      wakeAt: this.deadline(now),
      attempts: 0,
      traceparent: currentWork()?.traceparent,
    };
    session.updatedAt = now;
    if (collectsDocuments(definition)) effects.send(SettleDocuments, { session_id: session.id });
    else this.startChecks(session, definition, effects);
  }

  /** The second phase: every extraction has ended. */
  startChecks(session: Session, definition: WorkflowDefinition, effects: SideEffects): void {
    const { run } = session;
    if (!run) return;
    const now = new Date();
    Object.assign(run, { phase: 'checks', wakeAt: this.deadline(now), attempts: 0 });
    session.updatedAt = now;
    for (const check of session.checks) {
      if (!run.check_ids.includes(check.check_id)) continue;
      const type = checkTypeOf(check.type);
      check.status = 'running';
      check.startedAt = now;
      const ids = { session_id: session.id, check_id: check.check_id };
      effects.send(type.command, type.request(ids, definition.validation_config));
      const details = { check_id: check.check_id, type: check.type };
      effects.record({ type: 'check_started', actor: 'automation', details });
    }
    this.concludeWhenReady(session, effects);
  }

  /** The last phase, once no check of the round is under way any more. */
  concludeWhenReady(session: Session, effects: SideEffects): void {
    const { run } = session;
    if (!run || run.phase === 'documents' || !checksEnded(session)) return;
    // This process goes on with it at once; another one takes over when it has not ended by then.
    Object.assign(run, { phase: 'concluding', wakeAt: new Date(Date.now() + leaseMs), attempts: 1 });
    effects.afterwards(() => this.alarm.ring(session));
  }

  private deadline(now: Date): Date {
    return new Date(now.getTime() + this.settings.CHECK_TIMEOUT_SECONDS * 1000);
  }
}

/** Whether files are collected that must be read before checks can look at them. */
function collectsDocuments({ steps }: WorkflowDefinition): boolean {
  return steps.some((step) => stepTypeOf(step.type).brings(step).documents);
}

/** Every check that a workflow asks for, by a validation step or in `validation_config`. */
export function wantedChecks({ steps, validation_config }: WorkflowDefinition): string[] {
  const tasks = steps.flatMap((step) => stepTypeOf(step.type).tasks?.(step) ?? []);
  return checkTypes
    .filter((check) => check.wanted(validation_config) || tasks.includes(check.type))
    .map(({ type }) => type);
}

/** Checks that have not ended when the time is up are not available; then the round goes on without them. */
export function giveUpOnChecks(session: Session, now: Date, effects: SideEffects): void {
  for (const check of session.checks) {
    if (check.status !== 'pending' && check.status !== 'running') continue;
    Object.assign(check, { status: 'not_available', completedAt: now, reasons: ['timed_out'] });
    const details = { check_id: check.check_id, type: check.type };
    effects.record({ type: 'check_timed_out', actor: 'automation', details });
  }
}

/** Whether a round is still the one that was looked at: sessions may be reopened or deleted meanwhile. */
export function isSameRun(run: CheckRun | undefined, known: CheckRun | undefined): boolean {
  return run !== undefined && run.begunAt.getTime() === known?.begunAt.getTime();
}
