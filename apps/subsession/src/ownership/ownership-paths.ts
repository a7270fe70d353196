import type { OwnershipPath } from '#libs/contracts';
import type { Holder } from './holding-graph.js';

/** Enough for any structure that people can read; merged branches could make exponentially many. */
const maxPaths = 2_000;

/**
 * The paths to each holder, by index of the graph, short ones first. No path comes by at a holder twice; one may lead
 * back to the onboarded company. `complete` is false when there are more than 2,000.
 */
export function ownershipPaths(graph: readonly Holder[]): { paths: OwnershipPath[][]; complete: boolean } {
  const paths: OwnershipPath[][] = graph.map(() => []);
  const begun = [{ subsession_ids: [] as string[], share: 100, by: [0] }];
  let found = 0;
  for (const { subsession_ids, share, by } of begun) {
    for (const { holder, declarations } of graph[by.at(-1)!]!.holdings) {
      if (holder !== 0 && by.includes(holder)) continue;
      for (const declaration of declarations) {
        if (++found > maxPaths) return { paths, complete: false };
        const path = {
          subsession_ids: [...subsession_ids, declaration.subsessionId],
          share: (share * declaration.share) / 100,
        };
        paths[holder]!.push(path);
        if (holder !== 0) begun.push({ ...path, by: [...by, holder] });
      }
    }
  }
  return { paths, complete: true };
}
