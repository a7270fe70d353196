import { validationConfig, type ValidationStep } from './config.js';
import { refuseData, type StepType } from '../step-type.js';

/** Runs checks when the user reaches it, and is complete when they have ended; the user has nothing to do. */
export const validation: StepType<ValidationStep> = {
  type: 'validation',
  config: validationConfig,

  checkDefinition: () => [],
  brings: () => ({}),
  tasks: ({ validation_tasks }) => validation_tasks,
  /** Which checks run is nothing that helps an honest user. */
  publicConfig: () => ({}),
  uploadRule: () => undefined,
  isEmpty: async () => false,

  async complete(_step, data) {
    const errors = refuseData(data);
    return errors.length > 0 ? { ok: false, errors } : { ok: true };
  },
};
