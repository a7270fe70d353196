import { Module } from '@nestjs/common';
import { ChecksController, provideSessionChecks } from '#libs/checks';
import { ScreeningCompleted } from '#libs/contracts';
import { Catalogue } from './catalogue/catalogue.js';
import { ListsController } from './catalogue/lists.controller.js';
import { ScreenDirectly } from './screenings/screen-directly.js';
import { ScreeningsController } from './screenings/screenings.controller.js';
import { ScreeningsRepository } from './screenings/screenings.repository.js';
import { ScreeningEngine } from './session-checks/screening-engine.js';
import { SessionMessagesConsumer } from './session-checks/session-messages.consumer.js';
import { WatchlistsController } from './watchlists/watchlists.controller.js';

/** Watchlists, direct screenings and the checks of sessions that need them. */
@Module({
  controllers: [ScreeningsController, ListsController, WatchlistsController, ChecksController],
  providers: [
    Catalogue,
    ...[ScreeningsRepository, ScreenDirectly],
    ScreeningEngine,
    // Checks mostly wait for other services.
    provideSessionChecks(ScreeningEngine, { completed: ScreeningCompleted, parallel: 4 }),
    SessionMessagesConsumer,
  ],
})
export class ScreeningModule {}
