import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ResolvedAccessToken } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { TokenHasher, type Caller } from '#libs/security';
import { ApiKeys } from '../keys/api-keys.js';

const tokenShape = /^[A-Za-z0-9_-]{43}$/;

/** Proves who calls: a back office by its API key, an end user by the token of a session link. */
@Injectable()
export class Admission {
  constructor(
    private readonly keys: ApiKeys,
    private readonly services: ServiceClient,
    private readonly hasher: TokenHasher,
  ) {}

  /** @throws DomainRefusal `unauthorized`, with the challenge of RFC 6750 on the reply. */
  async byApiKey(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    const key = bearerOf(request.headers.authorization);
    const caller = key === undefined ? undefined : await this.keys.callerWith(key);
    if (caller) return caller;
    void reply.header('www-authenticate', key === undefined ? 'Bearer' : 'Bearer error="invalid_token"');
    throw new DomainRefusal(
      'unauthorized',
      key === undefined
        ? 'Send `Authorization: Bearer` with an API key.'
        : 'The API key is not known, has expired or was revoked.',
    );
  }

  /**
   * Finds the session behind a link. Nothing is cached, so that a regenerated link ends the old one at once.
   *
   * @throws DomainRefusal `not_found` or `session_expired`; TransientFailure when workflow cannot tell.
   */
  async byAccessToken(token: string): Promise<Caller> {
    if (!tokenShape.test(token))
      throw new DomainRefusal('not_found', 'There is no session behind this link.');
    const { session_id, tenant_id } = await this.resolve(this.hasher.hash('access_token', token));
    return { kind: 'end_user', tenantId: tenant_id, sessionId: session_id };
  }

  private async resolve(tokenHash: string): Promise<ResolvedAccessToken> {
    try {
      return await this.services.json<ResolvedAccessToken>('workflow', {
        method: 'POST',
        path: '/internal/access-tokens/resolve',
        tenantId: 'unknown',
        body: { token_hash: tokenHash },
      });
    } catch (error) {
      if (!(error instanceof DomainRefusal)) throw error;
      if (error.code === 'not_found')
        throw new DomainRefusal('not_found', 'There is no session behind this link.');
      if (error.code === 'session_expired') throw error;
      // Any other refusal is about our own call, not about the end user's.
      throw new TransientFailure('the workflow service refused to resolve a link', 1_000, { cause: error });
    }
  }
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}
