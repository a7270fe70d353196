import type { FieldDefinition } from '../fields/field-definition.js';
import type { FormFillStep } from '../steps/form-fill/config.js';
import type { WorkflowDefinition } from './definition.js';

/** Every field of every form of a workflow, with the step it stands in. */
export function formFieldsOf(definition: WorkflowDefinition): { stepId: string; field: FieldDefinition }[] {
  return definition.steps
    .filter((step): step is FormFillStep => step.type === 'form_fill')
    .flatMap((step) => step.custom_fields.map((field) => ({ stepId: step.step_id, field })));
}
