import { describe, expect, it } from '@jest/globals';
import { withRules } from '../rules/testing/a-case.js';
import { readGivenForms, type ReadForms } from './given-form.js';

const today = '2026-11-23';
const form = (step_id: string, order: number, custom_fields: object[]): object => ({
  step_id,
  order,
  name: step_id,
  type: 'form_fill',
  custom_fields: custom_fields.map((field) => ({ name: 'Field', required: true, ...field })),
});
const definition = withRules(
  {},
  {
    steps: [
      form('company', 1, [
        { field_id: 'contract', type: 'file' },
        {
          field_id: 'owners',
          type: 'entity_list',
          item_fields: [
            { field_id: 'owner', name: 'Owner', type: 'name', required: true },
            { field_id: 'nation', name: 'Nation', type: 'country', required: true },
          ],
        },
      ]),
      form('contact', 2, [
        { field_id: 'contact', type: 'object', fields: [{ field_id: 'city', name: 'City', type: 'text' }] },
        { field_id: 'phone', type: 'phone' },
      ]),
    ],
  },
);

const read = (given: Record<string, unknown>): ReadForms => readGivenForms(definition, given, today);
const places = (given: Record<string, unknown>): string[] =>
  read(given).errors.map(({ pointer, code }) => `${pointer} ${code}`);

describe('made-up form data', () => {
  it('is refused at the place where it is wrong', () => {
    expect(places({ company: { owners: [{ nation: 'DE' }, { nation: 'Atlantis' }] } })).toEqual([
      '/case/form_data/company/owners/1/nation not_allowed',
    ]);
    expect(places({ owners: [{ nation: 'Atlantis' }] })).toEqual([
      '/case/form_data/owners/0/nation not_allowed',
    ]);
    expect(places({ company: 7, 'a/b': 1 })).toEqual([
      '/case/form_data/company unknown_property',
      '/case/form_data/a~1b unknown_property',
    ]);
  });

  it('has to name the step of a field that stands in several', () => {
    const twice = [
      form('one', 1, [{ field_id: 'x', type: 'number' }]),
      form('two', 2, [{ field_id: 'x', type: 'text' }]),
    ];
    const both = withRules({}, { steps: twice });
    expect(readGivenForms(both, { x: 1 }, today).errors).toMatchObject([
      { pointer: '/case/form_data/x', code: 'ambiguous_field' },
    ]);
    expect(readGivenForms(both, { one: { x: 1 }, two: { x: 'a' } }, today)).toEqual({
      values: { one: { x: 1 }, two: { x: 'a' } },
      errors: [],
    });
  });

  it('needs nothing, at any depth, and is normalised', () => {
    expect(read({ company: { owners: [{ nation: 'germany' }] } })).toEqual({
      values: { company: { owners: [{ nation: 'DE' }] } },
      errors: [],
    });
    expect(read({})).toEqual({ values: {}, errors: [] });
  });

  it('may name files that nobody uploaded', () => {
    expect(read({ contract: 'doc_1' })).toEqual({ values: { company: { contract: 'doc_1' } }, errors: [] });
    expect(places({ contract: 7 })).toEqual(['/case/form_data/contract wrong_type']);
  });

  it('tells a step from a field of the same name by what is in it', () => {
    expect(read({ contact: { city: 'Bonn' } }).values).toEqual({ contact: { contact: { city: 'Bonn' } } });
    expect(read({ contact: { contact: { city: 'Bonn' } } }).values).toEqual({
      contact: { contact: { city: 'Bonn' } },
    });
  });
});
