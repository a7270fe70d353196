import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger.js';
import { WorkLoop } from './work-loop.js';

const logger = createLogger('test', 'silent');
const farAway = 3_600_000;
let loop: WorkLoop | undefined;

afterEach(() => loop?.stop());

/** Resolves with what was done once `count` pieces have been. */
function pieces(
  count: number,
  piece: (n: number) => Promise<boolean>,
): { work: () => Promise<boolean>; done: Promise<number> } {
  let started = 0;
  let reached: (n: number) => void;
  const done = new Promise<number>((resolve) => (reached = resolve));
  return {
    done,
    work: async () => {
      const result = await piece(++started).finally(() => started === count && reached(started));
      return result;
    },
  };
}

describe('WorkLoop', () => {
  it('goes on after a piece that failed as soon as it is woken', async () => {
    const { work, done } = pieces(2, async (n) => {
      if (n === 1) throw new Error('first one fails');
      return false;
    });
    loop = new WorkLoop({ name: 'test', work, pollMs: farAway, logger });
    loop.start();
    loop.wake();
    expect(await done).toBe(2);
  });

  it('works until nothing is left without waiting for the polling interval', async () => {
    const { work, done } = pieces(4, async (n) => n < 4);
    loop = new WorkLoop({ name: 'test', work, pollMs: farAway, logger });
    loop.start();
    expect(await done).toBe(4);
  });

  it('does not lose a wake-up that comes while it works', async () => {
    const { work, done } = pieces(2, async (n) => {
      if (n === 1) loop?.wake();
      return false;
    });
    loop = new WorkLoop({ name: 'test', work, pollMs: farAway, logger });
    loop.start();
    expect(await done).toBe(2);
  });

  it('finishes the piece under way before it stops', async () => {
    let ended = false;
    let begin: () => void;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    loop = new WorkLoop({
      name: 'test',
      pollMs: farAway,
      logger,
      work: async () => {
        begin();
        await new Promise(setImmediate);
        ended = true;
        return false;
      },
    });
    loop.start();
    await begun;
    await loop.stop();
    expect(ended).toBe(true);
  });
});
