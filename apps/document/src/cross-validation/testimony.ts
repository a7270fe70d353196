import type { CaseSubject, DocumentView, ExtractedValue } from '#libs/contracts';
import type { PersonName } from './person-name.js';

/** What one document or one form says of one person or company. What it does not say is absent. */
export interface Testimony {
  origin: 'document' | 'form';
  about: 'individual' | 'company';
  /** `applicant` where neither document nor form names another role. */
  role: string;
  /** Of documents: what it was uploaded as. Two with the same one show that the requirement takes several. */
  slot?: string;
  /** Where a datum stands. */
  sources: (field: string) => string[];
  personName?: PersonName;
  companyName?: string;
  /** ISO date */
  dateOfBirth?: string;
  /** ISO alpha-2: nationalities of a person, the country of incorporation of a company. */
  countries: string[];
  documentNumber?: DocumentNumber;
  registrationNumber?: string;
  address?: string;
}

/** A document's number, with what tells whether another number contradicts it or belongs to another document. */
export interface DocumentNumber {
  number: string;
  kind: string;
  issuer?: string;
  expiry?: string;
}

/** Below this a document contradicts its own value (see `ExtractedField`); such a value says nothing. */
const believable = 0.5;

/** Documents whose number is their own; a visa may carry the number of the passport it is in. */
const numberedKinds: readonly string[] = ['passport', 'national_id', 'driving_licence', 'residence_permit'];

/** The role of who goes through the session, whether it is spelled out or not. */
export const applicant = 'applicant';
const roleOf = (role: string | undefined): string =>
  role === undefined || role === 'individual' ? applicant : role;

/** What a document that was read says; undefined when that is nothing about anybody. */
export function testimonyOfDocument(document: DocumentView): Testimony | undefined {
  if (document.status !== 'extracted') return undefined;
  const text = (field: string): string | undefined => valueOf(document.fields[field]);
  const companyName = text('company_name');
  const registrationNumber = text('registration_number');
  const isCompany = companyName !== undefined || registrationNumber !== undefined;
  const country = text(isCompany ? 'incorporation_country' : 'nationality');
  const said = {
    address: text(isCompany ? 'registered_address' : 'address'),
    ...(isCompany
      ? { companyName, registrationNumber }
      : {
          personName: personNameOf(document, text),
          dateOfBirth: text('date_of_birth'),
          documentNumber: documentNumberOf(document, text),
        }),
  };
  if (!country && Object.values(said).every((value) => value === undefined)) return undefined;
  return {
    origin: 'document',
    about: isCompany ? 'company' : 'individual',
    role: roleOf(document.entity_role),
    slot: [document.step_id, document.document_type, document.side].join('/'),
    sources: (field) => [`document:${document.doc_id}/${field}`],
    countries: country ? [country] : [],
    ...said,
  };
}

/** What a form says of one of its parties. */
export function testimonyOfSubject({
  name,
  type,
  entity_role,
  source,
  dob,
  countries,
}: CaseSubject): Testimony {
  return {
    origin: 'form',
    about: type,
    role: roleOf(entity_role),
    sources: () => [source],
    ...(type === 'company' ? { companyName: name } : { personName: { full: name }, dateOfBirth: dob }),
    countries,
  };
}

type Text = (field: string) => string | undefined;

function personNameOf({ fields, warnings }: DocumentView, text: Text): PersonName | undefined {
  const [surname, givenNames] = [text('surname'), text('given_names')];
  const full = text('full_name') ?? (surname && givenNames ? `${givenNames} ${surname}` : undefined);
  if (full === undefined) return undefined;
  const isFromZone = (fields['full_name'] as Partial<ExtractedValue> | undefined)?.source === 'mrz';
  const truncated = isFromZone && warnings.some(({ code }) => code === 'name_truncated');
  return { full, surname, givenNames, truncated };
}

function documentNumberOf({ document_kind }: DocumentView, text: Text): DocumentNumber | undefined {
  const number = text('document_number');
  const kind = document_kind ?? '';
  if (number === undefined || !numberedKinds.includes(kind)) return undefined;
  return { number, kind, issuer: text('issuing_country'), expiry: text('date_of_expiry') };
}

function valueOf(field: unknown): string | undefined {
  const { value, confidence = 0 } = (field ?? {}) as Partial<ExtractedValue>;
  if (typeof value !== 'string' || confidence < believable) return undefined;
  return value.trim() || undefined;
}
