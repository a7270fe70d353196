import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import type { InvitationFailed, InvitationSent, Payload } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { newId, parseSettings, ServiceAddresses, ServiceClient } from '#libs/platform';
import { IdentityKeys, IdentitySigner } from '#libs/security';
import { sharedMongoUri } from '#libs/testing';
import { migrations } from '../../migrations.js';
import { DeliverInvitation } from '../deliver-invitation.js';
import { InvitationMailer, type SmtpLimits } from '../invitation-mailer.js';
import { InvitationRepository } from '../invitation.repository.js';
import type { PartyContact } from '../party-contacts.js';
import { PartyLinks } from '../party-links.js';
import { RecordDelivery } from '../record-delivery.js';

export const hour = 3_600_000;
export const day = 24 * hour;
/** When the stage's invitations are scheduled. */
export const start = new Date('2026-11-23T09:00:00.000Z');
export const after = (ms: number): Date => new Date(start.getTime() + ms);

type InvitationEvent = Payload<typeof InvitationSent> & Partial<Payload<typeof InvitationFailed>>;

interface PlayedLink {
  status: number;
  body: Record<string, unknown>;
}

export interface StageOptions {
  smtpPort?: number;
  env?: Record<string, string>;
  limits?: SmtpLimits;
}

/** Waits that no test reaches unless it means to. */
const patient: SmtpLimits = { connectMs: 20_000, greetingMs: 20_000, silenceMs: 20_000, sessionMs: 20_000 };

/** The sending of invitations on a real database and a real SMTP server; workflow is played, the clock is an argument. */
export class InvitationStage {
  /** What the played workflow service answers to the request for a link. */
  link: PlayedLink = { status: 201, body: {} };
  /** Runs while the workflow service answers. */
  onLink: () => Promise<void> = async () => undefined;
  linksMade = 0;
  contact: PartyContact | undefined = { name: 'Ada Lovelace', email: 'ada@example.com' };
  readonly logLines: string[] = [];

  private constructor(
    readonly database: Database,
    readonly invitations: InvitationRepository,
    private readonly workflow: Server,
    private readonly services: ServiceClient,
    private readonly options: StageOptions,
  ) {}

  static async start(options: StageOptions = {}): Promise<InvitationStage> {
    const database = await Database.connect(sharedMongoUri(), `inv_${randomBytes(6).toString('hex')}`);
    for (const migrate of migrations) await migrate(database);
    const workflow = createServer();
    await new Promise<void>((resolve) => workflow.listen(0, '127.0.0.1', resolve));
    const addresses = new ServiceAddresses();
    addresses.set('workflow', `http://127.0.0.1:${(workflow.address() as AddressInfo).port}`);
    const { keys } = await IdentityKeys.generate();
    const services = new ServiceClient('subsession', addresses, new IdentitySigner(keys));
    const invitations = new InvitationRepository(database);
    const stage = new InvitationStage(database, invitations, workflow, services, options);
    stage.linkIs('active', after(7 * day));
    workflow.on('request', (request, response) => {
      if (request.method !== 'POST' || !/^\/internal\/sessions\/ses_\w+\/links$/.test(request.url ?? ''))
        return response.writeHead(500).end();
      stage.linksMade++;
      void stage.onLink().then(() => {
        response.writeHead(stage.link.status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(stage.link.body));
      });
    });
    return stage;
  }

  async stop(): Promise<void> {
    await this.services.close();
    await new Promise((resolve) => this.workflow.close(resolve));
    await this.database.db.dropDatabase();
    await this.database.close();
  }

  linkIs(status: string, expiresAt: Date): void {
    const access_token = 'token-of-the-party';
    const url = `https://kyc.example/public/sessions/${access_token}?a=1&b="2"`;
    this.link = { status: 201, body: { access_token, url, status, expires_at: expiresAt.toISOString() } };
  }

  linkIsRefused(status: number, code: string): void {
    this.link = { status, body: { code, detail: '' } };
  }

  /** A worker of its own, as each replica of the service has one. */
  worker(record?: Pick<RecordDelivery, 'sent' | 'failed'>): DeliverInvitation {
    const { smtpPort, env, limits = patient } = this.options;
    const settings = parseSettings({
      SMTP_URL: `smtp://127.0.0.1:${smtpPort ?? 1}`,
      MAIL_FROM: 'Onboarding <onboarding@kyc.example>',
      TENANT_NAMES: 'acme:Acme Bänk & Co',
      ...env,
    });
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.logLines.push(chunk.toString());
        done();
      },
    });
    const outbox = new Outbox(this.database, { source: 'kyc/subsession' });
    return new DeliverInvitation(
      this.invitations,
      { contactOf: async () => this.contact },
      new PartyLinks(this.services),
      new InvitationMailer(settings, limits),
      (record ??
        new RecordDelivery(this.invitations, this.database, outbox, settings, pino(sink))) as RecordDelivery,
    );
  }

  /** An invitation that is due at `start`. */
  async schedule(expiresAt = after(7 * day), tenantId = 'acme') {
    const invitation = {
      subsessionId: newId('sub'),
      tenantId,
      parentSessionId: newId('ses'),
      childSessionId: newId('ses'),
      expiresAt,
    };
    await this.database.transaction((tx) => this.invitations.add(invitation, start, tx));
    return invitation;
  }

  /** Lets one worker do everything that is due at a time. */
  async workAt(now: Date, worker = this.worker()): Promise<void> {
    while (await worker.next(now));
  }

  /** When the next message of the only invitation is due. */
  async dueAt(): Promise<Date | undefined> {
    const row = await this.database.collection<{ _id: string; dueAt?: Date }>('invitations').findOne();
    return row?.dueAt;
  }

  /** What was told to the other services, oldest first, without the ids. */
  async told(): Promise<Record<string, unknown>[]> {
    return (await this.messages()).map(({ type, data }) => {
      const { kind, attempt, code, will_retry } = data;
      return {
        told: type.replace('kyc.subsession.invitation_', ''),
        kind,
        attempt,
        ...(code !== undefined && { code, will_retry }),
      };
    });
  }

  async messages(): Promise<{ type: string; subject: string; tenantId: string; data: InvitationEvent }[]> {
    const rows = await this.database
      .collection<{ envelope: { type: string; subject: string; tenantId: string }; body: string }>('outbox')
      .find()
      .sort({ seq: 1 })
      .toArray();
    return rows.map(({ envelope, body }) => ({ ...envelope, data: JSON.parse(body) as InvitationEvent }));
  }

  /** Everything that is stored, as text. */
  async stored(): Promise<string> {
    const collections = await this.database.db.collections();
    const rows = await Promise.all(collections.map((one) => one.find().toArray()));
    return JSON.stringify(rows);
  }
}
