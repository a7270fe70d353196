import { timingSafeEqual } from 'node:crypto';
import type { TokenHasher } from '#libs/security';
import { DomainRefusal } from '#libs/problems';
import type { FileLocation } from './object-store.js';

/** What the holder of a storage URL may do: put these bytes, or get them. */
export interface StorageGrant {
  action: 'put' | 'get';
  file: FileLocation;
  contentType: string;
  /** Size of what may be put; 0 for downloads. */
  size: number;
  /** Name offered for a download; empty for uploads. */
  fileName: string;
  expiresAt: Date;
}

type Claims = [
  action: 'put' | 'get',
  tenantId: string,
  sessionId: string,
  key: string,
  contentType: string,
  size: number,
  fileName: string,
  expiresAtMs: number,
];

/** Writes a grant as `{claims}.{HMAC-SHA256 of the claims}`, both base64url. Nothing in it is secret, all is signed. */
export function signGrant(grant: StorageGrant, hasher: TokenHasher): string {
  const { action, file, contentType, size, fileName, expiresAt } = grant;
  const claims: Claims = [
    action,
    file.tenantId,
    file.sessionId,
    file.key,
    contentType,
    size,
    fileName,
    expiresAt.getTime(),
  ];
  const payload = Buffer.from(JSON.stringify(claims)).toString('base64url');
  return `${payload}.${hasher.hash('storage_url', payload)}`;
}

/**
 * Reads a token that came back. A token that we did not sign, or signed for the other method, is `forbidden`; one that
 * is past its time is `upload_expired`, or `forbidden` for a download.
 */
export function readGrant(
  token: string,
  action: StorageGrant['action'],
  hasher: TokenHasher,
  now: Date,
): StorageGrant {
  const [payload = '', signature = ''] = token.split('.', 2);
  const expected = Buffer.from(hasher.hash('storage_url', payload));
  const given = Buffer.from(signature);
  if (token !== `${payload}.${signature}` || given.length !== expected.length)
    throw new DomainRefusal('forbidden', 'The signature of this URL is not valid.');
  if (!timingSafeEqual(given, expected))
    throw new DomainRefusal('forbidden', 'The signature of this URL is not valid.');
  const grant = fromClaims(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims);
  if (grant.action !== action)
    throw new DomainRefusal('forbidden', 'This URL was signed for another method.');
  if (grant.expiresAt <= now) throw expired(action);
  return grant;
}

function fromClaims(claims: Claims): StorageGrant {
  const [action, tenantId, sessionId, key, contentType, size, fileName, expiresAtMs] = claims;
  const file = { tenantId, sessionId, key };
  return { action, file, contentType, size, fileName, expiresAt: new Date(expiresAtMs) };
}

function expired(action: StorageGrant['action']): DomainRefusal {
  return action === 'put'
    ? new DomainRefusal('upload_expired', 'Begin the upload again to get a new URL.')
    : new DomainRefusal('forbidden', 'The URL has expired; ask for a new one.');
}
