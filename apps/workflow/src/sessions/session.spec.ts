import { describe, expect, it } from '@jest/globals';
import { DomainRefusal } from '#libs/problems';
import {
  completeStep,
  currentStepIndex,
  isExpired,
  moveTo,
  requireCurrentStep,
  type Session,
} from './session.js';
import { sessionStates, transitions, type SessionState } from './session.states.js';

const now = new Date('2026-11-23T10:00:00Z');

function aSession(steps: string[] = ['one', 'two', 'three'], status: SessionState = 'active'): Session {
  return {
    id: 'ses_00000000000000000000000000',
    tenantId: 'default',
    workflowId: 'wfl_00000000000000000000000000',
    workflowVersion: 1,
    status,
    tokenHash: 'hash',
    expiresAt: new Date('2026-11-30T10:00:00Z'),
    createdAt: now,
    updatedAt: now,
    steps: steps.map((step_id) => ({ step_id, status: 'pending' })),
    checks: [],
    formData: {},
    metadata: {},
  };
}

function refusalOf(work: () => unknown): DomainRefusal {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainRefusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('the states of a session', () => {
  it('lead out of every state but deleted', () => {
    for (const state of sessionStates) expect(transitions[state].length > 0).toBe(state !== 'deleted');
  });

  it('can all be reached from active', () => {
    const reached = new Set<SessionState>(['active']);
    for (const state of reached) for (const next of transitions[state]) reached.add(next);
    expect([...reached].sort()).toEqual([...sessionStates].sort());
  });

  it('end in deletion from everywhere', () => {
    for (const state of sessionStates.filter((s) => s !== 'deleted'))
      expect(transitions[state]).toContain('deleted');
  });

  it('refuse an illegal move and name the legal ones', () => {
    const refusal = refusalOf(() => moveTo(aSession(), 'approved', now));
    expect(refusal.code).toBe('illegal_transition');
    expect(refusal.extensions).toEqual({ current: 'active', legal: ['completed', 'expired', 'deleted'] });
  });
});

describe('completing steps', () => {
  const allRequired = [true, true, true];

  it('refuses a step that another one comes before, and names that one', () => {
    const refusal = refusalOf(() => completeStep(aSession(), 'two', allRequired, now));
    expect(refusal.code).toBe('step_not_current');
    expect(refusal.extensions).toEqual({ current_step_id: 'one' });
  });

  it('refuses a step that was completed before', () => {
    const session = aSession();
    completeStep(session, 'one', allRequired, now);
    expect(refusalOf(() => completeStep(session, 'one', allRequired, now)).code).toBe(
      'step_already_completed',
    );
  });

  it('refuses a step that the workflow does not have', () => {
    expect(refusalOf(() => requireCurrentStep(aSession(), 'none')).code).toBe('not_found');
  });

  it('refuses a session whose time is over even if no sweep has recorded it', () => {
    const session = { ...aSession(), expiresAt: new Date('2026-11-23T09:59:59Z') };
    expect(isExpired(session, now)).toBe(true);
    expect(refusalOf(() => completeStep(session, 'one', allRequired, now)).code).toBe('session_expired');
  });

  it('refuses a session that is being processed', () => {
    const session = aSession(['one'], 'processing');
    expect(refusalOf(() => completeStep(session, 'one', [true], now)).code).toBe('session_not_active');
  });

  it('makes the next step the current one', () => {
    const session = aSession();
    completeStep(session, 'one', allRequired, now);
    expect(currentStepIndex(session)).toBe(1);
    expect(session.steps[1]).toEqual({ step_id: 'two', status: 'in_progress', startedAt: now });
    expect(session.status).toBe('active');
  });

  it('completes the session with its last step', () => {
    const session = aSession(['one', 'two']);
    completeStep(session, 'one', [true, true], now);
    completeStep(session, 'two', [true, true], now);
    expect(session).toMatchObject({ status: 'completed', completedAt: now });
  });

  it('completes the session with its last required step, whatever optional ones follow', () => {
    const session = aSession();
    completeStep(session, 'one', [true, false, false], now);
    expect(session.status).toBe('completed');
  });

  it('waits for every step when none is required', () => {
    const session = aSession(['one', 'two']);
    completeStep(session, 'one', [false, false], now);
    expect(session.status).toBe('active');
  });
});
