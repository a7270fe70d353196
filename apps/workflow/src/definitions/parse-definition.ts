import type { FieldError } from '#libs/problems';
import { compile } from '#libs/platform';
import { templateOf } from '../templates/registry.js';
import { crossChecks } from './cross-checks.js';
import { DefinitionSchema, type WorkflowDefinition } from './definition.js';
import type { ProfileReference } from './extraction-profiles.js';
import { Faults } from './faults.js';
import { readSteps, type StepPart } from './step-parts.js';
import { withoutFaults } from './without-faults.js';

const check = compile(DefinitionSchema);

/** More are not listed, as for any other body. */
const maxErrors = 100;

/** A workflow that related parties go through, and where the definition names it. */
export interface PartyReference {
  workflowId: string;
  pointer: string;
}

/** What a definition names that stands outside of it. */
interface References {
  parties: PartyReference[];
  profiles: ProfileReference[];
}

export type ParsedDefinition = References &
  ({ ok: true; definition: WorkflowDefinition } | { ok: false; errors: FieldError[] });

/**
 * Reads an untrusted definition: every default filled in and the steps in their order, or every mistake at once. What is right is held against each
 * other even when something else is wrong.
 *
 * @param today ISO date that relative date limits refer to
 */
export function parseDefinition(input: unknown, today: string): ParsedDefinition {
  const checked = check(input);
  const shape = checked.ok ? [] : checked.errors;
  const definition = (checked.ok ? checked.value : checked.rest) as WorkflowDefinition | undefined;
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
    return { ok: false, errors: shape, parties: [], profiles: [] };
  const faults = new Faults(shape);
  definition.entity_types ??= [...(templateOf(definition.template_type)?.entityTypes ?? ['individual'])];
  const steps = readSteps(definition, faults, mended(definition, shape));
  const mistakes = [...shape, ...crossChecks({ definition, steps, faults, today })];
  const references = { parties: steps.flatMap(partiesOf), profiles: steps.flatMap(profilesOf) };
  if (mistakes.length > 0) return { ok: false, errors: mistakes.slice(0, maxErrors), ...references };
  definition.steps.sort((a, b) => a.order - b.order);
  return { ok: true, definition, ...references };
}

/** The definition with faulty values left out where it can do without them, and what is wrong with it even then. */
function mended(
  definition: object,
  shape: FieldError[],
): { definition: unknown; faults: Faults } | undefined {
  if (shape.length === 0) return undefined;
  const checked = check(withoutFaults(definition, shape));
  return checked.ok
    ? { definition: checked.value, faults: new Faults([]) }
    : { definition: checked.rest, faults: new Faults(checked.errors) };
}

const partiesOf = ({ at, brings }: StepPart): PartyReference[] =>
  (brings?.parties ?? []).map(({ workflowId, pointer }) => ({ workflowId, pointer: at + pointer }));

/** Of sound steps only: in a list from which a faulty item was left out, the places would be wrong. */
const profilesOf = ({ at, sound, brings }: StepPart): ProfileReference[] =>
  sound ? (brings?.profiles ?? []).map((one) => ({ ...one, pointer: at + one.pointer })) : [];
