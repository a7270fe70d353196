import fc from 'fast-check';
import type { Client } from '../client.js';
import { allAnswers } from '../samples/all-fields.js';
import { everythingDefinition } from '../samples/everything-definition.js';
import { formWorkflow } from '../samples/workflows.js';
import { mutated } from './mutations.js';
import type { Target, Verdict } from './target.js';

const notJson = fc.string({ unit: 'binary', maxLength: 200 });
const orNotJson = (inputs: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 40, arbitrary: inputs }, { weight: 1, arbitrary: notJson });

/** The same validators behind the public API: every answer is a 2xx or a problem below 500. */
export async function httpTargets(client: Client): Promise<Target[]> {
  const party = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', formWorkflow);
  const definition = everythingDefinition(party.workflow_id);
  const { workflow_id } = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', definition);
  const submission = await submissionTarget(client, workflow_id);
  const definitionTo = (path: string): Target => ({
    name: `POST ${path}`,
    inputs: orNotJson(mutated(definition)),
    attempt: async (text) => verdictOf(await client.send('POST', path, text)),
  });
  return [definitionTo('/kyc/workflows/validate'), definitionTo('/kyc/workflows'), submission];
}

/** An accepted submission ends the step, so the next one goes to another session. */
async function submissionTarget(client: Client, workflowId: string): Promise<Target> {
  const open = async (): Promise<string> =>
    `/public/sessions/${(await client.openSession(workflowId)).access_token}/step/form/complete`;
  let path = await open();
  return {
    name: 'POST …/step/{id}/complete',
    inputs: orNotJson(mutated({ data: allAnswers })),
    attempt: async (text) => {
      const verdict = await verdictOf(await client.send('POST', path, text));
      if (verdict === 'accepted') path = await open();
      return verdict;
    },
  };
}

async function verdictOf(response: Response): Promise<Verdict> {
  const { status, ok } = response;
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const described = `${status} ${type}: ${text.slice(0, 300)}`;
  const body = parsed(text);
  if (ok && typeof body === 'object') return 'accepted';
  const problem = body as { code?: unknown; status?: unknown } | undefined;
  const isProblem =
    type.startsWith('application/problem+json') &&
    typeof problem?.code === 'string' &&
    problem.status === status;
  if (status >= 400 && status < 500 && isProblem) return 'refused';
  throw new Error(`answered ${described}`);
}

function parsed(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
