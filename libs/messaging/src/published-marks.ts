import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { ObjectId } from 'mongodb';
import type { OutboxRows } from './outbox-rows.js';

interface PendingMark {
  ids: ObjectId[];
  token: ObjectId;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Marks rows published; what becomes due while one write runs shares the next, so that many lanes cost one write. */
export class PublishedMarks {
  private pending: PendingMark[] = [];
  private isWriting = false;

  constructor(private readonly rows: OutboxRows) {}

  /** Resolves when the rows are marked, or are known to be another owner's by now. */
  mark(ids: ObjectId[], token: ObjectId): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pending.push({ ids, token, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // Lanes that were sent together end in the same turn of the event loop; the first of them waits for the others.
    await endOfTurn();
    while (this.pending.length > 0) {
      const marks = this.pending;
      this.pending = [];
      try {
        await this.rows.markPublished(
          marks.flatMap((mark) => mark.ids),
          marks.map((mark) => mark.token),
        );
        for (const mark of marks) mark.resolve();
      } catch (error) {
        for (const mark of marks) mark.reject(error);
      }
    }
    this.isWriting = false;
  }
}
