import { describe, expect, it } from '@jest/globals';
import type { CaseSubject, DocumentView } from '#libs/contracts';
import { partiesOfCase } from './parties-of-case.js';

const field = (value: unknown, confidence = 0.95) => ({ value, confidence, source: 'mrz' });
const documentWith = (fields: Record<string, unknown>, rest: Partial<DocumentView> = {}): DocumentView => ({
  doc_id: 'doc_1',
  step_id: 'identity',
  status: 'extracted',
  content_type: 'image/jpeg',
  size: 1,
  uploaded_at: '2026-01-01T00:00:00.000Z',
  warnings: [],
  signals: [],
  fields,
  ...rest,
});
const inForm = (name: string, rest: Partial<CaseSubject> = {}): CaseSubject => ({
  name,
  type: 'individual',
  source: 'form:about/name',
  countries: [],
  ...rest,
});
const parties = (subjects: CaseSubject[], documents: DocumentView[] = []) =>
  partiesOfCase({ subjects }, documents);

describe('the parties of a session', () => {
  it('are none when nothing names anybody', () => {
    expect(parties([], [documentWith({})])).toEqual([]);
  });

  it('are one when form and document mean the same person, with what both say', () => {
    const passport = documentWith(
      {
        full_name: field('MÜLLER JOSÉ'),
        date_of_birth: field('1980-05-06'),
        nationality: field('DE'),
        document_number: field('C01X00T47'),
        issuing_country: field('DE'),
      },
      { document_kind: 'passport', entity_role: 'ubo' },
    );
    expect(parties([inForm('José Müller', { countries: ['AT'] })], [passport])).toEqual([
      {
        type: 'individual',
        name: 'José Müller',
        entityRole: 'ubo',
        dob: '1980-05-06',
        countries: ['AT', 'DE'],
        identifiers: [{ type: 'passport', value: 'C01X00T47', country: 'DE' }],
        sources: ['form:about/name', 'document:doc_1/full_name'],
      },
    ]);
  });

  it('keep apart whoever has another role, and persons from companies', () => {
    const found = parties([
      inForm('Ann Lee', { entity_role: 'ubo' }),
      inForm('Ann Lee', { entity_role: 'director' }),
      inForm('Ann Lee', { type: 'company' }),
    ]);
    expect(found).toHaveLength(3);
  });

  it('leave out dates of birth that contradict each other', () => {
    const passport = documentWith({ full_name: field('Ann Lee'), date_of_birth: field('1980-05-06') });
    const [party, ...rest] = parties([inForm('Ann Lee', { dob: '1981-05-06' })], [passport]);
    expect(rest).toEqual([]);
    expect(party).not.toHaveProperty('dob');
  });

  it('do not take over what a document contradicts itself', () => {
    const passport = documentWith({
      full_name: field('Ann Lee', 0.3),
      date_of_birth: field('1980-05-06', 0.4),
      nationality: field('DE', 0.4),
    });
    expect(parties([], [passport])).toEqual([
      {
        type: 'individual',
        name: 'Ann Lee',
        countries: [],
        identifiers: [],
        sources: ['document:doc_1/full_name'],
      },
    ]);
  });

  it('put the name together when the document has no full one', () => {
    const card = documentWith({ given_names: field('Ann Beth'), surname: field('Lee') });
    expect(parties([], [card])).toMatchObject([{ name: 'Ann Beth Lee' }]);
  });

  it('are the company of its papers, its directors and shareholders', () => {
    const register = documentWith({
      company_name: field('Acme Ltd'),
      registration_number: field('0123456'),
      incorporation_country: field('GB'),
      directors: field(['Ann Lee', ' ']),
      shareholders: field([{ name: 'Holding One BV', share: 60 }, { share: 40 }]),
    });
    expect(parties([], [register])).toMatchObject([
      { type: 'company', name: 'Acme Ltd', identifiers: [{ type: 'registration_number', country: 'GB' }] },
      { type: 'any', name: 'Ann Lee', entityRole: 'director' },
      { type: 'any', name: 'Holding One BV', entityRole: 'shareholder' },
    ]);
  });

  it('survive fields of an unexpected shape', () => {
    const odd = documentWith({
      full_name: 'Ann Lee',
      company_name: null,
      directors: 7,
      shareholders: field([null, 3]),
    });
    expect(parties([], [odd])).toEqual([]);
  });
});
