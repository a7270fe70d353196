import type { Client } from '../client.js';
import { formWorkflow } from '../samples/workflows.js';
import type { Stack } from '../stack.js';
import { inTurns, type Comparison } from '../statistics.js';
import { floorPerSecond } from './floor.js';
import { CostMeter, costsPerSession, type SessionCosts, type Used } from './session-costs.js';
import { sessionsPerSecond } from './whole-sessions.js';

const turns = 5;
const load = { count: 300, parallel: 8 };
/** Both sides are measured as a server that has been up for a while, with its code compiled. */
const warmUp = { count: 600, parallel: 8 };

/** Whole sessions per second are to be at least this share of what the database alone allows. */
const goal = 0.5;

export interface SessionThroughput extends SessionCosts {
  goal: number;
  is_met: boolean;
  sessions_per_second: Comparison;
}

/** Whole sessions per second in turns with the floor, and what one session costs. */
export async function sessionThroughput(client: Client, stack: Stack): Promise<SessionThroughput> {
  const { workflow_id } = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', formWorkflow);
  const whole = (work: typeof load): Promise<number> =>
    sessionsPerSecond(client, workflow_id, stack.eventsFile, work);
  const meter = await CostMeter.open(stack);
  try {
    await whole(warmUp);
    await floorPerSecond(stack.mongoUri, warmUp);
    const idle = await meter.idle();
    const [floors, runs]: [Used[], Used[]] = [[], []];
    const metered = async (kept: Used[], work: () => Promise<number>): Promise<number> => {
      const { result, used } = await meter.during(work);
      kept.push(used);
      return result;
    };
    const floor = (): Promise<number> => metered(floors, () => floorPerSecond(stack.mongoUri, load));
    const sessions_per_second = await inTurns(
      turns,
      { name: 'the same writes by the bare driver', measure: floor },
      () => metered(runs, () => whole(load)),
    );
    return {
      goal,
      is_met: sessions_per_second.ratio.median >= goal,
      sessions_per_second,
      ...costsPerSession(load.count, { floors, runs, idle }),
    };
  } finally {
    await meter.close();
  }
}
