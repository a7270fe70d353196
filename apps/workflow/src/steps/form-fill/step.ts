import { checkFields } from '../../fields/check-fields.js';
import type { FieldDefinition } from '../../fields/field-definition.js';
import type { Correction } from '../../fields/corrected-form.js';
import { contentTypesOf } from '../../fields/file/content-types.js';
import { nestedFields } from '../../fields/form-values.js';
import { readForm } from '../../fields/read-form.js';
import { formFillConfig, type FormFillStep } from './config.js';
import { isBlank, without, type StepSurroundings, type StepType, type UploadRule } from '../step-type.js';

/** Properties of a field that only the tenant sees. */
const internalFieldKeys = [
  'description',
  'field_key',
  'validate_lists',
  'validate_adverse_media',
  'validate_crypto',
  'entity_role',
];

/** A form of the fields in `custom_fields`. */
export const formFill: StepType<FormFillStep> = {
  type: 'form_fill',
  config: formFillConfig,

  checkDefinition: (step, today, earlier) =>
    checkFields(step.custom_fields, '/custom_fields', today, earlier),
  brings: ({ custom_fields }) => ({ fields: custom_fields }),
  publicConfig: ({ custom_fields }) => ({ custom_fields: custom_fields.map(publicField) }),

  uploadRule(step, { document_type, field_id }) {
    if (document_type !== undefined || field_id === undefined) return undefined;
    const [first, ...others] = fileUploads(step.custom_fields, field_id, false);
    return first && { ...first, allow_multiple: first.allow_multiple || others.length > 0 };
  },

  isEmpty: async (_step, data) => isBlank(data),

  async complete(step, data, surroundings) {
    const { today, documents, formData = {} } = surroundings;
    const uploaded = hasFiles(step.custom_fields) ? await documents() : [];
    const form = readForm(step.custom_fields, data ?? {}, today, {
      documents: uploaded.filter((document) => document.step_id === step.step_id),
      around: (fieldId) => valueElsewhere(formData, step.step_id, fieldId),
      ...correctionOf(surroundings),
    });
    return form.ok ? { ok: true, formData: form.values } : form;
  },
};

/** A form that is open again keeps what it held, but for the answers that a reviewer asked for. */
function correctionOf({ reopened, previous = {} }: StepSurroundings): { correction?: Correction } {
  if (!reopened) return {};
  const asked = reopened.items.flatMap(({ field_id }) => (field_id === undefined ? [] : [field_id]));
  return { correction: { previous, asked: new Set(asked) } };
}

/** Of a field that a condition names outside its own form, at most one other form has the id. */
function valueElsewhere(
  formData: NonNullable<StepSurroundings['formData']>,
  stepId: string,
  fieldId: string,
): unknown {
  const others = Object.entries(formData).filter(([id]) => id !== stepId);
  return others.find(([, values]) => Object.hasOwn(values, fieldId))?.[1][fieldId];
}

function publicField(field: FieldDefinition): Record<string, unknown> {
  const key = field.type === 'object' ? 'fields' : 'item_fields';
  const nested = nestedFields(field).map(publicField);
  return { ...without(field, internalFieldKeys), ...(nested.length > 0 && { [key]: nested }) };
}

/**
 * What may be uploaded for the file fields of an id, wherever they are nested; those of one step take the same files. Each
 * item of a list has files of its own.
 */
function fileUploads(fields: readonly FieldDefinition[], id: string, isInList: boolean): UploadRule[] {
  return fields.flatMap((field) => [
    ...(field.type === 'file' && field.field_id === id ? [uploadRuleOf(field, isInList)] : []),
    ...fileUploads(nestedFields(field), id, isInList || field.type === 'entity_list'),
  ]);
}

function uploadRuleOf(field: FieldDefinition, isInList: boolean): UploadRule {
  const accepted = field['accepted_types'] as string[] | undefined;
  const max_size_mb = field['max_size_mb'] as number | undefined;
  return {
    field_id: field.field_id,
    auto_extract: false,
    allow_multiple: isInList || field['allow_multiple'] === true,
    ...(accepted && { accepted_types: [...new Set(accepted.flatMap(contentTypesOf))] }),
    ...(max_size_mb !== undefined && { max_size_mb }),
  };
}

const hasFiles = (fields: readonly FieldDefinition[]): boolean =>
  fields.some((field) => field.type === 'file' || hasFiles(nestedFields(field)));
