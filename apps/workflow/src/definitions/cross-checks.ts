import type { FieldError } from '#libs/problems';
import { ruleKinds } from '../rules/registry.js';
import { stepTypeOf } from '../steps/registry.js';
import type { WorkflowDefinition } from './definition.js';
import { formFieldsOf } from './form-fields.js';

/** Mistakes that only show when the parts of a definition are held against each other. */
export function crossChecks(definition: WorkflowDefinition, today: string): FieldError[] {
  return [
    ...orders(definition),
    ...uniqueStepIds(definition),
    ...uniqueFieldIds(definition),
    ...definition.steps.flatMap((step, i) =>
      below(`/steps/${i}`, stepTypeOf(step.type).checkDefinition(step, today)),
    ),
    ...faceMatchHasInputs(definition),
    ...rules(definition),
  ];
}

const below = (pointer: string, errors: FieldError[]): FieldError[] =>
  errors.map((error) => ({ ...error, pointer: pointer + error.pointer }));

function orders({ steps }: WorkflowDefinition): FieldError[] {
  return steps.flatMap((step, i) =>
    step.order === i + 1
      ? []
      : [
          {
            pointer: `/steps/${i}/order`,
            code: 'wrong_order',
            detail: `must be ${i + 1}: order runs 1, 2, 3 …`,
          },
        ],
  );
}

function uniqueStepIds({ steps }: WorkflowDefinition): FieldError[] {
  const ids = steps.map((step) => step.step_id);
  return ids.flatMap((id, i) =>
    ids.indexOf(id) < i
      ? [{ pointer: `/steps/${i}/step_id`, code: 'not_unique', detail: 'is used before' }]
      : [],
  );
}

/** Rules name a field by its id alone, so ids are unique over all forms of a workflow. */
function uniqueFieldIds(definition: WorkflowDefinition): FieldError[] {
  const seen = new Set<string>();
  return definition.steps.flatMap((step, i) =>
    formFieldsOf({ ...definition, steps: [step] }).flatMap(({ field }, k) => {
      const pointer = `/steps/${i}/custom_fields/${k}/field_id`;
      if (seen.has(field.field_id)) return [{ pointer, code: 'not_unique', detail: 'is used before' }];
      seen.add(field.field_id);
      return [];
    }),
  );
}

function faceMatchHasInputs({ steps, validation_config }: WorkflowDefinition): FieldError[] {
  if (!validation_config.auto_face_match) return [];
  const brought = steps.map((step) => stepTypeOf(step.type).brings(step));
  const hasFace = brought.some(({ face }) => face);
  const hasDocument = brought.some(({ portrait }) => portrait);
  if (hasFace && hasDocument) return [];
  const detail = 'needs a selfie or liveness step and a step that collects an identity document';
  return [{ pointer: '/validation_config/auto_face_match', code: 'missing_step', detail }];
}

function rules(definition: WorkflowDefinition): FieldError[] {
  const automation = definition.validation_config.automation_rules;
  const fields = formFieldsOf(definition).map(({ field }) => field);
  return ruleKinds.flatMap((kind) =>
    (automation[kind.list] as never[]).flatMap((rule, i) =>
      below(`/validation_config/automation_rules/${kind.list}/${i}`, kind.checkRule(rule, fields)),
    ),
  );
}
