import type { ObjectId } from 'mongodb';
import { messageOf, type OutboxRow } from './outbox-rows.js';
import type { PublishedMarks } from './published-marks.js';
import type { RowLease } from './row-lease.js';
import type { Transport } from './transport.js';

/** One record batch has to stay below Kafka's default limit of 1 MiB, envelopes included. */
const largestBatchBytes = 900_000;
const envelopeBytes = 1_000;

/** Rows that travel together: one lane, or many lanes of one topic. */
export interface RowGroup {
  topic: string;
  token: ObjectId;
  rows: OutboxRow[];
  lease: RowLease;
}

/** The lease has too little time left to start sending; the rows are left to whoever claims them next. */
export class LeaseTooShort extends Error {
  constructor() {
    super('The lease on outbox rows ran out before they could be sent');
    this.name = 'LeaseTooShort';
  }
}

/**
 * Publishes claimed rows and marks them.
 *
 * On topics whose rows record their first attempt, a row that was attempted before is looked for on the topic first
 * and sent only when it is not there. What remains is one window: this process checks its lease, then stands still
 * for longer than the rest of it (a stopped virtual machine, a very long collection) and sends on waking up, after
 * another relay has looked and sent. The transport's own deadline for sending lies within the checked rest, so a slow
 * broker does not open this window; closing it altogether would need the broker to know our fencing token.
 */
export class LanePublisher {
  constructor(
    private readonly transport: Transport,
    private readonly marks: PublishedMarks,
  ) {}

  /** Publishes and marks in order; throws at the first batch that fails and leaves the rest in `group.rows`. */
  async publish(group: RowGroup): Promise<void> {
    await this.markArrived(group);
    while (group.rows.length > 0) {
      const batch = firstBatch(group.rows);
      await this.secureLease(group.lease);
      await this.transport.publish(group.topic, batch.map(messageOf));
      await this.done(group, batch);
    }
  }

  private async markArrived(group: RowGroup): Promise<void> {
    const earlier = group.rows.filter((row) => row.begun && !row.begun.token.equals(group.token));
    const byPosition = new Set(earlier.map((row) => row.begun?.position ?? ''));
    for (const position of byPosition) {
      const rows = earlier.filter((row) => row.begun?.position === position);
      const ids = new Set(rows.map((row) => row.envelope.id));
      const arrived = await this.transport.arrivedSince(group.topic, position, ids);
      await this.done(
        group,
        rows.filter((row) => arrived.has(row.envelope.id)),
      );
    }
  }

  private async secureLease(lease: RowLease): Promise<void> {
    if (lease.remainingMs > this.transport.publishTimeoutMs) return;
    await lease.renew();
    if (lease.remainingMs <= this.transport.publishTimeoutMs) throw new LeaseTooShort();
  }

  private async done(group: RowGroup, rows: OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    const ids = rows.map((row) => row._id);
    const isDone = new Set(rows);
    await this.marks.mark(ids, group.token);
    group.lease.drop(ids);
    group.rows = group.rows.filter((row) => !isDone.has(row));
  }
}

/** As many rows from the start as fit into one batch, at least one. */
function firstBatch(rows: OutboxRow[]): OutboxRow[] {
  let bytes = 0;
  const end = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(row.body) + envelopeBytes;
    return index > 0 && bytes > largestBatchBytes;
  });
  return end === -1 ? rows : rows.slice(0, end);
}
