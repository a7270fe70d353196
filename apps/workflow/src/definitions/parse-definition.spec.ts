import { describe, expect, it } from '@jest/globals';
import { parseDefinition } from './parse-definition.js';

const today = '2026-11-23';

const form = (overrides: object = {}): Record<string, unknown> => ({
  step_id: 'form',
  order: 1,
  name: 'Form',
  type: 'form_fill',
  custom_fields: [{ field_id: 'full_name', name: 'Name', type: 'name', required: true }],
  ...overrides,
});

const definition = (overrides: object = {}): Record<string, unknown> => ({
  name: 'Test',
  steps: [form()],
  ...overrides,
});

/** The mistakes as `pointer code`. */
function mistakes(input: unknown): string[] {
  const parsed = parseDefinition(input, today);
  return parsed.ok ? [] : parsed.errors.map((e) => `${e.pointer} ${e.code}`);
}

describe('a workflow definition', () => {
  it.each([[null], [[]], ['text'], [7]])('that is %j is refused', (input) => {
    expect(mistakes(input)).toEqual([' wrong_type']);
  });

  it('reports every mistake of its shape at once, each with its place', () => {
    const input = definition({
      nmae: 'typo',
      ttl_days: 0,
      steps: [form({ order: 'first', colour: 'red' }), form({ type: 'dance' })],
    });
    expect(mistakes(input)).toEqual(
      expect.arrayContaining([
        '/nmae unknown_property',
        '/ttl_days out_of_range',
        '/steps/0/order wrong_type',
        '/steps/0/colour unknown_property',
        '/steps/1/type not_allowed',
      ]),
    );
  });

  it.each([
    ['a name of spaces', { name: '  \u00a0' }, '/name wrong_format'],
    ['a name with a NUL', { name: 'Test\0' }, '/name wrong_format'],
    ['a step with a name of spaces', { steps: [form({ name: ' ' })] }, '/steps/0/name wrong_format'],
    ['an order with a gap', { steps: [form({ order: 2 })] }, '/steps/0/order wrong_order'],
    [
      'a step id twice',
      { steps: [form(), form({ order: 2, custom_fields: [{ field_id: 'x', name: 'X', type: 'text' }] })] },
      '/steps/1/step_id not_unique',
    ],
    [
      'a field id twice',
      {
        steps: [
          form({
            custom_fields: [
              { field_id: 'x', name: 'X', type: 'text' },
              { field_id: 'x', name: 'X', type: 'date' },
            ],
          }),
        ],
      },
      '/steps/0/custom_fields/1/field_id not_unique',
    ],
    [
      'a pattern that does not compile',
      { steps: [form({ custom_fields: [{ field_id: 'x', name: 'X', type: 'text', pattern: '(' }] })] },
      '/steps/0/custom_fields/0/pattern wrong_format',
    ],
    [
      'a default that its own field refuses',
      {
        steps: [form({ custom_fields: [{ field_id: 'x', name: 'X', type: 'date', default_value: 'soon' }] })],
      },
      '/steps/0/custom_fields/0/default_value wrong_format',
    ],
    [
      'a face match without a face',
      { validation_config: { auto_face_match: true } },
      '/validation_config/auto_face_match missing_step',
    ],
    [
      'a rule on a field that no form has',
      {
        validation_config: {
          automation_rules: {
            form_field_rules: [{ field_id: 'none', operator: 'equals', value: 1, action: 'flag' }],
          },
        },
      },
      '/validation_config/automation_rules/form_field_rules/0/field_id unknown_field',
    ],
    [
      'a country that does not exist',
      {
        validation_config: { automation_rules: { country_rules: [{ country_code: 'ZZ', action: 'flag' }] } },
      },
      '/validation_config/automation_rules/country_rules/0/country_code not_allowed',
    ],
    [
      'a threshold above one',
      { validation_config: { face_match_threshold: 85 } },
      '/validation_config/face_match_threshold out_of_range',
    ],
  ])('is refused for %s', (_what, overrides, expected) => {
    expect(mistakes(definition(overrides))).toEqual([expected]);
  });

  it('is returned with every default filled in', () => {
    const parsed = parseDefinition(
      definition({
        steps: [
          {
            step_id: 'id_upload',
            order: 1,
            name: 'Upload ID',
            type: 'document_upload',
            document_requirements: [{ document_type: 'id', required: true, auto_extract: true }],
          },
        ],
      }),
      today,
    );
    expect(parsed).toMatchObject({
      ok: true,
      definition: {
        template_type: 'custom',
        entity_types: ['individual'],
        tags: [],
        ttl_days: 7,
        steps: [
          {
            required: true,
            document_requirements: [
              {
                display_name: 'Government-issued ID',
                allow_multiple: false,
                enable_auto_classification: false,
                extraction_profile: null,
                post_upload_validations: [],
              },
            ],
          },
        ],
        validation_config: {
          run_lists: false,
          watchlist_auto_add: true,
          auto_face_match: false,
          face_match_threshold: 0.85,
          automation_rules: {
            enabled: true,
            auto_process: false,
            default_action: 'manual_review',
            country_rules: [],
          },
        },
      },
    });
  });
});
