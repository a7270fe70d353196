import type { ObjectId } from 'mongodb';
import type { OutboxRows } from './outbox-rows.js';

/**
 * The time for which a relay may act on its claimed rows. Counted on this process's monotonic clock from before the
 * claim was sent, so it always ends before the server's own reckoning does.
 */
export class RowLease {
  private endsAt: number;

  constructor(
    private readonly rows: OutboxRows,
    private readonly held: { ids: ObjectId[]; owner: string; leaseMs: number },
    claimedFrom: number,
  ) {
    this.endsAt = claimedFrom + held.leaseMs;
  }

  /** Time left in ms; negative when the rows may be somebody else's by now. */
  get remainingMs(): number {
    return this.endsAt - performance.now();
  }

  /** Rows that are done need no lease any more. */
  drop(ids: ObjectId[]): void {
    const done = new Set(ids.map((id) => id.toHexString()));
    this.held.ids = this.held.ids.filter((id) => !done.has(id.toHexString()));
  }

  /** Prolongs the lease when all rows are still held; otherwise it runs out as it was. */
  async renew(): Promise<void> {
    const { ids, owner, leaseMs } = this.held;
    const from = performance.now();
    const renewed = await this.rows.renew(ids, owner, leaseMs);
    if (renewed === ids.length) this.endsAt = from + leaseMs;
  }
}
