import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type Type } from '@nestjs/common';
import { topics, type Message, type MessageContract, type Payload } from '#libs/contracts';
import { InProcessTransport, type Transport } from '#libs/messaging';
import { Database } from '#libs/persistence';
import {
  createLogger,
  newId,
  parseSettings,
  ServiceAddresses,
  startService,
  type SharedParts,
} from '#libs/platform';
import {
  identityHeader,
  IdentityKeys,
  IdentitySigner,
  KeyRing,
  PersonalData,
  TokenHasher,
  type Caller,
} from '#libs/security';
import { Neighbour, sharedMongoUri } from '#libs/testing';
import { DocumentModule } from '../document.module.js';
import { ANALYZER_FACTORY, type AnalyzerFactory } from '../extraction/document-reader.js';
import { SealedFileStore } from '../files/sealed-file-store.js';
import { documentService } from '../service.js';
import { ScriptedAnalyzer } from './scripted-analyzer.js';
import { startStandInWorkflow, type StandInWorkflow } from './stand-in-workflow.js';

export interface JsonAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A document service on a free port over a real `mongod`, with a database and a data folder of its own. */
export interface RunningDocumentService {
  url: string;
  dataDir: string;
  database: Database;
  workflow: StandInWorkflow;
  /** In the place of the biometrics service. */
  biometrics: Neighbour;
  analyzer: ScriptedAnalyzer;
  /** The same store of sealed files as the service uses, from outside. */
  files: SealedFileStore;
  /** Every event that left the service. */
  events: Message[];
  call: (caller: Caller | undefined, method: string, path: string, body?: unknown) => Promise<JsonAnswer>;
  send: <C extends MessageContract>(contract: C, tenantId: string, data: Payload<C>) => Promise<Message>;
  /** Waits for the condition, up to ten seconds. */
  until: <T>(look: () => Promise<T | undefined> | T | undefined) => Promise<T>;
  stop: () => Promise<void>;
}

/** Settings of a spec may override any of the usual ones. */
export async function startDocumentService(
  overrides: Record<string, string> = {},
): Promise<RunningDocumentService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'document-spec-'));
  const [workflow, biometrics] = [await startStandInWorkflow(), await Neighbour.start()];
  const analyzer = new ScriptedAnalyzer();
  const prefix = `doc_${randomBytes(6).toString('hex')}_`;
  const shared = await sharedParts(workflow.url, {
    DATA_DIR: dataDir,
    DATABASE_PREFIX: prefix,
    ...overrides,
  });
  const transport = await shared.transportFor('document');
  const events: Message[] = [];
  const listener = await listen(transport, events);
  const module = moduleWith(async () => analyzer);
  const service = await startService({ ...documentService, module }, shared);
  // Signed URLs point at the gateway; here the service stands in its place.
  shared.addresses.set('gateway', service.url);
  shared.addresses.set('biometrics', biometrics.url);
  const database = await Database.connect(shared.mongoUri, `${prefix}document`);
  const signer = new IdentitySigner(shared.identityKeys);
  return {
    ...{ url: service.url, dataDir, database, workflow, biometrics, analyzer, events, until },
    files: new SealedFileStore({
      folder: join(dataDir, 'files'),
      personalData: new PersonalData(database, shared.keyRing),
      hasher: shared.hasher,
      publicBase: () => service.url,
    }),
    call: async (caller, method, path, body) => {
      const identity = caller && { [identityHeader]: await signer.sign(caller, 'document') };
      return callJson(service.url + path, method, { ...identity }, body);
    },
    send: (contract, tenantId, data) => send(transport, contract, tenantId, data),
    stop: async () => {
      await service.stop();
      await listener.close();
      await shared.close();
      await workflow.close();
      await biometrics.stop();
      await database.db.dropDatabase();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function moduleWith(analyzer: AnalyzerFactory): Type {
  @Global()
  @Module({ providers: [{ provide: ANALYZER_FACTORY, useValue: analyzer }], exports: [ANALYZER_FACTORY] })
  class ScriptedAnalyzerModule {}
  @Module({ imports: [ScriptedAnalyzerModule, DocumentModule] })
  class DocumentServiceUnderTest {}
  return DocumentServiceUnderTest;
}

async function sharedParts(workflowUrl: string, environment: Record<string, string>): Promise<SharedParts> {
  const transport = new InProcessTransport({ logger: createLogger('document', 'silent') });
  const addresses = new ServiceAddresses();
  addresses.set('workflow', workflowUrl);
  return {
    settings: parseSettings({ PORT: '0', LOG_LEVEL: 'silent', ...environment }),
    mongoUri: sharedMongoUri(),
    identityKeys: (await IdentityKeys.generate()).keys,
    keyRing: KeyRing.fromSecret(`k1:${randomBytes(32).toString('base64')}`),
    hasher: new TokenHasher('a pepper that only these specs use, long enough'),
    addresses,
    transportFor: async () => transport,
    close: async () => transport.close(),
  };
}

async function listen(transport: Transport, events: Message[]): Promise<{ close: () => Promise<void> }> {
  return transport.subscribe({
    consumer: 'spec',
    topics: [topics.documentEvents],
    deliver: async (delivery) => {
      if ('message' in delivery) events.push(delivery.message);
    },
  });
}

async function send<C extends MessageContract>(
  transport: Transport,
  contract: C,
  tenantId: string,
  data: Payload<C>,
): Promise<Message> {
  const message: Message = {
    id: newId('evt'),
    type: contract.type,
    source: 'kyc/workflow',
    subject: (data as { session_id: string }).session_id,
    time: new Date().toISOString(),
    tenantId,
    correlationId: newId('evt'),
    data,
  };
  await transport.publish(contract.topic, [message]);
  return message;
}

async function callJson(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: unknown,
): Promise<JsonAnswer> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  return { status: response.status, headers: response.headers, body: parsed };
}

async function until<T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const end = performance.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('what the spec waited for did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
