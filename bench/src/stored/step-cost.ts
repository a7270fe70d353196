import { MongoClient } from 'mongodb';
import { Client } from '../client.js';
import { formData, formWorkflow, twoFormWorkflow } from '../samples/workflows.js';
import { startStack, type Stack } from '../stack.js';
import { round, spread, type Spread } from '../statistics.js';
import { fillSessions, readSpecimen } from './fill-sessions.js';

const sizes = [10, 10_000, 200_000];
const warmUp = 60;
const measured = 200;
const database = 'kyc_workflow';
const decisionLimitMs = 30_000;

/** However many sessions are stored, completing a step is to take as long as with the fewest, within this share. */
const goal = 0.2;

export interface StepCost {
  goal: number;
  is_met: boolean;
  by_stored_sessions: Record<string, { ms: Spread; ratio_of_p50_to_the_fewest: number }>;
}

/** One stack with so many sessions stored, and links of sessions whose first step can be completed. */
interface Stage {
  size: number;
  stack: Stack;
  client: Client;
  links: string[];
  times: number[];
}

/**
 * What the completion of a step takes with few and many sessions stored. Each number of sessions has a stack of its own,
 * and the stacks take turns call by call, so that what else the machine does meets all alike.
 */
export async function stepCost(say: (line: string) => void): Promise<StepCost> {
  const stages: Stage[] = [];
  try {
    for (const size of sizes) {
      say(`storing ${size} sessions`);
      stages.push(await prepare(size));
    }
    for (let i = 0; i < warmUp + measured; i++)
      for (const stage of stages) {
        const start = performance.now();
        await stage.client.call('POST', `${stage.links[i]}/step/form/complete`, { data: formData });
        if (i >= warmUp) stage.times.push(performance.now() - start);
      }
  } finally {
    for (const { stack } of stages) await stack.stop();
  }
  const spreads = stages.map(({ size, times }) => ({ size, ms: spread(times) }));
  const fewest = spreads[0]?.ms.p50 ?? Number.NaN;
  const ratios = spreads.map(({ ms }) => round(ms.p50 / fewest));
  return {
    goal,
    is_met: ratios.every((ratio) => Math.abs(ratio - 1) <= goal),
    by_stored_sessions: Object.fromEntries(
      spreads.map(({ size, ms }, i) => [size, { ms, ratio_of_p50_to_the_fewest: ratios[i] ?? Number.NaN }]),
    ),
  };
}

async function prepare(size: number): Promise<Stage> {
  const stack = await startStack();
  const mongo = await MongoClient.connect(stack.mongoUri);
  try {
    const client = new Client(stack);
    const specimen = await readSpecimen(mongo.db(database), await decidedSession(client));
    await fillSessions(mongo.db(database), specimen, size);
    const { workflow_id } = await client.call<{ workflow_id: string }>(
      'POST',
      '/kyc/workflows',
      twoFormWorkflow,
    );
    const links: string[] = [];
    for (let i = 0; i < warmUp + measured; i++)
      links.push(`/public/sessions/${(await client.openSession(workflow_id)).access_token}`);
    return { size, stack, client, links, times: [] };
  } catch (error) {
    await stack.stop();
    throw error;
  } finally {
    await mongo.close();
  }
}

/** The id of a session that was walked through and decided, whose rows the others are made like. */
async function decidedSession(client: Client): Promise<string> {
  const { workflow_id } = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', formWorkflow);
  const { session_id, access_token } = await client.openSession(workflow_id);
  await client.call('POST', `/public/sessions/${access_token}/step/form/complete`, { data: formData });
  await client.untilStatus(session_id, 'approved', decisionLimitMs);
  return session_id;
}
