import { TransientFailure } from '#libs/problems';
import { Worker } from 'node:worker_threads';
import { type DocumentReading } from '../document-analyzer.js';
import { type ReadingEngine } from '../engine/reading-engine.js';
import { type ReadRequest } from './messages.js';
import { connectThread, ThreadLost, type ReadingThread, type ThreadClient } from './reading-thread-client.js';

export interface ThreadEngineOptions {
  /** Starts a thread that will send a `ReadyMessage` and then answer `ReadRequest`s. */
  start: () => ReadingThread;
  /** A reading that takes longer, in milliseconds, ends its thread: a hostile file must not hold up the others. */
  timeLimitMs?: number;
}

const defaultTimeLimitMs = 60_000;

/** How many readings may wait before further ones are sent away. */
const maximumQueue = 50;

/**
 * An engine that reads in a thread of its own, so that the seconds of computing hold up nothing else. A thread that
 * dies, or that a file keeps busy for too long, is replaced at the next reading; what it was reading then fails with
 * `TransientFailure`. Requests are sent one at a time, so that only the file that is at fault loses its reading.
 *
 * @throws Error when the thread cannot load its models.
 */
export async function createThreadEngine(options: ThreadEngineOptions): Promise<ReadingEngine> {
  const timeLimitMs = options.timeLimitMs ?? defaultTimeLimitMs;
  let nextId = 1;
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let running: ThreadClient | undefined = connectThread(options.start());
  await running.ready;

  const readNow = async (request: ReadRequest): Promise<DocumentReading> => {
    if (closed) throw new TransientFailure('The document reader is shutting down.');
    const current = (running ??= connectThread(options.start()));
    try {
      await current.ready;
      return await current.ask(request, timeLimitMs);
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
      running = undefined;
      await current.terminate();
      throw new TransientFailure(error.message);
    }
  };

  return {
    async read({ bytes, contentType }, documentType, today, options) {
      if (queued >= maximumQueue) throw new TransientFailure('Too many documents are waiting to be read.');
      const request = { id: nextId++, bytes, contentType, documentType, today, options };
      queued++;
      const reading = last.then(() => readNow(request)).finally(() => queued--);
      last = reading.catch(() => undefined);
      return reading;
    },
    async close() {
      closed = true;
      await last;
      await running?.terminate();
    },
  };
}

/** The thread that runs the compiled `reading-thread.js` beside this file. */
export function startReadingThread(options: { threads?: number }): ReadingThread {
  return new Worker(new URL('./reading-thread.js', import.meta.url), { workerData: options });
}
