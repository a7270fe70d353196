import { Module } from '@nestjs/common';
import { Catalogue } from './catalogue/catalogue.js';
import { ListsController } from './catalogue/lists.controller.js';
import { ScreenDirectly } from './screenings/screen-directly.js';
import { ScreeningsController } from './screenings/screenings.controller.js';
import { ScreeningsRepository } from './screenings/screenings.repository.js';
import { CheckWorker } from './session-checks/check-worker.js';
import { ChecksController } from './session-checks/checks.controller.js';
import { EndCheck } from './session-checks/end-check.js';
import { RunCheck } from './session-checks/run-check.js';
import { SessionChecksRepository } from './session-checks/session-checks.repository.js';
import { SessionMessagesConsumer } from './session-checks/session-messages.consumer.js';
import { WatchlistsController } from './watchlists/watchlists.controller.js';

/** Watchlists, direct screenings and the checks of sessions that need them. */
@Module({
  controllers: [ScreeningsController, ListsController, WatchlistsController, ChecksController],
  providers: [
    Catalogue,
    ...[ScreeningsRepository, ScreenDirectly],
    ...[SessionChecksRepository, RunCheck, EndCheck, CheckWorker, SessionMessagesConsumer],
  ],
})
export class ScreeningModule {}
