import { Type, type Static } from '@sinclair/typebox';
import type { StepDefinition } from '../step-type.js';

/** The checks that a validation step can run, by the names of the source specification. */
export const validationTasks = [
  'cross_validate_documents',
  'run_sanction_check',
  'run_adverse_media',
  'run_crypto_check',
  'run_face_match',
] as const;

const Tasks = Type.Array(Type.Union(validationTasks.map((task) => Type.Literal(task))), {
  minItems: 1,
  uniqueItems: true,
});

export const validationConfig = { validation_tasks: Tasks };

export interface ValidationStep extends StepDefinition {
  validation_tasks: Static<typeof Tasks>;
}
