import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DynamicModule } from '@nestjs/common';
import { errorCodes, type FastifyReply, type FastifyRequest } from 'fastify';
import { DomainRefusal } from '#libs/problems';
import type { IdentityVerifier } from '#libs/security';
import { continueTrace, runAs } from '../context.js';
import { newId } from '../ids.js';
import { NestLogger, type Logger } from '../logging/logger.js';
import { OperationGuard } from './operation-guard.js';
import { ProblemFilter, sendProblem } from './problem-filter.js';

export interface AppOptions {
  logger: Logger;
  verifier: IdentityVerifier;
  /** Largest request body, bytes. */
  bodyLimit: number;
  /** The gateway passes bodies on as they came instead of parsing them. */
  rawBodies?: boolean;
}

const wellFormedRequestId = /^[A-Za-z0-9_-]{8,64}$/;

/** A Nest application with the edge every service shares: contexts, access guard, problem answers, one access log line. */
export async function createApp(module: DynamicModule, options: AppOptions): Promise<NestFastifyApplication> {
  const { logger } = options;
  const adapter = new FastifyAdapter({
    bodyLimit: options.bodyLimit,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    // Raised before hooks and filters exist: a path with a broken escape, or with a parameter that is too long.
    frameworkErrors: (_error: unknown, _request: FastifyRequest, reply: FastifyReply) =>
      runAs({ requestId: newId('req'), traceparent: continueTrace() }, () =>
        sendProblem(reply, new DomainRefusal('not_found', 'The path is not well-formed.')),
      ),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    // Nest's own parsers would take HTML forms for JSON; Fastify's JSON parser is the only one wanted.
    bodyParser: false,
    abortOnError: false,
  });
  addHooks(app, logger);
  acceptBodies(app, options.rawBodies ?? false);
  app.useGlobalFilters(new ProblemFilter(logger));
  app.useGlobalGuards(new OperationGuard(app.get(Reflector), options.verifier));
  return app;
}

function addHooks(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && wellFormedRequestId.test(given) ? given : newId('req');
    const traceparent = continueTrace(request.headers['traceparent'] as string | undefined);
    void reply.header('x-request-id', requestId);
    void reply.header('x-content-type-options', 'nosniff');
    void reply.header('cache-control', 'no-store');
    runAs({ requestId, traceparent }, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    // The pattern, not the path: paths of public routes hold access tokens.
    const route = request.routeOptions.url ?? 'unknown';
    logger.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered');
    done();
  });
}

/**
 * JSON, and uploaded bytes under the file's own type; the store judges them by content. Browsers call a text that they
 * are given without a type `text/plain`; what end users' pages send so is taken for JSON.
 */
function acceptBodies(app: NestFastifyApplication, everything: boolean): void {
  const fastify = app.getHttpAdapter().getInstance();
  // Fastify parses JSON and plain text by itself unless told otherwise.
  if (everything) fastify.removeAllContentTypeParsers();
  else {
    const parseJson = fastify.getDefaultJsonParser('error', 'error');
    fastify.removeContentTypeParser('text/plain');
    fastify.addContentTypeParser<string>('text/plain', { parseAs: 'string' }, (request, body, done) => {
      if (request.url.startsWith('/public/')) void parseJson(request, body, done);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('text/plain'));
    });
  }
  const types = everything ? '*' : /^(image\/|application\/pdf|application\/octet-stream)/;
  fastify.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}
