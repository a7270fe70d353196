import type { TObject, TSchema } from '@sinclair/typebox';

/** The properties of an object's schema as a Markdown table: name, type, whether it is always there, meaning. */
export function fieldTable({ properties, required = [] }: TObject): string {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const presence = required.includes(name) ? 'always' : 'optional';
    return `| \`${name}\` | ${typeOf(schema)} | ${presence} | ${schema.description ?? ''} |`;
  });
  return ['| field | type | present | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function typeOf(schema: TSchema): string {
  if (schema.const !== undefined) return code(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(code).join(', ');
  if (schema.type === 'array') return `list of: ${typeOf(schema.items as TSchema)}`;
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]).join(' or ');
  return [types, ...limitsOf(schema)].join(', ');
}

function limitsOf({ pattern, format, minimum, maximum, maxLength }: TSchema): string[] {
  return [
    ...(pattern === undefined ? [] : [code(pattern)]),
    ...(format === undefined ? [] : [String(format)]),
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength} characters`]),
  ];
}

const code = (value: unknown): string => `\`${String(value)}\``;
