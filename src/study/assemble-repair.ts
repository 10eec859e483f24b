/** Repair and restoration of kinds -> the engine's terms. */
import type { CompiledRestoration, CompiledScenario } from '../engine/compiled-scenario.js';
import { partsDown, ticksNear } from '../engine/units.js';
import type { Kind, RestorationSteps } from '../model/types.js';

/** Durations of the jobs, which of them queue, and what comes back before they end; what no kind has is left out. */
export function compileRepair(kinds: readonly Kind[], ticksPerHour: number): Pick<CompiledScenario, 'repair' | 'repairElapsed' | 'restoration'> {
  const restoration = kinds.flatMap((kind) => kind.repair.map((_, i) => kind.restoration?.[i] && compileSteps(kind.restoration[i], ticksPerHour)));
  return {
    repair: kinds.flatMap((kind) => kind.repair),
    ...(kinds.some((kind) => kind.repairTime === 'elapsed') ? { repairElapsed: Uint8Array.from(kinds, (kind) => (kind.repairTime === 'elapsed' ? 1 : 0)) } : {}),
    ...(restoration.some((steps) => steps !== undefined) ? { restoration } : {}),
  };
}

function compileSteps(restoration: RestorationSteps, ticksPerHour: number): CompiledRestoration {
  const after = restoration.by === 'hours' ? restoration.steps.map(({ hours }) => ticksNear(hours, ticksPerHour)) : restoration.steps.map(({ share }) => share);
  const capacity = restoration.steps.map((step) => partsDown(step.capacity));
  return { share: restoration.by === 'share', after: Float64Array.from(after), capacity: Int32Array.from(capacity) };
}
