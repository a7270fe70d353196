import type { FieldError } from '#libs/problems';
import { compile } from '#libs/platform';
import { stepTypeOf } from '../steps/registry.js';
import { crossChecks } from './cross-checks.js';
import { DefinitionSchema, type WorkflowDefinition } from './definition.js';
import { partsNotBuilt } from './not-built.js';

const check = compile(DefinitionSchema);

export type ParsedDefinition =
  { ok: true; definition: WorkflowDefinition } | { ok: false; notBuilt: boolean; errors: FieldError[] };

/**
 * Reads an untrusted definition: every default filled in, or every mistake at once. Parts of the contract that are not
 * built yet are told apart from mistakes.
 *
 * @param today ISO date that relative date limits refer to
 */
export function parseDefinition(input: unknown, today: string): ParsedDefinition {
  const notBuilt = partsNotBuilt(input);
  if (notBuilt.length > 0) return { ok: false, notBuilt: true, errors: notBuilt };
  const checked = check(input);
  if (!checked.ok) return { ok: false, notBuilt: false, errors: checked.errors };
  const definition = checked.value as unknown as WorkflowDefinition;
  for (const step of definition.steps) stepTypeOf(step.type).fillDefaults?.(step);
  const errors = crossChecks(definition, today);
  return errors.length > 0 ? { ok: false, notBuilt: false, errors } : { ok: true, definition };
}
