import type { DocumentType } from '../../steps/document-upload/config.js';

const identity = ['passport', 'national_id', 'driving_licence', 'residence_permit'];
const ofCompanies = ['company_document'];

/** The kinds of document that each type asks for, by the source specification; types that are not named take any. */
const kindsOf: Partial<Record<DocumentType, readonly string[]>> = {
  id: identity,
  id_document: identity,
  passport: ['passport'],
  proof_of_address: ['utility_bill', 'bank_statement', 'tax_letter'],
  company_charter: ofCompanies,
  articles_of_incorporation: ofCompanies,
  tax_certificate: [...ofCompanies, 'tax_letter'],
  shareholder_registry: ofCompanies,
  beneficial_owners: ofCompanies,
  operating_agreement: ofCompanies,
  business_license: ofCompanies,
  bank_ownership: ['bank_statement'],
  bank_letter: ['bank_statement'],
};

const knownKinds = new Set([...Object.values(kindsOf).flat(), 'visa']);

/** Whether a document is certainly not of the type that was asked for. A kind that nobody could tell contradicts nothing. */
export function contradictsType(type: string | undefined, kind: string | undefined): boolean {
  const expected = kindsOf[type as DocumentType];
  return expected !== undefined && kind !== undefined && knownKinds.has(kind) && !expected.includes(kind);
}

/** Whether a document is one that proves who a person is, by what it is or else by what was asked for. */
export function isIdentityDocument(type: string | undefined, kind: string | undefined): boolean {
  if (kind !== undefined && knownKinds.has(kind)) return identity.includes(kind) || kind === 'visa';
  return kindsOf[type as DocumentType]?.includes('passport') ?? false;
}

/** `id_document` is another name for `id`. */
export function isSameType(one: string | undefined, other: string): boolean {
  return canonical(one) === canonical(other);
}

const canonical = (type: string | undefined): string | undefined => (type === 'id_document' ? 'id' : type);
