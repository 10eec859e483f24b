/**
 * DC power flow, N-1 and DC optimal power flow beside MATPOWER (R. D. Zimmerman, C. E. Murillo-Sanchez, R. J. Thomas, IEEE Trans. Power Systems 26 (2011)
 * 12-19; run under GNU Octave 7.3) and PYPOWER 5.1 (its port to Python), on their cases, the PEGASE case (C. Josz et al., arXiv:1603.01533) and PGLib-OPF
 * v23.07 (S. Babaeinejadsarookolaee et al., arXiv:1908.02788). The reference files give six decimals (five in the N-1 lists), so differences of half a
 * unit of the last place are none.
 */
import { describe, expect, test } from 'vitest';
import { PowerCase } from '../../src/sectors/power/power-case.js';
import { caseOf, expectedOf, HAS_POWER_DATA, summary, worstDifference } from './power-data.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('power', 'MATPOWER, PYPOWER');
const FLOW_CASES = ['case9', 'case14', 'case30', 'case39', 'case118', 'case300', 'case1354pegase', 'pglib_opf_case73_ieee_rts', 'pglib_opf_case118_ieee', 'pglib_opf_case2383wp_k'];
const N1_CASES = ['case9', 'case14', 'case30', 'case39', 'case118', 'pglib_opf_case73_ieee_rts', 'pglib_opf_case118_ieee'];
/** What rounding to six, and to five, decimals leaves. */
const SIX = 1e-6, FIVE = 1e-5;

/** Degrees from the slack, which is at the angle of the file. */
function anglesOf(solved: PowerCase): number[] {
  const { angles } = solved.flows().flow, { buses } = solved.grid.network, slack = buses.findIndex((bus) => bus.type === 'slack');
  return Array.from(angles, (angle) => ((angle - angles[slack]!) * 180) / Math.PI + buses[slack]!.angleDeg);
}
/** Output by bus: which of the generators at a slack bus takes what is missing differs even between MATPOWER and PYPOWER. */
function byBus(solved: PowerCase, outputs: ArrayLike<number>): number[] {
  const sums = new Array<number>(solved.grid.buses).fill(0);
  solved.grid.generatorBus.forEach((bus, g) => { sums[bus]! += outputs[g]!; });
  return sums;
}
const norm = (values: ArrayLike<number>): number => Math.sqrt(Array.from(values).reduce((sum, x) => sum + x * x, 0));

describe.skipIf(!HAS_POWER_DATA)('reference data (skipped where it is not present)', () => {
  test.each(FLOW_CASES)('flows, angles and outputs of %s', (name) => {
    const solved = new PowerCase(caseOf(name)), { flow, state } = solved.flows(), { pf_MW: flows, va_deg: angles, pg_MW: outputs } = expectedOf(name);
    const worst = Math.max(worstDifference(flow.flows, flows), worstDifference(anglesOf(solved), angles), worstDifference(byBus(solved, state.generatorMw), byBus(solved, outputs)));
    table.exact(`DC flow of ${name}: flows, angles and outputs off by more than 1e-6 (relative; absolute below 1 MW or degree)`, 0, worst <= SIX ? 0 : worst);
  });

  test('norms of all cases by MATPOWER itself', () => {
    const off = summary().filter(({ case: name, va_l2_deg: va, pf_l2_MW: pf }) => {
      const solved = new PowerCase(caseOf(name));
      return Math.abs(norm(solved.flows().flow.flows) / pf - 1) > 1e-9 || Math.abs(norm(anglesOf(solved)) / va - 1) > 1e-9;
    });
    table.exact('DC flow of 12 cases: norms of flows or angles off by more than 1e-9', 0, off.length, 'MATPOWER');
  });

  test.each(N1_CASES)('N-1 of %s', (name) => {
    const solved = new PowerCase(caseOf(name)), screening = solved.screening(), { buses } = solved.grid.network, listed = expectedOf(name).n1!;
    let islanding = 0, equal = 0;
    const near = (a: number, b: number): boolean => Math.abs(a - b) <= FIVE * Math.max(1, Math.abs(b));
    for (const outage of listed) {
      const row = outage.branch - 1, found = screening.single(row), lost = -Math.abs(screening.base[row]!);
      if (outage.buses_cut_off !== undefined) {
        islanding++;
        if (found.cutOff.map((bus) => Number(buses[bus]!.id)).sort((a, b) => a - b).join() === [...outage.buses_cut_off].sort((a, b) => a - b).join()) equal++;
        continue;
      }
      // The list counts the lost branch among the changes; of equal ones it may name another.
      const named = outage.biggest_change_branch - 1, change = Math.abs(screening.after[named]!) - Math.abs(screening.base[named]!);
      const changes = near(change, outage.biggest_change_MW) && near(Math.max(Math.abs(found.changedMw), -lost), Math.abs(outage.biggest_change_MW));
      const loads = outage.max_loading === undefined || (near(found.loading, outage.max_loading) && found.loaded === outage.max_loading_branch! - 1 && found.overloads === outage.overloaded);
      if (near(found.largestMw, Math.abs(outage.max_abs_flow_MW)) && near(found.normMw, outage.pf_l2) && changes && loads) equal++;
    }
    table.exact(`N-1 of ${name}: outages whose flows (or buses cut off: ${islanding}) are equal`, listed.length, equal, 'PYPOWER');
  });

  test('N-1 of the 2,896 branches of case2383wp: distribution factors against flows solved anew', () => {
    const solved = new PowerCase(caseOf('pglib_opf_case2383wp_k')), screening = solved.screening();
    let worst = 0, compared = 0;
    for (let row = 0; row < solved.grid.branches; row += 29) {
      if (screening.single(row).cutOff.length > 0) continue;
      worst = Math.max(worst, worstDifference(screening.after, Array.from(solved.flows([{ kind: 'branch', rows: [row] }]).flow.flows)));
      compared++;
    }
    expect(compared).toBeGreaterThan(60);
    expect(worst).toBeLessThan(1e-8);
  });

  test.each(summary().map((row) => [row.case, row] as const))('least cost of %s', async (name, { dcopf_cost: cost }) => {
    const found = (await new PowerCase(caseOf(name)).optimise())!.cost;
    table.near(`DC optimal power flow of ${name}, cost an hour`, cost, found, Number((1e-6 * cost).toPrecision(3)), '1e-6 of it', { digits: 4, reference: 'MATPOWER' });
  });

  test('docs/validation.md says so', () => table.compareWithDocument());
});
