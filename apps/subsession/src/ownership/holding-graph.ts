import {
  entityTypeOf,
  identityOf,
  identityOfParty,
  type DeclaredCompany,
  type DeclaredParty,
  type EntityType,
} from './declared-party.js';
import { percentTolerance } from './percent.js';

/** Shares of a company in one hand. */
export interface Holding {
  /** Index of the holder in the graph. */
  holder: number;
  /** The declarations that count, each with its percent of the company. */
  declarations: { subsessionId: string; share: number }[];
}

/** A person or company that is reached from the onboarded company through shares, however often it is named. */
export interface Holder {
  name: string | null;
  entityType: EntityType | null;
  /** Under which it is named with a share, sorted. */
  subsessionIds: string[];
  /** Each of those sessions is approved: one alone may be a namesake's. */
  isVerified: boolean;
  /** Who holds its shares; nobody holds a natural person. */
  holdings: Holding[];
  /** Percent of it that the holdings add up to. */
  declared: number;
  /** Subsessions of those who are named as its owners with no percentage, sorted. */
  ownersWithoutShare: string[];
}

const ownerRoles = ['ubo', 'shareholder'];

/**
 * The tree of declarations as a graph in which each holder is one node; the onboarded company is the first. Its order,
 * and so every sum over it, does not depend on the order of the declarations.
 */
export function holdingGraph({ name, parties }: DeclaredCompany): Holder[] {
  const declarations = declarationsByIdentity(parties);
  const onboarded = name === undefined ? '' : identityOf(name, 'company');
  const indices = new Map([[onboarded, 0]]);
  const indexOf = (identity: string): number => {
    const index = indices.get(identity) ?? indices.size;
    indices.set(identity, index);
    return index;
  };
  const graph: Holder[] = [];
  // The loop also visits what it adds.
  for (const identity of indices.keys()) {
    const named = declarations.get(identity) ?? [];
    const isOnboarded = identity === onboarded;
    const withShare = named.filter(hasShare);
    const entityType = isOnboarded ? 'company' : typeOf(withShare);
    const sessions = [...(isOnboarded ? [parties] : []), ...named.map((party) => party.parties)];
    graph.push({
      name: (isOnboarded ? name : withShare[0]?.name) ?? null,
      entityType,
      subsessionIds: withShare.map(({ subsession_id }) => subsession_id),
      isVerified: withShare.every(({ status }) => status === 'approved'),
      ...ownersOf(entityType === 'company' ? sessions : [], indexOf),
    });
  }
  return graph;
}

/** What holders of one identity are; a namesake of unknown type is what the others are said to be. */
const typeOf = (named: readonly DeclaredParty[]): EntityType | null =>
  named.map(entityTypeOf).find((type) => type !== null) ?? null;

const hasShare = ({ ownership_percentage = 0 }: DeclaredParty): boolean =>
  ownership_percentage > percentTolerance;

function declarationsByIdentity(parties: DeclaredParty[]): Map<string, DeclaredParty[]> {
  const all: DeclaredParty[] = [...parties];
  for (const party of all) all.push(...party.parties);
  return groupedBy(sorted(all), identityOfParty);
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const sorted = (parties: DeclaredParty[]): DeclaredParty[] =>
  parties.toSorted((a, b) => (a.subsession_id < b.subsession_id ? -1 : 1));

function ownersOf(
  sessions: DeclaredParty[][],
  indexOf: (identity: string) => number,
): Pick<Holder, 'holdings' | 'declared' | 'ownersWithoutShare'> {
  const named = sessions.flatMap((parties, session) => sorted(parties).map((party) => ({ party, session })));
  const byHolder = groupedBy(named, ({ party }) => identityOfParty(party));
  const holdings: Holding[] = [];
  const ownersWithoutShare: string[] = [];
  for (const identity of [...byHolder.keys()].sort()) {
    const declarations = byHolder.get(identity) ?? [];
    const counted = largestStatement(declarations);
    if (counted.length > 0) holdings.push({ holder: indexOf(identity), declarations: counted });
    else
      ownersWithoutShare.push(
        ...declarations
          .filter(({ party }) => party.ownership_percentage === undefined)
          .filter(({ party }) => ownerRoles.includes(party.role ?? ''))
          .map(({ party }) => party.subsession_id),
      );
  }
  const declared = total(holdings.flatMap(({ declarations }) => declarations));
  return { holdings, declared, ownersWithoutShare: ownersWithoutShare.sort() };
}

/**
 * What a holder has of a company, of all that was said about it. Under one role in one session, declarations are blocks
 * of shares, which add up. Another role, or another session of the same company, states the same holding again, so the
 * largest statement counts.
 */
function largestStatement(said: { party: DeclaredParty; session: number }[]): Holding['declarations'] {
  const withShare = said.filter(({ party }) => hasShare(party));
  const statements = groupedBy(withShare, ({ party, session }) => `${session} ${party.role ?? ''}`);
  const [largest = []] = [...statements.values()]
    .map((statement) =>
      statement.map(({ party: { subsession_id, ownership_percentage = 0 } }) => ({
        subsessionId: subsession_id,
        share: ownership_percentage,
      })),
    )
    .sort((a, b) => total(b) - total(a));
  return largest;
}

const total = (declarations: Holding['declarations']): number =>
  declarations.reduce((sum, { share }) => sum + share, 0);
