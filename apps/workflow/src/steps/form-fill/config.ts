import { Type } from '@sinclair/typebox';
import { FieldDefinitionSchema, type FieldDefinition } from '../../fields/field-definition.js';
import type { StepDefinition } from '../step-type.js';

export const formFillConfig = {
  custom_fields: Type.Array(FieldDefinitionSchema, { minItems: 1, maxItems: 200 }),
};

export interface FormFillStep extends StepDefinition {
  custom_fields: FieldDefinition[];
}
