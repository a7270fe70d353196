import type { FieldError } from '#libs/problems';
import type { FieldDefinition } from './field-definition.js';
import { fieldTypes } from './registry.js';

export type FormResult = { ok: true; values: Record<string, unknown> } | { ok: false; errors: FieldError[] };

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

/**
 * Reads a submitted form: normalised values, or one error per wrong field with a pointer below `/data`. A field that
 * is left out takes its default; fields the form does not have are errors.
 *
 * @param today ISO date that limits like `today-18y` refer to
 */
export function readForm(fields: readonly FieldDefinition[], data: unknown, today: string): FormResult {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { ok: false, errors: [{ pointer: '/data', code: 'wrong_type', detail: 'must be an object' }] };
  const submitted = new Map<string, unknown>(Object.entries(data));
  const errors: FieldError[] = [];
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const given = submitted.get(field.field_id);
    submitted.delete(field.field_id);
    const pointer = `/data/${field.field_id}`;
    const value = isEmpty(given) ? field.default_value : given;
    if (isEmpty(value)) {
      if (field.required) errors.push({ pointer, code: 'required', detail: 'is required' });
      continue;
    }
    const result = fieldTypes.get(field.type)?.read(value, field, today);
    if (result?.ok) values[field.field_id] = result.value;
    else if (result) errors.push({ pointer, code: result.code, detail: result.detail });
  }
  for (const key of [...submitted.keys()].slice(0, 100))
    errors.push({
      pointer: `/data/${escape(key)}`,
      code: 'unknown_property',
      detail: 'is no field of this form',
    });
  return errors.length > 0 ? { ok: false, errors } : { ok: true, values };
}

const escape = (key: string): string => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
