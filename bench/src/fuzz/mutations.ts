import fc from 'fast-check';
import { hostileJson, hostileName } from './hostile-json.js';
import { placesOf, textOf, treeOf, type JsonTree } from './json-tree.js';

/** Numbers say where; they count the places of whatever the change meets. */
type Change =
  | { kind: 'replace'; at: number; text: string }
  | { kind: 'remove'; at: number }
  | { kind: 'add'; at: number; name: string; text: string }
  | { kind: 'repeat'; at: number; times: number }
  | { kind: 'copy'; at: number; from: number };

/** Beyond what a body may be, and within what a string may be. */
const longestText = 8_000_000;

const at = fc.nat({ max: 100_000 });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('replace' as const), at, text: hostileJson }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('add' as const), at, name: hostileName, text: hostileJson }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('repeat' as const),
      at,
      times: fc.integer({ min: 1, max: 600 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('copy' as const), at, from: at }) },
);

/** JSON text of valid values with something wrong at any of their places, and of things that are nothing like them. */
export function mutated(...valid: readonly unknown[]): fc.Arbitrary<string> {
  const changed = fc
    .tuple(fc.constantFrom(...valid), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([value, changes]) => {
      const tree = treeOf(value);
      for (const one of changes) apply(tree, one);
      return textOf(tree);
    });
  return fc.oneof({ weight: 30, arbitrary: changed }, { weight: 1, arbitrary: hostileJson });
}

function apply(tree: JsonTree, change: Change): void {
  const places = placesOf(tree);
  const place = places[change.at % places.length];
  if (!place) return;
  switch (change.kind) {
    case 'replace':
      return place.set({ text: change.text });
    case 'remove':
      return place.remove();
    case 'repeat':
      // Repeated parts may hold repeated parts: the whole is what has a limit.
      return place.repeat(Math.min(change.times, Math.floor(longestText / textOf(tree).length)));
    case 'copy':
      return place.set(structuredClone(places[change.from % places.length]?.value ?? place.value));
    case 'add':
      if ('items' in place.value) place.value.items.push({ text: change.text });
      else if ('members' in place.value)
        place.value.members.push({ name: change.name, value: { text: change.text } });
  }
}
