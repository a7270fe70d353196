import {
  documentTypes,
  documentUploadConfig,
  identityDocumentTypes,
  type DocumentRequirement,
  type DocumentUploadStep,
} from './config.js';
import { checksOf, validationMistakes } from './post-upload-validations.js';
import { documentMissing } from './reasons.js';
import { isSameType } from '../../rules/document/document-kinds.js';
import { isSince, refuseData, without, type StepType } from '../step-type.js';

/** What only the tenant sees, and what would tell a fraudster how he is checked. */
const internalRequirementKeys = [
  'entity_role',
  'extraction_profile',
  'post_upload_validations',
  'auto_extract',
  'enable_auto_classification',
];

/** Collects documents; complete when every required one is there. */
export const documentUpload: StepType<DocumentUploadStep> = {
  type: 'document_upload',
  config: documentUploadConfig,
  brings: ({ document_requirements }) => ({
    documents: true,
    portrait: document_requirements.some((r) => identityDocumentTypes.includes(r.document_type)),
    profiles: document_requirements.flatMap(({ extraction_profile: profileId, document_type }, i) =>
      profileId === null
        ? []
        : [
            {
              profileId,
              documentType: document_type,
              pointer: `/document_requirements/${i}/extraction_profile`,
            },
          ],
    ),
  }),
  publicConfig: ({ document_requirements }) => ({
    document_requirements: document_requirements.map((r) => without(r, internalRequirementKeys)),
  }),

  fillDefaults(step) {
    for (const requirement of step.document_requirements) {
      requirement.display_name ??= documentTypes[requirement.document_type];
      for (const check of requirement.post_upload_validations)
        if (typeof check === 'object') check.on_fail ??= 'reject';
    }
  },

  checkDefinition({ document_requirements }) {
    const types = document_requirements.map((r) => r.document_type);
    return document_requirements.flatMap((requirement, i) => {
      const at = `/document_requirements/${i}`;
      const isRepeated = types.indexOf(requirement.document_type) < i;
      const detail = 'is asked for before; use allow_multiple';
      return [
        ...(isRepeated ? [{ pointer: `${at}/document_type`, code: 'not_unique', detail }] : []),
        ...validationMistakes(requirement, `${at}/post_upload_validations`),
      ];
    });
  },

  uploadRule(step, { document_type, field_id }) {
    if (field_id !== undefined || document_type === undefined) return undefined;
    const requirement = requirementFor(step, document_type);
    if (!requirement) return undefined;
    const { extraction_profile, post_upload_validations: validations, ...rule } = requirement;
    return {
      ...rule,
      ...(validations.length > 0 && { validations: checksOf(validations) }),
      ...(extraction_profile !== null && { extraction_profile }),
    };
  },

  async isEmpty(step, _data, { documents }) {
    return (await documents()).every((d) => d.step_id !== step.step_id);
  },

  async complete(step, data, { documents, reopened }) {
    const own = (await documents()).filter((d) => d.step_id === step.step_id);
    const asked = new Set<string | undefined>(
      reopened?.items.map(({ document_type = '' }) => requirementFor(step, document_type)?.document_type),
    );
    const isThere = (type: string): boolean =>
      own.some((d) => d.document_type === type && (!asked.has(type) || isSince(d.uploaded_at, reopened)));
    const missing = step.document_requirements.filter(
      (r) => (r.required || asked.has(r.document_type)) && !isThere(r.document_type),
    );
    const errors = [...refuseData(data), ...missing.map(documentMissing)];
    return errors.length > 0 ? { ok: false, errors } : { ok: true };
  },
};

/** The requirement that a type names as it is written, or by its other name. */
function requirementFor(
  { document_requirements }: DocumentUploadStep,
  type: string,
): DocumentRequirement | undefined {
  return (
    document_requirements.find((r) => r.document_type === type) ??
    document_requirements.find((r) => isSameType(r.document_type, type))
  );
}
