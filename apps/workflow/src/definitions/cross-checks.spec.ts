import { describe, expect, it } from '@jest/globals';
import { parseDefinition } from './parse-definition.js';
import { plainStep } from './testing/minimal-definition.js';

type Json = Record<string, unknown>;

const field = (field_id: string, more: Json = {}): Json => ({ field_id, name: 'F', type: 'text', ...more });
const form = (order: number, ...custom_fields: Json[]): Json => plainStep(order, { custom_fields });
const idStep = (order: number, requirement: Json = {}): Json => ({
  step_id: 'id',
  order,
  name: 'Id',
  type: 'document_upload',
  document_requirements: [{ document_type: 'id', ...requirement }],
});
const live = (order: number, liveness_config: Json = {}): Json => ({
  step_id: 'live',
  order,
  name: 'Live',
  type: 'liveness',
  liveness_config,
});
const tasks = (order: number, ...validation_tasks: string[]): Json => ({
  step_id: 'checks',
  order,
  name: 'Checks',
  type: 'validation',
  validation_tasks,
});
const parties = (order: number, workflow_id: string): Json => ({
  step_id: `parties_${order}`,
  order,
  name: 'Parties',
  type: 'subsession_collection',
  subsession_config: { workflow_id },
});
const ruleOn = (field_id: string): Json => ({ field_id, operator: 'equals', value: 'x', action: 'flag' });

const parse = (input: unknown) => parseDefinition(input, '2026-11-23');

/** The mistakes as `pointer code`, sorted. */
function mistakes(input: Json): string[] {
  const parsed = parse({ name: 'Test', ...input });
  return parsed.ok ? [] : parsed.errors.map((e) => `${e.pointer} ${e.code}`).sort();
}

describe('what only shows when parts are held against each other', () => {
  it('is reported together with mistakes of shape', () => {
    const found = mistakes({
      steps: [
        live(1, { max_retries: 11 }),
        form(3, field('a'), field('a')),
        { ...form(3, field('a')), step_id: 'live', colour: 'red' },
      ],
      validation_config: {
        auto_face_match: true,
        face_match_threshold: 85,
        automation_rules: {
          country_rules: [{ country_code: 'ZZ', action: 'flag' }, { country_code: 'NL' }],
          form_field_rules: [ruleOn('b')],
        },
      },
    });
    const rules = '/validation_config/automation_rules';
    expect(found).toEqual(
      [
        '/steps/0/liveness_config/max_retries out_of_range',
        '/steps/1/custom_fields/1/field_id not_unique',
        '/steps/2/colour unknown_property',
        '/steps/2/order wrong_order',
        '/steps/2/step_id not_unique',
        '/validation_config/auto_face_match missing_step',
        '/validation_config/face_match_threshold out_of_range',
        `${rules}/country_rules/0/country_code not_allowed`,
        `${rules}/country_rules/1/action required`,
        `${rules}/form_field_rules/0/field_id unknown_field`,
      ].sort(),
    );
  });

  it('is kept silent about where a mistake leaves it open', () => {
    const broken = { ...idStep(1), document_requirements: [{ document_type: 'papers' }] };
    const validation_config = {
      auto_face_match: true,
      automation_rules: { form_field_rules: [ruleOn('b')] },
    };
    expect(mistakes({ steps: [broken, live(2)], validation_config })).toEqual([
      '/steps/0/document_requirements/0/document_type not_allowed',
    ]);
    expect(mistakes({ steps: {}, validation_config })).toEqual(['/steps wrong_type']);
    expect(mistakes({ validation_config })).toEqual(['/steps required']);
  });

  it.each([[null], ['step'], [[]], [7]])('survives a step that is %j', (step) => {
    expect(mistakes({ steps: [plainStep(1), step, plainStep(3)] })).toEqual(['/steps/1 wrong_type']);
  });

  it('counts ids and orders of steps that are wrong otherwise', () => {
    const other = { ...plainStep(2), step_id: 'plain_1', type: 'dance' };
    expect(mistakes({ steps: [plainStep(1), other, plainStep(4)] })).toEqual([
      '/steps/1/step_id not_unique',
      '/steps/1/type not_allowed',
      '/steps/2/order wrong_order',
    ]);
  });
});

describe('the order of steps', () => {
  const ids = (...orders: number[]): unknown => {
    const parsed = parse({ name: 'T', steps: orders.map((order) => plainStep(order)) });
    return parsed.ok
      ? parsed.definition.steps.map(({ step_id }) => step_id)
      : parsed.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  };

  it('is what they say, whatever their places in the list', () => {
    expect(ids(3, 1, 2)).toEqual(['plain_1', 'plain_2', 'plain_3']);
  });

  it('runs from 1 without gaps', () => {
    expect(ids(3, 1)).toEqual(['/steps/0/order wrong_order']);
    expect(ids(2, 3)).toEqual(['/steps/1/order wrong_order']);
    expect(mistakes({ steps: [plainStep(2), { ...plainStep(2), step_id: 'b' }] })).toEqual([
      '/steps/1/order wrong_order',
    ]);
  });

  it('says what comes before, and mistakes keep their places in the list', () => {
    const face = tasks(3, 'run_face_match');
    expect(mistakes({ steps: [face, live(2), idStep(1)] })).toEqual([]);
    expect(mistakes({ steps: [{ ...face, order: 1 }, live(2), idStep(3)] })).toEqual([
      '/steps/0/validation_tasks/0 missing_step',
    ]);
    expect(mistakes({ steps: [form(2, field('a', { pattern: '(' })), plainStep(1)] })).toEqual([
      '/steps/0/custom_fields/0/pattern wrong_format',
    ]);
  });
});

describe('field ids', () => {
  const list = (field_id: string, ...item_fields: Json[]): Json =>
    field(field_id, { type: 'entity_list', item_fields });
  const group = (field_id: string, ...fields: Json[]): Json => field(field_id, { type: 'object', fields });

  it('are unique among the fields beside each other', () => {
    const steps = [form(1, list('owners', field('a'), field('a')), group('company', field('b'), field('b')))];
    expect(mistakes({ steps })).toEqual([
      '/steps/0/custom_fields/0/item_fields/1/field_id not_unique',
      '/steps/0/custom_fields/1/fields/1/field_id not_unique',
    ]);
  });

  it('may be used again in another form, and in another list of the same', () => {
    const people = [list('owners', field('a')), list('directors', field('a')), group('company', field('a'))];
    const form_field_rules = [ruleOn('a')];
    const validation_config = { automation_rules: { form_field_rules } };
    const steps = [form(1, field('a'), ...people), form(2, field('a'))];
    expect(mistakes({ steps, validation_config })).toEqual([]);
  });

  it('that file fields of one step share mean the same files', () => {
    const file = (more: Json): Json => field('copy', { type: 'file', ...more });
    const shared = (...files: Json[]): string[] =>
      mistakes({ steps: [form(1, ...files.map((one, i) => list(`list_${i}`, one)))] });
    expect(shared(file({ max_size_mb: 2 }), file({ max_size_mb: 2 }))).toEqual([]);
    expect(shared(file({ max_size_mb: 2 }), file({}))).toEqual([
      '/steps/0/custom_fields/1/item_fields/0/field_id ambiguous_field',
    ]);
  });
});

describe('conditions of fields', () => {
  const shownIf = (field_id: string): Json => ({
    conditional_logic: { show_if: { all: [{ field_id, operator: 'equals', value: 'x' }] } },
  });
  const place = 'custom_fields/0/conditional_logic/show_if/all/0/field_id';

  it('name fields of their own form and of earlier ones, never of later ones', () => {
    const steps = [form(1, field('a', shownIf('b'))), form(2, field('b', shownIf('c')), field('c'))];
    expect(mistakes({ steps })).toEqual([`/steps/0/${place} unknown_field`]);
    const turned = [form(1, field('b')), form(2, field('a', shownIf('b')))];
    expect(mistakes({ steps: turned })).toEqual([]);
  });

  it('mean the nearest field of an id, and are refused when it could be of several other forms', () => {
    const two = [form(1, field('b', { type: 'date' })), form(2, field('b', { type: 'date' }))];
    const own = field('a', { type: 'object', fields: [field('c', shownIf('b'))] });
    expect(mistakes({ steps: [...two, form(3, field('b'), own)] })).toEqual([]);
    expect(mistakes({ steps: [...two.slice(0, 1), form(2, field('a', shownIf('b')))] })).not.toEqual([]);
    const texts = [form(1, field('b')), form(2, field('b'))];
    expect(mistakes({ steps: [...texts, form(3, own)] })).toEqual([
      '/steps/2/custom_fields/0/fields/0/conditional_logic/show_if/all/0/field_id ambiguous_field',
    ]);
  });

  it('of a nested field mean the one beside it, also when that has the id of one outside', () => {
    const fields = [field('b'), field('c', shownIf('b'))];
    const nested = field('a', { type: 'object', fields });
    expect(mistakes({ steps: [form(1, nested, field('b', shownIf('a')))] })).not.toContain(
      '/steps/0/custom_fields/1/conditional_logic circular',
    );
  });

  it('are not blamed for fields of a form that cannot be understood', () => {
    const broken = { ...form(1), custom_fields: 'none' };
    expect(mistakes({ steps: [broken, form(2, field('a', shownIf('b')))] })).toEqual([
      '/steps/0/custom_fields wrong_type',
    ]);
  });
});

describe('a comparison of faces', () => {
  it('needs a liveness step that gives its picture for it', () => {
    const validation_config = { auto_face_match: true };
    const withheld = live(1, { use_for_face_match: false });
    expect(mistakes({ steps: [withheld, idStep(2)], validation_config })).toEqual([
      '/validation_config/auto_face_match missing_step',
    ]);
  });

  it('by a validation step needs a face and a portrait before it', () => {
    const pointer = '/steps/1/validation_tasks/1';
    const both = tasks(2, 'run_sanction_check', 'run_face_match');
    expect(mistakes({ steps: [live(1), both, idStep(3)] })).toEqual([`${pointer} missing_step`]);
    expect(mistakes({ steps: [idStep(1), both, live(3)] })).toEqual([`${pointer} missing_step`]);
    expect(mistakes({ steps: [idStep(1), live(2), tasks(3, 'run_face_match')] })).toEqual([]);
  });

  it('by the workflow needs them anywhere', () => {
    const validation_config = { auto_face_match: true };
    expect(mistakes({ steps: [live(1), idStep(2)], validation_config })).toEqual([]);
    const address = idStep(2, { document_type: 'proof_of_address' });
    expect(mistakes({ steps: [live(1), address], validation_config })).toEqual([
      '/validation_config/auto_face_match missing_step',
    ]);
  });
});

describe('the tasks of a validation step', () => {
  it('are known and stand there once', () => {
    expect(mistakes({ steps: [tasks(1, 'run_sanction_check', 'dance', 'run_sanction_check')] })).toEqual([
      '/steps/0/validation_tasks/1 not_allowed',
      '/steps/0/validation_tasks/2 not_unique',
    ]);
  });
});

describe('entity types', () => {
  it('are those of the template that is named, unless given', () => {
    const template_type = 'company-kyc';
    expect(parse({ name: 'T', steps: [plainStep(1)] })).toMatchObject({
      definition: { entity_types: ['individual'] },
    });
    expect(parse({ name: 'T', steps: [plainStep(1)], template_type })).toMatchObject({
      definition: { entity_types: ['company'] },
    });
  });

  it('fit the template that is named', () => {
    const steps = [plainStep(1)];
    expect(mistakes({ steps, template_type: 'company-kyc', entity_types: ['individual'] })).toEqual([
      '/entity_types not_allowed',
    ]);
    const both = { template_type: 'company-kyc', entity_types: ['individual', 'company'] };
    expect(mistakes({ steps, ...both })).toEqual([]);
    expect(mistakes({ steps, template_type: 'our own', entity_types: ['company'] })).toEqual([]);
  });
});

describe('patterns', () => {
  it.each(['(?=a)b', '(?<!a)b', '(a)\\1', '(a', 'a{1001}'])('cannot be %s', (pattern) => {
    expect(mistakes({ steps: [form(1, field('a', { pattern }))] })).toEqual([
      '/steps/0/custom_fields/0/pattern wrong_format',
    ]);
    const rule = { field_id: 'a', operator: 'matches', value: pattern, action: 'flag' };
    const validation_config = { automation_rules: { form_field_rules: [rule] } };
    expect(mistakes({ steps: [form(1, field('a'))], validation_config })).toEqual([
      '/validation_config/automation_rules/form_field_rules/0/value wrong_format',
    ]);
  });
});

describe('references to other workflows', () => {
  it('are found also when something else is wrong', () => {
    const parsed = parse({ steps: [parties(1, 'wfl_a'), { ...parties(2, 'wfl_b'), name: 7 }] });
    expect(parsed).toMatchObject({
      ok: false,
      parties: [
        { workflowId: 'wfl_a', pointer: '/steps/0/subsession_config/workflow_id' },
        { workflowId: 'wfl_b', pointer: '/steps/1/subsession_config/workflow_id' },
      ],
    });
  });
});

describe('references to extraction profiles', () => {
  const asking = (document_type: string, extraction_profile: string | null): Json => ({
    ...{ document_type, extraction_profile },
  });
  const documents = (order: number, ...document_requirements: unknown[]): Json => ({
    ...idStep(order),
    ...{ step_id: `documents_${order}`, document_requirements },
  });

  it('are found, each with its place, also when another step is wrong', () => {
    const parsed = parse({
      name: 'Test',
      steps: [
        documents(1, asking('id', null), asking('custom', 'deed')),
        { ...documents(2, asking('other', 'deed')), name: 7 },
        documents(3, 7, asking('other', 'unseen')),
      ],
    });
    expect(parsed).toMatchObject({
      ok: false,
      profiles: [
        {
          profileId: 'deed',
          documentType: 'custom',
          pointer: '/steps/0/document_requirements/1/extraction_profile',
        },
        {
          profileId: 'deed',
          documentType: 'other',
          pointer: '/steps/1/document_requirements/0/extraction_profile',
        },
      ],
    });
  });

  it.each([
    ['', 'too_short'],
    ['x'.repeat(65), 'too_long'],
    [7, 'wrong_type'],
  ])('cannot be %j', (extraction_profile, code) => {
    expect(mistakes({ steps: [idStep(1, { extraction_profile })] })).toEqual([
      `/steps/0/document_requirements/0/extraction_profile ${code}`,
    ]);
  });
});
