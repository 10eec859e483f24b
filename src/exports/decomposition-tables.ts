/** Interactions and silos as CSV: one row an outcome and term; text that a spreadsheet would take for a formula gets an apostrophe before it. */
import type { Estimate, InteractionOutcome, SiloOutcome } from '../study/decomposition.js';

/** What was decomposed, by outcome. */
interface Interactions { outcomes: Record<string, InteractionOutcome> }
interface Silos { outcomes: Record<string, SiloOutcome> }

type Row = [outcome: string, unit: string, term: string, of: string, ...figures: number[]];

const COLUMNS = ['outcome', 'unit', 'term', 'of', 'mean', 'standard_error', 'low95', 'high95'];
const figures = ({ mean, standardError, interval: [low, high] }: Estimate): number[] => [mean, standardError, low, high];

const interactionRows = ({ outcomes }: Interactions): Row[] => Object.entries(outcomes).flatMap(([name, { unit, alone, sumOfAlone, together, effect, terms }]): Row[] => [
  ...alone.map((term): Row => [name, unit, 'alone', term.sets.join('; '), ...figures(term)]), [name, unit, 'sum of alone', '', ...figures(sumOfAlone)], [name, unit, 'together', '', ...figures(together)],
  [name, unit, 'interaction', '', ...figures(effect)], ...terms.map((term): Row => [name, unit, 'interaction of', term.sets.join('; '), ...figures(term)]),
]);

const siloRows = ({ outcomes }: Silos): Row[] => Object.entries(outcomes).flatMap(([name, { unit, silos, siloSum, full, hidden }]): Row[] => [
  ...silos.map(({ sector, estimate }): Row => [name, unit, 'sector alone', sector, ...figures(estimate)]), [name, unit, 'sum of sectors', '', ...figures(siloSum)], [name, unit, 'whole', '', ...figures(full)], [name, unit, 'hidden', '', ...figures(hidden)],
]);

/** CSV text by table name. */
export async function decompositionTables({ interactions, silos }: { interactions?: Interactions; silos?: Silos }): Promise<Map<string, string>> {
  const { stringify } = await import('csv-stringify/sync'), tables = new Map<string, string>();
  if (interactions !== undefined) tables.set('interactions', stringify([COLUMNS, ...interactionRows(interactions)], { escape_formulas: true }));
  if (silos !== undefined) tables.set('silos', stringify([COLUMNS, ...siloRows(silos)], { escape_formulas: true }));
  return tables;
}
