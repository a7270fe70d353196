import { Client } from '../client.js';
import { formData, formWorkflow } from '../samples/workflows.js';
import type { Stack } from '../stack.js';
import { attack, type Attack } from './attack.js';
import { httpTargets } from './http-targets.js';
import { inProcessTargets } from './in-process-targets.js';

export interface FuzzOptions {
  /** All targets together. */
  seconds: number;
  seed: number;
}

export interface FuzzResult extends FuzzOptions {
  targets: Record<string, Attack>;
  /** Whether the stack is ready and opens sessions after all that. */
  is_healthy_afterwards: boolean;
}

/** Half of the time the validators are attacked themselves, one after the other; half of it the API, all routes at once. */
export async function fuzz(stack: Stack, { seconds, seed }: FuzzOptions): Promise<FuzzResult> {
  const client = new Client(stack);
  const targets: Record<string, Attack> = {};
  const halfMs = (seconds * 1000) / 2;
  const inProcess = inProcessTargets();
  for (const target of inProcess)
    targets[target.name] = await attack(target, seed, halfMs / inProcess.length);
  await Promise.all(
    (await httpTargets(client)).map(async (target) => {
      targets[target.name] = await attack(target, seed, halfMs);
    }),
  );
  return { seconds, seed, targets, is_healthy_afterwards: await isHealthy(client) };
}

/** What went wrong, one line each; empty when nothing did. */
export function faultsOf({ targets, is_healthy_afterwards }: FuzzResult): string[] {
  const escapes = Object.values(targets).flatMap(({ escape }) => escape ?? []);
  return [
    ...escapes.map(
      ({ target, what, seed, path, smallest_input }) =>
        `${target} (BENCH_FUZZ_SEED=${seed}, path ${path}): ${what}\n  on ${smallest_input}`,
    ),
    ...(is_healthy_afterwards ? [] : ['the stack is not healthy after the attack']),
  ];
}

async function isHealthy(client: Client): Promise<boolean> {
  try {
    const ready = await client.send('GET', '/health/ready');
    const { workflow_id } = await client.call<{ workflow_id: string }>(
      'POST',
      '/kyc/workflows',
      formWorkflow,
    );
    const { access_token } = await client.openSession(workflow_id);
    await client.call('POST', `/public/sessions/${access_token}/step/form/complete`, { data: formData });
    return ready.ok;
  } catch {
    return false;
  }
}
