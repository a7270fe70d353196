import type { Client } from '../client.js';
import { formData, reviewedWorkflow } from '../samples/workflows.js';
import type { Spread } from '../statistics.js';
import type { Measure } from './measure.js';

const decisionLimitMs = 30_000;
const items = [
  { step_id: 'form', field_id: 'full_name', reason_code: 'unclear', message: 'Your whole name' },
];
const verdict = { status: 'approved', reason: 'Looked at and found in order' };

/** What the back office does with sessions that were left to a reviewer. */
export async function reviewCalls(
  client: Client,
  rounds: number,
  measure: Measure,
): Promise<Record<string, Spread>> {
  const workflow = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', reviewedWorkflow);
  const links = Array<string>(rounds);
  const ids = Array<string>(rounds);
  const complete = async (i: number): Promise<void> => {
    await client.call('POST', `${links[i]}/step/form/complete`, { data: formData });
    await client.untilStatus(ids[i] ?? '', 'manual_review', decisionLimitMs);
  };
  for (let i = 0; i < rounds; i++) {
    const { session_id, access_token } = await client.openSession(workflow.workflow_id);
    ids[i] = session_id;
    links[i] = `/public/sessions/${access_token}`;
    await complete(i);
  }
  const act = (i: number, action: string, body: object): Promise<unknown> =>
    client.call('POST', `/kyc/sessions/${ids[i]}/${action}`, body);
  const correcting = await measure((i) => act(i, 'corrections', { items }));
  const extending = await measure((i) => act(i, 'extend', { days: 1 }));
  const relinking = await measure(async (i) => {
    const { access_token } = (await act(i, 'generate-link', {})) as { access_token: string };
    links[i] = `/public/sessions/${access_token}`;
  });
  for (let i = 0; i < rounds; i++) await complete(i);
  return {
    'POST …/corrections': correcting,
    'POST …/extend': extending,
    'POST …/generate-link': relinking,
    'PATCH /kyc/sessions/{id}': await measure((i) =>
      client.call('PATCH', `/kyc/sessions/${ids[i]}`, verdict),
    ),
    'POST …/validate': await measure((i) => act(i, 'validate', {})),
    'POST /kyc/workflows/{id}/simulate': await measure(() =>
      client.call('POST', `/kyc/workflows/${workflow.workflow_id}/simulate`, {
        case: { form_data: formData },
      }),
    ),
  };
}
