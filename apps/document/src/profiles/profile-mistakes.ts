import { RE2JS } from 're2js';
import type { FieldError } from '#libs/problems';
import { isUsableLabel, type ProfileField } from '../reading/index.js';
import { typesOfName } from './standard-fields.js';

/** What is wrong with the fields of a profile that their schema cannot see, one entry each. Pure. */
export function profileMistakes(fields: readonly ProfileField[]): FieldError[] {
  const names = fields.map(({ name }) => name);
  const labels = fields.flatMap((field, i) => field.labels.map((label) => ({ key: keyOf(label), i })));
  return fields.flatMap(({ name, type, labels: own, pattern }, i) => {
    const at = `/fields/${i}`;
    return [
      ...(names.indexOf(name) < i
        ? [{ pointer: `${at}/name`, code: 'not_unique', detail: 'is used before' }]
        : []),
      ...nameMistakes(name, type, at),
      ...own.flatMap((label, k) => labelMistakes(label, `${at}/labels/${k}`, isElsewhere(label, i))),
      ...(pattern === undefined || compiles(pattern)
        ? []
        : [{ pointer: `${at}/pattern`, code: 'wrong_format', detail: patternExpected }]),
    ];
  });

  function isElsewhere(label: string, i: number): boolean {
    return labels.some((other) => other.i < i && other.key === keyOf(label));
  }
}

const patternExpected = 'must be a regular expression in RE2 syntax: no lookaround, no backreferences';

function nameMistakes(name: string, type: ProfileField['type'], at: string): FieldError[] {
  const allowed = typesOfName(name);
  if (!allowed || allowed.includes(type)) return [];
  return allowed.length === 0
    ? [{ pointer: `${at}/name`, code: 'not_allowed', detail: 'is read of every document by itself' }]
    : [
        {
          pointer: `${at}/type`,
          code: 'not_allowed',
          detail: `must be one of: ${allowed.join(', ')}, as everywhere for ${name}`,
        },
      ];
}

function labelMistakes(label: string, pointer: string, isUsed: boolean): FieldError[] {
  if (!isUsableLabel(label))
    return [{ pointer, code: 'wrong_format', detail: 'must have two Latin letters or digits at least' }];
  return isUsed ? [{ pointer, code: 'not_unique', detail: 'is the label of another field' }] : [];
}

/** Labels that differ in case and spaces only are one. */
const keyOf = (label: string): string => label.toLowerCase().replace(/[\s:.]+/g, '');

function compiles(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}
