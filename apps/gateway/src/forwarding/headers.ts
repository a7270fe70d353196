import type { IncomingHttpHeaders } from 'node:http';

/**
 * What of a call is passed on. A list of what may pass, so that hop-by-hop headers, credentials, and headers that look
 * like the platform's own (`x-kyc-…`) stay outside without being named.
 */
const inward = ['accept', 'content-type', 'if-match', 'idempotency-key'] as const;

/** What of an answer is passed back. */
const outward = [
  'content-type',
  'content-length',
  'etag',
  'location',
  'retry-after',
  'content-disposition',
  'content-security-policy',
  'allow',
] as const;

type Headers = Record<string, string>;

/** The headers of an outside call that the owning service gets. */
export function inwardHeaders(from: IncomingHttpHeaders, hasBody: boolean): Headers {
  const headers = pick(from, inward);
  // Many clients announce JSON and send nothing; a type without a body would be refused as malformed JSON.
  if (!hasBody) delete headers['content-type'];
  return headers;
}

/** The headers of a service's answer that the outside gets. */
export function outwardHeaders(from: IncomingHttpHeaders): Headers {
  return pick(from, outward);
}

function pick(from: IncomingHttpHeaders, names: readonly string[]): Headers {
  const headers: Headers = {};
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}
