import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import {
  MatchFace,
  topics,
  type BiometricsView,
  type DocumentView,
  type LivenessConfig,
  type LivenessStep,
  type Message,
  type MessageContract,
  type Payload,
} from '#libs/contracts';
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
import { sharedMongoUri } from '#libs/testing';
import { biometricsService } from '../service.js';
import { Neighbour } from './neighbour.js';

type JsonObject = Record<string, unknown>;

export interface Answer {
  status: number;
  body: JsonObject;
}

export type EndUser = Caller & { kind: 'end_user' };

const defaults: LivenessConfig = {
  min_confidence: 90,
  challenge_type: 'FaceMovementChallenge',
  save_reference_image: true,
  save_audit_images: false,
  use_for_face_match: true,
  max_retries: 3,
};

/** The whole biometrics service as it runs in production, its neighbours played by the test. */
export class BiometricsStage {
  /** Messages that the service has sent, in their order. */
  readonly sent: Message[] = [];

  private constructor(
    readonly service: RunningService,
    readonly database: Database,
    readonly workflow: Neighbour,
    readonly documents: Neighbour,
    private readonly bus: InProcessTransport,
    private readonly signer: IdentitySigner,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<BiometricsStage> {
    const [workflow, documents] = [await Neighbour.start(), await Neighbour.start()];
    const DATABASE_PREFIX = `bio_${randomBytes(4).toString('hex')}_`;
    const addresses = new ServiceAddresses();
    addresses.set('workflow', workflow.url);
    addresses.set('document', documents.url);
    const { keys } = await IdentityKeys.generate();
    const bus = new InProcessTransport();
    const service = await startService(biometricsService, {
      settings: parseSettings({ LOG_LEVEL: 'silent', DATA_DIR: tmpdir(), DATABASE_PREFIX, ...env }),
      mongoUri: sharedMongoUri(),
      identityKeys: keys,
      keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
      hasher: new TokenHasher('a pepper for tests'),
      addresses,
      transportFor: async () => bus,
      close: async () => undefined,
    });
    const database = await Database.connect(sharedMongoUri(), `${DATABASE_PREFIX}biometrics`);
    const signer = new IdentitySigner(keys);
    const stage = new BiometricsStage(service, database, workflow, documents, bus, signer);
    await bus.subscribe({
      consumer: 'test',
      topics: [topics.biometricsEvents],
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
    await Promise.all([this.workflow.stop(), this.documents.stop()]);
  }

  /** The end user of a new session whose liveness step it is, and whose documents are these. */
  openSession(step: Partial<LivenessConfig> = {}, more: Partial<LivenessStep> = {}): EndUser {
    const sessionId = newId('ses');
    const body: LivenessStep = { step_id: 'live', config: { ...defaults, ...step }, ...more };
    this.workflow.answers.set(`GET /internal/sessions/${sessionId}/liveness-step`, { body });
    const images = `POST /internal/sessions/${sessionId}/liveness-images`;
    this.documents.answers.set(images, { body: {} });
    this.giveDocuments(sessionId, []);
    return { kind: 'end_user', tenantId: 'acme', sessionId };
  }

  /** What the document service has of a session; pictures by document id. */
  giveDocuments(sessionId: string, given: { document_type: string; picture: Buffer }[]): string[] {
    const documents = given.map(({ document_type, picture }): DocumentView => {
      const doc_id = newId('doc');
      this.documents.answers.set(`GET /internal/documents/${doc_id}/content`, { body: picture });
      const about = {
        content_type: 'image/jpeg',
        size: picture.length,
        uploaded_at: new Date().toISOString(),
      };
      const nothing = { fields: {}, warnings: [], signals: [] };
      return { doc_id, step_id: 'documents', document_type, status: 'uploaded', ...about, ...nothing };
    });
    const line = `GET /internal/sessions/${sessionId}/documents`;
    this.documents.answers.set(line, { body: { documents } });
    return documents.map(({ doc_id }) => doc_id);
  }

  async call(caller: Caller, method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(this.service.url + path, {
      method,
      headers: {
        [identityHeader]: await this.signer.sign(caller, 'biometrics'),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as JsonObject };
  }

  begin(user: EndUser): Promise<Answer> {
    return this.call(user, 'POST', '/public/session/liveness/create');
  }

  verify(user: EndUser, checkId: unknown): Promise<Answer> {
    return this.call(user, 'POST', '/public/session/liveness/verify', { liveness_session_id: checkId });
  }

  /** Begins a check and takes its result. */
  async check(user: EndUser): Promise<Answer> {
    const begun = await this.begin(user);
    if (begun.status !== 201) throw new Error(`the check did not begin: ${JSON.stringify(begun.body)}`);
    return this.verify(user, begun.body['session_id']);
  }

  async viewOf({ tenantId, sessionId }: EndUser): Promise<BiometricsView> {
    const caller: Caller = { kind: 'service', tenantId, id: 'workflow' };
    return (await this.call(caller, 'GET', `/internal/sessions/${sessionId}/biometrics`)).body;
  }

  /** The messages about a session of one type. */
  about({ sessionId }: EndUser, type: string): JsonObject[] {
    return this.sent
      .filter((message) => message.subject === sessionId && message.type === type)
      .map(({ data }) => data as JsonObject);
  }

  /** Has the faces of a session compared and waits for the result. */
  async matchFaces(user: EndUser, threshold = 0.85): Promise<JsonObject> {
    const check_id = newId('chk');
    await this.deliver(MatchFace, { session_id: user.sessionId, check_id, threshold });
    return this.until(async () =>
      this.about(user, 'kyc.biometrics.face_match_completed').find((data) => data['check_id'] === check_id),
    );
  }

  /** Delivers a message as another service would send it; resolves when it is handled. */
  async deliver<C extends MessageContract>({ type, topic }: C, data: Payload<C>): Promise<void> {
    const subject = (data as { session_id: string }).session_id;
    const about = {
      id: newId('evt'),
      type,
      source: 'kyc/test',
      subject,
      tenantId: 'acme',
      correlationId: subject,
    };
    await this.bus.publish(topic, [{ ...about, time: new Date().toISOString(), data }]);
  }

  /** Waits for something that is about to happen, at most half a minute. */
  async until<T>(look: () => Promise<T | undefined>): Promise<T> {
    const giveUpAt = Date.now() + 30_000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > giveUpAt) throw new Error('what the spec waited for did not happen');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
