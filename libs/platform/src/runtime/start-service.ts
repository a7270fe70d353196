import { statfs } from 'node:fs/promises';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Message } from '#libs/contracts';
import { Dispatcher, Outbox, OutboxRelay, type Transport } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { IdentitySigner, IdentityVerifier, PersonalData } from '#libs/security';
import { continueTrace, currentWork, runAs } from '../context.js';
import { createApp } from '../http/create-app.js';
import { ServiceClient } from '../http/service-client.js';
import { serveOpenApi } from '../http/openapi.js';
import { createLogger, type Logger } from '../logging/logger.js';
import type { ReadinessCheck } from '../health/health.controller.js';
import { PlatformModule, type Platform } from './platform.module.js';
import type { ServiceName } from './services.js';
import { isDistributed, type SharedParts } from './shared-parts.js';

/** What makes one service different from the others. */
export interface ServiceDefinition {
  name: ServiceName;
  /** The service's root Nest module. */
  module: Type;
  /** Numbered, idempotent changes of the schema (mostly indexes), run in order before the service starts. */
  migrations: readonly Migration[];
  /** Largest request body, bytes; 1 MiB unless told. */
  bodyLimit?: (shared: SharedParts) => number;
  /** The gateway passes bodies on unparsed. */
  rawBodies?: boolean;
  /** Called with the application before it listens. */
  prepare?: (app: NestFastifyApplication) => Promise<void>;
}

export type Migration = (database: Database) => Promise<void>;

export interface RunningService {
  name: ServiceName;
  url: string;
  /** Finishes what is running, then lets go of everything. */
  stop: () => Promise<void>;
}

const minFreeBytes = 64 * 1024 * 1024;

/**
 * Starts one service: database and migrations, HTTP, then consumption of messages. A start that fails half-way lets go
 * of what it had taken.
 */
export async function startService(
  definition: ServiceDefinition,
  shared: SharedParts,
): Promise<RunningService> {
  const { name } = definition;
  const logger = createLogger(name, shared.settings.LOG_LEVEL);
  const held: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const letGo of held.splice(0).reverse()) await letGo();
  };
  try {
    const database = await Database.connect(shared.mongoUri, shared.settings.DATABASE_PREFIX + name);
    held.push(() => database.close());
    const transport = await shared.transportFor(name);
    if (isDistributed(shared.settings)) held.push(() => transport.close());
    for (const migrate of definition.migrations) await migrate(database);
    const platform = assemble(name, shared, { logger, database, transport });
    held.push(() => platform.services.close());
    const url = await serve(definition, shared, platform, held);
    const relay = new OutboxRelay(database, platform.outbox, transport, { logger });
    await platform.dispatcher.start(transport);
    await relay.start();
    // Before the application stops, so that no handler meets a worker that is gone.
    held.push(async () => {
      await platform.dispatcher.stop();
      await relay.stop();
    });
    logger.info({ port: Number(new URL(url).port) }, 'service started');
    return { name, url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Builds the application and begins to listen; what it holds is let go again in reverse order. */
async function serve(
  definition: ServiceDefinition,
  shared: SharedParts,
  platform: Platform,
  held: (() => Promise<void>)[],
): Promise<string> {
  const { name } = definition;
  const app = await createApp(
    { module: definition.module, imports: [PlatformModule.of(platform)] },
    {
      logger: platform.logger,
      verifier: new IdentityVerifier(shared.identityKeys, name),
      bodyLimit: definition.bodyLimit?.(shared) ?? 1024 * 1024,
      rawBodies: definition.rawBodies,
    },
  );
  held.push(() => app.close());
  if (name !== 'gateway') serveOpenApi(app, name);
  await definition.prepare?.(app);
  return listen(app, shared, name);
}

function assemble(
  name: ServiceName,
  shared: SharedParts,
  parts: { logger: Logger; database: Database; transport: Transport },
): Platform {
  const { settings, addresses } = shared;
  const { logger, database, transport } = parts;
  const signer = new IdentitySigner(shared.identityKeys);
  const readiness: ReadinessCheck[] = [
    { name: 'mongodb', check: () => database.ping() },
    { name: 'bus', check: () => transport.ping() },
    ...(isDistributed(settings) ? [] : [{ name: 'disk', check: () => diskHasSpace(settings.DATA_DIR) }]),
  ];
  return {
    settings,
    logger,
    database,
    signer,
    addresses,
    readiness,
    hasher: shared.hasher,
    outbox: new Outbox(database, { source: `kyc/${name}`, traceparent: () => currentWork()?.traceparent }),
    dispatcher: new Dispatcher(database, { consumer: name, logger, around: inTraceOf }),
    personalData: new PersonalData(database, shared.keyRing),
    services: new ServiceClient(name, addresses, signer),
  };
}

/** A handler continues the trace of its message; its log lines carry the message's correlation id. */
function inTraceOf(message: Message, handle: () => Promise<void>): Promise<void> {
  const { correlationId: requestId, traceparent } = message;
  return runAs({ requestId, traceparent: continueTrace(traceparent) }, handle);
}

async function diskHasSpace(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < minFreeBytes) throw new Error('the disk is nearly full');
}

/** In one process only the gateway has a known port; the others take a free one and say where. */
async function listen(app: NestFastifyApplication, shared: SharedParts, name: ServiceName): Promise<string> {
  const { settings, addresses } = shared;
  const ownPort = name === 'gateway' || isDistributed(settings);
  await app.listen(ownPort ? settings.PORT : 0, ownPort ? settings.HOST : '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  const url = `http://${settings.HOST === '0.0.0.0' || !ownPort ? '127.0.0.1' : settings.HOST}:${port}`;
  if (!ownPort || name === 'gateway') addresses.set(name, url);
  return url;
}
