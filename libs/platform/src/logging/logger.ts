import type { LoggerService } from '@nestjs/common';
import { pino, type Logger as PinoLogger } from 'pino';
import { currentWork } from '../context.js';

export type Logger = PinoLogger;

/** Keys whose values are never written, wherever they stand in a logged object. */
const secretKeys = [
  'authorization',
  'access_token',
  'token',
  'apiKey',
  'secret',
  'password',
  'data',
  'body',
  'url',
];

/** A JSON logger of one service. Lines carry the request and trace they belong to; values of secret keys do not show. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretKeys.flatMap((k) => [k, `*.${k}`, `*.*.${k}`]), censor: '[redacted]' },
    serializers: { err: describeError },
    mixin: () => {
      const work = currentWork();
      return work ? { request_id: work.requestId, traceparent: work.traceparent } : {};
    },
  });
}

/** Driver errors quote documents in extra properties, so only name, code, message and stack are kept. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: 'a value that is not an Error was thrown' };
  const { name, message, stack } = error;
  const code = (error as { code?: unknown }).code;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  const duplicate = code === 11000;
  return {
    name,
    code,
    message: duplicate ? 'duplicate key' : message,
    stack: duplicate ? undefined : stack,
    cause,
  };
}

/** Lets the framework's own lines leave through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    // A start that fails rejects as well, and whoever started it says so in one message.
    if (stack === 'NestApplication' || context === 'NestApplication') return;
    this.logger.error({ context, stack }, String(message));
  }
}
