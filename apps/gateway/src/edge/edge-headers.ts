import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';

const security = {
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-frame-options': 'DENY',
  // Links to sessions hold a token; it must not travel on in a Referer.
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
};

/** What browsers of integrators' front ends may call from any origin: links and upload URLs are permission enough. */
const openToBrowsers = /^\/(public|storage)\//;

const crossOrigin = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, location, retry-after, x-request-id, content-disposition',
  'cross-origin-resource-policy': 'cross-origin',
};

const preflight = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'access-control-allow-headers': 'content-type, if-match, idempotency-key, x-request-id, traceparent',
  'access-control-max-age': '600',
};

/**
 * Sets the security headers of every answer and answers CORS for what end users' browsers call. No credentials are
 * allowed across origins, and back-office routes have no CORS at all: API keys do not belong in browsers.
 */
export function addEdgeHeaders(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      void reply.headers(security);
      const isOpen = openToBrowsers.test(request.raw.url ?? '');
      void reply.headers(isOpen ? crossOrigin : { 'cross-origin-resource-policy': 'same-origin' });
      if (isOpen && request.method === 'OPTIONS') answerPreflight(reply);
      else done();
    });
}

function answerPreflight(reply: FastifyReply): void {
  void reply.code(204).headers(preflight).send();
}
