import { Type } from '@sinclair/typebox';
import { isAlpha2 } from '../../fields/country/iso-country.js';
import { ActionSchema, Reason } from '../action.js';
import { countryAspects, type CaseCountry } from '../case.js';
import { defineRules } from '../rule-kind.js';

const aspects = ['all', ...countryAspects] as const;

/** Fires when a country of the case, in one of the named aspects, is the rule's. */
export const countryRules = defineRules({
  list: 'country_rules',
  schema: Type.Object(
    {
      country_code: Type.String({ pattern: '^[A-Z]{2}$' }),
      action: ActionSchema,
      applies_to: Type.Array(Type.Union(aspects.map((a) => Type.Literal(a))), {
        default: ['all'],
        minItems: 1,
        uniqueItems: true,
      }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule({ country_code }) {
    if (isAlpha2(country_code)) return [];
    return [{ pointer: '/country_code', code: 'not_allowed', detail: 'must be an ISO 3166-1 alpha-2 code' }];
  },
  evaluate({ country_code, applies_to }, { countries }) {
    const applies = ({ code, aspect }: CaseCountry): boolean =>
      code === country_code &&
      (applies_to.includes('all') || (aspect !== undefined && applies_to.includes(aspect)));
    if (!countries.some(applies)) return undefined;
    return {
      code: `country_${country_code.toLowerCase()}`,
      inputs: countries.filter(applies).map((input) => ({ ...input })),
    };
  },
});
