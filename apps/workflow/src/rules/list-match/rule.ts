import { Type } from '@sinclair/typebox';
import { entityRoles } from '../../fields/name/field.js';
import { ActionSchema, Reason } from '../action.js';
import { defineRules } from '../rule-kind.js';

const Names = Type.Optional(
  Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 100 }),
);

/** Fires on watchlist matches of the named lists, topics and roles from `min_score` on. */
export const listMatchRules = defineRules({
  list: 'list_match_rules',
  schema: Type.Object(
    {
      lists: Names,
      topics: Names,
      entity_roles: Type.Optional(
        Type.Array(Type.Union(entityRoles.map((role) => Type.Literal(role))), { minItems: 1 }),
      ),
      min_score: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      action: ActionSchema,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule: () => [],
  evaluate({ lists, topics, entity_roles, min_score = 0 }, { matches }) {
    const hits = matches.filter(
      (match) =>
        match.score >= min_score &&
        (!lists || lists.includes(match.list)) &&
        (!topics || match.topics.some((topic) => topics.includes(topic))) &&
        (!entity_roles ||
          (match.entity_role !== undefined && entity_roles.some((r) => r === match.entity_role))),
    );
    if (hits.length === 0) return undefined;
    const inputs = hits.map(
      ({ entity_id, list, source_id, name, matched_name, score, strength, topics: of }) => {
        return { entity_id, list, source_id, name, matched_name, score, strength, topics: of };
      },
    );
    return { code: 'list_match', inputs };
  },
});
