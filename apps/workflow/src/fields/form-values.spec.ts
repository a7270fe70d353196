import { describe, expect, it } from '@jest/globals';
import type { FieldDefinition } from './field-definition.js';
import { formValues } from './form-values.js';

const field = (field_id: string, type: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  field_id,
  name: field_id,
  type,
  required: false,
  ...more,
});

const fields = [
  field('constructor', 'text'),
  field('company', 'object', { fields: [field('title', 'name'), field('toString', 'text')] }),
  field('owners', 'entity_list', {
    entity_role: 'ubo',
    item_fields: [
      field('owner', 'name'),
      field('proxies', 'entity_list', {
        entity_role: 'representative',
        item_fields: [field('proxy', 'name')],
      }),
      field('home', 'object', { fields: [field('land', 'country')] }),
    ],
  }),
];

const briefly = (values: Record<string, unknown>): unknown[] =>
  formValues(fields, values).map(({ path, item, role }) => [path, item, role]);

describe('the values of a form', () => {
  it('are none where nothing is held, also for ids that every object has', () => {
    expect(briefly({})).toEqual([]);
    expect(briefly({ company: null, owners: 'x' })).toEqual([['owners', undefined, undefined]]);
    expect(briefly({ company: {}, owners: [null, 7] }).map((one) => (one as unknown[])[0])).toEqual([
      'company',
      'owners',
    ]);
  });

  it('have their path, the item of a list they belong to and the role that the list gives', () => {
    const values = {
      constructor: 'x',
      company: { title: 'Acme' },
      owners: [{ owner: 'Ann', proxies: [{ proxy: 'Bob' }] }, { home: { land: 'NL' } }],
    };
    expect(briefly(values)).toEqual([
      ['constructor', undefined, undefined],
      ['company', undefined, undefined],
      ['company/title', undefined, undefined],
      ['owners', undefined, undefined],
      ['owners/0/owner', 'owners/0', 'ubo'],
      ['owners/0/proxies', 'owners/0', 'ubo'],
      ['owners/0/proxies/0/proxy', 'owners/0/proxies/0', 'representative'],
      ['owners/1/home', 'owners/1', 'ubo'],
      ['owners/1/home/land', 'owners/1', 'ubo'],
    ]);
  });
});
