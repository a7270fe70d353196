import { describe, expect, it } from '@jest/globals';
import type { FieldDefinition } from './field-definition.js';
import { readForm } from './read-form.js';

const field = (field_id: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  field_id,
  name: field_id,
  type: 'text',
  required: true,
  ...more,
});

const fields = [
  field('name'),
  field('note', { required: false, default_value: 'none' }),
  field('company', { type: 'object', fields: [field('title'), field('tax_id')] }),
  field('owners', { type: 'entity_list', min_items: 0, max_items: 9, item_fields: [field('owner')] }),
];
const previous = {
  name: 'Ann',
  note: 'once',
  company: { title: 'Acme', tax_id: '1' },
  owners: [{ owner: 'Bob' }],
};

/** What is kept, or the places of what is wrong. */
function correct(data: object, asked: string[] = [], held: Record<string, unknown> = previous): unknown {
  const result = readForm(fields, data, '2026-11-23', {
    correction: { previous: held, asked: new Set(asked) },
  });
  return result.ok ? result.values : result.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('a form that was opened again', () => {
  it.each([
    ['field', 'name', '/data/name required'],
    ['optional field', 'note', '/data/note required'],
    ['field of an object', 'tax_id', '/data/company/tax_id required'],
    ['whole object', 'company', '/data/company required'],
    ['field of a list', 'owner', '/data/owners required'],
  ])('is refused without the %s that was asked for', (_what, id, expected) => {
    expect(correct({}, [id])).toEqual([expected]);
  });

  it('still refuses what is wrong or unknown', () => {
    expect(correct({ name: 7, other: 1 })).toEqual(['/data/name wrong_type', '/data/other unknown_property']);
    expect(correct({ company: 7, name: null })).toEqual(['/data/name required', '/data/company wrong_type']);
  });

  it('needs only the field that changes', () => {
    expect(correct({ name: 'Anne' }, ['name'])).toEqual({ ...previous, name: 'Anne' });
    expect(correct({})).toEqual(previous);
  });

  it('takes an optional answer away with null, and does not bring its default back', () => {
    const { note: _note, ...rest } = previous;
    expect(correct({ note: null }, ['note'])).toEqual(rest);
  });

  it('lays objects over field by field, and lists as a whole', () => {
    expect(correct({ company: { tax_id: '2' }, owners: [{ owner: 'Cy' }] }, ['tax_id'])).toEqual({
      ...previous,
      company: { title: 'Acme', tax_id: '2' },
      owners: [{ owner: 'Cy' }],
    });
  });

  it('asks for everything that was never given', () => {
    expect(correct({ name: 'Ann' }, [], {})).toEqual(['/data/company required', '/data/owners required']);
  });

  it('does not ask for a field that a corrected answer hides', () => {
    const hidden = field('office', {
      conditional_logic: { show_if: { all: [{ field_id: 'name', operator: 'equals', value: 'Ann' }] } },
    });
    const read = readForm([field('name'), hidden], { name: 'Bob' }, '2026-11-23', {
      correction: { previous: { name: 'Ann', office: 'mayor' }, asked: new Set(['name', 'office']) },
    });
    expect(read).toEqual({ ok: true, values: { name: 'Bob' } });
  });
});
