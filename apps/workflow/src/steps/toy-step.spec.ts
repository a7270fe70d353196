import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Type } from '@sinclair/typebox';
import { stepTypes } from './registry.js';
import type { StepDefinition, StepType } from './step-type.js';
import type { WorkflowStage as Stage } from '../testing/workflow-stage.js';

interface RiddleStep extends StepDefinition {
  question: string;
  answer: string;
}

/** What `docs/adding-a-step-type.md` builds: everything that the platform needs to know of a type of step. */
const riddle: StepType<RiddleStep> = {
  type: 'riddle',
  config: {
    question: Type.String({ minLength: 1, default: 'What walks on four legs in the morning?' }),
    answer: Type.String({ minLength: 1 }),
  },
  checkDefinition: ({ question, answer }) =>
    question.includes(answer)
      ? [{ pointer: '/answer', code: 'not_allowed', detail: 'must not stand in the question' }]
      : [],
  brings: () => ({}),
  publicConfig: ({ question }) => ({ question }),
  uploadRule: () => undefined,
  isEmpty: async (_step, data) => data === undefined,
  async complete({ answer }, data) {
    const given = (data as { answer?: unknown } | undefined)?.answer;
    if (given === answer) return { ok: true, formData: { answer: given } };
    return { ok: false, errors: [{ pointer: '/data/answer', code: 'wrong', detail: 'is not the answer' }] };
  },
};

let stage: Stage;
beforeAll(async () => {
  // The one line of the registry; the rest of the service is loaded after it, as it is at any start.
  (stepTypes as Map<string, StepType>).set(riddle.type, riddle);
  const { WorkflowStage } = await import('../testing/workflow-stage.js');
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

const definition = (more: object = {}): Record<string, unknown> => ({
  steps: [{ step_id: 'sphinx', order: 1, name: 'Riddle', type: 'riddle', answer: 'man', ...more }],
  validation_config: { automation_rules: { auto_process: true, default_action: 'auto_approve' } },
});

describe('a new type of step', () => {
  it('has its properties checked, by its schema and by itself', async () => {
    await expect(stage.openSession(definition({ answer: 7 }))).rejects.toThrow('/steps/0/answer');
    await expect(stage.openSession(definition({ hint: 'x' }))).rejects.toThrow('/steps/0/hint');
    await expect(stage.openSession(definition({ answer: 'legs' }))).rejects.toThrow('/steps/0/answer');
  });

  it('is shown to the end user as far as it says', async () => {
    const { user } = await stage.openSession(definition());
    const { body } = await stage.call(user, 'GET', '/public/session/workflow');
    expect(body['steps']).toEqual([
      {
        step_id: 'sphinx',
        order: 1,
        name: 'Riddle',
        type: 'riddle',
        required: true,
        question: 'What walks on four legs in the morning?',
      },
    ]);
  });

  it('is walked like any other, from a refused answer to the decision', async () => {
    const session = await stage.openSession(definition());
    expect(await stage.complete(session, 'sphinx', { answer: 'cat' })).toMatchObject({
      status: 422,
      body: { code: 'invalid_submission', errors: [{ pointer: '/data/answer' }] },
    });
    expect(await stage.complete(session, 'sphinx', { answer: 'man' })).toMatchObject({ status: 200 });
    expect(await stage.untilStatus(session.id, 'approved')).toMatchObject({
      form_data: { sphinx: { answer: 'man' } },
    });
  });
});
