/** Results of a study with its variants, from wherever it was run: the library, the command line, the service. */
import type { MergedStudy } from './merged-study.js';
import { infoOf, warningTexts, type PreparedStudy } from './prepare.js';
import { buildResults, type VariantStudy } from './results-builder.js';
import type { Results } from './results.js';

/** What was done of the base (no id) or of a variant; `done` false: given up on the way. */
export interface MemberEnd { id?: string; prepared: PreparedStudy; study: MergedStudy; done: boolean }

/**
 * Joins base and variants. A variant that was given up is left out: differences are taken replication by replication. The results are
 * partial when something of the family is missing.
 * @param ends in order, the base first; members that were never begun are not among them
 * @param planned members that were asked for
 * @param command what gives the same digest
 * @throws CascadeError NO_REPLICATION_COMPLETED
 */
export function familyResults(ends: readonly [MemberEnd, ...MemberEnd[]], planned: number, command: string, meta?: Record<string, unknown>): Results {
  const [{ prepared: base, study }, ...others] = ends, partial = ends.length < planned || ends.some((end) => !end.done);
  const variants = others.filter((end) => end.done).map(({ id, prepared, study: ofVariant }): VariantStudy => {
    const { title, costEuro } = base.scenario.variants.find((v) => v.id === id)!;
    return { id: id!, title, costEuro: costEuro ?? null, study: ofVariant, inputs: prepared.inputs };
  });
  return buildResults({ study, inputs: base.inputs, labels: base.labels, variants, meta, info: infoOf(base, partial, command), warnings: warningTexts(base) });
}
