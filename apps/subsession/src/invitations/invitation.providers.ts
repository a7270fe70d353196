import type { Provider } from '@nestjs/common';
import { SETTINGS, type Settings } from '#libs/platform';
import { DeliverInvitation } from './deliver-invitation.js';
import { InvitationMailer } from './invitation-mailer.js';
import { InvitationRepository } from './invitation.repository.js';
import { InvitationWorker } from './invitation.worker.js';
import { Invitations } from './invitations.js';
import { PartyLinks } from './party-links.js';
import { RecordDelivery } from './record-delivery.js';

/** What a module lists to invite by e-mail; it provides `PARTY_CONTACTS` beside them. */
export const invitationProviders: Provider[] = [
  {
    provide: InvitationMailer,
    inject: [SETTINGS],
    useFactory: (settings: Settings) => new InvitationMailer(settings),
  },
  ...[InvitationRepository, PartyLinks, RecordDelivery, DeliverInvitation, InvitationWorker, Invitations],
];
