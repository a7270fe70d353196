import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Caller } from '#libs/security';
import { backOffice, type Answer } from '#libs/service-stage';
import { WorkflowStage } from '../../testing/workflow-stage.js';

const acme = backOffice('acme');
const form = {
  ...{ step_id: 'form', order: 2, name: 'Form', type: 'form_fill' },
  custom_fields: [{ field_id: 'full_name', name: 'Name', type: 'name' }],
};
const live = { step_id: 'live', order: 1, name: 'Liveness', type: 'liveness' };

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage?.stop());

async function open(steps: object[], metadata: object = {}): Promise<string> {
  const workflow = await stage.call(acme, 'POST', '/kyc/workflows', { name: 'Test', steps });
  const { workflow_id } = workflow.body;
  const { body } = await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id, metadata });
  return String(body['session_id']);
}

function ask(sessionId: string, tenantId = 'acme'): Promise<Answer> {
  const biometrics: Caller = { kind: 'service', tenantId, id: 'biometrics' };
  return stage.call(biometrics, 'GET', `/internal/sessions/${sessionId}/liveness-step`);
}

describe('the liveness step whose turn it is', () => {
  it('is not found for another tenant', async () => {
    expect(await ask(await open([live]), 'other')).toMatchObject({ status: 404 });
  });

  it('is refused while it is another step’s turn', async () => {
    const sessionId = await open([
      { ...form, order: 1 },
      { ...live, order: 2 },
    ]);
    expect(await ask(sessionId)).toMatchObject({ status: 409, body: { code: 'step_not_current' } });
  });

  it('comes with its options and the magic values of the session', async () => {
    const step = { ...live, liveness_config: { max_retries: 5 } };
    const sessionId = await open([step, form], { sandbox: { liveness: ['failed', 'passed'] } });
    expect((await ask(sessionId)).body).toEqual({
      step_id: 'live',
      config: {
        ...{ min_confidence: 90, challenge_type: 'FaceMovementChallenge', max_retries: 5 },
        ...{ save_reference_image: true, save_audit_images: false, use_for_face_match: true },
      },
      sandbox_outcomes: ['failed', 'passed'],
    });
  });
});
