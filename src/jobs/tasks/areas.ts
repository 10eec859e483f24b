/** Person-hours by service area of a study, and what a variant, or another study of the same luck, makes of them. */
import { CascadeError } from '../../errors.js';
import { areaMeans, areaValues, compareAreas, type AreaEstimate, type AreaValues } from '../../study/areas.js';
import { packetParts } from '../../study/packet-parts.js';
import { openReplay, type ReplayOf } from '../replays.js';
import { openStudyRunner } from '../study-runner.js';
import type { TaskContext } from '../task.js';

export interface AreasInput extends ReplayOf { replications: number; /** Base minus this: a variant of the study, or another study. */ against?: ReplayOf; workers: number }

export interface AreasAnswer { replications: number; means: AreaEstimate[]; /** Above 0: avoided. */ differences?: AreaEstimate[] }

/** Errors: SEEDS_DIFFER, those of openReplay and of areas. */
export async function run({ against, replications, study, variant, workers }: AreasInput, context: TaskContext): Promise<AreasAnswer> {
  const base = await openReplay({ study, variant }, context), other = against && await openReplay(against, context);
  if (other !== undefined && other.prepared.inputs.seed !== base.prepared.inputs.seed) throw new CascadeError('SEEDS_DIFFER', `differences by area are paired, so both need the same seed: found "${base.prepared.inputs.seed}" and "${other.prepared.inputs.seed}"`);
  const values = await valuesOf(base.prepared.packet), others = other && await valuesOf(other.prepared.packet);
  return { replications, means: areaMeans(values), ...(others === undefined ? {} : { differences: compareAreas(values, others) }) };

  async function valuesOf(packet: typeof base.prepared.packet): Promise<AreaValues> {
    const { names, network, scenario: { horizonTicks, startHourOfWeek, ticksPerHour } } = packetParts(packet), runner = await openStudyRunner(packet, context.settings, { workers, replications });
    try {
      return await areaValues(runner, { names, network, replications, horizonTicks, startHourOfWeek, ticksPerHour });
    } finally {
      await runner.close();
    }
  }
}
