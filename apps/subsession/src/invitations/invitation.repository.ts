import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import type { InvitationJob, InvitationKind } from './invitation.js';

type InvitationRow = Omit<InvitationJob, 'subsessionId' | 'lease'> & {
  _id: string;
  /** When a worker may take it, for the next message or from one that died; absent once nothing is to be sent. */
  dueAt?: Date;
  lease?: string;
};

/** Longer than looking up the party, its link and the whole of an SMTP session take, so that living workers are left alone. */
export const leaseMs = 60_000;

export type NewInvitation = Omit<InvitationJob, 'kind' | 'attempts' | 'lease' | 'invitedAt'>;

/** What comes after an attempt: another one, or a message of another kind; absent fields stay as they are. */
export interface NextMessage {
  dueAt: Date;
  kind?: InvitationKind;
  attempts?: number;
}

/** The invitations that are sent by e-mail. Leases are fenced: what a worker writes after losing its lease has no effect. */
@Injectable()
export class InvitationRepository {
  private readonly rows: Collection<InvitationRow>;

  constructor(database: Database) {
    this.rows = database.collection<InvitationRow>('invitations');
  }

  /** Begins an invitation, or begins it anew: a message that is under way for the earlier one is not followed up. */
  async add({ subsessionId: _id, ...invitation }: NewInvitation, now: Date, tx: Transaction): Promise<void> {
    const row = { ...invitation, kind: 'invitation' as const, attempts: 0, invitedAt: now, dueAt: now };
    await this.rows.replaceOne({ _id }, row, { upsert: true, session: tx });
  }

  /** Takes the message that is due longest: new, to be repeated, or left behind by a worker that died. */
  async claim(now: Date): Promise<InvitationJob | undefined> {
    const lease = randomUUID();
    const row = await this.rows.findOneAndUpdate(
      { dueAt: { $lte: now } },
      { $set: { lease, dueAt: new Date(now.getTime() + leaseMs) } },
      { sort: { dueAt: 1 }, returnDocument: 'after' },
    );
    return row ? { ...row, subsessionId: row._id, lease } : undefined;
  }

  /** Notes that an attempt begins; false when the invitation was cancelled or the lease was lost meanwhile. */
  async begin({ subsessionId, tenantId, lease, expiresAt }: InvitationJob, now: Date): Promise<boolean> {
    const begun = await this.rows.updateOne(
      { _id: subsessionId, tenantId, lease, dueAt: { $exists: true } },
      { $set: { expiresAt, dueAt: new Date(now.getTime() + leaseMs) }, $inc: { attempts: 1 } },
    );
    return begun.modifiedCount === 1;
  }

  /**
   * Notes that an attempt has ended. `open`: the next message is scheduled. `ended`: nothing more is sent, because there
   * is no next message or the invitation was cancelled meanwhile. `lost`: somebody else has taken it over, or it was
   * erased.
   */
  async settle(
    { subsessionId, tenantId, lease }: InvitationJob,
    next: NextMessage | undefined,
    tx: Transaction,
  ): Promise<'open' | 'ended' | 'lost'> {
    const released = await this.rows.updateOne(
      { _id: subsessionId, tenantId, lease },
      { $unset: { lease: '' } },
      { session: tx },
    );
    if (released.matchedCount === 0) return 'lost';
    const moved = await this.rows.updateOne(
      { _id: subsessionId, tenantId, dueAt: { $exists: true } },
      next ? { $set: next } : { $unset: { dueAt: '' } },
      { session: tx },
    );
    return next && moved.matchedCount === 1 ? 'open' : 'ended';
  }

  /** Has nothing sent from now on. A message that is on its way cannot be called back; its end is still noted. */
  async cancel(tenantId: string, subsessionId: string, tx?: Transaction): Promise<void> {
    await this.rows.updateOne(
      { _id: subsessionId, tenantId, dueAt: { $exists: true } },
      { $unset: { dueAt: '' } },
      { session: tx },
    );
  }

  async eraseParent(tenantId: string, parentSessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, parentSessionId }, { session: tx });
  }
}
