/** The power layer in a study: a line is lost, the other trips by overload, people are without supply until it is closed again. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStudyInput, simulate } from '../../../../src/index.js';
import { folderOf } from '../../model/files.js';

/** Two circuits of 60 MW carry 80 MW to a town; one alone is overloaded by a third: 15 s x 0.5 / (1/3) = 22.5 s. */
const GRID = `mpc.version = '2'; mpc.baseMVA = 100;
mpc.bus = [ 1 3 0 0 0 0 1 1 0 110 1 1 1; 2 1 80 0 0 0 1 1 0 110 1 1 1 ];
mpc.gen = [ 1 80 0 0 0 1 100 1 200 0 ];
mpc.branch = [ 1 2 0 0.1 0 60 0 0 0 0 1; 1 2 0 0.1 0 60 0 0 0 0 1 ];`;
const MODEL = `format: hazcade-model/1
id: m
kinds:
  works: {title: Works, sector: power, services: [electricity]}
  line: {title: Line, sector: power, services: [electricity]}
  district: {title: District, sector: power, serviceArea: true}
assets:
  - {id: plant, kind: works}
  - {id: line-1, kind: line}
  - {id: line-2, kind: line}
  - {id: town, kind: district, people: 100, needs: [{service: electricity, from: [line-1, line-2]}]}
physics:
  - id: grid
    sector: power
    model: dc-power-flow
    carries: [electricity]
    files: {network: grid.m}
    map: map.csv
`;
const MAP = 'asset,component\nplant,gen:1\nplant,bus:1\nline-1,branch#1\nline-2,branch#2\ntown,bus:2\n';
const SCENARIO = `format: hazcade-scenario/1
id: s
model: model.yaml
start: 2026-01-05T00:00:00Z
horizon: 10h
replications: 4
hazards:
  - {id: cut, type: outage, onset: 1h, duration: 2h, footprint: {assets: [line-1]}, effects: [{trip: {select: {all: true}}}]}
`;

const study = (params = '') => {
  const folder = folderOf({ 'model.yaml': `${MODEL}    params: {${params}}\n`, 'grid.m': GRID, 'map.csv': MAP, 's.yaml': SCENARIO }), { model, scenario } = readStudyInput(join(folder, 's.yaml'));
  return simulate(model, scenario, { workers: 0 });
};

describe('dc-power-flow in a study', () => {
  it('the second circuit trips after 22.5 s and is closed every half hour, in vain until the first is back', async () => {
    const { outcomes } = await study('recloseHours: 0.5');
    // Trips at 22.5 s past 1 h, then 22.5 s after each closing: 1 h 30 m 22.5 s, 2 h 0 m 45 s, 2 h 31 m 7.5 s. At 3 h the first comes back alone and trips
    // too; half an hour after that both are closed together, and hold.
    const lit = 4 * 22.5 + 22.5, dark = (2.5 * 3600 + 22.5 - lit) / 3600;
    expect(outcomes['branches-tripped.grid']!.mean).toBe(5);
    expect(outcomes['person-hours.electricity']!.mean).toBeCloseTo(100 * dark, 3);
    expect(outcomes['unserved-energy.grid']!.mean).toBeCloseTo(80 * dark, 3);
    expect(outcomes['peak-load-shed.grid']!.mean).toBeCloseTo(80, 9);
  });
  it('without relays nobody is without', async () => {
    const { outcomes } = await study('relay: none');
    expect([outcomes['person-hours.electricity']!.mean, outcomes['branches-tripped.grid']!.mean]).toEqual([0, 0]);
  });
  it('gives the same bits again', async () => {
    expect((await study()).study.digest).toBe((await study()).study.digest);
  });
});
