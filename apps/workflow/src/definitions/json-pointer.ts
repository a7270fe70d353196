/** A property name as a part of a JSON pointer (RFC 6901). */
export const toToken = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The property names and indexes that a JSON pointer goes through. */
export function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What stands at a path, or undefined. Only what the value itself holds counts. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** Whether one JSON pointer names another's place or something in it. */
export function isAtOrBelow(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
