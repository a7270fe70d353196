import { Inject, Injectable } from '@nestjs/common';
import { isTooLate, maxAttempts, type InvitationJob } from './invitation.js';
import { InvitationMailer } from './invitation-mailer.js';
import { InvitationRepository } from './invitation.repository.js';
import { PARTY_CONTACTS, type PartyContacts } from './party-contacts.js';
import { PartyLinks } from './party-links.js';
import { RecordDelivery } from './record-delivery.js';

/** Sends the message that is due longest, if there is still somebody to send it to. */
@Injectable()
export class DeliverInvitation {
  constructor(
    private readonly invitations: InvitationRepository,
    @Inject(PARTY_CONTACTS) private readonly contacts: PartyContacts,
    private readonly links: PartyLinks,
    private readonly mailer: InvitationMailer,
    private readonly record: RecordDelivery,
  ) {}

  /**
   * False when nothing is due. What fails before the attempt begins (no answer from another service) is thrown and
   * comes back when the lease has run out, until it is too late for the message.
   */
  async next(now: Date): Promise<boolean> {
    const job = await this.invitations.claim(now);
    if (!job) return false;
    if (isTooLate(job, now)) await this.cancel(job);
    // The process died in the last attempt, so nobody knows how it ended.
    else if (job.attempts >= maxAttempts)
      await this.record.failed(job, { code: 'interrupted', isPermanent: true, cause: 'crash' }, now);
    else await this.deliver(job, now);
    return true;
  }

  private async deliver(job: InvitationJob, now: Date): Promise<void> {
    const { tenantId, subsessionId, childSessionId } = job;
    const contact = await this.contacts.contactOf(tenantId, subsessionId);
    const link = contact && (await this.links.make(tenantId, childSessionId));
    if (!contact || !link) return this.cancel(job);
    const attempt = { ...job, expiresAt: link.expiresAt, attempts: job.attempts + 1 };
    if (isTooLate(attempt, now)) return this.cancel(job);
    // The last look before the message leaves, and the mark that it may have left.
    if (!(await this.invitations.begin(attempt, now))) return;
    const fault = await this.mailer.send(attempt, contact, link, now);
    await (fault ? this.record.failed(attempt, fault, now) : this.record.sent(attempt, now));
  }

  private cancel({ tenantId, subsessionId }: InvitationJob): Promise<void> {
    return this.invitations.cancel(tenantId, subsessionId);
  }
}
