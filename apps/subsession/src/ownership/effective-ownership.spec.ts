import { describe, expect, it } from '@jest/globals';
import { type DeclaredParty } from './declared-party.js';
import { effectiveOwnership } from './effective-ownership.js';
import { type OwnershipView } from '#libs/contracts';
import { director, holding, person } from './testing/parties.js';

const viewOf = (parties: DeclaredParty[], threshold = 25): OwnershipView =>
  effectiveOwnership({ name: 'Acme', parties }, threshold);

const shares = ({ owners }: OwnershipView): Record<string, number> =>
  Object.fromEntries(owners.map(({ name, effective }) => [name, effective]));

const beneficialOwners = ({ owners }: OwnershipView): string[] =>
  owners.filter((owner) => owner.is_beneficial_owner).map(({ name }) => name);

const owner = ({ owners }: OwnershipView, name: string) => owners.find((one) => one.name === name);

describe('what cannot be traced to a natural person', () => {
  it('is the whole of a company that names nobody', () => {
    expect(viewOf([])).toEqual({
      threshold: 25,
      owners: [],
      unaccounted: {
        percent: 100,
        undeclared: [{ subsession_id: null, name: 'Acme', percent: 100, owners_without_share: [] }],
        unresolved: [],
      },
      circular: [],
      over_declared: [],
      paths_complete: true,
    });
  });

  it('is undeclared where owners are named without percentages', () => {
    const again = person('Ann', undefined, { subsession_id: 'sub_Again' });
    const view = viewOf([person('Ann'), person('Bob', 40), director('Cy'), again]);
    expect(shares(view)).toEqual({ Bob: 40 });
    expect(view.unaccounted).toEqual({
      percent: 60,
      undeclared: [
        { subsession_id: null, name: 'Acme', percent: 60, owners_without_share: ['sub_Again', 'sub_Ann'] },
      ],
      unresolved: [],
    });
  });

  it('is undeclared at the holding whose owners leave a rest, in percent of the onboarded company', () => {
    const { unaccounted } = viewOf([person('Ann', 50), holding('Hold', 50, [person('Bob', 70)])]);
    expect(unaccounted.percent).toBe(15);
    expect(unaccounted.undeclared).toEqual([
      { subsession_id: 'sub_Hold', name: 'Hold', percent: 15, owners_without_share: [] },
    ]);
  });

  it('is undeclared, not unresolved, at a holding that names owners without percentages', () => {
    const { unaccounted } = viewOf([holding('Hold', 100, [person('Bob')])]);
    expect(unaccounted.undeclared).toMatchObject([
      { subsession_id: 'sub_Hold', percent: 100, owners_without_share: ['sub_Bob'] },
    ]);
    expect(unaccounted.unresolved).toEqual([]);
  });

  it('is unresolved behind a holding that names directors at most', () => {
    const { unaccounted } = viewOf([person('Ann', 40), holding('Hold', 60, [director('Cy')])]);
    expect(unaccounted).toEqual({
      percent: 60,
      undeclared: [],
      unresolved: [{ subsession_id: 'sub_Hold', name: 'Hold', percent: 60 }],
    });
  });

  it('is nothing behind a shareholder of unknown type, who may be one', () => {
    const unknown = { entity_type: undefined, role: 'shareholder' };
    const view = viewOf([person('Ann', 80, unknown), person('Bob', 20, unknown)]);
    expect(view.owners).toMatchObject([
      { name: 'Ann', entity_type: null, effective: 80, is_beneficial_owner: true, is_verified: false },
      { name: 'Bob', entity_type: null, effective: 20, is_beneficial_owner: false },
    ]);
    expect(view.unaccounted).toEqual({ percent: 0, undeclared: [], unresolved: [] });
  });

  it('is no way to split the shares of a person whose type is left out in one place', () => {
    const again = person('Ann', 30, { entity_type: undefined, role: 'shareholder', subsession_id: 'sub_2' });
    const view = viewOf([again, holding('Hold', 50, [person('Ann', 20)])]);
    expect(owner(view, 'Ann')).toMatchObject({ entity_type: 'individual', effective: 40 });
  });
});

describe('shares declared to more than 100 percent', () => {
  const view = viewOf([person('Ann', 60), person('Bob', 25), holding('Hold', 25, [person('Cy', 100)])]);

  it('are reported and counted in proportion, as parts of what was declared', () => {
    expect(view.over_declared).toEqual([{ subsession_id: null, name: 'Acme', declared: 110 }]);
    expect(shares(view)).toEqual({ Ann: 54.5454, Bob: 22.7272, Hold: 22.7272, Cy: 22.7272 });
    expect(view.unaccounted.percent).toBe(0);
  });

  it('make no beneficial owner disappear: what was declared to reach the threshold still does', () => {
    expect(beneficialOwners(view)).toEqual(['Ann', 'Bob', 'Cy']);
    expect(owner(view, 'Cy')?.paths).toEqual([{ subsession_ids: ['sub_Hold', 'sub_Cy'], share: 25 }]);
  });

  it('are found at a holding', () => {
    const { over_declared } = viewOf([holding('Hold', 10, [person('Ann', 100), person('Bob', 0.01)])]);
    expect(over_declared).toEqual([{ subsession_id: 'sub_Hold', name: 'Hold', declared: 100.01 }]);
  });

  it('are none where decimals add up to 100', () => {
    const view = viewOf([person('Ann', 33.4), person('Bob', 33.3), person('Cy', 33.3)]);
    expect(view.over_declared).toEqual([]);
    expect(view.unaccounted).toEqual({ percent: 0, undeclared: [], unresolved: [] });
  });
});

describe('rings of holdings', () => {
  it('that nobody outside owns are reported and count as unaccounted', () => {
    const x = holding('X', 50, [holding('Y', 100, [holding('X', 100, [], { subsession_id: 'sub_X2' })])]);
    const view = viewOf([person('Ann', 50), x]);
    expect(shares(view)).toEqual({ Ann: 50, X: 50, Y: 50 });
    expect(view.circular).toEqual([
      {
        members: [
          { subsession_id: 'sub_X', name: 'X' },
          { subsession_id: 'sub_Y', name: 'Y' },
        ],
        percent: 50,
      },
    ]);
    expect(view.unaccounted).toEqual({ percent: 50, undeclared: [], unresolved: [] });
  });

  it('are closed though the blocks that make 100 percent add up to less in binary', () => {
    const blocks = [0.1, 64.1, 35.8].map((share, i) =>
      holding('Y', share, [], { subsession_id: `block_${i}` }),
    );
    const y = holding('Y', undefined, [holding('X', 100, [], { subsession_id: 'sub_X2' })]);
    const view = viewOf([holding('X', 100, blocks), y]);
    expect(view.circular).toMatchObject([{ percent: 100 }]);
    expect(view.unaccounted).toEqual({ percent: 100, undeclared: [], unresolved: [] });
  });

  it('may close over the onboarded company itself', () => {
    const view = viewOf([holding('X', 100, [holding('ACME', 100, [])])]);
    expect(shares(view)).toEqual({ Acme: 100, X: 100 });
    expect(view.circular).toMatchObject([
      { members: [{ subsession_id: null }, { name: 'X' }], percent: 100 },
    ]);
    expect(view.unaccounted.percent).toBe(100);
  });

  /**
   * Acme: Ann 40, X 50, nobody 10. X: Acme 20, Bob 80. What comes by at Acme is 1 + 0.2·0.5 of itself = 1/(1 − 0.1) =
   * 1.1111, at X half of that. Ann 0.4·1.1111, Bob 0.8·0.5556, nobody 0.1·1.1111. Acme has 0.5·0.2 of itself.
   */
  it('that pass on what they get are solved exactly: a cross-holding', () => {
    const view = viewOf([person('Ann', 40), holding('X', 50, [holding('Acme', 20, []), person('Bob', 80)])]);
    expect(shares(view)).toEqual({ Ann: 44.4444, Bob: 44.4444, X: 50, Acme: 10 });
    expect(owner(view, 'Ann')).toMatchObject({ direct: 40, indirect: 4.4444 });
    expect(owner(view, 'Acme')?.paths).toEqual([{ subsession_ids: ['sub_X', 'sub_Acme'], share: 10 }]);
    expect(view.circular).toMatchObject([{ members: [{ name: 'Acme' }, { name: 'X' }], percent: 0 }]);
    expect(view.unaccounted.percent).toBe(11.1111);
  });

  it('are found however long they are and however little goes round in them', () => {
    const names = Array.from({ length: 300 }, (_, i) => `X${i}`);
    const links = names.map((name, i) =>
      holding(name, i === 0 ? 50 : undefined, [
        holding(names[(i + 1) % 300]!, 1, [], { subsession_id: `link_${i}` }),
      ]),
    );
    expect(viewOf(links).circular.map(({ members }) => members.length)).toEqual([300]);
  });

  it('may be one company with shares of itself, which come to the others in proportion', () => {
    const view = viewOf([holding('Acme', 10, []), person('Ann', 60), person('Bob', 30)]);
    expect(shares(view)).toEqual({ Ann: 66.6666, Bob: 33.3333, Acme: 10 });
    expect(view.circular).toEqual([{ members: [{ subsession_id: null, name: 'Acme' }], percent: 0 }]);
  });

  it('are exact when almost nothing leaves them', () => {
    const again = holding('X', 99.999_999, [], { subsession_id: 'sub_X2' });
    const view = viewOf([holding('X', 100, [holding('Y', 100, [again, person('Ann', 0.000_001)])])]);
    expect(shares(view)).toEqual({ X: 100, Y: 100, Ann: 100 });
    expect(view.unaccounted.percent).toBe(0);
  });
});

describe('a holder', () => {
  it('has its own share directly', () => {
    const view = viewOf([person('Ann', 60), person('Bob', 40, { status: 'approved' })]);
    expect(view.owners).toEqual([
      {
        name: 'Ann',
        entity_type: 'individual',
        subsession_ids: ['sub_Ann'],
        direct: 60,
        indirect: 0,
        effective: 60,
        is_beneficial_owner: true,
        is_verified: false,
        paths: [{ subsession_ids: ['sub_Ann'], share: 60 }],
      },
      expect.objectContaining({ name: 'Bob', effective: 40, is_verified: true }),
    ]);
  });

  it('has its part of what a holding has: 60 percent held half and half are 30 each', () => {
    const view = viewOf([holding('Hold', 60, [person('Ann', 50), person('Bob', 50)]), person('Cy', 20)]);
    expect(shares(view)).toEqual({ Hold: 60, Ann: 30, Bob: 30, Cy: 20 });
    expect(beneficialOwners(view)).toEqual(['Ann', 'Bob']);
    expect(owner(view, 'Ann')).toMatchObject({ direct: 0, indirect: 30 });
  });

  it('is one in all branches: 15 directly and 20 percent of 60 are 27', () => {
    const again = person('ann', 20, { name: 'ANN  o’neil', status: 'approved' });
    const view = viewOf([
      person('Ann', 15, { name: "Ann O'Neil", status: 'approved' }),
      holding('Hold', 60, [again]),
    ]);
    expect(owner(view, "Ann O'Neil")).toEqual({
      name: "Ann O'Neil",
      entity_type: 'individual',
      subsession_ids: ['sub_Ann', 'sub_ann'],
      direct: 15,
      indirect: 12,
      effective: 27,
      is_beneficial_owner: true,
      is_verified: true,
      paths: [
        { subsession_ids: ['sub_Ann'], share: 15 },
        { subsession_ids: ['sub_Hold', 'sub_ann'], share: 12 },
      ],
    });
  });

  it('is not verified while one of its sessions is not approved', () => {
    const approved = person('Ann', 50, { status: 'approved' });
    const pending = person('Ann', 10, { subsession_id: 'sub_2' });
    expect(owner(viewOf([approved, holding('Hold', 50, [pending])]), 'Ann')?.is_verified).toBe(false);
  });

  it('has one share when another role states it again, and both when one role names two blocks', () => {
    const asShareholder = person('Ann', 30, { subsession_id: 'sub_2', role: 'shareholder' });
    expect(shares(viewOf([person('Ann', 30), asShareholder]))).toEqual({ Ann: 30 });
    expect(shares(viewOf([person('Ann', 30), person('Ann', 5, { subsession_id: 'sub_2' })]))).toEqual({
      Ann: 35,
    });
  });

  it('is owned by those whom its sessions name, by more than 100 percent when they contradict each other', () => {
    const named = (id: string, annHas: number) => {
      const parties = [person('Ann', annHas), person('Bob', 100 - annHas)];
      const under = parties.map((party) => ({ ...party, subsession_id: `${id}_${party.name}` }));
      return holding('Hold', 100, under, { subsession_id: id });
    };
    const both = (first: number, second: number) =>
      viewOf([holding('X', 50, [named('a', first)]), holding('Y', 50, [named('b', second)])]);
    expect(shares(both(80, 80))).toMatchObject({ Hold: 100, Ann: 80, Bob: 20 });
    expect(both(80, 80).over_declared).toEqual([]);
    expect(both(80, 30).over_declared).toEqual([{ subsession_id: 'a', name: 'Hold', declared: 150 }]);
  });

  it('is known by what was declared elsewhere when its own place names nobody', () => {
    const withOwners = holding('Hold', 30, [person('Ann', 100)]);
    const view = viewOf([withOwners, holding('X', 70, [holding('hold', 100, [])])]);
    expect(shares(view)).toMatchObject({ Hold: 100, Ann: 100 });
    expect(owner(view, 'Ann')?.paths).toEqual([
      { subsession_ids: ['sub_Hold', 'sub_Ann'], share: 30 },
      { subsession_ids: ['sub_X', 'sub_hold', 'sub_Ann'], share: 70 },
    ]);
  });

  it('without a name of the onboarded company is never taken for it', () => {
    const view = effectiveOwnership({ parties: [holding('Acme', 100, [])] }, 25);
    expect(view.owners).toMatchObject([{ name: 'Acme', effective: 100 }]);
    expect(view.unaccounted.unresolved).toMatchObject([{ name: 'Acme', percent: 100 }]);
  });

  it('that is a natural person is owned by nobody, whomever its session names', () => {
    expect(shares(viewOf([person('Ann', 100, { parties: [person('Bob', 50)] })]))).toEqual({ Ann: 100 });
  });
});

describe('the threshold', () => {
  const through = (share: number, part: number) => holding('Hold', share, [person('Ann', part)]);
  it.each([
    [25, [person('Ann', 25)], true],
    [25, [person('Ann', 24.9999)], false],
    [25, [person('Ann', 24.99999999)], false],
    [25, [through(62.5, 40)], true],
    [25, [through(70, 30), holding('X', 10, [person('Ann', 40, { subsession_id: 'sub_2' })])], true],
    // In binary 24.999999999999996.
    [25, [person('Ann', 23.13, { subsession_id: 'sub_2' }), through(11, 17)], true],
    [10, [through(40, 25)], true],
    [10, [through(30, 100 / 3)], true],
    [10, [through(40, 24.9)], false],
  ])('of %d percent is reached from exactly that share on', (threshold, parties, reached) => {
    const view = viewOf(parties, threshold);
    expect(owner(view, 'Ann')?.is_beneficial_owner).toBe(reached);
    expect((owner(view, 'Ann')?.effective ?? 0) >= threshold).toBe(reached);
  });

  it('makes no company a beneficial owner', () => {
    expect(beneficialOwners(viewOf([holding('Hold', 100, [])]))).toEqual([]);
  });
});

describe('many merged branches', () => {
  /** L0 → A1 and B1, each → A2 and B2, and so on: 2^30 chains to Ann. */
  const steps = Array.from({ length: 30 }, (_, level) => level);
  const rung = (side: string, level: number): DeclaredParty =>
    holding(`${side}${level}`, undefined, [
      ...(level === 29
        ? [person('Ann', 100, { subsession_id: `${side}_ann` })]
        : ['A', 'B'].map((next) =>
            holding(`${next}${level + 1}`, 50, [], { subsession_id: `${side}${level}${next}` }),
          )),
    ]);
  const view = viewOf([
    holding('A0', 50, [], { subsession_id: 'first_A' }),
    holding('B0', 50, [], { subsession_id: 'first_B' }),
    ...steps.flatMap((level) => [rung('A', level), rung('B', level)]),
  ]);

  it('list 2,000 paths at most and say so, while the figures stay exact', () => {
    expect(view.paths_complete).toBe(false);
    expect(view.owners.flatMap(({ paths }) => paths)).toHaveLength(2_000);
    expect(owner(view, 'Ann')).toMatchObject({ effective: 100, is_beneficial_owner: true, paths: [] });
  });
});
