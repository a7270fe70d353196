import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { topics, type Message, type MessageContract, type Payload } from '#libs/contracts';
import { InProcessTransport } from '#libs/messaging';
import { Database } from '#libs/persistence';
import {
  newId,
  parseSettings,
  ServiceAddresses,
  startService,
  type RunningService,
  type ServiceDefinition,
  type ServiceName,
  type SharedParts,
} from '#libs/platform';
import {
  identityHeader,
  IdentityKeys,
  IdentitySigner,
  KeyRing,
  scopes,
  TokenHasher,
  type Caller,
} from '#libs/security';
import { sharedMongoUri } from '#libs/testing';

type Json = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
  /** Empty where the answer had no content. */
  body: Json;
}

/** A back-office caller of a tenant; with all scopes unless told. */
export const backOffice = (
  tenantId: string,
  allowed: readonly (typeof scopes)[number][] = scopes,
): Caller => ({ kind: 'api_key', tenantId, id: 'key_1', scopes: allowed });

/** Whoever holds the link of a session of the tenant `acme`. */
export const endUser = (sessionId: string): Caller & { kind: 'end_user' } => ({
  kind: 'end_user',
  tenantId: 'acme',
  sessionId,
});

/** What the test plays in the place of another service. */
export interface PlayedService {
  url: string;
  stop: () => Promise<void>;
}

/** What a running stage consists of; made by `openStage`. */
export interface StageParts {
  definition: ServiceDefinition;
  service: RunningService;
  shared: SharedParts;
  database: Database;
  bus: InProcessTransport;
  played: readonly PlayedService[];
}

/**
 * Starts a service as it runs in production, on a real `mongod`, with a database, a data folder and a bus of its own.
 *
 * @param played the services next door, played by the test; the stage stops them
 * @param env settings that differ from the usual ones of tests
 */
export async function openStage(
  definition: ServiceDefinition,
  played: Partial<Record<ServiceName, PlayedService>> = {},
  env: Record<string, string> = {},
): Promise<StageParts> {
  const dataDir = await mkdtemp(join(tmpdir(), `${definition.name}-spec-`));
  const prefix = `${definition.name.slice(0, 3)}_${randomBytes(6).toString('hex')}_`;
  const addresses = new ServiceAddresses();
  addresses.set('gateway', 'http://gateway.example');
  for (const [name, { url }] of Object.entries(played)) addresses.set(name as ServiceName, url);
  const bus = new InProcessTransport();
  const shared: SharedParts = {
    settings: parseSettings({
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: dataDir,
      DATABASE_PREFIX: prefix,
      ...env,
    }),
    mongoUri: sharedMongoUri(),
    identityKeys: (await IdentityKeys.generate()).keys,
    keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
    hasher: new TokenHasher('a pepper that only specs use, long enough'),
    addresses,
    transportFor: async () => bus,
    close: async () => bus.close(),
  };
  const service = await startService(definition, shared);
  const database = await Database.connect(shared.mongoUri, prefix + definition.name);
  return { definition, service, shared, database, bus, played: Object.values(played) };
}

/** One service alone: what other services ask of it, answer and send is played by the test. */
export class ServiceStage {
  private readonly sentMessages: Message[] = [];
  private readonly signer: IdentitySigner;

  constructor(protected readonly parts: StageParts) {
    this.signer = new IdentitySigner(parts.shared.identityKeys);
  }

  /** From outside: the same database as the service's. */
  get database(): Database {
    return this.parts.database;
  }

  get url(): string {
    return this.parts.service.url;
  }

  /** Begins to note what the service sends; called once, when the stage is made. */
  protected async listen(): Promise<this> {
    await this.parts.bus.subscribe({
      consumer: 'spec',
      topics: Object.values(topics),
      deliver: async (delivery) => {
        if ('message' in delivery && !isOurs(delivery.message)) this.sentMessages.push(delivery.message);
      },
    });
    return this;
  }

  async stop(): Promise<void> {
    const { service, database, shared, played } = this.parts;
    await service.stop();
    await shared.close();
    await database.db.dropDatabase();
    await database.close();
    await Promise.all(played.map((one) => one.stop()));
    await rm(shared.settings.DATA_DIR, { recursive: true, force: true });
  }

  /** A call as the gateway passes it on; without a caller it carries no identity. */
  async call(
    caller: Caller | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const { name } = this.parts.definition;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(caller && { [identityHeader]: await this.signer.sign(caller, name) }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (text === '' ? {} : JSON.parse(text)) as Json;
    return { status: response.status, headers: response.headers, body: json };
  }

  /** Delivers a message about a session of `acme` as another service would send it; resolves when it is handled. */
  async deliver<C extends MessageContract>(
    { type, topic }: C,
    data: Payload<C>,
    id = newId('evt'),
  ): Promise<Message> {
    const { session_id: subject } = data as { session_id: string };
    const about = { id, type, source: playedSource, subject, tenantId: 'acme', correlationId: subject };
    const message: Message = { ...about, time: new Date().toISOString(), data };
    await this.parts.bus.publish(topic, [message]);
    return message;
  }

  /**
   * Everything the service has decided to send until now, in its order. A message is decided with the state it belongs
   * to and travels a moment later; this waits for those on their way, so that none is missed and none is too many.
   */
  async sent(): Promise<readonly Message[]> {
    const outbox = this.database.collection('outbox');
    await this.until(async () => (await outbox.findOne({}, { sort: { seq: 1 } })) === null);
    return this.sentMessages;
  }

  /** The messages about a session, in their order. */
  async sentAbout(sessionId: string): Promise<Message<Json>[]> {
    const about = (await this.sent()).filter(({ subject }) => subject === sessionId);
    return about as Message<Json>[];
  }

  /** The types of the messages about a session, in their order. */
  async typesAbout(sessionId: string): Promise<string[]> {
    return (await this.sentAbout(sessionId)).map(({ type }) => type);
  }

  /** Waits until there is something, and returns it; gives up after half a minute. */
  async until<T>(look: () => Promise<T> | T): Promise<NonNullable<T>> {
    const giveUpAt = performance.now() + 30_000;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (performance.now() > giveUpAt) throw new Error('what the spec waited for did not happen');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Everything that the service's database holds, as text with the bytes of sealed values in it. */
  async everythingStored(): Promise<string> {
    const names = await this.database.db.listCollections({}, { nameOnly: true }).toArray();
    const rows = await Promise.all(names.map(({ name }) => this.database.collection(name).find().toArray()));
    return JSON.stringify(rows, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && '_bsontype' in value && value._bsontype === 'Binary'
        ? Buffer.from((value as unknown as { buffer: Uint8Array }).buffer).toString('latin1')
        : value,
    );
  }
}

const playedSource = 'kyc/spec';
const isOurs = ({ source }: Message): boolean => source === playedSource;
