import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { freePort } from '#libs/persistence';
import { newApiKey } from '#libs/security';
import { startNode, type StartedProcess } from '../e2e/stack/child-process.js';
import { fictionalWatchlist, projectRoot } from '../e2e/stack/embedded-stack.js';
import { waitUntil } from '../e2e/stack/wait-until.js';
import type { Infrastructure } from './infrastructure.js';

/** Those that answer come before those that ask. */
export const serviceNames = [
  'workflow',
  'document',
  'biometrics',
  'screening',
  'subsession',
  'gateway',
] as const;
export type ServiceName = (typeof serviceNames)[number];

const readyLimitMs = 90_000;

/** The product as it runs in production: one process per service, which share nothing but addresses and secrets. */
export class Cluster {
  private readonly running = new Map<ServiceName, StartedProcess>();

  private constructor(
    readonly apiKey: string,
    private readonly folder: string,
    private readonly ports: Readonly<Record<ServiceName, number>>,
    private readonly settings: Readonly<Record<string, string>>,
  ) {}

  /** Starts all six and returns when each of them is ready. */
  static async start(infrastructure: Infrastructure, folder: string): Promise<Cluster> {
    const ports = {} as Record<ServiceName, number>;
    for (const name of serviceNames) ports[name] = await freePort();
    const apiKey = newApiKey('test');
    const settings = { ...(await secretsOf(apiKey)), ...addressesOf(ports), ...partsOf(infrastructure) };
    const cluster = new Cluster(apiKey, folder, ports, settings);
    try {
      await Promise.all(serviceNames.map((name) => cluster.launch(name)));
      return cluster;
    } catch (error) {
      await cluster.stop();
      throw error;
    }
  }

  get url(): string {
    return urlOf(this.ports.gateway);
  }

  get logFiles(): string[] {
    return serviceNames.map((name) => join(this.folder, `${name}.log`));
  }

  /** Starts a service at its port and waits until it is ready. */
  async launch(name: ServiceName): Promise<void> {
    const entry = join(projectRoot, 'dist', 'apps', name, 'src', 'main.js');
    const dataDir = join(this.folder, name);
    await mkdir(dataDir, { recursive: true });
    const own = { PORT: String(this.ports[name]), DATA_DIR: dataDir };
    const child = await startNode(entry, { ...this.settings, ...own }, join(this.folder, `${name}.log`));
    this.running.set(name, child);
    await waitUntil(`${name} being ready`, () => this.isReady(name, child), readyLimitMs);
  }

  /** `kill -9`. */
  async kill(name: ServiceName): Promise<void> {
    await this.running.get(name)?.kill();
  }

  /** Asks all services to end. Resolves with their exit codes; null for one that had to be killed. */
  async stop(): Promise<Record<string, number | null>> {
    const codes = [...this.running].map(async ([name, child]) => {
      return [name, child.isRunning() ? await child.stop() : null] as const;
    });
    return Object.fromEntries(await Promise.all(codes));
  }

  private async isReady(name: ServiceName, child: StartedProcess): Promise<true | undefined> {
    if (!child.isRunning())
      throw new Error(`${name} ended at its start:\n${(await child.printed()).slice(-2_000)}`);
    const answer = await fetch(`${urlOf(this.ports[name])}/health/ready`, {
      signal: AbortSignal.timeout(5_000),
    }).catch(() => undefined);
    return answer?.status === 200 ? true : undefined;
  }
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

async function secretsOf(apiKey: string): Promise<Record<string, string>> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return {
    BOOTSTRAP_API_KEY: apiKey,
    INTERNAL_SIGNING_KEY: JSON.stringify(await exportJWK(privateKey)),
    MASTER_KEYS: `run:${randomBytes(32).toString('base64')}`,
    TOKEN_PEPPER: randomBytes(32).toString('base64url'),
  };
}

function addressesOf(ports: Readonly<Record<ServiceName, number>>): Record<string, string> {
  const addresses = serviceNames
    .filter((name) => name !== 'gateway')
    .map((name) => [`${name.toUpperCase()}_URL`, urlOf(ports[name])] as const);
  return { ...Object.fromEntries(addresses), PUBLIC_URL: urlOf(ports.gateway) };
}

function partsOf({ mongoUri, kafka, s3 }: Infrastructure): Record<string, string> {
  return {
    MONGODB_URI: mongoUri,
    KAFKA_BROKERS: kafka.brokers.join(','),
    S3_BUCKET: s3.bucket,
    S3_ENDPOINT: s3.endpoint,
    AWS_REGION: s3.region,
    AWS_ACCESS_KEY_ID: s3.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: s3.credentials.secretAccessKey,
    SCREENING_LISTS: fictionalWatchlist,
    LOG_LEVEL: 'debug',
    MODEL_THREADS: '1',
  };
}
