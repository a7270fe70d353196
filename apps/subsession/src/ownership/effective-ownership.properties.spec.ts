import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type DeclaredParty, type EntityType } from './declared-party.js';
import { effectiveOwnership } from './effective-ownership.js';
import { holdingGraph } from './holding-graph.js';
import { integratedOwnership } from './integrated-ownership.js';
import { director } from './testing/parties.js';

const numRuns = 500;
const threshold = 25;

interface Shape {
  name: string;
  type: EntityType | undefined;
  role: string | undefined;
  share: number | undefined;
  status: string;
  parties: Shape[];
}

/** Few names, so that holders meet again in other branches and rings arise; the onboarded company is among them. */
const name = fc.constantFrom('Acme', 'Bolt', 'Core', 'Dune', 'Edge', 'Fox');
const share = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom(undefined, 0, 1e-6, 1e-12, 1e-300, 5e-324, 33.3333, 50, 99.999_999_999, 100),
  fc.double({ min: 0, max: 100, noNaN: true }),
);
const shapesAbove = (parties: fc.Arbitrary<Shape[]>): fc.Arbitrary<Shape[]> =>
  fc.array(
    fc.record({
      name,
      type: fc.constantFrom('individual', 'company', 'company', undefined),
      role: fc.constantFrom('ubo', 'shareholder', 'director', undefined),
      share,
      status: fc.constantFrom('active', 'approved', 'rejected'),
      parties,
    }),
    { maxLength: 4 },
  );
const shapes = shapesAbove(shapesAbove(shapesAbove(fc.constant([]))));

/** Gives each party an id of its own. */
function declared(shapes: Shape[], above = 'sub'): DeclaredParty[] {
  return shapes.map(({ type, share, parties, ...rest }, i) => ({
    ...rest,
    subsession_id: `${above}_${i}`,
    entity_type: type,
    ownership_percentage: share,
    parties: declared(parties, `${above}_${i}`),
  }));
}

const anyParties = shapes.map((all) => declared(all));
const viewOf = (parties: DeclaredParty[]) => effectiveOwnership({ name: 'Acme', parties }, threshold);
const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe('whatever is declared', () => {
  it('every figure is a number from 0 to 100 with four decimals at most', () => {
    fc.assert(
      fc.property(anyParties, (parties) => {
        const { over_declared, ...view } = viewOf(parties);
        const percentages = [...numbersIn(view), ...over_declared.map(({ declared }) => declared / 100)];
        for (const figure of numbersIn(view)) expect(Number(figure.toFixed(4))).toBe(figure);
        for (const figure of percentages) expect(Number.isFinite(figure) && figure >= 0).toBe(true);
        for (const figure of numbersIn(view)) expect(figure).toBeLessThanOrEqual(100);
      }),
      { numRuns },
    );
  });

  it('the shares of natural persons and what is unaccounted for make 100', () => {
    fc.assert(
      fc.property(anyParties, (parties) => {
        const graph = holdingGraph({ name: 'Acme', parties });
        const { effective, ending, trapped } = integratedOwnership(graph);
        const isPerson = graph.map(({ entityType }) => entityType !== 'company');
        const traced = sum(effective.filter((_, i) => isPerson[i]));
        const untraced = sum(ending.filter((_, i) => !isPerson[i])) + sum(trapped);
        expect(Math.abs(traced + untraced - 100)).toBeLessThan(1e-6);

        const view = viewOf(parties);
        const shown = sum(view.owners.filter((o) => o.entity_type !== 'company').map((o) => o.effective));
        expect(shown + view.unaccounted.percent).toBeLessThan(100 + 1e-6);
        expect(shown + view.unaccounted.percent).toBeGreaterThan(
          100 - 1e-6 - 1e-4 * (view.owners.length + 1),
        );
      }),
      { numRuns },
    );
  });

  it('what is unaccounted for is the sum of its parts', () => {
    fc.assert(
      fc.property(anyParties, (parties) => {
        const { unaccounted, circular } = viewOf(parties);
        const parts = [...unaccounted.undeclared, ...unaccounted.unresolved, ...circular];
        const gap = unaccounted.percent - sum(parts.map(({ percent }) => percent));
        expect(gap).toBeGreaterThan(-1e-6);
        expect(gap).toBeLessThan(1e-6 + 1e-4 * (parts.length + 1));
      }),
      { numRuns },
    );
  });

  it('the order of the parties does not matter', () => {
    const reversed = (parties: DeclaredParty[]): DeclaredParty[] =>
      parties.map((party) => ({ ...party, parties: reversed(party.parties) })).reverse();
    fc.assert(
      fc.property(anyParties, (parties) => {
        expect(viewOf(reversed(parties))).toEqual(viewOf(parties));
      }),
      { numRuns },
    );
  });

  it('a director without shares changes nothing, even a namesake of an owner', () => {
    fc.assert(
      fc.property(anyParties, name, (parties, namesake) => {
        const added = director(namesake.toUpperCase(), { subsession_id: 'added', status: 'rejected' });
        const withDirector = (of: DeclaredParty[]): DeclaredParty[] => [
          added,
          ...of.map((party) =>
            party.entity_type === 'company' ? { ...party, parties: withDirector(party.parties) } : party,
          ),
        ];
        expect(viewOf(withDirector(parties))).toEqual(viewOf(parties));
      }),
      { numRuns },
    );
  });

  it('direct and indirect make the effective share, and each holder is there once', () => {
    fc.assert(
      fc.property(anyParties, (parties) => {
        const { owners } = viewOf(parties);
        for (const { direct, indirect, effective } of owners)
          expect(Math.abs(effective - direct - indirect)).toBeLessThan(2e-4);
        const ids = owners.flatMap(({ subsession_ids }) => subsession_ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns },
    );
  });
});

describe('a tree in which nobody is named twice', () => {
  /** Makes names unique and scales the shares of a company to at most 100 together. */
  const apart = (parties: DeclaredParty[]): DeclaredParty[] => {
    const all = sum(parties.map(({ ownership_percentage = 0 }) => ownership_percentage));
    return parties.map(({ ownership_percentage = 0, ...party }) => ({
      ...party,
      name: party.subsession_id,
      ownership_percentage: all > 100 ? (ownership_percentage / all) * 100 : ownership_percentage,
      parties: apart(party.parties),
    }));
  };
  const products = (parties: DeclaredParty[], above = 100): [string, number][] =>
    parties.flatMap(({ name, entity_type, ownership_percentage = 0, parties: below }) => {
      const percent = (above * ownership_percentage) / 100;
      return [[name, percent], ...(entity_type === 'individual' ? [] : products(below, percent))];
    });

  it('gives each holder the product of the shares on its path', () => {
    fc.assert(
      fc.property(anyParties.map(apart), (parties) => {
        const { owners, circular, over_declared } = viewOf(parties);
        expect({ circular, over_declared }).toEqual({ circular: [], over_declared: [] });
        const shown = new Map(owners.map((owner) => [owner.name, owner]));
        for (const [holder, percent] of products(parties)) {
          expect(Math.abs((shown.get(holder)?.effective ?? 0) - percent)).toBeLessThan(1.01e-4);
          if (percent > 1e-6) expect(shown.get(holder)?.paths).toHaveLength(1);
        }
      }),
      { numRuns },
    );
  });
});
