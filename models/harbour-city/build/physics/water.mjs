/**
 * The drinking water network as an EPANET 2.2 file and its table asset <-> component, from the same assets and needs: wells and intake -> clear wells of the
 * two plants -> trunk loop -> pumping stations -> reservoirs -> mains of each district, a junction a neighbourhood. Litres per second, metres, millimetres.
 * Figures without a source are assumptions.
 */
import { elevation } from '../region.mjs';
import { waterDemands } from './demands.mjs';

/** Trunk mains (not an asset of the model: they do not fail), millimetres. */
const TRUNK = [['water-east', 'pump-east', 600], ['pump-east', 'pump-mill', 600], ['pump-mill', 'pump-north', 500], ['pump-north', 'pump-castle', 400], ['pump-castle', 'pump-centre', 400], ['pump-centre', 'pump-mill', 500],
  ['pump-centre', 'pump-docks', 500], ['pump-docks', 'pump-south', 500], ['pump-south', 'pump-heath', 600], ['pump-heath', 'water-south', 600], ['water-south', 'pump-east', 600]];
const DIAMETERS = [100, 150, 200, 250, 300, 350, 400, 500, 600, 700, 800];
/** Hazen-Williams roughness of ducts in use. */
const ROUGHNESS = 120;
const ROUTE = 1.15;
/** All service reservoirs stand at one level, so that they help each other: floor (m above sea level) and depth (m). */
const RESERVOIR = { floor: 50, depth: 6, start: 4.5, least: 0.2, hours: 14 };
const CLEAR_WELL = { depth: 4.5, start: 3.5, least: 0.2, hours: 8 };
/** Share of all demand that either plant can send out, as needs.csv says of its customers. */
const PLANT_SHARE = 0.7;
/** Head (m) in the trunk loop at no flow and at the plants' full flow; a one-point curve has 4/3 of its design head at no flow. */
const TRUNK_HEAD = { still: 56, full: 42 };
/** Each of a station's two pumps lifts this share of its reservoir's mean demand: one runs most of the day, the other at its peaks. */
const PUMP_SHARE = 0.75;
/** Head loss allowed from a reservoir to a district at its highest hour with the other reservoir out, and along its streets (m). */
const LOSS = { supply: 9, streets: 4 };
/** Districts below this height (m) hang on reservoirs' low zones, behind a valve that holds the head of the first reservoir and that of the second (m). */
const LOW = { below: 2.8, first: 46, second: 44, pipe: 600 };

const distance = ([a, b], [c, d]) => Math.sqrt((a - c) ** 2 + (b - d) ** 2);
const fixed = (value, digits) => Number(value.toFixed(digits));
const metres = (from, to) => Math.max(50, Math.round(distance(from, to) * 1000 * ROUTE));

/** Least diameter that carries a flow (l/s) over a length (m) with a given loss: Darcy-Weisbach, friction factor 0.02, and no faster than 1.5 m/s. */
function diameter(flow, length, loss) {
  const q = flow / 1000;
  return DIAMETERS.find((mm) => {
    const d = mm / 1000, d2 = d * d;
    return 0.0826 * 0.02 * length * q * q / (d2 * d2 * d) <= loss && q / (0.7854 * d2) <= 1.5;
  });
}

/** Diameter (m) of a round tank that holds `hours` of a flow (l/s) in `depth` metres. */
const tankDiameter = (flow, { hours, depth }) => fixed(Math.sqrt(flow * 3.6 * hours / depth / 0.7854), 1);

class Water {
  junctions = [];
  reservoirs = [];
  tanks = [];
  pipes = [];
  pumps = [];
  valves = [];
  controls = [];
  curves = [];
  map = [];
  places = new Map();

  #own(asset, component) {
    if (asset !== undefined) this.map.push({ asset, component });
  }

  junction(id, place, asset, { demands = [], height = elevation(place) } = {}) {
    this.places.set(id, place);
    this.junctions.push({ id, elevation: height, demands });
    this.#own(asset, `junction:${id}`);
    return id;
  }

  reservoir(id, place, asset) {
    this.places.set(id, place);
    this.reservoirs.push({ id, head: elevation(place) });
    this.#own(asset, `reservoir:${id}`);
    return id;
  }

  tank(id, place, asset, floor, flow, form) {
    this.places.set(id, place);
    this.tanks.push({ id, floor, ...form, diameter: tankDiameter(flow, form) });
    this.#own(asset, `tank:${id}`);
    return id;
  }

  pipe(id, from, to, mm, asset) {
    this.pipes.push({ id, from, to, length: metres(this.places.get(from), this.places.get(to)), mm });
    this.#own(asset, `pipe:${id}`);
  }

  /** One-point curve: design flow (l/s) at head (m). */
  pump(id, from, to, flow, head, asset) {
    this.curves.push({ id, flow: fixed(flow, 1), head: fixed(head, 1) });
    this.pumps.push({ id, from, to });
    this.#own(asset, `pump:${id}`);
  }

  valve(id, from, to, mm, setting, asset) {
    this.valves.push({ id, from, to, mm, setting });
    this.#own(asset, `valve:${id}`);
  }

  control(pump, tank, below, above) {
    this.controls.push(` LINK ${pump} OPEN IF NODE ${tank} BELOW ${below}`, ` LINK ${pump} CLOSED IF NODE ${tank} ABOVE ${above}`);
  }
}

/** Sources, raw water mains and plants: each source sends its share of the plant's flow. */
function addPlants(region, water, total) {
  for (const { asset, service, from, weights } of region.needs) {
    if (service !== 'raw-water' || !asset.startsWith('water-')) continue;
    const { place } = region.get(asset), flow = total * PLANT_SHARE;
    const well = water.tank(`T-${asset}`, place, asset, elevation(place), flow, CLEAR_WELL);
    for (const [i, source] of from.entries()) {
      const at = region.get(source).place, q = flow * weights[i];
      if (!water.places.has(`R-${source}`)) water.reservoir(`R-${source}`, at, source);
      const id = `${source}-${asset.slice(6)}`;
      const head = elevation(place) + CLEAR_WELL.depth - elevation(at) + LOSS.supply;
      water.junction(`J-${id}`, at, source, { height: Math.min(elevation(at), elevation(place)) }); // the low point of the raw main
      water.pump(`PU-${id}`, `R-${source}`, `J-${id}`, q, Math.max(8, head), source);
      water.pipe(`P-${id}`, `J-${id}`, well, diameter(q, metres(at, place), LOSS.supply), source);
      water.control(`PU-${id}`, well, fixed(3.6 - 0.4 * i, 1), fixed(4.3 - 0.3 * i, 1));
    }
    water.junction(`J-${asset}`, place, asset);
    for (const i of [1, 2]) water.pump(`PU-${asset}-${i}`, well, `J-${asset}`, flow / 2, 0.75 * (TRUNK_HEAD.still - elevation(place) - CLEAR_WELL.start), asset);
  }
}

/** Trunk loop, stations with two pumps, reservoirs; each reservoir is filled by two stations. */
function addStations(region, water, meanOf) {
  const stations = region.assets.filter((asset) => asset.kind === 'water-pump');
  for (const { id, place } of stations) {
    water.junction(`J-${id}`, place);
    water.junction(`D-${id}`, place, id);
  }
  for (const [from, to, mm] of TRUNK) water.pipe(`P-${from}-${to}`, `J-${from}`, `J-${to}`, mm);
  for (const { id, place } of region.assets.filter((asset) => asset.kind === 'reservoir')) {
    const tank = water.tank(`T-${id.slice(5)}`, place, id, RESERVOIR.floor, meanOf(id), RESERVOIR);
    for (const [i, pump] of region.needs.find((need) => need.asset === id && need.service === 'water').from.entries()) {
      const flow = PUMP_SHARE * meanOf(id) * (i === 0 ? 2 : 1);
      water.pipe(`P-fill-${pump.slice(5)}-${id.slice(5)}`, `D-${pump}`, tank, diameter(flow, metres(region.get(pump).place, place), LOSS.streets), pump);
    }
  }
  for (const { id, place } of stations) {
    const flow = PUMP_SHARE * meanOf(`tank-${id.slice(5)}`), tank = `T-${id.slice(5)}`;
    for (const i of [1, 2]) {
      water.pump(`PU-${id.slice(5)}-${i}`, `J-${id}`, `D-${id}`, flow, RESERVOIR.floor + RESERVOIR.depth + LOSS.streets - TRUNK_HEAD.full, id);
      water.control(`PU-${id.slice(5)}-${i}`, tank, i === 1 ? 5.2 : 4.2, i === 1 ? 5.8 : 5);
    }
  }
}

const isLow = (region, main) => elevation(region.get(main).place) < LOW.below;
const reservoirsOf = (region, main) => region.needs.find((need) => need.asset === main && need.service === 'water').from;

/** The low zone of each reservoir that has low districts. One that is the first for any of them holds the higher head, so that two do not fight over a district. */
function addLowZones(region, water, mains) {
  for (const { id, place } of region.assets.filter((asset) => asset.kind === 'reservoir')) {
    const served = mains.filter((main) => isLow(region, main) && reservoirsOf(region, main).includes(id)), name = id.slice(5);
    if (served.length === 0) continue;
    const head = served.some((main) => reservoirsOf(region, main)[0] === id) ? LOW.first : LOW.second;
    water.junction(`O-${name}`, place, id);
    water.junction(`L-${name}`, place, id);
    water.pipe(`P-outlet-${name}`, `T-${name}`, `O-${name}`, LOW.pipe, id);
    water.valve(`PRV-${name}`, `O-${name}`, `L-${name}`, LOW.pipe, fixed(head - elevation(place), 1), id);
  }
}

/** A district: supply from its reservoirs, a ring of three neighbourhoods, its hamlets. Its asset uses water; pipes are nobody's. */
function addDistrict(region, water, district, demands) {
  const main = `main-${district.id}`, { place } = region.get(main);
  const own = demands.filter((d) => d.main === main);
  const peak = own.reduce((sum, d) => sum + d.peak, 0);
  const entry = water.junction(`E-${district.id}`, place, main);
  for (const tank of reservoirsOf(region, main)) {
    const from = `${isLow(region, main) ? 'L' : 'T'}-${tank.slice(5)}`;
    water.pipe(`P-${tank.slice(5)}-${district.id}`, from, entry, diameter(peak, metres(region.get(tank).place, place), LOSS.supply));
  }
  const streets = [1, 2, 3].map((i) => region.get(`homes-${district.id}-${i}`).place);
  const ring = diameter(0.7 * peak, 6000, LOSS.streets);
  for (const [i, at] of streets.entries()) {
    const drawn = own.filter((d) => !d.hamlet && streets.every((other, j) => distance(d.place, at) < distance(d.place, other) || j === i));
    water.junction(`J-${district.id}-${i + 1}`, at, main, { demands: drawn });
  }
  for (const [a, b] of [['E', 1], [1, 2], [2, 3], [3, 'E']]) {
    const node = (n) => (n === 'E' ? entry : `J-${district.id}-${n}`);
    water.pipe(`P-${district.id}-${a}${b}`, node(a), node(b), ring);
  }
  for (const hamlet of own.filter((d) => d.hamlet)) {
    const near = streets.reduce((best, at, i) => (distance(at, hamlet.place) < distance(streets[best], hamlet.place) ? i : best), 0);
    const id = water.junction(`J-${hamlet.asset.slice(7)}`, hamlet.place, main, { demands: [hamlet] });
    water.pipe(`P-${hamlet.asset.slice(7)}`, `J-${district.id}-${near + 1}`, id, diameter(hamlet.peak, metres(streets[near], hamlet.place), LOSS.streets));
  }
}

/** 168 values from Monday 0:00, six a line. */
function pattern(id, profile) {
  const week = [...Array(5).fill(profile.weekday), profile.weekend, profile.weekend].flat();
  return Array.from({ length: week.length / 12 }, (_, i) => ` ${id}\t${week.slice(12 * i, 12 * i + 12).join('\t')}`);
}

const section = (name, head, rows) => `[${name}]\n${head === '' ? '' : `;${head}\n`}${rows.join('\n')}\n`;

function inpFile(water, profiles) {
  const coordinates = [...water.places].map(([id, [x, y]]) => ` ${id}\t${fixed(x * 1000, 0)}\t${fixed(y * 1000, 0)}`);
  const demands = water.junctions.flatMap(({ id, demands: rows }) => {
    const byPattern = new Map();
    for (const { flow, profile } of rows) byPattern.set(profile, (byPattern.get(profile) ?? 0) + flow);
    return [...byPattern].map(([profile, flow]) => ` ${id}\t${fixed(flow, 4)}\t${profile}`);
  });
  return [
    section('TITLE', '', ['Harbour City, a fictional coastal region: drinking water. Written by build.mjs: change that, not this.']),
    section('JUNCTIONS', 'ID elevation (m)', water.junctions.map((j) => ` ${j.id}\t${j.elevation}`)),
    section('RESERVOIRS', 'ID head (m)', water.reservoirs.map((r) => ` ${r.id}\t${r.head}`)),
    section('TANKS', 'ID floor (m) start least most (m) diameter (m) least volume', water.tanks.map((t) => ` ${t.id}\t${t.floor}\t${t.start}\t${t.least}\t${t.depth}\t${t.diameter}\t0`)),
    section('PIPES', 'ID from to length (m) diameter (mm) roughness minor loss, status', water.pipes.map((p) => ` ${p.id}\t${p.from}\t${p.to}\t${p.length}\t${p.mm}\t${ROUGHNESS}\t0\tOpen`)),
    section('PUMPS', 'ID from to curve', water.pumps.map((p) => ` ${p.id}\t${p.from}\t${p.to}\tHEAD ${p.id}`)),
    section('VALVES', 'ID from to diameter (mm) type setting (m) minor loss', water.valves.map((v) => ` ${v.id}\t${v.from}\t${v.to}\t${v.mm}\tPRV\t${v.setting}\t0`)),
    section('DEMANDS', 'junction mean (l/s) pattern', demands),
    section('PATTERNS', 'hour of the week from Monday 0:00', [...pattern('home-load', profiles['home-load']), ...pattern('office', profiles.office), ...pattern('school', profiles.school), ' level\t1']),
    section('CURVES', 'one point: flow (l/s) at head (m)', water.curves.map((c) => ` ${c.id}\t${c.flow}\t${c.head}`)),
    section('CONTROLS', '', water.controls),
    section('TIMES', '', [' Duration\t168:00', ' Hydraulic Timestep\t1:00', ' Pattern Timestep\t1:00', ' Report Timestep\t1:00', ' Start ClockTime\t0:00']),
    section('OPTIONS', '', [' Units\tLPS', ' Headloss\tH-W', ' Trials\t60', ' Accuracy\t0.001', ' Unbalanced\tContinue 10', ' Demand Model\tPDA', ' Minimum Pressure\t0', ' Required Pressure\t20', ' Pressure Exponent\t0.5', ' Quality\tNone']),
    section('COORDINATES', 'ID east north (m)', coordinates),
    '[END]\n',
  ].join('\n');
}

/** @returns the EPANET file, the rows of its map, and its size in words */
export function waterFiles(region, districts, profiles) {
  const demands = waterDemands(region, profiles);
  const water = new Water();
  const total = demands.reduce((sum, d) => sum + d.mean, 0);
  const meanOf = (tank) => region.needs.filter(({ asset, service, from }) => service === 'water' && asset.startsWith('main-') && from.includes(tank))
    .reduce((sum, { asset, from }) => sum + demands.filter((d) => d.main === asset).reduce((part, d) => part + d.mean, 0) / from.length, 0);
  addPlants(region, water, total);
  addStations(region, water, meanOf);
  addLowZones(region, water, districts.map(({ id }) => `main-${id}`));
  for (const district of districts) addDistrict(region, water, district, demands);
  const size = `${water.junctions.length} junctions, ${water.tanks.length} tanks, ${water.reservoirs.length} sources, ${water.pipes.length} pipes, ${water.pumps.length} pumps, ${water.valves.length} valves; ${Math.round(total)} l/s on average`;
  return { text: inpFile(water, profiles), map: water.map, size };
}
