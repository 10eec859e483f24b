/** Least-cost shedding on a grid of 110 buses, under more outages than its lines have ever seen: shedding everything is allowed, so there always is an answer. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FULL } from '../../../../src/engine/units.js';
import { allocateNetwork } from '../../../../src/network/compiled-network.js';
import { sectorPlugin } from '../../../../src/sectors/index.js';
import { DispatchModel, loadSolver } from '../../../../src/sectors/power/dispatch-model.js';
import { gridOf } from '../../../../src/sectors/power/grid.js';
import { readPowerNetwork } from '../../../../src/imports/power-file.js';

const folder = new URL('../../../../models/harbour-city/physics/', import.meta.url);
const grid = readFileSync(new URL('grid.m', folder), 'utf8');
const map = readFileSync(new URL('grid-map.csv', folder), 'utf8').trim().split('\n').slice(1).map((row, i) => { const [asset, component, share] = row.split(','); return { asset: asset!, component: component!, share: share === undefined ? 1 : Number(share), line: i + 2 }; });

it('finds a dispatch whatever is out', async () => {
  const ids = [...new Set(map.map(({ asset }) => asset))].sort(), network = allocateNetwork({ assets: ids.length, needs: 0, edges: 0, kinds: 0, services: 0, sectors: 0, profiles: 0, slots: 0 });
  const inputs = { files: { network: { path: 'grid.m', text: grid } }, map, mapPath: 'map.csv', mode: 'exact' as const, startHourOfWeek: 0 };
  const model = await sectorPlugin('dc-power-flow').create({ shedding: 'least-cost', relay: 'none', memoEntries: 0, priorities: Object.fromEntries(ids.map((id, i) => [id, 1 + (i % 9)])) }, network, (id) => ids.indexOf(id), inputs);
  const n = model.components.length, shares = new Int32Array(n);
  let seed = 1;
  const chance = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let asked = 0; asked < 150; asked++) {
    const up = Uint8Array.from({ length: n }, () => (chance() < 0.12 ? 0 : 1)), offered = Int32Array.from({ length: n }, () => (chance() < 0.1 ? FULL / 2 : FULL));
    expect(model.solve(asked, up, offered, shares)).not.toHaveProperty('unsolved');
  }
});

it('an error of HiGHS in presolve is tried again without', async () => {
  const highs = await loadSolver();
  let runs = 0;
  const failing = Object.assign(Object.create(highs) as typeof highs, {
    createModel: (...args: Parameters<typeof highs.createModel>) => {
      const made = highs.createModel(...args), run = made.run.bind(made);
      made.run = () => { if (runs++ === 0) throw new Error('run failed with HiGHS status -1'); return run(); };
      return made;
    },
  });
  const small = gridOf(readPowerNetwork(grid, 'grid.m')), model = new DispatchModel(failing, small, []), { generatorMw } = model.solve()!;
  expect(generatorMw.reduce((sum, mw) => sum + mw, 0)).toBeCloseTo(small.loadMw.reduce((sum, mw) => sum + mw, 0), 6);
  expect(runs).toBe(2);
});
