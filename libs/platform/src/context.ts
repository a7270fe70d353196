import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What belongs to the work in progress and follows it through logs, calls and messages. */
export interface WorkContext {
  requestId: string;
  /** W3C Trace Context header of this work. */
  traceparent: string;
}

const storage = new AsyncLocalStorage<WorkContext>();

export function currentWork(): WorkContext | undefined {
  return storage.getStore();
}

export function runAs<T>(context: WorkContext, work: () => T): T {
  return storage.run(context, work);
}

const wellFormed = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Continues the caller's trace with a span of our own, or begins one (W3C Trace Context, version 00). */
export function continueTrace(traceparent?: string): string {
  const span = randomHex().slice(-16);
  if (traceparent && wellFormed.test(traceparent)) {
    const [, trace, , flags] = traceparent.split('-');
    return `00-${trace}-${span}-${flags}`;
  }
  return `00-${randomHex()}-${span}-01`;
}

/** 32 hex digits. UUIDs come from a buffer that is filled many at a time, which makes them cheap enough for each call. */
const randomHex = (): string => randomUUID().replaceAll('-', '');
