import { describe, expect, it } from '@jest/globals';
import type { DocumentKind, ReadingWarning } from '../reading/index.js';
import { withTypeMismatch } from './type-mismatch.js';

const codes = (kind: DocumentKind, asked: string | undefined): string[] =>
  withTypeMismatch(kind, asked, []).map(({ code }) => code);

describe('a document of a recognised kind', () => {
  it.each<[DocumentKind, string]>([
    ['national_id', 'passport'],
    ['driving_licence', 'passport'],
    ['passport', 'proof_of_address'],
    ['utility_bill', 'id'],
    ['bank_statement', 'articles_of_incorporation'],
    ['tax_letter', 'passport'],
  ])('is warned of when a %s comes for %s', (kind, asked) =>
    expect(codes(kind, asked)).toEqual(['type_mismatch']),
  );

  it.each<[DocumentKind, string | undefined]>([
    ['passport', 'passport'],
    ['passport', 'id'],
    ['national_id', 'id_document'],
    ['driving_licence', 'id'],
    ['residence_permit', 'id'],
    ['utility_bill', 'proof_of_address'],
    ['bank_statement', 'bank_letter'],
    ['tax_letter', 'tax_certificate'],
    ['passport', 'other'],
    ['utility_bill', 'custom'],
    ['unknown', 'passport'],
    ['visa', 'passport'],
    ['company_document', 'id'],
    ['passport', undefined],
  ])('fits when a %s comes for %s', (kind, asked) => expect(codes(kind, asked)).toEqual([]));

  it('is warned of once', () => {
    const known = [{ code: 'type_mismatch', detail: '' }] as unknown as ReadingWarning[];
    expect(withTypeMismatch('utility_bill', 'passport', known)).toHaveLength(1);
  });
});
