import type { Remark } from '../documents/document.js';
import type { DocumentKind } from '../reading/index.js';

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

/** Whether a document of this kind is certainly not what was asked for. A kind that is not known contradicts nothing. */
export function contradictsType(kind: DocumentKind, asked: string | undefined): boolean {
  const fitting = typesOfKind[kind];
  if (!fitting || asked === undefined || openTypes.includes(asked)) return false;
  return !fitting.includes(asked);
}

/**
 * The warnings of a reading, with one more when the document is certainly not what was asked for. Pure.
 *
 * @param asked the requirement's document type; a file of a form field has none and fits always
 */
export function withTypeMismatch(
  kind: DocumentKind,
  asked: string | undefined,
  warnings: readonly Remark[],
): Remark[] {
  if (!contradictsType(kind, asked) || warnings.some(({ code }) => code === 'type_mismatch'))
    return [...warnings];
  const detail = `The document is of the kind ${kind}, which is not what was asked for (${asked}).`;
  return [...warnings, { code: 'type_mismatch', detail }];
}
