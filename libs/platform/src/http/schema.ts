import type { Static, TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import type { FieldError } from '#libs/problems';

const options = {
  allErrors: true,
  useDefaults: true,
  discriminator: true,
  strict: false,
  addUsedSchema: false,
} as const;
const bodyAjv = new Ajv(options);
/** Query strings carry only text, so numbers and booleans are read from it. */
const queryAjv = new Ajv({ ...options, coerceTypes: true });
for (const ajv of [bodyAjv, queryAjv]) formats.default(ajv);

/** Nothing in the contract comes near it; deeper values could exhaust the stack of whatever walks them. */
const maxDepth = 64;

/** More mistakes than this are not listed: nobody reads them, and a hostile body must not make a huge answer. */
const maxErrors = 100;

export type Checked<T> = { ok: true; value: T } | { ok: false; errors: FieldError[] };

/**
 * Compiles a schema into a check of untrusted input. Defaults are filled into a copy, properties the schema does not
 * name are errors, and every mistake is reported at once with a JSON pointer; values are never quoted back.
 */
export function compile<S extends TSchema>(
  schema: S,
  kind: 'body' | 'query' = 'body',
): (input: unknown) => Checked<Static<S>> {
  let validate: ValidateFunction | undefined;
  return (input) => {
    if (isDeeperThan(input, maxDepth))
      return {
        ok: false,
        errors: [{ pointer: '', code: 'too_deep', detail: `must not nest deeper than ${maxDepth} levels` }],
      };
    validate ??= (kind === 'body' ? bodyAjv : queryAjv).compile(schema);
    const value: unknown = structuredClone(input);
    if (validate(value)) return { ok: true, value: value as Static<S> };
    return { ok: false, errors: distinct((validate.errors ?? []).flatMap(toFieldError)).slice(0, maxErrors) };
  };
}

/** Level by level instead of by recursion: the value may be nested deeper than the stack reaches. */
function isDeeperThan(input: unknown, limit: number): boolean {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}

function distinct(errors: FieldError[]): FieldError[] {
  const seen = new Set<string>();
  return errors.filter((e) => {
    const key = `${e.pointer} ${e.code}`;
    return !seen.has(key) && seen.add(key);
  });
}

const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Keywords that only say that a branch failed; the branch's own errors say why. */
const silent = new Set(['oneOf', 'anyOf', 'allOf', 'if', 'not', 'propertyNames']);

function toFieldError(error: ErrorObject): FieldError[] {
  const params = error.params as Record<string, unknown>;
  const at = error.instancePath;
  switch (error.keyword) {
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const key = String(params['additionalProperty'] ?? params['unevaluatedProperty']);
      return [
        { pointer: `${at}/${escapePointer(key)}`, code: 'unknown_property', detail: 'is not known here' },
      ];
    }
    case 'required':
      return [
        {
          pointer: `${at}/${escapePointer(String(params['missingProperty']))}`,
          code: 'required',
          detail: 'is required',
        },
      ];
    case 'discriminator':
      return [
        {
          pointer: `${at}/${String(params['tag'])}`,
          code: 'not_allowed',
          detail: 'is not one of the known kinds',
        },
      ];
    case 'enum':
      return [
        {
          pointer: at,
          code: 'not_allowed',
          detail: `must be one of: ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`,
        },
      ];
    case 'const':
      return [
        { pointer: at, code: 'not_allowed', detail: `must be ${JSON.stringify(params['allowedValue'])}` },
      ];
    default:
      if (silent.has(error.keyword)) return error.keyword === 'anyOf' ? [anyOfError(at)] : [];
      return [{ pointer: at, code: codeOf(error.keyword), detail: error.message ?? 'is not valid' }];
  }
}

function anyOfError(pointer: string): FieldError {
  return { pointer, code: 'wrong_type', detail: 'fits none of the allowed shapes' };
}

function codeOf(keyword: string): string {
  switch (keyword) {
    case 'type':
      return 'wrong_type';
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return 'too_short';
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return 'too_long';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return 'out_of_range';
    case 'pattern':
    case 'format':
      return 'wrong_format';
    case 'uniqueItems':
      return 'not_unique';
    default:
      return 'invalid';
  }
}
