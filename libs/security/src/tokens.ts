import { createHmac, randomBytes } from 'node:crypto';

/** A new bearer token of an end user's link: 256 random bits, base64url (43 characters). */
export function newAccessToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Keyed hashes of secrets that must be looked up. The values have at least 190 random bits, so a fast HMAC is right:
 * a slow hash would protect nothing more and cap throughput. The pepper keeps a stolen database from being searched.
 */
export class TokenHasher {
  constructor(private readonly pepper: string) {}

  /** `purpose` separates the domains, so that a hash of one kind never matches another. */
  hash(purpose: 'access_token' | 'api_key' | 'subject' | 'storage_url', value: string): string {
    return createHmac('sha256', this.pepper).update(`${purpose}\0${value}`).digest('base64url');
  }
}
