import { describe, expect, it } from '@jest/globals';
import { readRemarks } from './ofac-remarks.js';

describe('remarks of an OFAC entry', () => {
  it('say nothing when they are empty or of other matters', () => {
    const nothing = { dobs: [], countries: [], weakNames: [], identifiers: [], wallets: [] };
    expect(readRemarks('')).toEqual(nothing);
    expect(readRemarks('Linked To: DOE, Jane; Website www.example.com; POB nowhere in particular.')).toEqual(
      nothing,
    );
  });

  it('give birth, countries and gender', () => {
    const facts = readRemarks(
      'DOB 08 Jan 1984; alt. DOB circa 1983; POB Pyongyang, Korea, North; nationality Korea, North; citizen Burma; Gender Male.',
    );
    expect(facts).toMatchObject({
      dobs: ['1984-01-08', '1983~'],
      countries: ['KP', 'KP', 'MM'],
      gender: 'male',
    });
  });

  it('give weak aliases, also those with an apostrophe', () => {
    expect(readRemarks("a.k.a. 'THE O'NEILL'; f.k.a. 'OLD CO'; alt. something.").weakNames).toEqual([
      { value: "THE O'NEILL", kind: 'weak_alias' },
      { value: 'OLD CO', kind: 'weak_alias' },
    ]);
  });

  it('give identity numbers with their country and without what follows', () => {
    const text =
      'Passport A1234567 (Egypt) issued 10 Jan 2005 expires 09 Jan 2012; alt. Passport 19820215; National ID No. 21-60/40 (Yemen); ' +
      'Vessel Registration Identification IMO 9116412; Passport (Iran); SWIFT/BIC SABRRUMM.';
    expect(readRemarks(text).identifiers).toEqual([
      { type: 'passport', value: 'A1234567', country: 'EG' },
      { type: 'passport', value: '19820215' },
      { type: 'national_id', value: '21-60/40', country: 'YE' },
      { type: 'imo', value: '9116412' },
      { type: 'bic', value: 'SABRRUMM' },
    ]);
  });

  it('give digital currency addresses', () => {
    const text = 'Digital Currency Address - XBT 1Boat; alt. Digital Currency Address - ETH 0xAb.';
    expect(readRemarks(text).wallets).toEqual(['1Boat', '0xAb']);
  });
});
