import type { AdverseMediaFinding } from '#libs/contracts';
import { Type } from '@sinclair/typebox';
import { ActionSchema, Reason } from '../action.js';
import { hasResult } from '../case.js';
import { defineRules } from '../rule-kind.js';

/** Fires on adverse media about a party of the session: of the named categories, from `min_risk` on. */
export const adverseMediaRules = defineRules({
  list: 'adverse_media_rules',
  schema: Type.Object(
    {
      min_risk: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
      categories: Type.Optional(
        Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 100 }),
      ),
      action: ActionSchema,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule: () => [],
  evaluate({ min_risk = 0, categories }, facts) {
    const applies = (finding: AdverseMediaFinding): boolean =>
      finding.risk >= min_risk && (!categories || finding.categories.some((one) => categories.includes(one)));
    const { adverse_media } = facts;
    if (adverse_media.some(applies))
      return { code: 'adverse_media', inputs: adverse_media.filter(applies).map((one) => ({ ...one })) };
    return hasResult(facts, 'run_adverse_media') ? undefined : notSearched;
  },
});

const notSearched = { unavailable: 'adverse_media_not_available' };
