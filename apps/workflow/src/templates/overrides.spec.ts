import { describe, expect, it } from '@jest/globals';
import { pointedIntoBody, withOverrides } from './overrides.js';

const template = {
  name: 'T',
  tags: ['a'],
  steps: [{ step_id: 'a' }],
  validation_config: { run_lists: true, automation_rules: { default_action: 'flag', country_rules: [1, 2] } },
};

describe('a template with overrides', () => {
  it('has the caller’s top-level properties, also new ones', () => {
    expect(withOverrides(template, { name: 'Mine', tags: [], industry: 'x' })).toEqual({
      ...template,
      name: 'Mine',
      tags: [],
      industry: 'x',
    });
  });

  it('merges validation_config, and replaces its lists', () => {
    const change = { four_eyes: true, automation_rules: { country_rules: [3] } };
    expect(withOverrides(template, { validation_config: change })['validation_config']).toEqual({
      run_lists: true,
      four_eyes: true,
      automation_rules: { default_action: 'flag', country_rules: [3] },
    });
  });

  it('keeps what cannot be merged for the check to refuse', () => {
    expect(withOverrides(template, { validation_config: null })['validation_config']).toBeNull();
    const inner = withOverrides(template, { validation_config: { automation_rules: [] } });
    expect(inner['validation_config']).toEqual({ run_lists: true, automation_rules: [] });
  });

  it('does not let a property named __proto__ reach what objects inherit', () => {
    const body = JSON.parse('{"__proto__":{"p":1},"validation_config":{"__proto__":{"p":1}}}') as object;
    const result = withOverrides(template, { ...body });
    expect(Object.keys(result)).toContain('__proto__');
    expect(Object.keys(result['validation_config'] as object)).toContain('__proto__');
    expect(({} as Record<string, unknown>)['p']).toBeUndefined();
    expect(template.validation_config).toMatchObject({ run_lists: true });
  });
});

describe('mistakes', () => {
  const mistake = (pointer: string) => ({ pointer, code: 'c', detail: 'd' });

  it('point into the body where they are in it or missing from it', () => {
    const body = { name: 7, validation_config: { automation_rules: { country_rules: [{}] } } };
    const errors = ['/name', '/validation_config/automation_rules/country_rules/0/action'].map(mistake);
    expect(pointedIntoBody(errors, body)).toEqual(errors);
  });

  it('that follow from replaced steps point at them, and say where they show', () => {
    const place = '/validation_config/automation_rules/form_field_rules/0/field_id';
    expect(pointedIntoBody([mistake(place)], { steps: [] })).toEqual([
      { pointer: '/steps', code: 'c', detail: `does not fit the template’s ${place}: d` },
    ]);
    expect(pointedIntoBody([mistake('/entity_types')], { template_type: 'x' })[0]?.pointer).toBe('');
  });
});
