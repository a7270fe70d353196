import type { Holder } from './holding-graph.js';

/** Those who have shares of each other, directly or through others, or of themselves; by index of the graph. */
export function holdingRings(graph: readonly Holder[]): number[][] {
  const above = graph.map((_, i) => holdersAbove(graph, i));
  const rings = above.map((holders, i) =>
    [...holders].filter((holder) => above[holder]!.has(i)).sort((a, b) => a - b),
  );
  return rings.filter((ring, i) => ring[0] === i);
}

/** Who has shares of it, directly or through others. */
function holdersAbove(graph: readonly Holder[], start: number): Set<number> {
  const holders = new Set<number>();
  const held = [start];
  for (const i of held)
    for (const { holder } of graph[i]!.holdings) {
      if (!holders.has(holder)) held.push(holder);
      holders.add(holder);
    }
  return holders;
}
