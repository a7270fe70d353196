import { describe, expect, it } from '@jest/globals';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { EventEmitter } from 'node:events';
import { type DocumentFile, type DocumentReading } from '../document-analyzer.js';
import { type ReadingEngine } from '../engine/reading-engine.js';
import { type ReadRequest } from './messages.js';
import { type ReadingThread } from './reading-thread-client.js';
import { serveReadings } from './serve-readings.js';
import { createThreadEngine } from './thread-engine.js';

const file: DocumentFile = { bytes: Buffer.from('bytes'), contentType: 'image/png' };
const reading: DocumentReading = { provider: 'local', documentKind: 'unknown', fields: {}, warnings: [] };

type Behaviour = (request: ReadRequest, thread: EventEmitter) => unknown;

/** A thread that lives in this one: `answer` is what it does with a request. */
function fakeThread(
  answer: Behaviour,
  first: unknown = { ready: true },
): ReadingThread & { terminated: boolean } {
  const events = new EventEmitter();
  queueMicrotask(() => events.emit('message', first));
  return Object.assign(events as unknown as ReadingThread, {
    terminated: false,
    postMessage(request: ReadRequest) {
      const message = answer(request, events);
      if (message !== undefined) queueMicrotask(() => events.emit('message', message));
    },
    async terminate(this: { terminated: boolean }) {
      this.terminated = true;
      return 0;
    },
  });
}

const answers: Behaviour = ({ id }) => ({ id, reading });

describe('createThreadEngine', () => {
  it('fails when the thread cannot load its models', async () => {
    const start = () =>
      fakeThread(answers, { ready: false, failure: 'The model file x is missing; run npm ci.' });
    await expect(createThreadEngine({ start })).rejects.toThrow('run npm ci');
  });

  it('passes on what is wanted beside the reading', async () => {
    const asked: ReadRequest[] = [];
    const keep: Behaviour = (request) => {
      asked.push(request);
      return { id: request.id, reading };
    };
    const engine = await createThreadEngine({ start: () => fakeThread(keep) });
    const options = { withPicture: true, profile: [{ name: 'a', type: 'text' as const, labels: ['A'] }] };
    await engine.read(file, 'id', '2025-06-01', options);
    expect(asked).toMatchObject([{ documentType: 'id', today: '2025-06-01', options }]);
  });

  it('refuses with the refusal of the reading', async () => {
    const refusal = { code: 'invalid_file', detail: 'no' };
    const engine = await createThreadEngine({ start: () => fakeThread(({ id }) => ({ id, refusal })) });
    await expect(engine.read(file, 'id', '2025-06-01')).rejects.toEqual(
      new DomainRefusal('invalid_file', 'no'),
    );
  });

  it('loses only the reading during which the thread died, and starts another thread', async () => {
    const behaviours: Behaviour[] = [(_, thread) => thread.emit('exit', 1) && undefined, answers];
    const engine = await createThreadEngine({ start: () => fakeThread(behaviours.shift()!) });
    const both = [engine.read(file, 'id', '2025-06-01'), engine.read(file, 'id', '2025-06-01')];
    const [first, second] = await Promise.allSettled(both);
    expect(first).toMatchObject({ status: 'rejected', reason: expect.any(TransientFailure) });
    expect(second).toMatchObject({ status: 'fulfilled', value: reading });
  });

  it('ends a thread that takes too long', async () => {
    const threads = [fakeThread(() => undefined), fakeThread(answers)];
    let started = 0;
    const engine = await createThreadEngine({ start: () => threads[started++]!, timeLimitMs: 1 });
    await expect(engine.read(file, 'id', '2025-06-01')).rejects.toThrow('too long');
    expect(threads[0]!.terminated).toBe(true);
  });

  it('reads nothing more once it is closed', async () => {
    const thread = fakeThread(answers);
    const engine = await createThreadEngine({ start: () => thread });
    await engine.close();
    await expect(engine.read(file, 'id', '2025-06-01')).rejects.toThrow(TransientFailure);
    expect(thread.terminated).toBe(true);
  });

  it('hands over the file and what was asked for, and returns the reading', async () => {
    let asked: ReadRequest | undefined;
    const start = () =>
      fakeThread((request) => {
        asked = request;
        return { id: request.id, reading };
      });
    const engine = await createThreadEngine({ start });
    expect(await engine.read(file, 'passport', '2025-06-01')).toEqual(reading);
    expect(asked).toMatchObject({ contentType: 'image/png', documentType: 'passport', today: '2025-06-01' });
  });
});

describe('serveReadings', () => {
  const ask = async (engine: Pick<ReadingEngine, 'read'>) => {
    const port = new EventEmitter();
    const answer = new Promise((resolve) => {
      const served = Object.assign(port, { postMessage: resolve });
      serveReadings(served as unknown as Parameters<typeof serveReadings>[0], {
        ...engine,
        close: async () => undefined,
      });
    });
    port.emit('message', {
      id: 7,
      bytes: new Uint8Array([1]),
      contentType: 'image/png',
      documentType: 'id',
      today: '2025-06-01',
      options: { withPicture: true },
    });
    return answer;
  };

  it('answers with the refusal of a file', async () => {
    const read = () => Promise.reject(new DomainRefusal('invalid_file', 'no'));
    expect(await ask({ read })).toEqual({ id: 7, refusal: { code: 'invalid_file', detail: 'no' } });
  });

  it('answers with the reading', async () => {
    const asked: unknown[] = [];
    const read: ReadingEngine['read'] = async (...all) => {
      asked.push(...all.slice(1));
      return reading;
    };
    expect(await ask({ read })).toEqual({ id: 7, reading });
    expect(asked).toEqual(['id', '2025-06-01', { withPicture: true }]);
  });
});
