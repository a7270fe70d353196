import { DomainRefusal } from '#libs/problems';

/** A request target from outside, taken apart so that every service reads it the same way. */
export interface OutsidePath {
  /** Decoded; never empty, `.` or `..`, and without slashes, backslashes and control characters. */
  segments: readonly string[];
  /** As it came, with its `?`; empty when there is none. */
  query: string;
}

const ambiguous = /[/\\\p{Cc}]/u;
const printableAscii = /^[\x21-\x7e]*$/;

/**
 * Takes a request target apart. One slash at the end is ignored; whatever two parsers could read differently (dot
 * segments, empty segments, encoded slashes, broken escapes) is refused instead of being repaired.
 *
 * @throws DomainRefusal `not_found`, or `invalid_query` when the query holds characters that belong escaped.
 */
export function parseOutsidePath(target: string): OutsidePath {
  const at = target.indexOf('?');
  const path = at < 0 ? target : target.slice(0, at);
  const query = at < 0 ? '' : target.slice(at);
  if (!printableAscii.test(query))
    throw new DomainRefusal('invalid_query', 'Escape everything but ASCII in the query.');
  if (!path.startsWith('/')) throw noSuchPath();
  const raw = path.slice(1).replace(/\/$/, '').split('/');
  return { segments: raw.map(readSegment), query };
}

/** Writes segments as a path again; characters that RFC 3986 allows in a segment stay as they are. */
export function writePath(segments: readonly string[]): string {
  return segments
    .map((s) => `/${encodeURIComponent(s).replace(/%(?:3A|40|24|26|2B|2C|3B|3D)/g, decodeURIComponent)}`)
    .join('');
}

function readSegment(raw: string): string {
  let segment: string;
  try {
    segment = decodeURIComponent(raw);
  } catch {
    throw noSuchPath();
  }
  if (segment === '' || segment === '.' || segment === '..' || ambiguous.test(segment)) throw noSuchPath();
  return segment;
}

function noSuchPath(): DomainRefusal {
  return new DomainRefusal('not_found', 'There is no route at this path.');
}
