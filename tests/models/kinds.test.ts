import { existsSync, readdirSync, readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

type ByState = Record<string, number>;
interface Curve {
  measure: string; unit: string; lognormal?: Record<string, [median: number, sigma: number]>;
  lossRatio?: { at: number[]; ratio: number[]; states: ByState; sigma: number }; table?: { at: number[]; slight?: number[]; extensive?: number[]; complete: number[] };
}
interface KindData { id: string; sector: string; fragility?: Curve[]; repair?: Record<string, unknown>; repairTime?: string; buffers?: Record<string, unknown>; lossRatio?: ByState; sources: Record<string, string>; [field: string]: unknown }

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
    ...(kind.fragility ?? []).flatMap((curve) => [`fragility.${curve.measure}`, ...(curve.lossRatio ? [`fragility.${curve.measure}.states`] : [])]),
    ...Object.keys(kind.buffers ?? {}).map((service) => `buffers.${service}`),
  ];
  expect(Object.keys(kind.sources).sort()).toEqual(values.sort());
});

test.each(kinds.map((kind) => [kind.id, kind] as const))('%s: worse states need more', (_, kind) => {
  for (const { lognormal, lossRatio } of kind.fragility ?? []) {
    const thresholds = lognormal ? Object.values(lognormal).map(([median]) => median) : Object.values(lossRatio?.states ?? {});
    expect([...thresholds].sort((a, b) => a - b)).toEqual(thresholds);
  }
});

test.each(kinds.filter((kind) => kind.repair !== undefined).map((kind) => [kind.id, kind] as const))('%s says what its repair times are: restoration of HAZUS is elapsed', (_, kind) => {
  expect(kind.repairTime).toBe(kind.sources.repair!.startsWith('InfraRisk') ? 'elapsed' : 'work');
});

test('at least a fifth of the values are cited', () => {
  const sources = kinds.flatMap((kind) => Object.values(kind.sources));
  expect(sources.filter((source) => source !== 'assumption').length / sources.length).toBeGreaterThan(0.2);
});

type Row = Record<string, string>;
/** Rows of a file; none where the folder is absent (a skipped suite is collected all the same). */
const rowsOf = (file: string): Row[] => (existsSync(DATA) ? Papa.parse<Row>(readFileSync(`${DATA}/${file}`, 'utf8'), { header: true, skipEmptyLines: true }).data : []);

describe.skipIf(!existsSync(DATA))('cited figures are those of the reference data (skipped where it is absent)', () => {
  const hazus = new Map(['hazus51_power_fragility.csv', 'hazus51_transport_fragility.csv', 'hazus61_building_fragility.csv', 'hazus61_water_pipe_fragility.csv'].flatMap(rowsOf).map((row) => [row.ID!, row]));
  const curves = kinds.flatMap((kind) => (kind.fragility ?? []).map((curve) => ({ id: kind.id, measure: curve.measure, curve, source: kind.sources[`fragility.${curve.measure}`]! })));
  const library = curves.flatMap((entry) => { const row = /DamageAndLossModelLibrary, ([A-Z0-9.]+)/.exec(entry.source)?.[1]; return row === undefined ? [] : [{ ...entry, row }]; });

  test.each(library.filter(({ curve }) => curve.lognormal))('$id by $measure is $row', ({ curve, row }) => {
    const cells = hazus.get(row)!, inMetres = curve.measure === 'pgd' ? 0.0254 : 1;
    expect(cells['Demand-Unit']).toBe(curve.measure === 'pgd' ? 'inch' : 'g');
    // States of the file in their order; ours may leave out the mildest (roads) or the third of four (tunnels).
    Object.values(curve.lognormal!).forEach(([median, sigma], i) => {
      expect(Number(cells[`LS${i + 1}-Theta_0`]) * inMetres).toBeCloseTo(median, 9);
      expect(Number(cells[`LS${i + 1}-Theta_1`])).toBe(sigma);
    });
    expect(cells[`LS${Object.keys(curve.lognormal!).length + 1}-Theta_0`] ?? '').toBe('');
  });

  test('buildings on ground that spreads: GF.H.S tabulated', () => {
    const cells = hazus.get('GF.H.S')!, of = library.filter(({ row }) => row === 'GF.H.S');
    expect([cells['LS1-Theta_0'], cells['LS1-Theta_1'], cells['LS1-DamageStateWeights']]).toEqual(['60.0', '1.256', '0.8 | 0.2']);
    expect(of.length).toBeGreaterThan(30);
    // scipy.stats.norm.cdf(log(d / 1.524) / 1.256) at 0.1, 0.5, 1.524 and 5 m.
    for (const { curve } of of) {
      const at = (d: number): number => curve.table!.extensive![curve.table!.at.indexOf(d)]!;
      [[0.1, 0.015], [0.5, 0.1875], [1.524, 0.5], [5, 0.828]].forEach(([d, p]) => expect(at(d!)).toBeCloseTo(p!, 3));
      curve.table!.complete.forEach((p, i) => expect(p).toBeCloseTo(0.2 * curve.table!.extensive![i]!, 4));
    }
  });

  test.each(library.filter(({ row }) => row.startsWith('PWP')))('$id by $measure is 164 lengths of 20 ft of $row', ({ curve, row }) => {
    const cells = hazus.get(row)!, [xs, ps] = cells['LS1-Theta_0']!.split('|').map((list) => list.split(',').map(Number)), [, breaks] = cells['LS1-DamageStateWeights']!.split('|').map(Number);
    const { at, slight, complete } = curve.table!, scale = curve.measure === 'pgd' ? 0.0254 : 1;
    at.forEach((x, i) => {
      expect(x).toBeCloseTo(xs![i]! * scale, 5);
      expect(slight![i]).toBeCloseTo(1 - (1 - ps![i]!) ** 164, 4);
      expect(complete[i]).toBeCloseTo(1 - (1 - breaks! * ps![i]!) ** 164, 4);
    });
  });

  test('a length of the pipe curves is 20 ft (6.096e-3 km): HAZUS has 0.0001 PGV^2.25 repairs a kilometre of brittle pipe', () => {
    const [xs, ps] = hazus.get('PWP.B.GS')!['LS1-Theta_0']!.split('|').map((list) => list.split(',').map(Number));
    for (const pgv of [10, 20, 50]) expect(ps![xs!.indexOf(pgv)]! / (1e-4 * pgv ** 2.25)).toBeCloseTo(6.096e-3, 5);
  });

  const jrc = new Map(rowsOf('jrc_flood_depth_damage.csv').map((row) => [`${row.region} ${row.sector!.toLowerCase()}`, row]));
  test.each(curves.filter(({ source }) => source.startsWith('JRC')))('$id by depth is the curve of the JRC', ({ curve, source }) => {
    const row = jrc.get(/Europe \w+/.exec(source)![0].toLowerCase())!;
    expect(curve.lossRatio!.at.length).toBeGreaterThan(6);
    curve.lossRatio!.at.forEach((depth, i) => expect(Number(row[`frac_at_${depth}m`])).toBe(curve.lossRatio!.ratio[i]));
    // Beyond the last point the curve stays whole.
    expect(curve.lossRatio!.ratio.at(-1)).toBe(1);
  });

  test.each(kinds.filter(({ sources }) => sources.repair?.startsWith('InfraRisk')).map((kind) => [kind.id, kind] as const))('repair of %s is that of the file', (_, kind) => {
    const prefix = /, (W_P|W_WP|W_T|P_TF)\b/.exec(kind.sources.repair!)![1]!, rows = rowsOf('hazus_fragility_and_recovery_infrarisk.csv').filter((row) => row.compon_prefix === prefix);
    const hoursIn = (text: string): number => Number.parseFloat(text) * (text.endsWith('d') ? 24 : 1);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      const written = kind.repair![row.damage_state!.toLowerCase()] as string | { normal: { mean: string; sd: string } };
      expect(hoursIn(typeof written === 'string' ? written : written.normal.mean)).toBeCloseTo(24 * Number(row.recov_mean), 9);
      expect(typeof written === 'string' ? 0 : hoursIn(written.normal.sd)).toBeCloseTo(24 * Number(row.recov_sigma), 9);
    }
  });

  test.each(kinds.filter(({ sources }) => /DamageAndLossModelLibrary/.test(sources.lossRatio ?? '')).map((kind) => [kind.id, kind] as const))('loss by state and days of %s are those of the file', (_, kind) => {
    const prefix = /(HRD|HWB|HTU)-Cost/.exec(kind.sources.lossRatio!)![1]!, file = new Map(rowsOf('hazus51_transport_repair.csv').map((row) => [row.ID!, row]));
    // The three states of roads stand as moderate to complete, those of tunnels as slight, moderate and complete.
    const states = { HRD: ['moderate', 'extensive', 'complete'], HWB: ['slight', 'moderate', 'extensive', 'complete'], HTU: ['slight', 'moderate', 'complete'] }[prefix]!;
    states.forEach((state, i) => expect(Number(file.get(`${prefix}-Cost`)![`DS${i + 1}-Theta_0`])).toBe(kind.lossRatio![state]));
    const cited = { HRD: ['extensive', 'complete'], HWB: kind.id === 'movable-bridge' ? ['complete'] : states, HTU: states }[prefix]!;
    for (const state of cited) expect(kind.repair![state]).toBe(`${file.get(`${prefix}-Time`)![`DS${states.indexOf(state) + 1}-Theta_0`]}d`);
  });
});
