/** Crews of a scenario, the repair jobs of kinds and what else work needs -> the engine's terms. */
import type { CompiledPool, CompiledResources, CompiledShift, CompiledTankers, Recipe } from '../engine/compiled-recovery.js';
import type { CompiledScenario } from '../engine/compiled-scenario.js';
import { listRanks } from '../engine/job-queue.js';
import { partsDown, ticksNear } from '../engine/units.js';
import { DAMAGE_STATES, type CrewPool, type Resources, type Shift, type TankerFleet } from '../model/types.js';
import { hashKey } from '../random/hash.js';
import { compileRepair } from './assemble-repair.js';
import type { ScenarioNames } from './scenario-names.js';

/** What of a compiled scenario says how damage is repaired. */
export type CompiledRecovery = Pick<CompiledScenario, 'repair' | 'repairElapsed' | 'restoration' | 'kindSkill' | 'pools' | 'skills' | 'order' | 'listRank' | 'resources'>;

const HOURS_A_WEEK = 168;

/**
 * Skills are numbered as they are met: 0 is none, then those of the kinds and of inspections, then those that only crews have.
 * @param startHourOfWeek local hour of the week at the start
 */
export function compileRecovery(at: ScenarioNames, startHourOfWeek: number): CompiledRecovery {
  const { input, names } = at, skills = new Map<string, number>([['', 0]]);
  const skill = (name: string): number => {
    const known = skills.get(name);
    if (known !== undefined) return known;
    skills.set(name, skills.size);
    return skills.size - 1;
  };
  const kindSkill = Int32Array.from(names.kinds, (kind) => skill(kind.skill ?? ''));
  const inspections = input.resources?.inspections.map((one) => skill(one.skill ?? '')) ?? [];
  // A pool that names no skills does any job; one that does, those and the jobs that need none. Those of the kinds are known by now.
  const skillsOf = (named: readonly string[]): number[] => (named.length === 0 ? [...skills.values()] : [0, ...named.map(skill)]);
  const pools = [...input.crews].sort((p, q) => (p.id < q.id ? -1 : 1)).map((pool) => compilePool(at, pool, skillsOf(pool.skills), startHourOfWeek));
  const uses = input.resources !== undefined || pools.some((pool) => pool.arrival !== undefined || pool.shift !== undefined || pool.fuel !== undefined);
  return {
    ...compileRepair(names.kinds, input.ticksPerHour), kindSkill, pools, skills: [...skills.keys()],
    order: input.repairOrder, listRank: input.repairOrder === 'list' ? listRanks(at.network.sizes.assets, input.repairList.map((id) => at.asset(id))) : undefined,
    ...(uses ? { resources: compileResources(at, input.resources, inspections) } : {}),
  };
}

function compilePool(at: ScenarioNames, pool: CrewPool, skills: number[], startHourOfWeek: number): CompiledPool {
  const { fromHours, probability, shift } = pool, { ticksPerHour } = at.input, [key0, key1] = hashKey(pool.id);
  const drawn = typeof fromHours !== 'number' || probability !== undefined;
  return {
    id: pool.id, count: pool.count, fromTick: typeof fromHours === 'number' ? ticksNear(fromHours, ticksPerHour) : 0, skills, base: pool.base === undefined ? -1 : at.asset(pool.base),
    ...(drawn ? { arrival: { probability: probability ?? 1, hours: fromHours, key0, key1 } } : {}),
    ...(shift === undefined ? {} : { shift: compileShift(shift, startHourOfWeek, ticksPerHour) }), ...(pool.fuel === undefined ? {} : { fuel: at.need(pool.fuel) }),
  };
}

/** Windows of the local week, told from the scenario's start on. Clock changes after the start are left out of account. */
export function compileShift({ windows, overtime }: Shift, startHourOfWeek: number, ticksPerHour: number): CompiledShift {
  const weekTicks = ticksNear(HOURS_A_WEEK, ticksPerHour), start = ticksNear(startHourOfWeek, ticksPerHour);
  const pieces = windows.flatMap(([from, to]): [number, number][] => {
    const begin = ticksNear(from, ticksPerHour) - start, end = ticksNear(to, ticksPerHour) - start;
    if (end <= 0) return [[begin + weekTicks, end + weekTicks]];
    return begin >= 0 ? [[begin, end]] : [[0, end], [begin + weekTicks, weekTicks]];
  }).sort((p, q) => p[0] - q[0]);
  const workTicks = pieces.reduce((sum, [from, to]) => sum + to - from, 0);
  return { starts: Float64Array.from(pieces, (p) => p[0]), ends: Float64Array.from(pieces, (p) => p[1]), weekTicks, workTicks, pause: overtime === 'pause' };
}

const NOTHING: Resources = { stocks: [], parts: [], inspections: [], scenes: [], slowdowns: [], tankers: [] };

function compileResources(at: ScenarioNames, given: Resources = NOTHING, inspectionSkills: readonly number[]): CompiledResources {
  const { input } = at, { travel, stocks, inspections, scenes, slowdowns, tankers } = given, ticks = (hours: number): number => ticksNear(hours, input.ticksPerHour);
  const stockIds = stocks.map(({ id }) => id);
  return {
    ...(travel === undefined ? {} : { travel: {
      kmPerHour: travel.kmPerHour, detour: travel.detour,
      crossings: travel.crossings.map(({ into, over }) => ({ inside: at.members(into), over: Int32Array.from(over, (id) => at.asset(id)) })),
    } }),
    stocks: stocks.map(({ id, amount, reorder, deliveries }) => {
      const [key0, key1] = hashKey(id);
      return {
        id, key0, key1, amount, ...(reorder === undefined ? {} : { reorder: { at: reorder.at, to: reorder.to, lag: reorder.lagHours } }),
        deliveries: deliveries.map((one) => ({ tick: ticks(one.atHours), amount: one.amount })),
      };
    }),
    ...compileParts(at, given, stockIds),
    inspections: inspections.map(({ state, hours }, i) => ({ skill: inspectionSkills[i]!, state: DAMAGE_STATES.indexOf(state), hours })),
    ...(inspections.length === 0 ? {} : { inspectionOf: compileInspections(at, given) }),
    scenes: input.hazards.map((hazard) => scenes.find(({ hazards, types }) => hazards.includes(hazard.id) || types.includes(hazard.type))?.hours),
    slowdowns: slowdowns.map(({ select, asset, below, factor }) => ({ members: at.members(select), asset: at.asset(asset), below: Math.max(1, partsDown(below)), factor })),
    tankers: tankers.map((fleet) => compileFleet(at, fleet, stockIds, ticks)),
  };
}

/** Rules of one asset and stock add up. */
function compileParts(at: ScenarioNames, { parts }: Resources, stockIds: readonly string[]): Pick<CompiledResources, 'recipes' | 'recipeOf'> {
  const recipes: Recipe[] = [{ stocks: new Int32Array(0), units: new Int32Array(0) }];
  if (parts.length === 0) return { recipes };
  const recipeOf = new Int16Array(at.network.sizes.assets * 4), known = new Map<string, number>();
  const units = new Map<number, number[]>();
  for (const { amount, select, stock } of parts) {
    for (const a of at.select(select)) {
      amount.forEach((n, i) => {
        const of = units.get(a * 4 + i) ?? stockIds.map(() => 0);
        of[stockIds.indexOf(stock)]! += n;
        units.set(a * 4 + i, of);
      });
    }
  }
  for (const [place, of] of units) {
    const used = of.flatMap((n, s) => (n > 0 ? [s] : [])), text = JSON.stringify(of);
    if (used.length === 0) continue;
    if (!known.has(text)) known.set(text, recipes.push({ stocks: Int32Array.from(used), units: Int32Array.from(used, (s) => of[s]!) }) - 1);
    recipeOf[place] = known.get(text)!;
  }
  return { recipes, recipeOf };
}

/** The first rule that fits an asset holds. */
function compileInspections(at: ScenarioNames, { inspections }: Resources): Int16Array {
  const of = new Int16Array(at.network.sizes.assets).fill(-1);
  inspections.forEach(({ select }, i) => { for (const a of at.select(select)) if (of[a] === -1) of[a] = i; });
  return of;
}

function compileFleet(at: ScenarioNames, fleet: TankerFleet, stockIds: readonly string[], ticks: (hours: number) => number): CompiledTankers {
  const named = fleet.needs.map((need) => at.need(need)), { network } = at;
  const selected = fleet.of === undefined ? [] : at.select(fleet.of.select).flatMap((a) => at.bufferedNeeds(a, fleet.of!.service));
  const needs = Int32Array.from(new Set([...named, ...selected])).sort().filter((x) => network.needBuffer[x] !== 0);
  if (needs.length === 0) at.warn('TANKERS_IDLE', `tankers "${fleet.id}" have no buffer to fill`);
  return {
    id: fleet.id, base: at.asset(fleet.base), count: fleet.count, loadTicks: ticks(fleet.loadHours), loadingTicks: ticks(fleet.loadingHours), unloadingTicks: ticks(fleet.unloadingHours),
    needs, belowParts: partsDown(fleet.below), stock: fleet.stock === undefined ? -1 : stockIds.indexOf(fleet.stock),
  };
}
