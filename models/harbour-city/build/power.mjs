/** Power: two infeeds, local plants, a meshed 150 kV grid, two 30 kV links to each district, feeders; and who controls it. */

const HV = {
  abbey: [25, 17], airfield: [18, 20.5], east: [19.5, 13.2], north: [11.5, 20.6], south: [13.2, 8.6], centre: [12.3, 17], harbour: [7.6, 17.6], docks: [9.4, 11.4],
};
/** Lines into each high-voltage substation: [from, share of its load that the line can carry]. */
const LINES = {
  abbey: [['infeed-north', 1], ['infeed-east', 1]],
  airfield: [['infeed-north', 1], ['hv-abbey', 1]],
  east: [['infeed-east', 1], ['hv-abbey', 1]],
  north: [['infeed-north', 1], ['hv-airfield', 1]],
  south: [['infeed-east', 1], ['hv-east', 1]],
  centre: [['hv-north', 0.6], ['hv-airfield', 0.6], ['hv-east', 0.6]],
  harbour: [['hv-centre', 0.6], ['hv-north', 0.6], ['plant-harbour', 0.6]],
  docks: [['hv-south', 0.6], ['hv-east', 0.6], ['plant-harbour', 0.6]],
};
/** Generators connected to a substation directly: share of its load. */
const LOCAL = { abbey: [['wind-hills', 0.2]], east: [['solar-fields', 0.1]], harbour: [['wind-sea', 0.3]], docks: [['plant-waste', 0.2]] };

/** Remote-terminal vendors and their shares: a common flaw in one product strikes many sites. */
function vendor(region) {
  const u = region.random();
  return u < 0.45 ? 'acme' : u < 0.8 ? 'borealis' : 'cortex';
}

export function addPowerSources(region) {
  region.asset('control-main', 'grid-control', [12.6, 16.6], { name: 'Grid control centre', critical: 1, vendor: 'acme' });
  region.asset('control-backup', 'grid-control', [15.2, 21.3], { name: 'Standby grid control', critical: 2, vendor: 'borealis' });
  region.asset('infeed-north', 'grid-infeed', [24, 25], { name: 'Infeed North 380/150 kV', critical: 1, vendor: 'cortex' });
  region.asset('infeed-east', 'grid-infeed', [35, 13], { name: 'Infeed East 380/150 kV', critical: 1, vendor: 'borealis' });
  region.asset('cooling-intake', 'river-intake', [6.6, 15.6], { name: 'Cooling water intake' });
  region.asset('plant-harbour', 'gas-plant', [6.4, 17.2], { name: 'Harbour power station', critical: 2, vendor: 'acme' });
  region.asset('plant-waste', 'waste-plant', [10.2, 11.2], { name: 'Waste-to-energy plant', vendor: 'acme' });
  region.asset('wind-sea', 'wind-farm', [0.8, 20], { name: 'Offshore wind farm' });
  region.asset('wind-hills', 'wind-farm', [28, 22], { name: 'Hills wind farm' });
  region.asset('solar-fields', 'solar-park', [27, 9], { name: 'Solar fields' });
}

export function addGrid(region) {
  for (const [id, place] of Object.entries(HV)) region.asset(`hv-${id}`, 'hv-substation', place, { name: `Substation ${id} 150 kV`, critical: 2, vendor: vendor(region) });
  for (const [id, sources] of Object.entries(LINES)) {
    const to = `hv-${id}`;
    const lines = sources.map(([from]) => {
      const [a, b] = [region.get(from).place, region.get(to).place];
      const line = region.asset(`line-${from.replace('hv-', '')}-${id}`, 'hv-line', [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], { name: `150 kV line ${from} to ${to}` });
      region.need(line, 'electricity', from);
      return line;
    });
    const local = LOCAL[id] ?? [];
    region.need(to, 'electricity', [...lines, ...local.map(([from]) => from)], { weights: [...sources, ...local].map(([, share]) => share) });
    region.need(to, 'control', ['control-main', 'control-backup'], { impact: 0.1, type: 'cyber' });
  }
  for (const id of ['infeed-north', 'infeed-east', 'plant-harbour']) region.need(id, 'control', ['control-main', 'control-backup'], { impact: 0.2, type: 'cyber' });
  region.need('plant-harbour', 'raw-water', 'cooling-intake');
  region.need('cooling-intake', 'electricity', ['hv-harbour', 'plant-harbour']);
}

/** A primary substation, its two 30 kV links, and a feeder for each neighbourhood. */
export function addDistrictPower(region, district) {
  const sub = region.asset(`sub-${district.id}`, 'substation', region.near(district.place, 0.5), { name: `${district.name} substation`, district: district.id, vendor: vendor(region) });
  const sources = region.nearest('hv-substation', district.place, 2);
  const links = sources.map((from, i) => {
    const [a, b] = [region.get(from).place, region.get(sub).place];
    const link = region.asset(`mv-${district.id}-${i + 1}`, district.overhead ? 'mv-line' : 'mv-cable', [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], { district: district.id });
    region.need(link, 'electricity', from);
    return link;
  });
  region.need(sub, 'electricity', links, district.overhead ? { weights: [1, 0.7] } : {});
  region.need(sub, 'control', ['control-main', 'control-backup'], { impact: 0.05, type: 'cyber' });
  for (let i = 1; i <= 3; i++) {
    region.asset(`feeder-${district.id}-${i}`, district.overhead ? 'overhead-feeder' : 'cable-feeder', region.near(district.place), { district: district.id });
  }
}

/** In a cabled district two feeders are rings with the neighbouring substation; overhead, the first has a weaker tie to it; the last hangs on its own. */
export function connectFeeders(region, district) {
  const own = `sub-${district.id}`;
  const neighbour = region.nearest('substation', district.place, 2).find((id) => id !== own);
  for (let i = 1; i <= 3; i++) {
    const tied = i <= (district.overhead ? 1 : 2);
    region.need(`feeder-${district.id}-${i}`, 'electricity', tied ? [own, neighbour] : own, tied && district.overhead ? { weights: [1, 0.6] } : {});
  }
}

export function connectControl(region) {
  region.need('control-main', 'electricity', ['feeder-exchange-1', 'feeder-university-2']);
  region.need('control-backup', 'electricity', ['feeder-northwood-1', 'feeder-castle-1']);
  for (const id of ['control-main', 'control-backup']) region.need(id, 'communications', ['core-north', 'core-south']);
}
