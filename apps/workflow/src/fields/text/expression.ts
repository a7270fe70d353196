import { LRUCache } from 'lru-cache';
import { RE2JS } from 're2js';

/** What an author is told whose pattern does not compile. */
export const expressionExpected =
  'must be a regular expression in RE2 syntax: no lookaround, no backreferences';

/** Compiling takes far longer than matching, and the same few expressions come again with every form and case. */
const compiled = new LRUCache<string, RE2JS>({ max: 1_000 });

export function isExpression(pattern: string): boolean {
  try {
    compile(pattern);
    return true;
  } catch {
    return false;
  }
}

/** Whether the whole text matches, in a time linear in its length: RE2 cannot backtrack. */
export function matchesWhole(pattern: string, text: string): boolean {
  return compile(pattern).matches(text);
}

/** Whether any part of the text matches; `^` and `$` ask for all of it. Linear time, too. */
export function matchesWithin(pattern: string, text: string): boolean {
  return compile(pattern).matcher(text).find();
}

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern) ?? RE2JS.compile(pattern);
  compiled.set(pattern, known);
  return known;
}
