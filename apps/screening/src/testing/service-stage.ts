import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { topics, type Message, type MessageContract, type Payload } from '#libs/contracts';
import { InProcessTransport } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { newId, parseSettings, ServiceAddresses, startService, type RunningService } from '#libs/platform';
import {
  identityHeader,
  IdentityKeys,
  IdentitySigner,
  KeyRing,
  TokenHasher,
  type Caller,
} from '#libs/security';
import { Neighbour, sharedMongoUri } from '#libs/testing';
import { screeningService } from '../service.js';
import { sampleList } from './sample-lists.js';

type JsonObject = Record<string, unknown>;

export interface Answer {
  status: number;
  body: JsonObject;
}

const backOffice = (tenantId: string): Caller => ({
  kind: 'api_key',
  tenantId,
  id: 'key_1',
  scopes: ['kyc:read', 'kyc:create', 'kyc:decide', 'kyc:delete', 'tenant:manage'],
});

/** The whole screening service as it runs in production, with its neighbours played by the test. */
export class ServiceStage {
  /** Results the service has reported, in their order. */
  readonly results: Message[] = [];
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly service: RunningService,
    readonly database: Database,
    readonly neighbours: { workflow: Neighbour; document: Neighbour },
    private readonly bus: InProcessTransport,
    private readonly signer: IdentitySigner,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  static async start(): Promise<ServiceStage> {
    const list = await sampleList();
    const neighbours = { workflow: await Neighbour.start(), document: await Neighbour.start() };
    const DATABASE_PREFIX = `scr_${randomBytes(4).toString('hex')}_`;
    const settings = parseSettings({
      SCREENING_LISTS: list.path,
      LOG_LEVEL: 'silent',
      DATABASE_PREFIX,
      DATA_DIR: tmpdir(),
      WORKFLOW_URL: neighbours.workflow.url,
      DOCUMENT_URL: neighbours.document.url,
    });
    const addresses = new ServiceAddresses();
    addresses.set('workflow', neighbours.workflow.url);
    addresses.set('document', neighbours.document.url);
    const { keys } = await IdentityKeys.generate();
    const bus = new InProcessTransport();
    const mongoUri = sharedMongoUri();
    const service = await startService(screeningService, {
      settings,
      mongoUri,
      identityKeys: keys,
      keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
      hasher: new TokenHasher('a pepper for tests'),
      addresses,
      transportFor: async () => bus,
      close: async () => undefined,
    });
    const database = await Database.connect(mongoUri, `${DATABASE_PREFIX}screening`);
    const stage = new ServiceStage(service, database, neighbours, bus, new IdentitySigner(keys), list.remove);
    await stage.listen();
    return stage;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.db.dropDatabase();
    await this.database.close();
    await this.bus.close();
    await Promise.all([this.neighbours.workflow.stop(), this.neighbours.document.stop()]);
    await this.cleanUp();
  }

  /** A call as the gateway passes it on for an API key of a tenant. */
  async call(method: string, path: string, body?: unknown, tenantId = 'acme'): Promise<Answer> {
    return this.callAs(backOffice(tenantId), method, path, body);
  }

  async callAs(caller: Caller | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        ...(caller && { [identityHeader]: await this.signer.sign(caller, 'screening') }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as JsonObject };
  }

  /** Delivers a message as another service would send it; resolves when it is handled. */
  async send<C extends MessageContract>(contract: C, data: Payload<C>, id = newId('evt')): Promise<void> {
    const message: Message = {
      id,
      type: contract.type,
      source: 'kyc/workflow',
      subject: (data as { session_id: string }).session_id,
      time: new Date().toISOString(),
      tenantId: 'acme',
      correlationId: id,
      data,
    };
    await this.bus.publish(contract.topic, [message]);
  }

  /** Waits for the result of a check. */
  async resultOf(checkId: string): Promise<Message<JsonObject>> {
    for (;;) {
      const found = this.results.find(({ data }) => (data as JsonObject)['check_id'] === checkId);
      if (found) return found as Message<JsonObject>;
      await new Promise<void>((resolve) => this.watchers.add(resolve));
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

  private async listen(): Promise<void> {
    await this.bus.subscribe({
      consumer: 'workflow',
      topics: [topics.screeningEvents],
      deliver: async (delivery) => {
        if ('message' in delivery) this.results.push(delivery.message);
        for (const watcher of this.watchers) watcher();
        this.watchers.clear();
      },
    });
  }
}
