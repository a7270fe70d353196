import { describe, expect, it } from '@jest/globals';
import { entityTypeOf, identityOf } from './declared-party.js';
import { director, holding, person } from './testing/parties.js';

const same = (a: string, b: string): boolean => identityOf(a, 'company') === identityOf(b, 'company');

describe('the identity of a party', () => {
  it.each([
    ['Acme, S.A.', 'ACME SA'],
    ['Ｗｅｓｔ Holding', 'West  holding '],
    ['Jos\u00e9 \u00c1lvarez', 'JOSE\u0301 A\u0301LVAREZ'],
    ['Straße', 'STRASSE'],
    ['O’Brien-Lee', "o'brien lee"],
    ['Ac\u200bme', 'Acme'],
    ['Σίσυφος', 'ΣΊΣΥΦΟΣ'],
  ])('is the same for %s and %s', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['Acme GmbH', 'Acme AG'],
    ['Acme', 'Acme Ltd'],
    ['José Álvarez', 'Jose Alvarez'],
    ['Ann Lee', 'Lee Ann'],
    ['!!!', '???'],
    ['C++', 'C'],
  ])('is not the same for %s and %s', (a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('keeps a person and a company of the same name apart', () => {
    expect(identityOf('Jil Sander', 'individual')).not.toBe(identityOf('Jil Sander', 'company'));
  });
});

describe('the type of a party that declared none', () => {
  const undeclared = { entity_type: undefined };
  it.each([
    ['is a company when it names parties', holding('A', 1, [director('B')], undeclared), 'company'],
    ['is a natural person as ubo', person('A', 1, undeclared), 'individual'],
    ['stays unknown as shareholder', holding('A', 1, [], undeclared), null],
    ['stays unknown as director', director('A', undeclared), null],
  ])('%s', (_, party, type) => {
    expect(entityTypeOf(party)).toBe(type);
  });
});
