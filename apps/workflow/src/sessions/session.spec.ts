import { describe, expect, it } from '@jest/globals';
import { DomainRefusal } from '#libs/problems';
import {
  completeStep,
  currentStepIndex,
  illegalMove,
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
    revision: 1,
    tokenHashes: ['hash'],
    expiresAt: new Date('2026-11-30T10:00:00Z'),
    createdAt: now,
    updatedAt: now,
    steps: steps.map((step_id) => ({ step_id, status: 'pending' })),
    checks: [],
    pastChecks: [],
    reopenings: {},
    formData: {},
    metadata: {},
    decisions: [],
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

const contract: Record<SessionState, SessionState[]> = {
  active: ['completed', 'expired', 'deleted'],
  completed: ['processing', 'active', 'deleted'],
  processing: ['approved', 'rejected', 'manual_review', 'deleted'],
  manual_review: ['approved', 'rejected', 'active', 'deleted'],
  approved: ['manual_review', 'deleted'],
  rejected: ['deleted'],
  expired: ['active', 'deleted'],
  deleted: [],
};

describe('the states of a session', () => {
  it('allow the moves of the contract and no other', () => {
    for (const from of sessionStates)
      expect(
        transitions
          .filter((move) => move.from === from)
          .map(({ to }) => to)
          .sort(),
      ).toEqual([...contract[from]].sort());
  });

  it('have one trigger for each move', () => {
    const moves = transitions.map(({ from, to }) => `${from} > ${to}`);
    expect(new Set(moves).size).toBe(moves.length);
  });

  it('let nobody but a subsession bring an approved session back to review', () => {
    const refusal = refusalOf(() => moveTo(aSession(['one'], 'approved'), 'manual_review', 'review', now));
    expect(refusal.extensions).toEqual({ current: 'approved', legal: ['deleted'] });
  });

  it('refuse an illegal move and name the legal ones', () => {
    const refusal = refusalOf(() => moveTo(aSession(), 'approved', 'review', now));
    expect(refusal.code).toBe('illegal_transition');
    expect(refusal.extensions).toEqual({ current: 'active', legal: ['completed', 'expired', 'deleted'] });
  });
});

describe('a session whose time is over', () => {
  const session = { ...aSession(), expiresAt: new Date('2026-11-23T09:59:59Z') };

  it('is refused as the expired one that it is, even if no sweep has recorded it', () => {
    const refusal = refusalOf(() => moveTo(session, 'processing', 'process', now));
    expect(refusal.extensions).toEqual({ current: 'expired', legal: ['active', 'deleted'] });
    expect(refusal.message).not.toContain('is active');
    expect(illegalMove(session, 'No.', now).extensions).toMatchObject({ current: 'expired' });
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
