import { isSameCompanyName } from './company-name.js';
import { foldedWords } from './folded-words.js';
import { nameLikeness } from './person-name.js';
import { applicant, type Testimony } from './testimony.js';

/** How alike the names of two testimonies are, 0 to 1; undefined when one of them gives none. */
export function likeness(a: Testimony, b: Testimony): number | undefined {
  if (a.personName && b.personName) return nameLikeness(a.personName, b.personName);
  if (a.companyName === undefined || b.companyName === undefined) return undefined;
  return isSameCompanyName(a.companyName, b.companyName) ? 1 : 0;
}

/**
 * The testimonies about each person or company that a document speaks of. Documents and forms belong together when they
 * have the same role. All documents of the applicant are held to be of one person; of another role there may be several
 * people, told apart by their names, as soon as a document type is there twice.
 */
export function holdersOf(forms: readonly Testimony[], documents: readonly Testimony[]): Testimony[][] {
  const placed = documents.map((document) => placeBill(document, [...forms, ...documents]));
  return groupsOf(placed, ({ about, role }) => `${about} ${role}`).flatMap((group) => {
    const { about, role } = group[0];
    const declared = forms.filter((form) => form.about === about && form.role === role);
    const clusters = role === applicant || !hasSeveral(group) ? [group] : clustersOf(group);
    return clusters.map((cluster) => [...formOf(cluster, declared, clusters.length), ...cluster]);
  });
}

/** A bill in the name of a company of the session is the company's, not a person's. */
function placeBill(document: Testimony, all: readonly Testimony[]): Testimony {
  const { personName, ...rest } = document;
  if (!personName) return document;
  const isCompanys = all.some(
    ({ companyName }) => companyName !== undefined && isSameCompanyName(companyName, personName.full),
  );
  const sources = (field: string): string[] =>
    rest.sources(field === 'company_name' ? 'full_name' : field === 'registered_address' ? 'address' : field);
  return isCompanys ? { ...rest, sources, about: 'company', companyName: personName.full } : document;
}

function hasSeveral(group: readonly Testimony[]): boolean {
  return new Set(group.map(({ slot }) => slot)).size < group.length;
}

/** Documents of several people of one role by name; who is not named on it, a document does not tell. */
function clustersOf(group: readonly Testimony[]): Testimony[][] {
  const clusters: Testimony[][] = [];
  for (const testimony of group) {
    const [best] = byLikeness(clusters, (cluster) => bestLikeness(cluster, testimony));
    if (best) best.push(testimony);
    else clusters.push([testimony]);
  }
  return clusters;
}

/**
 * What the form says of the holder of these documents: the party whose name is most like theirs. Where no name agrees,
 * the documents are of somebody the form does not name, which the comparison of the names then says; the rest of a
 * party is held against documents only when there is no other it could be about.
 */
function formOf(
  cluster: readonly Testimony[],
  declared: readonly Testimony[],
  clusters: number,
): Testimony[] {
  const [best] = byLikeness([...declared, ...joined(declared, cluster)], (form) =>
    bestLikeness(cluster, form),
  );
  if (best) return [best];
  const [first, ...others] = declared;
  if (!first) return [];
  const isOnlyChoice = others.length === 0 && clusters === 1;
  return [isOnlyChoice ? first : { ...first, dateOfBirth: undefined, countries: [] }];
}

/**
 * Names of the applicant in one step as one name, for forms that ask for given names and surname in fields of their own.
 * A name that is longer than any on the documents is rather that of several people.
 */
function joined(declared: readonly Testimony[], cluster: readonly Testimony[]): Testimony[] {
  const people = declared.filter(({ personName, role }) => personName !== undefined && role === applicant);
  const longest = Math.max(...cluster.map(({ personName }) => foldedWords(personName?.full ?? '').length));
  const stepOf = ({ sources }: Testimony): string => sources('full_name')[0]?.split('/')[0] ?? '';
  return groupsOf(people, stepOf).flatMap((parts) => {
    if (parts.length === 1) return [];
    const sources = parts.flatMap((part) => part.sources('full_name'));
    const full = parts.map(({ personName }) => personName?.full).join(' ');
    if (foldedWords(full).length > longest) return [];
    return [{ ...parts[0], personName: { full }, sources: () => sources }];
  });
}

function bestLikeness(cluster: readonly Testimony[], other: Testimony): number {
  return Math.max(0, ...cluster.map((testimony) => likeness(testimony, other) ?? 0));
}

/** Those with any likeness, the most alike first. */
function byLikeness<T>(entries: readonly T[], likenessOf: (entry: T) => number): T[] {
  return entries
    .map((entry) => ({ entry, likeness: likenessOf(entry) }))
    .filter((found) => found.likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .map(({ entry }) => entry);
}

/** Those with the same key, each group and its entries in the order in which they came. */
function groupsOf<T>(entries: readonly T[], keyOf: (entry: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const entry of entries) {
    const group = groups.get(keyOf(entry));
    if (group) group.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return [...groups.values()];
}
