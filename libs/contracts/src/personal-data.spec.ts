import { describe, expect, it } from '@jest/globals';
import { Type, type TSchema } from '@sinclair/typebox';
import { allMessages } from './index.js';

interface Field {
  name: string;
  schema: TSchema;
}

/** Every named property of a schema, however deep; a list's items go by the name of the list. */
function fieldsOf(schema: TSchema, name = ''): Field[] {
  const inside = Object.entries((schema.properties ?? {}) as Record<string, TSchema>);
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] ?? []) as TSchema[]);
  const items = schema.items ? [schema.items as TSchema] : [];
  const maps = Object.values((schema.patternProperties ?? {}) as Record<string, TSchema>);
  return [
    ...(inside.length + parts.length + items.length + maps.length === 0 ? [{ name, schema }] : []),
    ...inside.flatMap(([key, one]) => fieldsOf(one, key)),
    ...[...parts, ...items, ...maps].flatMap((one) => fieldsOf(one, name)),
  ];
}

/** Words of a field name that stand for something about a person, or for content instead of codes. */
const smelly = [
  ...['name', 'surname', 'alias', 'aliases', 'email', 'mail', 'phone', 'mobile', 'address', 'city', 'postal'],
  ...['birth', 'dob', 'born', 'age', 'gender', 'sex', 'nationality', 'country', 'region', 'occupation'],
  ...['passport', 'number', 'personal', 'tax', 'iban', 'account', 'wallet', 'mrz', 'signature'],
  ...['ip', 'agent', 'device', 'latitude', 'longitude', 'token', 'secret', 'password', 'url', 'link'],
  ...[
    'image',
    'picture',
    'photo',
    'face',
    'embedding',
    'file',
    'value',
    'values',
    'data',
    'fields',
    'answers',
  ],
  ...['note', 'text', 'comment', 'detail', 'details', 'evidence', 'findings', 'headline', 'metadata'],
];
const smells = (name: string): boolean => name.split('_').some((word) => smelly.includes(word));

/** References that integrators choose themselves, and ids of lists and tenants; nothing that end users write. */
const opaque = ['client_id', 'tenant_id', 'lists'];
const isBounded = ({ type, pattern, format, enum: words, const: only }: TSchema): boolean =>
  ![type].flat().includes('string') || [pattern, format, words, only].some((limit) => limit !== undefined);

const all = allMessages.flatMap(({ type, schema }) =>
  fieldsOf(schema).map((field) => ({ place: `${type}: ${field.name}`, ...field })),
);

describe('messages', () => {
  it('have no field whose name smells of personal data', () => {
    expect(all.length).toBeGreaterThan(allMessages.length);
    expect(all.filter(({ name }) => smells(name)).map(({ place }) => place)).toEqual([]);
  });

  it('have no field that takes any text', () => {
    const open = all.filter(({ name, schema }) => !isBounded(schema) && !opaque.includes(name));
    expect(open.map(({ place }) => place)).toEqual([]);
  });

  it('have no field of any shape', () => {
    const shapeless = all.filter(({ schema }) => schema.type === undefined || schema.type === 'object');
    expect(shapeless.map(({ place }) => place)).toEqual([]);
  });
});

describe('the search for personal data', () => {
  it.each(['email', 'document_number', 'ip_address', 'full_name', 'date_of_birth', 'phone'])(
    'finds %s, however deep',
    (name) => {
      const schema = Type.Object({
        parties: Type.Array(Type.Union([Type.Object({ [name]: Type.String() }), Type.Null()])),
      });
      const found = fieldsOf(schema).filter((field) => smells(field.name));
      expect(found.map((field) => [field.name, isBounded(field.schema)])).toEqual([[name, false]]);
    },
  );
});
