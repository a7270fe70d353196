import { adverseMediaRules } from './adverse-media/rule.js';
import { biometricRules } from './biometric/rule.js';
import { countryRules } from './country/rule.js';
import { documentRules } from './document/rule.js';
import { formFieldRules } from './form-field/rule.js';
import { listMatchRules } from './list-match/rule.js';
import type { RuleKind } from './rule-kind.js';
import { subsessionRules } from './subsession/rule.js';

/** Every list of rules; a new one is a folder and a line here. */
export const ruleKinds: readonly RuleKind[] = [
  countryRules,
  listMatchRules,
  adverseMediaRules,
  documentRules,
  formFieldRules,
  biometricRules,
  subsessionRules,
].map((kind) => kind as unknown as RuleKind);
