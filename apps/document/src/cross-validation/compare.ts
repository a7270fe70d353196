import type { CheckResult } from '#libs/checks';
import type { CaseSubject, CrossValidationEvidence, DocumentView, FieldComparison } from '#libs/contracts';
import { holdersOf, likeness } from './holders.js';
import { mayBeSameAddress } from './postal-address.js';
import { testimonyOfDocument, testimonyOfSubject, type DocumentNumber, type Testimony } from './testimony.js';

/** How one datum is compared. */
interface Rule {
  field: string;
  /** Undefined unless both give something that can be held against each other. */
  agree: (a: Testimony, b: Testimony) => boolean | undefined;
  /** What a contradiction between two documents leads to; one between form and document is for a person to judge. */
  betweenDocuments: 'review' | 'fail';
  /** Where a form gives the datum, documents are compared with it only: people have several nationalities. */
  formDecides?: boolean;
}

/** In the order in which their reasons are given. */
const rules: readonly Rule[] = [
  { field: 'date_of_birth', betweenDocuments: 'fail', agree: both('dateOfBirth', (a, b) => a === b) },
  { field: 'document_number', betweenDocuments: 'fail', agree: sameDocumentNumber },
  { field: 'full_name', betweenDocuments: 'review', agree: sameName('personName') },
  { field: 'company_name', betweenDocuments: 'review', agree: sameName('companyName') },
  { field: 'nationality', betweenDocuments: 'review', formDecides: true, agree: sharedCountry('individual') },
  {
    field: 'incorporation_country',
    betweenDocuments: 'review',
    formDecides: true,
    agree: sharedCountry('company'),
  },
  {
    field: 'registration_number',
    betweenDocuments: 'review',
    // Registers put letters before the number (`HRB 1234`) and branches add digits behind it (SIREN, SIRET).
    agree: both('registrationNumber', (a, b) => isPartOf(compact(a), compact(b))),
  },
  { field: 'address', betweenDocuments: 'review', agree: addressOf('individual') },
  { field: 'registered_address', betweenDocuments: 'review', agree: addressOf('company') },
];

/** What this engine does not look at. */
const limits: readonly string[] = [
  'Compares what was read from documents; documents that were not read do not count, nor do values that a document itself contradicts.',
  'Compares forms by names, date of birth, nationality and country of incorporation; addresses and numbers given in forms are not compared.',
  'Holds numbers of documents against each other only when they are of one kind, issuer and date of expiry.',
  'Compares names in other scripts than Latin by a general romanisation.',
  'Does not judge whether a document is genuine.',
];

export interface CrossValidation {
  result: CheckResult;
  evidence: CrossValidationEvidence;
}

/**
 * Holds what the documents of a session say against each other and against its forms, each holder by himself. Pure.
 * What could not be looked at (nothing given twice, a document that could not be read) is never a pass.
 */
export function crossValidate(
  subjects: readonly CaseSubject[],
  documents: readonly DocumentView[],
): CrossValidation {
  const holders = holdersOf(
    subjects.map(testimonyOfSubject),
    documents.flatMap((document) => testimonyOfDocument(document) ?? []),
  );
  const judged = rules.flatMap((rule) => holders.flatMap((holder) => judge(holder, rule)));
  const differing = judged.filter(({ comparison }) => comparison.verdict === 'differs');
  const reasons = [
    ...new Set(differing.map(({ comparison }) => `${comparison.field}_differs`)),
    ...(judged.length === 0 ? ['nothing_to_compare'] : []),
    ...(documents.some(({ status }) => status === 'extraction_failed') ? ['document_not_read'] : []),
  ];
  const outcome = differing.some(({ fails }) => fails) ? 'fail' : reasons.length > 0 ? 'review' : 'pass';
  return {
    result: { status: 'completed', outcome, reasons },
    evidence: { comparisons: judged.map(({ comparison }) => comparison), limits: [...limits] },
  };
}

/** The evidence of a cross-validation that found nothing out. */
export function emptyEvidence(): CrossValidationEvidence {
  return { comparisons: [], limits: [...limits] };
}

interface Judged {
  comparison: FieldComparison;
  fails: boolean;
}

/** One entry for all who agree, or one for each two that do not. */
function judge(holder: readonly Testimony[], rule: Rule): Judged[] {
  const pairs = pairsOf(holder).flatMap(([a, b]) => {
    const agrees = rule.agree(a, b);
    return agrees === undefined
      ? []
      : [{ a, b, agrees, hasForm: a.origin === 'form' || b.origin === 'form' }];
  });
  const isFormGiven = pairs.some(({ hasForm }) => hasForm);
  const counted = pairs.filter(({ hasForm }) => hasForm || !(rule.formDecides && isFormGiven));
  const sourcesOf = (testimonies: Testimony[]): string[] => [
    ...new Set(testimonies.flatMap((testimony) => testimony.sources(rule.field))),
  ];
  const differing = counted.filter(({ agrees }) => !agrees);
  if (differing.length === 0 && counted.length > 0) {
    const sources = sourcesOf(counted.flatMap(({ a, b }) => [a, b]));
    return [{ comparison: { field: rule.field, verdict: 'agrees', sources }, fails: false }];
  }
  return differing.map(({ a, b, hasForm }) => ({
    comparison: { field: rule.field, verdict: 'differs', sources: sourcesOf([a, b]) },
    fails: rule.betweenDocuments === 'fail' && !hasForm,
  }));
}

function pairsOf<T>(entries: readonly T[]): [T, T][] {
  return entries.flatMap((a, at) => entries.slice(at + 1).map((b): [T, T] => [a, b]));
}

function both(
  key: 'dateOfBirth' | 'registrationNumber' | 'address',
  agree: (a: string, b: string) => boolean,
): Rule['agree'] {
  return ({ [key]: a }, { [key]: b }) => (a === undefined || b === undefined ? undefined : agree(a, b));
}

function sameName(key: 'personName' | 'companyName'): Rule['agree'] {
  return (a, b) => {
    if (a[key] === undefined || b[key] === undefined) return undefined;
    return (likeness(a, b) ?? 0) > 0;
  };
}

function sharedCountry(about: Testimony['about']): Rule['agree'] {
  return (a, b) => {
    if (a.about !== about || a.countries.length === 0 || b.countries.length === 0) return undefined;
    return a.countries.some((country) => b.countries.includes(country));
  };
}

function addressOf(about: Testimony['about']): Rule['agree'] {
  const agree = both('address', mayBeSameAddress);
  return (a, b) => (a.about === about ? agree(a, b) : undefined);
}

function sameDocumentNumber(
  { documentNumber: a }: Testimony,
  { documentNumber: b }: Testimony,
): boolean | undefined {
  if (!a || !b || a.kind !== b.kind) return undefined;
  const isOther = (key: 'issuer' | 'expiry'): boolean =>
    a[key] !== undefined && b[key] !== undefined && a[key] !== b[key];
  if (isOther('issuer') || isOther('expiry')) return undefined;
  return asPrinted(a) === asPrinted(b);
}

/** Printed letters `O` and `I` are read as the digits they look like, and no state tells numbers apart by them. */
const asPrinted = ({ number }: DocumentNumber): string =>
  compact(number).replace(/O/g, '0').replace(/I/g, '1');

const compact = (text: string): string => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
const isPartOf = (a: string, b: string): boolean => a.includes(b) || b.includes(a);
