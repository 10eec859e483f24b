/**
 * User equilibrium of traffic on public networks against published optima and an independent program.
 *
 * Networks: Transportation Networks for Research Core Team (bstabler/TransportationNetworks, d1639b4); Sioux Falls after L. LeBlanc et al.,
 * Transportation Research 9 (1975) 309-318; Anaheim: J. Ban, R. Jayakrishnan; Chicago-Sketch: Chicago Area Transportation Study, D. Boyce,
 * H. Bar-Gera. They are donated for academic research, so they are read from the reference data and these tests are skipped without it.
 * Optima: as printed there; closures and changed demands by TAP-B (spartalab/tap-b 040135a) to a relative gap of 1e-12. Braess: D. Braess,
 * Unternehmensforschung 12 (1968) 258-268.
 * By convexity an answer's objective exceeds the least one by at most gap x total cost; the gap is computed here by a plain Bellman-Ford.
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RoadNetwork, TripTable } from '../../src/imports/road-network.js';
import { readTntpNetwork, readTntpTrips } from '../../src/imports/tntp.js';
import { solveTraffic, type TrafficOptions, type TrafficSolution } from '../../src/sectors/transport/solve-traffic.js';
import { bellmanFord } from '../unit/sectors/transport/bellman-ford.js';
import { ValidationTable } from './table.js';

const table = new ValidationTable('transport', 'TAP-B, relative gap 1e-12');
const DATA = new URL('../../../shared/data/transport/', import.meta.url);
const absent = !existsSync(DATA);

function load(name: string): { network: RoadNetwork; trips: TripTable } {
  const text = (kind: string): string => readFileSync(new URL(`${name}_${kind}.tntp`, DATA), 'utf8');
  return { network: readTntpNetwork(name, text('net')).value!, trips: readTntpTrips(name, text('trips')).value! };
}

/** Total cost and relative gap of an answer, from the network file and the flows alone. */
function judge(network: RoadNetwork, trips: TripTable, { links }: TrafficSolution, { toll = 0, length = 0, demandFactor = 1 }: TrafficOptions): { totalCost: number; gap: number } {
  const cost = Float64Array.from(links, ({ flow, closed }, row) => closed ? Infinity
    : network.freeFlowTime[row]! * (1 + network.delayFactor[row]! * (flow / network.capacity[row]!) ** network.power[row]!) + toll * network.toll[row]! + length * network.length[row]!);
  const totalCost = links.reduce((sum, { flow, closed }, row) => (closed ? sum : sum + flow * cost[row]!), 0);
  let shortest = 0, origin = -1, labels: Float64Array = new Float64Array();
  trips.trips.forEach((n, pair) => {
    if (trips.origin[pair] !== origin) labels = bellmanFord(network, cost, origin = trips.origin[pair]!);
    if (labels[trips.destination[pair]!]! < Infinity) shortest += demandFactor * n * labels[trips.destination[pair]!]!;
  });
  return { totalCost, gap: Math.max(0, totalCost / shortest - 1) };
}

/** Solves to a gap and holds the answer to the bound. @param optimum least objective, known to `known` (a share of it) */
function solve(name: string, optimum: number, options: TrafficOptions, known = 1e-13): TrafficSolution {
  const { network, trips } = load(name), solution = solveTraffic(network, trips, options);
  const { totalCost, gap } = judge(network, trips, solution, options);
  // Sums of thousands of products in another order: 1e-13 of the total.
  expect(gap, `${name}: relative gap by Bellman-Ford`).toBeLessThanOrEqual(options.gap + 1e-13);
  expect(Math.abs(gap - solution.relativeGap)).toBeLessThanOrEqual(1e-13);
  expect(Math.abs(totalCost / solution.totalCost - 1)).toBeLessThanOrEqual(1e-13);
  expect(solution.objective - optimum, `${name}: objective above the optimum`).toBeLessThanOrEqual(gap * totalCost + known * optimum);
  expect(solution.objective - optimum, `${name}: objective below the optimum`).toBeGreaterThanOrEqual(-known * optimum);
  return solution;
}

/** How far the objective may be from the least one, written short. */
const bound = (gap: number, { totalCost }: TrafficSolution): number => Number((gap * totalCost).toPrecision(3));

const SIOUX_FALLS = 'SiouxFalls/SiouxFalls', ANAHEIM = 'Anaheim/Anaheim', CHICAGO = 'Chicago-Sketch/ChicagoSketch', PUBLISHED = 'printed with the network';
const CHICAGO_WEIGHTS = { toll: 0.02, length: 0.04 };

/** Expected objective and total cost; `digits` as the reference has them. */
const CASES: { title: string; name: string; options?: Partial<TrafficOptions>; objective: number; totalCost?: number; reference?: string }[] = [
  { title: 'Sioux Falls', name: SIOUX_FALLS, objective: 4231335.28710744, reference: PUBLISHED },
  { title: 'Sioux Falls', name: SIOUX_FALLS, objective: 4231335.28710744, totalCost: 7480225.344808 },
  { title: 'Sioux Falls, road 10-16 closed', name: SIOUX_FALLS, options: { close: ['10-16'] }, objective: 4805328.70345476, totalCost: 9486411.087623 },
  { title: 'Sioux Falls, road 6-8 closed', name: SIOUX_FALLS, options: { close: ['6-8'] }, objective: 5062349.00737798, totalCost: 10792221.883665 },
  { title: 'Sioux Falls, roads 10-11 and 15-19 closed', name: SIOUX_FALLS, options: { close: ['10-11', '15-19'] }, objective: 5683963.41937114, totalCost: 13051804.841934 },
  { title: 'Sioux Falls, half of the trips', name: SIOUX_FALLS, options: { demandFactor: 0.5 }, objective: 1673021.5132105, totalCost: 1870591.647192 },
  { title: 'Anaheim', name: ANAHEIM, objective: 1286032.17109602, totalCost: 1419913.851032 },
  { title: 'Anaheim, 1.2 times the trips', name: ANAHEIM, options: { demandFactor: 1.2 }, objective: 1582983.02615465, totalCost: 1868659.963812 },
];

test.skipIf(absent).each(CASES)('$title', ({ title, name, options, objective, totalCost, reference }) => {
  const solution = solve(name, objective, { gap: 1e-12, ...options });
  table.near(`${title}: Beckmann objective`, objective, solution.objective, bound(1e-12, solution), 'gap x total cost', { digits: 6, ...(reference === undefined ? {} : { reference }) });
  // The total cost is no minimum: it moves with the square root of what the objective does.
  if (totalCost !== undefined) table.near(`${title}: total travel time`, totalCost, solution.totalCost, 1e-3, '1e-10 of it', { digits: 4 });
});

test.skipIf(absent)('Chicago-Sketch, with the weights of its toll and length', () => {
  const solution = solve(CHICAGO, 17313018.7387477, { gap: 1e-7, ...CHICAGO_WEIGHTS });
  table.near('Chicago-Sketch (toll 0.02, length 0.04), relative gap 1e-7: Beckmann objective', 17313018.7387477, solution.objective, bound(1e-7, solution), 'gap x total cost', { digits: 4, reference: PUBLISHED });
  table.near('Chicago-Sketch, the same: total cost', 18935450.261549, solution.totalCost, 20, '1e-6 of it', { digits: 3 });
});

test.skipIf(absent).each([[SIOUX_FALLS, {}, 4231335.28710744], [ANAHEIM, {}, 1286032.17109602], [CHICAGO, CHICAGO_WEIGHTS, 17313018.7387477]])('the bound holds at every accuracy: %s', (name, weights, optimum) => {
  for (const gap of name === CHICAGO ? [1e-4] : [1e-2, 1e-3, 1e-4, 1e-5, 1e-6]) solve(name, optimum, { gap, ...weights });
});

interface Listed { closed_links: [number, number][]; demand_multiplier: number; beckmann: number; tstt: number; link_flows: [number, number, number][] | null }

test.skipIf(absent)('flows of every link on Sioux Falls', () => {
  const { cases } = JSON.parse(readFileSync(new URL('expected/siouxfalls_closures.json', DATA), 'utf8')) as { cases: Record<string, Listed> };
  let compared = 0, worst = 0;
  for (const { closed_links: closed, demand_multiplier: demandFactor, beckmann, tstt, link_flows: flows } of Object.values(cases)) {
    const close = closed.map(([a, b]) => `link:${a}-${b}`);
    expect(CASES.some((c) => c.objective === beckmann && c.totalCost === tstt), `${beckmann} is a case of this test`).toBe(true);
    if (flows === null) continue;
    const solution = solve(SIOUX_FALLS, beckmann, { gap: 1e-12, close, demandFactor });
    const found = new Map(solution.links.map(({ from, to, flow }) => [`${from}-${to}`, flow]));
    for (const [a, b, flow] of flows) { worst = Math.max(worst, Math.abs(found.get(`${a}-${b}`)! - flow)); compared++; }
  }
  table.exact('Sioux Falls, base, closures and half demand: links compared', 76 + 74 + 74 + 72 + 76, compared);
  table.near('the same: largest difference of a flow, of up to 26,000 vehicles/h', 0, worst, 0.01, 'they print 4 decimals', { digits: 3 });
});

test('Braess: the fifth road makes all slower', () => {
  // 6 trips from 1 to 2. Costs: 1-3 and 4-2 10 v, 1-4 and 3-2 50 + v, 3-4 10 + v.
  const text = (links: string[]): string => `<NUMBER OF ZONES> 2\n<NUMBER OF NODES> 4\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> ${links.length}\n<END OF METADATA>\n${links.join('\n')}\n`;
  const four = ['1 3 1 0 0.00000001 1e9 1 0 0 1 ;', '1 4 1 0 50 0.02 1 0 0 1 ;', '3 2 1 0 50 0.02 1 0 0 1 ;', '4 2 1 0 0.00000001 1e9 1 0 0 1 ;'];
  const trips = readTntpTrips('trips', '<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 2 : 6.0;\n').value!;
  const totals = [four, [...four, '3 4 1 0 10 0.1 1 0 0 1 ;']].map((links) => solveTraffic(readTntpNetwork('net', text(links)).value!, trips, { gap: 1e-12 }));
  table.near('Braess, four roads: total travel time, 6 x 83', 498, totals[0]!.totalCost, 1e-6, 'free-flow times of 1e-8', { reference: 'Braess 1968' });
  table.near('Braess, five roads: total travel time, 6 x 92', 552, totals[1]!.totalCost, 1e-6, 'free-flow times of 1e-8', { reference: 'Braess 1968' });
  table.near('Braess, five roads: Beckmann objective', 386, totals[1]!.objective, 1e-6, 'free-flow times of 1e-8');
});

test.skipIf(absent)('docs/validation.md says so', () => table.compareWithDocument());
