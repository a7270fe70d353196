import { addressField } from './address/field.js';
import { booleanField } from './boolean/field.js';
import { countryField } from './country/field.js';
import { dateField } from './date/field.js';
import { domainField } from './domain/field.js';
import { emailField } from './email/field.js';
import { entityListField } from './entity-list/field.js';
import type { FieldType } from './field-type.js';
import { fieldSchema } from './field-schema.js';
import { fileField } from './file/field.js';
import { nameField } from './name/field.js';
import { numberField } from './number/field.js';
import { objectField } from './object/field.js';
import { phoneField } from './phone/field.js';
import { selectField } from './select/field.js';
import { textField } from './text/field.js';
import { urlField } from './url/field.js';
import { volumeField } from './volume/field.js';
import { walletField } from './wallet/field.js';

/** Every kind of form field that holds one value; a new one is a folder and a line here. */
const plainFields = [
  textField,
  numberField,
  dateField,
  booleanField,
  selectField,
  fileField,
  emailField,
  phoneField,
  urlField,
  countryField,
  nameField,
  walletField,
  domainField,
  volumeField,
  addressField,
].map((field) => field as unknown as FieldType);

/** The kinds that hold other fields; what they hold may hold others once more, and no deeper. */
const innerFields = withNesting(plainFields);
const allFields = withNesting(innerFields);

function withNesting(fields: readonly FieldType[]): FieldType[] {
  const schema = fieldSchema(fields);
  const types = new Map(fields.map((field) => [field.type, field]));
  const nesting = [entityListField(schema, types), objectField(schema, types)];
  return [...plainFields, ...nesting.map((field) => field as unknown as FieldType)];
}

/** Every kind of form field. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(
  allFields.map((field) => [field.type, field]),
);

/** The schema of one field definition. */
export const FieldDefinitionSchema = fieldSchema(allFields);
