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

/** What moves a session from one state to another. */
export type Trigger =
  | 'last_step'
  | 'process'
  | 'decision'
  | 'review'
  | 'corrections'
  | 'expiry'
  | 'extension'
  | 'subsession_result'
  | 'deletion';

interface Transition {
  from: SessionState;
  to: SessionState;
  by: Trigger;
}

/** Every legal move; `docs/ARCHITECTURE.md` draws it. */
export const transitions: readonly Transition[] = [
  { from: 'active', to: 'completed', by: 'last_step' },
  { from: 'completed', to: 'processing', by: 'process' },
  { from: 'processing', to: 'approved', by: 'decision' },
  { from: 'processing', to: 'rejected', by: 'decision' },
  { from: 'processing', to: 'manual_review', by: 'decision' },
  { from: 'manual_review', to: 'approved', by: 'review' },
  { from: 'manual_review', to: 'rejected', by: 'review' },
  { from: 'completed', to: 'active', by: 'corrections' },
  { from: 'manual_review', to: 'active', by: 'corrections' },
  { from: 'active', to: 'expired', by: 'expiry' },
  { from: 'expired', to: 'active', by: 'extension' },
  { from: 'approved', to: 'manual_review', by: 'subsession_result' },
  ...sessionStates
    .filter((state) => state !== 'deleted')
    .map((from) => ({ from, to: 'deleted' as const, by: 'deletion' as const })),
];

/** Moves that come of what the platform finds out: no caller, and no waiting, brings them about. */
const automatic: readonly Trigger[] = ['decision', 'subsession_result'];

export function isLegal(from: SessionState, to: SessionState, by: Trigger): boolean {
  return transitions.some((move) => move.from === from && move.to === to && move.by === by);
}

/** The states that a session can be brought to from this one. */
export function openMoves(from: SessionState): SessionState[] {
  return transitions.filter((move) => move.from === from && !automatic.includes(move.by)).map(({ to }) => to);
}

export const decidedStates: readonly SessionState[] = ['approved', 'rejected', 'manual_review'];
