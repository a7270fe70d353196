import { DomainRefusal } from '#libs/problems';

/** The refusal of a route that the public contract promises and that is not there yet. */
export function notBuilt(what: string): DomainRefusal {
  return new DomainRefusal('not_implemented', `${what} is not built yet.`);
}
