import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JWK,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { DomainRefusal } from '#libs/problems';
import type { Caller } from './caller.js';

/** The header that carries a signed identity between services; the gateway drops it from outside calls. */
export const identityHeader = 'x-kyc-identity';

const lifetimeSeconds = 60;
const algorithm = 'ES256';
type Key = Awaited<ReturnType<typeof importJWK>>;

/** The ES256 key pair by which services recognise calls that the gateway or another service vouches for. */
export class IdentityKeys {
  private constructor(
    readonly signing: Key,
    readonly verification: Key,
    readonly id: string,
  ) {}

  static async fromPrivateJwk(json: string): Promise<IdentityKeys> {
    const jwk = JSON.parse(json) as JWK;
    if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || !jwk.d) throw new Error('not a private P-256 JWK');
    const { d: _private, ...publicJwk } = jwk;
    const id = await calculateJwkThumbprint(publicJwk);
    return new IdentityKeys(await importJWK(jwk, algorithm), await importJWK(publicJwk, algorithm), id);
  }

  static async generate(): Promise<{ keys: IdentityKeys; privateJwk: string }> {
    const pair = await generateKeyPair(algorithm, { extractable: true });
    const privateJwk = JSON.stringify(await exportJWK(pair.privateKey));
    return { keys: await IdentityKeys.fromPrivateJwk(privateJwk), privateJwk };
  }
}

/**
 * Mints short-lived tokens that say on whose behalf a service is called (60 s, one audience). A token is reused for
 * the same caller and audience during half its life, because an ES256 signature costs more than the rest of a hop.
 */
export class IdentitySigner {
  private readonly recent = new LRUCache<string, Promise<string>>({
    max: 5_000,
    ttl: (lifetimeSeconds * 1000) / 2,
  });

  constructor(private readonly keys: IdentityKeys) {}

  sign(caller: Caller, audience: string): Promise<string> {
    const key = `${audience} ${JSON.stringify(caller)}`;
    let token = this.recent.get(key);
    if (!token) {
      token = new SignJWT({ caller })
        .setProtectedHeader({ alg: algorithm, kid: this.keys.id })
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(this.keys.signing);
      this.recent.set(key, token);
    }
    return token;
  }
}

/** Checks tokens addressed to one service. Refuses with `unauthorized`, never saying which part was wrong. */
export class IdentityVerifier {
  private readonly verified = new LRUCache<string, { caller: Caller; expiresAt: number }>({ max: 5_000 });

  constructor(
    private readonly keys: IdentityKeys,
    private readonly audience: string,
  ) {}

  async verify(token: string): Promise<Caller> {
    const known = this.verified.get(token);
    if (known && known.expiresAt > Date.now()) return known.caller;
    try {
      const { payload } = await jwtVerify<{ caller: Caller }>(token, this.keys.verification, {
        audience: this.audience,
        algorithms: [algorithm],
        requiredClaims: ['exp', 'caller'],
      });
      this.verified.set(token, { caller: payload.caller, expiresAt: (payload.exp ?? 0) * 1000 });
      return payload.caller;
    } catch {
      throw new DomainRefusal('unauthorized', 'The identity of the call could not be verified.');
    }
  }
}
