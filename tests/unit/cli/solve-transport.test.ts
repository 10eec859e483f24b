/** `hazcade solve transport` as scripts see it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.js';

// Braess: 6 trips from 1 to 2; the road 3-4 makes all slower.
const NET = `<NUMBER OF ZONES> 2
<NUMBER OF NODES> 4
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 5
<END OF METADATA>
1 3 1 100 0.00000001 1000000000 1 0 0 1 ;
1 4 1 100 50 0.02 1 0 0 1 ;
3 2 1 100 50 0.02 1 0 0 1 ;
3 4 1 100 10 0.1 1 0 7 1 ;
4 2 1 100 0.00000001 1000000000 1 0 0 1 ;
`;
const TRIPS = '<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 6\n<END OF METADATA>\nOrigin 1\n 2 : 6.0;\n';

let folder: string, net: string, trips: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hazcade-solve-'));
  writeFileSync(net = join(folder, 'braess_net.tntp'), NET);
  writeFileSync(trips = join(folder, 'braess_trips.tntp'), TRIPS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function hazcade(...args: string[]): Promise<{ exit: number; out: string; err: string }> {
  let out = '', err = '';
  const exit = await main(['solve', 'transport', ...args], { out: (text) => { out += text as string; }, err: (text) => { err += text; }, color: false, debug: false, closed: false });
  return { exit, out, err };
}
const solution = async (...args: string[]) => {
  const { exit, out, err } = await hazcade(...args, '--json', '--gap', '1e-10');
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  return JSON.parse(out) as { objective: number; totalCost: number; relativeGap: number; assignedTrips: number; unreachableTrips: number; links: { from: string; to: string; flow: number; time: number | null; cost: number | null; closed: boolean }[] };
};

it('prints the equilibrium as one JSON document', async () => {
  const { objective, totalCost, assignedTrips, links } = await solution(net, trips);
  expect([objective, totalCost, assignedTrips]).toEqual([expect.closeTo(386, 5), expect.closeTo(552, 5), 6]);
  expect(links.map(({ from, to, flow }) => [from, to, Math.round(flow * 1e6) / 1e6])).toEqual([['1', '3', 4], ['1', '4', 2], ['3', '2', 2], ['3', '4', 2], ['4', '2', 4]]);
});

it('closes roads both ways or links one way, and counts who is left', async () => {
  const { totalCost, links } = await solution(net, trips, '--close', '4-3');
  expect(totalCost).toBeCloseTo(498, 5);
  expect(links[3]).toMatchObject({ flow: 0, time: null, cost: null, closed: true });
  expect(await solution(net, trips, '--close', 'link:1-3', '--close', 'road:1-4')).toMatchObject({ assignedTrips: 0, unreachableTrips: 6, totalCost: 0, relativeGap: 0 });
});

it('weighs toll and length, and scales the trips', async () => {
  // With a toll of 7 x 10 nobody takes the fifth road: 6 x 83, and 200 units of length at 0.5 each.
  expect((await solution(net, trips, '--toll', '10', '--length', '0.5')).totalCost).toBeCloseTo(6 * (83 + 100), 5);
  expect((await solution(net, trips, '--demand-factor', '0.5')).assignedTrips).toBe(3);
});

it('prints a table for people', async () => {
  const { out } = await hazcade(net, trips, '--close', '3-4');
  expect(out).toContain('objective 399');
  expect(out).toMatch(/link \(5 of 5, the fullest\)\s+flow\s+capacity\s+time\s+cost\n1-3\s+3\s+1\s+30\s+30\n/);
  expect(out).toMatch(/3-4\s+0\s+1\s+closed\n/);
});

it('reads GeoJSON', async () => {
  const road = (from: string, to: string, freeFlowMinutes: number, b: number) => ({ type: 'Feature', properties: { from, to, freeFlowMinutes, b, power: 1, capacity: 1, oneway: true }, geometry: { type: 'LineString', coordinates: [[0, 0], [1, 1]] } });
  const zone = (node: string, n: number) => ({ type: 'Feature', properties: { node, zone: n }, geometry: { type: 'Point', coordinates: [0, 0] } });
  const file = join(folder, 'braess.geojson');
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [zone('west', 1), zone('east', 2), road('west', 'n', 1e-8, 1e9), road('west', 's', 50, 0.02), road('n', 'east', 50, 0.02), road('n', 's', 10, 0.1), road('s', 'east', 1e-8, 1e9)] }));
  expect((await solution(file, trips)).totalCost).toBeCloseTo(552, 5);
  expect((await solution(file, trips, '--close', 'n-s')).totalCost).toBeCloseTo(498, 5);
});

it.each([
  [['--close', '3-2-1'], 2, /ROAD_UNKNOWN: --close: there is no road "3-2-1"\. .*4 nodes, 5 links\)\. Did you mean "road:3-2"\?/],
  [['--gap', '0'], 2, /Expected a number above 0, such as 1e-6, found "0"/],
  [['--toll', '-1'], 2, /Expected a number of at least 0, found "-1"/],
  [['--gap', '1e-14', '--max-rounds', '1'], 1, /the relative gap is .* after 1 round, not 1e-14/],
])('refuses %j', async (options, status, words) => {
  const { exit, err } = await hazcade(net, trips, ...options);
  expect(exit).toBe(status);
  expect(err).toMatch(words);
});

it('names every problem of the files with its line, and files that are not there', async () => {
  const bad = join(folder, 'bad_net.tntp');
  writeFileSync(bad, NET.replace('1 4 1 100 50', '1 9 1 100 50').replace('0.1 1 0 7', '0.1 1 0'));
  const { exit, err } = await hazcade(bad, trips);
  expect(exit).toBe(1);
  expect(err).toMatch(/TNTP_ROW {2}.*bad_net\.tntp:7 {2}term_node: expecting a node from 1 to 4, found "9"\n.*bad_net\.tntp:9 {2}expecting 10 columns/);
  expect(await hazcade(join(folder, 'braes_net.tntp'), trips)).toMatchObject({ exit: 2, err: expect.stringContaining('Did you mean') as string });
  writeFileSync(join(folder, 'three.tntp'), TRIPS.replace('ZONES> 2', 'ZONES> 3').replace('FLOW> 6', 'FLOW> 7'));
  const misfit = await hazcade(net, join(folder, 'three.tntp'));
  expect(misfit).toMatchObject({ exit: 1, err: expect.stringMatching(/TNTP_TOTAL \(warning\).*says 7[\s\S]*TRIPS_MISFIT.*has 3 zones/) as string });
});
