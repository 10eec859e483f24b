/** Telecom as a layer: sites, backhaul to exchanges, coverage of service areas, congestion after a disaster. Parameters and their checks; the rules are in coverage-model.ts. */
import type { LayerProblem, SectorModel, SectorPlugin } from '../../engine/sector-model.js';
import { FULL } from '../../engine/units.js';
import { CascadeError, nearest } from '../../errors.js';
import { Components } from '../sector.js';
import { Coverage, type CoverageNet } from './coverage-model.js';

interface Area { traffic: number; sites: Record<string, number> }
interface CoverageParams { exchanges: string[]; links: [string, string][]; sites: Record<string, number>; areas: Record<string, Area>; surge?: { factor: number; hours: number } }

const DEFAULT_SURGE = { factor: 1, hours: 0 };

/** Sums of decimals such as 0.3 + 0.7 may stop short of 1 by this much. */
const ROUNDING = 1e-9;

/** Every id that the parameters name. */
function namesOf({ exchanges, links, sites, areas }: CoverageParams): string[] {
  return [...exchanges, ...links.flat(), ...Object.keys(sites), ...Object.keys(areas)];
}

/** Sites that areas name and that are none, areas that are sites. */
function wrongNames({ areas, sites }: CoverageParams): string[] {
  const wrong = Object.keys(areas).filter((id) => Object.hasOwn(sites, id)).map((id) => `"${id}" is an area and a site; expected one of the two`);
  for (const [id, area] of Object.entries(areas)) {
    for (const site of Object.keys(area.sites)) {
      const near = nearest(site, Object.keys(sites));
      if (!Object.hasOwn(sites, site)) wrong.push(`area "${id}": "${site}" is not under \`sites\`${near === undefined ? '' : `. Did you mean "${near}"?`}`);
    }
  }
  return wrong;
}

function netOf(params: CoverageParams, indexOf: (asset: string) => number): CoverageNet {
  const components = new Components(namesOf(params), indexOf), n = components.assets.length, at = (id: string): number => components.position(id);
  const byPosition = <T>(map: Record<string, T>): [number, T][] => Object.entries(map).map(([id, value]): [number, T] => [at(id), value]).sort(([a], [b]) => a - b);
  const sites = byPosition(params.sites), areas = byPosition(params.areas);
  const siteOf = new Int32Array(n).fill(-1), areaOf = new Int32Array(n).fill(-1), isExchange = new Uint8Array(n);
  sites.forEach(([i], s) => { siteOf[i] = s; });
  areas.forEach(([i], a) => { areaOf[i] = a; });
  for (const id of params.exchanges) isExchange[at(id)] = 1;
  const reached = areas.map(([, area]) => byPosition(area.sites)), start = new Int32Array(areas.length + 1);
  reached.forEach((list, a) => { start[a + 1] = start[a]! + list.length; });
  const { factor, hours } = params.surge ?? DEFAULT_SURGE;
  return {
    components: components.assets, ...backhaul(n, params.links.map(([a, b]) => [at(a), at(b)])), isExchange, siteOf, areaOf,
    siteAt: Int32Array.from(sites, ([i]) => i), capacity: Float64Array.from(sites, ([, capacity]) => capacity),
    areaAt: Int32Array.from(areas, ([i]) => i), traffic: Float64Array.from(areas, ([, { traffic }]) => traffic),
    start, site: Int32Array.from(reached.flat(), ([i]) => siteOf[i]!), reach: Float64Array.from(reached.flat(), ([, reach]) => reach), surge: factor, surgeHours: hours,
  };
}

/** Undirected links as neighbour lists. */
function backhaul(n: number, pairs: readonly (readonly number[])[]): Pick<CoverageNet, 'linkStart' | 'neighbour'> {
  const lists: number[][] = Array.from({ length: n }, () => []), linkStart = new Int32Array(n + 1);
  for (const [a, b] of pairs) { lists[a!]!.push(b!); lists[b!]!.push(a!); }
  lists.forEach((list, i) => { linkStart[i + 1] = linkStart[i]! + list.length; });
  return { linkStart, neighbour: Int32Array.from(lists.flatMap((list) => list.sort((a, b) => a - b))) };
}

/** What is not whole on an ordinary day: found by asking the model itself. */
function ordinaryDay(params: CoverageParams): string[] {
  const ids = [...new Set(namesOf(params))].sort(), index = new Map(ids.map((id, i) => [id, i])), model = new Coverage(netOf(params, (id) => index.get(id)!));
  const shares = new Int32Array(ids.length);
  model.solve(0, new Uint8Array(ids.length).fill(1), new Int32Array(ids.length).fill(FULL), shares);
  return ids.flatMap((id, i) => {
    if (shares[i] === FULL) return [];
    const percent = Math.floor((100 * shares[i]!) / FULL);
    if (!Object.hasOwn(params.areas, id)) return [shares[i] === 0 ? `"${id}" has no way to an exchange` : `"${id}" can carry ${percent} % of its traffic`];
    const reach = Object.values(params.areas[id]!.sites).reduce((sum, part) => sum + part, 0);
    return [`"${id}" is served ${percent} %${reach < 1 - ROUNDING ? `: its sites reach ${Number(reach.toFixed(6))} of it` : ''}`];
  });
}

const positive = { type: 'number', exclusiveMinimum: 0, maximum: 1e12 };

/** Registered in ../index.ts. Components are the assets that exchanges, links, sites and areas name. */
export const coverage = {
  name: 'coverage',
  schema: {
    type: 'object',
    properties: {
      exchanges: { type: 'array', items: { type: 'string' }, minItems: 1, description: 'asset ids where the backhaul must end' },
      links: { type: 'array', items: { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }, description: 'pairs of asset ids that are connected, in either direction; cables and offices are assets between' },
      sites: { type: 'object', additionalProperties: positive, minProperties: 1, description: 'asset id -> capacity in the unit of traffic (Erlang, Mbit/s)' },
      areas: {
        type: 'object', minProperties: 1, description: 'asset id -> its traffic, and the sites that reach it',
        additionalProperties: {
          type: 'object', additionalProperties: false, required: ['traffic', 'sites'],
          properties: {
            traffic: { ...positive, description: 'on an ordinary day, at its busiest' },
            sites: { type: 'object', additionalProperties: { type: 'number', exclusiveMinimum: 0, maximum: 1 }, minProperties: 1, description: 'site -> part of the area that it reaches' },
          },
        },
      },
      surge: {
        type: 'object', additionalProperties: false, required: ['factor', 'hours'], description: 'traffic of an area in trouble; default none',
        properties: {
          factor: { type: 'number', minimum: 1, maximum: 1000, description: 'times its traffic of an ordinary day' },
          hours: { type: 'number', minimum: 0, maximum: 8760, description: 'how long after the trouble' },
        },
      },
    },
    required: ['exchanges', 'links', 'sites', 'areas'],
    additionalProperties: false,
  },
  check(params: Record<string, unknown>): LayerProblem[] {
    const typed = params as unknown as CoverageParams, wrong = wrongNames(typed);
    const problem = (code: string, severity: LayerProblem['severity']) => (message: string): LayerProblem => ({ code, severity, file: '', message });
    return wrong.length > 0 ? wrong.map(problem('COVERAGE_INVALID', 'error')) : ordinaryDay(typed).map(problem('COVERAGE_SHORT', 'warning'));
  },
  create(params, _network, indexOf): SectorModel {
    const typed = params as unknown as CoverageParams, [wrong] = wrongNames(typed);
    if (wrong !== undefined) throw new CascadeError('COVERAGE_INVALID', wrong);
    return new Coverage(netOf(typed, indexOf));
  },
} satisfies SectorPlugin;
