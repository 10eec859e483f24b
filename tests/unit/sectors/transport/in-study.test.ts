/** The layer in a replication: from files to outcomes, with crews that travel over its roads. Times by hand. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assemble, createReplicator, readStudyInput, type CascadeEvent, type Replicator } from '../../../../src/index.js';

// East to west 30 minutes by the bridge; by the hills 60, both ways. 400 trips an hour east to west, 200 back.
const NET = `<NUMBER OF ZONES> 2
<NUMBER OF NODES> 3
<FIRST THRU NODE> 1
<NUMBER OF LINKS> 6
<END OF METADATA>
1 2 900 1 30 0 4 0 0 1 ;
2 1 900 1 30 0 4 0 0 1 ;
1 3 900 1 35 0 4 0 0 1 ;
3 1 900 1 35 0 4 0 0 1 ;
3 2 900 1 25 0 4 0 0 1 ;
2 3 900 1 25 0 4 0 0 1 ;
`;
const TRIPS = '<NUMBER OF ZONES> 2\n<END OF METADATA>\nOrigin 1\n 2 : 400;\nOrigin 2\n 1 : 200;\n';
const kind = (sector: string, repair: string): object => ({ title: sector, sector, services: ['access'], cutOff: 1, restart: '0h', capacityLeft: { slight: 0, moderate: 0, extensive: 0, complete: 0 }, repair: { slight: repair, moderate: repair, extensive: repair, complete: repair }, sources: {} });
const MODEL = {
  format: 'hazcade-model/1', id: 'valley',
  kinds: { 'valley-road': kind('transport', '4h'), 'valley-plant': kind('water', '1h'), 'valley-homes': { ...kind('population', '1h'), serviceArea: true } },
  assets: [
    { id: 'bridge', kind: 'valley-road' }, { id: 'hills', kind: 'valley-road' }, { id: 'depot', kind: 'valley-plant' }, { id: 'pump', kind: 'valley-plant' },
    { id: 'east', kind: 'valley-homes', people: 1000, needs: [{ service: 'access', from: ['bridge', 'hills'], required: 1 }] },
  ],
  physics: [{ id: 'roads', sector: 'transport', model: 'traffic', files: { network: 'physics/net.tntp', trips: 'physics/trips.tntp' }, map: 'physics/map.csv', params: {} }],
};
const hit = (id: string, asset: string, onset: string): object => ({ id, type: 'other', onset, duration: '1h', footprint: { assets: [asset] }, effects: [{ damage: { probability: 1, state: 'complete' } }] });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hazcade-roads-'));
  mkdirSync(join(folder, 'physics'));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('model.json', JSON.stringify(MODEL));
  write('physics/net.tntp', NET);
  write('physics/trips.tntp', TRIPS);
  write('physics/map.csv', 'asset,component\nbridge,road:1-2\nhills,road:1-3\neast,node:1\ndepot,place:1\npump,place:2\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function study(parts: object): Promise<Replicator> {
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify({ format: 'hazcade-scenario/1', id: 'valley', model: 'model.json', start: '2026-01-05T00:00:00Z', horizon: '24h', seed: 'valley', ...parts }));
  const { model, scenario } = readStudyInput(join(folder, 'scenario.json'));
  return createReplicator(assemble(model, scenario).packet);
}
const value = (replicator: Replicator, name: string): number => replicator.replicate(0).values[replicator.outcomes.findIndex((outcome) => outcome.name === name)]!;
const repaired = (replicator: Replicator, asset: string): number => {
  const events: CascadeEvent[] = [];
  replicator.events(0).subscribe((event) => events.push(event));
  return events.find((event) => event.kind === 'repair-end' && event.asset === asset)!.hours;
};

const crews = { crews: [{ id: 'crew', count: 2, from: '0h', base: 'depot' }] };

it('a closed bridge delays all trips by half an hour until it is repaired: 600 x 0.5 h x 4 h', async () => {
  const replicator = await study({ hazards: [hit('flood', 'bridge', '2h')], recovery: { crews: [{ id: 'crew', count: 1 }] } });
  expect(value(replicator, 'delay-hours.roads')).toBeCloseTo(1200, 8);
  expect(value(replicator, 'unreachable-trips.roads')).toBe(0);
});

it('both roads closed from 3 h until the bridge is repaired at 6 h, the east is cut off, and 600 trips an hour find no way', async () => {
  const replicator = await study({ hazards: [hit('flood', 'bridge', '2h'), hit('slide', 'hills', '3h')] });
  expect(value(replicator, 'unreachable-trips.roads')).toBeCloseTo(600 * 3, 6);
  expect(value(replicator, 'person-hours.access')).toBeCloseTo(1000 * 3, 4);
});

it('crews take the way that is open when they leave', async () => {
  expect(repaired(await study({ hazards: [hit('fire', 'pump', '2h')], recovery: crews }), 'pump')).toBeCloseTo(2 + 0.5 + 1, 5);
  // The bridge falls first; its crew is there at once, and the other goes by the hills.
  expect(repaired(await study({ hazards: [hit('flood', 'bridge', '1h'), hit('fire', 'pump', '2h')], recovery: crews }), 'pump')).toBeCloseTo(2 + 1 + 1, 5);
});

it('without the layer nothing of this is counted', async () => {
  const replicator = await study({ hazards: [hit('fire', 'pump', '2h')], recovery: crews, physics: 'off' });
  expect(replicator.outcomes.some((outcome) => outcome.name.endsWith('.roads'))).toBe(false);
  expect(repaired(replicator, 'pump')).toBe(3);
});
