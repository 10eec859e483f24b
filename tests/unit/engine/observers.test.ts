/** Layers that only observe, most beside one that acts. Assets are a00, a01 ...; times are hours. */
import { describe, expect, test } from 'vitest';
import type { SectorModel } from '../../../src/engine/sector-model.js';
import { FULL } from '../../../src/engine/units.js';
import { assemble } from '../../../src/study/assemble.js';
import { Simulation } from '../../../src/study/simulation.js';
import { modelOf, scenarioOf } from '../../oracle/build.js';
import type { SpecAsset } from '../../oracle/spec.js';
import { asset, hazard, layerOf, levels, need, trip } from './system.js';

/** Told: hour, then level or "down" by component. */
type Told = string[];

/** While a00 is out, the layer `net` gives a01 a half; `watch` and `watch-2` observe both, and a02, which needs a01. */
function city(assets: SpecAsset[] = [asset(), asset(), asset({ needs: [need([1])] })], unsolved?: string, acting = true): { simulation: Simulation; told: Told } {
  const spec = { assets, hazards: [], pools: [], order: 'first-come' as const, horizon: 100 }, told: Told = [];
  const { network, names, scenario } = assemble(modelOf(spec), { ...scenarioOf(spec), hazards: [hazard('h', 2, [0], { effects: [trip], durationHours: 3 })] });
  const net: SectorModel = { components: Int32Array.of(0, 1), reset: () => undefined, solve: (_, up, __, shares) => { shares.set([FULL, up[0] === 1 ? FULL : FULL / 2]); return {}; } };
  const watch = (): SectorModel => ({
    components: Int32Array.of(0, 1, 2), observes: true, reset: () => { told.push('reset'); }, outcomes: [{ measure: 'seen', unit: '', title: '' }],
    solve: (hours, up, offered, shares) => {
      told.push([hours, ...Array.from(offered, (level, i) => (up[i] === 0 ? 'down' : level / FULL))].join(' '));
      // Nobody looks at these.
      shares.fill(0);
      return { trips: [{ asset: 1, afterHours: 0 }], againInHours: 1, ...(unsolved === undefined ? {} : { unsolved }) };
    },
    readOutcomes: (hours, values) => { values[0] = hours; },
  });
  const ids = acting ? ['watch', 'net', 'watch-2'] : ['watch', 'watch-2'], layers = ids.map((id) => (id === 'net' ? net : watch()));
  return { told, simulation: new Simulation({ network, names, scenario: { ...scenario, layers: ids.map((id) => layerOf(id)) }, layers }) };
}
const twice = (lines: string[]): string[] => lines.flatMap((line) => [line, line]);

describe('layers that observe', () => {
  test('are told the settled levels, what other layers take away included, and change nothing', () => {
    const { simulation, told } = city();
    told.length = 0;
    for (let k = 0; k < 2; k++) expect(levels(simulation)).toEqual(['2 a00 0', '2 a01 0.5', '2 a02 0.5', '5 a00 1', '5 a01 1', '5 a02 1']);
    expect(told).toEqual([...twice(['reset']), ...twice(['2 down 0.5 0.5', '5 1 1 1']), ...twice(['reset']), ...twice(['2 down 0.5 0.5', '5 1 1 1'])]);
    const { values } = simulation.replicate(0);
    expect(['seen.watch', 'seen.watch-2'].map((name) => values[simulation.outcomes.findIndex((o) => o.name === name)])).toEqual([100, 100]);
  });

  test('are told the same where no layer acts', () => {
    const { simulation, told } = city(undefined, undefined, false);
    told.length = 0;
    expect(levels(simulation)).toEqual(['2 a00 0', '5 a00 1']);
    expect(told).toEqual([...twice(['reset']), ...twice(['2 down 1 1', '5 1 1 1'])]);
  });

  test('are told at hour 0 what is not whole at the start', () => {
    const { simulation, told } = city([asset(), asset({ initialDamage: 4, repair: [1, 1, 1, 1] }), asset({ needs: [need([1])] })]);
    told.length = 0;
    levels(simulation);
    expect(told).toEqual([...twice(['reset']), ...twice(['0 1 down down', '1 1 1 1', '2 down 0.5 0.5', '5 1 1 1'])]);
  });

  test('mark a replication that they do not solve', () => {
    expect(city(undefined, 'why').simulation.replicate(0)).toMatchObject({ failure: undefined, mark: { code: 'SECTOR_UNSOLVED', message: 'sector model "watch" at hour 2: why' } });
  });
});
