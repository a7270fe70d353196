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
  let time = '';
  for (let i = 0, rest = now; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  let random = '';
  for (const byte of randomBytes(16)) random += alphabet[byte % 32];
  return `${prefix}_${time}${random}`;
}
