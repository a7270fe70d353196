import { stepTypes } from '../steps/registry.js';
import type { StepContribution, StepDefinition, StepType } from '../steps/step-type.js';
import type { Faults } from './faults.js';

/** One step of a definition that may have mistakes, as far as it can be understood. */
export interface StepPart {
  /** Its JSON pointer. */
  at: string;
  /** As it was written. */
  raw: Partial<StepDefinition>;
  /** Itself, when nothing is wrong with the properties of its type. */
  sound?: StepDefinition;
  type?: StepType;
  /** Absent when its mistakes leave it open. */
  brings?: StepContribution;
}

/** A definition, in which what `faults` names is not as it should be. */
interface Reading {
  definition: unknown;
  faults: Faults;
}

/**
 * Reads each step: as it is where it is sound, else, for what it brings, as it is in `mended`, the definition without
 * the faulty values.
 */
export function readSteps(definition: unknown, faults: Faults, mended: Reading | undefined): StepPart[] {
  if (!faults.isReadable('/steps')) return [];
  return stepsOf(definition).map((raw, i) => {
    const part = { at: `/steps/${i}`, raw: raw ?? {} };
    const sound = soundStep({ definition, faults }, i);
    const understood = sound ?? (mended && soundStep(mended, i));
    if (!understood) return part;
    const { type, step } = understood;
    return { ...part, type, ...(sound && { sound: sound.step }), brings: type.brings(step) };
  });
}

/** Mistakes in what all steps have in common do not keep a step from being understood. */
function soundStep(
  { definition, faults }: Reading,
  i: number,
): { type: StepType; step: StepDefinition } | undefined {
  const at = `/steps/${i}`;
  const step = faults.isReadable(at) ? stepsOf(definition)[i] : undefined;
  const type = step && stepTypes.get(step.type);
  if (!type || !Object.keys(type.config).every((key) => faults.isSound(`${at}/${key}`))) return undefined;
  type.fillDefaults?.(step);
  return { type, step };
}

const stepsOf = (definition: unknown): StepDefinition[] =>
  (definition as { steps?: StepDefinition[] } | undefined)?.steps ?? [];
