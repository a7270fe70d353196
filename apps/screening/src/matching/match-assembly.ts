import { createHash } from 'node:crypto';
import { type Identifier, type ListEntity, type ListName } from '../lists/index.js';
import { profileEvidence } from './profile-evidence.js';
import { type Evidence, type Match, type Subject } from './subject.js';
import { strengthOf } from './thresholds.js';

/** The best likeness of names between the subject and one entry. */
export interface NameFinding {
  readonly name: ListName;
  /** The subject's name or alias that was compared. */
  readonly asked: string;
  /** 0–1, the kind of the listed name taken into account. */
  readonly score: number;
}

/** An identity number that subject and entry share. */
export interface IdentifierFinding {
  readonly identifier: Identifier;
  /** The score that it brings the match to at least. */
  readonly score: number;
}

/** All that was found between the subject and one entry. */
export interface Findings {
  readonly name?: NameFinding;
  readonly wallet?: string;
  readonly identifier?: IdentifierFinding;
}

/** A match before it is decided whether it is returned. */
export interface ScoredFindings {
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

/**
 * Adds up what was found: the likeness of the names, what the profile says about it, then identity numbers and wallets,
 * which bring the score up to their own. The rounded weights add up to the score.
 */
export function scoreFindings(subject: Subject, entity: ListEntity, findings: Findings): ScoredFindings {
  const evidence: Evidence[] = [];
  const { name, identifier, wallet } = findings;
  if (name) {
    evidence.push({ kind: 'name', verdict: 'agrees', weight: name.score, detail: nameDetail(name) });
    evidence.push(...profileEvidence(subject, entity, name.score));
  }
  const sum = () => evidence.reduce((total, { weight }) => total + weight, 0);
  if (identifier) {
    const { type, country } = identifier.identifier;
    const detail = `The same ${type.replaceAll('_', ' ')} number${country ? ` (${country})` : ''}`;
    evidence.push({
      kind: 'identifier',
      verdict: 'agrees',
      weight: Math.max(0, identifier.score - sum()),
      detail,
    });
  }
  if (wallet !== undefined) {
    const detail = `The address ${wallet} is on the list`;
    evidence.push({ kind: 'wallet', verdict: 'agrees', weight: Math.max(0, 1 - sum()), detail });
  }
  const rounded = evidence.map((reason) => ({ ...reason, weight: round(reason.weight) }));
  const score = round(rounded.reduce((total, { weight }) => total + weight, 0));
  return { score: Math.min(1, Math.max(0, score)), evidence: rounded };
}

/** The match as it is returned. */
export function assembleMatch(
  list: string,
  entity: ListEntity,
  findings: Findings,
  scored: ScoredFindings,
): Match {
  const primary = entity.names[0] ?? { value: '', kind: 'primary' };
  return {
    entityId: entityIdOf(list, entity.sourceId),
    entityVersion: digest(JSON.stringify(entity)),
    list,
    sourceId: entity.sourceId,
    type: entity.type,
    name: primary.value,
    matchedName: findings.name?.name ?? primary,
    score: scored.score,
    strength: strengthOf(scored.score),
    topics: entity.topics,
    programmes: entity.programmes,
    evidence: scored.evidence,
  };
}

/** The id of an entry: the same in every version of its list. */
export function entityIdOf(list: string, sourceId: string): string {
  return `ent_${digest(JSON.stringify([list, sourceId]))}`;
}

function nameDetail({ asked, name, score }: NameFinding): string {
  const kinds = {
    primary: 'name',
    strong_alias: 'alias',
    weak_alias: 'weak alias',
    former: 'former name',
    original_script: 'name in its own script',
  } as const;
  const percent = Math.round(score * 100);
  return `"${asked}" is like the listed ${kinds[name.kind]} "${name.value}" (${percent} of 100)`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
