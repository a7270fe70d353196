import { describe, expect, it } from '@jest/globals';
import { aCase } from '../testing/a-case.js';
import { countryRules } from './rule.js';

type Rule = Parameters<typeof countryRules.evaluate>[0];

const nationality = { aspect: 'nationality' as const, code: 'IR', source: 'form:form/nationality' };
const ofAddress = { code: 'IR', source: 'form:form/home/country' };

const outcome = (applies_to: Rule['applies_to'], countries = [nationality]): unknown =>
  countryRules.evaluate({ country_code: 'IR', action: 'flag', applies_to }, aCase({ countries }));

describe('a rule on countries', () => {
  it('refuses a code that no country has', () => {
    const mistakes = countryRules.checkRule({ country_code: 'ZZ', action: 'flag', applies_to: ['all'] }, []);
    expect(mistakes).toEqual([expect.objectContaining({ pointer: '/country_code', code: 'not_allowed' })]);
  });

  it('does not fire on another country or in another aspect', () => {
    expect(outcome(['all'], [{ ...nationality, code: 'IQ' }])).toBeUndefined();
    expect(outcome(['residence', 'document_issuer'])).toBeUndefined();
  });

  it('fires on a country whose aspect nobody stated only when it applies to all', () => {
    const facts = aCase({ countries: [ofAddress] });
    const rule = { country_code: 'IR', action: 'flag' } as const;
    expect(
      countryRules.evaluate({ ...rule, applies_to: ['residence', 'nationality'] }, facts),
    ).toBeUndefined();
    expect(countryRules.evaluate({ ...rule, applies_to: ['all'] }, facts)).toEqual({
      code: 'country_ir',
      inputs: [ofAddress],
    });
  });

  it('fires in any of its aspects, with the countries that it saw', () => {
    expect(outcome(['residence', 'nationality'])).toEqual({ code: 'country_ir', inputs: [nationality] });
  });
});
