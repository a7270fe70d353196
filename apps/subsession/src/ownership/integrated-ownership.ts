import type { Holder } from './holding-graph.js';
import { percentTolerance } from './percent.js';

/** Who has how much of the onboarded company. Percentages of it, in full precision, by index of the graph. */
export interface IntegratedOwnership {
  direct: number[];
  /** Through all chains and rings together. */
  effective: number[];
  /** What ends at a holder because nobody is named for those of its shares; all of it for a natural person. */
  ending: number[];
  /** What reaches a ring that nobody outside has a share of; stated at one member of the ring. */
  trapped: number[];
}

/**
 * Integrated ownership: with `A` the direct shares, the shares `x` that the holders have in a company solve
 * `x = direct + x·A`, which sums the products along all chains, rings included (F. Brioschi, L. Buzzacchi,
 * M. G. Colombo: "Risk capital financing and the separation of ownership and control in business groups", Journal of
 * Banking and Finance 13, 1989). Without rings it is the rule of Regulation (EU) 2024/1624 Article 52(1): multiply along
 * each chain, add up the chains.
 *
 * Read as a flow, the company's value goes to its holders by their shares, and companies pass on what they get: a
 * natural person has what ends there. Of a company in a ring the flow comes by repeatedly; its share is what comes by
 * for the first time, which is at most 100 (for natural persons the two are the same).
 *
 * The shares of a company that are declared to more than 100 percent are taken in proportion, as parts of what was
 * declared.
 */
export function integratedOwnership(graph: readonly Holder[]): IntegratedOwnership {
  const parts = graph.map(({ holdings, declared }) => {
    const row = new Float64Array(graph.length);
    const whole = declared + undeclaredPercent(declared);
    for (const { holder, declarations } of holdings)
      for (const { share } of declarations) row[holder] = row[holder]! + share / whole;
    return row;
  });
  const ending = graph.map(({ declared }) => undeclaredPercent(declared) / 100);
  const { flows, kept } = passOn(parts, ending);
  const onboarded = flows[0]!;
  return {
    direct: [...parts[0]!].map((part) => 100 * part),
    effective: graph.map(
      (_, i) => 100 * (i > 0 ? onboarded[i]! / flows[i]![i]! : Math.max(0, 1 - 1 / onboarded[0]!)),
    ),
    ending: ending.map((part, i) => 100 * part * onboarded[i]!),
    trapped: kept.map((part, i) => 100 * part * onboarded[i]!),
  };
}

/** Percent of a company that nobody is named for. */
function undeclaredPercent(declared: number): number {
  return declared > 100 - percentTolerance ? 0 : 100 - declared;
}

/** Out of a ring that nothing leaves, so little is let out, to keep the flows finite: no percentage notices. */
const leak = 1e-30;

/**
 * `flows[i][j]`: how much comes by at `j` of one unit put in at `i`, that is (I − parts)⁻¹; `kept`: which part of what
 * comes by at `j` is let out of a closed ring. Each row of `parts` and `ending` is not negative and adds up to 1.
 *
 * Gauss-Jordan elimination without subtraction: the pivot `1 − parts[k][k]` is taken as the sum of what goes elsewhere
 * (W. K. Grassmann, M. I. Taksar, D. P. Heyman: "Regenerative analysis and steady state distributions for Markov
 * chains", Operations Research 33, 1985). So nothing gets negative or cancels, and a ring that almost nothing leaves
 * is as exact as any other. Takes n³ operations at most, for trees far less.
 */
function passOn(parts: readonly Float64Array[], ending: readonly number[]) {
  const flows = parts.map((row) => row.slice());
  const leaving = [...ending];
  const kept = ending.map(() => 0);
  flows.forEach((pivotRow, k) => {
    let elsewhere = leaving[k]!;
    for (let j = k + 1; j < flows.length; j++) elsewhere += pivotRow[j]!;
    if (elsewhere < leak) {
      kept[k] = leak;
      leaving[k] = leaving[k]! + leak;
      elsewhere += leak;
    }
    flows.forEach((row, i) => {
      if (i === k || row[k] === 0) return;
      const through = row[k]! / elsewhere;
      for (let j = 0; j < row.length; j++) row[j] = row[j]! + through * pivotRow[j]!;
      row[k] = through;
      leaving[i] = leaving[i]! + through * leaving[k]!;
    });
    for (let j = 0; j < pivotRow.length; j++) pivotRow[j] = pivotRow[j]! / elsewhere;
    pivotRow[k] = 1 / elsewhere;
  });
  return { flows, kept };
}
