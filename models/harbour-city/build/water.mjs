/** Water: intake and well fields, two treatment plants, pumping stations, reservoirs, mains; wastewater and drainage. */

const PUMPS = [['north', [13.6, 19.6], 'university'], ['castle', [11.4, 19.4], 'castle'], ['centre', [12.4, 16.2], 'exchange'], ['mill', [15.4, 16.9], 'millfield'],
  ['south', [12.4, 10.2], 'southgate'], ['docks', [10, 12.2], 'docklands'], ['heath', [15.8, 10.2], 'heath'], ['east', [21, 14.2], 'ferry']];

export function addWaterSources(region) {
  region.asset('intake-up', 'river-intake', [27, 15.4], { name: 'Upstream river intake' });
  for (const [id, place, sub] of [['wells-north', [22, 22.5], 'airfield'], ['wells-east', [28, 18.6], 'abbey'], ['wells-south', [21, 6.2], 'vineyards'], ['wells-fields', [26, 10.6], 'lockend']]) {
    region.asset(id, 'well-field', place, { name: `Well field ${id.slice(6)}` });
    region.need(id, 'electricity', [`feeder-${sub}-1`, `feeder-${sub}-2`]);
  }
  region.need('intake-up', 'electricity', ['sub-abbey', 'sub-lockend']);
  const plants = [['water-east', [23.4, 15], ['sub-abbey', 'sub-lockend'], ['intake-up', 'wells-north', 'wells-east'], [0.8, 0.3, 0.3]], ['water-south', [18.4, 7.6], ['sub-vineyards', 'sub-heath'], ['wells-south', 'wells-fields', 'intake-up'], [0.5, 0.4, 0.5]]];
  for (const [id, place, power, raw, weights] of plants) {
    region.asset(id, 'water-plant', place, { name: `Water treatment ${id.slice(6)}`, critical: 2, vendor: 'borealis' });
    region.need(id, 'electricity', power, { demand: 2.5 });
    region.need(id, 'raw-water', raw, { weights });
    region.need(id, 'access', ['mw-east', 'mw-south', 'mw-north'], { impact: 0.8 }); // treatment chemicals: the kind holds two weeks
    region.need(id, 'control', ['control-main', 'control-backup'], { impact: 0.1, delay: 4, type: 'cyber' });
  }
}

/** Pumping stations lift to reservoirs that hold most of a day; each reservoir can be filled by two stations. */
export function addPumping(region) {
  for (const [id, place, district] of PUMPS) {
    region.asset(`pump-${id}`, 'water-pump', place, { name: `Pumping station ${id}`, district });
    region.need(`pump-${id}`, 'electricity', [`feeder-${district}-1`, `feeder-${district}-3`], { demand: 0.8 });
    region.need(`pump-${id}`, 'water', ['water-east', 'water-south'], { weights: [0.7, 0.7] });
  }
  for (const [i, [id, [x, y]]] of PUMPS.entries()) {
    region.asset(`tank-${id}`, 'reservoir', [x + 0.6, y + (y > 15 ? 1.4 : -1.4)], { name: `Reservoir ${id}` });
    region.need(`tank-${id}`, 'water', [`pump-${id}`, `pump-${PUMPS[(i + (i % 2 === 0 ? 1 : PUMPS.length - 1)) % PUMPS.length][0]}`], { weights: [1, 0.6] });
  }
}

export function addDistrictWater(region, district) {
  region.asset(`main-${district.id}`, 'water-main', region.near(district.place, 0.4), { name: `${district.name} mains`, district: district.id });
  region.need(`main-${district.id}`, 'water', region.nearest('reservoir', district.place, 2));
}

export function addSewage(region, districts) {
  region.asset('sewage-west', 'sewage-plant', [5.4, 9.2], { name: 'Sewage works west' });
  region.asset('sewage-east', 'sewage-plant', [17, 13.6], { name: 'Sewage works east' });
  region.need('sewage-west', 'electricity', ['sub-fishmarket', 'sub-southgate'], { demand: 2 });
  region.need('sewage-east', 'electricity', ['sub-meadows', 'sub-ferry'], { demand: 1.5 });
  for (const district of districts) {
    const lift = region.asset(`lift-${district.id}`, 'lift-station', region.near(district.place, 0.7), { name: `${district.name} lift station`, district: district.id });
    region.need(lift, 'electricity', `feeder-${district.id}-2`);
    region.need(lift, 'wastewater', district.place[0] < 12.5 ? 'sewage-west' : 'sewage-east', { impact: 0.5 });
  }
}

/** Low districts lie behind gates and are pumped dry. */
export function addFloodProtection(region) {
  for (const [id, place, name] of [['gate-harbour', [4.6, 14.2], 'Harbour flood gate'], ['gate-hook', [4, 11.6], 'Hook flood gate'], ['gate-river', [22, 15.2], 'River weir']]) region.asset(id, 'flood-gate', place, { name });
  region.need('gate-harbour', 'electricity', ['feeder-oldport-1', 'feeder-fishmarket-1']);
  region.need('gate-hook', 'electricity', ['feeder-hook-1', 'feeder-fishmarket-1']);
  region.need('gate-river', 'electricity', ['feeder-ferry-1', 'feeder-meadows-1']);
  for (const district of ['oldport', 'fishmarket', 'hook', 'docklands', 'meadows', 'riverside']) {
    const place = region.get(`sub-${district}`).place;
    region.asset(`polder-${district}`, 'polder-pump', region.near(place, 0.8), { name: `Polder pumps ${district}`, district });
    region.need(`polder-${district}`, 'electricity', [`feeder-${district}-1`, `feeder-${district}-3`]);
    region.need(`polder-${district}`, 'flood-protection', district === 'hook' ? 'gate-hook' : place[0] < 11 ? 'gate-harbour' : 'gate-river', { impact: 0.4 });
  }
}
