import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Type } from '@sinclair/typebox';
import { type Collection, Timestamp } from 'mongodb';
import { defineMessage, publicTopics, type Message } from '#libs/contracts';
import { Database } from '#libs/persistence';
import { DeadLetters } from '../dead-letters.js';
import { Dispatcher, type DispatcherOptions } from '../dispatcher.js';
import type { Handling } from '../handlers.js';
import { OutboxRelay } from '../outbox-relay.js';
import { Outbox } from '../outbox.js';
import type { Transport } from '../transport.js';
import { StagedTransport } from './staged-transport.js';

/** What a transport brings to the contract suite. */
export interface TransportHarness {
  mongoUri: string;
  /** The bus as one more process sees it. */
  connect: () => Promise<Transport>;
  /** Ids that programs outside the platform find on the first public topic for this tenant, in order. */
  publicIds: (tenantId: string) => Promise<string[]>;
  close: () => Promise<void>;
}

interface Effect {
  _id: string;
  subject: string;
  n: number;
  text?: string;
  seq: Timestamp;
}

const schema = Type.Object({ n: Type.Integer(), text: Type.Optional(Type.String()) });
const contractOf = (topic: string) =>
  defineMessage({ type: `${topic}.counted`, topic, description: 'Counts.', schema, sample: { n: 1 } });

export type Counted = ReturnType<typeof contractOf>;

/** One process of a service: its own connections to the same database and bus. */
export interface Process {
  db: Database;
  bus: StagedTransport;
  outbox: Outbox;
  relay: OutboxRelay;
  /** As `kill -9`: nothing this process still does reaches the database. */
  kill: () => Promise<void>;
}

const quickLeaseMs = 1_200;
const waitLimitMs = 25_000;

/** Waits until a condition holds; fails with the last value when it never does. */
export async function eventually<T>(read: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + waitLimitMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > deadline) throw new Error(`Never came true; last: ${JSON.stringify(value)}`);
    await pause(10);
  }
}

/** Something a test waits for, or makes others wait for. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

/** A stage of its own for one test: database, topic, consumer and tenant that no other test knows. */
export class Stage {
  readonly name = `t${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  readonly counted: Counted = contractOf(`kyc.${this.name}.events.v1`);
  readonly announced: Counted = contractOf(publicTopics[0] ?? '');
  /** Opens at the end of the test: what a dead process would never do waits for it. */
  private readonly curtain = gate();
  private readonly cleanUp: (() => Promise<void>)[] = [];

  private constructor(
    private readonly harness: TransportHarness,
    readonly db: Database,
    readonly bus: Transport,
  ) {}

  static async open(harness: TransportHarness): Promise<Stage> {
    const name = `messaging_${randomUUID().slice(0, 8)}`;
    const db = await Database.connect(harness.mongoUri, name);
    await db.db.createCollection('effects');
    return new Stage(harness, db, await harness.connect());
  }

  async close(): Promise<void> {
    this.curtain.open();
    for (const step of this.cleanUp.reverse()) await step();
    await this.db.db.dropDatabase();
    await this.db.close();
  }

  /** A process with outbox and relay; the relay is not started. */
  async process(): Promise<Process> {
    const db = await Database.connect(this.harness.mongoUri, this.db.db.databaseName);
    const bus = new StagedTransport(this.bus);
    const outbox = new Outbox(db, { source: `kyc/${this.name}` });
    const relay = new OutboxRelay(db, outbox, bus, { leaseMs: quickLeaseMs, pollMs: 100 });
    const kill = (): Promise<void> => db.close();
    this.cleanUp.push(async () => {
      await relay.stop();
      await db.close();
    });
    return { db, bus, outbox, relay, kill };
  }

  /** A running relay with its outbox. */
  async running(): Promise<Process> {
    const process = await this.process();
    await process.relay.start();
    return process;
  }

  /** Makes a process die at its next publish, before or after the messages have gone out; resolves when it has. */
  diesAtPublish(process: Process, moment: 'before' | 'after'): Promise<void> {
    const died = gate();
    process.bus.intercept = async (real, topic, messages) => {
      if (moment === 'after') await real(topic, messages);
      await process.kill();
      died.open();
      await this.curtain.opened;
      throw new Error('A dead process publishes nothing');
    };
    return died.opened;
  }

  /** Adds one message to the public topic. */
  async announce({ db, outbox }: Process, n: number): Promise<void> {
    const message = { subject: `ses_${this.name}`, tenantId: this.name, data: { n } };
    await db.transaction((tx) => outbox.add(this.announced, message, tx));
    outbox.notify();
  }

  /** A started dispatcher that records what it handles; `first` runs before the effect and may throw. */
  async consumer(
    options: Partial<DispatcherOptions> = {},
    first: (n: number, context: Handling) => Promise<void> | void = () => undefined,
    concerns?: (data: { n: number }) => boolean,
  ): Promise<Dispatcher> {
    const retry = { attempts: 1_000, firstPauseMs: 40, factor: 1, longestPauseMs: 40 };
    const dispatcher = new Dispatcher(this.db, { consumer: this.name, pollMs: 100, retry, ...options });
    const handle = async ({ n, text }: { n: number; text?: string }, context: Handling): Promise<void> => {
      await first(n, context);
      await this.recordEffect({ n, text }, context);
    };
    dispatcher.on(this.counted, handle, concerns);
    await dispatcher.start(this.bus);
    this.cleanUp.push(() => dispatcher.stop());
    return dispatcher;
  }

  /** Adds messages to the outbox, each in a transaction of its own. */
  async add({ db, outbox }: Process, subject: string, numbers: number[], text?: string): Promise<void> {
    for (const n of numbers) {
      await db.transaction((tx) =>
        outbox.add(
          this.counted,
          { subject, tenantId: this.name, data: { n, ...(text ? { text } : {}) } },
          tx,
        ),
      );
    }
    outbox.notify();
  }

  /** A message that did not come through an outbox. */
  message(fields: Partial<Message> & { data: unknown }): Message {
    const id = randomUUID();
    return {
      ...{ id, type: this.counted.type, source: 'kyc/elsewhere', subject: 'ses_1', correlationId: id },
      ...{ time: new Date().toISOString(), tenantId: this.name, ...fields },
    };
  }

  deadLetters(): DeadLetters {
    return new DeadLetters(this.db, { consumer: this.name });
  }

  publicIds(): Promise<string[]> {
    return this.harness.publicIds(this.name);
  }

  /** The numbers that had an effect for a subject, in the order of their effects. */
  async effects(subject: string): Promise<number[]> {
    return (await this.effectRows(subject)).map(({ n }) => n);
  }

  async effectRows(subject: string): Promise<Effect[]> {
    return this.effectCollection.find({ subject }).sort({ seq: 1 }).toArray();
  }

  private get effectCollection(): Collection<Effect> {
    return this.db.collection<Effect>('effects');
  }

  private async recordEffect(data: { n: number; text?: string }, { message, tx }: Handling): Promise<void> {
    await this.effectCollection.insertOne(
      { _id: randomUUID(), subject: message.subject, seq: new Timestamp({ t: 0, i: 0 }), ...data },
      { session: tx },
    );
  }
}
