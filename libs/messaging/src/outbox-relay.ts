import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { publicTopics } from '#libs/contracts';
import type { Database } from '#libs/persistence';
import { describeFailure } from './failures.js';
import { groupBy, LaneClaims, type ClaimedRows } from './lane-claims.js';
import { LanePublisher, LeaseTooShort, type RowGroup } from './lane-publisher.js';
import { silentLogger, type MessagingLogger } from './logger.js';
import { OutboxRows } from './outbox-rows.js';
import type { Outbox } from './outbox.js';
import { PublishedMarks } from './published-marks.js';
import { Resting } from './resting.js';
import { RowLease } from './row-lease.js';
import { PublishRefused, type Transport } from './transport.js';
import { WakeUp } from './wake-up.js';

export interface OutboxRelayOptions {
  /** Names this relay in claims; unique per process. */
  owner?: string;
  /** How long a crashed relay keeps its lanes; running ones renew at a third of it. In ms, default 10,000. */
  leaseMs?: number;
  /** How often the outbox is looked at without being woken. In ms, default 1,000. */
  pollMs?: number;
  /**
   * Least time between two looks at the outbox. The first message after a pause goes out at once; under load those that
   * come within this time travel together. In ms, default 50.
   */
  paceMs?: number;
  /** Rows read at a time, and with 'lane' grouping the lanes published at a time. Default 500. */
  batchSize?: number;
  /** Topics on which not even a crash may leave a duplicate. Default: the public ones, whose readers have no inbox. */
  exactlyOnceTopics?: readonly string[];
  logger?: MessagingLogger;
}

/**
 * Takes messages from the outbox to the transport: in order per topic and subject, many subjects at a time, by any
 * number of replicas.
 */
export class OutboxRelay {
  private readonly rows: OutboxRows;
  private readonly claims: LaneClaims;
  private readonly publisher: LanePublisher;
  private readonly resting = new Resting();
  private readonly wakeUp = new WakeUp();
  private readonly groups = new Map<RowGroup, Promise<void>>();
  private readonly lanesInFlight = new Set<string>();
  private readonly options: Required<OutboxRelayOptions>;
  private published = 0;
  private running: { loop: Promise<void>; unlisten: () => void; renewals: NodeJS.Timeout } | undefined;

  constructor(
    db: Database,
    private readonly outbox: Outbox,
    private readonly transport: Transport,
    options: OutboxRelayOptions = {},
  ) {
    this.options = withDefaults(options);
    if (this.options.leaseMs <= transport.publishTimeoutMs) {
      throw new Error(
        `A lease of ${this.options.leaseMs} ms must be longer than the ${transport.publishTimeoutMs} ms a publish may take`,
      );
    }
    this.rows = new OutboxRows(db);
    this.publisher = new LanePublisher(transport, new PublishedMarks(this.rows));
    this.claims = new LaneClaims(this.rows, transport, {
      owner: this.options.owner,
      leaseMs: this.options.leaseMs,
      exactlyOnceTopics: new Set(this.options.exactlyOnceTopics),
    });
  }

  /** Makes the indexes and starts publishing. Starting twice is a defect. */
  async start(): Promise<void> {
    if (this.running) throw new Error('The outbox relay runs already');
    await this.rows.ensureIndexes();
    const unlisten = this.outbox.onNotify(() => this.wakeUp.now());
    const renewals = setInterval(() => void this.renewLeases(), this.options.leaseMs / 3);
    this.running = { loop: Promise.resolve(), unlisten, renewals };
    this.running.loop = this.loop();
  }

  /** Takes nothing new and resolves when everything that was being published has ended. */
  async stop(): Promise<void> {
    const running = this.running;
    if (!running) return;
    this.running = undefined;
    running.unlisten();
    this.wakeUp.now();
    await running.loop;
    await Promise.all(this.groups.values());
    clearInterval(running.renewals);
  }

  /** Messages published by this relay since it was made. */
  get publishedCount(): number {
    return this.published;
  }

  private async loop(): Promise<void> {
    const { logger, pollMs } = this.options;
    let heldLanes: string[] = [];
    let lookedAt = performance.now();
    while (this.running) {
      try {
        const { isExhausted, ...found } = await this.claimNext(heldLanes);
        heldLanes = [...heldLanes, ...found.heldLanes];
        if (!isExhausted) continue;
      } catch (error) {
        logger.error({ failure: describeFailure(error) }, 'The outbox cannot be read');
      }
      heldLanes = [];
      await this.wakeUp.wait(Math.min(pollMs, this.resting.nextInMs() ?? pollMs));
      await this.keepPace(lookedAt);
      lookedAt = performance.now();
    }
  }

  private async keepPace(lookedAt: number): Promise<void> {
    const restMs = lookedAt + this.options.paceMs - performance.now();
    if (restMs > 0) await delay(restMs);
  }

  /** Claims and launches the next rows; exhausted when there was nothing to look at, or no room for it. */
  private async claimNext(heldLanes: string[]): Promise<{ isExhausted: boolean; heldLanes: string[] }> {
    const room = this.options.batchSize - this.lanesInFlight.size;
    if (room <= 0) return { isExhausted: true, heldLanes: [] };
    const resting = this.resting.keys();
    const isLane = (key: string) => key.includes('|');
    const oldest = await this.rows.oldest(room, {
      lanes: [...this.lanesInFlight, ...heldLanes, ...resting.filter(isLane)],
      topics: resting.filter((key) => !isLane(key)),
    });
    if (oldest.length === 0) return { isExhausted: true, heldLanes: [] };
    const claimedFrom = performance.now();
    const claimed = await this.claims.take(oldest);
    this.launch(claimed, claimedFrom);
    // Whoever adds more from now on wakes the loop; looking again at once would find nothing.
    const sawAll = oldest.length < room && claimed.heldLanes.length === 0;
    return { isExhausted: sawAll, heldLanes: claimed.heldLanes };
  }

  private launch(claimed: ClaimedRows, claimedFrom: number): void {
    const { grouping } = this.transport;
    for (const [, rows] of groupBy(claimed.rows, (row) => (grouping === 'topic' ? row.topic : row.lane))) {
      const first = rows[0];
      if (!first) continue;
      const { owner, leaseMs } = this.options;
      const ids = rows.map((row) => row._id);
      const lease = new RowLease(this.rows, { ids, owner, leaseMs }, claimedFrom);
      this.track({ topic: first.topic, token: claimed.token, rows, lease });
    }
  }

  private track(group: RowGroup): void {
    const lanes = new Set(group.rows.map((row) => row.lane));
    const count = group.rows.length;
    for (const lane of lanes) this.lanesInFlight.add(lane);
    const work = this.publish(group).finally(() => {
      this.published += count - group.rows.length;
      for (const lane of lanes) this.lanesInFlight.delete(lane);
      this.groups.delete(group);
      this.wakeUp.now();
    });
    this.groups.set(group, work);
  }

  private async publish(group: RowGroup): Promise<void> {
    const first = group.rows[0];
    const key = first && this.transport.grouping === 'lane' ? first.lane : group.topic;
    try {
      await this.publisher.publish(group);
      this.resting.worked(key);
      if (first) this.resting.worked(first.lane);
    } catch (error) {
      const isMixed = new Set(group.rows.map((row) => row.lane)).size > 1;
      if (error instanceof PublishRefused && isMixed) await this.publishLanesApart(group);
      else await this.giveBack(group, error instanceof PublishRefused ? (first?.lane ?? key) : key, error);
    }
  }

  /** One refused message must hold up its own lane only. */
  private async publishLanesApart(group: RowGroup): Promise<void> {
    for (const [lane, rows] of groupBy(group.rows, (row) => row.lane)) {
      const part = { ...group, rows };
      try {
        await this.publisher.publish(part);
      } catch (error) {
        await this.giveBack(part, lane, error);
      }
      const left = new Set(part.rows);
      group.rows = group.rows.filter((row) => row.lane !== lane || left.has(row));
    }
  }

  private async giveBack(group: RowGroup, key: string, error: unknown): Promise<void> {
    const { logger } = this.options;
    const retryInMs = this.resting.failed(key);
    const fields = {
      topic: group.topic,
      messages: group.rows.length,
      retryInMs,
      failure: describeFailure(error),
    };
    if (error instanceof LeaseTooShort) logger.warn(fields, 'Messages were left to another relay');
    else if (error instanceof PublishRefused) logger.error(fields, 'A message cannot be published');
    else logger.warn(fields, 'Messages could not be published yet');
    const ids = group.rows.map((row) => row._id);
    await this.rows.release(ids, group.token).catch((failure: unknown) => {
      logger.warn(
        { failure: describeFailure(failure) },
        'Rows were not given back; their lease will run out',
      );
    });
  }

  private async renewLeases(): Promise<void> {
    const due = [...this.groups.keys()].filter(
      ({ lease }) => lease.remainingMs < (this.options.leaseMs * 3) / 4,
    );
    for (const { lease } of due) {
      await lease.renew().catch((error: unknown) => {
        this.options.logger.warn({ failure: describeFailure(error) }, 'A lease could not be renewed');
      });
    }
  }
}

function withDefaults(options: OutboxRelayOptions): Required<OutboxRelayOptions> {
  return {
    owner: options.owner ?? randomUUID(),
    leaseMs: options.leaseMs ?? 10_000,
    pollMs: options.pollMs ?? 1_000,
    paceMs: options.paceMs ?? 50,
    batchSize: options.batchSize ?? 500,
    exactlyOnceTopics: options.exactlyOnceTopics ?? publicTopics,
    logger: options.logger ?? silentLogger,
  };
}
