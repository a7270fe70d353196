import type { FieldError } from '#libs/problems';
import { ruleKinds } from '../rules/registry.js';
import { templateOf } from '../templates/registry.js';
import { ambiguousFields } from './ambiguous-fields.js';
import type { WorkflowDefinition } from './definition.js';
import type { Faults } from './faults.js';
import { fieldLists } from './form-fields.js';
import type { StepPart } from './step-parts.js';

/** A definition as far as it can be understood: what `faults` names is not as its type says. */
export interface Understood {
  definition: WorkflowDefinition;
  steps: readonly StepPart[];
  faults: Faults;
  /** ISO date that relative date limits refer to */
  today: string;
}

/**
 * Mistakes that only show when the parts of a definition are held against each other. A check keeps silent about what
 * depends on a part that cannot be understood.
 */
export function crossChecks(understood: Understood): FieldError[] {
  const { steps, today } = understood;
  const sequence = inOrder(steps);
  return [
    ...orders(understood),
    ...uniqueStepIds(understood),
    ...uniqueFieldIds(steps),
    ...ambiguousFields(steps),
    ...sequence.flatMap((step, i) => stepChecks(step, sequence.slice(0, i), today)),
    ...faceMatches({ ...understood, steps: sequence }),
    ...entityTypes(understood),
    ...rules(understood),
  ];
}

const below = (pointer: string, errors: FieldError[] = []): FieldError[] =>
  errors.map((error) => ({ ...error, pointer: pointer + error.pointer }));

/** Fields of a step's conditions may stand in forms before it; one that is not understood may have any. */
function stepChecks({ at, sound, type }: StepPart, before: readonly StepPart[], today: string): FieldError[] {
  if (!sound) return [];
  const earlier = before.flatMap(({ brings }) => brings?.fields ?? []);
  const areAllKnown = before.every(({ brings }) => brings !== undefined);
  return below(at, type?.checkDefinition(sound, today, earlier)).filter(
    ({ code }) => areAllKnown || code !== 'unknown_field',
  );
}

/** The order that the steps say, whatever their places in the list; as they are listed when it has mistakes. */
function inOrder(steps: readonly StepPart[]): readonly StepPart[] {
  const byOrder = new Map(steps.map((step) => [step.raw.order, step]));
  const sorted = steps.flatMap((_, i) => byOrder.get(i + 1) ?? []);
  return sorted.length === steps.length ? sorted : steps;
}

function orders({ steps, faults }: Understood): FieldError[] {
  const seen = new Set<unknown>();
  return steps.flatMap(({ at, raw: { order = 0 } }) => {
    const pointer = `${at}/order`;
    if (!faults.isReadable(pointer)) return [];
    const isFree = order <= steps.length && !seen.has(order);
    seen.add(order);
    if (isFree) return [];
    const detail = `must run from 1 to ${steps.length} over the steps, each number once`;
    return [{ pointer, code: 'wrong_order', detail }];
  });
}

function uniqueStepIds({ steps, faults }: Understood): FieldError[] {
  const places = steps
    .map(({ at, raw }) => ({ pointer: `${at}/step_id`, id: raw.step_id }))
    .filter(({ pointer }) => faults.isReadable(pointer));
  return usedBefore(places);
}

/** Values are kept by step and field, those of a group or of an item inside it: only what stands side by side must differ. */
function uniqueFieldIds(steps: readonly StepPart[]): FieldError[] {
  return steps
    .filter(({ sound }) => sound !== undefined)
    .flatMap(({ at, brings }) => fieldLists(brings?.fields ?? [], `${at}/custom_fields`))
    .flatMap(({ fields, pointer }) =>
      usedBefore(fields.map(({ field_id: id }, i) => ({ pointer: `${pointer}/${i}/field_id`, id }))),
    );
}

function usedBefore(places: readonly { pointer: string; id: unknown }[]): FieldError[] {
  const seen = new Set<unknown>();
  return places.flatMap(({ pointer, id }) => {
    if (seen.has(id)) return [{ pointer, code: 'not_unique', detail: 'is used before' }];
    seen.add(id);
    return [];
  });
}

/** A face is compared with a portrait: the workflow must collect both, and a step that compares must come after them. */
function faceMatches({ definition, steps, faults }: Understood): FieldError[] {
  const code = 'missing_step';
  const what = 'a selfie or liveness step and a step that collects an identity document';
  const pointer = '/validation_config/auto_face_match';
  const isWanted = faults.isReadable(pointer) && definition.validation_config.auto_face_match;
  return [
    ...(isWanted && faults.isReadable('/steps') && lacksFaces(steps)
      ? [{ pointer, code, detail: `needs ${what}` }]
      : []),
    ...steps.flatMap(({ at, sound, type }, i) => {
      const task = (sound && type?.tasks?.(sound).indexOf('run_face_match')) ?? -1;
      if (task < 0 || !lacksFaces(steps.slice(0, i))) return [];
      return [{ pointer: `${at}/validation_tasks/${task}`, code, detail: `needs ${what} before this one` }];
    }),
  ];
}

const lacksFaces = (steps: readonly StepPart[]): boolean =>
  steps.every(({ brings }) => brings !== undefined) &&
  !(steps.some(({ brings }) => brings?.face) && steps.some(({ brings }) => brings?.portrait));

function entityTypes({ definition, faults }: Understood): FieldError[] {
  const { template_type, entity_types } = definition;
  const pointer = '/entity_types';
  const intended = faults.isSound('/template_type') && templateOf(template_type)?.entityTypes;
  if (!intended || !faults.isSound(pointer) || entity_types.some((type) => intended.includes(type)))
    return [];
  const detail = `must name ${intended.join(' or ')}, which the template '${template_type}' is for`;
  return [{ pointer, code: 'not_allowed', detail }];
}

function rules({ definition, steps, faults }: Understood): FieldError[] {
  const at = '/validation_config/automation_rules';
  if (!faults.isReadable(at)) return [];
  const fields = steps.flatMap(({ brings }) => brings?.fields ?? []);
  const areAllKnown = faults.isReadable('/steps') && steps.every(({ brings }) => brings !== undefined);
  return ruleKinds.flatMap((kind) => {
    const list = `${at}/${kind.list}`;
    if (!faults.isReadable(list)) return [];
    return (definition.validation_config.automation_rules[kind.list] as never[])
      .flatMap((rule, i) =>
        faults.isSound(`${list}/${i}`) ? below(`${list}/${i}`, kind.checkRule(rule, fields)) : [],
      )
      .filter(({ code }) => areAllKnown || code !== 'unknown_field');
  });
}
