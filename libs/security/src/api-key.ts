import { randomInt } from 'node:crypto';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const shape = /^kyc_(live|test)_([0-9A-Za-z]{10})([0-9A-Za-z]{32})([0-9A-Za-z]{6})$/;

export interface ApiKeyParts {
  mode: 'live' | 'test';
  id: string;
  secret: string;
}

/** A new key: `kyc_live_` or `kyc_test_`, 10-character id, 32-character secret (190 bits), 6-character CRC. */
export function newApiKey(mode: 'live' | 'test'): string {
  const body = `kyc_${mode}_${randomBase62(10)}${randomBase62(32)}`;
  return body + checksum(body);
}

/** Takes a key apart; undefined when the shape or the checksum is wrong, so that typing errors cost no look-up. */
export function parseApiKey(key: string): ApiKeyParts | undefined {
  const match = shape.exec(key);
  if (!match) return undefined;
  const [, mode, id, secret, crc] = match;
  if (!id || !secret || checksum(key.slice(0, -6)) !== crc) return undefined;
  return { mode: mode as 'live' | 'test', id, secret };
}

function randomBase62(length: number): string {
  return Array.from({ length }, () => base62[randomInt(62)]).join('');
}

/** CRC-32 (ISO-HDLC) of the characters before it, base62, so that scanners can tell a leaked key from noise. */
function checksum(body: string): string {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(body, 'latin1')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  let value = (crc ^ 0xffffffff) >>> 0;
  let text = '';
  for (let i = 0; i < 6; i++, value = Math.floor(value / 62)) text = base62[value % 62] + text;
  return text;
}
