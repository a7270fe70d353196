import { documentTypes, documentUploadConfig, type DocumentUploadStep } from './config.js';
import { documentMissing } from './reasons.js';
import { refuseData, type StepType } from '../step-type.js';

/** Collects documents; complete when every required one is there. */
export const documentUpload: StepType<DocumentUploadStep> = {
  type: 'document_upload',
  config: documentUploadConfig,
  collectsDocuments: true,

  fillDefaults(step) {
    for (const requirement of step.document_requirements)
      requirement.display_name ??= documentTypes[requirement.document_type];
  },

  checkDefinition(step) {
    const types = step.document_requirements.map((r) => r.document_type);
    return types.flatMap((type, i) =>
      types.indexOf(type) < i
        ? [
            {
              pointer: `/document_requirements/${i}/document_type`,
              code: 'not_unique',
              detail: 'is asked for before; use allow_multiple',
            },
          ]
        : [],
    );
  },

  uploadRule(step, { document_type, field_id }) {
    if (field_id !== undefined) return undefined;
    return step.document_requirements.find((r) => r.document_type === document_type);
  },

  async isEmpty(step, _data, { documents }) {
    return (await documents()).every((d) => d.step_id !== step.step_id);
  },

  async complete(step, data, { documents }) {
    const there = new Set(
      (await documents()).filter((d) => d.step_id === step.step_id).map((d) => d.document_type),
    );
    const missing = step.document_requirements.filter((r) => r.required && !there.has(r.document_type));
    const errors = [...refuseData(data), ...missing.map(documentMissing)];
    return errors.length > 0 ? { ok: false, errors } : { ok: true };
  },
};
