import type { DocumentView } from '#libs/contracts';
import { selfieStepConfig, type SelfieStep } from './config.js';
import { selfieMissing, selfieRefused } from './reasons.js';
import { isSince, refuseData, type StepSurroundings, type StepType } from '../step-type.js';

/** One photograph of the user's face, good enough to be compared. */
export const selfie: StepType<SelfieStep> = {
  type: 'selfie',
  config: selfieStepConfig,

  checkDefinition: () => [],
  brings: () => ({ biometrics: true, face: true }),
  publicConfig: ({ selfie_config }) => ({ selfie_config }),

  uploadRule(_step, { document_type, field_id }) {
    if (field_id !== undefined || document_type !== 'selfie') return undefined;
    return { document_type: 'selfie', auto_extract: false, allow_multiple: false };
  },

  async isEmpty(step, _data, surroundings) {
    return (await latestSelfie(step, surroundings)) === undefined;
  },

  async complete(step, data, surroundings) {
    const errors = refuseData(data);
    const photo = await latestSelfie(step, surroundings);
    if (!photo) return { ok: false, errors: [...errors, selfieMissing] };
    const assessment = await surroundings.assessSelfie(photo.doc_id, step.selfie_config);
    if (!assessment.passed) errors.push(...assessment.reasons.map(selfieRefused));
    return errors.length > 0 ? { ok: false, errors } : { ok: true };
  },
};

async function latestSelfie(
  step: SelfieStep,
  { documents, reopened }: StepSurroundings,
): Promise<DocumentView | undefined> {
  return (await documents())
    .filter((d) => d.step_id === step.step_id && d.document_type === 'selfie')
    .filter((d) => isSince(d.uploaded_at, reopened))
    .at(-1);
}
