import { describe, expect, it } from '@jest/globals';
import type { CaseSubject, DocumentView } from '#libs/contracts';
import { crossValidate } from './compare.js';

const read = (value: unknown, confidence = 0.95, source = 'visual_zone') => ({ value, confidence, source });

const document = (
  doc_id: string,
  fields: Record<string, unknown>,
  rest: Partial<DocumentView> = {},
): DocumentView => ({
  doc_id,
  step_id: 'documents',
  document_type: doc_id,
  status: 'extracted',
  content_type: 'image/jpeg',
  size: 1,
  uploaded_at: '2026-01-01T00:00:00.000Z',
  warnings: [],
  signals: [],
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? read(value) : value]),
  ),
  ...rest,
});
const passport = (doc_id: string, fields: Record<string, unknown>, rest: Partial<DocumentView> = {}) =>
  document(doc_id, fields, { document_kind: 'passport', ...rest });
const person = (name: string, rest: Partial<CaseSubject> = {}): CaseSubject => ({
  name,
  type: 'individual',
  source: 'form:about/name',
  countries: [],
  ...rest,
});
const company = (name: string, rest: Partial<CaseSubject> = {}): CaseSubject =>
  person(name, { type: 'company', source: 'form:firm/name', ...rest });

const outcomeOf = (subjects: CaseSubject[], documents: DocumentView[]): [string | undefined, string[]] => {
  const { outcome, reasons } = crossValidate(subjects, documents).result;
  return [outcome, reasons];
};
const comparisonsOf = (subjects: CaseSubject[], documents: DocumentView[]) =>
  crossValidate(subjects, documents).evidence.comparisons;

describe('the documents of one holder', () => {
  it.each([
    [
      'dates of birth',
      { date_of_birth: '1980-05-06' },
      { date_of_birth: '1980-05-07' },
      'date_of_birth_differs',
    ],
    [
      'day and month',
      { date_of_birth: '1980-05-06' },
      { date_of_birth: '1980-06-05' },
      'date_of_birth_differs',
    ],
    ['document numbers', { document_number: 'C01X' }, { document_number: 'C02X' }, 'document_number_differs'],
  ])('fail when their %s contradict each other', (_, a, b, reason) =>
    expect(outcomeOf([], [passport('a', a), passport('b', b)])).toEqual(['fail', [reason]]),
  );

  it.each([
    ['names', { full_name: 'Anna Lee' }, { full_name: 'Berta Lee' }, 'full_name_differs'],
    ['nationalities', { nationality: 'DE' }, { nationality: 'FR' }, 'nationality_differs'],
    ['addresses', { address: '1 Elm Rd, Bath' }, { address: '2 Elm Rd, Bath' }, 'address_differs'],
    ['companies', { company_name: 'Acme Ltd' }, { company_name: 'Apex Ltd' }, 'company_name_differs'],
    [
      'registration numbers',
      { registration_number: 'HRB 123' },
      { registration_number: 'HRB 124' },
      'registration_number_differs',
    ],
    [
      'registered addresses',
      { company_name: 'Acme', registered_address: '1 Elm Rd, Bath' },
      { company_name: 'Acme', registered_address: '2 Elm Rd, Bath' },
      'registered_address_differs',
    ],
  ])('are for a person to look at when their %s differ', (_, a, b, reason) =>
    expect(outcomeOf([], [document('a', a), document('b', b)])).toEqual(['review', [reason]]),
  );

  it('are for a person to look at when nothing is given twice', () => {
    expect(outcomeOf([], [])).toEqual(['review', ['nothing_to_compare']]);
    const different = [document('a', { date_of_birth: '1980-05-06' }), document('b', { nationality: 'DE' })];
    expect(outcomeOf([], different)).toEqual(['review', ['nothing_to_compare']]);
  });

  it('never pass when one of them could not be read', () => {
    const documents = [
      passport('a', { full_name: 'Anna Lee' }),
      document('b', { full_name: 'Anna Lee' }),
      document('c', {}, { status: 'extraction_failed' }),
    ];
    expect(outcomeOf([], documents)).toEqual(['review', ['document_not_read']]);
  });

  it('pass when all agree, with one entry for each datum and all its sources', () => {
    const said = { full_name: 'LEE ANNA', date_of_birth: '1980-05-06' };
    const subject = person('Anna Lee', { dob: '1980-05-06', countries: ['GB'] });
    const documents = [passport('p', { ...said, nationality: 'GB' }), document('u', said)];
    expect(outcomeOf([subject], documents)).toEqual(['pass', []]);
    expect(comparisonsOf([subject], documents)).toEqual([
      {
        field: 'date_of_birth',
        verdict: 'agrees',
        sources: ['form:about/name', 'document:p/date_of_birth', 'document:u/date_of_birth'],
      },
      {
        field: 'full_name',
        verdict: 'agrees',
        sources: ['form:about/name', 'document:p/full_name', 'document:u/full_name'],
      },
      { field: 'nationality', verdict: 'agrees', sources: ['form:about/name', 'document:p/nationality'] },
    ]);
  });

  it('name the two that contradict each other', () => {
    const documents = ['1980-05-06', '1980-05-06', '1981-05-06'].map((date_of_birth, i) =>
      document(`d${i}`, { date_of_birth }),
    );
    expect(comparisonsOf([], documents)).toEqual([
      {
        field: 'date_of_birth',
        verdict: 'differs',
        sources: ['document:d0/date_of_birth', 'document:d2/date_of_birth'],
      },
      {
        field: 'date_of_birth',
        verdict: 'differs',
        sources: ['document:d1/date_of_birth', 'document:d2/date_of_birth'],
      },
    ]);
  });

  it('do not count with a value that they contradict themselves', () => {
    const documents = [
      passport('a', { full_name: 'Anna Lee', date_of_birth: read('1980-05-06', 0.49) }),
      passport('b', { full_name: 'Anna Lee', date_of_birth: '1999-01-01' }),
    ];
    expect(outcomeOf([], documents)).toEqual(['pass', []]);
  });

  it('do not count before they were read', () => {
    const documents = [
      document('a', { full_name: 'Anna Lee' }),
      document('b', { full_name: 'Berta Lee' }, { status: 'uploaded' }),
    ];
    expect(outcomeOf([], documents)).toEqual(['review', ['nothing_to_compare']]);
  });

  it('survive fields of an unexpected shape', () => {
    const odd = { full_name: null, date_of_birth: 7, nationality: read(['DE']), company_name: read(' ') };
    expect(outcomeOf([], [document('a', odd), document('b', odd)])[1]).toEqual(['nothing_to_compare']);
  });
});

describe('numbers of documents', () => {
  const numbered = (doc_id: string, document_number: string, rest: object = {}, kind = 'passport') =>
    document(
      doc_id,
      {
        full_name: 'Anna Lee',
        issuing_country: 'GB',
        date_of_expiry: '2030-01-01',
        document_number,
        ...rest,
      },
      { document_kind: kind },
    );

  it.each([
    ['spaces and signs', numbered('b', 'c01-x 00T47')],
    ['a letter that looks like a digit', numbered('b', 'C0IX00T47')],
  ])('agree whatever the %s', (_, other) =>
    expect(outcomeOf([], [numbered('a', 'C01X00T47'), other])).toEqual(['pass', []]),
  );

  it.each([
    ['kind', numbered('b', 'Z9', {}, 'national_id')],
    ['issuer', numbered('b', 'Z9', { issuing_country: 'FR' })],
    ['date of expiry', numbered('b', 'Z9', { date_of_expiry: '2040-01-01' })],
    ['kind, as far as it is known', numbered('b', 'Z9', {}, 'unknown')],
  ])('are not held against those of a document of another %s', (_, other) =>
    expect(comparisonsOf([], [numbered('a', 'C01'), other]).map(({ field }) => field)).toEqual(['full_name']),
  );

  it('of visas are not compared: they may be the passport’s', () => {
    const visas = [numbered('a', 'V1', {}, 'visa'), numbered('b', 'V2', {}, 'visa')];
    expect(outcomeOf([], visas)).toEqual(['pass', []]);
  });
});

describe('a form', () => {
  it.each([
    ['name', person('Berta Lee'), 'full_name_differs'],
    ['date of birth', person('Anna Lee', { dob: '1980-06-05' }), 'date_of_birth_differs'],
    ['nationality', person('Anna Lee', { countries: ['FR'] }), 'nationality_differs'],
  ])('that gives another %s than a document is for a person to look at', (_, subject, reason) => {
    const said = { full_name: 'ANNA LEE', date_of_birth: '1980-05-06', nationality: 'GB' };
    expect(outcomeOf([subject], [passport('a', said)])).toEqual(['review', [reason]]);
  });

  it('may name several nationalities, of which documents show one each', () => {
    const documents = [
      passport('a', { full_name: 'Anna Lee', nationality: 'GB' }),
      document('b', { full_name: 'Anna Lee', nationality: 'FR' }),
    ];
    expect(outcomeOf([person('Anna Lee', { countries: ['FR', 'GB'] })], documents)).toEqual(['pass', []]);
  });

  it('may ask for given names and surname in fields of their own', () => {
    const parts = [
      person('Anna', { source: 'form:about/first', dob: '1980-05-06' }),
      person('Lee', { source: 'form:about/last' }),
    ];
    const document = passport('a', { full_name: 'ANNA MARIA LEE', date_of_birth: '1980-05-06' });
    expect(outcomeOf(parts, [document])).toEqual(['pass', []]);
    expect(comparisonsOf(parts, [document])[1]?.sources).toEqual([
      'form:about/first',
      'form:about/last',
      'document:a/full_name',
    ]);
  });

  it('does not name a person that is made of two others', () => {
    const subjects = [person('Anna Lee'), person('Carl Wood', { source: 'form:about/second' })];
    const document = passport('a', { full_name: 'ANNA WOOD' });
    expect(outcomeOf(subjects, [document])).toEqual(['review', ['full_name_differs']]);
  });

  it('may name others beside the holder', () => {
    const subjects = [person('Carl Wood'), person('Anna Lee', { source: 'form:about/second' })];
    expect(outcomeOf(subjects, [passport('a', { full_name: 'ANNA LEE' })])).toEqual(['pass', []]);
  });

  it('of a company is held against the company’s papers and the bills in its name', () => {
    const papers = [
      document('charter', { company_name: 'ACME LIMITED', incorporation_country: 'GB' }),
      document('bill', { full_name: 'Acme Ltd', address: '1 Elm Rd' }, { document_kind: 'utility_bill' }),
      passport('id', { full_name: 'Anna Lee' }),
    ];
    const forms = [company('Acme Ltd', { countries: ['GB'] }), person('Anna Lee')];
    expect(outcomeOf(forms, papers)).toEqual(['pass', []]);
    expect(comparisonsOf(forms, papers).find(({ field }) => field === 'company_name')?.sources).toEqual([
      'form:firm/name',
      'document:charter/company_name',
      'document:bill/full_name',
    ]);
    expect(outcomeOf([company('Apex Ltd'), person('Anna Lee')], papers)).toEqual([
      'review',
      ['company_name_differs'],
    ]);
  });
});

describe('people of several roles', () => {
  const ubo = (doc_id: string, fields: Record<string, unknown>, rest: Partial<DocumentView> = {}) =>
    passport(doc_id, fields, { entity_role: 'ubo', document_type: 'id', ...rest });

  it('are not held against each other', () => {
    const documents = [
      passport('a', { full_name: 'Anna Lee', date_of_birth: '1980-05-06' }),
      ubo('b', { full_name: 'Boris Wood', date_of_birth: '1970-01-01' }),
    ];
    expect(outcomeOf([person('Anna Lee', { dob: '1980-05-06' })], documents)).toEqual(['pass', []]);
  });

  it('of the applicant’s role spelled out are the applicant', () => {
    const documents = [passport('a', { full_name: 'Anna Lee' }, { entity_role: 'individual' })];
    expect(outcomeOf([person('Berta Lee')], documents)).toEqual(['review', ['full_name_differs']]);
  });

  it('are told apart by their names where a role has several documents of one type', () => {
    const documents = [
      ubo('a', { full_name: 'Anna Lee', date_of_birth: '1980-05-06' }),
      ubo('b', { full_name: 'Boris Wood', date_of_birth: '1970-01-01' }),
      ubo('c', { full_name: 'LEE ANNA M', date_of_birth: '1980-05-07' }),
    ];
    expect(outcomeOf([], documents)).toEqual(['fail', ['date_of_birth_differs']]);
    expect(comparisonsOf([], documents)[0]?.sources).toEqual([
      'document:a/date_of_birth',
      'document:c/date_of_birth',
    ]);
    expect(outcomeOf([], documents.slice(0, 2))).toEqual(['review', ['nothing_to_compare']]);
  });

  it('are one where the role has one document of each type', () => {
    const documents = [
      ubo('a', { full_name: 'Anna Lee' }),
      ubo('b', { full_name: 'Boris Wood' }, { document_type: 'proof_of_address' }),
    ];
    expect(outcomeOf([], documents)).toEqual(['review', ['full_name_differs']]);
  });

  it('are not made of the names of two parties', () => {
    const ubos = ['Anna', 'Wood'].map((name, i) =>
      person(name, { entity_role: 'ubo', source: `form:ubos/list/${i}` }),
    );
    expect(outcomeOf(ubos, [ubo('a', { full_name: 'ANNA WOOD' })])).toEqual([
      'review',
      ['full_name_differs'],
    ]);
  });

  it('go with the party of the form that has their name', () => {
    const subjects = [
      person('Anna Lee', { entity_role: 'ubo', dob: '1980-05-06' }),
      person('Boris Wood', { entity_role: 'ubo', dob: '1970-01-01', source: 'form:about/second' }),
    ];
    const documents = [
      ubo('b', { full_name: 'WOOD BORIS', date_of_birth: '1970-01-01' }),
      ubo('a', { full_name: 'LEE ANNA', date_of_birth: '1980-05-06' }),
    ];
    expect(outcomeOf(subjects, documents)).toEqual(['pass', []]);
  });

  it('that a form does not name are for a person to look at, by their name only', () => {
    const subjects = [person('Anna Lee', { entity_role: 'ubo', dob: '1980-05-06' })];
    const documents = [
      ubo('a', { full_name: 'LEE ANNA', date_of_birth: '1980-05-06' }),
      ubo('b', { full_name: 'WOOD BORIS', date_of_birth: '1970-01-01' }),
    ];
    expect(outcomeOf(subjects, documents)).toEqual(['review', ['full_name_differs']]);
  });
});
