/** Which message to a related party: the first one, or the one that follows when the party has not finished. */
export type InvitationKind = 'invitation' | 'reminder';

/** An invitation whose next message is being sent. Ids and times only: whom it goes to is asked for when it is sent. */
export interface InvitationJob {
  subsessionId: string;
  tenantId: string;
  parentSessionId: string;
  childSessionId: string;
  /** When the party's session ends. */
  expiresAt: Date;
  /** When the party was invited, the last time it was. */
  invitedAt: Date;
  kind: InvitationKind;
  /** Attempts at this message that were begun, whether or not their end is known. */
  attempts: number;
  /** Tells this claim from an earlier one. */
  lease: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

export const maxAttempts = 8;

/**
 * The pause after the first, second, … attempt. Greylisting ends within minutes; RFC 5321 (4.5.4.1) asks for half an
 * hour and more after the first attempts, over days.
 */
const pausesMs = [1, 5, 30, 120, 360, 720, 1_440].map((minutes) => minutes * minuteMs);

/** From when on a message is of no use: nobody is reminded of a link that ends within a day. */
export function isTooLate({ kind, expiresAt }: Pick<InvitationJob, 'kind' | 'expiresAt'>, at: Date): boolean {
  const marginMs = kind === 'reminder' ? dayMs : 0;
  return at.getTime() >= expiresAt.getTime() - marginMs;
}

/** When to try again after a failed attempt; undefined when it was the last one. */
export function retryAt(
  { kind, expiresAt, attempts }: Pick<InvitationJob, 'kind' | 'expiresAt' | 'attempts'>,
  failedAt: Date,
): Date | undefined {
  const pauseMs = pausesMs[attempts - 1];
  if (attempts >= maxAttempts || pauseMs === undefined) return undefined;
  const at = new Date(failedAt.getTime() + pauseMs);
  return isTooLate({ kind, expiresAt }, at) ? undefined : at;
}

/** When to remind somebody of a message that was sent; undefined for never. `afterHours` 0 is no reminder. */
export function remindAt(
  { kind, expiresAt }: Pick<InvitationJob, 'kind' | 'expiresAt'>,
  sentAt: Date,
  afterHours: number,
): Date | undefined {
  if (kind === 'reminder' || afterHours === 0) return undefined;
  const at = new Date(sentAt.getTime() + afterHours * hourMs);
  return isTooLate({ kind: 'reminder', expiresAt }, at) ? undefined : at;
}
