import { brokenRules } from './conditions/validation-rules.js';
import { holds } from './conditions/condition.js';
import type { FieldDefinition } from './field-definition.js';
import type { FieldContext, FieldResult, FieldType, Mistake } from './field-type.js';

export type FieldTypes = ReadonlyMap<string, FieldType>;

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** More mistakes than this are not listed. */
const maxMistakes = 100;

/**
 * Reads the values of a set of fields: normalised values, or every mistake with its place. A field that is left out
 * takes its default; one that its condition hides is neither required nor kept; one that the set does not have is a
 * mistake.
 */
export function readFields(
  types: FieldTypes,
  fields: readonly FieldDefinition[],
  data: object,
  context: FieldContext,
): { values: Record<string, unknown>; mistakes: Mistake[] } {
  const submitted = new Map<string, unknown>(Object.entries(data));
  const read = new Map<string, FieldResult | undefined>();
  for (const field of fields) {
    const given = submitted.get(field.field_id);
    submitted.delete(field.field_id);
    read.set(field.field_id, readField(types, field, given, context));
  }
  const shown = shownFields(fields, read, context.today);
  const values: Record<string, unknown> = {};
  const mistakes: Mistake[] = [];
  for (const field of shown) {
    const result = read.get(field.field_id);
    const at = `/${field.field_id}`;
    if (result?.ok) values[field.field_id] = result.value;
    else if (result) mistakes.push(...result.mistakes.map((m) => ({ ...m, at: at + m.at })));
    else if (field.required) mistakes.push({ at, code: 'required', detail: 'is required' });
  }
  for (const key of [...submitted.keys()].slice(0, maxMistakes))
    mistakes.push({ at: `/${escape(key)}`, code: 'unknown_property', detail: 'is no field of this form' });
  return { values, mistakes: mistakes.slice(0, maxMistakes) };
}

/** What a field makes of a value; undefined when there is none. */
function readField(
  types: FieldTypes,
  field: FieldDefinition,
  given: unknown,
  context: FieldContext,
): FieldResult | undefined {
  const value = isEmpty(given) ? field.default_value : given;
  if (isEmpty(value)) return undefined;
  const result = types.get(field.type)?.read(value, field, context);
  if (!result?.ok) return result;
  const mistakes = brokenRules(field.validation_rules ?? [], result.value, context.today);
  return mistakes.length > 0 ? { ok: false, mistakes } : result;
}

/**
 * The fields whose conditions hold. What a hidden field was given does not count for the conditions of others, so hiding
 * goes on until nothing changes; definitions without circles settle within as many rounds as there are fields.
 */
function shownFields(
  fields: readonly FieldDefinition[],
  read: ReadonlyMap<string, FieldResult | undefined>,
  today: string,
): FieldDefinition[] {
  let shown = [...fields];
  for (let round = 0; round <= fields.length; round++) {
    const values: Record<string, unknown> = {};
    for (const { field_id } of shown) {
      const result = read.get(field_id);
      if (result?.ok) values[field_id] = result.value;
    }
    const next = fields.filter(
      ({ conditional_logic }) => !conditional_logic || holds(conditional_logic.show_if, values, today),
    );
    if (next.length === shown.length && next.every((field, i) => field === shown[i])) break;
    shown = next;
  }
  return shown;
}

const escape = (key: string): string => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
