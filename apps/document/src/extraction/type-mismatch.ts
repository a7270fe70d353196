import type { DocumentKind, ReadingWarning } from '../reading/index.js';

const identity = ['id', 'id_document'];

/** The document types that a kind of document meets. A kind that is not here says nothing about what was asked for. */
const typesOfKind: Partial<Record<DocumentKind, readonly string[]>> = {
  passport: [...identity, 'passport'],
  national_id: identity,
  driving_licence: identity,
  residence_permit: identity,
  utility_bill: ['proof_of_address'],
  bank_statement: ['proof_of_address', 'bank_letter', 'bank_ownership'],
  tax_letter: ['proof_of_address', 'tax_certificate'],
};

/** Types that any document meets. */
const openTypes: readonly string[] = ['custom', 'other'];

/** A document is of another kind than its requirement asked for. */
export interface TypeMismatch {
  code: 'type_mismatch';
  detail: string;
}

/**
 * The warnings of a reading, with one more when the document is certainly not what was asked for. Pure.
 *
 * @param asked the requirement's document type; a file of a form field has none and fits always
 */
export function withTypeMismatch(
  kind: DocumentKind,
  asked: string | undefined,
  warnings: readonly ReadingWarning[],
): (ReadingWarning | TypeMismatch)[] {
  const fitting = typesOfKind[kind];
  const fits = !fitting || asked === undefined || openTypes.includes(asked) || fitting.includes(asked);
  if (fits || warnings.some(({ code }: { code: string }) => code === 'type_mismatch')) return [...warnings];
  const detail = `The document is of the kind ${kind}, which is not what was asked for (${asked}).`;
  return [...warnings, { code: 'type_mismatch', detail }];
}
