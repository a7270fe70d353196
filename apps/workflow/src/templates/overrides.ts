import type { FieldError } from '#libs/problems';
import { pathOf, valueAt } from '../definitions/json-pointer.js';
import type { TemplateDefinition } from './template.js';

type Json = Record<string, unknown>;

/**
 * A template's definition with what the caller wants otherwise: top-level properties replace the template's, those of
 * `validation_config` are merged, however deep, and lists replace lists.
 */
export function withOverrides(definition: TemplateDefinition, body: Readonly<Json>): Json {
  const config = merged(definition['validation_config'], body['validation_config']);
  return { ...definition, ...body, ...('validation_config' in body && { validation_config: config }) };
}

function merged(base: unknown, change: unknown): unknown {
  if (!isObject(base) || !isObject(change)) return change;
  const inner = Object.entries(change).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(base, key) ? merged(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(inner) };
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Mistakes with pointers into the caller's body. What is wrong in a part that the template brought is a consequence of
 * what the caller replaced, most often its steps.
 */
export function pointedIntoBody(errors: readonly FieldError[], body: Readonly<Json>): FieldError[] {
  return errors.map((error) => {
    const path = pathOf(error.pointer);
    if (path.length === 0) return error;
    if (Object.hasOwn(body, path[0] ?? '') && valueAt(body, path.slice(0, -1)) !== undefined) return error;
    const pointer = Object.hasOwn(body, 'steps') ? '/steps' : '';
    return { ...error, pointer, detail: `does not fit the template’s ${error.pointer}: ${error.detail}` };
  });
}
