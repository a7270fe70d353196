import { contradictsType } from '../extraction/type-mismatch.js';
import type { DocumentView } from '#libs/contracts';
import type { DocumentKind } from '../reading/index.js';
import { believedText } from './identity-documents.js';
import type { Validation } from './validation-facts.js';

const identityFields = ['document_number', 'surname', 'given_names', 'date_of_birth', 'date_of_expiry'];

/** So many of them make an identity document of one whose own words do not tell what it is. */
const tellingFields = 2;

const advice: Readonly<Record<string, string>> = {
  passport:
    'This is not the page of a passport with the portrait. Send a photograph of that page, all of it.',
  id: 'This was not recognised as an identity document. Send a passport, identity card, driving licence or residence permit, all of it in the picture.',
  proof_of_address:
    'This was not recognised as a proof of address. Send a bill, bank statement or letter from an authority that shows your name and address.',
  selfie: 'This is a document. Send a photograph of your face.',
};

/** The document is, as far as the reader can tell, what was asked for; `custom` and `other` may be anything. */
export const typeMatch: Validation = {
  name: 'type_match',
  needs: ['reading'],
  judge({ document }) {
    const asked = document.document_type === 'id_document' ? 'id' : (document.document_type ?? 'other');
    if (matches(asked, (document.document_kind ?? 'unknown') as DocumentKind, document)) return undefined;
    const detail = advice[asked] ?? 'This is another kind of document. Send the one that is asked for here.';
    return { code: 'type_mismatch', detail };
  },
};

function matches(asked: string, kind: DocumentKind, document: DocumentView): boolean {
  if (contradictsType(kind, asked)) return false;
  switch (asked) {
    case 'custom':
    case 'other':
      return true;
    case 'passport':
      // Every passport has a zone that says so (ICAO Doc 9303-4).
      return kind === 'passport';
    case 'id':
      return kind === 'unknown' ? saysWho(document) : kind !== 'visa' && kind !== 'company_document';
    case 'proof_of_address':
      return kind === 'unknown'
        ? believedText(document, 'address') !== undefined
        : kind !== 'visa' && kind !== 'company_document';
    case 'selfie':
      return kind === 'unknown';
    default:
      return kind !== 'visa';
  }
}

const saysWho = (document: DocumentView): boolean =>
  identityFields.filter((name) => believedText(document, name) !== undefined).length >= tellingFields;
