import { countryField } from './country/field.js';
import { dateField } from './date/field.js';
import { emailField } from './email/field.js';
import type { FieldType } from './field-type.js';
import { nameField } from './name/field.js';
import { phoneField } from './phone/field.js';
import { selectField } from './select/field.js';
import { textField } from './text/field.js';

/** Every kind of form field; a new one is a folder and a line here. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(
  [textField, dateField, selectField, emailField, phoneField, countryField, nameField].map((field) => [
    field.type,
    field as unknown as FieldType,
  ]),
);

/** Kinds of the public contract that answer 501 until they are built. */
export const fieldTypesNotBuilt: readonly string[] = [
  'number',
  'boolean',
  'file',
  'url',
  'wallet',
  'domain',
  'volume',
  'address',
  'entity_list',
  'object',
];
