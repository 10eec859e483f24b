/** Crews of a scenario and the repair jobs of kinds -> the engine's terms. */
import type { CompiledPool, CompiledScenario } from '../engine/compiled-scenario.js';
import { ticksNear } from '../engine/units.js';
import { compileRepair } from './assemble-repair.js';
import type { ScenarioNames } from './scenario-names.js';

/** What of a compiled scenario says how damage is repaired. */
export type CompiledRecovery = Pick<CompiledScenario, 'repair' | 'repairElapsed' | 'restoration' | 'kindSkill' | 'pools' | 'skills' | 'order' | 'listRank'>;

/** Skills are numbered as they are met: 0 is none, then those of the kinds, then those that only crews have. */
export function compileRecovery(at: ScenarioNames): CompiledRecovery {
  const { input, names } = at, skills = new Map<string, number>([['', 0]]);
  const skill = (name: string): number => {
    const known = skills.get(name);
    if (known !== undefined) return known;
    skills.set(name, skills.size);
    return skills.size - 1;
  };
  const kindSkill = Int32Array.from(names.kinds, (kind) => skill(kind.skill ?? ''));
  // A pool that names no skills does any job; one that does, those and the jobs that need none. Those of the kinds are known by now.
  const skillsOf = (named: readonly string[]): number[] => (named.length === 0 ? [...skills.values()] : [0, ...named.map(skill)]);
  const pools = [...input.crews].sort((p, q) => (p.id < q.id ? -1 : 1)).map((pool): CompiledPool => ({
    id: pool.id, count: pool.count, fromTick: ticksNear(pool.fromHours, input.ticksPerHour), skills: skillsOf(pool.skills), base: pool.base === undefined ? -1 : at.asset(pool.base),
  }));
  return {
    ...compileRepair(names.kinds, input.ticksPerHour), kindSkill, pools, skills: [...skills.keys()],
    order: input.repairOrder, listRank: input.repairOrder === 'list' ? listRank(at) : undefined,
  };
}

function listRank(at: ScenarioNames): Int32Array {
  const rank = new Int32Array(at.network.sizes.assets).fill(2 ** 31 - 1);
  at.input.repairList.forEach((id, i) => { rank[at.asset(id)] = i; });
  return rank;
}
