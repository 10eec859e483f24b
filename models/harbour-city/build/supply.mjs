/** Food and fuel: from port and wholesale to shop and pump; who drives where, and over which bridge. */
import { crossings } from './transport.mjs';

export function addFuel(region) {
  region.asset('fuel-terminal', 'import-terminal', [6, 12.2], { name: 'Fuel import terminal' });
  region.need('fuel-terminal', 'electricity', ['feeder-docklands-1', 'feeder-fishmarket-3']);
  region.asset('fuel-railhead', 'import-terminal', [21.4, 9.6], { name: 'Fuel railhead' });
  region.need('fuel-railhead', 'rail', 'rail-6');
  region.asset('depot-harbour', 'fuel-depot', [7, 11.4], { name: 'Harbour fuel depot (south bank)' });
  region.asset('depot-inland', 'fuel-depot', [22, 10.2], { name: 'Inland fuel depot (south bank)' });
  for (const [id, feeders] of [['depot-harbour', ['feeder-docklands-2', 'feeder-docklands-3']], ['depot-inland', ['feeder-vineyards-1', 'feeder-lockend-1']]]) {
    region.need(id, 'electricity', feeders);
    region.need(id, 'bulk-fuel', id === 'depot-inland' ? ['fuel-terminal', 'fuel-railhead'] : 'fuel-terminal', id === 'depot-inland' ? { weights: [1, 0.5] } : {});
  }
  const rounds = [['tankers-south', [8, 10.4], 'Tanker round south', ['art-docklands', 'art-southgate', 'mw-south']], ['tankers-north', [8.2, 12], 'Tanker round north', crossings(region, [13, 16], 3)],
    ['tankers-hook', [7.2, 11], 'Tanker round Hook', ['br-hook']], ['tankers-hinterland', [22.4, 10.8], 'Tanker round hinterland', ['mw-east', 'art-lockend']]];
  for (const [id, place, name, access] of rounds) {
    region.asset(id, 'tanker-fleet', place, { name });
    region.need(id, 'bulk-fuel', ['depot-harbour', 'depot-inland']);
    region.need(id, 'access', access);
  }
}

/** The tanker round that serves a district. */
export function roundOf(district) {
  if (district.only) return 'tankers-hook';
  if (district.place[0] > 17) return 'tankers-hinterland';
  return district.bank === 'north' ? 'tankers-north' : 'tankers-south';
}

export function addFuelStation(region, district, index = 1) {
  const station = region.asset(`station-${district.id}-${index}`, 'fuel-station', region.near(district.place), { name: `${district.name} fuel station ${index}`, district: district.id });
  region.need(station, 'electricity', `feeder-${district.id}-${index === 1 ? 3 : 2}`);
  const others = district.only ? [] : ['tankers-north', 'tankers-south'].filter((id) => id !== roundOf(district)).slice(0, 1);
  region.need(station, 'fuel-delivery', [roundOf(district), ...others], { weights: [1, ...others.map(() => 0.5)], impact: 0.9 });
  region.need(station, 'payments', ['acquirer', `atm-${district.id}`], { weights: [1, 0.4], impact: 0.6, type: 'cyber' });
}

export function addFood(region) {
  const sites = [['food-north', 'food-wholesale', [16.4, 18.4], ['airfield-1', 'millfield-2'], ['mw-ring', 'mw-north']], ['food-south', 'food-wholesale', [15.8, 8.2], ['heath-2', 'brickworks-2'], ['mw-south', 'tunnel-south']],
    ['cold-north', 'cold-store', [16.8, 18.8], ['airfield-2', 'millfield-3'], ['mw-ring']], ['cold-harbour', 'cold-store', [6.8, 12.6], ['docklands-2', 'fishmarket-2'], ['art-docklands', 'art-fishmarket']], ['cold-south', 'cold-store', [15.4, 7.8], ['heath-3', 'brickworks-3'], ['mw-south']],
    ['bakery', 'bakery', [14.2, 17], ['millfield-1'], ['mw-ring', 'art-millfield']]];
  for (const [id, kind, place, feeders, roads] of sites) {
    region.asset(id, kind, place, { name: `${kind} ${id}`.replace('-', ' ') });
    region.need(id, 'electricity', feeders.map((f) => `feeder-${f}`));
    region.need(id, 'access', roads, { impact: 0.8 });
  }
}

export function addSupermarket(region, district, index, office) {
  const shop = region.asset(`shop-${district.id}-${index}`, 'supermarket', region.near(district.place), { name: `${district.name} supermarket ${index}`, district: district.id, people: 120, people_profile: 'office' });
  region.need(shop, 'electricity', `feeder-${district.id}-${index === 1 ? 2 : 3}`, { demand: 0.25 });
  region.need(shop, 'food-supply', ['food-north', 'food-south', 'bakery'], { weights: [0.7, 0.7, 0.1] });
  region.need(shop, 'chilled-food', ['cold-north', 'cold-south', 'cold-harbour'], { required: 2, impact: 0.3 });
  region.need(shop, 'access', `road-${district.id}`, { required: 0.5, impact: 0.6 });
  region.need(shop, 'payments', ['acquirer', `atm-${district.id}`], { weights: [1, 0.4], impact: 0.6, type: 'cyber' });
  if (index === 1) region.need(shop, 'communications', office, { impact: 0.1, type: 'cyber' });
}
