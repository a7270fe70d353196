import { countryRules } from './country/rule.js';
import { formFieldRules } from './form-field/rule.js';
import { listMatchRules } from './list-match/rule.js';
import type { RuleKind } from './rule-kind.js';

/** Every list of rules; a new one is a folder and a line here. */
export const ruleKinds: readonly RuleKind[] = [countryRules, listMatchRules, formFieldRules].map(
  (kind) => kind as unknown as RuleKind,
);

/** Lists of the public contract that answer 501 until they are built. */
export const ruleListsNotBuilt: readonly string[] = [
  'adverse_media_rules',
  'document_rules',
  'biometric_rules',
  'subsession_rules',
];
