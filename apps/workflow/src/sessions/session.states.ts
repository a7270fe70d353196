/** The states a session can be in. */
export const sessionStates = [
  'active',
  'completed',
  'processing',
  'approved',
  'rejected',
  'manual_review',
  'expired',
  'deleted',
] as const;
export type SessionState = (typeof sessionStates)[number];

/** Every legal move. `docs/ARCHITECTURE.md` draws it; the spec beside this file holds it against the contract. */
export const transitions: Readonly<Record<SessionState, readonly SessionState[]>> = {
  active: ['completed', 'expired', 'deleted'],
  completed: ['processing', 'active', 'deleted'],
  processing: ['approved', 'rejected', 'manual_review', 'deleted'],
  manual_review: ['approved', 'rejected', 'active', 'deleted'],
  approved: ['manual_review', 'deleted'],
  rejected: ['deleted'],
  expired: ['active', 'deleted'],
  deleted: [],
};

export const decidedStates: readonly SessionState[] = ['approved', 'rejected', 'manual_review'];
