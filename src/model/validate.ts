/** What is legal in a model but seldom meant: warnings with their reasons. */
import { dependenciesOf, dependencyLists, loopsOf, reachesSource, type DependencyLists } from './dependency-lists.js';
import type { Place, Problems } from './problems.js';
import type { Asset, Model, Need } from './types.js';

/** How many loops, and how many names of a group, are named one by one. */
const NAMED = 5;

/** Adds warnings about a whole model. `placeOf`: where an asset was written. */
export function warnAboutModel(model: Model, problems: Problems, placeOf: (asset: Asset) => Place): void {
  const { assets } = model;
  const dependencies = dependencyLists(assets);
  warnAboutLoops(assets, dependencies, problems, placeOf);
  warnAboutSupply(assets, dependencies, problems, placeOf);
  warnAboutOffers(assets, dependencies, problems, placeOf);
  const idle = assets.filter((asset) => asset.kind.serviceArea && !asset.needs.some(carriesFunction));
  if (idle.length > 0) problems.warn('AREA_NEEDS_NOTHING', `${some(idle)}: a service area that needs nothing loses nothing, so no impact on its people is seen`, placeOf(idle[0]!));
  const empty = assets.filter(({ kind, people, needs }) => kind.serviceArea && people === 0 && !needs.some((need) => need.demand > 0));
  if (empty.length > 0) problems.warn('AREA_EMPTY', `${some(empty)}: a service area without people and without demand: whatever it lacks, nothing is counted. Expecting people, or demand of its needs`, placeOf(empty[0]!));
  warnAboutImpacts(assets, problems, placeOf);
  warnAboutPlaces(assets, problems, placeOf);
  const sectors = new Set(assets.map((asset) => asset.sector));
  for (const physics of model.physics) {
    // One with a table says itself which assets it is about: an economy counts those of all sectors.
    if (!sectors.has(physics.sector) && physics.map === undefined) problems.warn('PHYSICS_IDLE', `physics "${physics.id}" is for sector "${physics.sector}", which has no assets`);
  }
}

/** An impact above 1 is legal (function is gone before supply is); from here on a percentage is more likely. */
const STEEP_IMPACT = 10;

function warnAboutImpacts(assets: readonly Asset[], problems: Problems, placeOf: (asset: Asset) => Place): void {
  const steep = assets.filter(({ needs }) => needs.some((need) => need.impact >= STEEP_IMPACT));
  if (steep.length === 0) return;
  const { impact } = steep[0]!.needs.find((need) => need.impact >= STEEP_IMPACT)!;
  problems.warn('IMPACT_STEEP', `${some(steep)}: an impact of ${impact} takes all function as soon as a share of ${Number((1 / impact).toPrecision(2))} of the supply is missing. Expecting a share of function, such as ${impact <= 100 ? impact / 100 : 1}`, placeOf(steep[0]!));
}

/** Degrees that no region spans, and within which swapped coordinates come to lie among the others. */
const FAR_DEGREES = 10, NEAR_DEGREES = 3;

/** Assets that lie far from the others, but among them once longitude and latitude change places. */
function warnAboutPlaces(assets: readonly Asset[], problems: Problems, placeOf: (asset: Asset) => Place): void {
  const placed = assets.filter((asset) => asset.place !== undefined);
  const middle = (of: 'lon' | 'lat') => Float64Array.from(placed, (asset) => asset.place![of]).sort()[placed.length >> 1]!;
  const lon = middle('lon'), lat = middle('lat');
  const away = (x: number, y: number) => Math.max(Math.abs(x - lon), Math.abs(y - lat));
  const swapped = placed.filter(({ place }) => away(place!.lon, place!.lat) > FAR_DEGREES && away(place!.lat, place!.lon) < NEAR_DEGREES);
  if (swapped.length > 0) problems.warn('PLACE_SWAPPED', `${some(swapped)}: at [${swapped[0]!.place!.lon}, ${swapped[0]!.place!.lat}], far from most others, but among them with longitude and latitude the other way round. Expecting [longitude, latitude]; either these are wrong, or the others`, placeOf(swapped[0]!));
}

function carriesFunction(need: Need): boolean { return need.role === 'function'; }

/** Assets that need each other at once: when they are down together, none can begin. */
function warnAboutLoops(assets: readonly Asset[], dependencies: DependencyLists, problems: Problems, placeOf: (asset: Asset) => Place): void {
  const immediate = (need: Need) => carriesFunction(need) && need.impact > 0 && need.delayHours === 0 && need.buffer === undefined;
  const loops = loopsOf(dependenciesOf(dependencies, assets, immediate));
  for (const loop of loops.slice(0, NAMED)) {
    const members = loop.map((i) => assets[i]!);
    problems.warn('LOOP_IMMEDIATE', `${members.length} assets need each other without delay or buffer (${some(members)}): this is allowed, but once down together they may wait for each other`, placeOf(members[0]!));
  }
  if (loops.length > NAMED) problems.warn('LOOP_IMMEDIATE', `${loops.length - NAMED} further loops of needs without delay or buffer`);
}

/** Assets whose suppliers, and theirs, go round in circles and never come to one that needs nothing. */
function warnAboutSupply(assets: readonly Asset[], dependencies: DependencyLists, problems: Problems, placeOf: (asset: Asset) => Place): void {
  const reached = reachesSource(dependenciesOf(dependencies, assets, carriesFunction));
  const cut = assets.filter((_, i) => !reached[i]);
  if (cut.length > 0) problems.warn('SUPPLY_UNREACHABLE', `${some(cut)}: supply that reaches no source: following the needs from here never leads to an asset without needs`, placeOf(cut[0]!));
}

/** Suppliers of a kind that does not offer the service, once for each kind and service. */
function warnAboutOffers(assets: readonly Asset[], dependencies: DependencyLists, problems: Problems, placeOf: (asset: Asset) => Place): void {
  const odd = new Map<string, { consumer: Asset; supplier: Asset; service: string; count: number }>();
  let entry = 0;
  for (const consumer of assets) {
    for (const need of consumer.needs) {
      for (let i = 0; i < need.suppliers.length; i++) {
        const supplier = assets[dependencies.target[entry++]!]!;
        if (supplier.kind.services.includes(need.service)) continue;
        const key = `${supplier.kind.id} ${need.service}`;
        const known = odd.get(key);
        if (known) known.count++;
        else odd.set(key, { consumer, supplier, service: need.service, count: 1 });
      }
    }
  }
  for (const { consumer, supplier, service, count } of odd.values()) {
    const offered = supplier.kind.services.join(', ') || 'nothing';
    problems.warn('SERVICE_NOT_OFFERED', `"${supplier.id}" supplies ${service} to "${consumer.id}"${count > 1 ? ` (and ${count - 1} more such)` : ''}, but its kind "${supplier.kind.id}" offers ${offered}`, placeOf(consumer));
  }
}

/** The first few of a group by name, and how many more. */
function some(assets: readonly Asset[]): string {
  const names = assets.slice(0, NAMED).map((asset) => asset.id).join(', ');
  return assets.length > NAMED ? `${names} and ${assets.length - NAMED} more` : names;
}
