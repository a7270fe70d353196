import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formStep } from '../testing/sessions.js';
import { backOffice } from '#libs/service-stage';
import { WorkflowStage } from '../testing/workflow-stage.js';

const acme = backOffice('acme');
const dayMs = 24 * 60 * 60 * 1000;
let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

describe('changes of one session that race', () => {
  it('lose nothing: every accepted one counts, every other one is told to try again', async () => {
    const { id, body } = await stage.openSession({ steps: [formStep()] });
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => stage.call(acme, 'POST', `/kyc/sessions/${id}/extend`, { days: 1 })),
    );
    const accepted = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(accepted.length).toBeGreaterThan(0);
    for (const { status, body: problem, headers } of refused) {
      expect({ status, code: problem['code'] }).toEqual({ status: 409, code: 'conflict' });
      expect(headers.get('retry-after')).toBe('1');
    }
    const { body: seen } = await stage.call(acme, 'GET', `/kyc/sessions/${id}`);
    const gained = Date.parse(String(seen['expires_at'])) - Date.parse(String(body['expires_at']));
    expect(gained / dayMs).toBe(accepted.length);
    const told = (await stage.timelineOf(id)).filter(({ type }) => type === 'session_extended');
    expect(told).toHaveLength(accepted.length);
  });

  it('of different kinds leave each its effect', async () => {
    const session = await stage.openSession({ steps: [formStep()] });
    const [completed, extended, relinked] = await Promise.all([
      stage.completeForm(session),
      stage.call(acme, 'POST', `/kyc/sessions/${session.id}/extend`, { days: 5 }),
      stage.call(acme, 'POST', `/kyc/sessions/${session.id}/generate-link`),
    ]);
    expect([completed.status, relinked.status]).toEqual([200, 200]);
    // Extending comes too late when the form was faster.
    expect([200, 409]).toContain(extended.status);
    const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${session.id}`);
    expect(body).toMatchObject({ status: 'completed', form_data: { form: { full_name: 'Mara Lindqvist' } } });
    expect(await stage.resolveToken(session.token)).toMatchObject({ status: 404 });
    expect(await stage.resolveToken(String(relinked.body['access_token']))).toMatchObject({ status: 200 });
  });

  it('are told in the order in which they happened', async () => {
    const { id } = await stage.openSession({ steps: [formStep()] });
    for (let days = 1; days <= 15; days++)
      await stage.call(acme, 'POST', `/kyc/sessions/${id}/extend`, { days });
    const told = (await stage.timelineOf(id))
      .slice(1)
      .map(({ details }) => (details as { days: number }).days);
    expect(told).toEqual(Array.from({ length: 15 }, (_, i) => i + 1));
  });

  it('can be read page by page on the timeline', async () => {
    const { id } = await stage.openSession({ steps: [formStep()] });
    for (let days = 1; days <= 4; days++)
      await stage.call(acme, 'POST', `/kyc/sessions/${id}/extend`, { days });
    const whole = (await stage.timelineOf(id)).map(({ entry_id }) => entry_id);
    const paged: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = `?limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await stage.call(acme, 'GET', `/kyc/sessions/${id}/timeline${query}`);
      paged.push(...(body['data'] as { entry_id: string }[]).map(({ entry_id }) => entry_id));
      cursor = body['next_cursor'] as string | null;
    }
    expect(paged).toEqual(whole);
  });
});
