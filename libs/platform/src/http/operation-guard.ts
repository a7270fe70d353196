import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { DomainRefusal } from '#libs/problems';
import { identityHeader, type IdentityVerifier, type Caller } from '#libs/security';
import { OPERATION, type Access, type CompiledOperation } from './operation.js';

export interface CallerRequest extends FastifyRequest {
  caller?: Caller;
}

/**
 * Lets a call in only when its signed identity fits what the route declares, then checks body and query against the
 * route's schemas. A route that declares nothing is closed to everybody.
 */
@Injectable()
export class OperationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: IdentityVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const operation = this.reflector.get<CompiledOperation | undefined>(OPERATION, context.getHandler());
    if (!operation) throw new DomainRefusal('forbidden', 'This route declares no access rule.');
    const request = context.switchToHttp().getRequest<CallerRequest>();
    if (operation.access !== 'anonymous') request.caller = await this.admit(request, operation.access);
    if (operation.query) request.query = check(operation.query, request.query, 'invalid_query');
    if (operation.body) request.body = check(operation.body, request.body ?? {}, 'invalid_request');
    return true;
  }

  private async admit(request: FastifyRequest, access: Access): Promise<Caller> {
    const token = request.headers[identityHeader];
    if (typeof token !== 'string') throw new DomainRefusal('unauthorized', 'Call through the gateway.');
    const caller = await this.verifier.verify(token);
    if (!allows(caller, access))
      throw new DomainRefusal(
        'forbidden',
        `This call needs ${access.includes(':') ? `the scope ${access}` : access}.`,
      );
    return caller;
  }
}

function allows(caller: Caller, access: Access): boolean {
  if (access === 'end_user') return caller.kind === 'end_user';
  if (access === 'service') return caller.kind === 'service';
  if (access === 'anonymous') return true;
  return caller.kind === 'api_key' && caller.scopes.includes(access);
}

function check(
  validate: NonNullable<CompiledOperation['body']>,
  input: unknown,
  code: 'invalid_request' | 'invalid_query',
): unknown {
  const checked = validate(input);
  if (checked.ok) return checked.value;
  throw new DomainRefusal(code, 'See `errors` for each place that needs a change.', checked.errors);
}
