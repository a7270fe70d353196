import { Type } from '@sinclair/typebox';
import type { FieldDefinition } from '../../fields/field-definition.js';
import { FieldDefinitionSchema } from '../../fields/registry.js';
import type { StepDefinition } from '../step-type.js';

export const formFillConfig = {
  custom_fields: Type.Array(FieldDefinitionSchema, { minItems: 1, maxItems: 200 }),
};

export interface FormFillStep extends StepDefinition {
  custom_fields: FieldDefinition[];
}
