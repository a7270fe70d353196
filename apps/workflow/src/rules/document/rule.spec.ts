import { describe, expect, it } from '@jest/globals';
import type { DocumentView } from '#libs/contracts';
import type { Case } from '../case.js';
import { aCase, aCheck, aDocument, today } from '../testing/a-case.js';
import { documentRules } from './rule.js';

type Rule = Parameters<typeof documentRules.evaluate>[0];
type Condition = Rule['condition'];

const read = (value: string, confidence = 0.99): object => ({ value, confidence, source: 'mrz' });
const expiring = (date: string, overrides: Partial<DocumentView> = {}): DocumentView =>
  aDocument({ fields: { date_of_expiry: read(date) }, ...overrides });
const warned = (code: string, overrides: Partial<DocumentView> = {}): DocumentView =>
  aDocument({ warnings: [{ code, detail: '' }], ...overrides });

function outcome(
  rule: Partial<Rule> & { condition: Condition },
  documents: DocumentView[],
  facts: Partial<Case> = {},
): 'fires' | 'unavailable' | 'idle' {
  const found = documentRules.evaluate({ action: 'flag', ...rule }, aCase({ documents, ...facts }));
  if (!found) return 'idle';
  return 'unavailable' in found ? 'unavailable' : 'fires';
}

describe('a rule on documents that could not be read', () => {
  const contents = ['expired', 'low_confidence', 'type_mismatch', 'mrz_invalid'] as const;

  it.each(contents)(
    'leaves %s open when reading is still under way, failed or found no text',
    (condition) => {
      for (const status of ['processing', 'extraction_failed'] as const)
        expect(outcome({ condition }, [aDocument({ status, document_kind: undefined })])).toBe('unavailable');
      expect(outcome({ condition }, [warned('text_unreadable', { document_kind: 'unknown' })])).toBe(
        'unavailable',
      );
    },
  );

  it.each(contents)(
    'takes a file that nobody asked to read into account for %s only by its type',
    (condition) => {
      const file = aDocument({ status: 'uploaded', document_kind: undefined });
      expect(outcome({ condition }, [file])).toBe('idle');
      expect(outcome({ condition, document_type: 'id' }, [file])).toBe('unavailable');
    },
  );

  it('names what is not available', () => {
    const rule = { condition: 'expired' as const, action: 'flag' as const };
    expect(documentRules.evaluate(rule, aCase({ documents: [aDocument()] }))).toEqual({
      unavailable: 'document_expired_not_available',
    });
  });

  it('fires as extraction_failed when reading failed or found no text', () => {
    const condition = 'extraction_failed';
    expect(outcome({ condition }, [aDocument({ status: 'extraction_failed' })])).toBe('fires');
    expect(outcome({ condition }, [warned('text_unreadable')])).toBe('fires');
    expect(outcome({ condition }, [aDocument({ status: 'processing' })])).toBe('unavailable');
    expect(outcome({ condition }, [aDocument()])).toBe('idle');
  });
});

describe('a rule on a missing document', () => {
  it('fires when no document of the type is there, whatever else is', () => {
    const rule = { condition: 'missing' as const, document_type: 'proof_of_address' as const };
    expect(outcome(rule, [])).toBe('fires');
    expect(outcome(rule, [aDocument()])).toBe('fires');
    expect(outcome(rule, [aDocument({ document_type: 'proof_of_address' })])).toBe('idle');
  });

  it('takes id_document and id for the same', () => {
    const rule = { condition: 'missing' as const, document_type: 'id' as const };
    expect(outcome(rule, [aDocument({ document_type: 'id_document' })])).toBe('idle');
  });
});

describe('a rule on expiry', () => {
  it('counts a document as valid through its last day', () => {
    expect(outcome({ condition: 'expired' }, [expiring('2026-11-22')])).toBe('fires');
    expect(outcome({ condition: 'expired' }, [expiring(today)])).toBe('idle');
  });

  it.each([
    ['2026-12-23', 'fires'],
    ['2026-12-24', 'idle'],
    [today, 'fires'],
    ['2020-01-01', 'fires'],
  ])('within 30 days and an expiry on %s: %s', (date, result) => {
    expect(outcome({ condition: 'expires_within_days', value: 30 }, [expiring(date)])).toBe(result);
  });

  it('finds the date on either side of a card', () => {
    const front = aDocument({ side: 'front', document_kind: 'national_id' });
    const back = expiring('2030-01-01', { doc_id: 'doc_2', side: 'back' });
    expect(outcome({ condition: 'expired' }, [front, back])).toBe('idle');
    expect(outcome({ condition: 'expired' }, [front])).toBe('unavailable');
    expect(outcome({ condition: 'expired' }, [{ ...front, side: undefined }, back])).toBe('unavailable');
  });

  it('does not wait for a date on documents that have none', () => {
    const bill = aDocument({ document_type: 'proof_of_address', document_kind: 'utility_bill' });
    expect(outcome({ condition: 'expired' }, [bill, warned('no_expiry_date')])).toBe('idle');
  });
});

describe('a rule on what a document says', () => {
  it('fires below the confidence it names, or below what a check digit contradicts', () => {
    const document = aDocument({ fields: { surname: read('X', 0.6), document_number: read('1', 0.4) } });
    const rule = { condition: 'low_confidence' as const, action: 'flag' as const };
    expect(documentRules.evaluate(rule, aCase({ documents: [document] }))).toEqual({
      code: 'document_low_confidence',
      inputs: [{ doc_id: 'doc_1', document_type: 'id', field: 'document_number', confidence: 0.4 }],
    });
    expect(outcome({ ...rule, value: 0.4 }, [document])).toBe('idle');
    expect(outcome({ ...rule, value: 0.61 }, [aDocument({ fields: { surname: read('X', 0.6) } })])).toBe(
      'fires',
    );
  });

  it.each<[DocumentView['document_type'], string, string]>([
    ['passport', 'national_id', 'fires'],
    ['passport', 'passport', 'idle'],
    ['id', 'driving_licence', 'idle'],
    ['id_document', 'utility_bill', 'fires'],
    ['id', 'visa', 'fires'],
    ['proof_of_address', 'passport', 'fires'],
    ['proof_of_address', 'bank_statement', 'idle'],
    ['articles_of_incorporation', 'utility_bill', 'fires'],
    ['passport', 'unknown', 'idle'],
    ['other', 'passport', 'idle'],
  ])('asked for %s and got %s: %s', (document_type, document_kind, result) => {
    expect(outcome({ condition: 'type_mismatch' }, [aDocument({ document_type, document_kind })])).toBe(
      result,
    );
  });

  it('fires on an invalid zone, and leaves one open that should be there and was not found', () => {
    const condition = 'mrz_invalid';
    expect(outcome({ condition }, [aDocument({ fields: { mrz: { valid: false } } })])).toBe('fires');
    expect(outcome({ condition }, [warned('mrz_check_digit_failed')])).toBe('fires');
    expect(outcome({ condition }, [aDocument({ fields: { mrz: { valid: true } } })])).toBe('idle');
    expect(outcome({ condition }, [warned('mrz_not_found')])).toBe('unavailable');
    expect(outcome({ condition }, [warned('mrz_not_found', { document_kind: 'driving_licence' })])).toBe(
      'idle',
    );
    const back = aDocument({ doc_id: 'doc_2', side: 'back', fields: { mrz: { valid: true } } });
    expect(outcome({ condition }, [warned('mrz_not_found', { side: 'front' }), back])).toBe('idle');
  });

  it('fires on data that differ within a document or between its type and other sources', () => {
    const condition = 'data_mismatch';
    const mismatches = [{ field: 'full_name', sources: [], doc_ids: ['doc_1'] }];
    const checks = [aCheck('cross_validate_documents')];
    expect(outcome({ condition }, [warned('visual_zone_mismatch')])).toBe('fires');
    expect(outcome({ condition }, [aDocument()], { mismatches, checks })).toBe('fires');
    expect(outcome({ condition, document_type: 'id' }, [aDocument()], { mismatches })).toBe('fires');
    expect(outcome({ condition }, [aDocument({ doc_id: 'doc_2' })], { mismatches, checks })).toBe('idle');
    expect(outcome({ condition }, [aDocument()], { checks })).toBe('idle');
    expect(outcome({ condition }, [aDocument()])).toBe('unavailable');
  });

  it('does not look at other types than the one it names, nor at files of forms', () => {
    const document_type = 'proof_of_address';
    expect(outcome({ condition: 'expired', document_type }, [expiring('2020-01-01')])).toBe('idle');
    const file = expiring('2020-01-01', { document_type: undefined, field_id: 'contract' });
    expect(outcome({ condition: 'expired' }, [file])).toBe('idle');
  });
});

describe('the definition of a rule on documents', () => {
  it.each<[Partial<Rule> & { condition: Condition }, string[]]>([
    [{ condition: 'missing' }, ['/document_type required']],
    [{ condition: 'missing', document_type: 'id', value: 1 }, ['/value not_allowed']],
    [{ condition: 'expired', value: 1 }, ['/value not_allowed']],
    [{ condition: 'expires_within_days' }, ['/value required']],
    [{ condition: 'expires_within_days', value: 1.5 }, ['/value wrong_type']],
    [{ condition: 'expires_within_days', value: -1 }, ['/value out_of_range']],
    [{ condition: 'expires_within_days', value: 90 }, []],
    [{ condition: 'low_confidence', value: 80 }, ['/value out_of_range']],
    [{ condition: 'low_confidence' }, []],
  ])('%j: %j', (rule, mistakes) => {
    const errors = documentRules.checkRule({ action: 'flag', ...rule }, []);
    expect(errors.map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(mistakes);
  });
});
