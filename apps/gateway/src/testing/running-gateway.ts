import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InProcessTransport } from '#libs/messaging';
import { Database } from '#libs/persistence';
import {
  createLogger,
  parseSettings,
  ServiceAddresses,
  startService,
  type ServiceName,
  type SharedParts,
} from '#libs/platform';
import { IdentityKeys, IdentityVerifier, KeyRing, TokenHasher, type Caller } from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { ApiKeys } from '../keys/api-keys.js';
import { gatewayService } from '../service.js';

/** A gateway on a free port over a real `mongod` and a database of its own. */
export interface RunningGateway {
  url: string;
  addresses: ServiceAddresses;
  keys: ApiKeys;
  hasher: TokenHasher;
  dataDir: string;
  /** Verifies an identity header as the named service would. */
  identity: (service: ServiceName, header: unknown) => Promise<Caller>;
  stop: () => Promise<void>;
}

/** What outlives one run of a gateway: its database and its data folder. */
export interface TestWorld {
  mongoUri: string;
  dataDir: string;
  prefix: string;
  close: () => Promise<void>;
}

/** A database and a data folder of its own for one spec. */
export async function openWorld(): Promise<TestWorld> {
  const mongoUri = sharedMongoUri();
  const dataDir = await mkdtemp(join(tmpdir(), 'gateway-spec-'));
  const prefix = `gw_${randomBytes(6).toString('hex')}_`;
  return {
    mongoUri,
    dataDir,
    prefix,
    close: async () => {
      const database = await Database.connect(mongoUri, `${prefix}gateway`);
      await database.db.dropDatabase();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const pepper = 'a pepper that only these specs use, long enough';

/** Starts the gateway as a process would, in this world. */
export async function startGateway(
  world: TestWorld,
  settings: Record<string, string> = {},
): Promise<RunningGateway> {
  const logger = createLogger('gateway', 'silent');
  const { keys: identityKeys } = await IdentityKeys.generate();
  const hasher = new TokenHasher(pepper);
  const addresses = new ServiceAddresses();
  const transport = new InProcessTransport({ eventsDir: join(world.dataDir, 'events'), logger });
  const shared: SharedParts = {
    settings: parseSettings({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: world.dataDir,
      DATABASE_PREFIX: world.prefix,
      ...settings,
    }),
    mongoUri: world.mongoUri,
    identityKeys,
    keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
    hasher,
    addresses,
    transportFor: async () => transport,
    close: async () => transport.close(),
  };
  const service = await startService(gatewayService, shared);
  const database = await Database.connect(world.mongoUri, `${world.prefix}gateway`);
  return {
    url: service.url,
    addresses,
    keys: new ApiKeys(database, hasher),
    hasher,
    dataDir: world.dataDir,
    identity: (name, header) => new IdentityVerifier(identityKeys, name).verify(String(header)),
    stop: async () => {
      await service.stop();
      await shared.close();
      await database.close();
    },
  };
}
