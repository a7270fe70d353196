import type { DocumentView, ExtractedValue, SessionCase } from '#libs/contracts';
import { countryCode, isPartialDate, type Identifier } from '../lists/index.js';
import { mergeParties, type Party } from './party.js';

/** Below this a document contradicts its own value; such a value says nothing about who somebody is. */
const believable = 0.5;

/** Names of the kinds of documents whose number identifies a person, as lists call the number. */
const numberTypes: Readonly<Record<string, string>> = {
  passport: 'passport',
  national_id: 'national_id',
  driving_licence: 'driving_licence',
  residence_permit: 'residence_permit',
};

/** Everybody a session names, each once: parties of its forms first, then those that only documents name. Pure. */
export function partiesOfCase(
  form: Pick<SessionCase, 'subjects'>,
  documents: readonly DocumentView[],
): Party[] {
  const inForms = form.subjects.map(({ name, type, entity_role, source, dob, countries }): Party => ({
    type,
    name,
    ...(entity_role && { entityRole: entity_role }),
    ...(dob && isPartialDate(dob) && { dob }),
    countries: countries.filter(isCountry),
    identifiers: [],
    sources: [source],
  }));
  return mergeParties([...inForms, ...documents.flatMap(partiesOfDocument)]);
}

function partiesOfDocument(document: DocumentView): Party[] {
  return [...holderOf(document), ...companyOf(document), ...peopleOf(document)];
}

function holderOf(document: DocumentView): Party[] {
  const { fields } = document;
  const parts = [textOf(fields, 'given_names'), textOf(fields, 'surname')].filter(
    (part) => part !== undefined,
  );
  const name = textOf(fields, 'full_name') ?? parts.join(' ');
  if (!name) return [];
  const dob = textOf(fields, 'date_of_birth', believable);
  return [
    {
      ...about(document, 'full_name'),
      type: 'individual',
      name,
      ...(dob && isPartialDate(dob) && { dob }),
      countries: countriesOf(fields, 'nationality'),
      identifiers: numbersOfHolder(document),
    },
  ];
}

function numbersOfHolder({ fields, document_kind }: DocumentView): Identifier[] {
  const kind = document_kind ?? textOf(fields, 'document_kind');
  const type = kind && numberTypes[kind];
  const [country] = countriesOf(fields, 'issuing_country');
  return [
    ...(type ? identifier(fields, 'document_number', type, country) : []),
    ...identifier(fields, 'personal_number', 'personal_number', country),
  ];
}

function companyOf(document: DocumentView): Party[] {
  const { fields } = document;
  const name = textOf(fields, 'company_name');
  if (!name) return [];
  const countries = countriesOf(fields, 'incorporation_country');
  return [
    {
      ...about(document, 'company_name'),
      type: 'company',
      name,
      countries,
      identifiers: [
        ...identifier(fields, 'registration_number', 'registration_number', countries[0]),
        ...identifier(fields, 'tax_id', 'tax_id', countries[0]),
      ],
    },
  ];
}

/** Directors and shareholders of a company's papers. Either may be a company itself. */
function peopleOf(document: DocumentView): Party[] {
  return (['directors', 'shareholders'] as const).flatMap((field) =>
    listOf(document.fields[field])
      .flatMap((entry) => nameIn(entry) ?? [])
      .map((name) => ({
        type: 'any' as const,
        name,
        entityRole: field.slice(0, -1),
        countries: [],
        identifiers: [],
        sources: [`document:${document.doc_id}/${field}`],
      })),
  );
}

function about({ doc_id, entity_role }: DocumentView, field: string): Pick<Party, 'sources' | 'entityRole'> {
  return { sources: [`document:${doc_id}/${field}`], ...(entity_role && { entityRole: entity_role }) };
}

function identifier(
  fields: DocumentView['fields'],
  field: string,
  type: string,
  country?: string,
): Identifier[] {
  const value = textOf(fields, field, believable);
  return value ? [{ type, value, ...(country && { country }) }] : [];
}

function countriesOf(fields: DocumentView['fields'], field: string): string[] {
  const code = textOf(fields, field, believable);
  return code && isCountry(code) ? [code] : [];
}

function textOf(fields: DocumentView['fields'], name: string, atLeast = 0): string | undefined {
  const { value, confidence = 0 } = (fields[name] ?? {}) as Partial<ExtractedValue>;
  if (typeof value !== 'string' || confidence < atLeast) return undefined;
  return value.trim() || undefined;
}

function listOf(field: unknown): unknown[] {
  const { value } = (field ?? {}) as { value?: unknown };
  return Array.isArray(value) ? value : [];
}

function nameIn(entry: unknown): string | undefined {
  const name = typeof entry === 'string' ? entry : ((entry ?? {}) as { name?: unknown }).name;
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined;
}

const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && countryCode(code) !== undefined;
