import { ObjectId } from 'mongodb';
import type { BegunAttempt, OutboxRow, OutboxRows } from './outbox-rows.js';
import type { Transport } from './transport.js';

/** Rows that one relay may publish now: for each lane its oldest ones, without a gap. */
export interface ClaimedRows {
  token: ObjectId;
  rows: OutboxRow[];
  /** Lanes that turned out to be somebody else's. */
  heldLanes: string[];
}

/**
 * Claims rows lane by lane.
 *
 * Guarantee: of two relays that want the same lane at the same time, only one publishes from it. A relay keeps the
 * rows of a lane only up to the first one it did not get; so whoever holds a lane's oldest row holds the lane. A row
 * that is gone may have been published and deleted since it was read, and giving up the rest is then merely cautious.
 */
export class LaneClaims {
  constructor(
    private readonly outbox: OutboxRows,
    private readonly transport: Transport,
    private readonly options: { owner: string; leaseMs: number; exactlyOnceTopics: ReadonlySet<string> },
  ) {}

  /** `oldest` are the oldest rows of their lanes in order, claimed ones included. */
  async take(oldest: OutboxRow[]): Promise<ClaimedRows> {
    const token = new ObjectId();
    const wanted = freeLanes(oldest);
    if (wanted.rows.length === 0) return { token, ...wanted };
    const { rows, isCertain } = await this.claim(wanted.rows, token);
    if (isCertain) return { token, rows, heldLanes: wanted.heldLanes };

    const ids = rows.map((row) => row._id);
    const held = await this.outbox.heldBy(ids, token);
    const kept = gaplessStarts(rows, held);
    const keptIds = new Set(kept.rows.map((row) => row._id.toHexString()));
    const surplus = ids.filter((id) => held.has(id.toHexString()) && !keptIds.has(id.toHexString()));
    if (surplus.length > 0) await this.outbox.release(surplus, token);
    return { token, rows: kept.rows, heldLanes: [...wanted.heldLanes, ...kept.heldLanes] };
  }

  /** Certain means: every row was got, and nothing about earlier attempts has to be read back. */
  private async claim(
    rows: OutboxRow[],
    token: ObjectId,
  ): Promise<{ rows: OutboxRow[]; isCertain: boolean }> {
    const holder = { owner: this.options.owner, token, leaseMs: this.options.leaseMs };
    const groups = groupBy(rows, (row) => (this.options.exactlyOnceTopics.has(row.topic) ? row.topic : ''));
    const positions = new Map<string, string | undefined>();
    for (const topic of groups.keys()) {
      if (topic !== '') positions.set(topic, await this.transport.positionOf(topic));
    }
    let isCertain = true;
    for (const [topic, part] of groups) {
      const position = positions.get(topic);
      const ids = part.map((row) => row._id);
      const got = await this.outbox.claim(ids, holder, position);
      if (got < part.length || position !== undefined) isCertain = false;
    }
    return { rows, isCertain };
  }
}

/** Leaves out lanes that look leased by another relay; the claim itself decides, this only saves the attempt. */
function freeLanes(oldest: OutboxRow[]): { rows: OutboxRow[]; heldLanes: string[] } {
  const now = Date.now();
  const held = new Set(
    oldest.filter((row) => row.claim && row.claim.until.getTime() > now).map((row) => row.lane),
  );
  return { rows: oldest.filter((row) => !held.has(row.lane)), heldLanes: [...held] };
}

function gaplessStarts(
  rows: OutboxRow[],
  held: Map<string, BegunAttempt | undefined>,
): { rows: OutboxRow[]; heldLanes: string[] } {
  const lost = new Set<string>();
  const kept: OutboxRow[] = [];
  for (const row of rows) {
    const id = row._id.toHexString();
    if (!held.has(id)) lost.add(row.lane);
    if (lost.has(row.lane)) continue;
    const begun = held.get(id);
    kept.push(begun ? { ...row, begun } : row);
  }
  return { rows: kept, heldLanes: [...lost] };
}

/** Groups in order of first appearance; each group keeps the order of its members. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
