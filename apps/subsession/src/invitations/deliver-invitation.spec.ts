import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvitationFailed, InvitationSent } from '#libs/contracts';
import { leaseMs } from './invitation.repository.js';
import { after, day, hour, InvitationStage, start } from './testing/invitation-stage.js';
import { MailServer } from './testing/mail-server.js';

const minute = 60_000;
let mail: MailServer;
let stage: InvitationStage;

beforeEach(async () => {
  mail = await MailServer.start();
  stage = await InvitationStage.start({ smtpPort: mail.port });
});

afterEach(async () => {
  await stage.stop();
  await mail.stop();
});

const sent = (kind: string, attempt = 1) => ({ told: 'sent', kind, attempt });
const failed = (code: string, attempt: number, will_retry: boolean, kind = 'invitation') => ({
  told: 'failed',
  kind,
  attempt,
  code,
  will_retry,
});

describe('an invitation that the mail server refuses', () => {
  it('has failed for good when the recipient is unknown', async () => {
    mail.refusals.RCPT.push(550);
    await stage.schedule();
    await stage.workAt(start);
    expect(await stage.told()).toEqual([failed('recipient_refused', 1, false)]);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('has failed for good when the message is not accepted', async () => {
    mail.refusals.DATA.push(554);
    await stage.schedule();
    await stage.workAt(start);
    expect(await stage.told()).toEqual([failed('message_refused', 1, false)]);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('is tried again when the sender is not accepted, which the operator can mend', async () => {
    mail.refusals.MAIL.push(550);
    await stage.schedule();
    await stage.workAt(start);
    expect(await stage.told()).toEqual([failed('sender_refused', 1, true)]);
    expect(await stage.dueAt()).toEqual(after(minute));
  });

  it('arrives after greylisting, with growing pauses', async () => {
    mail.refusals.RCPT.push(451, 450);
    await stage.schedule();
    for (const at of [0, minute - 1, minute, 6 * minute - 1, 6 * minute]) await stage.workAt(after(at));
    expect(mail.taken).toHaveLength(1);
    expect(await stage.told()).toEqual([
      failed('temporarily_refused', 1, true),
      failed('temporarily_refused', 2, true),
      sent('invitation', 3),
    ]);
  });

  it('is given up after eight attempts', async () => {
    mail.refusals.RCPT.push(...Array.from({ length: 9 }, () => 451));
    await stage.schedule();
    for (let tries = 0; tries < 9; tries++) await stage.workAt((await stage.dueAt()) ?? after(6 * day));
    const told = await stage.told();
    expect(told).toHaveLength(8);
    expect(told.at(-1)).toEqual(failed('temporarily_refused', 8, false));
    expect(mail.refusals.RCPT).toHaveLength(1);
  });

  it('is not tried again after the link has ended', async () => {
    stage.linkIs('active', after(30_000));
    mail.refusals.RCPT.push(451);
    await stage.schedule(after(30_000));
    await stage.workAt(start);
    expect(await stage.told()).toEqual([failed('temporarily_refused', 1, false)]);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('tells neither the log nor the others what the server said', async () => {
    mail.refusals.RCPT.push(550);
    await stage.schedule();
    await stage.workAt(start);
    expect(stage.logLines).toHaveLength(1);
    expect(JSON.parse(stage.logLines[0] ?? '')).toMatchObject({ code: 'recipient_refused', cause: '550' });
    expect(stage.logLines.join() + (await stage.stored())).not.toMatch(/secret-person|Lovelace/i);
  });
});

describe('an invitation', () => {
  it('is told of to the parent session, with ids and codes only', async () => {
    const { subsessionId, parentSessionId, childSessionId } = await stage.schedule();
    mail.refusals.RCPT.push(451);
    await stage.workAt(start);
    await stage.workAt(after(minute));
    const about = {
      session_id: parentSessionId,
      subsession_id: subsessionId,
      child_session_id: childSessionId,
    };
    const address = { subject: parentSessionId, tenantId: 'acme' };
    expect(await stage.messages()).toMatchObject([
      { ...address, type: InvitationFailed.type, data: { ...about, kind: 'invitation', attempt: 1 } },
      { ...address, type: InvitationSent.type, data: { ...about, kind: 'invitation', attempt: 2 } },
    ]);
  });

  it('leaves nothing of the party, its address or its link behind', async () => {
    await stage.schedule();
    await stage.workAt(start);
    expect(mail.taken).toHaveLength(1);
    expect(stage.logLines.join() + (await stage.stored())).not.toMatch(/Lovelace|token-of|kyc\.example/i);
  });

  it.each([
    [404, 'not_found'],
    [410, 'session_expired'],
    [409, 'illegal_transition'],
  ])('is called off when a link is refused with %i %s', async (status, code) => {
    stage.linkIsRefused(status, code);
    await stage.schedule();
    await stage.workAt(start);
    expect([mail.taken.length, await stage.dueAt(), await stage.told()]).toEqual([0, undefined, []]);
  });

  it('is called off when the party is done already', async () => {
    stage.linkIs('completed', after(7 * day));
    await stage.schedule();
    await stage.workAt(start);
    expect([mail.taken.length, await stage.dueAt()]).toEqual([0, undefined]);
  });

  it('is called off without asking for a link when the party is gone', async () => {
    stage.contact = undefined;
    await stage.schedule();
    await stage.workAt(start);
    expect([mail.taken.length, stage.linksMade, await stage.dueAt()]).toEqual([0, 0, undefined]);
  });

  it('is called off when its time is over before it could be sent', async () => {
    await stage.schedule(after(hour));
    await stage.workAt(after(hour));
    expect([mail.taken.length, stage.linksMade, await stage.dueAt()]).toEqual([0, 0, undefined]);
  });

  it('waits for the workflow service without counting attempts', async () => {
    stage.linkIsRefused(503, 'unavailable');
    await stage.schedule();
    await expect(stage.workAt(start)).rejects.toThrow('the workflow service answered 503');
    stage.linkIs('active', after(7 * day));
    await stage.workAt(after(leaseMs));
    expect(await stage.told()).toEqual([sent('invitation', 1)]);
  });

  it('begins anew when the party gets a new link, as a message of its own', async () => {
    const { ...invitation } = await stage.schedule();
    await stage.workAt(start);
    await stage.database.transaction((tx) => stage.invitations.add(invitation, after(hour), tx));
    await stage.workAt(after(hour));
    expect(new Set(mail.taken.map(({ parsed }) => parsed.messageId)).size).toBe(2);
  });
});

describe('a cancelled invitation', () => {
  it('is not sent', async () => {
    const { subsessionId } = await stage.schedule();
    await stage.invitations.cancel('acme', subsessionId);
    await stage.workAt(start);
    expect([mail.taken.length, await stage.told()]).toEqual([0, []]);
  });

  it('is not sent when that happens between the claim and the sending', async () => {
    const { subsessionId } = await stage.schedule();
    stage.onLink = () => stage.invitations.cancel('acme', subsessionId);
    await stage.workAt(start);
    expect([mail.taken.length, await stage.told(), await stage.dueAt()]).toEqual([0, [], undefined]);
  });

  it('is told of when it was on its way already, and not followed by a reminder', async () => {
    const { subsessionId } = await stage.schedule();
    mail.onRecipient = () => stage.invitations.cancel('acme', subsessionId);
    await stage.workAt(start);
    expect([mail.taken.length, await stage.told()]).toEqual([1, [sent('invitation')]]);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('is not tried again when it was refused on its way', async () => {
    const { subsessionId } = await stage.schedule();
    mail.onRecipient = () => stage.invitations.cancel('acme', subsessionId);
    mail.refusals.RCPT.push(451);
    await stage.workAt(start);
    expect(await stage.told()).toEqual([failed('temporarily_refused', 1, false)]);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('stays when another tenant cancels one of the same id', async () => {
    const { subsessionId } = await stage.schedule();
    await stage.invitations.cancel('other', subsessionId);
    await stage.workAt(start);
    expect(mail.taken).toHaveLength(1);
  });

  it('is forgotten with its parent, also while it is on its way', async () => {
    const { parentSessionId } = await stage.schedule();
    mail.onRecipient = () =>
      stage.database.transaction((tx) => stage.invitations.eraseParent('acme', parentSessionId, tx));
    await stage.workAt(start);
    expect([await stage.told(), await stage.stored()]).toEqual([
      [],
      expect.not.stringContaining(parentSessionId),
    ]);
  });
});

describe('the reminder', () => {
  it('follows once, after 72 hours, as a message of its own', async () => {
    await stage.schedule();
    await stage.workAt(start);
    await stage.workAt(after(72 * hour - 1));
    expect(mail.taken).toHaveLength(1);
    await stage.workAt(after(72 * hour));
    await stage.workAt(after(6 * day));
    expect(mail.taken.map(({ parsed }) => parsed.subject)).toEqual([
      'Acme Bänk & Co asks you to verify your identity',
      'Reminder: Acme Bänk & Co asks you to verify your identity',
    ]);
    expect(new Set(mail.taken.map(({ parsed }) => parsed.messageId)).size).toBe(2);
    expect(await stage.told()).toEqual([sent('invitation'), sent('reminder')]);
  });

  it('is not sent to a party that is done', async () => {
    const { subsessionId } = await stage.schedule();
    await stage.workAt(start);
    await stage.invitations.cancel('acme', subsessionId);
    await stage.workAt(after(72 * hour));
    expect(mail.taken).toHaveLength(1);
  });

  it('is not sent when nobody has told yet that the party is done', async () => {
    await stage.schedule();
    await stage.workAt(start);
    stage.linkIs('completed', after(7 * day));
    await stage.workAt(after(72 * hour));
    expect(mail.taken).toHaveLength(1);
  });

  it('is not sent within the last day of the link', async () => {
    stage.linkIs('active', after(4 * day));
    await stage.schedule(after(4 * day));
    await stage.workAt(start);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('goes by the end that the link has when it is sent', async () => {
    stage.linkIs('active', after(4 * day + 1));
    await stage.schedule(after(2 * day));
    await stage.workAt(start);
    expect(await stage.dueAt()).toEqual(after(72 * hour));
    stage.linkIs('active', after(4 * day));
    await stage.workAt(after(72 * hour));
    expect(mail.taken).toHaveLength(1);
  });

  it('counts its own attempts', async () => {
    await stage.schedule();
    mail.refusals.RCPT.push(451);
    await stage.workAt(start);
    await stage.workAt(after(minute));
    mail.refusals.RCPT.push(451);
    await stage.workAt(after(minute + 72 * hour));
    expect((await stage.told()).at(-1)).toEqual(failed('temporarily_refused', 1, true, 'reminder'));
  });

  it('does not follow an invitation that failed for good', async () => {
    mail.refusals.RCPT.push(550);
    await stage.schedule();
    await stage.workAt(start);
    await stage.workAt(after(72 * hour));
    expect(mail.taken).toHaveLength(0);
  });

  it('can be turned off', async () => {
    await stage.stop();
    stage = await InvitationStage.start({ smtpPort: mail.port, env: { INVITATION_REMINDER_HOURS: '0' } });
    await stage.schedule();
    await stage.workAt(start);
    expect([mail.taken.length, await stage.dueAt()]).toEqual([1, undefined]);
  });
});

describe('several workers', () => {
  it('send one message when they race', async () => {
    await stage.schedule();
    await Promise.all(
      [stage.worker(), stage.worker(), stage.worker()].map((one) => stage.workAt(start, one)),
    );
    expect([mail.taken.length, await stage.told()]).toEqual([1, [sent('invitation')]]);
  });

  it('share what is due', async () => {
    for (let i = 0; i < 6; i++) await stage.schedule();
    await Promise.all([stage.worker(), stage.worker()].map((one) => stage.workAt(start, one)));
    expect([mail.taken.length, (await stage.told()).length]).toEqual([6, 6]);
  });

  it('take over what one left unsettled after sending, as a copy of the same message', async () => {
    const dies = async (): Promise<void> => {
      throw new Error('the process died');
    };
    await stage.schedule();
    await expect(stage.worker({ sent: dies, failed: dies }).next(start)).rejects.toThrow('died');
    await stage.workAt(after(leaseMs - 1));
    expect([mail.taken.length, await stage.told()]).toEqual([1, []]);
    await stage.workAt(after(leaseMs));
    expect(mail.taken).toHaveLength(2);
    expect(new Set(mail.taken.map(({ parsed }) => parsed.messageId)).size).toBe(1);
    expect(await stage.told()).toEqual([sent('invitation', 2)]);
  });

  it('give up what eight processes died of', async () => {
    const dies = async (): Promise<void> => {
      throw new Error('the process died');
    };
    await stage.schedule();
    const mortal = stage.worker({ sent: dies, failed: dies });
    for (let i = 0; i < 8; i++) await mortal.next(after(i * leaseMs)).catch(() => undefined);
    await stage.workAt(after(8 * leaseMs));
    expect([mail.taken.length, await stage.told()]).toEqual([8, [failed('interrupted', 8, false)]]);
    expect(await stage.dueAt()).toBeUndefined();
  });

  it('drop what a slow one reports after another took over', async () => {
    await stage.schedule();
    const slow = stage.worker();
    mail.onRecipient = async () => {
      mail.onRecipient = async () => undefined;
      await stage.workAt(after(leaseMs));
    };
    await slow.next(start);
    expect([mail.taken.length, await stage.told()]).toEqual([2, [sent('invitation', 2)]]);
  });
});
