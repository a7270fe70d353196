import { createInflate } from 'node:zlib';

/** How much may still be inflated in one file, bytes. Counted down by every stream of it. */
export interface InflateBudget {
  left: number;
}

export type Inflated =
  | { kind: 'whole' | 'damaged'; bytes: Buffer }
  /** The budget ran out: a decompression bomb, or as good as one. */
  | { kind: 'over_budget' };

/**
 * Inflates zlib data piece by piece and stops the moment the budget is spent, so that a bomb never lies in memory.
 * Keeps at most `keep` bytes of the result; what comes after only counts.
 */
export function inflateWithin(data: Buffer, budget: InflateBudget, keep: number): Promise<Inflated> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 256 * 1024 });
    const kept: Buffer[] = [];
    let keptLength = 0;
    const finish = (result: Inflated): void => {
      inflate.destroy();
      resolve(result);
    };
    inflate.on('data', (chunk: Buffer) => {
      budget.left -= chunk.length;
      if (budget.left < 0) return finish({ kind: 'over_budget' });
      if (keptLength < keep) kept.push(chunk.subarray(0, keep - keptLength));
      keptLength += chunk.length;
    });
    inflate.on('end', () => finish({ kind: 'whole', bytes: Buffer.concat(kept) }));
    inflate.on('error', () => finish({ kind: 'damaged', bytes: Buffer.concat(kept) }));
    // Data that is cut off ends as an error too, after everything before the cut was counted.
    inflate.end(data);
  });
}
