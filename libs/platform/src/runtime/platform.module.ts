import { Module, type DynamicModule } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Dispatcher, Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { PersonalData, TokenHasher, IdentitySigner } from '#libs/security';
import type { Settings } from '../config/settings.js';
import { HealthController, READINESS_CHECKS, type ReadinessCheck } from '../health/health.controller.js';
import { ServiceClient } from '../http/service-client.js';
import type { Logger } from '../logging/logger.js';
import { ServiceAddresses } from './services.js';

export const SETTINGS = Symbol('settings');
export const LOGGER = Symbol('logger');

/** Everything a service is given by the platform; inject each by its class (settings and logger by their symbols). */
export interface Platform {
  settings: Settings;
  logger: Logger;
  database: Database;
  outbox: Outbox;
  dispatcher: Dispatcher;
  personalData: PersonalData;
  hasher: TokenHasher;
  services: ServiceClient;
  signer: IdentitySigner;
  addresses: ServiceAddresses;
  readiness: ReadinessCheck[];
}

/** Makes the platform's parts injectable everywhere in one service. */
@Module({})
export class PlatformModule {
  static of(platform: Platform): DynamicModule {
    const values = [
      { provide: SETTINGS, useValue: platform.settings },
      { provide: LOGGER, useValue: platform.logger },
      { provide: Database, useValue: platform.database },
      { provide: Outbox, useValue: platform.outbox },
      { provide: Dispatcher, useValue: platform.dispatcher },
      { provide: PersonalData, useValue: platform.personalData },
      { provide: TokenHasher, useValue: platform.hasher },
      { provide: ServiceClient, useValue: platform.services },
      { provide: IdentitySigner, useValue: platform.signer },
      { provide: ServiceAddresses, useValue: platform.addresses },
      { provide: READINESS_CHECKS, useValue: platform.readiness },
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: values,
      exports: values.map(({ provide }) => provide),
    };
  }
}
