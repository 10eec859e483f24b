/** Demand that hazards raise, in the power layer: the same as a grid whose file has that much more load. */
import { describe, expect, it } from 'vitest';
import { FULL } from '../../../../src/engine/units.js';
import { dcPowerFlow } from '../../../../src/sectors/power/dc-power-flow.js';
import { ask, INTACT, make, outcomesOf, type Told } from '../../../contracts/sector-example.js';
import { EXAMPLES } from '../../../contracts/sector-examples/dc-power-flow.js';

describe('demand that hazards raise', () => {
  const example = EXAMPLES['dc-power-flow']![0]!, ids = 'abcdefgh';
  const withLoads = (factor: (bus: number) => number): string => example.files!['network']!.replace(/(mpc\.bus = \[)([^\]]*)/, (_, head: string, rows: string) => head + rows.replace(/^ {2}(\d) (\d) (\d+)/gm, (_row, bus: string, type: string, mw: string) => `  ${bus} ${type} ${Number(mw) * factor(Number(bus))}`));
  const asset = (told: Told, id: string): number => told.shares.get(ids.indexOf(id))! / FULL;

  it('is the grid of a file with that much more load', async () => {
    // b and c have three quarters of the load of bus 2, d that of bus 4, e that of bus 5.
    for (const [factors, loads] of [[{ b: 1.4, c: 1.4 }, { 2: 1 + 0.75 * 0.4 }], [{ d: 2.5, e: 1.5 }, { 4: 2.5, 5: 1.5 }], [{ e: 0.25 }, { 5: 0.25 }]] as [Record<string, number>, Record<number, number>][]) {
      for (const params of [{ relay: 'none' }, { relay: 'none', shedding: 'priority', priorities: { d: 9 } }, { relay: 'none', shedding: 'least-cost' }]) {
        const model = await make(dcPowerFlow, { ...example, params }), other = await make(dcPowerFlow, { ...example, params, files: { network: withLoads((bus) => loads[bus] ?? 1) } });
        model.setDemand!(Float64Array.from(model.components, (a) => factors[ids[a]!] ?? 1));
        const a = ask(model, INTACT), b = ask(other, INTACT);
        // The dispatch of the other file balances its own slack, so a generator may stand elsewhere: shares and energy agree, not flows.
        for (const id of 'bcde') expect(asset(a, id), `${id} ${JSON.stringify(params)}`).toBeCloseTo(asset(b, id), 6);
        expect(outcomesOf(model, 1)[0]).toBeCloseTo(outcomesOf(other, 1)[0]!, 6);
      }
    }
  });
  it('beyond all generation is shed in proportion: 300 MW asked of 240', async () => {
    const model = await make(dcPowerFlow, { ...example, params: { relay: 'none' } });
    // Bus 3 has no asset: 60 + 30 + 40 + 20 = 150 MW and a shunt of 1 MW; d from 40 to 190.
    model.setDemand!(Float64Array.from(model.components, (a) => (ids[a] === 'd' ? 4.75 : 1)));
    const told = ask(model, INTACT);
    for (const id of 'bde') expect(asset(told, id)).toBeCloseTo((240 - 1) / 300, 2);
    expect(outcomesOf(model, 1)[0]).toBeCloseTo(300 - 239, 0);
  });
});
