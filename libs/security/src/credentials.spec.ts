import { describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainRefusal } from '#libs/problems';
import { newApiKey, parseApiKey } from './api-key.js';
import { IdentityKeys, IdentitySigner, IdentityVerifier } from './identity.js';
import { secretFile } from './key-ring.js';
import { newAccessToken, TokenHasher } from './tokens.js';
import type { Caller } from './caller.js';

describe('an API key', () => {
  it.each([
    ['', 'nothing'],
    ['kyc_live_short', 'too short'],
    ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'of somebody else'],
  ])('%j is not recognised: %s', (key) => {
    expect(parseApiKey(key)).toBeUndefined();
  });

  it('with one wrong character is refused by its checksum', () => {
    const key = newApiKey('live');
    const at = 25;
    const wrong = key.slice(0, at) + (key[at] === 'x' ? 'y' : 'x') + key.slice(at + 1);
    expect(parseApiKey(wrong)).toBeUndefined();
  });

  it('has the shape of the contract and comes apart again', () => {
    const key = newApiKey('test');
    expect(key).toMatch(/^kyc_test_[0-9A-Za-z]{48}$/);
    expect(parseApiKey(key)).toEqual({ mode: 'test', id: key.slice(9, 19), secret: key.slice(19, 51) });
  });
});

describe('an access token', () => {
  it('has 256 random bits', () => {
    expect(newAccessToken()).toMatch(/^[\w-]{43}$/);
    expect(newAccessToken()).not.toBe(newAccessToken());
  });

  it('has another hash for another purpose and another pepper', () => {
    const hasher = new TokenHasher('pepper');
    const hash = hasher.hash('access_token', 'token');
    expect(hasher.hash('api_key', 'token')).not.toBe(hash);
    expect(new TokenHasher('other').hash('access_token', 'token')).not.toBe(hash);
    expect(hasher.hash('access_token', 'token')).toBe(hash);
  });
});

describe('the identity of a call', () => {
  const caller: Caller = { kind: 'api_key', tenantId: 'default', id: 'key_1', scopes: ['kyc:read'] };

  it('is refused by a service it was not made for', async () => {
    const { keys } = await IdentityKeys.generate();
    const token = await new IdentitySigner(keys).sign(caller, 'document');
    await expect(new IdentityVerifier(keys, 'workflow').verify(token)).rejects.toThrow(DomainRefusal);
  });

  it('is refused when another installation signed it', async () => {
    const token = await new IdentitySigner((await IdentityKeys.generate()).keys).sign(caller, 'workflow');
    const verifier = new IdentityVerifier((await IdentityKeys.generate()).keys, 'workflow');
    await expect(verifier.verify(token)).rejects.toThrow(DomainRefusal);
  });

  it.each(['', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJjYWxsZXIiOnt9fQ.'])(
    'is refused when it is %j',
    async (token) => {
      const verifier = new IdentityVerifier((await IdentityKeys.generate()).keys, 'workflow');
      await expect(verifier.verify(token)).rejects.toThrow(DomainRefusal);
    },
  );

  it('arrives as it was sent', async () => {
    const { keys, privateJwk } = await IdentityKeys.generate();
    const token = await new IdentitySigner(keys).sign(caller, 'workflow');
    const elsewhere = await IdentityKeys.fromPrivateJwk(privateJwk);
    expect(await new IdentityVerifier(elsewhere, 'workflow').verify(token)).toEqual(caller);
  });
});

describe('a secret file', () => {
  it('is made once, for its owner only, also by two that start at the same time', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'secret-file-'));
    const path = join(folder, 'keys', 'pepper');
    let made = 0;
    const make = (): string => `secret-${++made}`;
    const [one, two] = await Promise.all([secretFile(path, make), secretFile(path, make)]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await secretFile(path, make)).toBe(await readFile(path, 'utf8'));
    expect(new Set([one, two, await secretFile(path, make)]).size).toBe(1);
    await rm(folder, { recursive: true });
  });
});
