import { holds } from './conditions/condition.js';
import { brokenRules } from './conditions/validation-rules.js';
import type { FieldDefinition } from './field-definition.js';
import {
  accept,
  mostMistakes,
  refuse,
  unknownProperties,
  type FieldContext,
  type FieldResult,
  type FieldType,
  type Mistake,
} from './field-type.js';

export type FieldTypes = ReadonlyMap<string, FieldType>;

/** No type takes a longer text; anything longer is refused before it is looked at. */
const longestText = 50_000;

/**
 * Reads the values of a set of fields: normalised values, or every mistake with its place. A field that its condition
 * hides is neither required nor kept, and has no value for the conditions of others; what it was given is dropped. A
 * property that is none of the fields is a mistake.
 */
export function readFields(
  types: FieldTypes,
  fields: readonly FieldDefinition[],
  data: object,
  context: FieldContext,
): { values: Record<string, unknown>; mistakes: Mistake[] } {
  const submitted = new Map<string, unknown>(Object.entries(data));
  const results = readShown(types, fields, submitted, context);
  const values: Record<string, unknown> = {};
  const mistakes: Mistake[] = [];
  for (const { field_id } of fields) {
    const result = results.get(field_id);
    submitted.delete(field_id);
    if (!result?.ok)
      mistakes.push(...(result?.mistakes ?? []).map((m) => ({ ...m, at: `/${field_id}${m.at}` })));
    else if (result.value !== undefined) values[field_id] = result.value;
  }
  mistakes.push(...unknownProperties(submitted.keys(), 'is no field of this form'));
  return { values, mistakes: mistakes.slice(0, mostMistakes) };
}

/** What each shown field made of what it was given. A field is read when the condition of another asks for its value. */
function readShown(
  types: FieldTypes,
  fields: readonly FieldDefinition[],
  submitted: ReadonlyMap<string, unknown>,
  context: FieldContext,
): ReadonlyMap<string, FieldResult | undefined> {
  const byId = new Map(fields.map((field) => [field.field_id, field]));
  const results = new Map<string, FieldResult | undefined>();
  const resultOf = (field: FieldDefinition): FieldResult | undefined => {
    const { field_id: id, conditional_logic } = field;
    if (results.has(id)) return results.get(id);
    // Definitions have no circles; should one have, its fields are hidden instead of asked for ever.
    results.set(id, undefined);
    if (!conditional_logic || holds(conditional_logic.show_if, valueOf, context.today))
      results.set(id, readField(types, field, submitted.get(id), { ...context, around: valueOf }));
    return results.get(id);
  };
  const valueOf = (id: string): unknown => {
    const field = byId.get(id);
    if (!field) return context.around?.(id);
    const result = resultOf(field);
    return result?.ok ? result.value : undefined;
  };
  fields.forEach(resultOf);
  return results;
}

/**
 * What a shown field makes of what it was given; the value is undefined when there is none. A field that is left out or
 * blank takes its default, one that is null stays without a value.
 */
function readField(
  types: FieldTypes,
  field: FieldDefinition,
  given: unknown,
  context: FieldContext,
): FieldResult {
  const value = given === undefined || isBlankText(given) ? field.default_value : given;
  const isLeftOut = value === undefined || value === null || isBlankText(value);
  const result = isLeftOut ? accept(undefined) : readValue(types, field, value, context);
  if (!result.ok || !holdsNothing(result.value)) return result;
  return field.required ? refuse('required', 'is required') : accept(undefined);
}

/** Reads a value that is there, by the field's type and then by its validation rules. */
export function readValue(
  types: FieldTypes,
  field: FieldDefinition,
  value: unknown,
  context: FieldContext,
): FieldResult {
  if (typeof value === 'string') {
    if (value.length > longestText) return refuse('too_long', `must have at most ${longestText} characters`);
    if (/[\p{Cs}\0]/u.test(value)) return refuse('wrong_format', 'must be well-formed text');
  }
  const result =
    types.get(field.type)?.read(value, field, context) ?? refuse('not_allowed', 'is of no known type');
  if (!result.ok) return result;
  const mistakes = brokenRules(field.validation_rules ?? [], result.value, context.today);
  return mistakes.length > 0 ? { ok: false, mistakes } : result;
}

const isBlankText = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Nothing, an empty list, or an object without a value in it. */
const holdsNothing = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
