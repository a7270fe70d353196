import type { DecidedEvents } from '../e2e/client/decided-events.js';
import { waitUntil } from '../e2e/stack/wait-until.js';
import type { Cluster, ServiceName } from './cluster.js';
import { Integrator, type Walk } from './integrator.js';

export interface RoundResult {
  decided: number;
  /** From the kill until the service was ready again, ms. */
  downMs: number;
}

const decisionLimitMs = 180_000;

/**
 * Walks ten sessions at once and kills a service in the middle of them; then all ten must be decided, each as it should
 * and each told exactly once.
 *
 * @throws Error that names what is wrong
 */
export async function killRound(
  cluster: Cluster,
  events: DecidedEvents,
  victim: ServiceName,
): Promise<RoundResult> {
  const middle = new Milestones();
  const integrator = new Integrator({ baseUrl: cluster.url, apiKey: cluster.apiKey }, () => middle.reach());
  const walks = tenWalks(integrator, victim);
  const running = Promise.all(walks.map(async (walk) => ({ walk, sessions: await walk.go() })));
  running.catch(() => undefined);
  // Every session is open and the first ones were completed: their commands and checks are under way.
  await Promise.race([middle.reached(walks.length + 2), running]);
  const began = performance.now();
  await cluster.kill(victim);
  await cluster.launch(victim);
  const downMs = performance.now() - began;
  const walked = await running;
  const decided = walked.flatMap(({ walk, sessions }) => sessions.map((id) => ({ id, walk })));
  await Promise.all(decided.map(({ id, walk }) => expectDecided(integrator, id, walk)));
  for (const { id } of decided) await expectToldOnce(events, id);
  for (const walk of walks) await walk.expect?.();
  if (decided.length < walks.length)
    throw new Error(`only ${decided.length} sessions could be walked to their end`);
  return { decided: decided.length, downMs };
}

function tenWalks(integrator: Integrator, victim: ServiceName): Walk[] {
  const special = ['document', 'biometrics', 'workflow'].includes(victim)
    ? [integrator.identified(), integrator.family()]
    : [integrator.family(), integrator.family()];
  return [
    ...special,
    integrator.bill(),
    integrator.bill(),
    integrator.bill(),
    integrator.listed(),
    integrator.listed(),
    integrator.form({}, 'approved'),
    integrator.form({}, 'approved'),
    integrator.form({ nationality: 'KP' }, 'rejected'),
  ];
}

async function expectDecided(integrator: Integrator, id: string, walk: Walk): Promise<void> {
  const view = await integrator.backOffice.decision(id, decisionLimitMs);
  if (view.status !== walk.decision)
    throw new Error(
      `${walk.kind} ${id} was decided ${view.status} instead of ${walk.decision}: ${view.decision?.reasons.join(', ')}`,
    );
  const decisions = (await integrator.backOffice.timeline(id)).filter(
    ({ type }) => type === 'session_decided',
  );
  if (decisions.length !== 1) throw new Error(`${walk.kind} ${id} was decided ${decisions.length} times`);
}

async function expectToldOnce(events: DecidedEvents, id: string): Promise<void> {
  const found = await events.arrived(id);
  if (found.length !== 1) throw new Error(`${found.length} events were published for ${id}`);
}

/** Counts what the walks have reached and says when it is enough. */
class Milestones {
  private count = 0;

  reach(): void {
    this.count++;
  }

  reached(count: number): Promise<number> {
    return waitUntil(
      'the middle of the walks',
      async () => (this.count >= count ? this.count : undefined),
      120_000,
    );
  }
}
