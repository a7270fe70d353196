import type { CompanyPlace, Owner, OwnershipPath, OwnershipView, Unaccounted } from '#libs/contracts';
import type { DeclaredCompany } from './declared-party.js';
import { holdingGraph, type Holder } from './holding-graph.js';
import { holdingRings } from './holding-rings.js';
import { integratedOwnership, type IntegratedOwnership } from './integrated-ownership.js';
import { ownershipPaths } from './ownership-paths.js';
import { percentTolerance, shownPercent } from './percent.js';

/**
 * Works out who owns a company in the end, and which natural persons are its beneficial owners: those whose direct and
 * indirect shares together reach the threshold. 25 percent or more is the rule of Regulation (EU) 2024/1624 Article
 * 52(1), and 25 the example of the FATF's Interpretive Note to Recommendation 10; higher risk calls for less. A holder not
 * known to be a company may be a natural person, and counts as one. Control by other means than shares is not judged here.
 *
 * @param company what its sessions declared; shares of 0 to 100 percent
 * @param thresholdPercent more than 0, at most 100
 */
export function effectiveOwnership(company: DeclaredCompany, thresholdPercent: number): OwnershipView {
  const graph = holdingGraph(company);
  const ownership = integratedOwnership(graph);
  const { paths, complete } = ownershipPaths(graph);
  const owners = graph
    .map((holder, i) => ({ holder, i, effective: ownership.effective[i]! }))
    .filter(({ effective }) => effective > percentTolerance)
    .sort((a, b) => b.effective - a.effective || a.i - b.i)
    .map(({ holder, i, effective }) => {
      const shares = { direct: ownership.direct[i]!, effective };
      return ownerOf(holder, shares, paths[i]!, thresholdPercent);
    });
  return {
    threshold: thresholdPercent,
    owners,
    unaccounted: unaccountedOf(graph, ownership),
    circular: holdingRings(graph).map((ring) => ({
      members: ring.map((i) => placeOf(graph, i)),
      percent: shownPercent(sum(ring.map((i) => ownership.trapped[i]!))),
    })),
    over_declared: graph.flatMap(({ declared }, i) =>
      declared > 100 + percentTolerance ? [{ ...placeOf(graph, i), declared: shownPercent(declared) }] : [],
    ),
    paths_complete: complete,
  };
}

function ownerOf(
  { name, entityType, subsessionIds, isVerified }: Holder,
  { direct, effective }: { direct: number; effective: number },
  paths: readonly OwnershipPath[],
  threshold: number,
): Owner {
  const asDeclared = sum(paths.map(({ share }) => share));
  return {
    name: name ?? '',
    entity_type: entityType,
    subsession_ids: subsessionIds,
    direct: shownPercent(direct),
    indirect: shownPercent(Math.max(0, effective - direct)),
    effective: shownPercent(effective),
    is_beneficial_owner:
      entityType !== 'company' && Math.max(effective, asDeclared) >= threshold - percentTolerance,
    is_verified: isVerified,
    paths: paths.map(({ subsession_ids, share }) => ({ subsession_ids, share: shownPercent(share) })),
  };
}

function unaccountedOf(graph: readonly Holder[], { ending, trapped }: IntegratedOwnership): Unaccounted {
  const untraced = graph
    .map((holder, i) => ({ holder, place: placeOf(graph, i), percent: ending[i]! }))
    .filter(({ holder, percent }) => holder.entityType === 'company' && percent > percentTolerance)
    .sort((a, b) => b.percent - a.percent);
  const namesOwners = ({ holder, place }: (typeof untraced)[number]): boolean =>
    place.subsession_id === null || holder.holdings.length > 0 || holder.ownersWithoutShare.length > 0;
  return {
    percent: shownPercent(sum(untraced.map(({ percent }) => percent)) + sum(trapped)),
    undeclared: untraced.filter(namesOwners).map(({ holder, place, percent }) => ({
      ...place,
      percent: shownPercent(percent),
      owners_without_share: holder.ownersWithoutShare,
    })),
    unresolved: untraced
      .filter((end) => !namesOwners(end))
      .map(({ place, percent }) => ({ ...place, percent: shownPercent(percent) })),
  };
}

/** Every other company than the onboarded one is in the graph because it is named with a share. */
function placeOf(graph: readonly Holder[], i: number): CompanyPlace {
  const { name, subsessionIds } = graph[i]!;
  return { subsession_id: i === 0 ? null : subsessionIds[0]!, name };
}

const sum = (percentages: readonly number[]): number => percentages.reduce((a, b) => a + b, 0);
