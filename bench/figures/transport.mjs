/** Traffic assignment: from free flow, from the last flows after a closure, and through the sector model that replications use. */
import { existsSync, readFileSync } from 'node:fs';
import { readTntpNetwork, readTntpTrips } from '../../dist/imports/tntp.js';
import { Assignment } from '../../dist/sectors/transport/assignment.js';
import { Bushes } from '../../dist/sectors/transport/bushes.js';
import { Demand } from '../../dist/sectors/transport/demand.js';
import { RoadGraph } from '../../dist/sectors/transport/graph.js';
import { LinkCosts } from '../../dist/sectors/transport/link-costs.js';
import { sectorPlugin } from '../../dist/sectors/index.js';
import { assertWork, note, row, short } from '../lib/figure.mjs';
import { cpuSecondsOf, median } from '../lib/measure.mjs';
import { yardstick } from '../lib/yardstick.mjs';

const DATA = new URL('../../../shared/data/transport/', import.meta.url);
/** Least values of the objective: printed with the networks; Anaheim by TAP-B to 1e-12. */
const SIOUX_FALLS = { files: 'SiouxFalls/SiouxFalls', objective: 4231335.28710744 }, ANAHEIM = { files: 'Anaheim/Anaheim', objective: 1286032.17109602 };
const CHICAGO = { files: 'Chicago-Sketch/ChicagoSketch', objective: 17313018.7387477, weights: { toll: 0.02, length: 0.04 } };

export const title = 'Traffic assignment';

export async function run({ rounds = 9, toy = false }) {
  if (!existsSync(DATA)) return [note('Sioux Falls, Anaheim, Chicago-Sketch', 'skipped: needs ../shared/data/transport')];
  const siouxFalls = assignmentOf(SIOUX_FALLS), times = toy ? 2 : 10 * rounds;
  const rows = [
    row('Sioux Falls from free flow to 1e-6, ms of CPU (TAP-B in C: 6-10)', fromFreeFlow(siouxFalls, SIOUX_FALLS, 1e-6, times), { most: 20 }),
    ...afterClosures(siouxFalls, toy ? 1 : 2 * rounds),
    row('Sioux Falls from free flow to 1e-12, ms (TAP-B: 25)', fromFreeFlow(siouxFalls, SIOUX_FALLS, 1e-12, toy ? 1 : 3 * rounds)),
  ];
  if (!toy) {
    rows.push(row('Anaheim from free flow to 1e-6, ms (TAP-B: 31-66)', fromFreeFlow(assignmentOf(ANAHEIM), ANAHEIM, 1e-6, 2 * rounds)));
    rows.push(row('Chicago-Sketch from free flow to 1e-4, s of CPU', fromFreeFlow(assignmentOf(CHICAGO), CHICAGO, 1e-4, 3).map((ms) => ms / 1000), { most: 10 }));
  }
  rows.push(...await throughTheModel(toy ? 1 : rounds), ...(toy ? [] : [await yardstick()]));
  return rows;
}

const load = ({ files }) => {
  const text = (kind) => readFileSync(new URL(`${files}_${kind}.tntp`, DATA), 'utf8');
  return { network: text('net'), trips: text('trips') };
};

function assignmentOf(which) {
  const { network, trips } = load(which), graph = new RoadGraph(readTntpNetwork('net', network).value);
  return new Assignment(graph, new LinkCosts(graph, which.weights ?? { toll: 0, length: 0 }), new Demand(readTntpTrips('trips', trips).value));
}

/** The objective lies above the least one by no more than the gap allows. */
function assertEquilibrium({ converged, objective, totalCost, relativeGap }, least, gap, what) {
  assertWork(converged && relativeGap <= gap && objective - least <= gap * totalCost + 1e-12 * least && objective >= least * (1 - 1e-12), `${what}: gap ${relativeGap}, objective ${objective}, least ${least}`);
}

/** CPU milliseconds of each of `times` assignments, after warm-up. */
function fromFreeFlow(assignment, { files, objective }, gap, times) {
  const warmUp = Math.min(times, 30), values = [];
  for (let i = -warmUp; i < times; i++) {
    let answer;
    const seconds = cpuSecondsOf(() => { assignment.bushes.clear(); answer = assignment.assign({ gap }); });
    assertEquilibrium(answer, objective, gap, files);
    if (i >= 0) values.push(1000 * seconds);
  }
  return values;
}

/** Each of the 38 roads closed both ways, from the intact flows to 1e-6. */
function afterClosures(assignment, times) {
  const { graph, costs, bushes, demand } = assignment, intact = new Bushes(graph, demand), gap = 1e-6, byRoad = [], least = [];
  bushes.clear();
  assignment.assign({ gap });
  intact.copy(bushes);
  const roads = Array.from({ length: graph.links }, (_, e) => e).filter((e) => graph.tail[e] < graph.head[e]);
  const close = (e, share) => { for (let f = 0; f < graph.links; f++) if ((graph.tail[f] === graph.tail[e] && graph.head[f] === graph.head[e]) || (graph.tail[f] === graph.head[e] && graph.head[f] === graph.tail[e])) costs.setCapacity(f, share); };
  for (let i = -1; i < times; i++) {
    roads.forEach((e, r) => {
      close(e, 0);
      if (i < 0) { bushes.clear(); least[r] = assignment.assign({ gap: 1e-12 }).objective; } else {
        let answer;
        const seconds = cpuSecondsOf(() => { bushes.copy(intact); answer = assignment.assign({ gap }); });
        assertEquilibrium(answer, least[r], gap, `road ${r} closed`);
        (byRoad[r] ??= []).push(1000 * seconds);
      }
      close(e, 1);
    });
  }
  assertWork(roads.length === 38, `${roads.length} roads, not 38`);
  const medians = byRoad.map(median);
  return [row('Sioux Falls, a road closed, from the last flows to 1e-6, ms of CPU: 38 roads', medians, { most: 8 }), row('the same, the slowest of the 38 roads', [Math.max(...medians)], { most: 8 })];
}

/** Answers to 1e-4 through the SectorModel: new ones, and remembered ones. */
async function throughTheModel(rounds) {
  const { network, trips } = load(SIOUX_FALLS), { tail, head } = readTntpNetwork('net', network).value, full = 3_603_600;
  const roads = Array.from(tail, (t, row) => [t + 1, head[row] + 1]).filter(([a, b]) => a < b), zones = Array.from({ length: 24 }, (_, z) => [`node:${z + 1}`]);
  const map = [...roads.map(([a, b]) => [`road:${a}-${b}`]), ...zones].map(([component], asset) => ({ asset: String(asset), component, share: 1, line: asset + 2 }));
  const inputs = { files: { network: { path: 'net', text: network }, trips: { path: 'trips', text: trips } }, map, mapPath: 'map', mode: 'exact', startHourOfWeek: 0 };
  const compiled = { sizes: { assets: map.length }, assetLon: [], assetLat: [] }, fresh = [], again = [];
  const n = map.length, up = new Uint8Array(n).fill(1), offered = new Int32Array(n).fill(full), shares = new Int32Array(n), values = new Float64Array(3);
  const pairs = roads.flatMap((_, a) => [5, 11, 17].map((ahead) => [a, (a + ahead) % roads.length]));
  for (let round = -1; round < rounds; round++) {
    const model = await sectorPlugin('traffic').create({}, compiled, Number, inputs);
    const askAll = () => pairs.forEach(([a, b], hour) => {
      up[a] = up[b] = 0;
      const answer = model.solve(hour, up, offered, shares);
      assertWork(answer.unsolved === undefined && shares.every((s) => s === full), `roads ${a} and ${b}: ${answer.unsolved ?? 'not all arrive'}`);
      up[a] = up[b] = 1;
    });
    model.solve(0, up.map((u, i) => (i === 0 ? 0 : u)), offered, shares);
    model.reset();
    const first = cpuSecondsOf(askAll);
    model.readOutcomes(pairs.length, values);
    const delay = values[0];
    model.reset();
    const second = cpuSecondsOf(askAll);
    model.readOutcomes(pairs.length, values);
    assertWork(delay > 0 && values[0] === delay, `delay ${delay}, remembered ${values[0]}`);
    if (round >= 0) { fresh.push((1000 * first) / pairs.length); again.push((1e6 * second) / pairs.length); }
  }
  return [row(`sector model, Sioux Falls, two roads closed, to 1e-4: ms of CPU an answer (${short(pairs.length)} different)`, fresh), row('the same, remembered: µs', again)];
}
