import { createInflate } from 'node:zlib';

/** How much may still be inflated in one file, bytes. Counted down by every stream of it. */
export interface InflateBudget {
  left: number;
}

export type Inflated =
  | { kind: 'whole' | 'damaged'; bytes: Buffer }
  /** The budget ran out: a decompression bomb, or as good as one. */
  | { kind: 'over_budget' }
  /** `look` saw what it was looking for. */
  | { kind: 'found' };

export interface InflateOptions {
  budget: InflateBudget;
  /** At most so many bytes of the result are kept; what comes after is only counted and looked at. */
  keep: number;
  /** Looks at everything inflated, in overlapping pieces; true ends the work. */
  look: (text: string) => boolean;
}

/** Pieces overlap by more than the longest name, so that none is cut in two. */
const overlap = 256;

/**
 * Inflates zlib data piece by piece and stops the moment the budget is spent, so that a bomb never lies in memory.
 * Data that is cut off or damaged counts as far as it goes.
 */
export function inflateWithin(data: Buffer, { budget, keep, look }: InflateOptions): Promise<Inflated> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 256 * 1024 });
    const kept: Buffer[] = [];
    let keptLength = 0;
    let tail = '';
    const finish = (result: Inflated): void => {
      inflate.destroy();
      resolve(result);
    };
    inflate.on('data', (chunk: Buffer) => {
      budget.left -= chunk.length;
      if (budget.left < 0) return finish({ kind: 'over_budget' });
      const text = tail + chunk.toString('latin1');
      if (look(text)) return finish({ kind: 'found' });
      tail = text.slice(-overlap);
      if (keptLength < keep) kept.push(chunk.subarray(0, keep - keptLength));
      keptLength += chunk.length;
    });
    inflate.on('end', () => finish({ kind: 'whole', bytes: Buffer.concat(kept) }));
    inflate.on('error', () => finish({ kind: 'damaged', bytes: Buffer.concat(kept) }));
    inflate.end(data);
  });
}
