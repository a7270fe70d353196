import { Module } from '@nestjs/common';
import { CreateSubsession } from './subsessions/create-subsession.js';
import { EraseSessionConsumer } from './subsessions/erase-session.consumer.js';
import { InternalController } from './subsessions/internal.controller.js';
import { ListSubsessions } from './subsessions/list-subsessions.js';
import { PublicSubsessionsController } from './subsessions/public-subsessions.controller.js';
import { SubsessionRepository } from './subsessions/subsession.repository.js';
import { SubsessionsController } from './subsessions/subsessions.controller.js';

@Module({
  controllers: [SubsessionsController, PublicSubsessionsController, InternalController],
  providers: [SubsessionRepository, CreateSubsession, ListSubsessions, EraseSessionConsumer],
})
export class SubsessionModule {}
