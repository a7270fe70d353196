import type { WorkflowDefinition } from '../../../apps/workflow/src/definitions/definition.js';
import { parseDefinition } from '../../../apps/workflow/src/definitions/parse-definition.js';
import type { Case } from '../../../apps/workflow/src/rules/case.js';

const today = '2026-11-23';
const fields = 20;
const perKind = { country: 34, field: 33, list: 33 };

/** Rules of one simple comparison each. */
export const ruleCount = perKind.country + perKind.field + perKind.list;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const numbered = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

/** Countries of ISO 3166-1 that the case has nothing to do with, but for one. */
const codes =
  'AD AF AL AM AO AR AT AU AZ BA BD BE BF BG BH BI BJ BO BR BW BY CA CD CF CG CH CI CL CM CN CO CR CU NL'
    .split(' ')
    .slice(0, perKind.country);

export const rules = {
  country_rules: codes.map((country_code) => ({ country_code, action: 'flag', applies_to: ['nationality'] })),
  form_field_rules: numbered(perKind.field, (i) => ({
    field_id: `field_${i % fields}`,
    operator: 'equals',
    value: `option ${letters[i % 13]}`,
    action: 'flag',
  })),
  list_match_rules: numbered(perKind.list, (i) => ({
    lists: [`list_${i}`],
    min_score: 0.9,
    action: 'manual_review',
  })),
};

/** A workflow with those rules. */
export function ruleWorkflow(): WorkflowDefinition {
  const parsed = parseDefinition(
    {
      name: 'Rules',
      steps: [
        {
          step_id: 'form',
          order: 1,
          name: 'Form',
          type: 'form_fill',
          custom_fields: numbered(fields, (i) => ({
            field_id: `field_${i}`,
            name: 'Field',
            type: 'select',
            options: numbered(13, (n) => `option ${letters[n]}`),
          })),
        },
      ],
      validation_config: { automation_rules: rules },
    },
    today,
  );
  if (!parsed.ok) throw new Error(`the sample is no valid definition: ${JSON.stringify(parsed.errors)}`);
  return parsed.definition;
}

/** A person with three countries, twenty answers and two matches. */
export const ruleCase: Case = {
  decided_on: today,
  answers: numbered(fields, (i) => ({
    field_id: `field_${i}`,
    type: 'select',
    source: `form:form/field_${i}`,
    value: `option ${letters[(i * 7) % 13]}`,
  })),
  countries: [
    { aspect: 'nationality', code: 'NL', source: 'form:form/nationality' },
    { aspect: 'residence', code: 'DE', source: 'form:form/residence' },
    { aspect: 'document_issuer', code: 'NL', source: 'document:doc_1/issuing_country' },
  ],
  matches: ['list_3', 'list_999'].map((list) => ({
    entity_id: 'e1',
    list,
    source_id: '1',
    type: 'individual',
    name: 'Mara Lind',
    matched_name: { value: 'Mara Lind', kind: 'primary' },
    score: 0.93,
    strength: 'potential',
    topics: ['sanction'],
    programmes: [],
    evidence: [],
    source: 'form:form/full_name',
  })),
  adverse_media: [],
  mismatches: [],
  documents: [],
  biometrics: {},
  subsessions: [],
  checks: [
    { check_id: 'chk_1', type: 'run_sanction_check', status: 'completed', outcome: 'review', reasons: [] },
  ],
};

/** The same comparisons as a programmer would write them for this one workflow: how many rules fire. */
export function handWrittenHits(facts: Case): number {
  let hits = 0;
  for (const { country_code } of rules.country_rules)
    for (const { code, aspect } of facts.countries)
      if (code === country_code && aspect === 'nationality') {
        hits++;
        break;
      }
  for (const { field_id, value } of rules.form_field_rules)
    for (const answer of facts.answers)
      if (answer.field_id === field_id && answer.value === value) {
        hits++;
        break;
      }
  for (const { lists, min_score } of rules.list_match_rules)
    for (const { list, score } of facts.matches)
      if (score >= min_score && lists.includes(list)) {
        hits++;
        break;
      }
  return hits;
}
