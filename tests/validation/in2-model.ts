/** The InfraRisk test bed in2 as a model and a scenario, written to a folder of its own from the reference data. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble, createReplicator, normalizeScenario, readModel, type CascadeEvent } from '../../src/index.js';

export const DATA = new URL('../../../shared/data/testbeds/infrarisk_in2/', import.meta.url);

/** Which of their rules are taken instead of ours. All times in minutes. */
export interface TheirRules {
  /** A crew takes this long before it leaves. */
  preparation: number;
  /** A line or pipe is isolated this long before work on it begins. */
  isolation: number;
  /** The water crew's second trip, from where its first job was and from then on; ours starts from its base. */
  second?: { at: string; from: number };
  /** The broken pipe leaks from the damage on, is shut, and opens when repaired; ours is shut at once. */
  leak?: { shut: number; open: number };
}

export const OUR_RULES: TheirRules = { preparation: 0, isolation: 0 };
/** Damage at 120 s: all their instants follow from it (outcome.json: 1260 s = 120 s + 19 min, 1500 s = 120 s + 23 min). */
export const DAMAGE_MINUTE = 2;
/** Minutes of work: hours for total damage in their tables (10 h a line, 12 h the others) x the damage of disruption_file.csv. */
const WORK = { T_L2: 0.5 * 720, P_L5: 0.5 * 600, W_WP9: 0.1 * 720, W_P21: 0.5 * 720 };
export const REPAIRED = Object.keys(WORK) as (keyof typeof WORK)[];

export const data = (name: string): string => readFileSync(new URL(name, DATA), 'utf8');

/** Names of their road network as TNTP has them (numbers), without the column of link names. */
const tntp = (name: string): string => data(`transportation/${name}`).replaceAll('T_J', '').replace(/\tT_L\d+/g, '');

/** Their leak: an orifice of half the pipe's section in its middle, discharge coefficient 0.75, at the mean height of its ends (gallons a minute at 1 psi). */
function withLeak(inp: string, { shut, open }: { shut: number; open: number }): string {
  const area = 0.5 * (Math.PI / 4) * 0.254 ** 2, metresPerPsi = 0.70325, gallonsPerMinute = 15850.323;
  const coefficient = 0.75 * area * Math.sqrt(2 * 9.81 * metresPerPsi) * gallonsPerMinute, clock = (minute: number): string => `${Math.floor(minute / 60)}:${String(Math.round(minute) % 60).padStart(2, '0')}`;
  const controls = [`HOLE OPEN AT TIME ${clock(DAMAGE_MINUTE)}`, ...['HOLE', 'W_P21a', 'W_P21b'].map((link) => `${link} CLOSED AT TIME ${clock(shut)}`), ...['W_P21a', 'W_P21b'].map((link) => `${link} OPEN AT TIME ${clock(open)}`)];
  return inp.replace('[RESERVOIRS]', ' MIDDLE 697.5 0\n LEAK 697.5 0\n\n[RESERVOIRS]')
    .replace(/^ W_P21 .*\n/m, ' W_P21a W_J21 MIDDLE 2640 10 100 0 Open\n W_P21b MIDDLE W_J22 2640 10 100 0 Open\n HOLE MIDDLE LEAK 1 40 140 0 Closed\n')
    .replace('[EMITTERS]', `[EMITTERS]\n LEAK ${coefficient}`).replace('[CONTROLS]', `[CONTROLS]\n${controls.map((control) => ` LINK ${control}`).join('\n')}`);
}

export const POWER = ['P_LO1', 'P_LO2', 'P_LO3', 'P_MP1'];
/** Junctions with demand, gallons a minute. */
export const WATER: Record<string, number> = { W_J11: 150, W_J12: 150, W_J13: 100, W_J21: 150, W_J22: 200, W_J23: 150, W_J31: 100, W_J32: 100 };

/** Places of their road nodes (metres) as degrees: nearness is all they are for. */
function placeOf(node: number): number[] {
  const [, x, y] = data('transportation/transpo_node.tntp').split('\n').find((line) => line.startsWith(`T_J${node}\t`))!.split('\t');
  return [Number(x) / 1e5, Number(y) / 1e5];
}

function modelFile({ preparation, isolation, second }: TheirRules): object {
  const kind = (sector: string, more: object = {}): object => ({ sector, services: [{ power: 'electricity', water: 'water', transport: 'access' }[sector]], restart: '0h', capacityLeft: { slight: 0 }, sources: {}, ...more });
  const work = (id: keyof typeof WORK, extra: number): object => ({ repair: { slight: `${WORK[id] + preparation + extra}min` } });
  return {
    format: 'hazcade-model/1', id: 'in2',
    kinds: { customer: kind('power'), line: kind('power', { skill: 'electric' }), user: kind('water'), pump: kind('water', { skill: 'water' }), pipe: kind('water', { skill: second === undefined ? 'water' : 'second' }), road: kind('transport', { skill: 'civil' }), node: kind('transport') },
    assets: [
      ...POWER.map((id) => ({ id, kind: 'customer' })), ...Object.keys(WATER).map((id) => ({ id, kind: 'user' })), ...[2, 3, 5, 8].map((n) => ({ id: `T_J${n}`, kind: 'node', place: placeOf(n) })),
      { id: 'P_L5', kind: 'line', place: placeOf(5), ...work('P_L5', isolation) },
      { id: 'W_WP9', kind: 'pump', place: placeOf(2), ...work('W_WP9', 0), needs: [{ service: 'electricity', from: ['P_MP1'] }] },
      { id: 'W_P21', kind: 'pipe', place: placeOf(5), ...work('W_P21', isolation) },
      // Half of the road's capacity is left, and it stays open.
      { id: 'T_L2', kind: 'road', place: placeOf(3), capacityLeft: { slight: 0.5 }, ...work('T_L2', 0) },
    ],
    physics: [
      { id: 'grid', sector: 'power', model: 'dc-power-flow', files: { network: 'power.json' }, map: 'grid.csv', params: { relay: 'none' } },
      { id: 'pipes', sector: 'water', model: 'hydraulics', files: { network: 'water.inp' }, map: 'pipes.csv', params: { requiredPressureM: 30 } },
      { id: 'roads', sector: 'transport', model: 'traffic', files: { network: 'net.tntp', trips: 'trips.tntp' }, map: 'roads.csv' },
    ],
  };
}

const csv = (rows: [string, string][]): string => `asset,component\n${rows.map((row) => row.join(',')).join('\n')}\n`;

function files(rules: TheirRules): Record<string, string> {
  return {
    'model.json': JSON.stringify(modelFile(rules)), 'power.json': data('power_tables.json'), 'water.inp': rules.leak === undefined ? data('water.inp') : withLeak(data('water.inp'), rules.leak), 'net.tntp': tntp('transpo_net.tntp'), 'trips.tntp': tntp('transpo_trips.tntp'),
    'grid.csv': csv([...POWER.map((id): [string, string] => [id, `load:${id}`]), ['P_L5', 'branch:P_L5']]),
    'pipes.csv': csv([...Object.keys(WATER).map((id): [string, string] => [id, `junction:${id}`]), ['W_WP9', 'pump:W_WP9'], ...(rules.leak === undefined ? [['W_P21', 'pipe:W_P21'] as [string, string]] : [])]),
    'roads.csv': csv([['T_L2', 'link:2-3'], ['T_L2', 'node:3'], ...[2, 3, 5, 8].map((n): [string, string] => [`T_J${n}`, `node:${n}`])]),
  };
}

const scenario = ({ second }: TheirRules): object => ({
  format: 'hazcade-scenario/1', id: 'test1', model: '.', start: '2026-01-05T00:00:00Z', horizon: '8h', seed: 'test1',
  hazards: [{ id: 'damage', type: 'other', onset: `${DAMAGE_MINUTE}min`, duration: '0h', footprint: { assets: REPAIRED }, effects: [{ damage: { probability: 1, state: 'slight' } }] }],
  recovery: {
    order: 'list', list: REPAIRED,
    crews: [...[['power', 'electric'], ['transport', 'civil'], ['water', 'water']].map(([id, skill]) => ({ id, skills: [skill], count: 1, base: 'T_J8' })), ...(second === undefined ? [] : [{ id: 'water-again', skills: ['second'], count: 1, base: second.at, from: `${second.from}min` }])],
  },
});

export interface Outcome {
  /** Minute at which each repair ends. */
  ends: Record<string, number>;
  /** Equivalent outage hours: ECS = mean over customers of 1 - supplied / demanded, over time; PCS = of the sums. */
  outage: Record<'powerECS' | 'powerPCS' | 'waterECS' | 'waterPCS', number>;
}

/** Runs test1 under the given rules. */
export async function runTest1(rules: TheirRules): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'in2-'));
  try {
    for (const [name, text] of Object.entries(files(rules))) writeFileSync(join(folder, name), text);
    const { packet, names } = assemble(readModel(folder).model, normalizeScenario(scenario(rules)).scenario);
    const replicator = await createReplicator(packet), record = replicator.replicate(0);
    if (record.failure !== undefined || record.mark !== undefined) throw new Error(record.failure?.message ?? record.mark!.message);
    const touched = new Set(record.touched.subarray(0, record.touchedCount)), lost = (id: string): number => { const a = names.assets.indexOf(id); return touched.has(a) ? record.lostHours[a]! : 0; };
    const mean = (weights: Record<string, number>): number => { const all = Object.entries(weights); return all.reduce((sum, [id, w]) => sum + w * lost(id), 0) / all.reduce((sum, [, w]) => sum + w, 0); };
    const equal = (ids: string[]): Record<string, number> => Object.fromEntries(ids.map((id) => [id, 1]));
    const outage = { powerECS: mean(equal(POWER)), powerPCS: mean({ P_LO1: 2, P_LO2: 2, P_LO3: 2, P_MP1: 0.23 }), waterECS: mean(equal(Object.keys(WATER))), waterPCS: mean(WATER) };
    const ends: Record<string, number> = {};
    replicator.events(0).subscribe((event: CascadeEvent) => { if (event.kind === 'repair-end') ends[event.asset!] = event.hours * 60; });
    return { ends, outage };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
