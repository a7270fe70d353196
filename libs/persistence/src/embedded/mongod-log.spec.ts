import { describe, expect, it } from '@jest/globals';
import { summariseLog } from './mongod-log.js';

const entry = (s: string, msg: string, attr?: object): string => JSON.stringify({ s, msg, attr });

describe('the summary of a mongod log', () => {
  it('says so when nothing was written', () => {
    expect(summariseLog('\n')).toContain('nothing');
  });

  it('names the errors and leaves out what came before and after them', () => {
    const text = [
      entry('I', 'starting'),
      entry('E', 'Failed to set up listener', { error: 'Address already in use' }),
      entry('I', 'Now exiting'),
    ].join('\n');
    expect(summariseLog(text)).toBe('Failed to set up listener {"error":"Address already in use"}');
  });

  it('falls back to the last lines, also when they are not JSON', () => {
    const text = ['Error parsing command line: unrecognised option', "try 'mongod --help'"].join('\n');
    expect(summariseLog(text)).toContain('unrecognised option');
  });

  it('stays short whatever was written', () => {
    const text = Array.from({ length: 500 }, (_, n) => entry('F', `fatal ${n} ${'x'.repeat(5_000)}`)).join(
      '\n',
    );
    expect(summariseLog(text).length).toBeLessThanOrEqual(900);
  });
});
