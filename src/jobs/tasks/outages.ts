/** The outage matrix of a study: the chance of each asset being out at each hour. */
import { outageBinary, outageJson } from '../../study/outage-codec.js';
import { outageMatrix } from '../../study/outages.js';
import { packetParts } from '../../study/packet-parts.js';
import { openReplay, type ReplayOf } from '../replays.js';
import { spool, type Spooled } from '../spool.js';
import { openStudyRunner } from '../study-runner.js';
import type { TaskContext } from '../task.js';

export interface OutagesInput extends ReplayOf { replications: number; everyHours: number; below: number; bits: 8 | 16; form: 'json' | 'binary'; workers: number }

/** Matrices kept in the store beside a study: those of more bytes, or after so many, are made anew each time. Whoever may read asks for them, and they count as its owner's. */
const KEPT = 'outages-', MOST_KEPT_BYTES = 16 << 20, MOST_KEPT = 8;

/** Errors: those of openReplay, of outageMatrix and of `spool`. */
export async function run({ below, bits, everyHours, form, replications, study, variant, workers }: OutagesInput, context: TaskContext): Promise<Spooled> {
  const store = await context.store(), name = `${KEPT}${[variant ?? '', replications, everyHours, below, bits, form].join('-')}`, there = await store.results.get(study, name);
  const bytes = there ?? await made();
  if (there === undefined && bytes.length <= MOST_KEPT_BYTES && (await store.results.names(study)).filter((kept) => kept.startsWith(KEPT)).length < MOST_KEPT) await store.results.put(study, name, bytes);
  return spool(context.settings, bytes);

  async function made(): Promise<Uint8Array> {
    const { prepared: { packet, scenario } } = await openReplay({ study, variant }, context), { names, scenario: { ticksPerHour } } = packetParts(packet), runner = await openStudyRunner(packet, context.settings, { workers, replications });
    try {
      const matrix = await outageMatrix(runner, { replications, horizonHours: scenario.horizonHours, ticksPerHour, everyHours, below }), nameOf = (asset: number): string => names.assets[asset]!;
      return form === 'binary' ? outageBinary(matrix, nameOf, bits) : Buffer.from(JSON.stringify(outageJson(matrix, nameOf, bits)));
    } finally {
      await runner.close();
    }
  }
}
