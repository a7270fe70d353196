import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { DomainRefusal } from '#libs/problems';
import type { Caller as CallerIdentity } from '#libs/security';
import type { CallerRequest } from './operation-guard.js';

/** Injects the verified identity of the caller; only routes that are not `anonymous` have one. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity => {
  const { caller } = context.switchToHttp().getRequest<CallerRequest>();
  if (!caller) throw new DomainRefusal('unauthorized', 'Call through the gateway.');
  return caller;
});
