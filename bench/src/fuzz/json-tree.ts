interface Member {
  /** JSON text of the name, quotes included. */
  name: string;
  value: JsonTree;
}

/**
 * JSON as it is written, not as JavaScript reads it: a number may be `1e400`, a name may come twice, and `__proto__` is a
 * name like any other.
 */
export type JsonTree = { text: string } | { items: JsonTree[] } | { members: Member[] };

export function treeOf(value: unknown): JsonTree {
  if (Array.isArray(value)) return { items: value.map(treeOf) };
  if (typeof value !== 'object' || value === null) return { text: JSON.stringify(value) };
  return {
    members: Object.entries(value).map(([name, part]) => ({
      name: JSON.stringify(name),
      value: treeOf(part),
    })),
  };
}

export function textOf(tree: JsonTree): string {
  if ('text' in tree) return tree.text;
  if ('items' in tree) return `[${tree.items.map(textOf).join()}]`;
  return `{${tree.members.map(({ name, value }) => `${name}:${textOf(value)}`).join()}}`;
}

/** One place of a tree, with what holds it. */
export interface Place {
  value: JsonTree;
  set(value: JsonTree): void;
  remove(): void;
  /** Writes it so many times more beside itself, under the same name where it has one. */
  repeat(times: number): void;
}

/** Every place below the root, parents before what is in them. */
export function placesOf(tree: JsonTree): Place[] {
  if ('text' in tree) return [];
  const places =
    'items' in tree
      ? tree.items.map((value, i) => placeIn(tree.items, i, value, (changed) => changed))
      : tree.members.map(({ name, value }, i) =>
          placeIn(tree.members, i, value, (changed) => ({ name, value: changed })),
        );
  return places.flatMap((place) => [place, ...placesOf(place.value)]);
}

function placeIn<T>(list: T[], i: number, value: JsonTree, entryOf: (value: JsonTree) => T): Place {
  return {
    value,
    set: (changed) => void list.splice(i, 1, entryOf(changed)),
    remove: () => void list.splice(i, 1),
    repeat: (times) => void list.splice(i, 0, ...Array.from({ length: times }, () => entryOf(value))),
  };
}
