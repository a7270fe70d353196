import { describe, expect, it } from '@jest/globals';
import { isScreenableName } from './latin-text.js';
import { nameWords } from './name-words.js';

describe('the words of a person’s name', () => {
  it.each(['', '   ', '😀', '...', '\u0000'])('are none for %j, which cannot be screened', (name) => {
    expect(nameWords(name, 'person')).toEqual([]);
    expect(isScreenableName(name)).toBe(false);
  });

  it('keep a title that is all there is', () => expect(nameWords('The Sheikh', 'person')).toEqual(['the']));

  it.each([
    ['Dr. Łukasz Øre-Núñez', ['lukasz', 'ore', 'nunez']],
    ["O'Neill", ['oneill']],
    ['محمد الظواهري', ['mhmd', 'zuahri']],
    ['Щербаков', ['shcherbakov']],
    ['김정은', ['gimjeongeun']],
  ])('of %s are %j', (name, words) => expect(nameWords(name, 'person')).toEqual(words));

  it('are the same however an Arabic compound is written', () => {
    const spellings = [
      'Abd al-Rahman',
      'Abdul Rahman',
      'Abdulrahman',
      'ABD-AL-RAHMAN',
      "'Abd ar-Rahman",
      'Abdel Rahman',
    ];
    expect(new Set(spellings.map((name) => nameWords(name, 'person').join(' ')))).toEqual(
      new Set(['abdrahman']),
    );
  });
});

describe('the words of an organisation’s name', () => {
  it('join the letters of a legal form', () =>
    expect(nameWords('Doe Trading S.A. de C.V.', 'organisation')).toEqual([
      'doe',
      'trading',
      'sa',
      'de',
      'cv',
    ]));
});
