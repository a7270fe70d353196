import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, WorkLoop, type Logger } from '#libs/platform';
import { DeliverInvitation } from './deliver-invitation.js';
import { InvitationMailer } from './invitation-mailer.js';

const pollMs = 5_000;
/** Messages on their way at the same time: one slow delivery does not hold up the others. */
const parallel = 4;

/** Sends invitations and reminders as they become due. */
@Injectable()
export class InvitationWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: WorkLoop;

  constructor(
    deliverInvitation: DeliverInvitation,
    private readonly mailer: InvitationMailer,
    @Inject(LOGGER) logger: Logger,
  ) {
    const work = (): Promise<boolean> => deliverInvitation.next(new Date());
    this.loop = new WorkLoop({ name: 'invitations', work, pollMs, parallel, logger });
  }

  onApplicationBootstrap(): void {
    if (this.mailer.isConfigured) this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  get wake(): () => void {
    return this.loop.wake;
  }
}
