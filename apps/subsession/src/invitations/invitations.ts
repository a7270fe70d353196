import { Injectable } from '@nestjs/common';
import { afterCommit, type Transaction } from '#libs/persistence';
import { InvitationMailer } from './invitation-mailer.js';
import { InvitationRepository, type NewInvitation } from './invitation.repository.js';
import { InvitationWorker } from './invitation.worker.js';

/** Invites related parties by e-mail and reminds them once. */
@Injectable()
export class Invitations {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly mailer: InvitationMailer,
    private readonly worker: InvitationWorker,
  ) {}

  /**
   * Has a party invited as soon as the transaction that opens its subsession, or replaces its links, commits. Does nothing without a mail
   * server: the link is returned to whoever invites, and passed on by them.
   */
  async schedule(invitation: NewInvitation, tx: Transaction): Promise<void> {
    if (!this.mailer.isConfigured) return;
    await this.invitations.add(invitation, new Date(), tx);
    afterCommit(tx, this.worker.wake);
  }

  /**
   * Has no message sent from now on, because the party is done, gone or out of time. One that is handed to the mail
   * server in this moment may still arrive.
   */
  async cancel(tenantId: string, subsessionId: string, tx?: Transaction): Promise<void> {
    await this.invitations.cancel(tenantId, subsessionId, tx);
  }

  /** Forgets the invitations that a deleted session had sent. */
  async eraseParent(tenantId: string, parentSessionId: string, tx: Transaction): Promise<void> {
    await this.invitations.eraseParent(tenantId, parentSessionId, tx);
  }
}
