import { randomBytes } from 'node:crypto';

/** A new message id: `evt_`, 12 hex digits of the time in ms, 20 random hex digits; sorts roughly by time. */
export function newMessageId(now: Date): string {
  return `evt_${now.getTime().toString(16).padStart(12, '0')}${randomBytes(10).toString('hex')}`;
}
