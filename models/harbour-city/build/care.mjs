/** Health, emergency services, government, public places. */
import { roundOf } from './supply.mjs';

/** Diesel for two days; the tanker of its round refills it, so a closed bridge can let it run dry. */
function generator(district) {
  return { buffer: '48h', refill: '24h', cover: 0.9, refill_from: [roundOf(district)] };
}

export function addHospitals(region, districts) {
  const byId = (id) => districts.find((d) => d.id === id);
  region.asset('medical-supply', 'medical-supply', [14.4, 18.2], { name: 'Medical supply and blood bank' });
  region.need('medical-supply', 'electricity', ['feeder-university-1', 'feeder-millfield-1']);
  region.need('medical-supply', 'access', ['mw-ring', 'art-university'], { impact: 0.8 });
  const sites = [['hospital-north', [12.2, 19.2], 'university', 'castle', 1400], ['hospital-south', [12.2, 9.2], 'southgate', 'brickworks', 1100], ['hospital-hook', [4.4, 10.2], 'hook', 'fishmarket', 500]];
  for (const [id, place, own, other, people] of sites) {
    region.asset(id, 'hospital', place, { name: `Hospital ${id.slice(9)}`, district: own, people, critical: 1 });
    region.need(id, 'electricity', [`feeder-${own}-1`, `feeder-${other}-3`], { demand: 2, ...generator(byId(own)) });
    region.need(id, 'water', [`main-${own}`, `main-${other}`], { demand: 20 });
    region.need(id, 'communications', ['core-north', 'core-south'], { impact: 0.3, type: 'cyber' });
    region.need(id, 'access', `road-${own}`, { required: 0.5, impact: 0.5 });
    region.need(id, 'medicine', 'medical-supply', { impact: 0.4, buffer: '120h', refill: '24h' });
  }
  region.asset('dialysis', 'dialysis-centre', [11.6, 17.4], { name: 'Dialysis centre', people: 60, people_profile: 'office' });
  region.need('dialysis', 'electricity', ['feeder-exchange-2', 'feeder-university-2']);
  region.need('dialysis', 'water', 'main-exchange');
  for (const [i, id] of ['castle', 'northquay', 'heath', 'southgate', 'riverside', 'vineyards', 'abbey', 'northwood'].entries()) {
    const home = region.asset(`care-${id}`, 'nursing-home', region.near(byId(id).place), { name: `Nursing home ${id}`, district: id, people: 90 });
    region.need(home, 'electricity', `feeder-${id}-${1 + i % 3}`);
    region.need(home, 'water', `main-${id}`, { impact: 0.7 });
    region.need(home, 'food', `shop-${id}-1`, { impact: 0.4, buffer: '72h' });
  }
}

export function addDistrictHealth(region, district, office) {
  const clinic = region.asset(`clinic-${district.id}`, 'clinic', region.near(district.place), { name: `${district.name} clinic`, district: district.id, people: 40, people_profile: 'office' });
  region.need(clinic, 'electricity', `feeder-${district.id}-2`, { impact: 0.6 });
  region.need(clinic, 'water', `main-${district.id}`, { impact: 0.4 });
  region.need(clinic, 'communications', office, { impact: 0.3, type: 'cyber' });
  const pharmacy = region.asset(`pharmacy-${district.id}`, 'pharmacy', region.near(district.place), { name: `${district.name} pharmacy`, district: district.id });
  region.need(pharmacy, 'electricity', `feeder-${district.id}-3`, { impact: 0.8 });
  region.need(pharmacy, 'medical-supply', 'medical-supply', { impact: 0.6, buffer: '120h', refill: '24h' });
  region.need(pharmacy, 'payments', ['acquirer', `atm-${district.id}`], { weights: [1, 0.4], impact: 0.3, type: 'cyber' });
}

export function addEmergency(region, districts) {
  for (const [id, place, feeders] of [['dispatch-main', [11.8, 16.2], ['exchange-1', 'university-2']], ['dispatch-fallback', [13.8, 8.4], ['brickworks-1', 'heath-1']]]) {
    region.asset(id, 'dispatch-centre', place, { name: id.replace('-', ' '), critical: 1 });
    region.need(id, 'electricity', feeders.map((f) => `feeder-${f}`));
    region.need(id, 'communications', ['core-north', 'core-south'], { type: 'cyber' });
  }
  const bases = ['oldport', 'castle', 'southgate', 'docklands', 'ferry', 'vineyards'];
  for (const [kind, prefix] of [['fire-station', 'fire'], ['police-station', 'police'], ['ambulance-station', 'ambulance']]) {
    for (const id of bases) {
      const district = districts.find((d) => d.id === id);
      const base = region.asset(`${prefix}-${id}`, kind, region.near(district.place), { name: `${prefix} ${district.name}`, district: id, critical: 2 });
      region.need(base, 'electricity', `feeder-${id}-1`);
      region.need(base, 'fuel', [`station-${id}-1`, ...region.nearest('fuel-station', district.place, 2).filter((other) => other !== `station-${id}-1`).slice(0, 1)]);
      region.need(base, 'dispatch', ['dispatch-main', 'dispatch-fallback'], { impact: 0.4, type: 'cyber' });
      region.need(base, 'emergency-radio', region.nearest('radio-mast', district.place, 2), { impact: 0.3, type: 'cyber' });
      region.need(base, 'access', `road-${id}`, { required: 0.5, impact: 0.6 });
    }
  }
}

export function addGovernment(region, districts) {
  const offices = [['crisis-centre', 'crisis-centre', 'castle'], ['town-hall', 'town-hall', 'exchange'], ['office-north', 'town-hall', 'northwood'], ['office-east', 'town-hall', 'ferry'], ['office-south', 'town-hall', 'southgate'], ['office-hook', 'town-hall', 'hook'],
    ['court', 'court', 'exchange'], ['social-services', 'court', 'riverside'], ['customs-port', 'customs-office', 'oldport'], ['customs-airport', 'customs-office', 'airfield']];
  for (const [id, kind, where] of offices) {
    region.asset(id, kind, region.near(districts.find((d) => d.id === where).place, 0.5), { name: id.replace('-', ' '), district: where, people: 80, people_profile: 'office' });
    region.need(id, 'electricity', kind === 'crisis-centre' ? [`feeder-${where}-1`, `feeder-${where}-2`] : `feeder-${where}-1`);
    region.need(id, 'communications', ['core-north', 'core-south'], { impact: 0.6, type: 'cyber' });
    if (kind === 'customs-office') region.need(id, 'data', ['dc-north', 'dc-south'], { type: 'cyber', impact: 0.9 });
  }
  for (const id of ['port-container', 'port-bulk']) region.need(id, 'customs', 'customs-port', { impact: 0.6, buffer: '24h' });
  region.need('airport', 'customs', 'customs-airport', { impact: 0.3 });
}

export function addPublicPlaces(region, districts) {
  const places = [['mall-centre', 'mall', 'exchange', 1800], ['mall-south', 'mall', 'heath', 1200], ['stadium', 'stadium', 'brickworks', 0], ['festival-quay', 'festival-ground', 'northquay', 0], ['museum', 'museum', 'oldport', 200],
    ['cathedral', 'worship', 'exchange', 150], ['mosque', 'worship', 'southgate', 150], ['synagogue', 'worship', 'university', 60], ['abbey-church', 'worship', 'abbey', 60], ['seamens-church', 'worship', 'hook', 40]];
  for (const [id, kind, where, people] of places) {
    region.asset(id, kind, region.near(districts.find((d) => d.id === where).place), { name: id.replace('-', ' '), district: where, people, people_profile: 'office' });
    region.need(id, 'electricity', `feeder-${where}-3`);
    if (kind === 'mall') region.need(id, 'payments', ['acquirer', `atm-${where}`], { weights: [1, 0.4], impact: 0.7, type: 'cyber' });
  }
  for (const district of districts) {
    const school = region.asset(`school-${district.id}`, 'school', region.near(district.place), { name: `${district.name} school`, district: district.id, people: Math.round(district.people * 0.04), people_profile: 'school' });
    region.need(school, 'electricity', `feeder-${district.id}-3`, { impact: 0.6 });
    region.need(school, 'water', `main-${district.id}`, { impact: 0.8 });
  }
}
