import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv, type SchemaValidateFunction, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FieldError } from '#libs/problems';
import { escapePointer, onePerPlace, toFieldErrors } from './schema-errors.js';
import { withSharedParts } from './shared-schemas.js';

const options = {
  allErrors: true,
  verbose: true,
  useDefaults: true,
  discriminator: true,
  strict: false,
  addUsedSchema: false,
  inlineRefs: false,
} as const;
const bodyAjv = new Ajv(options);
/** Query strings carry only text, so numbers and booleans are read from it. */
const queryAjv = new Ajv({ ...options, coerceTypes: true });
for (const ajv of [bodyAjv, queryAjv]) {
  formats.default(ajv);
  // Ajv's own compares every item with every other: minutes for a hostile list that a body has room for.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({
    keyword: 'uniqueItems',
    type: 'array',
    schemaType: 'boolean',
    compile: () => uniqueItems(),
  });
}

/** Nothing in the contract comes near it; deeper values could exhaust the stack of whatever walks them. */
const maxDepth = 64;

/** More mistakes than this are not listed: nobody reads them, and a hostile body must not make a huge answer. */
const maxErrors = 100;

/** Room for the branches of unions among them. */
const maxFailures = 5_000;

export type Checked<T> =
  | { ok: true; value: T }
  | {
      ok: false;
      errors: FieldError[];
      /** The input with defaults filled in where they could be; absent when not every mistake is listed. */
      rest?: unknown;
    };

/**
 * Compiles a schema into a check of untrusted input. Defaults are filled into a copy, properties the schema does not
 * name are errors, and every mistake is reported at once, as one entry with a JSON pointer; values are never quoted
 * back.
 */
export function compile<S extends TSchema>(
  schema: S,
  kind: 'body' | 'query' = 'body',
): (input: unknown) => Checked<Static<S>> {
  let validate: ValidateFunction | undefined;
  return (input) => {
    const odd: FieldError[] = [];
    if (!findOddities(input, [], odd))
      return {
        ok: false,
        errors: [{ pointer: '', code: 'too_deep', detail: `must not nest deeper than ${maxDepth} levels` }],
      };
    validate ??= (kind === 'body' ? bodyAjv : queryAjv).compile(withSharedParts(schema));
    const value: unknown = structuredClone(input);
    if (validate(value) && odd.length === 0) return { ok: true, value: value as Static<S> };
    const failures = (validate.errors ?? []).slice(0, maxFailures);
    const errors = onePerPlace([...odd, ...toFieldErrors(failures)]);
    return errors.length > maxErrors
      ? { ok: false, errors: errors.slice(0, maxErrors) }
      : { ok: false, errors, rest: value };
  };
}

const illFormed = /\p{Surrogate}|\0/u;

/**
 * Collects what JSON can say and the database cannot keep as it is: numbers beyond a double (`1e400`), and half a
 * surrogate pair or a NUL in a property name or a text. Answers false when the value nests too deep to be looked at.
 */
function findOddities(value: unknown, path: string[], found: FieldError[]): boolean {
  if (path.length > maxDepth) return false;
  const pointer = (): string => path.map((key) => `/${escapePointer(key)}`).join('');
  if (typeof value === 'number' && !Number.isFinite(value))
    found.push({ pointer: pointer(), code: 'out_of_range', detail: 'is too large a number' });
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value))
    found.push({ pointer: pointer(), code: 'wrong_format', detail: 'must be well-formed Unicode' });
  if (typeof value !== 'object' || value === null) return true;
  for (const [key, part] of Object.entries(value)) {
    path.push(key);
    if (illFormed.test(key))
      found.push({ pointer: pointer(), code: 'wrong_format', detail: 'has a name that is not well-formed' });
    if (!findOddities(part, path, found)) return false;
    path.pop();
  }
  return true;
}

function uniqueItems(): SchemaValidateFunction {
  const check: SchemaValidateFunction = (items: unknown[]) => {
    const seen = new Set<string>();
    const repeated = items.flatMap((item, index) => {
      const text = JSON.stringify(item);
      if (seen.has(text)) return [index];
      seen.add(text);
      return [];
    });
    check.errors = repeated.map((index) => ({ keyword: 'uniqueItems', params: { index } }));
    return repeated.length === 0;
  };
  return check;
}
