import { describe, expect, it } from '@jest/globals';
import { joinRuns, type TextRun } from './join-runs.js';

const run = (text: string, left: number, right: number, baseline = 100): TextRun => ({
  text,
  left,
  right,
  baseline,
  size: 10,
});

describe('joinRuns', () => {
  it('keeps the columns of a table apart', () => {
    const lines = joinRuns([run('Account number', 0, 70), run('4711', 200, 220)]);
    expect(lines.map((line) => line.text)).toEqual(['Account number', '4711']);
  });

  it('joins pieces of words, and words with a space between', () => {
    const lines = joinRuns([run('num', 35, 50), run('Acc', 0, 15), run('ount', 15, 32), run('ber', 50, 60)]);
    expect(lines).toEqual([
      { text: 'Account number', confidence: 1, left: 0, right: 60, top: 92, bottom: 102 },
    ]);
  });

  it('orders lines from top to bottom', () => {
    const lines = joinRuns([run('second', 0, 30, 120), run('first', 0, 30, 100)]);
    expect(lines.map((line) => line.text)).toEqual(['first', 'second']);
  });
});
