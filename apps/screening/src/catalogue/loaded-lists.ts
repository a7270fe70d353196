import { type Watchlist } from '../lists/index.js';
import { ScreeningIndex, type Match, type SearchOptions, type Subject } from '../matching/index.js';
import { ListsStartError } from './lists-start-error.js';

/** What is known of a list besides its entries. */
export interface ListFacts {
  readonly id: string;
  /** Where it comes from, for people. */
  readonly source: string;
  readonly version: string;
  /** ISO 8601 */
  readonly asOf: string;
  readonly entries: number;
  /** Names of all kinds, of all entries. */
  readonly names: number;
  readonly topics: ReadonlySet<string>;
}

/** One consistent set of lists, ready to be searched. */
export class LoadedLists {
  readonly facts: readonly ListFacts[];
  private readonly index: ScreeningIndex;

  /** @throws ListsStartError when there is no list, a list without entries, or two with one id */
  constructor(
    lists: readonly Watchlist[],
    readonly loadedAt: Date,
  ) {
    if (lists.length === 0) throw new ListsStartError('There is no watchlist');
    const seen = new Set<string>();
    for (const { id, source, entities } of lists) {
      if (entities.length === 0) throw new ListsStartError(`The watchlist ${id} (${source}) has no entries`);
      if (seen.has(id)) throw new ListsStartError(`Two watchlists have the id ${id}`);
      seen.add(id);
    }
    this.facts = lists.map(factsOf);
    this.index = new ScreeningIndex(lists);
  }

  /** Finds the entries that may be the subject, best first. */
  search(subject: Subject, options: SearchOptions): Match[] {
    return this.index.search(subject, options);
  }

  /** The facts of the lists that a search in `ids` (all when absent) looks at. */
  within(ids?: readonly string[]): readonly ListFacts[] {
    return ids ? this.facts.filter(({ id }) => ids.includes(id)) : this.facts;
  }
}

function factsOf({ id, source, version, asOf, entities }: Watchlist): ListFacts {
  return {
    id,
    source,
    version,
    asOf,
    entries: entities.length,
    names: entities.reduce((sum, { names }) => sum + names.length, 0),
    topics: new Set(entities.flatMap(({ topics }) => topics)),
  };
}
