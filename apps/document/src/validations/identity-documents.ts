import type { DocumentView, ExtractedValue } from '#libs/contracts';

const kinds: readonly string[] = ['passport', 'national_id', 'driving_licence', 'residence_permit', 'visa'];
const types: readonly string[] = ['id', 'id_document', 'passport'];

/** Below this a document contradicts its own value (public contract, extracted fields). */
const believable = 0.5;

/** Whether a document proves who somebody is, by what it is or else by what was asked for. */
export function isIdentityDocument({ document_kind: kind, document_type: type }: DocumentView): boolean {
  return kinds.includes(kind ?? '') || types.includes(type ?? '');
}

/**
 * Whether something may be missing because it stands on the other side: a file that is said to be one side of a card.
 * Passports and visas have all of it on one page, whatever side that is said to be.
 */
export function mayBeOnOtherSide({ side, document_kind: kind, document_type: type }: DocumentView): boolean {
  return side !== undefined && type !== 'passport' && kind !== 'passport' && kind !== 'visa';
}

/** The value of a field as far as the document itself does not contradict it. */
export function believedText({ fields }: DocumentView, name: string): string | undefined {
  const { value, confidence = 0 } = (fields[name] ?? {}) as Partial<ExtractedValue>;
  return typeof value === 'string' && confidence >= believable ? value : undefined;
}
