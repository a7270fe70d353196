import { describe, expect, it } from '@jest/globals';
import { KeyLanes } from './key-lanes.js';
import { gate } from './testing/stage.js';

describe('key lanes', () => {
  it('go on after a failure', async () => {
    const lanes = new KeyLanes(1);

    await expect(lanes.run('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(lanes.run('a', async () => 'yes')).resolves.toBe('yes');
  });

  it('run one key in order and never beside itself', async () => {
    const lanes = new KeyLanes(16);
    const log: string[] = [];
    const { opened, open } = gate();

    const first = lanes.run('a', async () => {
      await opened;
      log.push('first');
    });
    const second = lanes.run('a', async () => void log.push('second'));
    await lanes.run('b', async () => void log.push('other'));
    open();

    await Promise.all([first, second]);
    expect(log).toEqual(['other', 'first', 'second']);
  });

  it('run no more keys at a time than allowed', async () => {
    const lanes = new KeyLanes(2);
    let running = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
    };

    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => lanes.run(key, work)));

    expect(most).toBe(2);
  });
});
