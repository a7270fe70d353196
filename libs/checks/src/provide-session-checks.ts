import type { FactoryProvider, Type } from '@nestjs/common';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { LOGGER, type Logger } from '#libs/platform';
import { PersonalData } from '#libs/security';
import type { CheckEngine } from './check-job.js';
import { SessionChecks, type SessionChecksOptions } from './session-checks.js';

/** The `SessionChecks` of a service as a provider; the engine is a provider of the same module. */
export const provideSessionChecks = <Asked extends object>(
  engine: Type<CheckEngine<Asked>>,
  options: SessionChecksOptions,
): FactoryProvider<SessionChecks<Asked>> => ({
  provide: SessionChecks,
  inject: [engine, Database, Outbox, PersonalData, LOGGER],
  useFactory: (
    made: CheckEngine<Asked>,
    database: Database,
    outbox: Outbox,
    personalData: PersonalData,
    logger: Logger,
  ) => new SessionChecks({ database, outbox, personalData, logger }, made, options),
});
