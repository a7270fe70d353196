import { Type } from '@sinclair/typebox';
import { isAlpha2 } from '../../fields/country/iso-country.js';
import { ActionSchema, Reason } from '../action.js';
import { countryAspects } from '../case.js';
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
      }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule({ country_code }) {
    if (isAlpha2(country_code)) return [];
    return [{ pointer: '/country_code', code: 'not_allowed', detail: 'must be an ISO 3166-1 alpha-2 code' }];
  },
  evaluate(rule, { countries }) {
    const inputs = countries.filter(
      ({ code, aspect }) =>
        code === rule.country_code &&
        (rule.applies_to.includes('all') || (aspect !== undefined && rule.applies_to.includes(aspect))),
    );
    if (inputs.length === 0) return undefined;
    return {
      code: `country_${rule.country_code.toLowerCase()}`,
      inputs: inputs.map((input) => ({ ...input })),
    };
  },
});
