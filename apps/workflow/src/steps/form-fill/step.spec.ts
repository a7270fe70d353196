import { describe, expect, it } from '@jest/globals';
import type { DocumentView } from '#libs/contracts';
import type { FieldDefinition } from '../../fields/field-definition.js';
import type { StepSurroundings } from '../step-type.js';
import type { FormFillStep } from './config.js';
import { formFill } from './step.js';

const field = (field_id: string, type: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  field_id,
  name: field_id,
  type,
  required: false,
  ...more,
});

const step = (...custom_fields: FieldDefinition[]): FormFillStep => ({
  step_id: 'form',
  order: 2,
  name: 'Form',
  type: 'form_fill',
  required: true,
  custom_fields,
});

const nobody = async (): Promise<never> => {
  throw new Error('this service is not to be asked');
};
const surroundings = (more: Partial<StepSurroundings> = {}): StepSurroundings => ({
  today: '2026-11-23',
  documents: nobody,
  assessSelfie: nobody,
  biometrics: nobody,
  subsessions: nobody,
  ...more,
});
const uploaded = (doc_id: string, step_id: string, field_id: string): DocumentView =>
  ({ doc_id, step_id, field_id }) as DocumentView;

const proof = field('proof', 'file', {
  allow_multiple: false,
  accepted_types: ['.PDF', 'image/*'],
  max_size_mb: 2,
});
const listed = field('listed', 'file', { allow_multiple: false });
const owners = field('owners', 'entity_list', {
  min_items: 0,
  max_items: 9,
  item_fields: [field('papers', 'object', { fields: [listed] })],
});

describe('an upload into a form', () => {
  it.each([
    { document_type: 'id' },
    { field_id: 'none' },
    { field_id: 'note' },
    { field_id: 'owners' },
    { field_id: 'proof', document_type: 'id' },
    {},
  ])('that asks for %j is not taken', (wanted) => {
    expect(formFill.uploadRule(step(proof, owners, field('note', 'text')), wanted)).toBeUndefined();
  });

  it('follows the rules of its field, spelled out as content types', () => {
    expect(formFill.uploadRule(step(proof), { field_id: 'proof' })).toEqual({
      field_id: 'proof',
      auto_extract: false,
      allow_multiple: false,
      accepted_types: ['application/pdf', 'image/jpeg', 'image/png', 'image/webp', 'image/heic'],
      max_size_mb: 2,
    });
  });

  it('may come once for each item of a list', () => {
    expect(formFill.uploadRule(step(owners), { field_id: 'listed' })).toMatchObject({ allow_multiple: true });
  });

  it('may come once for each field of its id', () => {
    const groups = ['one', 'two'].map((id) => field(id, 'object', { fields: [proof] }));
    expect(formFill.uploadRule(step(...groups), { field_id: 'proof' })).toMatchObject({
      allow_multiple: true,
      max_size_mb: 2,
    });
  });
});

describe('completing a form', () => {
  it('refuses files of other steps and other fields', async () => {
    const documents = async (): Promise<DocumentView[]> => [
      uploaded('doc_1', 'form', 'proof'),
      uploaded('doc_2', 'form', 'listed'),
      uploaded('doc_3', 'other', 'proof'),
    ];
    for (const [proofOf, errors] of [
      ['doc_2', 1],
      ['doc_3', 1],
      ['doc_4', 1],
      ['doc_1', 0],
    ] as const) {
      const data = { proof: proofOf, owners: [{ papers: { listed: 'doc_2' } }] };
      const result = await formFill.complete(step(proof, owners), data, surroundings({ documents }));
      expect(result.ok ? [] : result.errors.map(({ pointer }) => pointer)).toEqual(
        errors ? ['/data/proof'] : [],
      );
    }
  });

  it('asks for documents only when a field takes files', async () => {
    const result = await formFill.complete(step(field('note', 'text')), { note: 'x' }, surroundings());
    expect(result).toEqual({ ok: true, formData: { note: 'x' } });
  });

  it('refuses a correction without the answer that was asked for, and keeps the others', async () => {
    const form = step(field('a', 'text', { required: true }), field('b', 'text', { required: true }));
    const reopened = {
      at: '2026-11-23T10:00:00Z',
      items: [{ field_id: 'a', reason_code: 'wrong', message: 'Again, please.' }],
    };
    const again = surroundings({ reopened, previous: { a: '1', b: '2' } });
    expect(await formFill.complete(form, {}, again)).toMatchObject({
      ok: false,
      errors: [{ pointer: '/data/a', code: 'required' }],
    });
    expect(await formFill.complete(form, { a: '3' }, again)).toEqual({
      ok: true,
      formData: { a: '3', b: '2' },
    });
  });

  it('does not fill a first submission up with what was kept before', async () => {
    const form = step(field('a', 'text', { required: true }));
    expect(await formFill.complete(form, {}, surroundings({ previous: { a: '1' } }))).toMatchObject({
      ok: false,
    });
  });

  it('lets conditions see the forms of earlier steps', async () => {
    const permit = field('permit', 'text', {
      required: true,
      conditional_logic: { show_if: { any: [{ field_id: 'land', operator: 'equals', value: 'DE' }] } },
    });
    const form = step(permit);
    const seen = surroundings({ formData: { other: { land: 'DE' }, form: { land: 'FR' } } });
    expect(await formFill.complete(form, {}, seen)).toMatchObject({ ok: false });
    expect(await formFill.complete(form, {}, surroundings())).toEqual({ ok: true, formData: {} });
  });
});

describe('a form as an end user sees it', () => {
  it('hides at every level what only the tenant may know', () => {
    const name = field('owner', 'name', {
      entity_role: 'ubo',
      validate_lists: true,
      validate_adverse_media: true,
      description: 'internal',
      field_key: 'k',
      help_text: 'As in your passport.',
    });
    const wallet = field('wallet', 'wallet', { validate_crypto: false, networks: ['bitcoin'] });
    const form = step(
      field('list', 'entity_list', {
        entity_role: 'ubo',
        item_fields: [name, field('group', 'object', { fields: [wallet] })],
      }),
    );
    const shown = JSON.stringify(formFill.publicConfig(form));
    for (const secret of ['ubo', 'validate_', 'internal', 'field_key', 'entity_role'])
      expect(shown).not.toContain(secret);
    for (const needed of ['As in your passport.', 'bitcoin', 'item_fields', 'fields'])
      expect(shown).toContain(needed);
  });
});
