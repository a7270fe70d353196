import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Caller } from '#libs/security';
import { backOffice } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';
import { plainStep } from './testing/minimal-definition.js';

type Json = Record<string, unknown>;

const acme = backOffice('acme');
const lookup = 'POST /internal/extraction-profiles/lookup';
const at = (requirement: number): string =>
  `/steps/0/document_requirements/${requirement}/extraction_profile`;

const asking = (...document_requirements: Json[]): Json => ({
  name: 'Test',
  steps: [{ ...{ step_id: 'd', order: 1, name: 'D', type: 'document_upload' }, document_requirements }],
});
const deed = { document_type: 'custom', extraction_profile: 'deed' };

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());
beforeEach(() => {
  const profiles = [{ profile_id: 'deed', document_types: ['custom', 'id'] }];
  stage.others.answers.set(lookup, { body: { profiles } });
});

const validate = (body: Json) => stage.call(acme, 'POST', '/kyc/workflows/validate', body);
const create = (body: Json) => stage.call(acme, 'POST', '/kyc/workflows', body);

describe('the extraction profiles that a definition names', () => {
  it('are never guessed: while the document service does not answer, so does the definition', async () => {
    stage.others.answers.set(lookup, { status: 500 });
    const { body } = await create({ name: 'Test', steps: [plainStep(1)] });
    for (const answer of [
      await validate(asking(deed)),
      await create(asking(deed)),
      await stage.call(acme, 'PUT', `/kyc/workflows/${String(body['workflow_id'])}`, asking(deed)),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
      expect(answer.headers.get('retry-after')).not.toBeNull();
    }
  });

  it('exist, and are for documents of that type', async () => {
    const body = asking(
      deed,
      { document_type: 'other', extraction_profile: 'missing' },
      { document_type: 'passport', extraction_profile: 'deed' },
    );
    const errors = [
      { pointer: at(1), code: 'unknown_profile' },
      { pointer: at(2), code: 'not_applicable' },
    ];
    expect(await create(body)).toMatchObject({ status: 422, body: { code: 'invalid_request', errors } });
    expect((await validate(body)).body).toMatchObject({ valid: false, errors });
  });

  it('are reported with everything else that is wrong', async () => {
    const body = { ...asking({ ...deed, extraction_profile: 'missing' }), ttl_days: 0 };
    const { body: judged } = await validate(body);
    expect(judged['errors']).toMatchObject([
      { pointer: '/ttl_days', code: 'out_of_range' },
      { pointer: at(0), code: 'unknown_profile' },
    ]);
  });

  it('are looked up once, and not at all where none is named', async () => {
    const before = stage.others.calls.length;
    expect((await create(asking({ document_type: 'id' }))).status).toBe(201);
    expect(stage.others.calls).toHaveLength(before);
    // The two names of one document type are one type.
    const twice = asking(deed, { document_type: 'id_document', extraction_profile: 'deed' });
    expect((await create(twice)).status).toBe(201);
    expect(stage.others.calls.slice(before)).toMatchObject([{ line: lookup }]);
  });
});

describe('the permission to upload', () => {
  const service: Caller = { kind: 'service', tenantId: 'acme', id: 'document' };
  const permissionOf = async (requirement: Json): Promise<Json> => {
    const { id } = await stage.openSession(asking(requirement));
    const { document_type } = requirement;
    const path = `/internal/sessions/${id}/upload-permissions`;
    return (await stage.call(service, 'POST', path, { step_id: 'd', document_type })).body;
  };

  it('carries what the requirement asks of the document, and nothing where it asks nothing', async () => {
    const plain = await permissionOf({ document_type: 'custom' });
    expect(Object.keys(plain)).not.toEqual(expect.arrayContaining(['validations']));
    expect(plain).not.toHaveProperty('extraction_profile');
    const validations = ['legible', { validation: 'name_match', on_fail: 'warn' }];
    expect(await permissionOf({ ...deed, post_upload_validations: validations })).toMatchObject({
      extraction_profile: 'deed',
      validations: [
        { validation: 'legible', on_fail: 'reject' },
        { validation: 'name_match', on_fail: 'warn' },
      ],
    });
  });
});
