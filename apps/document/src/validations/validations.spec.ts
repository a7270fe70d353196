import { describe, expect, it } from '@jest/globals';
import {
  postUploadValidations,
  type CaseSubject,
  type DocumentView,
  type PostUploadCheck,
} from '#libs/contracts';
import { judgeDocument } from './judge-document.js';
import { validations } from './registry.js';
import type { Source, ValidationFacts } from './validation-facts.js';

const read = (value: string, confidence = 0.95) => ({ value, confidence, source: 'mrz' });

const passport = (more: Partial<DocumentView> = {}): DocumentView => ({
  ...{ doc_id: 'doc_1', step_id: 'documents', document_type: 'passport', status: 'extracted' },
  ...{ content_type: 'image/jpeg', size: 1, uploaded_at: '', document_kind: 'passport' },
  fields: {
    full_name: read('Anna Maria Eriksson'),
    date_of_expiry: read('2030-01-01'),
    mrz: { valid: true },
  },
  ...{ warnings: [], signals: [] },
  ...more,
});
const card = (more: Partial<DocumentView> = {}): DocumentView =>
  passport({ document_type: 'id', document_kind: 'national_id', ...more });
const warning = (code: string) => ({ code, detail: '' });

/** The code that a validation finds, or undefined when the document passes. */
const found = (
  name: (typeof postUploadValidations)[number],
  document: DocumentView,
  more: Partial<ValidationFacts> = {},
): string | undefined => validations[name].judge({ today: '2026-11-23', document, ...more })?.code;

describe('legible', () => {
  const judge = (certainty: number, characters: number): string | undefined =>
    found('legible', passport(), { legibility: { certainty, characters } });

  it.each([
    [0.69, 400],
    [0.99, 19],
    [0, 0],
  ])('fails at a certainty of %d with %d characters', (certainty, characters) => {
    expect(judge(certainty, characters)).toBe('not_legible');
  });

  it('fails where there was nothing to look for text in', () => {
    expect(found('legible', passport())).toBe('not_legible');
  });

  it('passes from the measured limits on', () => {
    expect(judge(0.7, 20)).toBeUndefined();
  });
});

describe('type_match', () => {
  const judge = (document_type: string, document_kind: string, fields: DocumentView['fields'] = {}) =>
    found('type_match', passport({ document_type, document_kind, fields }));

  it.each([
    ['passport', 'national_id'],
    ['passport', 'visa'],
    ['passport', 'unknown'],
    ['id', 'utility_bill'],
    ['id', 'visa'],
    ['id', 'company_document'],
    ['id', 'unknown'],
    ['id_document', 'bank_statement'],
    ['proof_of_address', 'passport'],
    ['proof_of_address', 'company_document'],
    ['proof_of_address', 'unknown'],
    ['articles_of_incorporation', 'passport'],
    ['articles_of_incorporation', 'visa'],
    ['bank_letter', 'utility_bill'],
    ['selfie', 'passport'],
  ])('fails for a %s that is a %s', (asked, kind) => {
    expect(judge(asked, kind)).toBe('type_mismatch');
  });

  it.each([
    ['passport', 'passport'],
    ['id', 'passport'],
    ['id', 'driving_licence'],
    ['id_document', 'residence_permit'],
    ['proof_of_address', 'tax_letter'],
    ['articles_of_incorporation', 'company_document'],
    ['operating_agreement', 'unknown'],
    ['bank_letter', 'bank_statement'],
    ['selfie', 'unknown'],
    ['custom', 'visa'],
    ['other', 'unknown'],
  ])('passes for a %s that is a %s', (asked, kind) => {
    expect(judge(asked, kind)).toBeUndefined();
  });

  it('takes what says who somebody is for an identity document, whatever it calls itself', () => {
    const one = { document_number: read('X1234567') };
    expect(judge('id', 'unknown', one)).toBe('type_mismatch');
    expect(judge('id', 'unknown', { ...one, date_of_birth: read('1980-01-01') })).toBeUndefined();
    expect(judge('id', 'unknown', { ...one, date_of_birth: read('1980-01-01', 0.4) })).toBe('type_mismatch');
  });

  it('takes what bears an address for a proof of it', () => {
    expect(judge('proof_of_address', 'unknown', { address: read('Zeestraat 12') })).toBeUndefined();
  });
});

describe('not_expired', () => {
  const judge = (document: DocumentView): string | undefined => found('not_expired', document);
  const until = (date: string, confidence?: number) => ({
    fields: { date_of_expiry: read(date, confidence) },
  });

  it('fails from the day after the date of expiry on', () => {
    expect(judge(passport(until('2026-11-22')))).toBe('document_expired');
    expect(judge(passport(until('2026-11-23')))).toBeUndefined();
  });

  it('fails for an identity document whose date was not read, or is contradicted by its check digit', () => {
    expect(judge(passport({ fields: {} }))).toBe('expiry_unreadable');
    expect(judge(card({ document_kind: 'unknown', fields: {} }))).toBe('expiry_unreadable');
    expect(judge(passport(until('2030-01-01', 0.4)))).toBe('expiry_unreadable');
  });

  it('passes for what is valid permanently or has no such date by nature', () => {
    expect(judge(card({ fields: {}, warnings: [warning('no_expiry_date')] }))).toBeUndefined();
    const bill = { document_type: 'proof_of_address', document_kind: 'utility_bill' };
    expect(judge(passport({ ...bill, fields: {} }))).toBeUndefined();
    expect(judge(passport({ ...bill, ...until('2020-01-01') }))).toBe('document_expired');
  });

  it('misses no date on one side of a card, but on that of a passport', () => {
    expect(judge(card({ side: 'front', fields: {} }))).toBeUndefined();
    expect(judge(card({ side: 'back', ...until('2020-01-01') }))).toBe('document_expired');
    expect(judge(passport({ side: 'front', fields: {} }))).toBe('expiry_unreadable');
    expect(judge(card({ side: 'front', document_kind: 'passport', fields: {} }))).toBe('expiry_unreadable');
  });
});

describe('mrz_valid', () => {
  const judge = (document: DocumentView): string | undefined => found('mrz_valid', document);

  it('fails for a zone whose check digits or dates are not right', () => {
    expect(judge(passport({ fields: { mrz: { valid: false } } }))).toBe('mrz_invalid');
    expect(judge(passport({ warnings: [warning('mrz_date_invalid')] }))).toBe('mrz_invalid');
  });

  it('fails without a zone', () => {
    expect(judge(passport({ fields: {} }))).toBe('mrz_not_found');
    expect(judge(card({ fields: {} }))).toBe('mrz_not_found');
    expect(judge(card({ document_kind: 'unknown', fields: {} }))).toBe('mrz_not_found');
  });

  it('passes for a valid zone, for a driving licence, and for a side of a card without one', () => {
    expect(judge(passport())).toBeUndefined();
    expect(judge(card({ document_kind: 'driving_licence', fields: {} }))).toBeUndefined();
    expect(judge(card({ side: 'front', fields: {} }))).toBeUndefined();
    expect(judge(card({ side: 'back', fields: { mrz: { valid: false } } }))).toBe('mrz_invalid');
    expect(judge(passport({ side: 'back', fields: {} }))).toBe('mrz_not_found');
  });
});

describe('face_present', () => {
  it('fails without a face, but not on a back', () => {
    expect(found('face_present', passport(), { faces: 0 })).toBe('face_not_found');
    expect(found('face_present', passport())).toBe('face_not_found');
    expect(found('face_present', card({ side: 'back' }))).toBeUndefined();
  });

  it('passes with one or several', () => {
    expect(found('face_present', passport(), { faces: 1 })).toBeUndefined();
    expect(found('face_present', passport(), { faces: 3 })).toBeUndefined();
  });
});

describe('name_match', () => {
  const subject = (name: string, more: Partial<CaseSubject> = {}): CaseSubject => ({
    ...{ name, type: 'individual', source: `form:about/${name}`, countries: [] },
    ...more,
  });
  const judge = (document: DocumentView, ...subjects: CaseSubject[]): string | undefined =>
    found('name_match', document, { subjects });

  it('fails for another name', () => {
    expect(judge(passport(), subject('Mara Lindqvist'))).toBe('name_mismatch');
    const owner = passport({ entity_role: 'ubo' });
    const owners = [subject('Anna Maria Eriksson'), subject('Mara Lindqvist', { entity_role: 'ubo' })];
    expect(judge(owner, ...owners)).toBe('name_mismatch');
  });

  it('fails where no name could be read', () => {
    expect(judge(passport({ fields: {} }), subject('Anna Eriksson'))).toBe('name_unreadable');
    expect(judge(passport({ fields: {}, status: 'extraction_failed' }), subject('Anna Eriksson'))).toBe(
      'name_unreadable',
    );
    expect(judge(card({ side: 'back', fields: {} }), subject('Anna Eriksson'))).toBeUndefined();
  });

  it('passes for the same name however it is written, and for one of several', () => {
    expect(judge(passport(), subject('ERIKSSON, Anna'))).toBeUndefined();
    expect(judge(passport(), subject('Mara Lindqvist'), subject('Anna Maria Eriksson'))).toBeUndefined();
  });

  it('compares companies with companies', () => {
    const charter = passport({
      ...{ document_type: 'company_charter', document_kind: 'company_document' },
      fields: { company_name: read('Lindqvist Trading Limited') },
    });
    expect(judge(charter, subject('LINDQVIST TRADING LTD', { type: 'company' }))).toBeUndefined();
    expect(judge(charter, subject('Other Ltd', { type: 'company' }))).toBe('name_mismatch');
  });

  it('notes that nothing was compared where no form gives a name for the role yet', () => {
    for (const subjects of [[], [subject('Anna Maria Eriksson', { entity_role: 'ubo' })]])
      expect(validations.name_match.judge({ today: '2026-11-23', document: passport(), subjects })).toEqual({
        ...{ code: 'name_not_compared', isNote: true },
        detail: expect.any(String),
      });
    expect(judge(passport({ fields: {} }))).toBe('name_not_compared');
  });
});

describe('judging a document', () => {
  const facts: ValidationFacts = {
    today: '2026-11-23',
    document: passport({ fields: {} }),
    legibility: { certainty: 1, characters: 400 },
    subjects: [],
  };
  const judge = (checks: PostUploadCheck[], ...unanswered: Source[]) =>
    judgeDocument(checks, facts, new Set(unanswered));
  const check = (
    validation: PostUploadCheck['validation'],
    on_fail: PostUploadCheck['on_fail'] = 'reject',
  ) => ({
    ...{ validation, on_fail },
  });

  it('refuses for what rejects, and notes what warns, in the order of the requirement', () => {
    const { refusals, remarks, isOpen } = judge([
      check('mrz_valid'),
      check('face_present', 'warn'),
      check('legible'),
      check('not_expired'),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(['mrz_not_found', 'expiry_unreadable']);
    expect(remarks.map(({ code }) => code)).toEqual(['face_not_found']);
    expect(isOpen).toBe(false);
  });

  it('is open where a validation that rejects could not be made, and notes one that warns', () => {
    expect(judge([check('face_present')], 'faces')).toEqual({ refusals: [], remarks: [], isOpen: true });
    expect(judge([check('face_present', 'warn'), check('legible')], 'faces')).toMatchObject({
      refusals: [],
      remarks: [{ code: 'validation_unavailable', detail: expect.stringContaining('face_present') }],
      isOpen: false,
    });
    expect(judge([check('name_match')], 'subjects')).toMatchObject({ isOpen: true });
    expect(judge([check('legible')], 'faces', 'subjects')).toMatchObject({ isOpen: false, remarks: [] });
  });

  it('notes a note also where a failure rejects', () => {
    expect(judge([check('name_match')])).toMatchObject({
      refusals: [],
      remarks: [{ code: 'name_not_compared' }],
    });
  });

  it('knows every validation of the contract, each by its name, with advice that quotes nothing', () => {
    for (const name of postUploadValidations) {
      const { name: own, judge: judgeOne } = validations[name];
      expect(own).toBe(name);
      const { code, detail = '' } =
        judgeOne({
          ...facts,
          legibility: undefined,
          document: passport({ document_kind: 'visa', fields: {} }),
        }) ?? {};
      expect(code).toMatch(/^[a-z_]+$/);
      expect(detail.length).toBeGreaterThan(20);
    }
  });
});
