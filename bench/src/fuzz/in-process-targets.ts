import type { FormFillStep } from '../../../apps/workflow/src/steps/form-fill/config.js';
import { parseDefinition } from '../../../apps/workflow/src/definitions/parse-definition.js';
import { readForm } from '../../../apps/workflow/src/fields/read-form.js';
import { decide } from '../../../apps/workflow/src/rules/decide.js';
import { ruleCase } from '../pure/rule-sample.js';
import { allAnswers } from '../samples/all-fields.js';
import { everythingDefinition } from '../samples/everything-definition.js';
import { largestDefinition } from '../samples/largest-definition.js';
import { typicalDefinition } from '../samples/typical-definition.js';
import { mutated } from './mutations.js';
import type { Target } from './target.js';

const today = '2026-11-23';
const everything = everythingDefinition('wfl_party');

/** Definitions are read; those that are accepted take a form and decide a case. */
const definitions: Target = {
  name: 'parseDefinition',
  inputs: mutated(everything, everything, typicalDefinition, everything, largestDefinition),
  attempt(text) {
    const parsed = parseDefinition(JSON.parse(text), today);
    if (!parsed.ok) {
      if (parsed.errors.length === 0) throw new Error('refused without saying why');
      return 'refused';
    }
    for (const step of parsed.definition.steps)
      if (step.type === 'form_fill') readForm((step as FormFillStep).custom_fields, allAnswers, today);
    decide(parsed.definition, ruleCase);
    return 'accepted';
  },
};

/** Submissions to a form with every type of field. */
function submissions(): Target {
  const parsed = parseDefinition(everything, today);
  if (!parsed.ok) throw new Error(`the sample is no valid definition: ${JSON.stringify(parsed.errors)}`);
  const { custom_fields } = parsed.definition.steps[0] as FormFillStep;
  const sound = readForm(custom_fields, allAnswers, today);
  if (!sound.ok) throw new Error(`the sample is no valid submission: ${JSON.stringify(sound.errors)}`);
  return {
    name: 'readForm',
    inputs: mutated(allAnswers),
    attempt(text) {
      const form = readForm(custom_fields, JSON.parse(text), today);
      if (!form.ok && form.errors.length === 0) throw new Error('refused without saying why');
      return form.ok ? 'accepted' : 'refused';
    },
  };
}

/** The validators themselves: no exception leaves them, whatever they are given. */
export const inProcessTargets = (): Target[] => [definitions, submissions()];
