import type { DocumentView } from '#libs/contracts';
import type { FieldError } from '#libs/problems';
import type { FieldDefinition } from './field-definition.js';
import { readFields } from './read-fields.js';
import { fieldTypes } from './registry.js';

export type FormResult = { ok: true; values: Record<string, unknown> } | { ok: false; errors: FieldError[] };

/**
 * Reads a submitted form: normalised values, or one error per wrong field with a pointer below `/data`.
 *
 * @param today ISO date that limits like `today-18y` refer to
 * @param documents what was uploaded in the step, for `file` fields
 */
export function readForm(
  fields: readonly FieldDefinition[],
  data: unknown,
  today: string,
  documents: readonly DocumentView[] = [],
): FormResult {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { ok: false, errors: [{ pointer: '/data', code: 'wrong_type', detail: 'must be an object' }] };
  const { values, mistakes } = readFields(fieldTypes, fields, data, { today, documents });
  if (mistakes.length === 0) return { ok: true, values };
  return { ok: false, errors: mistakes.map(({ at, ...rest }) => ({ pointer: `/data${at}`, ...rest })) };
}
