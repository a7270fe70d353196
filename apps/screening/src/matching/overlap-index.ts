/** A key to look up and how much it counts when an item has it. Of the keys of one group only an item's first counts. */
export interface WeightedKey {
  readonly key: string;
  readonly weight: number;
  readonly group: number;
}

const steps = 512;

/**
 * An inverted index: items filed under keys, found by how much their keys overlap with the keys asked for, in relation
 * to the sizes of both. Takes time in proportion to the postings touched and allocates little, for it is asked
 * hundreds of times a second.
 */
export class OverlapIndex {
  private readonly postings = new Map<string, number[]>();
  private readonly sizes: number[] = [];
  private overlap = new Float32Array(1024);
  private touched = new Uint32Array(1024);
  private lastGroup = new Uint32Array(1024);

  /** Files the next item; items are numbered from 0 on. */
  add(keys: ReadonlySet<string>, size: number): void {
    const item = this.sizes.push(size) - 1;
    for (const key of keys) {
      const list = this.postings.get(key);
      if (list) list.push(item);
      else this.postings.set(key, [item]);
    }
    if (item >= this.overlap.length) {
      this.overlap = new Float32Array(this.overlap.length * 2);
      this.touched = new Uint32Array(this.touched.length * 2);
      this.lastGroup = new Uint32Array(this.lastGroup.length * 2);
    }
  }

  keys(): Iterable<string> {
    return this.postings.keys();
  }

  /** How many items have a key. */
  frequency(key: string): number {
    return this.postings.get(key)?.length ?? 0;
  }

  /**
   * The items with the largest `overlap / size`, at most `limit`, in no order of rank. Of items that are nearly equal
   * at the limit those added first are taken, so the answer is always the same.
   */
  top(keys: Iterable<WeightedKey>, limit: number, accepts?: (item: number) => boolean): number[] {
    const count = this.collect(keys, accepts);
    const histogram = new Uint32Array(steps + 1);
    let largest = 0;
    for (let at = 0; at < count; at++) largest = Math.max(largest, this.rating(at));
    const scale = largest > 0 ? steps / largest : 0;
    for (let at = 0; at < count; at++) this.increment(histogram, Math.floor(this.rating(at) * scale));
    const result = this.choose(count, scale, lowestStep(histogram, limit), limit);
    for (let at = 0; at < count; at++) this.overlap[this.touched[at] ?? 0] = 0;
    return result;
  }

  private collect(keys: Iterable<WeightedKey>, accepts?: (item: number) => boolean): number {
    let count = 0;
    for (const { key, weight, group } of keys) {
      for (const item of this.postings.get(key) ?? []) {
        const before = this.overlap[item] ?? 0;
        if (before === 0) {
          if (accepts && !accepts(item)) continue;
          this.touched[count++] = item;
        } else if (this.lastGroup[item] === group) continue;
        this.lastGroup[item] = group;
        this.overlap[item] = before + weight;
      }
    }
    return count;
  }

  private choose(count: number, scale: number, lowest: number, limit: number): number[] {
    const above: number[] = [];
    const border: number[] = [];
    for (let at = 0; at < count; at++) {
      const step = Math.floor(this.rating(at) * scale);
      if (step > lowest) above.push(this.touched[at] ?? 0);
      else if (step === lowest) border.push(this.touched[at] ?? 0);
    }
    border.sort((a, b) => a - b);
    return above.concat(border.slice(0, Math.max(0, limit - above.length)));
  }

  private rating(at: number): number {
    const item = this.touched[at] ?? 0;
    return (this.overlap[item] ?? 0) / (this.sizes[item] ?? 1);
  }

  private increment(histogram: Uint32Array, step: number): void {
    histogram[step] = (histogram[step] ?? 0) + 1;
  }
}

/** The step at which, counted from the top, the limit is reached. */
function lowestStep(histogram: Uint32Array, limit: number): number {
  let seen = 0;
  for (let step = histogram.length - 1; step > 0; step--) {
    seen += histogram[step] ?? 0;
    if (seen >= limit) return step;
  }
  return 0;
}
