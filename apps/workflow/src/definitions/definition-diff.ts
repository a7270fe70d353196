import { toToken } from './json-pointer.js';

/** One difference between two versions; `pointer` is into the older one for what was removed, else into the newer. */
export interface Difference {
  op: 'added' | 'removed' | 'changed';
  pointer: string;
}

/** What names an item of a list, whatever its place. */
const identities = ['step_id', 'field_id', 'document_type'] as const;

type Json = Record<string, unknown>;
type Item = { key: string; value: unknown };

/** Whether two JSON values say the same; the order of properties says nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, i) => isSame(item, other[i]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

/**
 * Where one JSON value differs from another, as JSON pointers. Items that have an id are held against the item of that
 * id, so that a step put in front does not look like a change of every other one.
 */
export function differences(older: unknown, newer: unknown, pointer = ''): Difference[] {
  if (isSame(older, newer)) return [];
  const found = pairsOf(older, newer).flatMap(([before, after]): Difference[] => {
    if (before && after) return differences(before.value, after.value, `${pointer}/${after.key}`);
    if (after) return [{ op: 'added', pointer: `${pointer}/${after.key}` }];
    return before ? [{ op: 'removed', pointer: `${pointer}/${before.key}` }] : [];
  });
  // Two values that have no parts, or the same items in another order.
  return found.length > 0 ? found : [{ op: 'changed', pointer }];
}

function pairsOf(older: unknown, newer: unknown): Pair[] {
  if (Array.isArray(older) && Array.isArray(newer)) return pairItems(older, newer);
  return isObject(older) && isObject(newer) ? pairKeys(older, newer) : [];
}

type Pair = [Item | undefined, Item | undefined];

function pairKeys(older: Json, newer: Json): Pair[] {
  const keys = [...new Set([...Object.keys(older), ...Object.keys(newer)])];
  const item = (holder: Json, key: string): Item | undefined =>
    Object.hasOwn(holder, key) ? { key: toToken(key), value: holder[key] } : undefined;
  return keys.map((key) => [item(older, key), item(newer, key)]);
}

function pairItems(older: readonly unknown[], newer: readonly unknown[]): Pair[] {
  const identity = identities.find((name) => isUnique(older, name) && isUnique(newer, name));
  const keyed = (items: readonly unknown[]): Map<unknown, Item> =>
    new Map(
      items.map((value, i) => [identity ? (value as Json)[identity] : i, { key: String(i), value }] as const),
    );
  const [before, after] = [keyed(older), keyed(newer)];
  return [...new Set([...before.keys(), ...after.keys()])].map((id) => [before.get(id), after.get(id)]);
}

function isUnique(items: readonly unknown[], identity: string): boolean {
  const ids = items.map((item) => (isObject(item) ? item[identity] : undefined));
  return ids.every((id) => typeof id === 'string') && new Set(ids).size === ids.length;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
