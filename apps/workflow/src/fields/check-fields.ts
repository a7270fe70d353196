import type { FieldError } from '#libs/problems';
import { operatorsOf } from '../rules/form-field/applicable-operators.js';
import type { Operator } from '../rules/form-field/operators.js';
import { mistakesInValue } from '../rules/form-field/rule-value.js';
import { clausesOf } from './conditions/condition.js';
import type { FieldDefinition } from './field-definition.js';
import type { Mistake } from './field-type.js';
import { nestedFields } from './form-values.js';
import { readValue } from './read-fields.js';
import { fieldTypes } from './registry.js';

/**
 * Mistakes of a set of field definitions that their schema cannot see, those of nested fields among them.
 *
 * @param today ISO date that limits like `today-18y` refer to
 * @param around fields that conditions may name beside those of the set: of the form around it, of earlier forms
 */
export function checkFields(
  fields: readonly FieldDefinition[],
  pointer: string,
  today: string,
  around: readonly FieldDefinition[] = [],
): FieldError[] {
  const circles = fieldsInCircles(fields);
  return fields.flatMap((field, i) => {
    const at = `${pointer}/${i}`;
    const key = field.type === 'object' ? 'fields' : 'item_fields';
    const outer = [...fields.filter((other) => other !== field), ...around];
    const nested = checkFields(nestedFields(field), `${at}/${key}`, today, outer);
    const options = [
      ...(fieldTypes.get(field.type)?.checkOptions?.(field, today) ?? []),
      ...checkRules(field),
    ];
    // A field that is wrong itself cannot judge its default.
    const isSound = options.length + nested.length === 0;
    const own = [
      ...options,
      ...(isSound ? checkDefault(field, today) : []),
      ...checkCondition(field, [...fields, ...around], circles),
    ];
    return [...own.map(({ at: place, ...rest }) => ({ pointer: at + place, ...rest })), ...nested];
  });
}

function checkDefault(field: FieldDefinition, today: string): Mistake[] {
  const { default_value } = field;
  if (default_value === undefined || default_value === null) return [];
  if (field.type === 'file')
    return [{ at: '/default_value', code: 'not_allowed', detail: 'a file cannot have a default' }];
  const read = readValue(fieldTypes, field, default_value, { today, documents: [] });
  return read.ok ? [] : read.mistakes.map((m) => ({ ...m, at: `/default_value${m.at}` }));
}

function checkRules(field: FieldDefinition): Mistake[] {
  return (field.validation_rules ?? []).flatMap(({ operator, value }, i) => {
    const at = `/validation_rules/${i}`;
    // A rule is asked only about a value that is there.
    if (operator === 'is_empty' || operator === 'is_not_empty')
      return [{ at: `${at}/operator`, code: 'not_allowed', detail: 'says nothing here; use `required`' }];
    return comparisonMistakes(field, operator, value, at);
  });
}

function checkCondition(
  field: FieldDefinition,
  known: readonly FieldDefinition[],
  circles: ReadonlySet<string>,
): Mistake[] {
  const at = '/conditional_logic';
  if (circles.has(field.field_id)) {
    const place = field.conditional_logic ? at : '';
    const detail = 'depends on itself through the fields that its conditions name';
    return [{ at: place, code: 'circular', detail }];
  }
  if (!field.conditional_logic) return [];
  return clausesOf(field.conditional_logic.show_if).flatMap(({ at: place, clause }) => {
    const other = known.find(({ field_id }) => field_id === clause.field_id);
    if (!other) {
      const detail =
        'is neither a field beside this one, nor one of the form around it or of an earlier step';
      return [{ at: `${at}${place}/field_id`, code: 'unknown_field', detail }];
    }
    return comparisonMistakes(other, clause.operator, clause.value, at + place);
  });
}

function comparisonMistakes(
  field: FieldDefinition,
  operator: Operator,
  value: unknown,
  at: string,
): Mistake[] {
  if (!operatorsOf(field).includes(operator))
    return [
      {
        at: `${at}/operator`,
        code: 'operator_not_applicable',
        detail: `does not fit a field of type ${field.type}`,
      },
    ];
  return mistakesInValue(operator, value, field).map(({ pointer, ...rest }) => ({
    at: at + pointer,
    ...rest,
  }));
}

/** Ids of fields that are shown, or whose nested fields are, only if something holds that depends on themselves. */
function fieldsInCircles(fields: readonly FieldDefinition[]): ReadonlySet<string> {
  const named = new Map(fields.map((field) => [field.field_id, namedBy(field)]));
  const reaches = (from: string, target: string, seen: Set<string>): boolean =>
    (named.get(from) ?? []).some(
      (next) => next === target || (!seen.has(next) && reaches(next, target, seen.add(next))),
    );
  return new Set([...named.keys()].filter((id) => reaches(id, id, new Set())));
}

/** Ids beside or around a field that its conditions, and those of all that is nested in it, name. */
function namedBy(field: FieldDefinition): string[] {
  const own = field.conditional_logic ? clausesOf(field.conditional_logic.show_if) : [];
  const nested = nestedFields(field);
  const inside = new Set(nested.map(({ field_id }) => field_id));
  const named = nested.flatMap(namedBy).filter((id) => !inside.has(id));
  return [...own.map(({ clause }) => clause.field_id), ...named];
}
