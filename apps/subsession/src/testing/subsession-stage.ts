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
import { subsessionService } from '../service.js';
import { PlayedWorkflow } from './played-workflow.js';

type Json = Record<string, unknown>;

export const acme: Caller = { kind: 'api_key', tenantId: 'acme', id: 'key_1', scopes };
export const userOf = (sessionId: string): Caller => ({ kind: 'end_user', tenantId: 'acme', sessionId });

/** The whole subsession service as it runs in production, alone; the workflow service is played. */
export class SubsessionStage {
  /** Messages that the service has sent, in their order. */
  readonly sent: Message[] = [];

  private constructor(
    private readonly service: RunningService,
    readonly database: Database,
    readonly workflow: PlayedWorkflow,
    private readonly bus: InProcessTransport,
    private readonly signer: IdentitySigner,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<SubsessionStage> {
    const DATABASE_PREFIX = `sub_${randomBytes(4).toString('hex')}_`;
    const settings = parseSettings({ LOG_LEVEL: 'silent', DATA_DIR: tmpdir(), DATABASE_PREFIX, ...env });
    const workflow = await PlayedWorkflow.start();
    const addresses = new ServiceAddresses();
    addresses.set('workflow', workflow.url);
    const { keys } = await IdentityKeys.generate();
    const bus = new InProcessTransport();
    const service = await startService(subsessionService, {
      settings,
      mongoUri: sharedMongoUri(),
      identityKeys: keys,
      keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
      hasher: new TokenHasher('a pepper for tests'),
      addresses,
      transportFor: async () => bus,
      close: async () => undefined,
    });
    const database = await Database.connect(sharedMongoUri(), `${DATABASE_PREFIX}subsession`);
    const stage = new SubsessionStage(service, database, workflow, bus, new IdentitySigner(keys));
    await bus.subscribe({
      consumer: 'test',
      topics: [topics.subsessionEvents],
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
    await this.workflow.stop();
  }

  async call(
    caller: Caller,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: Json }> {
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        [identityHeader]: await this.signer.sign(caller, 'subsession'),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json) };
  }

  /** Invites a party as the end user of a session. */
  async invite(
    sessionId: string,
    party: Json = { name: 'Ada One' },
  ): Promise<{ status: number; body: Json }> {
    return this.call(userOf(sessionId), 'POST', '/public/session/subsessions', party);
  }

  async partiesOf(sessionId: string): Promise<Json[]> {
    const { body } = await this.call(userOf(sessionId), 'GET', '/public/session/subsessions');
    return body['data'] as Json[];
  }

  /** Delivers a message of the workflow service; resolves when it is handled. */
  async deliver<C extends MessageContract>(contract: C, data: Payload<C>, id = newId('evt')): Promise<void> {
    const { session_id: subject } = data as { session_id: string };
    const { type, topic } = contract;
    const about = { id, type, source: 'kyc/test', subject, tenantId: 'acme', correlationId: subject };
    await this.bus.publish(topic, [{ ...about, time: new Date().toISOString(), data }]);
  }

  /** Types of the messages about a session, in their order. */
  sentTo(sessionId: string): string[] {
    return this.sent.filter(({ subject }) => subject === sessionId).map(({ type }) => type);
  }

  /** Waits until a condition holds. */
  async until(condition: () => boolean | Promise<boolean>): Promise<void> {
    const giveUpAt = Date.now() + 30_000;
    while (!(await condition())) {
      if (Date.now() > giveUpAt) throw new Error('the condition does not hold');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
