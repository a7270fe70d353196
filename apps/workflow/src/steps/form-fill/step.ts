import { checkFieldDefinition } from '../../fields/field-definition.js';
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
  brings: ({ custom_fields }) => ({ fields: custom_fields }),
  publicConfig: ({ custom_fields }) => ({
    custom_fields: custom_fields.map((field) => without(field, internalFieldKeys)),
  }),

  checkDefinition(step, today) {
    return step.custom_fields.flatMap((field, i) =>
      checkFieldDefinition(field, `/custom_fields/${i}`, today),
    );
  },

  uploadRule: () => undefined,

  isEmpty: async (_step, data) => isBlank(data),

  async complete(step, data, { today }) {
    const form = readForm(step.custom_fields, data ?? {}, today);
    return form.ok ? { ok: true, formData: form.values } : form;
  },
};
