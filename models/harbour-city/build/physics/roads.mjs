/**
 * The road network as TNTP files (net, trips, nodes) and its table asset <-> component, from the same assets: district streets and arterials, motorways,
 * river crossings, country roads. Kilometres, minutes, vehicles an hour in the morning peak. Figures without a source are assumptions.
 */
import { lonLat } from '../region.mjs';

/** Motorway junctions: where they lie. */
const JUNCTIONS = { 'ring-west': [12.6, 20], viaduct: [15.4, 18], 'ring-east': [17.2, 18.6], north: [17, 22.5], 'east-north': [22, 17.6], east: [26, 15.2], 'south-east': [22, 9.4], south: [16, 7], 'south-inner': [12, 9.4], brook: [17, 10.8] };
/** Ends of the motorways outside the region. */
const GATEWAYS = { 'gate-north': [17.5, 27], 'gate-east': [36, 14], 'gate-south': [16, 1] };
/** Motorways between junctions, and what stands in for both banks: [asset, class, from, to]. */
const MOTORWAYS = [
  ['mw-ring', 'ring', 'ring-west', 'viaduct'], ['br-viaduct', 'ring', 'viaduct', 'ring-east'], ['mw-north', 'motorway', 'ring-east', 'north'], ['mw-north', 'motorway', 'north', 'gate-north'],
  ['mw-east', 'motorway', 'ring-east', 'east-north'], ['mw-east', 'motorway', 'east-north', 'east'], ['mw-east', 'motorway', 'east', 'gate-east'], ['mw-east', 'motorway', 'east', 'south-east'],
  ['mw-south', 'motorway', 'south-east', 'south'], ['mw-south', 'motorway', 'south', 'gate-south'], ['mw-south', 'ring', 'south', 'south-inner'],
  ['tunnel-south', 'tunnel', 'south-inner', 'brook'], ['br-brook', 'bridge-wide', 'brook', 'south'],
];
/** Crossings of the river and the inlet: [asset, class, north end, south end]; ends are districts or junctions. */
const CROSSINGS = [
  ['br-swing', 'bridge', 'oldport', 'fishmarket'], ['tunnel-harbour', 'tunnel', 'northquay', 'fishmarket'], ['br-old', 'bridge', 'northquay', 'docklands'], ['br-market', 'bridge-wide', 'exchange', 'docklands'], ['br-king', 'bridge-wide', 'millfield', 'riverside'],
  ['br-mill', 'bridge-wide', 'viaduct', 'riverside'], ['br-ferry', 'bridge', 'ferry', 'meadows'], ['br-meadow', 'bridge', 'east-north', 'meadows'], ['br-lock', 'bridge', 'abbey', 'lockend'], ['br-hook', 'bridge', 'hook-bridge', 'fishmarket'],
];
/** Where an arterial meets the motorways; the Hook's ends at its bridge. */
const ARTERIAL_TO = { northwood: 'north', airfield: 'ring-east', ferry: 'ring-east', millfield: 'viaduct', abbey: 'east-north', fishmarket: 'south-inner', docklands: 'south-inner', southgate: 'south-inner', riverside: 'brook', brickworks: 'south', heath: 'brook', meadows: 'brook', vineyards: 'south-east', lockend: 'east', hook: 'hook-bridge' };
const NORTH_WEST = 'ring-west';

/** Classes of road: km/h at no traffic, vehicles an hour and direction. */
const CLASSES = { motorway: [100, 4000], ring: [80, 5400], arterial: [60, 1800], 'arterial-wide': [60, 3600], local: [40, 1400], bridge: [50, 1800], 'bridge-wide': [50, 3600], tunnel: [60, 3000], country: [60, 1000] };
/** Districts whose arterial has two lanes each way: residents or workers from this number on. */
const WIDE = { people: 10000, jobs: 2000 };
/** Streets of a district: 1 km at 30 km/h; as many lanes (600 vehicles an hour each) as keep the morning peak at 0.8 of their capacity. */
const STREETS = { km: 1, speed: 30, lane: 600, use: 0.8 };
const ROUTE = 1.2;
/** Who needs access but is no place on the network: tankers (they cross the river for others), and assets of the other layers. */
const NOT_PLACED = ['tanker-fleet', 'cash-centre', 'water-plant'];
/** Bureau of Public Roads: time = free time x (1 + 0.15 (volume / capacity)^4). */
const BPR = { b: 0.15, power: 4 };
/** Car trips in the peak hour a resident, jobs in shops, schools and care a resident, those against the stream, trips over each end of a motorway. */
const TRIPS = { perResident: 0.15, localJobs: 0.12, against: 0.2, gateway: 900, halfKm: 5 };

const distance = ([a, b], [c, d]) => Math.sqrt((a - c) ** 2 + (b - d) ** 2);
const fixed = (value, digits) => Number(value.toFixed(digits));

/** Nodes by name; zones come first, so that no route leads through one. */
class Roads {
  names = [];
  places = [];
  links = [];
  map = [];

  node(name, place) {
    this.names.push(name);
    this.places.push(place);
  }

  number(name) {
    const i = this.names.indexOf(name);
    if (i < 0) throw new Error(`no road node ${name}`);
    return i + 1;
  }

  /** A road in both directions. */
  road(asset, from, to, km, speed, capacity) {
    const [a, b] = [this.number(from), this.number(to)];
    for (const [i, j] of [[a, b], [b, a]]) this.links.push({ asset, from: i, to: j, km: fixed(km, 2), minutes: fixed(km / speed * 60, 3), speed, capacity });
    this.map.push({ asset, component: `road:${a}-${b}` });
  }

  /** A road of a class between two places. */
  between(asset, type, from, to) {
    const [speed, capacity] = CLASSES[type];
    const km = Math.max(0.3, ROUTE * distance(this.places[this.number(from) - 1], this.places[this.number(to) - 1]));
    this.road(asset, from, to, km, speed, capacity);
  }
}

/** Trips by origin and destination: commuters by jobs and distance, some against the stream, some over the motorways' ends. */
function trips(zones) {
  const attraction = (from, to) => (from === to ? 0 : to.jobs / (1 + (distance(from.place, to.place) / TRIPS.halfKm) ** 2));
  const sums = zones.map((from) => zones.reduce((sum, to) => sum + attraction(from, to), 0));
  const stream = zones.map((from, i) => zones.map((to) => from.cars * attraction(from, to) / sums[i]));
  return zones.map((_, i) => zones.map((__, j) => fixed((1 - TRIPS.against) * stream[i][j] + TRIPS.against * stream[j][i], 1)));
}

/** Districts, hamlets and gateways with the cars that leave them and the jobs they offer. */
function zonesOf(region, districts) {
  const people = (kind, district) => region.assets.filter((asset) => asset.kind === kind && asset.district === district).reduce((sum, asset) => sum + asset.people, 0);
  const areas = districts.map(({ id, place }) => {
    const residents = people('homes', id);
    return { name: id, place, cars: TRIPS.perResident * residents, jobs: people('businesses', id) + TRIPS.localJobs * residents };
  });
  const hamlets = region.assets.filter((asset) => asset.kind === 'hamlet').map(({ id, place, people: residents }) => ({ name: id, place, cars: TRIPS.perResident * residents, jobs: TRIPS.localJobs * residents }));
  const gateways = Object.entries(GATEWAYS).map(([name, place]) => ({ name, place, cars: TRIPS.gateway, jobs: 8 * TRIPS.gateway }));
  return [...areas, ...hamlets, ...gateways];
}

function addNetwork(region, roads, districts, zones, table) {
  const total = (i) => Math.max(table[i].reduce((sum, v) => sum + v, 0), table.reduce((sum, row) => sum + row[i], 0));
  for (const [i, { id, people }] of districts.entries()) {
    const lanes = Math.ceil(total(i) / STREETS.use / STREETS.lane);
    roads.road(`road-${id}`, id, `access-${id}`, STREETS.km, STREETS.speed, lanes * STREETS.lane);
    const wide = people >= WIDE.people || zones[i].jobs >= WIDE.jobs;
    roads.between(`art-${id}`, wide ? 'arterial-wide' : 'arterial', `access-${id}`, ARTERIAL_TO[id] ?? NORTH_WEST);
  }
  const end = (name) => (districts.some(({ id }) => id === name) ? `access-${name}` : name);
  for (const [asset, type, from, to] of [...MOTORWAYS, ...CROSSINGS]) roads.between(asset, type, end(from), end(to));
  addNeighbours(region, roads, districts);
  for (const { id, district } of region.assets.filter((asset) => asset.kind === 'hamlet')) {
    const road = `road-${id.slice(7)}`;
    const crossing = CROSSINGS.find(([asset]) => region.needs.find((need) => need.asset === road && need.service === 'access').from.includes(asset));
    const { place } = region.get(id);
    const far = [crossing[2], crossing[3]].map(end).sort((a, b) => distance(place, roads.places[roads.number(a) - 1]) - distance(place, roads.places[roads.number(b) - 1]))[0];
    for (const to of new Set([`access-${district}`, far])) roads.between(road, 'country', id, to);
  }
}

/** Local roads to the neighbouring district of needs.csv, once for each pair; they belong to the district that names the other. */
function addNeighbours(region, roads, districts) {
  const done = new Set();
  for (const { id } of districts) {
    for (const supplier of region.needs.find((need) => need.asset === `road-${id}` && need.service === 'access').from) {
      const other = supplier.slice(4);
      if (!supplier.startsWith('art-') || other === id || done.has([id, other].sort().join())) continue;
      done.add([id, other].sort().join());
      roads.between(`road-${id}`, 'local', `access-${id}`, `access-${other}`);
    }
  }
}

/** Whoever needs access over these roads is at a node: that of its district or hamlet, else the nearest junction. */
function addPlaces(region, roads, districts) {
  const own = new Set(roads.map.map(({ asset }) => asset));
  const needy = region.needs.filter(({ asset, service, role, type, from }) => service === 'access' && role !== 'repair' && type !== 'geographic' && !own.has(asset) && from.every((id) => own.has(id)));
  for (const id of new Set(needy.map(({ asset }) => asset))) {
    const { kind, district, place } = region.get(id);
    if (NOT_PLACED.includes(kind)) continue;
    const nearest = () => Object.keys(JUNCTIONS).sort((a, b) => distance(place, JUNCTIONS[a]) - distance(place, JUNCTIONS[b]))[0];
    roads.map.push({ asset: id, component: `node:${roads.number(kind === 'hamlet' ? id : districts.some((d) => d.id === district) ? district : nearest())}` });
  }
}

function netFile(roads, zones) {
  const rows = roads.links.map((l) => `\t${[l.from, l.to, l.capacity, l.km, l.minutes, BPR.b, BPR.power, l.speed, 0, 1].join('\t')}\t;`);
  return `<NUMBER OF ZONES> ${zones}\n<NUMBER OF NODES> ${roads.names.length}\n<FIRST THRU NODE> ${zones + 1}\n<NUMBER OF LINKS> ${roads.links.length}
<ORIGINAL HEADER>~ Harbour City, fictional. Written by build.mjs: change that, not this. Vehicles an hour, kilometres, minutes, km/h.
<END OF METADATA>\n\n~\tinit\tterm\tcapacity\tlength\tfreeflow\tb\tpower\tspeed\ttoll\ttype\t;\n${rows.join('\n')}\n`;
}

function tripsFile(table) {
  const total = table.flat().reduce((sum, v) => sum + v, 0);
  const origins = table.map((row, i) => {
    const cells = row.map((v, j) => [j + 1, v]).filter(([, v]) => v > 0).map(([j, v]) => `${j} : ${v};`);
    return `Origin ${i + 1}\n${cells.join('  ')}\n`;
  });
  return `<NUMBER OF ZONES> ${table.length}\n<TOTAL OD FLOW> ${fixed(total, 1)}\n<END OF METADATA>\n\n${origins.join('\n')}`;
}

const nodeFile = (roads) => `Node\tX\tY\t;\n${roads.names.map((name, i) => `${i + 1}\t${lonLat(roads.places[i]).join('\t')}\t;`).join('\n')}\n`;

/** @returns the three files, the rows of the map, and the size in words */
export function roadFiles(region, districts) {
  const zones = zonesOf(region, districts);
  const table = trips(zones);
  const roads = new Roads();
  for (const { name, place } of zones) roads.node(name, place);
  for (const { id, place } of districts) roads.node(`access-${id}`, place);
  for (const [name, place] of Object.entries(JUNCTIONS)) roads.node(name, place);
  roads.node('hook-bridge', region.get('br-hook').place);
  addNetwork(region, roads, districts, zones, table);
  const count = roads.map.length;
  addPlaces(region, roads, districts);
  return { net: netFile(roads, zones.length), trips: tripsFile(table), nodes: nodeFile(roads), map: roads.map, size: `${count} roads (${roads.links.length} links), ${roads.names.length} nodes, ${zones.length} of them zones; ${Math.round(table.flat().reduce((sum, v) => sum + v, 0))} trips an hour` };
}
