import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { Module } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InProcessTransport } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { newId, parseSettings, ServiceAddresses, startService } from '#libs/platform';
import { IdentityKeys, KeyRing, TokenHasher } from '#libs/security';
import { Neighbour, sharedMongoUri } from '#libs/testing';
import { migrations } from '../migrations.js';
import { invitationProviders } from './invitation.providers.js';
import { Invitations } from './invitations.js';
import { PARTY_CONTACTS } from './party-contacts.js';
import { MailServer } from './testing/mail-server.js';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** The invitations as they run in the service, with everything around them but the subsessions themselves. */
async function startInvitations(env: Record<string, string>) {
  const workflow = await Neighbour.start((path) =>
    /^\/internal\/sessions\/ses_\w+\/links$/.test(path)
      ? {
          access_token: 't',
          url: 'https://kyc.example/t',
          status: 'active',
          expires_at: '2999-01-01T00:00:00Z',
        }
      : undefined,
  );
  cleanUp.push(() => workflow.stop());
  let invitations: Invitations | undefined;
  let database: Database | undefined;
  const contacts = { contactOf: async () => ({ name: 'Ada', email: 'ada@example.com' }) };
  @Module({ providers: [...invitationProviders, { provide: PARTY_CONTACTS, useValue: contacts }] })
  class TestModule {
    constructor(found: Invitations, connected: Database) {
      [invitations, database] = [found, connected];
    }
  }
  const addresses = new ServiceAddresses();
  addresses.set('workflow', workflow.url);
  const bus = new InProcessTransport();
  const DATABASE_PREFIX = `inv_${randomBytes(6).toString('hex')}_`;
  const service = await startService(
    { name: 'subsession', module: TestModule, migrations },
    {
      settings: parseSettings({ LOG_LEVEL: 'silent', DATA_DIR: tmpdir(), DATABASE_PREFIX, ...env }),
      mongoUri: sharedMongoUri(),
      identityKeys: (await IdentityKeys.generate()).keys,
      keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
      hasher: new TokenHasher('a pepper for tests'),
      addresses,
      transportFor: async () => bus,
      close: async () => undefined,
    },
  );
  cleanUp.push(async () => {
    await database?.db.dropDatabase();
    await service.stop();
    await bus.close();
  });
  if (!invitations || !database) throw new Error('the module was not made');
  return { invitations, database, workflow };
}

const anInvitation = () => ({
  subsessionId: newId('sub'),
  tenantId: 'acme',
  parentSessionId: newId('ses'),
  childSessionId: newId('ses'),
  expiresAt: new Date('2999-01-01T00:00:00Z'),
});

describe('the invitations of the service', () => {
  it('go out as soon as the subsession is opened', async () => {
    const mail = await MailServer.start();
    cleanUp.push(() => mail.stop());
    const arrived = new Promise<void>((resolve) => {
      mail.onRecipient = async () => resolve();
    });
    const SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
    const { invitations, database } = await startInvitations({ SMTP_URL, MAIL_FROM: 'kyc@kyc.example' });
    await database.transaction((tx) => invitations.schedule(anInvitation(), tx));
    await arrived;
  });

  it('do not go out when the subsession is not opened after all', async () => {
    const mail = await MailServer.start();
    cleanUp.push(() => mail.stop());
    const SMTP_URL = `smtp://127.0.0.1:${mail.port}`;
    const { invitations, database } = await startInvitations({ SMTP_URL, MAIL_FROM: 'kyc@kyc.example' });
    const undone = database.transaction(async (tx) => {
      await invitations.schedule(anInvitation(), tx);
      throw new Error('the place was given up');
    });
    await expect(undone).rejects.toThrow('given up');
    expect(await database.collection('invitations').countDocuments()).toBe(0);
  });

  it('are none without a mail server', async () => {
    const { invitations, database } = await startInvitations({});
    await database.transaction((tx) => invitations.schedule(anInvitation(), tx));
    expect(await database.collection('invitations').countDocuments()).toBe(0);
  });

  it('can be called off and forgotten by whoever ends the subsession', async () => {
    // A server that refuses connections: the invitation stays open for another attempt.
    const env = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'kyc@kyc.example' };
    const { invitations, database } = await startInvitations(env);
    const invitation = anInvitation();
    const { tenantId, subsessionId, parentSessionId } = invitation;
    await database.transaction((tx) => invitations.schedule(invitation, tx));
    await database.transaction((tx) => invitations.cancel(tenantId, subsessionId, tx));
    const rows = database.collection('invitations');
    expect(await rows.countDocuments({ dueAt: { $exists: true } })).toBe(0);
    await invitations.cancel(tenantId, subsessionId);
    await database.transaction((tx) => invitations.eraseParent(tenantId, parentSessionId, tx));
    expect(await rows.countDocuments()).toBe(0);
  });
});
