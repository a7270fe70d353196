import { checkFields } from '../../fields/check-fields.js';
import type { FieldDefinition } from '../../fields/field-definition.js';
import { nestedFields } from '../../fields/form-values.js';
import { readForm } from '../../fields/read-form.js';
import { formFillConfig, type FormFillStep } from './config.js';
import { isBlank, without, type StepType } from '../step-type.js';

/** Properties of a field that only the tenant sees. */
const internalFieldKeys = [
  'description',
  'field_key',
  'validate_lists',
  'validate_adverse_media',
  'entity_role',
];

/** A form of the fields in `custom_fields`. */
export const formFill: StepType<FormFillStep> = {
  type: 'form_fill',
  config: formFillConfig,

  checkDefinition: (step, today) => checkFields(step.custom_fields, '/custom_fields', today),
  brings: ({ custom_fields }) => ({ fields: custom_fields }),
  publicConfig: ({ custom_fields }) => ({ custom_fields: custom_fields.map(publicField) }),

  uploadRule(step, { document_type, field_id }) {
    if (document_type !== undefined || field_id === undefined) return undefined;
    const field = fileField(step.custom_fields, field_id);
    if (!field) return undefined;
    const accepted_types = field['accepted_types'] as string[] | undefined;
    const max_size_mb = field['max_size_mb'] as number | undefined;
    const allow_multiple = field['allow_multiple'] === true;
    return { field_id, auto_extract: false, allow_multiple, accepted_types, max_size_mb };
  },

  isEmpty: async (_step, data) => isBlank(data),

  async complete(step, data, { today, documents, previous, reopened }) {
    const uploaded = hasFiles(step.custom_fields) ? await documents() : [];
    const own = uploaded.filter((document) => document.step_id === step.step_id);
    const form = readForm(step.custom_fields, reopened ? over(previous, data) : (data ?? {}), today, own);
    return form.ok ? { ok: true, formData: form.values } : form;
  },
};

/** A correction of one answer need not repeat the others; null takes one away. */
function over(previous: Readonly<Record<string, unknown>> | undefined, data: unknown): unknown {
  if (data === undefined || data === null) return previous ?? {};
  return typeof data === 'object' && !Array.isArray(data) ? { ...previous, ...data } : data;
}

function publicField(field: FieldDefinition): Record<string, unknown> {
  const key = field.type === 'object' ? 'fields' : 'item_fields';
  const nested = nestedFields(field).map(publicField);
  return { ...without(field, internalFieldKeys), ...(nested.length > 0 && { [key]: nested }) };
}

function fileField(fields: readonly FieldDefinition[], id: string): FieldDefinition | undefined {
  for (const field of fields) {
    if (field.type === 'file' && field.field_id === id) return field;
    const inside = fileField(nestedFields(field), id);
    if (inside) return inside;
  }
  return undefined;
}

const hasFiles = (fields: readonly FieldDefinition[]): boolean =>
  fields.some((field) => field.type === 'file' || hasFiles(nestedFields(field)));
