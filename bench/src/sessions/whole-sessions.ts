import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../client.js';
import { formData } from '../samples/workflows.js';
import { perSecond, round } from '../statistics.js';

const decisionLimitMs = 120_000;

/**
 * Whole form sessions per second: opened and completed through the public API, decided by rule, until the last decision
 * event is out. The events file is watched instead of the API, so that waiting costs the stack nothing.
 */
export async function sessionsPerSecond(
  client: Client,
  workflowId: string,
  eventsFile: string,
  { count, parallel }: { count: number; parallel: number },
): Promise<number> {
  const before = await decisions(eventsFile);
  const start = performance.now();
  await perSecond(count, parallel, async () => {
    const { access_token } = await client.openSession(workflowId);
    await client.call('POST', `/public/sessions/${access_token}/step/form/complete`, { data: formData });
  });
  while ((await decisions(eventsFile)) < before + count) {
    if (performance.now() - start > decisionLimitMs) throw new Error('not every session was decided in time');
    await pause(10);
  }
  return round((count / (performance.now() - start)) * 1000);
}

async function decisions(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').length - 1;
}
