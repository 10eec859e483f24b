/**
 * The tutorial's cascade, derived by hand in docs/tutorial.md from the rules alone: the figures of the document, of models/tutorial/expected.json and
 * of a study through the public entry point are the same.
 */
import { readFileSync } from 'node:fs';
import { lastValueFrom, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import { assemble, createReplicator, readStudyInput, simulate } from '../../src/index.js';
import { ValidationTable } from './table.js';

type Figures = Record<string, number>;
interface Expected {
  personHours: Figures; peakPeople: Figures; timeBack90: Figures; timeBack100: Figures; lostAssetHours: Figures; hit: number; lost: number; amplification: number;
  timeline: { hours: number; asset: string; from: number; to: number }[]; variants: Record<string, { personHours: Figures }>;
}

const table = new ValidationTable('tutorial', 'docs/tutorial.md');
const file = (path: string): string => new URL(`../../${path}`, import.meta.url).pathname;
const expected = JSON.parse(readFileSync(file('models/tutorial/expected.json'), 'utf8')) as Expected;
const { model, scenario } = readStudyInput(file('scenarios/tutorial.yaml'));

const MEASURES = [['personHours', 'person-hours'], ['peakPeople', 'peak-people'], ['timeBack90', 'hours-to-90'], ['timeBack100', 'hours-to-100'], ['lostAssetHours', 'lost-asset-hours']] as const;
const text = (figures: Figures): string => Object.entries(figures).map(([name, value]) => `${name} ${value}`).join(', ');

test('outcomes of the base and its variants', async () => {
  const { outcomes, variants } = await simulate(model, scenario, { workers: 0, variants: true });
  const found = (figures: Figures, measure: string, from = outcomes): Figures => Object.fromEntries(Object.keys(figures).map((name) => [name, from[`${measure}.${name}`]!.mean]));
  for (const [field, measure] of MEASURES) table.exact(`\`${measure}\``, text(expected[field]), text(found(expected[field], measure)));
  table.exact('amplification: assets lost / assets hit', expected.amplification, outcomes['assets-lost.all']!.mean / outcomes['assets-hit.all']!.mean);
  for (const { id, outcomes: changed } of variants) {
    const { personHours } = expected.variants[id]!;
    table.exact(`variant ${id}: \`person-hours\``, text(personHours), text(found(personHours, 'person-hours', changed)));
  }
});

test('every fall and rise', async () => {
  const replicator = await createReplicator(assemble(model, scenario).packet);
  const events = await lastValueFrom(replicator.events(0).pipe(toArray()));
  const lines = (moves: Expected['timeline']): string[] => moves.map(({ hours, asset, from, to }) => `${hours} h ${asset} ${from} to ${to}`).sort();
  const moves = events.filter((event) => event.kind === 'fall' || event.kind === 'rise').map(({ hours, asset, from, to }) => ({ hours, asset: asset!, from: from!, to: to! }));
  expect(lines(moves)).toEqual(lines(expected.timeline));
  table.exact('falls and rises with hour, asset and levels', expected.timeline.length, moves.length);
});

test('the document says what expected.json says', () => {
  const bold = [...readFileSync(file('docs/tutorial.md'), 'utf8').matchAll(/\*\*([\d,]+)\*\*/g)].map(([, figure]) => Number(figure!.replaceAll(',', '')));
  expect(bold.sort((a, b) => a - b)).toEqual(Object.values(expected.personHours).sort((a, b) => a - b));
});

test('docs/validation.md says so', () => table.compareWithDocument());
