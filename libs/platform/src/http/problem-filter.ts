import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainRefusal, problemCodes, TransientFailure, type ProblemCode } from '#libs/problems';
import type { Logger } from '../logging/logger.js';
import { currentWork } from '../context.js';
import { allowedMethods } from './allowed-methods.js';

/** The one place where an error becomes an RFC 9457 answer. Defects are logged whole and shown as nothing but their id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const reply = http.getResponse<FastifyReply>();
    const refusal = this.asRefusal(error, http.getRequest<FastifyRequest>());
    if (error instanceof TransientFailure)
      void reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
    else if (refusal.code === 'conflict') void reply.header('retry-after', 1);
    sendProblem(reply, refusal);
  }

  private asRefusal(error: unknown, request: FastifyRequest): DomainRefusal {
    if (error instanceof DomainRefusal) return error;
    if (error instanceof TransientFailure) {
      this.logger.warn({ err: error }, 'answered 503');
      return new DomainRefusal('unavailable', 'Try again in a moment.');
    }
    const known = frameworkRefusal(error, request);
    if (known) return known;
    this.logger.error({ err: error }, 'unexpected failure');
    return new DomainRefusal('internal_error', 'The failure was recorded under the id in `instance`.');
  }
}

/** Writes a refusal as `application/problem+json`. */
export function sendProblem(reply: FastifyReply, refusal: DomainRefusal): void {
  const { title, status } = problemCodes[refusal.code];
  // Closing at once would reset the connection of a client that is still sending, and the answer would be lost with it.
  if (refusal.code === 'payload_too_large') void reply.removeHeader('connection');
  const allowed = refusal.extensions['allowed_methods'];
  if (Array.isArray(allowed)) void reply.header('allow', allowed.join(', '));
  void reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send({
      type: `/docs/problems#${refusal.code}`,
      title,
      status,
      detail: refusal.detail,
      instance: `urn:request:${currentWork()?.requestId ?? 'unknown'}`,
      code: refusal.code,
      errors: refusal.errors,
      ...refusal.extensions,
    });
}

/** Errors that Fastify and Nest raise before our code runs: bad JSON, oversize bodies, unknown routes. */
function frameworkRefusal(error: unknown, request: FastifyRequest): DomainRefusal | undefined {
  const status =
    error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  const code = statusCodes[status ?? 0];
  if (!code) return undefined;
  const allowed = code === 'not_found' ? allowedMethods(request.server, request.url) : [];
  if (allowed.length > 0)
    return new DomainRefusal('method_not_allowed', `There is no ${request.method} route at this path.`, [], {
      allowed_methods: allowed,
    });
  const root = { pointer: '', code, detail: problemCodes[code].title };
  const detail: Partial<Record<ProblemCode, string>> = {
    malformed_json: 'Send one well-formed JSON object without a `__proto__` or `constructor` key.',
    not_found: `There is no ${request.method} route at this path.`,
    payload_too_large: 'Send a smaller body; files larger than this go through upload/init.',
    unsupported_media_type: 'Send `content-type: application/json`.',
  };
  return new DomainRefusal(
    code,
    detail[code] ?? problemCodes[code].title,
    status === 400 || status === 413 ? [root] : [],
  );
}

const statusCodes: Record<number, ProblemCode> = {
  400: 'malformed_json',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  503: 'unavailable',
};
