/** What the variants of a study avoid, replication by replication under the same luck. */
import { loadResults, provenanceOf, type Provenance } from '../load-results.js';
import type { TaskContext } from '../task.js';
import type { VariantSummary } from '../../study/results.js';

export interface ComparedVariants {
  study: Provenance;
  /** Means of the base, by outcome. */
  base: Record<string, { title: string; unit: string; mean: number; standardError: number; interval: [number, number] }>;
  variants: Pick<VariantSummary, 'id' | 'title' | 'costEuro' | 'avoided'>[];
}

/** Errors: those of loadResults. */
export async function run({ id, redacted }: { id: string; redacted: boolean }, context: TaskContext): Promise<ComparedVariants> {
  const { results } = await loadResults(context, id, redacted);
  return {
    study: provenanceOf(id, results),
    base: Object.fromEntries(Object.entries(results.outcomes).map(([name, { title, unit, mean, standardError, interval }]) => [name, { title, unit, mean, standardError, interval }])),
    variants: results.variants.map(({ id: variant, title, costEuro, avoided }) => ({ id: variant, title, costEuro, avoided })),
  };
}
