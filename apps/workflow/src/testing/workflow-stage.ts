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
import { Neighbour, sharedMongoUri } from '#libs/testing';
import { workflowService } from '../service.js';
import type { OpenedSession } from './sessions.js';

type JsonObject = Record<string, unknown>;

export interface Answer {
  status: number;
  headers: Headers;
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

function emptyParts(path: string): unknown {
  if (path.endsWith('/documents')) return { documents: [] };
  if (path.endsWith('/subsessions')) return { subsessions: [] };
  return path.endsWith('/biometrics') ? {} : undefined;
}

/** The whole workflow service as it runs in production, alone: what other services do is played by the test. */
export class WorkflowStage {
  /** Messages that the service has sent, in their order. */
  readonly sent: Message[] = [];

  private constructor(
    readonly service: RunningService,
    readonly database: Database,
    readonly hasher: TokenHasher,
    /** Plays every other service. Sessions have no documents, faces and parties unless a test says so. */
    readonly others: Neighbour,
    private readonly bus: InProcessTransport,
    private readonly signer: IdentitySigner,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<WorkflowStage> {
    const DATABASE_PREFIX = `wfl_${randomBytes(4).toString('hex')}_`;
    const settings = parseSettings({ LOG_LEVEL: 'silent', DATA_DIR: tmpdir(), DATABASE_PREFIX, ...env });
    const addresses = new ServiceAddresses();
    addresses.set('gateway', 'http://gateway.example');
    const others = await Neighbour.start(emptyParts);
    for (const name of ['document', 'biometrics', 'screening', 'subsession'] as const)
      addresses.set(name, others.url);
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
    const stage = new WorkflowStage(service, database, hasher, others, bus, new IdentitySigner(keys));
    await bus.subscribe({
      consumer: 'test',
      topics: [
        topics.workflowEvents,
        topics.sessionDecided,
        topics.documentCommands,
        topics.biometricsCommands,
        topics.screeningCommands,
      ],
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
    await this.others.stop();
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
    const text = await response.text();
    const json = text === '' ? {} : (JSON.parse(text) as JsonObject);
    return { status: response.status, headers: response.headers, body: json };
  }

  /** Opens a session of the tenant `acme` on a workflow made for it. */
  async openSession(definition: JsonObject, more: JsonObject = {}): Promise<OpenedSession> {
    const acme = backOffice('acme');
    const workflow = await this.call(acme, 'POST', '/kyc/workflows', { name: 'Test', ...definition });
    if (workflow.status !== 201) throw new Error(`no workflow: ${JSON.stringify(workflow.body)}`);
    const { workflow_id } = workflow.body;
    const { status, body } = await this.call(acme, 'POST', '/kyc/sessions', { workflow_id, ...more });
    if (status !== 201) throw new Error(`no session: ${JSON.stringify(body)}`);
    const id = String(body['session_id']);
    const user: Caller = { kind: 'end_user', tenantId: 'acme', sessionId: id };
    return { id, token: String(body['access_token']), user, body };
  }

  /** Completes a step as the end user. */
  complete({ user }: OpenedSession, stepId: string, data?: unknown): Promise<Answer> {
    return this.call(user, 'POST', `/public/session/step/${stepId}/complete`, { data });
  }

  /** Completes the step `form` of `formStep`. */
  completeForm(session: OpenedSession, full_name = 'Mara Lindqvist'): Promise<Answer> {
    return this.complete(session, 'form', { full_name });
  }

  /** What the gateway asks for every link that is opened. */
  resolveToken(token: string): Promise<Answer> {
    const gateway: Caller = { kind: 'service', tenantId: 'unknown', id: 'gateway' };
    const token_hash = this.hasher.hash('access_token', token);
    return this.call(gateway, 'POST', '/internal/access-tokens/resolve', { token_hash });
  }

  /** Puts the end of a session's time into the past. */
  async endTimeOf(sessionId: string): Promise<void> {
    const sessions = this.database.collection<{ _id: string }>('sessions');
    await sessions.updateOne({ _id: sessionId }, { $set: { expiresAt: new Date(Date.now() - 1_000) } });
  }

  async timelineOf(sessionId: string): Promise<JsonObject[]> {
    const { body } = await this.call(backOffice('acme'), 'GET', `/kyc/sessions/${sessionId}/timeline`);
    return body['data'] as JsonObject[];
  }

  /** Every move of a session, as `before > after`. */
  async movesOf(sessionId: string): Promise<string[]> {
    const moves = (await this.timelineOf(sessionId)).filter(({ after }) => after);
    return moves.map(({ before, after }) => `${String(before)} > ${String(after)}`);
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
