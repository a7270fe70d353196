import { describe, expect, it } from '@jest/globals';
import { type TextLine } from '../text-line.js';
import { addressBlocks } from './address-block.js';
import { companyFields } from './company-fields.js';
import { comparable, resembles } from './normalise.js';
import { personName } from './person-name.js';
import { statementFields } from './statement-fields.js';
import { dayOrderOf, findDate } from './text-dates.js';
import { isTransliteration, mayBeSameName } from './transliteration.js';
import { visualZoneFields } from './visual-zone.js';

const at = (left: number, top: number, text: string, height = 10): TextLine => ({
  text,
  confidence: 1,
  left,
  right: left + text.length * height * 0.5,
  top,
  bottom: top + height,
});

describe('findDate', () => {
  it.each(['03/04/2024', '31.02.2024', '12 FOO 1990', 'total 12.50 EUR', '99/99/2024', ''])(
    'reads no date from "%s"',
    (text) => {
      expect(findDate(text)).toBeUndefined();
    },
  );

  it.each([
    ['2024-03-04', '2024-03-04'],
    ['20 DEC 2025', '2025-12-20'],
    ['12AUG/AOUT1974', '1974-08-12'],
    ['04 MAR2021', '2021-03-04'],
    ['1. März 2021', '2021-03-01'],
    ['4th of March 2020', '2020-03-04'],
    ['12 de julio de 2019', '2019-07-12'],
    ['March 4, 2020', '2020-03-04'],
    ['22.04.2017', '2017-04-22'],
    ['25/04/2017', '2017-04-25'],
    ['04/25/2017', '2017-04-25'],
  ])('reads "%s" as %s', (text, iso) => {
    expect(findDate(text)).toBe(iso);
  });

  it('reads two-digit years only when told how', () => {
    expect(findDate('15 APR/AVR 12')).toBeUndefined();
    expect(findDate('15 APR/AVR 12', { century: (short) => `c${short}` })).toBe('c120415');
  });

  it('learns the order of day and month from the other dates of the document', () => {
    expect(dayOrderOf(['03/04/2024', '25/03/2024'])).toBe('day_first');
    expect(dayOrderOf(['03/04/2024', '03/25/2024'])).toBe('month_first');
    expect(dayOrderOf(['03/04/2024'])).toBeUndefined();
    expect(findDate('03/04/2024', { order: 'day_first' })).toBe('2024-04-03');
  });
});

describe('names', () => {
  it.each([
    ['MÜLLER', 'MUELLER', true],
    ['MÜLLER', 'MULLER', true],
    ['Østergård', 'OESTERGAARD', true],
    ["O'CONNOR-SMITH", 'OCONNOR SMITH', true],
    ['Łukasz', 'LUKASZ', true],
    ['GROSS', 'GROẞ', false],
    ['MILLER', 'MUELLER', false],
    ['', '', false],
  ])('compares %s with %s', (printed, zone, same) => {
    expect(isTransliteration(printed, zone)).toBe(same);
  });

  it('does not take lost accents for another name', () => {
    expect(mayBeSameName('MULLER-OSTERGARD', 'MUELLER OESTERGAARD')).toBe(true);
    expect(mayBeSameName('SCHNEIDER', 'MUELLER OESTERGAARD')).toBe(false);
  });

  it.each(['ACME Ltd', 'Deutsche Bank', '12 High Street', 'hello world', 'Name', 'Total Amount 12'])(
    'does not take "%s" for a person',
    (text) => {
      expect(personName(text)).toBeUndefined();
    },
  );

  it.each([
    ['Mr John A. Smith', 'John A. Smith'],
    ['ZOË ØSTERGÅRD', 'ZOË ØSTERGÅRD'],
    ['Ludwig van Beethoven', 'Ludwig van Beethoven'],
  ])('takes "%s" for %s', (text, name) => {
    expect(personName(text)).toBe(name);
  });

  it('forgives one wrong letter in long words and none in short ones', () => {
    expect(resembles(comparable('Dale of Birth'), comparable('Date of birth'))).toBe(true);
    expect(resembles(comparable('Sek'), comparable('Sex'))).toBe(false);
  });
});

describe('visualZoneFields', () => {
  it('gives nothing for labels without values of the right form', () => {
    const lines = [at(0, 0, 'Date of birth'), at(0, 12, 'soon'), at(100, 0, 'Sex'), at(100, 12, 'Q')];
    expect(visualZoneFields(lines, 'visual_zone', '2025-06-01')).toEqual({});
  });

  it('reads values below, beside and after their labels', () => {
    const fields = visualZoneFields(
      [
        at(0, 0, 'Surname/Nom'),
        at(4, 14, 'SMITH'),
        at(0, 30, 'Given names'),
        at(4, 44, 'JOHN PAUL'),
        at(0, 60, 'Sex/Sexe: M'),
        at(0, 80, 'Date of issue'),
        at(90, 80, '04 MAR 2021'),
        at(0, 100, 'Date of expiry/'),
        at(0, 112, "Date d'expiration"),
        at(4, 124, '03 MAR/MARS 31'),
      ],
      'visual_zone',
      '2025-06-01',
    );
    expect(
      Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, 'value' in field && field.value]),
      ),
    ).toEqual({
      surname: 'SMITH',
      given_names: 'JOHN PAUL',
      full_name: 'JOHN PAUL SMITH',
      sex: 'M',
      date_of_issue: '2021-03-04',
      date_of_expiry: '2031-03-03',
    });
  });

  it('reads the numbered fields of a European driving licence', () => {
    const lines = [
      '1. SMITH',
      '2. JOHN PAUL',
      '3. 12.08.1974 UTOPIA',
      '4a. 04.03.2021',
      '4b. 03.03.2031',
      '5. SMITH708124JP9AB',
    ];
    const fields = visualZoneFields(
      lines.map((text, index) => at(0, index * 20, text)),
      'visual_zone',
      '2025-06-01',
    );
    expect(fields).toMatchObject({
      surname: { value: 'SMITH' },
      date_of_birth: { value: '1974-08-12' },
      date_of_issue: { value: '2021-03-04' },
      date_of_expiry: { value: '2031-03-03' },
      document_number: { value: 'SMITH708124JP9AB' },
    });
  });
});

describe('statementFields', () => {
  it('gives nothing for a page of prose', () => {
    expect(
      statementFields(
        [at(0, 0, 'Once upon a time there was a king'), at(0, 12, 'who had no address.')],
        'text_layer',
      ),
    ).toEqual({});
  });

  it("reads addressee, address, date, account and issuer of a letter, and not the issuer's own address", () => {
    const lines = [
      at(0, 0, 'Thameside Energy plc', 20),
      at(300, 0, 'Thameside Energy plc, 1 Dock Road, London E16 1AA'),
      at(0, 60, 'Mr John Smith'),
      at(0, 74, 'Flat 2'),
      at(0, 88, '14 Elm Grove'),
      at(0, 102, 'BRISTOL'),
      at(0, 116, 'BS6 5HQ'),
      at(300, 60, 'Account number'),
      at(420, 60, '850 123 4567'),
      at(300, 80, 'Bill date: 3 April 2025'),
      at(300, 100, 'Payment due'),
      at(420, 100, '24 April 2025'),
    ];
    const fields = statementFields(lines, 'text_layer');
    expect(fields).toMatchObject({
      full_name: { value: 'John Smith' },
      address: { value: 'Flat 2, 14 Elm Grove, BRISTOL, BS6 5HQ' },
      account_number: { value: '850 123 4567' },
      issue_date: { value: '2025-04-03' },
      issuer: { value: 'Thameside Energy plc' },
    });
  });

  it('sees no address in a table of numbers', () => {
    expect(
      addressBlocks([at(0, 0, 'Usage'), at(0, 12, '12345 kWh 1200 meter'), at(0, 24, 'Total 12345')]),
    ).toEqual([]);
  });
});

describe('companyFields', () => {
  it('gives nothing for an unlabelled page', () => {
    expect(companyFields([at(0, 0, 'Minutes of the meeting')], 'text_layer')).toEqual({});
  });

  it('reads labelled values', () => {
    const fields = companyFields(
      [
        at(0, 0, 'Company name'),
        at(100, 0, 'EXAMPLE WIDGETS LTD'),
        at(0, 20, 'Company number: 01234567'),
        at(0, 40, 'Date of incorporation: 4 March 2020'),
      ],
      'text_layer',
    );
    expect(fields).toMatchObject({
      company_name: { value: 'EXAMPLE WIDGETS LTD' },
      registration_number: { value: '01234567' },
      incorporation_date: { value: '2020-03-04' },
    });
  });

  it("reads the sentence of a registrar's certificate", () => {
    const fields = companyFields(
      [
        at(0, 0, 'The Registrar of Companies for England and Wales, hereby certifies that'),
        at(0, 20, 'EXAMPLE WIDGETS LTD'),
        at(0, 40, 'is this day incorporated under the Companies Act 2006 as a private company'),
        at(0, 60, 'Given at Companies House, Cardiff, on 4th March 2020'),
      ],
      'text_layer',
    );
    expect(fields).toMatchObject({
      company_name: { value: 'EXAMPLE WIDGETS LTD' },
      incorporation_date: { value: '2020-03-04' },
    });
  });
});
