import type { FieldError } from '#libs/problems';
import { compile } from '#libs/platform';
import { templateOf } from '../templates/registry.js';
import { crossChecks } from './cross-checks.js';
import { DefinitionSchema, type WorkflowDefinition } from './definition.js';
import { Faults } from './faults.js';
import { isAtOrBelow } from './json-pointer.js';
import { partsNotBuilt } from './not-built.js';
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

export type ParsedDefinition = { parties: PartyReference[] } & (
  | { ok: true; definition: WorkflowDefinition }
  | {
      ok: false;
      /** Whether nothing is wrong with it but that it asks for parts that are not built yet. */
      notBuilt: boolean;
      errors: FieldError[];
    }
);

/**
 * Reads an untrusted definition: every default filled in, or every mistake at once. What is right is held against each
 * other even when something else is wrong. Parts of the contract that are not built yet are told apart from mistakes.
 *
 * @param today ISO date that relative date limits refer to
 */
export function parseDefinition(input: unknown, today: string): ParsedDefinition {
  const checked = check(input);
  const shape = checked.ok ? [] : checked.errors;
  const definition = (checked.ok ? checked.value : checked.rest) as WorkflowDefinition | undefined;
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
    return { ok: false, notBuilt: false, errors: shape, parties: [] };
  const faults = new Faults(shape);
  definition.entity_types ??= [...(templateOf(definition.template_type)?.entityTypes ?? ['individual'])];
  const steps = readSteps(definition, faults, mended(definition, shape));
  const mistakes = [...shape, ...crossChecks({ definition, steps, faults, today })];
  const notBuilt = partsNotBuilt(input).filter(
    ({ pointer }) => !shape.some((mistake) => isAtOrBelow(mistake.pointer, pointer)),
  );
  const parties = steps.flatMap(partiesOf);
  if (mistakes.length + notBuilt.length === 0) return { ok: true, definition, parties };
  const errors = [...mistakes, ...notBuilt].slice(0, maxErrors);
  return { ok: false, notBuilt: mistakes.length === 0, errors, parties };
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
