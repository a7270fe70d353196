import { Type, type Static } from '@sinclair/typebox';
import type { StepDefinition } from '../step-type.js';

const SubsessionConfig = Type.Object(
  {
    workflow_id: Type.String({ minLength: 1, maxLength: 100 }),
    max_subsessions: Type.Integer({ minimum: 1, maximum: 100, default: 1 }),
    require_completion_before_proceed: Type.Boolean({ default: false }),
    impact_parent_status: Type.Boolean({ default: false }),
    ttl_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
  },
  { additionalProperties: false },
);

export const subsessionCollectionConfig = { subsession_config: SubsessionConfig };

export interface SubsessionCollectionStep extends StepDefinition {
  subsession_config: Static<typeof SubsessionConfig>;
}
