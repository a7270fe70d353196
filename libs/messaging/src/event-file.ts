import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Message } from '#libs/contracts';
import { toCloudEventJson } from './cloud-event-json.js';

const lineBreak = 0x0a;
/** How much of the end is read for known ids: several thousand events, far more than can be in flight at a crash. */
const tailBytes = 8 * 1024 * 1024;
const rememberedIds = 100_000;

/**
 * An append-only file of events, one per line, that other programs may follow while it grows.
 *
 * Guarantee: after `append` resolves the lines are on the disk; every line is complete; an id that is among the last
 * ones of the file is not written again, whatever crashed in between. One process at a time may write to a file.
 */
export class EventFile {
  private opened: Promise<{ handle: FileHandle; ids: Set<string> }> | undefined;
  /** The batch that waits for the one that is being written. */
  private next: { messages: Message[]; written: Promise<void> } | undefined;
  private tail: Promise<void> = Promise.resolve();

  constructor(private readonly path: string) {}

  /** Appends those of the messages that are not there yet. What comes while a write runs shares the next one. */
  append(messages: readonly Message[]): Promise<void> {
    if (!this.next) {
      const batch = { messages: [] as Message[], written: Promise.resolve() };
      batch.written = this.tail.then(() => {
        this.next = undefined;
        return this.write(batch.messages);
      });
      this.next = batch;
      this.tail = batch.written.catch(() => undefined);
    }
    this.next.messages.push(...messages);
    return this.next.written;
  }

  async close(): Promise<void> {
    await this.tail;
    const opened = await this.opened?.catch(() => undefined);
    this.opened = undefined;
    await opened?.handle.close();
  }

  private async write(messages: readonly Message[]): Promise<void> {
    this.opened ??= openRepaired(this.path);
    try {
      const { handle, ids } = await this.opened;
      const fresh = new Map(
        messages.filter(({ id }) => !ids.has(id)).map((message) => [message.id, message]),
      );
      if (fresh.size === 0) return;
      await handle.appendFile(
        [...fresh.values()].map((message) => `${toCloudEventJson(message)}\n`).join(''),
      );
      await handle.datasync();
      for (const id of fresh.keys()) ids.add(id);
      forgetOldest(ids);
    } catch (error) {
      await this.reopenNextTime();
      throw error;
    }
  }

  /** A failed write may have left part of a line: opening again repairs it and reads which ids did arrive. */
  private async reopenNextTime(): Promise<void> {
    const opened = await this.opened?.catch(() => undefined);
    this.opened = undefined;
    await opened?.handle.close().catch(() => undefined);
  }
}

async function openRepaired(path: string): Promise<{ handle: FileHandle; ids: Set<string> }> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'a+');
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - tailBytes);
    const tail = Buffer.alloc(size - start);
    const { bytesRead } = await handle.read(tail, 0, tail.length, start);
    const complete = tail.subarray(0, bytesRead).lastIndexOf(lineBreak) + 1;
    if (complete === 0 && start > 0)
      throw new Error('The event file ends with something that is not an event');
    if (complete < bytesRead) await handle.truncate(start + complete);
    const lines = tail.subarray(0, complete).toString('utf8').split('\n');
    return { handle, ids: new Set(lines.slice(start > 0 ? 1 : 0).flatMap(idOfLine)) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function idOfLine(line: string): string[] {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event && 'id' in event && typeof event.id === 'string'
      ? [event.id]
      : [];
  } catch {
    return [];
  }
}

function forgetOldest(ids: Set<string>): void {
  for (const id of ids) {
    if (ids.size <= rememberedIds) return;
    ids.delete(id);
  }
}
