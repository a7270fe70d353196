import type { FieldError } from '#libs/problems';
import { fieldTypesNotBuilt } from '../fields/registry.js';
import { ruleListsNotBuilt } from '../rules/registry.js';
import { stepTypesNotBuilt } from '../steps/registry.js';

type Loose = Record<string, unknown>;

const asObject = (value: unknown): Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
const asList = (value: unknown): Loose[] => (Array.isArray(value) ? value.slice(0, 500).map(asObject) : []);

const switchesNotBuilt = ['run_adverse_media', 'run_crypto_check', 'cross_validate_documents', 'four_eyes'];

/**
 * The places of a definition that ask for something of the public contract that is not built yet. Such a definition is
 * refused as a whole: a workflow that silently skipped a check would be worse than none.
 */
export function partsNotBuilt(input: unknown): FieldError[] {
  const definition = asObject(input);
  const steps = asList(definition['steps']).flatMap((step, i) => inStep(step, `/steps/${i}`));
  const config = asObject(definition['validation_config']);
  const rules = asObject(config['automation_rules']);
  return [
    ...steps,
    ...switchesNotBuilt
      .filter((name) => config[name] === true)
      .map((name) => notBuilt(`/validation_config/${name}`)),
    ...ruleListsNotBuilt
      .filter((list) => asList(rules[list]).length > 0)
      .map((list) => notBuilt(`/validation_config/automation_rules/${list}`)),
  ];
}

function inStep(step: Loose, at: string): FieldError[] {
  const errors = stepTypesNotBuilt.includes(String(step['type'])) ? [notBuilt(`${at}/type`)] : [];
  asList(step['custom_fields']).forEach((field, i) => {
    const place = `${at}/custom_fields/${i}`;
    if (fieldTypesNotBuilt.includes(String(field['type']))) errors.push(notBuilt(`${place}/type`));
    for (const option of ['conditional_logic', 'validation_rules'])
      if (field[option] !== undefined && field[option] !== null) errors.push(notBuilt(`${place}/${option}`));
  });
  asList(step['document_requirements']).forEach((requirement, i) => {
    const place = `${at}/document_requirements/${i}`;
    if (requirement['enable_auto_classification'] === true)
      errors.push(notBuilt(`${place}/enable_auto_classification`));
    if (typeof requirement['extraction_profile'] === 'string')
      errors.push(notBuilt(`${place}/extraction_profile`));
    if (
      Array.isArray(requirement['post_upload_validations']) &&
      requirement['post_upload_validations'].length > 0
    )
      errors.push(notBuilt(`${place}/post_upload_validations`));
  });
  return errors;
}

const notBuilt = (pointer: string): FieldError => ({
  pointer,
  code: 'not_built',
  detail: 'is not built yet',
});
