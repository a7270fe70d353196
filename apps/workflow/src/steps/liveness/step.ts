import type { LivenessAttempt } from '#libs/contracts';
import { livenessStepConfig, type LivenessStep } from './config.js';
import { livenessNotPassed, livenessRequired } from './reasons.js';
import { isSince, refuseData, type StepSurroundings, type StepType } from '../step-type.js';

/**
 * A check that a living person sits before the camera. When all attempts are used up, or any time where the step is
 * optional, the user goes on: whether a failed check decides anything is the business of rules and reviewers.
 */
export const liveness: StepType<LivenessStep> = {
  type: 'liveness',
  config: livenessStepConfig,

  checkDefinition: () => [],
  brings: ({ liveness_config }) => ({ biometrics: true, face: liveness_config.use_for_face_match }),
  publicConfig: ({ liveness_config: { challenge_type, max_retries } }) => ({
    liveness_config: { challenge_type, max_retries },
  }),
  uploadRule: () => undefined,

  async isEmpty(step, _data, surroundings) {
    return (await attemptsAt(step, surroundings)).length === 0;
  },

  async complete(step, data, surroundings) {
    const errors = refuseData(data);
    const attempts = await attemptsAt(step, surroundings);
    const left = Math.max(0, step.liveness_config.max_retries - attempts.length);
    const isUnderWay = attempts.some(({ status }) => status === 'created');
    if (attempts.length === 0) errors.push(livenessRequired(left));
    else if (step.required && !attempts.some(({ passed }) => passed) && (left > 0 || isUnderWay))
      errors.push(livenessNotPassed(left, isUnderWay));
    return errors.length > 0 ? { ok: false, errors } : { ok: true };
  },
};

async function attemptsAt(
  step: LivenessStep,
  { biometrics, reopened }: StepSurroundings,
): Promise<LivenessAttempt[]> {
  const { liveness: found } = await biometrics();
  return (found?.attempts ?? [])
    .filter(({ step_id }) => step_id === step.step_id)
    .filter(({ created_at }) => isSince(created_at, reopened));
}
