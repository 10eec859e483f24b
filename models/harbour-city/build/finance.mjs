/** Payments and cash: a switch with a smaller standby, an acquirer, clearing, branches, cash machines. */

export function addFinance(region) {
  const sites = [['switch-main', 'payment-switch', [12.8, 18.8], 'Card payment switch', ['university-1', 'castle-1']], ['switch-standby', 'payment-switch', [14.6, 9.6], 'Standby switch (half capacity)', ['heath-1', 'brickworks-1']],
    ['acquirer', 'acquirer', [11.8, 15.6], 'Payment acquirer', ['exchange-1', 'exchange-3']], ['clearing', 'clearing-house', [11.4, 15.4], 'Clearing house', ['exchange-1', 'exchange-2']], ['cash-centre', 'cash-centre', [14.8, 17.6], 'Cash centre', ['millfield-1', 'university-3']]];
  for (const [id, kind, place, name, feeders] of sites) {
    region.asset(id, kind, place, { name, critical: 3, vendor: kind === 'payment-switch' ? 'delta' : undefined });
    region.need(id, 'electricity', feeders.map((f) => `feeder-${f}`));
    if (id !== 'cash-centre') region.need(id, 'communications', ['core-north', 'core-south'], { type: 'cyber' });
  }
  for (const id of ['switch-main', 'switch-standby', 'clearing']) region.need(id, 'data', ['dc-north', 'dc-south'], { type: 'cyber' });
  region.need('acquirer', 'card-switch', ['switch-main', 'switch-standby'], { weights: [1, 0.5], type: 'cyber' });
  region.need('cash-centre', 'access', ['mw-ring', 'art-millfield']);
}

export function addDistrictFinance(region, district, office) {
  const machines = region.asset(`atm-${district.id}`, 'atm-network', region.near(district.place, 0.8), { name: `${district.name} cash machines`, district: district.id });
  region.need(machines, 'electricity', [`feeder-${district.id}-1`, `feeder-${district.id}-3`], { required: 2 });
  region.need(machines, 'communications', office, { impact: 0.8, type: 'cyber' });
  region.need(machines, 'card-switch', ['switch-main', 'switch-standby'], { weights: [1, 0.5], type: 'cyber' });
  region.need(machines, 'cash-supply', 'cash-centre', { impact: 0.6 });
  const branch = region.asset(`bank-${district.id}`, 'bank-branch', region.near(district.place, 0.8), { name: `${district.name} bank`, district: district.id, people: 25, people_profile: 'office' });
  region.need(branch, 'electricity', `feeder-${district.id}-1`);
  region.need(branch, 'communications', office, { type: 'cyber' });
  region.need(branch, 'data', ['dc-north', 'dc-south'], { type: 'cyber', impact: 0.8 });
  region.need(branch, 'clearing', 'clearing', { type: 'cyber', impact: 0.3 });
}
