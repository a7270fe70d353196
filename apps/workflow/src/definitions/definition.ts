import { Type, type Static } from '@sinclair/typebox';
import { ActionSchema } from '../rules/action.js';
import { ruleKinds } from '../rules/registry.js';
import { stepTypes } from '../steps/registry.js';
import type { StepDefinition } from '../steps/step-type.js';
import { oneOfTypes } from './one-of-types.js';

/** What people read: not only spaces, and no control characters. */
const DisplayName = Type.String({
  minLength: 1,
  maxLength: 200,
  pattern: '^(?!\\s*$)[^\\u0000-\\u001f\\u007f]*$',
});

const stepCommon = {
  step_id: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' }),
  order: Type.Integer({ minimum: 1, maximum: 50 }),
  name: DisplayName,
  required: Type.Boolean({ default: true }),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  instructions: Type.Optional(Type.String({ maxLength: 2000 })),
};

const closed = { additionalProperties: false };
const Threshold = (value: number) => Type.Number({ minimum: 0, maximum: 1, default: value });
const Switch = (value: boolean) => Type.Boolean({ default: value });

const AutomationRules = Type.Object(
  {
    enabled: Switch(true),
    auto_process: Switch(false),
    default_action: Type.Union([ActionSchema], { default: 'manual_review' }),
    ...Object.fromEntries(
      ruleKinds.map((kind) => [kind.list, Type.Array(kind.schema, { default: [], maxItems: 500 })]),
    ),
  },
  { ...closed, default: {} },
);

const ValidationConfig = Type.Object(
  {
    run_lists: Switch(false),
    watchlist_auto_add: Switch(true),
    lists: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 100 }),
    ),
    list_match_threshold: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    run_adverse_media: Switch(false),
    run_crypto_check: Switch(false),
    auto_face_match: Switch(false),
    face_match_threshold: Threshold(0.85),
    cross_validate_documents: Switch(false),
    four_eyes: Switch(false),
    ownership_threshold: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 100,
        description: 'Percent from which a natural person is a beneficial owner; 25 when left out',
      }),
    ),
    automation_rules: AutomationRules,
  },
  { ...closed, default: {} },
);

/** For whom a workflow is. */
export const EntityTypes = Type.Array(Type.Union([Type.Literal('individual'), Type.Literal('company')]), {
  minItems: 1,
  uniqueItems: true,
  description: 'Left out: those of the template that `template_type` names, else `individual`',
});

/** The schema of a workflow definition, put together from the step types, field types and rule kinds. */
export const DefinitionSchema = Type.Object(
  {
    name: DisplayName,
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    template_type: Type.String({ default: 'custom', maxLength: 100 }),
    entity_types: Type.Optional(EntityTypes),
    industry: Type.Optional(Type.String({ maxLength: 100 })),
    tags: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { default: [], maxItems: 50 }),
    ttl_days: Type.Integer({ minimum: 1, maximum: 365, default: 7 }),
    steps: Type.Array(
      oneOfTypes(
        [...stepTypes.values()].map(({ type, config }) =>
          Type.Object({ ...stepCommon, type: Type.Literal(type), ...config }, closed),
        ),
      ),
      { minItems: 1, maxItems: 50 },
    ),
    validation_config: ValidationConfig,
  },
  closed,
);

export type AutomationRules = Static<typeof AutomationRules> & Record<string, unknown>;
export type ValidationConfig = Omit<Static<typeof ValidationConfig>, 'automation_rules'> & {
  automation_rules: AutomationRules;
};

export type EntityType = 'individual' | 'company';

/** A workflow definition that was accepted, defaults filled in. */
export type WorkflowDefinition = Omit<
  Static<typeof DefinitionSchema>,
  'entity_types' | 'steps' | 'validation_config'
> & {
  entity_types: EntityType[];
  steps: StepDefinition[];
  validation_config: ValidationConfig;
};
