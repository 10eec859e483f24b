/**
 * The electric grid of the region as a MATPOWER case (version 2) and its table asset <-> component, from the same assets and needs: a need of electricity
 * between two assets of the grid is a branch. Voltages 150/30/15 kV. Sizes by planner's rules below; figures without a source are assumptions.
 */
import { dcFlows } from './dc.mjs';
import { electricLoads } from './loads.mjs';

const BASE_MVA = 100;
/** Reactance, ohm per km: mean values of overhead lines and cables (assumption: textbook figures); route = 1.15 x the distance. */
const LINE = { hv: { kV: 150, ohm: 0.4 }, 'mv-line': { kV: 30, ohm: 0.38 }, 'mv-cable': { kV: 30, ohm: 0.12 }, 'overhead-feeder': { kV: 15, ohm: 0.36 }, 'cable-feeder': { kV: 15, ohm: 0.11 } };
const ROUTE = 1.15;
/** Resistance as a share of reactance; direct-current power flow does not use it. */
const R_OVER_X = { 150: 0.25, 30: 0.6, 15: 1.1 };
/** Short-circuit voltage of transformers on their own rating. */
const TRANSFORMER_UK = { 150: 0.14, 30: 0.1 };
/** Ratings (MVA) to choose from: conductors in use, transformers as built. */
const RATINGS = { 150: [50, 70, 90, 110, 135, 160, 190, 230, 280, 340], 30: [8, 12, 16, 20, 25, 30, 36, 44, 54, 66, 80, 100], 15: [2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 28, 36] };
const TRANSFORMERS = { 150: [16, 25, 40, 63, 80, 100, 125, 160], 30: [10, 16, 20, 25, 31.5, 40, 50, 63] };
/** With each load at its own highest hour, a branch carries 1.1 x its flow on the intact grid, and the worst flow with any one branch, infeed or plant out. */
const MARGIN = 1.1;
/** In overhead districts the second 30 kV link and the tie of a feeder are lighter, as their weights in needs.csv say. */
const LIGHT = { 'mv-line': 0.7, 'overhead-feeder': 0.6 };

/** Generators: MW installed, MW available and produced on the design evening, ramp MW/min, euro/MWh. The infeeds share what the others leave. */
const GENERATORS = {
  'infeed-north': { bus: 1, max: 250, ramp: 25, cost: 60 }, 'infeed-east': { bus: 2, max: 250, ramp: 25, cost: 60 }, 'plant-harbour': { bus: 3, max: 140, now: 90, ramp: 6, cost: 75 },
  'plant-waste': { bus: 4, max: 25, now: 20, ramp: 0.5, cost: 15 }, 'wind-sea': { bus: 5, max: 32, now: 32, ramp: 8, cost: 0 }, 'wind-hills': { bus: 6, max: 14, now: 14, ramp: 4, cost: 0 }, 'solar-fields': { bus: 7, max: 3, now: 3, ramp: 1, cost: 0 },
};
const INFEEDS = ['infeed-north', 'infeed-east'];
const FEEDERS = ['overhead-feeder', 'cable-feeder'];
const GRID_KINDS = ['grid-infeed', 'gas-plant', 'waste-plant', 'wind-farm', 'solar-park', 'hv-substation', 'hv-line', 'substation', 'mv-line', 'mv-cable', ...FEEDERS];

const distance = ([a, b], [c, d]) => Math.sqrt((a - c) ** 2 + (b - d) ** 2);
const atLeast = (sizes, value) => {
  const size = sizes.find((mva) => mva >= value);
  if (size === undefined) throw new Error(`no size carries ${value} MVA`);
  return size;
};

/** Buses (with the load of the evening and the highest, MW) and branches under construction, with the assets they belong to. */
class Grid {
  buses = [];
  branches = [];
  map = [];
  #busOf = new Map();

  /** @param role '' where loads are drawn, 'hv' or 'mv' for the higher side of a substation */
  bus(number, asset, kV, role = '') {
    this.#busOf.set(asset + role, number);
    this.buses.push({ number, asset, kV, evening: 0, load: 0 });
    this.map.push({ asset, component: `bus:${number}` });
  }

  busOf(asset, role = '') {
    return this.#busOf.get(asset + role);
  }

  /** @param fields from, to (bus numbers), kV, x (per unit), and rating (MVA) or nothing yet */
  branch(asset, fields) {
    const parallel = this.branches.filter(({ from, to }) => from === fields.from && to === fields.to).length + 1;
    this.branches.push({ asset, ...fields });
    this.map.push({ asset, component: `branch:${fields.from}-${fields.to}${parallel > 1 ? `:${parallel}` : ''}` });
  }

  line(asset, kind, from, to, km, fields = {}) {
    const { kV, ohm } = LINE[kind];
    this.branch(asset, { from, to, kV, x: ohm * km * ROUTE * BASE_MVA / (kV * kV), ...fields });
  }

  transformers(asset, from, to, kV, count, mva) {
    for (let i = 0; i < count; i++) this.branch(asset, { from, to, kV, x: TRANSFORMER_UK[kV] * BASE_MVA / mva, rating: mva });
  }
}

function addBuses(region, grid, districts) {
  for (const [asset, { bus }] of Object.entries(GENERATORS)) {
    grid.bus(bus, asset, 150);
    grid.map.push({ asset, component: `gen:${bus}` });
  }
  for (const [i, { id }] of region.assets.filter((asset) => asset.kind === 'hv-substation').entries()) {
    grid.bus(11 + i, id, 150, 'hv');
    grid.bus(31 + i, id, 30);
  }
  for (const [i, { id }] of districts.entries()) {
    grid.bus(101 + i, `sub-${id}`, 30, 'mv');
    grid.bus(201 + i, `sub-${id}`, 15);
  }
  const next = new Map();
  for (const { id, kind, district } of region.assets) {
    if (!FEEDERS.includes(kind)) continue;
    const i = (next.get(district) ?? 0) + 1;
    next.set(district, i);
    grid.bus(1000 + 10 * (districts.findIndex((d) => d.id === district) + 1) + i, id, 15);
  }
}

/** 150 kV lines and the short connections of plants, from needs of substations. */
function addLines(region, grid) {
  const atHv = (asset) => grid.busOf(asset, 'hv') ?? grid.busOf(asset);
  for (const { asset, service, from } of region.needs) {
    if (service !== 'electricity' || region.get(asset).kind !== 'hv-substation') continue;
    for (const source of from) {
      const line = region.get(source).kind === 'hv-line';
      const start = line ? region.needs.find((need) => need.asset === source).from[0] : source;
      grid.line(source, 'hv', atHv(start), atHv(asset), distance(region.get(start).place, region.get(asset).place));
    }
  }
}

/** 30 kV links to district substations, and 15 kV feeders with their ties. */
function addDistribution(region, grid) {
  for (const { asset, service, from } of region.needs) {
    const { kind, place } = region.get(asset);
    if (service !== 'electricity') continue;
    if (kind === 'substation') {
      for (const [i, link] of from.entries()) {
        const hv = region.needs.find((need) => need.asset === link).from[0];
        const { kind: type } = region.get(link);
        grid.line(link, type, grid.busOf(hv), grid.busOf(asset, 'mv'), distance(region.get(hv).place, place), { light: i > 0 ? LIGHT[type] : undefined });
      }
    } else if (FEEDERS.includes(kind)) {
      for (const [i, sub] of from.entries()) grid.line(asset, kind, grid.busOf(sub), grid.busOf(asset), Math.max(0.8, distance(region.get(sub).place, place)), { light: i > 0 ? LIGHT[kind] : undefined });
    }
  }
}

/** Two transformers at each substation, either of which carries its highest load with the ties' share for a neighbour. */
function addTransformers(region, grid, districts) {
  const loadBehind = (sub) => grid.buses.filter(({ asset }) => asset === sub || region.needs.some((need) => need.asset === asset && need.service === 'electricity' && need.from[0] === sub)).reduce((sum, { load }) => sum + load, 0);
  const atHv = new Map();
  for (const { id } of districts) {
    const sub = `sub-${id}`, load = loadBehind(sub);
    grid.transformers(sub, grid.busOf(sub, 'mv'), grid.busOf(sub), 30, 2, atLeast(TRANSFORMERS[30], 1.35 * load));
    for (const link of region.needs.find((need) => need.asset === sub && need.service === 'electricity').from) {
      const hv = region.needs.find((need) => need.asset === link).from[0];
      atHv.set(hv, (atHv.get(hv) ?? 0) + load / 2);
    }
  }
  for (const [hv, load] of [...atHv].sort(([a], [b]) => (a < b ? -1 : 1))) grid.transformers(hv, grid.busOf(hv, 'hv'), grid.busOf(hv), 150, 2, atLeast(TRANSFORMERS[150], 1.5 * load));
}

/** Production by generator (MW) on the design evening: the infeeds that are there share what is left. @param changed one without its output, or with all it has */
function dispatch(load, changed, output) {
  const others = Object.entries(GENERATORS).filter(([asset]) => !INFEEDS.includes(asset)).map(([asset, { now }]) => [asset, asset === changed ? output : now]);
  const left = load - others.reduce((sum, [, mw]) => sum + mw, 0);
  const infeeds = INFEEDS.filter((asset) => asset !== changed);
  return new Map([...others, ...infeeds.map((asset) => [asset, left / infeeds.length])]);
}

/** Sizes every line by its flow on the intact grid and the worst with one element out; transformers are checked. */
function rate(grid, total) {
  const index = new Map(grid.buses.map(({ number }, i) => [number, i]));
  const branches = grid.branches.map(({ from, to, x }) => ({ from: index.get(from), to: index.get(to), x }));
  const injection = (produced) => grid.buses.map(({ asset, load }) => (produced.get(asset) ?? 0) - load);
  const intact = dcFlows(injection(dispatch(total)), branches);
  const worst = [...intact.worst];
  const note = (flows) => { for (const [k, flow] of flows.entries()) worst[k] = Math.max(worst[k], Math.abs(flow)); };
  for (const out of Object.keys(GENERATORS)) note(dcFlows(injection(dispatch(total, out, 0)), branches).flow);
  // The plant must get all its power out, over one line if need be.
  note(dcFlows(injection(dispatch(total, 'plant-harbour', GENERATORS['plant-harbour'].max)), branches).worst);
  for (const [k, branch] of grid.branches.entries()) {
    const needed = Math.max(MARGIN * Math.abs(intact.flow[k]), (branch.light ?? 1) * worst[k]);
    if (branch.rating === undefined) branch.rating = atLeast(RATINGS[branch.kV], needed);
    else if (branch.rating < needed) throw new Error(`${branch.asset}: transformer of ${branch.rating} MVA, ${needed} needed`);
  }
}

const row = (...values) => `\t${values.join('\t')};`;
const fixed = (value, digits) => Number(value.toFixed(digits));

function caseFile(grid, produced) {
  const buses = grid.buses.map(({ number, kV, evening, asset }) => `${row(number, number === 1 ? 3 : asset in GENERATORS ? 2 : 1, fixed(evening, 4), fixed(evening * 0.2, 4), 0, 0, 1, 1, 0, kV, 1, 1.1, 0.9)}\t% ${asset}`);
  const generators = Object.entries(GENERATORS).map(([asset, { bus, max, ramp }]) => `${row(bus, fixed(produced.get(asset), 4), 0, fixed(max * 0.5, 1), fixed(-max * 0.3, 1), 1, BASE_MVA, 1, max, 0, 0, 0, 0, 0, 0, 0, ramp, fixed(ramp * 10, 1), fixed(ramp * 30, 1), 0, 0)}\t% ${asset}`);
  const branches = grid.branches.map(({ from, to, kV, x, rating, asset }) => `${row(from, to, fixed(x * R_OVER_X[kV], 6), fixed(x, 6), 0, rating, fixed(rating * 1.1, 2), fixed(rating * 1.25, 2), 0, 0, 1, -360, 360)}\t% ${asset}`);
  const costs = Object.values(GENERATORS).map(({ cost }) => row(2, 0, 0, 2, cost, 0));
  return `function mpc = harbour_city
%HARBOUR_CITY  Written by build.mjs: change that, not this. Fictional; 150/30/15 kV; loads of a winter evening.
%   The comment at the end of a row names the asset of assets.csv it belongs to. Ramp limits in MW/min, 10 min and 30 min; costs in euro/MWh.
mpc.version = '2';
mpc.baseMVA = ${BASE_MVA};

%% bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin
mpc.bus = [
${buses.join('\n')}
];

%% bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin Pc1 Pc2 Qc1min Qc1max Qc2min Qc2max ramp_agc ramp_10 ramp_30 ramp_q apf
mpc.gen = [
${generators.join('\n')}
];

%% fbus tbus r x b rateA rateB rateC ratio angle status angmin angmax
mpc.branch = [
${branches.join('\n')}
];

%% 2 startup shutdown n c1 c0
mpc.gencost = [
${costs.join('\n')}
];
`;
}

/** @returns the case file, the rows of its map, and its size in words */
export function gridFiles(region, districts, profiles) {
  const grid = new Grid();
  addBuses(region, grid, districts);
  const loads = electricLoads(region, profiles, (asset) => GRID_KINDS.includes(region.get(asset).kind));
  for (const [asset, { evening, highest }] of loads) Object.assign(grid.buses.find(({ number }) => number === grid.busOf(asset)), { evening, load: highest });
  const total = (which) => [...loads.values()].reduce((sum, load) => sum + load[which], 0);
  addLines(region, grid);
  addDistribution(region, grid);
  addTransformers(region, grid, districts);
  rate(grid, total('highest'));
  return { text: caseFile(grid, dispatch(total('evening'))), map: grid.map, size: `${grid.buses.length} buses, ${grid.branches.length} branches, ${Object.keys(GENERATORS).length} generators; ${Math.round(total('evening'))} MW` };
}
