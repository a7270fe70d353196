import { Inject, Injectable } from '@nestjs/common';
import { InvitationFailed, InvitationSent } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { LOGGER, SETTINGS, type Logger, type Settings } from '#libs/platform';
import { remindAt, retryAt, type InvitationJob } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';

/** Why an attempt failed; `cause` is for operators and goes to the log only. */
export interface DeliveryFailure {
  code: string;
  isPermanent: boolean;
  cause: string;
}

/** Records how an attempt at a message ended, together with the event that tells of it, and what comes next. */
@Injectable()
export class RecordDelivery {
  constructor(
    private readonly invitations: InvitationRepository,
    private readonly database: Database,
    private readonly outbox: Outbox,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'INVITATION_REMINDER_HOURS'>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async sent(attempt: InvitationJob, now: Date): Promise<void> {
    const dueAt = remindAt(attempt, now, this.settings.INVITATION_REMINDER_HOURS);
    const reminder = dueAt && { dueAt, kind: 'reminder' as const, attempts: 0 };
    await this.database.transaction(async (tx) => {
      if ((await this.invitations.settle(attempt, reminder, tx)) === 'lost') return;
      await this.outbox.add(InvitationSent, { ...envelope(attempt), data: dataOf(attempt) }, tx);
    });
  }

  async failed(attempt: InvitationJob, failure: DeliveryFailure, now: Date): Promise<void> {
    const { code, isPermanent, cause } = failure;
    const { subsessionId, attempts } = attempt;
    this.logger.warn({ subsession_id: subsessionId, attempts, code, cause }, 'an invitation was not sent');
    const dueAt = isPermanent ? undefined : retryAt(attempt, now);
    await this.database.transaction(async (tx) => {
      const state = await this.invitations.settle(attempt, dueAt && { dueAt }, tx);
      if (state === 'lost') return;
      const data = { ...dataOf(attempt), code, will_retry: state === 'open' };
      await this.outbox.add(InvitationFailed, { ...envelope(attempt), data }, tx);
    });
  }
}

const envelope = ({ parentSessionId, tenantId }: InvitationJob) => ({ subject: parentSessionId, tenantId });

const dataOf = ({ parentSessionId, subsessionId, childSessionId, kind, attempts }: InvitationJob) => ({
  session_id: parentSessionId,
  subsession_id: subsessionId,
  child_session_id: childSessionId,
  kind,
  attempt: attempts,
});
