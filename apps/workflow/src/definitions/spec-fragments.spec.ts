import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowDefinition } from './definition.js';
import { parseDefinition } from './parse-definition.js';
import { definitionWith } from './testing/minimal-definition.js';

type Json = Record<string, unknown>;

const folder = join(import.meta.dirname, 'testing/spec-fragments');
const fragments = readdirSync(folder).map((file) => file.replace(/\.json$/, ''));

const read = (name: string): Json => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Json;

/** The fragment as it is when it is a definition, else inside the least definition that can hold it. */
function asDefinition(fragment: Json): Json {
  if (Array.isArray(fragment['steps'])) return fragment;
  if ('step_id' in fragment) return definitionWith(fragment);
  return definitionWith({
    step_id: 'documents',
    order: 1,
    name: 'Documents',
    type: 'document_upload',
    document_requirements: [fragment],
  });
}

function parsed(name: string): WorkflowDefinition {
  const result = parseDefinition(asDefinition(read(name)), '2026-11-23');
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.definition;
}

/** The step that the fragment is, with its defaults. */
const parsedStep = (name: string): unknown => parsed(name).steps.at(-1);

describe('the source specification', () => {
  it('has twelve fragments', () => {
    expect(fragments).toHaveLength(12);
  });

  it.each(fragments)('has its %s accepted as it is written', (name) => {
    const input = asDefinition(read(name));
    expect(parseDefinition(input, '2026-11-23')).toMatchObject({ ok: true, definition: input });
  });

  it.each(fragments)('has its %s understood the same when it is sent back as it was returned', (name) => {
    const definition = parsed(name);
    expect(parseDefinition(definition, '2026-11-23')).toMatchObject({ ok: true, definition });
  });
});

describe('the defaults of the source specification', () => {
  it('are filled into a document requirement', () => {
    expect(parsedStep('document-requirement-of-ubos')).toEqual({
      step_id: 'documents',
      order: 1,
      name: 'Documents',
      type: 'document_upload',
      required: true,
      document_requirements: [
        {
          document_type: 'id',
          display_name: 'UBO ID Documents',
          required: true,
          auto_extract: true,
          allow_multiple: true,
          enable_auto_classification: false,
          extraction_profile: null,
          post_upload_validations: [],
          entity_role: 'ubo',
        },
      ],
    });
  });

  it('are filled into a liveness step', () => {
    expect(parsed('liveness-workflow').steps[1]).toMatchObject({
      required: true,
      liveness_config: {
        min_confidence: 92,
        challenge_type: 'FaceMovementAndLightChallenge',
        save_reference_image: true,
        save_audit_images: false,
        use_for_face_match: true,
        max_retries: 3,
      },
    });
  });

  it('are filled into a step that collects parties', () => {
    expect(parsed('company-kyc-with-ubos-workflow').steps[3]).toMatchObject({
      subsession_config: { max_subsessions: 10, ttl_days: 14 },
    });
    const least = { step_id: 's', order: 1, name: 'S', type: 'subsession_collection' };
    const result = parseDefinition(
      definitionWith({ ...least, subsession_config: { workflow_id: 'wfl_1' } }),
      '2026-11-23',
    );
    expect(result).toMatchObject({
      ok: true,
      definition: {
        steps: [
          {
            subsession_config: {
              workflow_id: 'wfl_1',
              max_subsessions: 1,
              require_completion_before_proceed: false,
              impact_parent_status: false,
            },
          },
        ],
      },
    });
  });

  it('are filled into the checks and rules of a whole workflow', () => {
    const definition = parsed('complete-individual-kyc-workflow');
    expect(definition).toMatchObject({ template_type: 'custom', tags: [], ttl_days: 7 });
    expect(definition.validation_config).toMatchObject({
      run_crypto_check: false,
      watchlist_auto_add: true,
      cross_validate_documents: false,
      four_eyes: false,
      automation_rules: {
        country_rules: [{ applies_to: ['all'] }, { applies_to: ['nationality', 'residence'] }],
        list_match_rules: [],
      },
    });
    expect(definition.steps[2]).toMatchObject({
      custom_fields: [
        { field_id: 'full_name', name_type: 'individual', validate_lists: true },
        { field_id: 'date_of_birth', required: true },
        {},
        {},
        { field_id: 'email', validate_email: true, block_disposable: true },
        { field_id: 'phone', format: 'international', require_mobile: true },
        { field_id: 'pep_status', multiple: false },
      ],
    });
  });

  it('leave `id_document` as it is written', () => {
    const requirement = { document_type: 'id_document' };
    const result = parseDefinition(asDefinition(requirement), '2026-11-23');
    expect(result).toMatchObject({
      ok: true,
      definition: { steps: [{ document_requirements: [requirement] }] },
    });
  });
});
