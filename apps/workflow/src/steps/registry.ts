import { documentUpload } from './document-upload/step.js';
import { formFill } from './form-fill/step.js';
import { liveness } from './liveness/step.js';
import { selfie } from './selfie/step.js';
import type { StepType } from './step-type.js';
import { subsessionCollection } from './subsession-collection/step.js';
import { validation } from './validation/step.js';

/** Every type of step that can be walked; a new one is a folder and a line here. */
export const stepTypes: ReadonlyMap<string, StepType> = new Map(
  [documentUpload, formFill, selfie, liveness, validation, subsessionCollection].map((step) => [
    step.type,
    step as unknown as StepType,
  ]),
);

/** The implementation of a step whose definition was accepted. */
export function stepTypeOf(type: string): StepType {
  const found = stepTypes.get(type);
  if (!found) throw new Error(`a stored definition has the unknown step type '${type}'`);
  return found;
}
