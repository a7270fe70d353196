import { Module } from '@nestjs/common';
import { invitationProviders } from './invitations/invitation.providers.js';
import { PARTY_CONTACTS } from './invitations/party-contacts.js';
import { ChildResultsConsumer } from './subsessions/child-results.consumer.js';
import { CollectParties } from './subsessions/collect-parties.js';
import { CreateSubsession } from './subsessions/create-subsession.js';
import { DeletedSessionsConsumer } from './subsessions/deleted-sessions.consumer.js';
import { InternalController } from './subsessions/internal.controller.js';
import { PartiesOfSession } from './subsessions/parties-of-session.js';
import { PartyDrafts } from './subsessions/party-drafts.js';
import { PublicSubsessionsController } from './subsessions/public-subsessions.controller.js';
import { RegenerateLink } from './subsessions/regenerate-link.js';
import { SubsessionRepository } from './subsessions/subsession.repository.js';
import { SubsessionsController } from './subsessions/subsessions.controller.js';
import { WithdrawSubsession } from './subsessions/withdraw-subsession.js';

const subsessions = [
  SubsessionRepository,
  PartiesOfSession,
  PartyDrafts,
  CreateSubsession,
  CollectParties,
  RegenerateLink,
  WithdrawSubsession,
  ChildResultsConsumer,
  DeletedSessionsConsumer,
];

@Module({
  controllers: [SubsessionsController, PublicSubsessionsController, InternalController],
  providers: [
    ...subsessions,
    ...invitationProviders,
    { provide: PARTY_CONTACTS, useExisting: SubsessionRepository },
  ],
})
export class SubsessionModule {}
