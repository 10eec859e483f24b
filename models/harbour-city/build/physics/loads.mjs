/** Electric loads: the demands of the table of needs, and planning figures for assets whose needs state none. */

/** MW by kind, all of them assumptions of the size usual for such a site. */
const KIND_MEGAWATTS = {
  'grid-control': 0.3, 'river-intake': 0.8, 'well-field': 0.5, 'lift-station': 0.05, 'flood-gate': 0.1, 'polder-pump': 0.4,
  'rail-line': 1, 'rail-station': 0.4, 'bus-depot': 0.6, 'port-terminal': 2, airport: 2, 'traffic-control': 0.05, tunnel: 0.3, 'movable-bridge': 0.05,
  'core-exchange': 1, 'central-office': 0.15, 'cell-site': 0.006, 'radio-mast': 0.006, 'landing-station': 0.2, 'data-centre': 3, broadcaster: 0.3,
  'payment-switch': 0.3, acquirer: 0.2, 'clearing-house': 0.2, 'cash-centre': 0.1, 'atm-network': 0.01, 'bank-branch': 0.03,
  'import-terminal': 1, 'fuel-depot': 0.2, 'fuel-station': 0.03, 'food-wholesale': 0.5, 'cold-store': 0.8, bakery: 0.3,
  'medical-supply': 0.2, 'dialysis-centre': 0.1, 'nursing-home': 0.06, clinic: 0.05, pharmacy: 0.01,
  'dispatch-centre': 0.1, 'fire-station': 0.03, 'police-station': 0.05, 'ambulance-station': 0.03,
  'crisis-centre': 0.1, 'town-hall': 0.1, court: 0.1, 'customs-office': 0.1, mall: 1, stadium: 0.5, 'festival-ground': 0.1, museum: 0.1, worship: 0.02, school: 0.15,
};

const highest = (profile) => Math.max(...profile.weekday, ...profile.weekend);
/** Hour of a working day at which the region as a whole draws most. */
const EVENING = 18;

/**
 * Megawatts drawn at each supplier by consumers outside the grid, shared equally by their suppliers: on a winter evening, and each at its own highest hour.
 * What hangs on a 30 kV link (railways) is drawn at the substation behind it; what hangs on a plant too, at its other supplier.
 * @param inGrid whether an asset is part of the grid itself
 * @returns Map supplier id -> {evening, highest}
 */
export function electricLoads(region, profiles, inGrid) {
  const loads = new Map();
  for (const need of region.needs) {
    if (need.service !== 'electricity' || inGrid(need.asset)) continue;
    const { kind } = region.get(need.asset);
    const megawatts = need.demand ?? KIND_MEGAWATTS[kind], profile = profiles[need.demand_profile];
    if (megawatts === undefined) throw new Error(`no electric load is known for ${need.asset} (kind ${kind})`);
    const suppliers = need.from.filter((id) => !id.startsWith('plant-'));
    for (const supplier of suppliers) {
      const bus = supplier.startsWith('mv-') ? `sub-${region.get(supplier).district}` : supplier;
      const load = loads.get(bus) ?? { evening: 0, highest: 0 }, part = megawatts / suppliers.length;
      loads.set(bus, { evening: load.evening + part * (profile?.weekday[EVENING] ?? 1), highest: load.highest + part * (profile === undefined ? 1 : highest(profile)) });
    }
  }
  return loads;
}
