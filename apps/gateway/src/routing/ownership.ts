import type { ServiceName } from '#libs/platform';

/** A service that answers forwarded calls. */
export type Owner = Exclude<ServiceName, 'gateway'>;

/** In a pattern `*` is one segment, `**` at the end any number of them, none included. The first match wins. */
type Ownership = readonly (readonly [pattern: string, owner: Owner])[];

/** Below `/kyc`: back office, by API key. */
export const backOffice: Ownership = [
  ['sessions/*/documents/**', 'document'],
  ['sessions/*/subsessions/**', 'subsession'],
  ['sessions/**', 'workflow'],
  ['workflows/**', 'workflow'],
  ['extraction-profiles/**', 'document'],
  ['screenings/**', 'screening'],
  ['lists/**', 'screening'],
  ['watchlists/**', 'screening'],
];

/** Below `/public/sessions/{access_token}`: end users, by their link. */
export const publicSession: Ownership = [
  ['upload/**', 'document'],
  ['documents/**', 'document'],
  ['extract/**', 'document'],
  ['liveness/**', 'biometrics'],
  ['subsessions/**', 'subsession'],
  ['**', 'workflow'],
];

/** Finds who owns a path; undefined when nobody does. */
export function ownerOf(segments: readonly string[], ownership: Ownership): Owner | undefined {
  return ownership.find(([pattern]) => matches(segments, pattern.split('/')))?.[1];
}

function matches(segments: readonly string[], pattern: readonly string[]): boolean {
  const open = pattern.at(-1) === '**';
  const fixed = open ? pattern.slice(0, -1) : pattern;
  if (open ? segments.length < fixed.length : segments.length !== fixed.length) return false;
  return fixed.every((part, i) => part === '*' || part === segments[i]);
}
