import { type Worker } from 'node:worker_threads';
import { StartError } from '#libs/problems';
import { type DocumentReading } from '../document-analyzer.js';
import { errorOf, type ReadRequest, type ReadResponse, type ReadyMessage } from './messages.js';

/** What is used of a thread. */
export type ReadingThread = Pick<Worker, 'on' | 'postMessage' | 'terminate'>;

/** The thread died, or was too slow: it cannot be used any more. */
export class ThreadLost extends Error {}

/** One running thread and the one request it is working on. */
export interface ThreadClient {
  /** Settles when the models are loaded, or could not be. */
  readonly ready: Promise<void>;
  /** Fails with `ThreadLost` when the thread dies or takes longer than the limit, with the reading's own error otherwise. */
  ask(request: ReadRequest, timeLimitMs: number): Promise<DocumentReading>;
  terminate(): Promise<void>;
}

interface Waiting {
  id: number;
  resolve: (reading: DocumentReading) => void;
  reject: (error: Error) => void;
}

export function connectThread(thread: ReadingThread): ThreadClient {
  const { promise: ready, resolve: isReady, reject: isNotReady } = deferred();
  let waiting: Waiting | undefined;
  let lost: ThreadLost | undefined;
  const lose = (reason: string) => {
    lost ??= new ThreadLost(reason);
    isNotReady(lost);
    waiting?.reject(lost);
  };
  thread.on('message', (message: ReadyMessage | ReadResponse) => {
    if ('ready' in message) {
      if (message.ready) isReady();
      else isNotReady(new StartError(message.failure));
    } else if (waiting?.id === message.id) {
      if ('reading' in message) waiting.resolve(message.reading);
      else waiting.reject(errorOf(message));
    }
  });
  thread.on('error', () => lose('The document reader failed.'));
  thread.on('exit', () => lose('The document reader stopped.'));
  return {
    ready,
    async ask(request, timeLimitMs) {
      if (lost) throw lost;
      const timer = setTimeout(() => lose('The document took too long to read.'), timeLimitMs);
      try {
        return await new Promise<DocumentReading>((resolve, reject) => {
          waiting = { id: request.id, resolve, reject };
          thread.postMessage(request);
        });
      } finally {
        clearTimeout(timer);
        waiting = undefined;
      }
    },
    async terminate() {
      await thread.terminate();
    },
  };
}

function deferred() {
  let resolve!: () => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // Whoever reads first awaits it; a thread that dies unused must not bring down the process.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}
