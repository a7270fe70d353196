import type { FieldError } from '#libs/problems';
import { pathOf, valueAt } from './json-pointer.js';

/**
 * A copy of a faulty definition whose steps lack the values that were found fault with, so that defaults can take their
 * place. It shows what a step with a small mistake brings into a session, and spares the author false consequences of it.
 */
export function withoutFaults(definition: object, errors: readonly FieldError[]): object {
  const copy = structuredClone(definition);
  // From behind, because items that are taken out of a list move those that follow.
  for (const { pointer } of [...errors].reverse()) {
    const path = pathOf(pointer);
    if (path[0] === 'steps' && path.length > 2) remove(copy, path);
  }
  return copy;
}

function remove(root: object, path: string[]): void {
  const holder = valueAt(root, path.slice(0, -1));
  const last = path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else if (typeof holder === 'object' && holder !== null) delete (holder as Record<string, unknown>)[last];
}
