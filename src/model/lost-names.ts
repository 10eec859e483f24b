/** Names that were lost with what is wrong in a file: asked for elsewhere, they are no unknown names. */
import { nearest } from '../errors.js';
import { order, type Path, type Place, type Problems } from './problems.js';

/** Names that come with assets, as models and scenarios ask for them. */
export const ASSET_NAMES = ['ASSET_UNKNOWN', 'SUPPLIER_UNKNOWN', 'NEED_UNKNOWN', 'LAYER_ASSET_UNKNOWN', 'ATTRIBUTE_UNKNOWN', 'SECTOR_UNKNOWN', 'PLACE_UNUSED'] as const;

/** Names that a library of kinds defines. */
export const KIND_NAMES = ['KIND_UNKNOWN', 'SECTOR_UNKNOWN'] as const;

const RECOVERY_NAMES = ['POOL_UNKNOWN', 'STOCK_UNKNOWN', 'ID_UNKNOWN'];

/** What is said of names when the section that defines them is lost. */
const SECTIONS: Record<string, readonly string[]> = {
  assets: ASSET_NAMES, tables: ASSET_NAMES, kinds: KIND_NAMES, services: ['SERVICE_UNKNOWN'], profiles: ['PROFILE_UNKNOWN'], sectors: ['SECTOR_UNKNOWN'],
  physics: ['LAYER_UNKNOWN'], hazards: ['HAZARD_UNKNOWN', 'MEASURE_UNKNOWN', 'ID_UNKNOWN'], triggers: ['TRIGGER_UNKNOWN', 'ID_UNKNOWN'], links: ['ID_UNKNOWN'], plans: ['PLAN_UNKNOWN', 'ID_UNKNOWN'],
  resources: ['RESOURCE_UNKNOWN', 'ID_UNKNOWN'], recovery: RECOVERY_NAMES, crews: RECOVERY_NAMES, stock: RECOVERY_NAMES, tankers: RECOVERY_NAMES,
  footprints: ['FOOTPRINT_UNKNOWN'], seasons: ['SEASON_UNKNOWN'], events: ['PERIL_UNKNOWN'], table: ['PERIL_UNKNOWN'],
};

/** Lists whose entries count together: without one, the others are not what was meant. */
const JOINT = new Set<unknown>(['from', 'refillFrom', 'changes', 'branches', 'strikes']);

/** What was lost may have been the name of something, or a section full of names; and a record that lost a field is not what was meant. */
export function forgiveLost(path: Path, value: unknown, problems: Problems, locate: (path: Path) => Place): void {
  const last = path.at(-1)!;
  const inSection = typeof last === 'string' && path.every((step) => typeof step === 'string');
  const section = inSection && path.length <= 2 ? nearest(last, Object.keys(SECTIONS).sort(order)) : undefined;
  const above = path.slice(0, -1), joint = typeof last === 'string' || (above.length > 1 && JOINT.has(above.at(-1)));
  const names = [...namesIn(value), ...(inSection ? [last] : [])];
  problems.forgive({
    codes: section === undefined ? [] : SECTIONS[section]!,
    ...(path[0] === 'kinds' ? { kindNames: names } : { names }),
    record: path.length > 1 && joint ? locate(above) : undefined,
  });
}

/** Fields whose values are names that others may ask for. */
const DEFINING: ReadonlySet<string> = new Set(['id', 'sector', 'measure']);

/** Names that what was lost may have defined: itself, its ids, and the keys of its maps. */
function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  const names: string[] = [], open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, inner] of Object.entries(next)) {
      if (!Array.isArray(next)) names.push(key);
      if (typeof inner === 'object') open.push(inner);
      else if (typeof inner === 'string' && DEFINING.has(key)) names.push(inner);
    }
  }
  return names;
}
