import type { ProfileFieldType, TextFieldName } from '../reading/index.js';

const texts: readonly ProfileFieldType[] = ['text', 'name'];
const dates: readonly ProfileFieldType[] = ['date'];
const countries: readonly ProfileFieldType[] = ['country'];
const addresses: readonly ProfileFieldType[] = ['address', 'text'];

/**
 * What a profile's field may be that has the name of a field of the public contract: rules and checks rely on dates
 * being dates there. None at all for what is derived from the rest of the document.
 */
const typesOfStandardFields: Record<TextFieldName, readonly ProfileFieldType[]> = {
  document_number: texts,
  surname: texts,
  given_names: texts,
  full_name: texts,
  date_of_birth: dates,
  date_of_expiry: dates,
  date_of_issue: dates,
  sex: [],
  nationality: countries,
  issuing_country: countries,
  personal_number: texts,
  document_kind: [],
  address: addresses,
  issue_date: dates,
  issuer: texts,
  account_number: texts,
  company_name: texts,
  registration_number: texts,
  tax_id: texts,
  incorporation_date: dates,
  incorporation_country: countries,
  registered_address: addresses,
};

/** Of the contract too, but no plain values. */
const shaped: Record<string, readonly ProfileFieldType[]> = { mrz: [], directors: [], shareholders: [] };

const standardTypes = new Map([...Object.entries(typesOfStandardFields), ...Object.entries(shaped)]);

/** The types that a field of this name may have; undefined when it may have any. */
export function typesOfName(name: string): readonly ProfileFieldType[] | undefined {
  return standardTypes.get(name);
}
