import type { FieldError } from '#libs/problems';
import { correctedForm, type Correction } from './corrected-form.js';
import type { FieldDefinition } from './field-definition.js';
import type { FieldContext } from './field-type.js';
import { readFields } from './read-fields.js';
import { fieldTypes } from './registry.js';

export type FormResult = { ok: true; values: Record<string, unknown> } | { ok: false; errors: FieldError[] };

/** What a form is read against, beside the day. */
export interface FormSurroundings extends Partial<Omit<FieldContext, 'today'>> {
  /** Of a form that was opened again: what it held, and what is to be given anew. */
  correction?: Correction;
}

/**
 * Reads a submitted form: normalised values, or one error per wrong field with a pointer below `/data`. What a form held
 * before it was opened again stands where the submission says nothing.
 *
 * @param today ISO date that limits like `today-18y` refer to
 */
export function readForm(
  fields: readonly FieldDefinition[],
  data: unknown,
  today: string,
  { correction, documents = [], around }: FormSurroundings = {},
): FormResult {
  if (typeof data !== 'object' || data === null || Array.isArray(data))
    return { ok: false, errors: [{ pointer: '/data', code: 'wrong_type', detail: 'must be an object' }] };
  const form = correction ? correctedForm(fields, data, correction) : { fields, data };
  const context = { today, documents, ...(around && { around }) };
  const { values, mistakes } = readFields(fieldTypes, form.fields, form.data, context);
  if (mistakes.length === 0) return { ok: true, values };
  return { ok: false, errors: mistakes.map(({ at, ...rest }) => ({ pointer: `/data${at}`, ...rest })) };
}
