import { Module } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence';
import { newId } from '#libs/platform';
import { Neighbour, openStage, ServiceStage } from '#libs/service-stage';
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
  const link = { access_token: 't', url: 'https://kyc.example/t', status: 'active' };
  const workflow = await Neighbour.start(({ line }) =>
    /^POST \/internal\/sessions\/ses_\w+\/links$/.test(line)
      ? { status: 201, body: { ...link, expires_at: '2999-01-01T00:00:00Z' } }
      : undefined,
  );
  let invitations: Invitations | undefined;
  let database: Database | undefined;
  const contacts = { contactOf: async () => ({ name: 'Ada', email: 'ada@example.com' }) };
  @Module({ providers: [...invitationProviders, { provide: PARTY_CONTACTS, useValue: contacts }] })
  class TestModule {
    constructor(found: Invitations, connected: Database) {
      [invitations, database] = [found, connected];
    }
  }
  const service = { name: 'subsession', module: TestModule, migrations } as const;
  const stage = new ServiceStage(await openStage(service, { workflow }, env));
  cleanUp.push(() => stage.stop());
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
