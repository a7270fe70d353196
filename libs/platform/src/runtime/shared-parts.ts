import { randomBytes } from 'node:crypto';
import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InProcessTransport, KafkaTransport, type Transport } from '#libs/messaging';
import { startEmbeddedMongo } from '#libs/persistence';
import { StartError } from '#libs/problems';
import { IdentityKeys, KeyRing, secretFile, TokenHasher } from '#libs/security';
import { ConfigurationError, type Settings } from '../config/settings.js';
import type { Logger } from '../logging/logger.js';
import { ServiceAddresses, serviceNames } from './services.js';

/** What the services of one process share: keys, the database server, the bus and each other's addresses. */
export interface SharedParts {
  settings: Settings;
  mongoUri: string;
  identityKeys: IdentityKeys;
  keyRing: KeyRing;
  hasher: TokenHasher;
  addresses: ServiceAddresses;
  /** Embedded: one in-process bus for all. Distributed: a Kafka connection per service. */
  transportFor: (service: string) => Promise<Transport>;
  close: () => Promise<void>;
}

export function isDistributed(settings: Settings): boolean {
  return settings.KAFKA_BROKERS.length > 0;
}

/**
 * Makes what the services of this process share. What is not configured is embedded: a `mongod` and key files under
 * `DATA_DIR`, an in-process bus.
 *
 * @throws ConfigurationError when distributed mode lacks a secret that all processes must agree on.
 */
export async function prepareSharedParts(
  settings: Settings,
  logger: Logger,
  say: (line: string) => void,
): Promise<SharedParts> {
  if (isDistributed(settings)) requireDistributedSettings(settings);
  await requireWritable(settings.DATA_DIR);
  const secrets = await loadSecrets(settings);
  const mongo = settings.MONGODB_URI
    ? { uri: settings.MONGODB_URI, stop: async () => undefined }
    : await startEmbeddedMongo({
        dataDir: join(settings.DATA_DIR, 'mongo'),
        cacheDir: settings.CACHE_DIR,
        mongodBinary: settings.MONGOD_BINARY,
        log: say,
      });
  const bus = isDistributed(settings)
    ? undefined
    : new InProcessTransport({
        eventsDir: join(settings.DATA_DIR, 'events'),
        consumers: [...serviceNames],
        logger,
      });
  return {
    settings,
    mongoUri: mongo.uri,
    ...secrets,
    addresses: addressesFrom(settings),
    transportFor: async (service) =>
      bus ??
      KafkaTransport.connect({
        brokers: settings.KAFKA_BROKERS,
        clientId: `kyc-${service}`,
        replicationFactor: settings.KAFKA_REPLICATION_FACTOR,
        logger,
      }),
    close: async () => {
      await bus?.close();
      await mongo.stop();
    },
  };
}

/** Read-only file systems answer with several codes, some misleading, so the folder itself is tried first. */
async function requireWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const advice =
      code === 'ENOSPC'
        ? 'The disk is full: free some space'
        : 'Set DATA_DIR to a folder on a disk that this user may write to';
    throw new StartError(`The data folder ${folder} cannot be written. ${advice}.`, { cause: error });
  }
}

/** What every process of a distributed platform has to be told, the same in all of them. */
const neededWhenDistributed = [
  'MONGODB_URI',
  'S3_BUCKET',
  'INTERNAL_SIGNING_KEY',
  'MASTER_KEYS',
  'TOKEN_PEPPER',
  'PUBLIC_URL',
  'WORKFLOW_URL',
  'DOCUMENT_URL',
  'BIOMETRICS_URL',
  'SCREENING_URL',
  'SUBSESSION_URL',
] as const;

function requireDistributedSettings(settings: Settings): void {
  const missing = neededWhenDistributed.filter((name) => settings[name] === undefined);
  if (missing.length > 0)
    throw new ConfigurationError(missing.map((name) => `${name} must be set when KAFKA_BROKERS is`));
}

async function loadSecrets(
  settings: Settings,
): Promise<Pick<SharedParts, 'identityKeys' | 'keyRing' | 'hasher'>> {
  const keyFile = (name: string, make: () => string): Promise<string> =>
    secretFile(join(settings.DATA_DIR, 'keys', name), make);
  const masterKeys =
    settings.MASTER_KEYS ?? (await keyFile('master', () => `k1:${randomBytes(32).toString('base64')}`));
  const pepper =
    settings.TOKEN_PEPPER ?? (await keyFile('pepper', () => randomBytes(32).toString('base64url')));
  const identityKeys = settings.INTERNAL_SIGNING_KEY
    ? await IdentityKeys.fromPrivateJwk(settings.INTERNAL_SIGNING_KEY)
    : (await IdentityKeys.generate()).keys;
  return { identityKeys, keyRing: KeyRing.fromSecret(masterKeys), hasher: new TokenHasher(pepper) };
}

function addressesFrom(settings: Settings): ServiceAddresses {
  const addresses = new ServiceAddresses();
  // In one process the gateway starts last, and workers of the others may need its address before.
  if (!isDistributed(settings) && settings.PORT !== 0)
    addresses.set('gateway', `http://127.0.0.1:${settings.PORT}`);
  for (const name of ['workflow', 'document', 'biometrics', 'screening', 'subsession'] as const) {
    const url = settings[`${name.toUpperCase() as Uppercase<typeof name>}_URL`];
    if (url) addresses.set(name, url);
  }
  return addresses;
}
