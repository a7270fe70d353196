import { Client } from './client.js';
import { faultsOf, fuzz } from './fuzz/fuzz.js';
import { callLatencies } from './latencies/call-latencies.js';
import { definitionValidations } from './pure/definition-validations.js';
import { ruleEvaluations } from './pure/rule-evaluations.js';
import { sessionThroughput } from './sessions/session-throughput.js';
import { startStack, type Stack } from './stack.js';
import { stepCost } from './stored/step-cost.js';

/** What a part found: figures, and what went wrong while they were taken, one line each. */
interface Outcome {
  figures: unknown;
  wrong?: string[];
}

interface Part {
  meaning: string;
  measure(say: (line: string) => void): Promise<Outcome>;
}

async function onStack<T>(
  work: (stack: Stack, client: Client) => Promise<T>,
  profileDir?: string,
): Promise<T> {
  const stack = await startStack(profileDir);
  try {
    return await work(stack, new Client(stack));
  } finally {
    await stack.stop();
  }
}

export type PartName = 'definitions' | 'rules' | 'sessions' | 'latencies' | 'steps' | 'fuzz';

/** Every part of the benchmark; each can be asked for alone by its name. */
export const parts: Readonly<Record<PartName, Part>> = {
  definitions: {
    meaning: 'definitions validated per second',
    measure: async () => ({ figures: await definitionValidations() }),
  },
  rules: {
    meaning: 'simple rules evaluated per second',
    measure: async () => ({ figures: await ruleEvaluations() }),
  },
  sessions: {
    meaning: 'whole sessions per second in turns with the floor',
    measure: async () => ({
      figures: await onStack(
        (stack, client) => sessionThroughput(client, stack),
        process.env['BENCH_PROFILE_DIR'],
      ),
    }),
  },
  latencies: {
    meaning: 'latency of each call',
    measure: async () => ({ figures: await onStack((_stack, client) => callLatencies(client)) }),
  },
  steps: {
    meaning: 'completing a step with few and many sessions stored',
    measure: async (say) => ({ figures: await stepCost(say) }),
  },
  fuzz: {
    meaning: 'hostile input against validators and API',
    measure: async (say) => {
      const seconds = Number(process.env['BENCH_FUZZ_SECONDS'] ?? 60);
      const seed = Number(process.env['BENCH_FUZZ_SEED'] ?? Date.now() % 2 ** 31);
      say(`  ${seconds} s with the seed ${seed}`);
      const figures = await onStack((stack) => fuzz(stack, { seconds, seed }));
      return { figures, wrong: faultsOf(figures) };
    },
  },
};
