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
  scopes,
  TokenHasher,
  type Caller,
} from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { workflowService } from '../service.js';

type JsonObject = Record<string, unknown>;

export interface Answer {
  status: number;
  body: JsonObject;
}

/** A back-office caller of a tenant; with all scopes unless told. */
export const backOffice = (
  tenantId: string,
  allowed: readonly (typeof scopes)[number][] = scopes,
): Caller => ({
  kind: 'api_key',
  tenantId,
  id: 'key_1',
  scopes: allowed,
});

/** The whole workflow service as it runs in production, alone: what other services do is played by the test. */
export class WorkflowStage {
  /** Messages that the service has sent, in their order. */
  readonly sent: Message[] = [];

  private constructor(
    readonly service: RunningService,
    readonly database: Database,
    readonly hasher: TokenHasher,
    private readonly bus: InProcessTransport,
    private readonly signer: IdentitySigner,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<WorkflowStage> {
    const DATABASE_PREFIX = `wfl_${randomBytes(4).toString('hex')}_`;
    const settings = parseSettings({ LOG_LEVEL: 'silent', DATA_DIR: tmpdir(), DATABASE_PREFIX, ...env });
    const addresses = new ServiceAddresses();
    addresses.set('gateway', 'http://gateway.example');
    const { keys } = await IdentityKeys.generate();
    const hasher = new TokenHasher('a pepper for tests');
    const bus = new InProcessTransport();
    const service = await startService(workflowService, {
      settings,
      mongoUri: sharedMongoUri(),
      identityKeys: keys,
      keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
      hasher,
      addresses,
      transportFor: async () => bus,
      close: async () => undefined,
    });
    const database = await Database.connect(sharedMongoUri(), `${DATABASE_PREFIX}workflow`);
    const stage = new WorkflowStage(service, database, hasher, bus, new IdentitySigner(keys));
    await bus.subscribe({
      consumer: 'test',
      topics: [topics.workflowEvents, topics.sessionDecided, topics.screeningCommands],
      deliver: async (delivery) => {
        if ('message' in delivery) stage.sent.push(delivery.message);
      },
    });
    return stage;
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.database.db.dropDatabase();
    await this.database.close();
    await this.bus.close();
  }

  async call(
    caller: Caller,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        ...headers,
        [identityHeader]: await this.signer.sign(caller, 'workflow'),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as JsonObject };
  }

  /** Delivers a message as another service would send it; resolves when it is handled. */
  async deliver<C extends MessageContract>(contract: C, data: Payload<C>, id = newId('evt')): Promise<void> {
    const subject = (data as { session_id: string }).session_id;
    const { type, topic } = contract;
    const about = { id, type, source: 'kyc/test', subject, tenantId: 'acme', correlationId: subject };
    await this.bus.publish(topic, [{ ...about, time: new Date().toISOString(), data }]);
  }

  /** Waits until the service says that a session is in one of the states. */
  async untilStatus(sessionId: string, ...states: string[]): Promise<JsonObject> {
    const giveUpAt = Date.now() + 30_000;
    for (;;) {
      const { body } = await this.call(backOffice('acme'), 'GET', `/kyc/sessions/${sessionId}`);
      if (states.includes(String(body['status']))) return body;
      if (Date.now() > giveUpAt) throw new Error(`the session is still ${String(body['status'])}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
