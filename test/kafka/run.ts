import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingTool } from '#libs/testing';
import { DecidedEvents } from '../e2e/client/decided-events.js';
import type { StackFacts } from '../e2e/stack/stack-facts.js';
import { prepareSpecimens, removeSpecimens } from '../e2e/specimens/specimen-store.js';
import { Cluster, serviceNames } from './cluster.js';
import { DecidedTopicReader } from './decided-topic.js';
import { skippedBecause, startInfrastructure, type Infrastructure } from './infrastructure.js';
import { killRound } from './kill-round.js';
import { runJest } from './suites.js';
import { say, Tally } from './tally.js';

// The product in its distributed form: real MongoDB, Kafka and S3, one process per service. The end-to-end suite runs
// against it, then each service is killed in the middle of ten sessions.

const runLimitMs = 20 * 60_000;
const suiteLimitMs = 8 * 60_000;

async function main(): Promise<number> {
  const overdue = setTimeout(() => {
    say('the run took too long and was cut off\n0 passed, 1 failed');
    process.exit(1);
  }, runLimitMs);
  overdue.unref();
  let infrastructure: Infrastructure;
  try {
    say('starting Kafka, an S3 server and MongoDB');
    infrastructure = await startInfrastructure();
  } catch (error) {
    if (!(error instanceof MissingTool)) throw error;
    say(skippedBecause(error));
    return 0;
  }
  const folder = await mkdtemp(join(tmpdir(), 'kyc-kafka-'));
  const tally = new Tally();
  try {
    await prepareSpecimens();
    await exercise(infrastructure, folder, tally);
    await contractSpecs(infrastructure, folder, tally);
  } finally {
    await removeSpecimens();
    await infrastructure.stop();
    if (!tally.hasFailures && !process.env['E2E_KEEP']) await rm(folder, { recursive: true, force: true });
    else say(`logs and events are kept in ${folder}`);
  }
  say(tally.summary);
  return tally.hasFailures ? 1 : 0;
}

async function exercise(infrastructure: Infrastructure, folder: string, tally: Tally): Promise<void> {
  say('starting six services');
  const cluster = await Cluster.start(infrastructure, folder);
  const reader = new DecidedTopicReader(infrastructure.kafka.brokers, join(folder, 'decided.ndjson'));
  await reader.start();
  const events = new DecidedEvents(reader.file);
  try {
    if (!process.env['KAFKA_KILLS_ONLY']) await endToEnd(cluster, reader, infrastructure, folder, tally);
    for (const victim of serviceNames)
      await tally.claim(
        `ten sessions get exactly one decision each although ${victim} is killed among them`,
        async () => {
          const { decided, downMs } = await killRound(cluster, events, victim);
          say(`  ${victim} was back after ${(downMs / 1_000).toFixed(1)} s; ${decided} sessions decided`);
        },
      );
    await tally.claim('no decision was told twice on the whole topic', () => expectNoDuplicates(events));
  } finally {
    const codes = await cluster.stop();
    await reader.close();
    await tally.claim('every service ends with 0 when it is asked to', async () => {
      const wrong = Object.entries(codes).filter(([, code]) => code !== 0);
      if (wrong.length > 0)
        throw new Error(wrong.map(([name, code]) => `${name}: ${code ?? 'killed'}`).join(', '));
    });
  }
}

async function endToEnd(
  cluster: Cluster,
  reader: DecidedTopicReader,
  infrastructure: Infrastructure,
  folder: string,
  tally: Tally,
): Promise<void> {
  say('running the end-to-end suite');
  const facts: StackFacts = {
    mode: 'distributed',
    baseUrl: cluster.url,
    apiKey: cluster.apiKey,
    mongoUri: infrastructure.mongoUri,
    eventsFile: reader.file,
    logFiles: cluster.logFiles,
  };
  const env = { E2E_STACK: JSON.stringify(facts) };
  const { passed, failed } = await runJest('e2e/jest.config.js', env, join(folder, 'e2e.json'), suiteLimitMs);
  tally.add(passed, failed);
  say(`end to end: ${passed} passed, ${failed} failed`);
}

/** Last, because they write to the public topic themselves. */
async function contractSpecs(
  { kafka, mongoUri }: Infrastructure,
  folder: string,
  tally: Tally,
): Promise<void> {
  say('running the specs that need a broker');
  const env = { KAFKA_BROKERS: kafka.brokers.join(','), TEST_MONGODB_URI: mongoUri };
  const { passed, failed } = await runJest(
    'kafka/jest.config.js',
    env,
    join(folder, 'specs.json'),
    suiteLimitMs,
  );
  tally.add(passed, failed);
  say(`specs with a broker: ${passed} passed, ${failed} failed`);
}

/**
 * A session can rightly be decided more than once (a reviewer follows the automation, a revalidation decides again), and
 * each decision is told once: neither an event nor a decision may stand on the topic twice.
 */
async function expectNoDuplicates(events: DecidedEvents): Promise<void> {
  const all = await events.all();
  if (all.length === 0) throw new Error('there are no events at all');
  const ids = new Set(all.map(({ id }) => id));
  const decisions = new Set(all.map(({ data }) => `${data.session_id} ${data.decided_at}`));
  if (ids.size < all.length) throw new Error(`${all.length - ids.size} events were sent twice`);
  if (decisions.size < all.length)
    throw new Error(`${all.length - decisions.size} decisions were told in two events`);
  say(`  ${all.length} events for ${decisions.size} decisions`);
}

process.exitCode = await main();
