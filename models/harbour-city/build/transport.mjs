/** Roads, bridges, rail, port and airport. Access comes from the motorways over arterials and, across the river, bridges. */
import { riverY } from './region.mjs';

/** River bridges from the sea upstream: [id, easting, name]. */
const BRIDGES = [
  ['br-swing', 7.2, 'Swing bridge', 'movable-bridge'], ['br-old', 9.6, 'Old bridge', 'bridge'], ['br-market', 11.2, 'Market bridge', 'bridge'], ['br-king', 13.4, 'King street bridge', 'bridge'],
  ['br-mill', 15.2, 'Mill bridge', 'bridge'], ['br-ferry', 18, 'Ferry bridge', 'bridge'], ['br-meadow', 21, 'Meadow bridge', 'bridge'], ['br-lock', 25, 'Lock bridge', 'bridge'],
];

export function addRoads(region) {
  region.asset('traffic-control', 'traffic-control', [13, 17.4], { name: 'Traffic control centre' });
  for (const [id, place, name] of [['mw-north', [17, 22.5], 'Motorway north'], ['mw-east', [26, 15.2], 'Motorway east'], ['mw-south', [16, 7], 'Motorway south'], ['mw-ring', [15, 18.6], 'Ring motorway']]) {
    region.asset(id, 'motorway', place, { name, critical: 2 });
    region.need(id, 'traffic-control', 'traffic-control', { impact: 0.1, type: 'cyber' });
  }
  for (const [id, x, name, kind] of BRIDGES) region.asset(id, kind, [x, riverY(x)], { name });
  region.asset('br-hook', 'movable-bridge', [5.6, 11], { name: 'Hook bridge (the only road to the Hook)', critical: 2 });
  for (const [id, place, name] of [['br-rail', [10.4, 14.5], 'Railway viaduct'], ['br-viaduct', [15.6, 18], 'Ring viaduct'], ['br-brook', [17, 10.6], 'Brook bridge']]) region.asset(id, 'bridge', place, { name });
  region.need('mw-ring', 'access', 'br-viaduct', { impact: 0.6 });
  region.asset('tunnel-harbour', 'tunnel', [8.3, 14.3], { name: 'Harbour tunnel' });
  region.asset('tunnel-south', 'tunnel', [12.6, 9.3], { name: 'Southgate tunnel' });
}

/** Ids of the river crossings for vehicles nearest to a place. */
export function crossings(region, place, count) {
  return [...region.nearest('bridge', place, 20), ...region.nearest('movable-bridge', place, 5)]
    .filter((id) => BRIDGES.some(([bridge]) => bridge === id))
    .map((id) => ({ id, dx: Math.abs(region.get(id).place[0] - place[0]) }))
    .sort((a, b) => a.dx - b.dx || (a.id < b.id ? -1 : 1))
    .slice(0, count).map((entry) => entry.id);
}

export function addDistrictRoads(region, district) {
  const [x, y] = district.place;
  const arterial = region.asset(`art-${district.id}`, 'arterial-road', [(x + 15) / 2, (y + riverY(x) + (district.bank === 'north' ? 5 : -5)) / 2], { name: `${district.name} arterial`, district: district.id });
  if (['heath', 'meadows'].includes(district.id)) region.need(arterial, 'access', 'br-brook', { impact: 0.6 });
  region.need(arterial, 'access', district.only ? district.only : district.bank === 'north' ? ['mw-north', 'mw-ring', 'mw-east'] : ['mw-south', 'mw-east', 'tunnel-south']);
  region.asset(`road-${district.id}`, 'district-road', region.near(district.place, 0.6), { name: `${district.name} roads`, district: district.id });
}

/** Every district can be reached over its own arterial, a neighbour's, or across the river; the Hook only over its bridge. */
export function connectDistrictRoads(region, districts, district) {
  const road = `road-${district.id}`;
  if (district.only) return region.need(road, 'access', `art-${district.id}`);
  const neighbour = districts.filter((d) => d.id !== district.id && d.bank === district.bank && !d.only)
    .map((d) => ({ id: d.id, km: Math.abs(d.place[0] - district.place[0]) + Math.abs(d.place[1] - district.place[1]) }))
    .sort((a, b) => a.km - b.km || (a.id < b.id ? -1 : 1))[0].id;
  const across = !district.nearRiver ? [] : district.place[0] < 9.1 ? ['tunnel-harbour'] : crossings(region, district.place, 1);
  return region.need(road, 'access', [`art-${district.id}`, `art-${neighbour}`, ...across]);
}

export function addTransportNodes(region) {
  const rail = [];
  for (const [i, place] of [[9, 18.4], [13, 14.6], [20, 16.4], [28, 16.8], [11, 9], [17, 8.4]].entries()) rail.push(region.asset(`rail-${i + 1}`, 'rail-line', place, { name: `Railway section ${i + 1}` }));
  region.need('rail-2', 'access', 'br-rail', { required: 0.5, type: 'geographic' });
  const links = [['rail-1', 'mv-castle-1'], ['rail-2', 'mv-exchange-1'], ['rail-3', 'mv-ferry-1'], ['rail-4', 'mv-abbey-1'], ['rail-5', 'mv-southgate-1'], ['rail-6', 'mv-heath-1']];
  for (const [line, source] of links) region.need(line, 'electricity', [source, source.replace('-1', '-2')]);
  const stations = [['station-central', [11.4, 16.4], 'Central station', 'exchange', ['rail-1', 'rail-2', 'rail-5']], ['station-south', [11.5, 9.4], 'South station', 'southgate', ['rail-5', 'rail-6']],
    ['station-airport', [18.4, 19.6], 'Airport station', 'airfield', ['rail-3']], ['station-abbey', [24.4, 17.6], 'Abbey station', 'abbey', ['rail-3', 'rail-4']]];
  for (const [id, place, name, district, lines] of stations) {
    region.asset(id, 'rail-station', place, { name, district, people: id === 'station-central' ? 1200 : 150, people_profile: 'office' });
    region.need(id, 'rail', lines);
    region.need(id, 'electricity', [`feeder-${district}-1`, `feeder-${district}-2`]);
    region.need(id, 'traffic-control', 'traffic-control', { impact: 0.3, type: 'cyber' });
  }
  for (const [id, place, district] of [['bus-north', [11.6, 18.8], 'university'], ['bus-south', [11.8, 10.6], 'southgate'], ['bus-east', [18.6, 15.9], 'ferry']]) {
    region.asset(id, 'bus-depot', place, { name: `Bus depot ${district}`, district });
    region.need(id, 'electricity', `feeder-${district}-2`);
    region.need(id, 'access', [`road-${district}`, `art-${district}`], { impact: 0.7 });
  }
  for (const [id, place, name] of [['port-container', [5.2, 12.6], 'Container terminal'], ['port-bulk', [5, 16.4], 'Bulk terminal'], ['port-ferry', [6.2, 15], 'Ferry terminal']]) region.asset(id, 'port-terminal', place, { name });
  region.need('port-container', 'electricity', ['feeder-docklands-2', 'feeder-fishmarket-2']);
  region.need('port-bulk', 'electricity', 'feeder-oldport-2');
  region.need('port-ferry', 'electricity', 'feeder-oldport-3');
  region.asset('airport', 'airport', [19, 21], { name: 'Regional airport', people: 900, people_profile: 'office' });
  region.need('airport', 'electricity', ['feeder-airfield-1', 'feeder-airfield-2']);
  region.need('airport', 'communications', ['core-north', 'core-south'], { impact: 0.6, type: 'cyber' });
  region.need('traffic-control', 'electricity', ['feeder-exchange-1', 'feeder-exchange-2']);
  region.need('traffic-control', 'communications', ['core-north', 'core-south'], { impact: 0.8, type: 'cyber' });
  region.need('tunnel-harbour', 'electricity', ['feeder-oldport-1', 'feeder-docklands-1']);
  region.need('tunnel-south', 'electricity', ['feeder-southgate-1', 'feeder-brickworks-1']);
  region.need('br-swing', 'electricity', 'feeder-oldport-3', { impact: 0.5 });
  region.need('br-hook', 'electricity', ['feeder-hook-1', 'feeder-fishmarket-1']);
}
