import type { FieldError } from '#libs/problems';
import { operatorsOf } from '../rules/form-field/applicable-operators.js';
import type { Operator } from '../rules/form-field/operators.js';
import { mistakesInValue } from '../rules/form-field/rule-value.js';
import { clausesOf } from './conditions/condition.js';
import type { FieldDefinition } from './field-definition.js';
import type { Mistake } from './field-type.js';
import { nestedFields } from './form-values.js';
import { fieldTypes } from './registry.js';

/** Mistakes of a set of field definitions that their schema cannot see, those of nested fields among them. */
export function checkFields(
  fields: readonly FieldDefinition[],
  pointer: string,
  today: string,
): FieldError[] {
  const circles = fieldsInCircles(fields);
  return fields.flatMap((field, i) => {
    const at = `${pointer}/${i}`;
    const own = [...checkField(field, today), ...checkCondition(field, fields, circles)];
    const key = field.type === 'object' ? 'fields' : 'item_fields';
    const nested = nestedFields(field);
    return [
      ...own.map(({ at: place, ...rest }) => ({ pointer: at + place, ...rest })),
      ...checkFields(nested, `${at}/${key}`, today),
    ];
  });
}

function checkField(field: FieldDefinition, today: string): Mistake[] {
  const type = fieldTypes.get(field.type);
  if (!type) return [];
  const mistakes = [...(type.checkOptions?.(field, today) ?? []), ...checkRules(field)];
  const { default_value } = field;
  if (mistakes.length > 0 || default_value === undefined || default_value === null) return mistakes;
  if (field.type === 'file')
    return [{ at: '/default_value', code: 'not_allowed', detail: 'a file cannot have a default' }];
  const read = type.read(default_value, field, { today, documents: [] });
  return read.ok ? [] : read.mistakes.map((m) => ({ ...m, at: `/default_value${m.at}` }));
}

function checkRules(field: FieldDefinition): Mistake[] {
  return (field.validation_rules ?? []).flatMap(({ operator, value }, i) =>
    comparisonMistakes(field, operator, value, `/validation_rules/${i}`),
  );
}

function checkCondition(
  field: FieldDefinition,
  fields: readonly FieldDefinition[],
  circles: ReadonlySet<string>,
): Mistake[] {
  if (!field.conditional_logic) return [];
  const at = '/conditional_logic';
  if (circles.has(field.field_id))
    return [{ at, code: 'circular', detail: 'depends on itself through the fields that it names' }];
  return clausesOf(field.conditional_logic.show_if).flatMap(({ at: place, clause }) => {
    const other = fields.find(({ field_id }) => field_id === clause.field_id);
    if (!other)
      return [
        { at: `${at}${place}/field_id`, code: 'unknown_field', detail: 'is no other field beside this one' },
      ];
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

/** Ids of fields that are shown only if something holds that depends on themselves. */
function fieldsInCircles(fields: readonly FieldDefinition[]): ReadonlySet<string> {
  const named = new Map(
    fields.map(({ field_id, conditional_logic }) => [
      field_id,
      conditional_logic ? clausesOf(conditional_logic.show_if).map(({ clause }) => clause.field_id) : [],
    ]),
  );
  const reaches = (from: string, target: string, seen: Set<string>): boolean =>
    (named.get(from) ?? []).some(
      (next) => next === target || (!seen.has(next) && reaches(next, target, seen.add(next))),
    );
  return new Set([...named.keys()].filter((id) => reaches(id, id, new Set())));
}
