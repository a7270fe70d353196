import { describe, expect, it } from '@jest/globals';
import { solveMrz } from '../mrz/solve-mrz.js';
import { type TextLine } from '../text-line.js';
import { interpretDocument } from './interpret-document.js';

const today = '2025-06-01';
const line = (text: string, index: number): TextLine => ({
  text,
  confidence: 1,
  left: 0,
  right: text.length * 6,
  top: index * 14,
  bottom: index * 14 + 10,
});
const zone = (second: string, first = 'P<D<<MUELLER<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<') =>
  solveMrz([first, second])!;
const valid = zone('L898902C36D<<7408122F3204153ZE184226B<<<<<16');

describe('interpretDocument', () => {
  it('says so when nothing could be read', () => {
    const reading = interpretDocument({ lines: [], source: 'visual_zone' }, 'id', today);
    expect(reading).toMatchObject({
      documentKind: 'unknown',
      fields: {},
      warnings: [{ code: 'text_unreadable' }],
    });
  });

  it('says so when a document that should have a zone has none', () => {
    const reading = interpretDocument({ lines: [line('PASSPORT', 0)], source: 'visual_zone' }, 'id', today);
    expect(reading).toMatchObject({ documentKind: 'passport', warnings: [{ code: 'mrz_not_found' }] });
  });

  it('does not trust a value that its check digit contradicts', () => {
    const mrz = zone('L898902C36D<<7408132F3204153ZE184226B<<<<<16');
    const { fields, warnings } = interpretDocument({ lines: [], mrz, source: 'visual_zone' }, 'id', today);
    expect(fields.date_of_birth?.value).toBe('1974-08-13');
    expect(fields.date_of_birth?.confidence).toBeLessThan(0.5);
    expect(warnings.map((warning) => warning.code)).toContain('mrz_check_digit_failed');
  });

  it('names the fields that the visual zone contradicts, and no values', () => {
    const lines = ['Date of birth', '13 AUG 1974'].map(line);
    const { fields, warnings } = interpretDocument({ lines, mrz: valid, source: 'visual_zone' }, 'id', today);
    expect(fields.date_of_birth?.value).toBe('1974-08-12');
    expect(warnings).toEqual([
      { code: 'visual_zone_mismatch', detail: 'The visual zone reads differently: date_of_birth.' },
    ]);
  });

  it('gives the zone in the terms of the contract', () => {
    const { documentKind, fields } = interpretDocument(
      { lines: [], mrz: valid, source: 'visual_zone' },
      'id',
      today,
    );
    expect(documentKind).toBe('passport');
    expect(fields).toMatchObject({
      document_number: { value: 'L898902C3', source: 'mrz' },
      surname: { value: 'MUELLER' },
      full_name: { value: 'ANNA MARIA MUELLER' },
      nationality: { value: 'DE' },
      issuing_country: { value: 'DE' },
      date_of_birth: { value: '1974-08-12' },
      date_of_expiry: { value: '2032-04-15' },
      sex: { value: 'F' },
      personal_number: { value: 'ZE184226B' },
      mrz: { format: 'TD3', valid: true, repairs: 0 },
    });
  });

  it('prefers the spelling of the visual zone when it transliterates to that of the zone', () => {
    const lines = ['Surname', 'Müller', 'Given names', 'Anna-Maria', 'Date of issue', '16.04.2022'].map(line);
    const { fields } = interpretDocument({ lines, mrz: valid, source: 'visual_zone' }, 'id', today);
    expect(fields).toMatchObject({
      surname: { value: 'Müller', source: 'visual_zone' },
      full_name: { value: 'Anna-Maria Müller' },
      date_of_issue: { value: '2022-04-16', source: 'visual_zone' },
    });
  });

  it('leaves the countries of Utopia absent, and keeps its code in the zone', () => {
    const mrz = zone(
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
    );
    const { fields } = interpretDocument({ lines: [], mrz, source: 'visual_zone' }, 'id', today);
    expect([fields.nationality, fields.issuing_country]).toEqual([undefined, undefined]);
    expect(fields.mrz?.lines[0]).toContain('UTO');
  });

  it.each([
    ['utility_bill', ['Your electricity bill', 'Meter reading 4711 kWh', 'Amount due']],
    ['bank_statement', ['Statement of account', 'Opening balance', 'Closing balance', 'IBAN']],
    ['tax_letter', ['HM Revenue & Customs', 'Income tax', 'Notice of assessment']],
    ['company_document', ['Certificate of incorporation', 'Companies Act 2006']],
    ['driving_licence', ['DRIVING LICENCE', 'UNITED KINGDOM']],
    ['residence_permit', ['AUFENTHALTSTITEL']],
    ['national_id', ["CARTE NATIONALE D'IDENTITE"]],
    ['unknown', ['It is advisable to bring an umbrella']],
  ])('recognises a %s by its words', (kind, texts) => {
    expect(
      interpretDocument({ lines: texts.map(line), source: 'text_layer' }, 'any', today).documentKind,
    ).toBe(kind);
  });
});
