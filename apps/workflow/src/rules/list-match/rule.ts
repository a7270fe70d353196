import { Type } from '@sinclair/typebox';
import { entityRoles } from '../../fields/name/field.js';
import { ActionSchema, Reason } from '../action.js';
import type { CaseCheck, CaseMatch } from '../case.js';
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
  evaluate({ lists, topics, entity_roles, min_score = 0 }, { matches, checks }) {
    const applies = (match: CaseMatch): boolean =>
      match.score >= min_score &&
      (!lists || lists.includes(match.list)) &&
      (!topics || match.topics.some((topic) => topics.includes(topic))) &&
      (!entity_roles || entity_roles.some((role) => role === match.entity_role));
    if (matches.some(applies)) return { code: 'list_match', inputs: matches.filter(applies).map(shown) };
    return wereSearched(checks, topics) ? undefined : notSearched;
  },
});

const notSearched = { unavailable: 'list_match_not_available' };

function shown(match: CaseMatch): Record<string, unknown> {
  const { evidence: _evidence, programmes: _programmes, type: _type, ...rest } = match;
  return rest;
}

/** Names are looked for by the sanctions check, wallets by the wallet check; whichever was begun must have ended. */
function wereSearched(checks: readonly CaseCheck[], topics: readonly string[] | undefined): boolean {
  const isSearch = ({ type }: CaseCheck): boolean =>
    type === 'run_sanction_check' || type === 'run_crypto_check';
  const needed = topics && (topics.every((t) => t === 'crypto') ? 'run_crypto_check' : 'run_sanction_check');
  return (
    checks.some((check) => (needed ? check.type === needed : isSearch(check))) &&
    checks.every((check) => !isSearch(check) || check.status === 'completed')
  );
}
