import { parseDefinition } from '../../../apps/workflow/src/definitions/parse-definition.js';
import { largestDefinition } from '../samples/largest-definition.js';
import { typicalDefinition } from '../samples/typical-definition.js';
import { inTurns, perSecondOnOneCore, round, timesOf, type Comparison } from '../statistics.js';

const today = '2026-11-23';
const turns = 5;
const turnMs = 300;
/** The compiler needs a while for code of this size; until then figures are those of its interpreter. */
const warmUpMs = 2_000;

export interface DefinitionValidations {
  /** What the first definition of a process waits for: the validator is made from its schema then, ms. */
  first_validation_ms: number;
  /** By size of the definition. */
  per_second_on_one_core: Record<string, Comparison>;
}

/**
 * How many definitions one core validates per second, from their text on. Baseline: what no validator can leave out,
 * parsing the text and copying the value.
 */
export async function definitionValidations(): Promise<DefinitionValidations> {
  const [first = Number.NaN] = await timesOf(1, async () => validate(JSON.stringify(typicalDefinition)));
  return {
    first_validation_ms: round(first),
    per_second_on_one_core: {
      'typical (5 steps, 20 fields, 12 rules)': await validations(typicalDefinition),
      'largest (12 steps, 168 fields, 245 rules)': await validations(largestDefinition),
    },
  };
}

function validations(definition: object): Promise<Comparison> {
  const text = JSON.stringify(definition);
  const copy = (): void => void structuredClone(JSON.parse(text));
  const measure = (): number => perSecondOnOneCore(turnMs, () => validate(text));
  perSecondOnOneCore(warmUpMs, () => validate(text));
  const name = `JSON.parse and structuredClone of the same ${Buffer.byteLength(text)} bytes`;
  return inTurns(turns, { name, measure: () => perSecondOnOneCore(turnMs, copy) }, measure);
}

function validate(text: string): void {
  const parsed = parseDefinition(JSON.parse(text), today);
  if (!parsed.ok) throw new Error(`the sample is no valid definition: ${JSON.stringify(parsed.errors)}`);
}
