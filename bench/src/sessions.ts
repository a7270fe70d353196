import { setTimeout as pause } from 'node:timers/promises';
import { Client, formData, formWorkflow } from './client.js';
import { perSecond } from './statistics.js';

const decisionLimitMs = 30_000;

/** Whole form sessions per second through the public API: open, complete, decided by rule. */
export async function sessionsPerSecond(client: Client, count: number, parallel: number): Promise<number> {
  const { workflow_id } = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', formWorkflow);
  return perSecond(count, parallel, async () => {
    const { session_id, access_token } = await client.openSession(workflow_id);
    await client.call('POST', `/public/sessions/${access_token}/step/form/complete`, { data: formData });
    await decided(client, session_id);
  });
}

async function decided(client: Client, sessionId: string): Promise<void> {
  const giveUpAt = Date.now() + decisionLimitMs;
  for (;;) {
    const { status } = await client.call<{ status: string }>('GET', `/kyc/sessions/${sessionId}`);
    if (status === 'approved') return;
    if (Date.now() > giveUpAt) throw new Error(`session ${sessionId} is still ${status}`);
    await pause(5);
  }
}
