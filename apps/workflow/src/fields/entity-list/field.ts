import { Type, type TSchema } from '@sinclair/typebox';
import type { FieldDefinition } from '../field-definition.js';
import {
  accept,
  mostMistakes,
  refuse,
  type FieldContext,
  type FieldType,
  type Mistake,
} from '../field-type.js';
import { entityRoles } from '../name/field.js';
import { readFields, type FieldTypes } from '../read-fields.js';

const mostItems = 200;

const options = (schema: TSchema) => ({
  entity_role: Type.Optional(Type.Union(entityRoles.map((role) => Type.Literal(role)))),
  item_fields: Type.Array(schema, { minItems: 1, maxItems: 50 }),
  min_items: Type.Integer({ minimum: 0, maximum: mostItems, default: 0 }),
  max_items: Type.Integer({ minimum: 1, maximum: mostItems, default: mostItems }),
});

/** A list of persons or companies, each described by the same fields. */
export function entityListField(schema: TSchema, types: FieldTypes): FieldType<ReturnType<typeof options>> {
  return {
    type: 'entity_list',
    options: options(schema),
    checkOptions: ({ min_items, max_items }) =>
      min_items > max_items
        ? [{ at: '/min_items', code: 'out_of_range', detail: 'must not exceed max_items' }]
        : [],
    read(value, { item_fields, min_items, max_items }, context) {
      if (!Array.isArray(value)) return refuse('wrong_type', 'must be a list');
      if (value.length < min_items) return refuse('too_short', `must have at least ${min_items} entries`);
      if (value.length > max_items) return refuse('too_long', `must have at most ${max_items} entries`);
      const items: Record<string, unknown>[] = [];
      const mistakes: Mistake[] = [];
      for (const [i, item] of (value as unknown[]).entries()) {
        // Those that are listed are enough; a hostile list would have one for each of its many fields.
        if (mistakes.length >= mostMistakes) break;
        const read = readItem(types, item_fields as FieldDefinition[], item, context);
        items.push(read.values);
        mistakes.push(...read.mistakes.map((m) => ({ ...m, at: `/${i}${m.at}` })));
      }
      return mistakes.length > 0 ? { ok: false, mistakes } : accept(items);
    },
  };
}

function readItem(
  types: FieldTypes,
  fields: readonly FieldDefinition[],
  item: unknown,
  context: FieldContext,
): { values: Record<string, unknown>; mistakes: readonly Mistake[] } {
  if (typeof item !== 'object' || item === null || Array.isArray(item))
    return { values: {}, mistakes: [{ at: '', code: 'wrong_type', detail: 'must be an object' }] };
  const read = readFields(types, fields, item, context);
  if (read.mistakes.length > 0 || Object.keys(read.values).length > 0) return read;
  return { values: {}, mistakes: [{ at: '', code: 'required', detail: 'must not be empty' }] };
}
