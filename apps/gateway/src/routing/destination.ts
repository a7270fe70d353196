import { DomainRefusal } from '#libs/problems';
import { writePath, type OutsidePath } from './outside-path.js';
import { backOffice, ownerOf, publicSession, type Owner } from './ownership.js';

/** Where a call from outside goes and what must be proved before. `path` holds the query too. */
export type Destination =
  | { kind: 'back_office'; service: Owner; path: string }
  | { kind: 'session_view'; service: 'workflow'; path: string; sessionId: string }
  | { kind: 'public_session'; service: Owner; path: string; token: string }
  | { kind: 'storage'; service: Owner; path: string };

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Decides where a call goes. Only the prefixes named here lead inside, so that what services offer each other
 * (`/internal`) can never be named from outside.
 *
 * @throws DomainRefusal `not_found` for an unknown path, `method_not_allowed` for a method that no route has; one that only this
 * route lacks is refused by its service.
 */
export function destinationOf(method: string, { segments, query }: OutsidePath): Destination {
  if (!methods.includes(method))
    throw new DomainRefusal('method_not_allowed', `${method} is not used here.`, [], {
      allowed_methods: methods,
    });
  const [zone, ...rest] = segments;
  const path = writePath(segments) + query;
  if (zone === 'kyc') return backOfficeDestination(method, rest, path);
  if (zone === 'public') return publicDestination(rest, query);
  if (zone === 'storage') return { kind: 'storage', service: 'document', path };
  throw noRoute();
}

function backOfficeDestination(method: string, rest: readonly string[], path: string): Destination {
  const service = ownerOf(rest, backOffice);
  if (!service) throw noRoute();
  const [resource, sessionId] = rest;
  if (method === 'GET' && resource === 'sessions' && sessionId && rest.length === 2)
    return { kind: 'session_view', service: 'workflow', sessionId, path };
  return { kind: 'back_office', service, path };
}

function publicDestination(rest: readonly string[], query: string): Destination {
  const [collection, token, ...below] = rest;
  const service = ownerOf(below, publicSession);
  if (collection !== 'sessions' || !token || !service) throw noRoute();
  // The token stays here: the owning service learns the session from the signed identity instead.
  return { kind: 'public_session', service, token, path: writePath(['public', 'session', ...below]) + query };
}

function noRoute(): DomainRefusal {
  return new DomainRefusal('not_found', 'There is no route at this path.');
}
