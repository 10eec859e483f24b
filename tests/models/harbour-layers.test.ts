/**
 * The networks of Harbour City's layers: their size, that every asset of a layer is mapped once and every component to somebody, and that each network
 * serves the intact day alone. Solved here by the solvers themselves, without the cascade.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readInp } from '../../src/imports/epanet-inp.js';
import { readEconomy } from '../../src/imports/economy-json.js';
import { readFinance } from '../../src/imports/finance-json.js';
import { readMatpower } from '../../src/imports/matpower.js';
import { readTntpNetwork, readTntpNodes, readTntpTrips } from '../../src/imports/tntp.js';
import { readModel } from '../../src/model/read.js';
import { DcFlow } from '../../src/sectors/power/dc-flow.js';
import { gridOf } from '../../src/sectors/power/grid.js';
import { Screening } from '../../src/sectors/power/screening.js';
import { solveTraffic } from '../../src/sectors/transport/solve-traffic.js';
import { EpanetSolver } from '../../src/sectors/water/epanet.js';
import { runExtendedPeriod } from '../../src/sectors/water/extended-period.js';

const FOLDER = 'models/harbour-city';
const { model } = readModel(FOLDER);
const text = (name: string): string => readFileSync(`${FOLDER}/physics/${name}`, 'utf8');
const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();
const assetsOf = (...kinds: string[]): string[] => sorted(model.assets.filter(({ kind }) => kinds.includes(kind.id)).map(({ id }) => id));
const workers = model.assets.filter((asset) => asset.kind.id === 'businesses').reduce((sum, asset) => sum + asset.people, 0);

interface Row { asset: string; component: string }
const mapOf = (name: string): Row[] => text(`${name}-map.csv`).trim().split('\n').slice(1).map((line) => { const [asset, component] = line.split(','); return { asset: asset!, component: component! }; });

const grid = readMatpower(text('grid.m'), 'grid.m'), pipes = readInp(text('water.inp'), 'water.inp'), payments = readFinance('payments.json', text('payments.json')), economy = readEconomy('economy.json', text('economy.json'));
const roads = readTntpNetwork('roads-net.tntp', text('roads-net.tntp')).value!, trips = readTntpTrips('roads-trips.tntp', text('roads-trips.tntp')).value!;

describe('size', () => {
  test('grid: at least 100 buses, every branch rated', () => {
    expect(grid.buses.length).toBeGreaterThanOrEqual(100);
    expect(grid.branches.filter(({ ratingMw }) => !(ratingMw > 0))).toEqual([]);
  });
  test('pipes: at least 80 junctions; reservoirs, tanks, pumps, valves', () => {
    expect(pipes.junctions.length).toBeGreaterThanOrEqual(80);
    for (const part of [pipes.reservoirs, pipes.tanks, ...['pump', 'valve'].map((kind) => pipes.links.filter((link) => link.kind === kind))]) expect(part.length).toBeGreaterThan(3);
  });
  test('roads: at least 70 roads, with every place of a node', () => {
    expect(roads.tail.length / 2).toBeGreaterThanOrEqual(70);
    expect(readTntpNodes('roads-nodes.tntp', text('roads-nodes.tntp'), roads.nodeNames.length).problems).toEqual([]);
  });
  test('economy: six sectors, each with assets whose parts make it up', () => {
    const parts = text('economy-map.csv').trim().split('\n').slice(1).map((line) => line.split(','));
    expect(economy.sectors.length).toBe(6);
    for (const { id } of economy.sectors) {
      const sum = parts.filter(([, component]) => component === `sector:${id}`).reduce((all, [, , share]) => all + Number(share), 0);
      expect(sum).toBeGreaterThan(0.9999);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    }
    // 300 euro of output a day for each worker of the business districts.
    expect(economy.sectors.find(({ id }) => id === 'industry')!.output).toBe(300 * workers);
  });
  test('payments: at least 20 participants', () => expect(payments.participants.length).toBeGreaterThanOrEqual(20));
});

describe('the tables asset <-> component', () => {
  const once = (rows: Row[]): void => expect(rows.length).toBe(new Set(rows.map(({ component }) => component)).size);

  test('grid: every asset of the grid; every bus, branch and generator once', () => {
    const rows = mapOf('grid');
    once(rows);
    expect(sorted(rows.map(({ asset }) => asset))).toEqual(assetsOf('grid-infeed', 'gas-plant', 'waste-plant', 'wind-farm', 'solar-park', 'hv-substation', 'hv-line', 'substation', 'mv-line', 'mv-cable', 'overhead-feeder', 'cable-feeder'));
    expect(rows.filter(({ component }) => component.startsWith('bus:')).length).toBe(grid.buses.length);
    expect(rows.filter(({ component }) => component.startsWith('branch:')).length).toBe(grid.branches.length);
    expect(rows.filter(({ component }) => component.startsWith('gen:')).length).toBe(grid.generators.length);
  });

  test('pipes: every waterwork, main and reservoir; all belong to one but pipes between works and streets, and stations\' inlets', () => {
    const rows = mapOf('water'), mapped = new Set(rows.map(({ component }) => component));
    once(rows);
    expect(sorted(rows.map(({ asset }) => asset))).toEqual(sorted([...assetsOf('well-field', 'water-plant', 'water-pump', 'reservoir', 'water-main'), 'intake-up']));
    const all = [...pipes.junctions.map(({ id }) => `junction:${id}`), ...pipes.reservoirs.map(({ id }) => `reservoir:${id}`), ...pipes.tanks.map(({ id }) => `tank:${id}`), ...pipes.links.map(({ id, kind }) => `${kind}:${id}`)];
    expect([...mapped].filter((component) => !all.includes(component))).toEqual([]);
    const free = all.filter((component) => !mapped.has(component));
    expect(free.filter((component) => !component.startsWith('pipe:')).sort()).toEqual(assetsOf('water-pump').map((id) => `junction:J-${id}`).sort());
    // A main stands for junctions only, so that it is served what they are.
    expect(rows.filter(({ asset, component }) => asset.startsWith('main-') && !component.startsWith('junction:'))).toEqual([]);
    expect(pipes.junctions.filter(({ id, demands }) => demands.some(({ baseM3h }) => baseM3h > 0) && !rows.some(({ asset, component }) => component === `junction:${id}` && asset.startsWith('main-')))).toEqual([]);
  });

  test('roads: every road, bridge and tunnel for cars; every link', () => {
    const rows = mapOf('roads').filter(({ component }) => component.startsWith('road:'));
    once(rows);
    expect(sorted(rows.map(({ asset }) => asset))).toEqual(assetsOf('motorway', 'arterial-road', 'district-road', 'country-road', 'bridge', 'movable-bridge', 'tunnel').filter((id) => id !== 'br-rail'));
    expect(rows.length).toBe(roads.tail.length / 2);
  });

  test('roads: whoever needs access over them is at a node, but tankers, the cash centre and waterworks', () => {
    const rows = mapOf('roads'), roadIds = new Set(rows.filter(({ component }) => component.startsWith('road:')).map(({ asset }) => asset));
    const needy = model.assets.filter(({ id, needs }) => !roadIds.has(id) && needs.some((need) => need.service === 'access' && need.role === 'function' && need.type !== 'geographic' && need.suppliers.every((s) => roadIds.has(s.asset))));
    expect(sorted(rows.filter(({ component }) => component.startsWith('node:')).map(({ asset }) => asset))).toEqual(sorted(needy.map(({ id }) => id)).filter((id) => !assetsOf('tanker-fleet', 'cash-centre', 'water-plant').includes(id)));
  });

  test('payments: every bank, switch, cash machine, the centre, the clearing house; each loan to an asset of no other layer', () => {
    const rows = mapOf('payments'), loans = rows.filter(({ component }) => component.startsWith('exposure:')).map(({ asset }) => asset);
    once(rows);
    expect(sorted(rows.map(({ asset }) => asset).filter((id) => !loans.includes(id)))).toEqual(assetsOf('bank-branch', 'acquirer', 'clearing-house', 'payment-switch', 'cash-centre', 'atm-network'));
    expect(loans.length).toBe(payments.exposures.length);
  });

  test('no asset is in two layers', () => {
    const layers = ['grid', 'water', 'roads', 'payments'].map((name) => new Set(mapOf(name).map(({ asset }) => asset)));
    expect(layers.reduce((sum, layer) => sum + layer.size, 0)).toBe(new Set(layers.flatMap((layer) => [...layer])).size);
  });
});

describe('grid, intact', () => {
  const flow = new DcFlow(gridOf(grid));
  const injections = new Float64Array(grid.buses.length);
  for (const { bus, outputMw } of grid.generators) injections[bus]! += outputMw;
  for (const { bus, mw } of grid.loads) injections[bus]! -= mw;
  flow.setTopology(flow.grid.branchInService, flow.grid.busInService);
  flow.solve(injections);

  test('production covers the load to a watt', () => expect(Math.abs(injections.reduce((sum, mw) => sum + mw, 0))).toBeLessThan(1e-6 * grid.branches.length));
  test('its load on a winter evening is that of the table of needs and a quarter more: 0.6 kW a head x 1.5, 1.5 kW a worker x 0.4', () => {
    const load = grid.loads.reduce((sum, { mw }) => sum + mw, 0), people = 250_000 - workers;
    expect(load / (people * 0.6e-3 * 1.5 + workers * 1.5e-3 * 0.4)).toBeGreaterThan(1.15);
    expect(load / (people * 0.6e-3 * 1.5 + workers * 1.5e-3 * 0.4)).toBeLessThan(1.5);
  });
  test('every branch has 1.1 x its flow', () => {
    expect(grid.branches.filter(({ ratingMw }, b) => 1.1 * Math.abs(flow.flows[b]!) > ratingMw * (1 + 1e-9)).length).toBe(0);
  });
  test('no single branch of the 150 kV grid or a cabled district overloads another; of an overhead one, only the lighter link or tie', () => {
    const screening = new Screening(flow), rows = mapOf('grid').filter(({ component }) => component.startsWith('branch:'));
    const light = new Set(assetsOf('mv-line', 'overhead-feeder'));
    const overloaded = grid.branches.flatMap((_, b) => { const { loaded, overloads } = screening.single(b); return overloads > 0 ? [rows[loaded]!.asset] : []; });
    expect(overloaded.length).toBeGreaterThan(0);
    expect(overloaded.filter((asset) => !light.has(asset))).toEqual([]);
  });
});

test('pipes, intact: a week of full delivery, 20 m everywhere where somebody draws, reservoirs that fall and fill', async () => {
  const solver = await EpanetSolver.open(text('water.inp'), pipes, { engine: '2.2', guardEmptyTanks: false, pressureDemand: { minimumM: 0, requiredM: 20, exponent: 0.5 } });
  const { rows, deficitM3, deliveredM3, unsolved, inaccurate } = runExtendedPeriod(solver, pipes, 168, [], 3600);
  expect(unsolved).toEqual([]);
  expect(inaccurate).toEqual([]);
  expect(deficitM3).toBeLessThan(1e-6 * deliveredM3);
  const drawn = pipes.junctions.flatMap(({ demands }, j) => (demands.some(({ baseM3h }) => baseM3h > 0) ? [j] : []));
  const pressures = rows.flatMap(({ pressureM }) => drawn.map((j) => pressureM[j]!));
  expect(Math.min(...pressures)).toBeGreaterThan(25);
  expect(Math.max(...pressures)).toBeLessThan(60);
  for (let t = 0; t < pipes.tanks.length; t++) {
    const levels = rows.map(({ levelM }) => levelM[t]!);
    expect(Math.min(...levels), pipes.tanks[t]!.id).toBeGreaterThan(0.5 * pipes.tanks[t]!.maximumM);
    expect(Math.max(...levels) - Math.min(...levels), pipes.tanks[t]!.id).toBeGreaterThan(0.5);
    // As full on Sunday night as on Monday: no reservoir lives on its stock.
    expect(levels.at(-1)!, pipes.tanks[t]!.id).toBeGreaterThan(pipes.tanks[t]!.initialM - 0.5);
  }
});

test('roads, intact: all trips arrive, no road much above its capacity; without the Hook bridge the Hook is reached over a country road only if at all', () => {
  const intact = solveTraffic(roads, trips, { gap: 1e-6 });
  expect(intact.converged).toBe(true);
  expect(intact.unreachableTrips).toBe(0);
  expect(Math.max(...intact.links.map(({ flow, capacity }) => flow / capacity))).toBeLessThan(1.1);
  const bridge = mapOf('roads').find(({ asset }) => asset === 'br-hook')!.component;
  const cut = solveTraffic(roads, trips, { gap: 1e-6, close: [bridge] });
  expect(cut.unreachableTrips).toBeGreaterThan(500);
});

test('payments, intact: in the order of the day nobody is short, and every account ends as it began', () => {
  const { participants, settlement } = payments;
  const balance = participants.map((p) => p.balance);
  for (const { from, to, amount } of [...settlement!.payments].sort((a, b) => a.at - b.at)) {
    balance[from]! -= amount;
    balance[to]! += amount;
    expect(balance[from]! + participants[from]!.credit).toBeGreaterThanOrEqual(0);
  }
  expect(balance).toEqual(participants.map((p) => p.balance));
});
