import { describe, expect, it } from '@jest/globals';
import type { ProfileField } from '../reading/index.js';
import { profileMistakes } from './profile-mistakes.js';

const field = (name: string, more: Partial<ProfileField> = {}): ProfileField => ({
  name,
  type: 'text',
  labels: [`Label of ${name}`],
  ...more,
});

const mistakes = (...fields: ProfileField[]): string[] =>
  profileMistakes(fields).map(({ pointer, code }) => `${pointer} ${code}`);

describe('the fields of a profile', () => {
  it('have names of their own', () => {
    expect(mistakes(field('a'), field('b'), field('a', { labels: ['Other'] }))).toEqual([
      '/fields/2/name not_unique',
    ]);
  });

  it('have labels of their own, whatever their case and spaces', () => {
    expect(
      mistakes(field('a', { labels: ['Deed No.'] }), field('b', { labels: ['Other', 'deed no:'] })),
    ).toEqual(['/fields/1/labels/1 not_unique']);
    expect(mistakes(field('a', { labels: ['Deed No', 'Deed number'] }))).toEqual([]);
  });

  it.each(['Имя', ':', '—'])('have labels that the reader can compare: not %s', (label) => {
    expect(mistakes(field('a', { labels: ['Name', label] }))).toEqual(['/fields/0/labels/1 wrong_format']);
  });

  it.each(['(?=a)b', '(a)\\1', '(', 'a{1001}'])('cannot have the pattern %s', (pattern) => {
    expect(mistakes(field('a', { pattern }))).toEqual(['/fields/0/pattern wrong_format']);
  });

  it.each(['mrz', 'directors', 'shareholders', 'document_kind', 'sex'])('cannot be called %s', (name) => {
    expect(mistakes(field(name))).toEqual(['/fields/0/name not_allowed']);
  });

  it('have the type of the contract where they have a name of it', () => {
    expect(mistakes(field('date_of_expiry'), field('full_name', { type: 'number' }))).toEqual([
      '/fields/0/type not_allowed',
      '/fields/1/type not_allowed',
    ]);
    expect(
      mistakes(
        field('date_of_expiry', { type: 'date' }),
        field('full_name', { type: 'name' }),
        field('issuing_country', { type: 'country' }),
        field('registered_address', { type: 'address' }),
        field('constructor'),
      ),
    ).toEqual([]);
  });

  it('are told every mistake at once', () => {
    expect(mistakes(field('a'), field('a', { labels: ['!'], pattern: '(' }))).toEqual([
      '/fields/1/name not_unique',
      '/fields/1/labels/0 wrong_format',
      '/fields/1/pattern wrong_format',
    ]);
  });
});
