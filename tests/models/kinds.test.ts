import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

interface Curve { measure: string; lognormal: Record<string, [median: number, sigma: number]> }
interface KindData { id: string; sector: string; fragility?: Curve[]; buffers?: Record<string, unknown>; sources: Record<string, string>; [field: string]: unknown }

const kinds = readdirSync('models/kinds').flatMap((file) => (parse(readFileSync(`models/kinds/${file}`, 'utf8')) as { kinds: KindData[] }).kinds);
const DATA = '../shared/data/fragility';

test('at least thirty kinds in the sectors asked for', () => {
  expect(kinds.length).toBeGreaterThanOrEqual(30);
  const sectors = new Set(kinds.map((kind) => kind.sector));
  for (const sector of ['power', 'water', 'wastewater', 'transport', 'finance', 'telecom', 'health', 'food', 'fuel', 'emergency', 'government', 'customs', 'public', 'population']) expect(sectors, sector).toContain(sector);
});

test.each(kinds.map((kind) => [kind.id, kind] as const))('%s: every value has a source, and no source is without a value', (_, kind) => {
  const values = [
    ...['cutOff', 'restart', 'capacityLeft', 'repair', 'skill', 'replacementCost', 'lossRatio'].filter((field) => kind[field] !== undefined),
    ...(kind.fragility ?? []).map((curve) => `fragility.${curve.measure}`),
    ...Object.keys(kind.buffers ?? {}).map((service) => `buffers.${service}`),
  ];
  expect(Object.keys(kind.sources).sort()).toEqual(values.sort());
});

test.each(kinds.map((kind) => [kind.id, kind] as const))('%s: worse states need more', (_, kind) => {
  for (const { lognormal } of kind.fragility ?? []) {
    const medians = Object.values(lognormal).map(([median]) => median);
    expect([...medians].sort((a, b) => a - b)).toEqual(medians);
  }
});

describe.skipIf(!existsSync(DATA))('cited figures are those of the reference data (skipped where it is absent)', () => {
  const rows = new Map(['hazus51_power_fragility.csv', 'hazus51_transport_fragility.csv', 'hazus61_building_fragility.csv']
    // A skipped suite is collected all the same: nothing is read where the folder is absent.
    .flatMap((file) => (existsSync(DATA) ? readFileSync(`${DATA}/${file}`, 'utf8').split('\n') : [])).map((line) => [line.split(',')[0]!, line.split(',')]));
  const cited = kinds.flatMap((kind) => (kind.fragility ?? []).map((curve) => ({ id: kind.id, curve, row: /DamageAndLossModelLibrary, ([A-Z0-9.]+)/.exec(kind.sources[`fragility.${curve.measure}`]!)?.[1] })))
    .filter((entry) => entry.row !== undefined);

  test.each(cited)('$id by $curve.measure is $row', ({ curve, row }) => {
    const cells = rows.get(row!)!;
    // Columns: six of description, then family, median, sigma, weights of each state; building rows lack the first.
    const start = cells.indexOf('lognormal');
    const medians = Object.values(curve.lognormal);
    medians.forEach(([median, sigma], i) => {
      expect(Number(cells[start + 1 + 4 * i])).toBe(median);
      expect(Number(cells[start + 2 + 4 * i])).toBe(sigma);
    });
  });
});
