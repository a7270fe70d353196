import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, lastWords, runCommand } from '#libs/persistence';
import { startGuarded, waitUntilReady, type GuardedProcess } from './guarded-process.js';
import { kafkaJars } from './kafka-jars.js';
import { MissingTool } from './missing-tool.js';
import { testCacheDir } from './start-mongo.js';

/** A real Apache Kafka broker (KRaft, one node) on the loopback interface. */
export interface TestKafka {
  /** What `KAFKA_BROKERS` takes. */
  brokers: string[];
  /** Kills the broker as a power cut would; its data and address stay. */
  crash(): Promise<void>;
  /** Starts it again after `crash`, and returns when it is ready. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

interface Layout {
  folder: string;
  jars: string;
  properties: string;
  port: number;
}

/** Kafka 4 brokers need Java 17 (Apache Kafka 4.0 upgrade notes). */
const leastJava = 17;
const readyTimeoutMs = 90_000;
const clusterId = 'a3ljLXRlc3QtY2x1c3RlcQ';

/**
 * Starts a broker for one test run and returns when a group coordinator answers. Topics are created on first use.
 *
 * @throws MissingTool when Java 17, or Maven for the first fetch, is not installed.
 */
export async function startKafka(): Promise<TestKafka> {
  await requireJava();
  const jars = await kafkaJars(testCacheDir());
  const folder = await mkdtemp(join(tmpdir(), 'kyc-test-kafka-'));
  try {
    const layout = await format({ folder, jars });
    let server = await launch(layout);
    return {
      brokers: [`127.0.0.1:${layout.port}`],
      crash: () => server.crash(),
      resume: async () => void (server = await launch(layout)),
      stop: async () => {
        await server.stop();
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

async function requireJava(): Promise<void> {
  const outcome = await runCommand('java', ['-version'], { timeoutMs: 30_000 });
  const version = Number(/version "(\d+)/.exec(outcome.output)?.[1]);
  if (outcome.missing || !outcome.ok)
    throw new MissingTool('java', `Java ${leastJava} or later is not installed`);
  if (version < leastJava) {
    throw new MissingTool('java', `Java ${version} is installed, Apache Kafka needs ${leastJava} or later`);
  }
}

async function format({ folder, jars }: { folder: string; jars: string }): Promise<Layout> {
  const port = await freePort();
  const properties = join(folder, 'server.properties');
  await mkdir(join(folder, 'data'));
  await writeFile(properties, serverProperties(join(folder, 'data'), port, await freePort()));
  const classPath = join(jars, '*');
  const args = ['-cp', classPath, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties];
  const outcome = await runCommand('java', args, { timeoutMs: 60_000, cwd: folder });
  if (!outcome.ok) throw new Error(`Kafka's storage could not be formatted: ${lastWords(outcome, 4)}`);
  return { folder, jars, properties, port };
}

async function launch({ folder, jars, properties, port }: Layout): Promise<GuardedProcess> {
  const args = [
    '-Xms256m',
    '-Xmx512m',
    '-XX:TieredStopAtLevel=1',
    '-cp',
    join(jars, '*'),
    'kafka.Kafka',
    properties,
  ];
  const server = await startGuarded('java', args, { logPath: join(folder, 'kafka.log'), folder });
  try {
    await waitUntilReady('Kafka', server, () => coordinatorAnswers(port), readyTimeoutMs);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The internal topics are made at the first question; until then the answer is "no coordinator". */
async function coordinatorAnswers(port: number): Promise<boolean> {
  // Loaded here only: every suite imports this library, few need Kafka.
  const { Kafka, logLevel } = (await import('kafkajs')).default;
  const kafka = new Kafka({
    clientId: 'readiness',
    brokers: [`127.0.0.1:${port}`],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    // A new client knows no broker to ask before it has seen the cluster's metadata.
    await admin.listTopics();
    const { groups } = await admin.describeGroups(['readiness']);
    return groups.length === 1;
  } finally {
    await admin.disconnect();
  }
}

function serverProperties(data: string, port: number, controllerPort: number): string {
  const settings: Record<string, string | number> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': data,
    'num.partitions': 3,
    // One node cannot hold three copies, which is what the internal topics ask for by default.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 5,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 5,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}
