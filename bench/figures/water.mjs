/**
 * Hydraulics: a disturbed day of Net3 through the same SectorModel that replications use, beside a bare loop of epanet-js that reads the same quantities at
 * every step; what an untouched network costs; memory from run 1,000 to run 10,000.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInp } from '../../dist/imports/epanet-inp.js';
import { loadEngine } from '../../dist/sectors/water/engine.js';
import { hydraulics } from '../../dist/sectors/water/hydraulics.js';
import { assertWork, note, row } from '../lib/figure.mjs';
import { cpuSecondsOf, interleaved, perCall, ratios } from '../lib/measure.mjs';
import { ROOT } from '../lib/processes.mjs';

export const title = 'Hydraulics in EPANET';

const FULL = 3_603_600, HOURS = 24, DATA = join(ROOT, '../shared/data/water');
/** A pipe in the mesh that is out all day: every step is solved, and nobody runs dry. */
const BROKEN = '151';

const loadsOf = (network) => network.junctions.filter(({ demands }) => demands.some(({ baseM3h }) => baseM3h > 0));

/** One asset for every pipe and every junction with demand. */
async function modelOf(file, mode = 'exact') {
  const text = readFileSync(join(DATA, file), 'utf8'), network = readInp(text, file);
  const components = [...network.links.filter((link) => link.kind !== 'valve').map(({ kind, id }) => `${kind}:${id}`), ...loadsOf(network).map(({ id }) => `junction:${id}`)].sort();
  const map = components.map((component, i) => ({ asset: component, component, share: 1, line: i + 2 })), index = new Map(components.map((id, i) => [id, i]));
  const model = await hydraulics.create({}, undefined, (id) => index.get(id), { files: { network: { path: file, text } }, map, mapPath: 'map.csv', mode, startHourOfWeek: 0 });
  const n = components.length;
  return { model, network, index, up: new Uint8Array(n).fill(1), offered: new Int32Array(n).fill(FULL), shares: new Int32Array(n) };
}

/** A day as the engine asks: whenever the model wants to be asked. @returns solutions */
function day({ model, up, offered, shares }, hours = HOURS) {
  let asked = 0;
  model.reset();
  for (let now = 0; now < hours; asked++) now += model.solve(now, up, offered, shares).againInHours ?? Infinity;
  return asked;
}

/** The same by epanet-js alone: project open, hydraulics open. */
async function bareDay() {
  const [{ Project }, { Workspace }] = await Promise.all([import('epanet-js'), import('epanet-js/slim')]), workspace = new Workspace();
  await workspace.loadModuleVersion(() => loadEngine('2.2'));
  const text = readFileSync(join(DATA, 'Net3.inp'), 'utf8'), network = readInp(text, 'Net3.inp'), project = new Project(workspace);
  workspace.writeFile('n.inp', text);
  project.open('n.inp', 'n.rpt', 'n.out');
  const required = 20 * network.units.pressurePerMetre, duration = 0, head = 10, demand = 9, deficit = 27, status = 11;
  project.setDemandModel(1, 0, required, 0.5);
  project.setTimeParameter(duration, HOURS * 3600);
  project.openH();
  const loads = loadsOf(network).map(({ id }) => project.getNodeIndex(id)), tanks = network.tanks.map(({ id }) => project.getNodeIndex(id)), broken = project.getLinkIndex(BROKEN);
  return () => {
    let steps = 0, sum = 0;
    project.initH(10);
    project.setLinkValue(broken, status, 0);
    for (;;) {
      project.runH();
      steps++;
      for (const load of loads) sum += project.getNodeValue(load, head) + project.getNodeValue(load, demand) + project.getNodeValue(load, deficit);
      for (const tank of tanks) sum += project.getNodeValue(tank, head);
      if (project.nextH() === 0) return { steps, sum };
    }
  };
}

export async function run({ rounds = 9, toy = false }) {
  if (!existsSync(DATA)) return [note('hydraulics', 'the networks are not here: left out')];
  const net3 = await modelOf('Net3.inp'), bare = await bareDay(), seconds = toy ? 0.02 : 0.5;
  net3.up[net3.index.get(`pipe:${BROKEN}`)] = 0;
  const asked = day(net3), { steps } = bare();
  assertWork(asked >= HOURS && Math.abs(asked - steps) <= 2, `${asked} solutions through the model, ${steps} by epanet-js alone: the same day is meant`);
  const takers = { ours: () => perCall(() => day(net3), seconds).seconds, bare: () => perCall(bare, seconds).seconds };
  await interleaved(1, takers);
  const taken = await interleaved(toy ? 1 : rounds, takers);
  const untouched = await modelOf('Net3.inp'), nothing = perCall(() => day(untouched), seconds).seconds;
  return [
    note('solutions a day of Net3 with a pipe out', String(asked)),
    row('milliseconds of CPU a day, through the model', taken.ours.map((s) => s * 1e3)),
    row('milliseconds of CPU a day, bare epanet-js reading the same', taken.bare.map((s) => s * 1e3)),
    row('ratio', ratios(taken.ours, taken.bare), { unit: 'x', most: 1.2 }),
    row('microseconds of CPU a day, nothing out', [nothing * 1e6]),
    ...await memoryRows(toy),
  ];
}

/** Net1 with its pump out from the start: solved, dried up, put back, again and again. */
async function memoryRows(toy) {
  const [first, last] = toy ? [20, 60] : [1000, 10_000], net1 = await modelOf('Net1.inp');
  net1.up[net1.index.get('pump:9')] = 0;
  let rss = 0, solutions = 0, shorts = 0;
  const cpu = cpuSecondsOf(() => {
    for (let k = 0; k < last; k++) {
      if (k === first) { globalThis.gc?.(); rss = process.memoryUsage.rss(); }
      solutions += day(net1);
      if (net1.shares.some((share) => share < FULL)) shorts++;
    }
  });
  globalThis.gc?.();
  const grown = (process.memoryUsage.rss() - rss) / 2 ** 20;
  assertWork(shorts === last && solutions >= last * HOURS, `${shorts} of ${last} days ran dry in ${solutions} solutions: all are meant`);
  return [row(`megabytes grown from day ${first} to day ${last} of Net1`, [grown], { unit: ' MB', most: 50 }), row('microseconds of CPU a solution of Net1, run dry', [(cpu / solutions) * 1e6])];
}
