import { type EntityType, type Identifier, type ListEntity, type Watchlist } from '../lists/index.js';
import { identifierAgreement, identifierKey } from './identifier-evidence.js';
import {
  assembleMatch,
  scoreFindings,
  type Findings,
  type IdentifierFinding,
  type NameFinding,
} from './match-assembly.js';
import { NameIndex, type NameHit, type NameOfEntry } from './name-index.js';
import { type Match, type SearchOptions, type Subject } from './subject.js';
import { defaultLimit, defaultMinScore } from './thresholds.js';
import { walletKey } from './wallet-address.js';

interface Entry {
  readonly list: string;
  readonly entity: ListEntity;
}

type Accepts = (entry: number) => boolean;

/** Names less alike than this are no candidates: date, country and gender together cannot make up for it. */
const lowestName = 0.6;

/**
 * Lists in memory, ready to be searched. Immutable: a new version of a list needs a new index. A search is a pure
 * function of the lists, the subject and the options, so its answer is the same on every run.
 */
export class ScreeningIndex {
  private readonly entries: readonly Entry[];
  private readonly people: NameIndex;
  private readonly organisations: NameIndex;
  private readonly byWallet = new Map<string, number[]>();
  private readonly byIdentifier = new Map<string, number[]>();

  constructor(lists: readonly Watchlist[]) {
    this.entries = lists.flatMap(({ id, entities }) => entities.map((entity) => ({ list: id, entity })));
    this.people = new NameIndex('person', this.namesOf(['individual', 'unknown']));
    this.organisations = new NameIndex(
      'organisation',
      this.namesOf(['company', 'vessel', 'aircraft', 'unknown']),
    );
    this.entries.forEach(({ entity }, at) => {
      for (const wallet of entity.wallets) file(this.byWallet, walletKey(wallet), at);
      for (const { value } of entity.identifiers) file(this.byIdentifier, identifierKey(value), at);
    });
  }

  /**
   * The entries that may be the subject, best first; equal scores in the order of list and source id. Each match
   * explains itself: the weights of its evidence add up to its score.
   */
  search(subject: Subject, options: SearchOptions = {}): Match[] {
    const inScope = this.scope(options);
    const findings = new Map<number, Findings>();
    const add = (entry: number, found: Findings) => findings.set(entry, { ...findings.get(entry), ...found });
    this.findNames(subject, inScope).forEach((name, entry) => add(entry, { name }));
    // Whoever shares a wallet or an identity number is found whatever the type: people hold companies' wallets.
    this.findIdentifiers(subject.identifiers ?? [], inScope).forEach((identifier, entry) =>
      add(entry, { identifier }),
    );
    this.findWallets(subject.wallets ?? [], inScope).forEach((wallet, entry) => add(entry, { wallet }));
    return this.ranked(subject, findings, options);
  }

  private ranked(subject: Subject, findings: ReadonlyMap<number, Findings>, options: SearchOptions): Match[] {
    const minScore = options.minScore ?? defaultMinScore;
    return [...findings]
      .flatMap(([at, found]) => {
        const entry = this.entries[at];
        if (!entry) return [];
        const scored = scoreFindings(subject, entry.entity, found);
        return scored.score < minScore ? [] : [{ entry, found, scored }];
      })
      .sort((a, b) => b.scored.score - a.scored.score || compareEntries(a.entry, b.entry))
      .slice(0, options.limit ?? defaultLimit)
      .map(({ entry, found, scored }) => assembleMatch(entry.list, entry.entity, found, scored));
  }

  private findNames(subject: Subject, inScope?: Accepts): ReadonlyMap<number, NameFinding> {
    const best = new Map<number, NameFinding>();
    for (const asked of [subject.name ?? '', ...(subject.aliases ?? [])]) {
      for (const { entry, name, similarity } of this.searchNames(asked, subject.type, inScope)) {
        if (similarity < lowestName || similarity <= (best.get(entry)?.score ?? 0)) continue;
        best.set(entry, { name, asked, score: similarity });
      }
    }
    return best;
  }

  private searchNames(name: string, type: Subject['type'], inScope?: Accepts): NameHit[] {
    if (type === 'individual') return this.people.search(name, inScope);
    if (type === 'any')
      return [...this.people.search(name, inScope), ...this.organisations.search(name, inScope)];
    const accepts: Accepts = (entry) => !this.isCraft(entry) && (inScope?.(entry) ?? true);
    return this.organisations.search(name, accepts);
  }

  private isCraft(entry: number): boolean {
    const type = this.entries[entry]?.entity.type;
    return type === 'vessel' || type === 'aircraft';
  }

  private findWallets(wallets: readonly string[], accepts?: Accepts): ReadonlyMap<number, string> {
    const found = new Map<number, string>();
    for (const wallet of wallets) {
      for (const entry of this.byWallet.get(walletKey(wallet)) ?? [])
        if (accepts?.(entry) ?? true) found.set(entry, wallet);
    }
    return found;
  }

  private findIdentifiers(
    own: readonly Identifier[],
    accepts?: Accepts,
  ): ReadonlyMap<number, IdentifierFinding> {
    const found = new Map<number, IdentifierFinding>();
    for (const identifier of own) {
      for (const entry of this.byIdentifier.get(identifierKey(identifier.value)) ?? []) {
        const listed = this.entries[entry]?.entity.identifiers ?? [];
        const score = Math.max(0, ...listed.map((other) => identifierAgreement(identifier, other) ?? 0));
        if (score > (found.get(entry)?.score ?? 0) && (accepts?.(entry) ?? true))
          found.set(entry, { identifier, score });
      }
    }
    return found;
  }

  private scope({ lists, topics }: SearchOptions): Accepts | undefined {
    if (!lists && !topics) return undefined;
    return (at) => {
      const entry = this.entries[at];
      if (!entry || (lists && !lists.includes(entry.list))) return false;
      return !topics || entry.entity.topics.some((topic) => topics.includes(topic));
    };
  }

  private namesOf(types: readonly EntityType[]): NameOfEntry[] {
    return this.entries.flatMap(({ entity }, entry) =>
      types.includes(entity.type) ? entity.names.map((name) => ({ entry, name })) : [],
    );
  }
}

function file(index: Map<string, number[]>, key: string, entry: number): void {
  const entries = index.get(key);
  if (!entries) index.set(key, [entry]);
  else if (entries.at(-1) !== entry) entries.push(entry);
}

function compareEntries(a: Entry, b: Entry): number {
  return compareText(a.list, b.list) || compareText(a.entity.sourceId, b.entity.sourceId);
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
