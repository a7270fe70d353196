import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Prefixes of the identifiers that leave a service; the part behind is opaque to everybody else. */
export type IdPrefix =
  'wfl' | 'ses' | 'sub' | 'doc' | 'upl' | 'chk' | 'evt' | 'scr' | 'tml' | 'req' | 'key' | 'fmt';

/**
 * A new identifier: prefix, 48 bits of time, 80 random bits, in Crockford's base 32 (the layout of a ULID), so that
 * ids sort by age and index pages stay warm.
 */
export function newId(prefix: IdPrefix, now = Date.now()): string {
  let random = '';
  for (const byte of randomBytes(16)) random += alphabet[byte % 32];
  return `${prefix}_${timePart(now)}${random}`;
}

/** The least identifier that can be made at a time (ms): ids from it on are not older, smaller ones are. */
export function leastId(prefix: IdPrefix, time: number): string {
  return `${prefix}_${timePart(Math.max(time, 0))}${alphabet.charAt(0).repeat(16)}`;
}

function timePart(time: number): string {
  let text = '';
  for (let i = 0, rest = time; i < 10; i++, rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text;
  return text;
}
