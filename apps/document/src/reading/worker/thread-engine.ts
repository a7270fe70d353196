import { TransientFailure } from '#libs/problems';
import { Worker } from 'node:worker_threads';
import { type DocumentFile, type DocumentReading } from '../document-analyzer.js';
import { type ReadingEngine } from '../engine/reading-engine.js';
import { errorOf, type ReadRequest, type ReadResponse, type ReadyMessage } from './messages.js';

/** What is used of a thread. */
export type ReadingThread = Pick<Worker, 'on' | 'once' | 'postMessage' | 'terminate'>;

export interface ThreadEngineOptions {
  /** Starts a thread that will send a `ReadyMessage` and then answer `ReadRequest`s. */
  start: () => ReadingThread;
  /** A reading that takes longer ends its thread: a hostile file must not hold up the others. */
  timeLimitMs?: number;
}

interface Waiting {
  resolve: (reading: DocumentReading) => void;
  reject: (error: Error) => void;
}

interface RunningThread {
  thread: ReadingThread;
  ready: Promise<void>;
}

const defaultTimeLimitMs = 60_000;

/** How many readings may wait before further ones are sent away. */
const maximumQueue = 50;

/**
 * An engine that reads in a thread of its own, so that the seconds of computing hold up nothing else. A thread that
 * dies, or that a file keeps busy for too long, is replaced at the next reading; what it was reading then fails with
 * `TransientFailure`. Requests are sent one at a time, so that only the file that is at fault loses its reading.
 */
export async function createThreadEngine(options: ThreadEngineOptions): Promise<ReadingEngine> {
  const timeLimitMs = options.timeLimitMs ?? defaultTimeLimitMs;
  let nextId = 1;
  let queued = 0;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let running: RunningThread | undefined = startThread(options.start);
  await running.ready;

  const readNow = async (request: ReadRequest): Promise<DocumentReading> => {
    if (closed) throw new TransientFailure('The document reader is shutting down.');
    running ??= startThread(options.start);
    const current = running;
    try {
      await current.ready;
      return await ask(current.thread, request, timeLimitMs);
    } catch (error) {
      if (error instanceof ThreadLost) {
        running = undefined;
        await current.thread.terminate();
        throw new TransientFailure(error.message);
      }
      throw error;
    }
  };

  return {
    async read(file: DocumentFile, documentType: string, today: string) {
      if (queued >= maximumQueue) throw new TransientFailure('Too many documents are waiting to be read.');
      const { bytes, contentType } = file;
      const request: ReadRequest = { id: nextId++, bytes, contentType, documentType, today };
      queued++;
      const reading = last.then(() => readNow(request)).finally(() => queued--);
      last = reading.catch(() => undefined);
      return reading;
    },
    async close() {
      closed = true;
      await last;
      await running?.thread.terminate();
    },
  };
}

/** The thread died, or was too slow: it cannot be used any more. */
class ThreadLost extends Error {}

function startThread(start: () => ReadingThread): RunningThread {
  const thread = start();
  const ready = new Promise<void>((resolve, reject) => {
    thread.once('message', (message: ReadyMessage) => {
      if (message.ready) resolve();
      else reject(new Error(message.failure));
    });
    thread.once('error', (error: Error) => reject(error));
    thread.once('exit', () => reject(new ThreadLost('The document reader stopped.')));
  });
  // Whoever reads first awaits it; a thread that dies unused must not bring down the process.
  ready.catch(() => undefined);
  return { thread, ready };
}

async function ask(
  thread: ReadingThread,
  request: ReadRequest,
  timeLimitMs: number,
): Promise<DocumentReading> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<DocumentReading>((resolve, reject) => {
      const waiting: Waiting = { resolve, reject };
      thread.once('message', (response: ReadResponse) => settle(response, request.id, waiting));
      thread.once('error', () => reject(new ThreadLost('The document reader failed.')));
      thread.once('exit', () => reject(new ThreadLost('The document reader stopped.')));
      timer = setTimeout(() => reject(new ThreadLost('The document took too long to read.')), timeLimitMs);
      thread.postMessage(request);
    });
  } finally {
    clearTimeout(timer);
  }
}

function settle(response: ReadResponse, id: number, { resolve, reject }: Waiting): void {
  if (response.id !== id) reject(new ThreadLost('The document reader answered out of turn.'));
  else if ('reading' in response) resolve(response.reading);
  else reject(errorOf(response));
}

/** The thread that runs the compiled `reading-thread.js` beside this file. */
export function startReadingThread(options: { threads?: number }): ReadingThread {
  return new Worker(new URL('./reading-thread.js', import.meta.url), { workerData: options });
}
