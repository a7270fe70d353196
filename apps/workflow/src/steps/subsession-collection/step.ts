import { DomainRefusal } from '#libs/problems';
import { subsessionCollectionConfig, type SubsessionCollectionStep } from './config.js';
import { pending } from './reasons.js';
import { refuseData, without, type StepType } from '../step-type.js';

const finished = ['completed', 'processing', 'approved', 'rejected', 'manual_review'];

/** Invites related parties into sessions of their own; may wait until they are done. */
export const subsessionCollection: StepType<SubsessionCollectionStep> = {
  type: 'subsession_collection',
  config: subsessionCollectionConfig,

  checkDefinition: () => [],
  brings: ({ subsession_config: { workflow_id, impact_parent_status } }) => ({
    parties: [
      {
        workflowId: workflow_id,
        pointer: '/subsession_config/workflow_id',
        impactsParent: impact_parent_status,
      },
    ],
  }),
  publicConfig: ({ subsession_config }) => ({
    subsession_config: without(subsession_config, ['workflow_id', 'impact_parent_status']),
  }),
  uploadRule: () => undefined,

  async isEmpty(step, _data, { subsessions }) {
    return (await subsessions()).every((s) => s.step_id !== step.step_id);
  },

  async complete(step, data, { subsessions }) {
    const errors = refuseData(data);
    if (errors.length > 0) return { ok: false, errors };
    if (!step.subsession_config.require_completion_before_proceed) return { ok: true };
    const waiting = (await subsessions())
      .filter((s) => s.step_id === step.step_id)
      .filter((s) => !finished.includes(s.status));
    if (waiting.length > 0)
      throw new DomainRefusal(
        'subsessions_pending',
        'Some invited parties are not done yet.',
        waiting.map(pending),
      );
    return { ok: true };
  },
};
