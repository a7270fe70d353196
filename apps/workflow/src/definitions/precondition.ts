import { DomainRefusal } from '#libs/problems';

/** The entity tag of a workflow's version. */
export const etagOf = ({ version }: { version: number }): string => `"${version}"`;

/**
 * Holds an `If-Match` header (RFC 9110, 13.1.1) against the latest version. A weak tag counts like a strong one: every
 * difference between versions is one that matters.
 *
 * @throws DomainRefusal `precondition_failed`
 */
export function requireMatch(ifMatch: string | undefined, current: { version: number }): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  if (tags.includes('*') || tags.includes(etagOf(current))) return;
  throw new DomainRefusal(
    'precondition_failed',
    `The latest version is ${current.version}. Read it, take over what changed, and send If-Match: ${etagOf(current)}.`,
    [],
    { current_version: current.version },
  );
}
