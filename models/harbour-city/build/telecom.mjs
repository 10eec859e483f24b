/** Telecom: two core exchanges, a fibre pair to each central office, cell sites, emergency radio, data centres. */

export function addCores(region) {
  region.asset('core-north', 'core-exchange', [12.2, 18.2], { name: 'Core exchange north', critical: 1 });
  region.asset('core-south', 'core-exchange', [12, 10.4], { name: 'Core exchange south', critical: 1 });
  region.asset('landing', 'landing-station', [4.6, 18.8], { name: 'Cable landing station' });
  region.asset('fibre-inland', 'fibre-link', [30, 17], { name: 'Inland fibre route' });
  region.asset('dc-north', 'data-centre', [13, 19], { name: 'Data centre north' });
  region.asset('dc-south', 'data-centre', [14.2, 9.4], { name: 'Data centre south' });
  region.asset('broadcaster', 'broadcaster', [10.8, 20.2], { name: 'Regional broadcaster' });
}

/** One central office for two districts, with fibre from both cores; where the second route crosses the river it hangs on a bridge. */
export function addCentralOffice(region, index, first, second) {
  const office = region.asset(`co-${index}`, 'central-office', region.near(first.place, 0.6), { name: `Central office ${first.name}`, district: first.id });
  const routes = ['core-north', 'core-south'].map((core) => {
    const [a, b] = [region.get(core).place, region.get(office).place];
    const route = region.asset(`fibre-${index}-${core.slice(5)}`, 'fibre-link', [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], { district: first.id });
    region.need(route, 'communications', core);
    return route;
  });
  region.need(office, 'communications', routes);
  const far = routes[first.bank === 'north' ? 1 : 0];
  region.need(far, 'access', ['br-market', 'br-king', 'br-ferry', 'br-old'][index % 4], { required: 0.25, type: 'geographic' });
  region.need(office, 'electricity', [`feeder-${first.id}-2`, `feeder-${second.id}-2`]);
  return office;
}

export function addCellSites(region, district, office, count) {
  for (let i = 1; i <= count; i++) {
    const site = region.asset(`cell-${district.id}-${i}`, 'cell-site', region.near(district.place, 1.2), { district: district.id });
    region.need(site, 'electricity', `feeder-${district.id}-${1 + (i - 1) % 3}`);
    region.need(site, 'communications', office);
  }
}

const MASTS = [['hook', [4.4, 10.8]], ['castle', [11, 20.6]], ['university', [12.4, 18.6]], ['brickworks', [13.4, 7.6]], ['vineyards', [20.4, 7.6]], ['northwood', [14.4, 22.6]], ['abbey', [24.2, 18.6]], ['lockend', [25.4, 12.6]]];

export function connectTelecom(region) {
  for (const [district, place] of MASTS) {
    const mast = region.asset(`radio-${district}`, 'radio-mast', place, { name: `Emergency radio ${district}`, district });
    region.need(mast, 'electricity', `feeder-${district}-1`);
    region.need(mast, 'communications', ['core-north', 'core-south']);
  }
  region.need('core-north', 'electricity', ['feeder-university-1', 'feeder-castle-2']);
  region.need('core-south', 'electricity', ['feeder-southgate-1', 'feeder-brickworks-2']);
  region.need('core-north', 'cooling', ['main-university', 'main-castle'], { impact: 0.5 });
  region.need('core-south', 'cooling', ['main-southgate', 'main-brickworks'], { impact: 0.5 });
  region.need('landing', 'electricity', ['feeder-northquay-1', 'feeder-oldport-1']);
  region.need('dc-north', 'electricity', ['feeder-university-3', 'feeder-castle-3']);
  region.need('dc-south', 'electricity', ['feeder-heath-1', 'feeder-brickworks-3']);
  region.need('broadcaster', 'electricity', ['feeder-castle-1', 'feeder-castle-3']);
  region.need('broadcaster', 'communications', ['core-north', 'core-south'], { impact: 0.5 });
  for (const id of ['dc-north', 'dc-south']) {
    region.need(id, 'communications', ['core-north', 'core-south']);
    region.need(id, 'internet', ['landing', 'fibre-inland'], { impact: 0.5, type: 'cyber' });
  }
}
