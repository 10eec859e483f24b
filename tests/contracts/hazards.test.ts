/** What every form of footprint must keep: a new one is tested here as soon as it has an example below, and the first test asks for one. */
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { ValidationError, assemble, createReplicator, normalizeModel, normalizeScenario, type CascadeEvent } from '../../src/index.js';
import { publishedSchemas } from '../../src/model/schema.js';

interface Example {
  footprint: Record<string, unknown>;
  /** Further fields of the hazard. */
  more?: Record<string, unknown>;
  /** Footprints, or fields of the hazard, that make no sense, and the code that says so. */
  nonsense: [string, { footprint?: Record<string, unknown>; more?: Record<string, unknown> }, string][];
}

const quake = { magnitude: 6, source: { point: [4.05, 51.0] } };
const track = [{ time: '0h', at: [3.5, 50.5], pressure: 960, radius: '40km' }, { time: '12h', at: [4.6, 51.6], pressure: 965, radius: '50km' }];
const flood = { level: [['0h', 0], ['4h', 5], ['9h', 1]] };
const plume = { at: [4.05, 51.0], windFrom: { uniform: { min: 0, max: 360 } }, windSpeed: 3, sector: 120, bands: [['4km', 1], ['30km', 0.6]] };
const fire = { from: [[4.0, 51.0]], windFrom: { normal: { mean: 240, sd: 30 } }, rate: 0.4, max: '30km' };

const EXAMPLES: Record<string, Example> = {
  select: { footprint: { select: { all: true } }, nonsense: [['shifted', { more: { place: { shift: '2km' } } }, 'FIELD_INVALID']] },
  assets: { footprint: { assets: ['a0', 'a1', 'a2'] }, nonsense: [['no ids', { footprint: { assets: [] } }, 'VALUE_INVALID']] },
  circle: { footprint: { circle: { center: [4.05, 51.0], radius: '9km', rim: 0.2 } }, more: { place: { shift: '3km' } }, nonsense: [['no unit', { footprint: { circle: { center: [4, 51], radius: 9 } } }, 'TYPE_WRONG']] },
  polygon: { footprint: { polygon: [[4.0, 50.95], [4.1, 50.95], [4.1, 51.05], [4.0, 51.05]] }, more: { place: { shift: '3km' } }, nonsense: [['off the globe', { footprint: { polygon: [[4, 50], [5, 50], [5, 95]] } }, 'PLACE_INVALID']] },
  attenuation: { footprint: { attenuation: { from: [[4.05, 51.0]], scale: '5km', exponent: 1.3, max: '60km' } }, more: { place: { shift: '3km' } }, nonsense: [['no scale', { footprint: { attenuation: { from: [[4, 51]], scale: '0km', exponent: 1, max: '9km' } } }, 'QUANTITY_INVALID']] },
  'ground-motion': {
    footprint: { 'ground-motion': quake }, more: { place: { shift: '5km' }, measure: 'pga', unit: 'g' },
    nonsense: [
      ['magnitude 12', { footprint: { 'ground-motion': { ...quake, magnitude: 12 } } }, 'QUANTITY_INVALID'],
      ['%g is not g', { more: { measure: 'pga', unit: '%g' } }, 'FIELD_INVALID'],
      ['velocity in g, as a further peril', { more: { measure: 'pga', unit: 'g', effects: ['damage', { damage: { measure: 'pgv', unit: 'g' } }] } }, 'FIELD_INVALID'],
      ['a measure it does not know', { more: { measure: 'sa1.05', unit: 'g' } }, 'MEASURE_UNKNOWN'],
      ['a plane without dip', { footprint: { 'ground-motion': { ...quake, source: { rectangle: { trace: [4, 51], strike: 0, dip: 0 } } } } }, 'VALUE_INVALID'],
      ['a magnitude its model does not hold for', { footprint: { 'ground-motion': { ...quake, model: 'bindi14', magnitude: 8 } } }, 'QUANTITY_INVALID'],
      ['farther than its model holds', { footprint: { 'ground-motion': { ...quake, model: 'bindi14', max: '301km' } } }, 'FIELD_INVALID'],
      ['a region its model does not know', { footprint: { 'ground-motion': { ...quake, model: 'bindi14', region: 'italy' } } }, 'FIELD_INVALID'],
      ['a measure its model does not give', { footprint: { 'ground-motion': { ...quake, model: 'bindi14' } }, more: { measure: 'sa0.25', unit: 'g' } }, 'MEASURE_UNKNOWN'],
      ['a further measure of another model', { footprint: { 'ground-motion': { ...quake, model: 'bindi14' } }, more: { measure: 'pga', unit: 'g', effects: ['damage', { damage: { measure: 'sa0.25', unit: 'g' } }] } }, 'MEASURE_UNKNOWN'],
      ['no such model', { footprint: { 'ground-motion': { ...quake, model: 'bindi' } } }, 'VALUE_INVALID'],
      ['soil of water', { footprint: { 'ground-motion': { ...quake, vs30: 0 } } }, 'FIELD_INVALID'],
    ],
  },
  storm: {
    footprint: { storm: { track, crossTrack: '20km', pace: { uniform: { min: 0.8, max: 1.2 } } } },
    nonsense: [
      ['radius 0', { footprint: { storm: { track: [{ ...track[0], radius: '0km' }, track[1]] } } }, 'FIELD_INVALID'],
      ['times that do not rise', { footprint: { storm: { track: [track[1], track[0]] } } }, 'FIELD_INVALID'],
      ['pressure above the surroundings', { footprint: { storm: { track: [{ ...track[0], pressure: 1020 }, track[1]] } } }, 'FIELD_INVALID'],
      ['neither pressure nor wind', { footprint: { storm: { track: [{ time: '0h', at: [4, 51] }, track[1]] } } }, 'FIELD_INVALID'],
      ['landfall after its end', { footprint: { storm: { track, landfall: { at: '12h' } } } }, 'FIELD_INVALID'],
      ['no track', { footprint: { storm: { crossTrack: '5km' } } }, 'FIELD_INVALID'],
      ['knots', { more: { measure: 'gust', unit: 'kt' } }, 'FIELD_INVALID'],
      ['a profile of its own', { more: { profile: [['0h', 1]] } }, 'FIELD_INVALID'],
      ['place', { more: { place: { shift: '5km' } } }, 'FIELD_INVALID'],
    ],
  },
  flood: {
    footprint: { flood: { ...flood, offset: { normal: { mean: 0, sd: 0.5 } }, travel: { from: [[3.9, 51]], speed: 2 } } },
    nonsense: [
      ['times that do not rise', { footprint: { flood: { level: [['2h', 1], ['1h', 2]] } } }, 'FIELD_INVALID'],
      ['still water that travels', { footprint: { flood: { ...flood, travel: { from: [[4, 51]], speed: 0 } } } }, 'VALUE_INVALID'],
      ['areas and heights', { footprint: { flood: { ...flood, ground: 'elevationM', areas: [{ from: 1, polygon: [[4, 51], [5, 51], [5, 52]] }] } } }, 'FIELD_INVALID'],
      ['feet', { more: { measure: 'depth', unit: 'ft' } }, 'FIELD_INVALID'],
    ],
  },
  plume: {
    footprint: { plume }, more: { duration: '6h', measure: 'dose', unit: '1', profile: [['0h', 0], ['1h', 1], ['5h', 0]], place: { shift: '1km' } },
    nonsense: [
      ['no duration', { more: { measure: 'dose', unit: '1' } }, 'FIELD_INVALID'],
      ['bands that do not rise', { footprint: { plume: { ...plume, bands: [['4km', 1], ['2km', 0.5]] } } }, 'FIELD_INVALID'],
      ['no wind', { footprint: { plume: { ...plume, windSpeed: 0 } } }, 'QUANTITY_INVALID'],
      ['a sector of nothing', { footprint: { plume: { ...plume, sector: 0 } } }, 'VALUE_INVALID'],
    ],
  },
  fire: {
    footprint: { fire }, more: { duration: '12h', measure: 'dose', unit: '1', place: { shift: '1km' } },
    nonsense: [
      ['no duration', { more: { measure: 'dose', unit: '1' } }, 'FIELD_INVALID'],
      ['broader than long', { footprint: { fire: { ...fire, ratio: 0.5 } } }, 'QUANTITY_INVALID'],
      ['nowhere', { footprint: { fire: { ...fire, max: '0km' } } }, 'FIELD_INVALID'],
    ],
  },
};

const HORIZON = '3d', HOURS = 72, REPLICATIONS = 12;
const sturdy = { measure: 'dose', unit: '1', lognormal: { slight: [0.3, 0.5], extensive: [0.8, 0.5] } };
const house = {
  title: 'House', sector: 'homes', services: [], sources: {},
  fragility: [sturdy, { measure: 'pga', unit: 'g', lognormal: { slight: [0.1, 0.5], extensive: [0.4, 0.5] } }, { measure: 'gust', unit: 'm/s', lognormal: { slight: [30, 0.3], extensive: [45, 0.3] } }, { measure: 'depth', unit: 'm', lognormal: { slight: [0.3, 0.5], extensive: [1.5, 0.5] } }],
};
/** Sixteen assets on a grid of 3 km. */
const ASSETS = Array.from({ length: 16 }, (_, i) => ({ id: `a${i}`, kind: 'house', place: [4 + 0.04 * (i % 4), 50.96 + 0.03 * Math.floor(i / 4)], attributes: { elevationM: (i * 7) % 5, vs30: 300 + 20 * i } }));

const scenarioOf = ({ footprint, more }: Pick<Example, 'footprint' | 'more'>): object => ({
  format: 'hazcade-scenario/1', id: 'contract', model: '.', start: '2026-01-05T00:00:00Z', horizon: HORIZON,
  hazards: [{ id: 'h', type: 'test', onset: { uniform: { min: '1h', max: '2h' } }, intensity: { lognormal: { median: 1, sigma: 0.2 } }, effects: ['damage', { trip: { probability: 0.4 } }], footprint, ...(more ?? {}), ...('measure' in (more ?? {}) || ['storm', 'flood'].includes(Object.keys(footprint)[0]!) ? {} : { measure: 'dose', unit: '1' }) }],
});

/** The scenario on a model of some assets, as it goes to a worker. */
const packetOf = (example: Example, assets: object[] = ASSETS) => {
  const { model } = normalizeModel({ format: 'hazcade-model/1', id: 'contract', kinds: { house }, assets });
  return assemble(model, normalizeScenario(scenarioOf(example)).scenario).packet;
};

async function timeline(packet: ReturnType<typeof packetOf>): Promise<string[]> {
  const replicator = await createReplicator(packet), lines: string[] = [];
  for (let r = 0; r < REPLICATIONS; r++) for (const e of await lastValueFrom(replicator.events(r).pipe(toArray()))) lines.push(line(r, e));
  return lines;
}
const line = (r: number, e: CascadeEvent): string => `${r} ${e.hours} ${e.kind} ${e.asset ?? ''} ${e.state ?? ''}`;

const codesOf = (scenario: object): string[] => {
  try { normalizeScenario(scenario); } catch (error) { if (error instanceof ValidationError) return error.problems.map((p) => p.code); throw error; }
  return [];
};

it('every form of footprint has an example', () => {
  const { properties } = publishedSchemas()['hazcade-scenario-1.schema.json'] as { properties: { hazards: { items: { properties: { footprint: { properties: object } } } } } };
  // Files have a contract of their own (hazard-files.test.ts).
  expect([...Object.keys(EXAMPLES), 'file'].sort()).toEqual(Object.keys(properties.hazards.items.properties.footprint.properties).sort());
});

describe.each(Object.entries(EXAMPLES))('%s', (form, example) => {
  it('is taken, and strikes somebody inside the horizon', async () => {
    expect(codesOf(scenarioOf(example))).toEqual([]);
    const lines = await timeline(packetOf(example)), hours = lines.map((l) => Number(l.split(' ')[1]));
    expect(lines.filter((l) => / (damage|trip) /.test(l)).length).toBeGreaterThan(REPLICATIONS);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...hours)).toBeLessThan(HOURS);
  });
  it('what an effect with a threshold trips comes back when the intensity has sunk, at the latest with the hazard', async () => {
    const lines = await timeline(packetOf({ ...example, more: { duration: '6h', ...(example.more ?? {}), effects: [{ trip: { above: form === 'storm' ? 20 : form === 'ground-motion' ? 0.05 : 0.5 } }] } }));
    const count = (kind: string): number => lines.filter((l) => l.split(' ')[2] === kind).length;
    expect(count('trip')).toBeGreaterThan(0);
    expect(count('release')).toBe(count('trip'));
  });
  it('same seed, same timeline, here and after the way to a worker', async () => {
    const packet = packetOf(example), first = await timeline(packet);
    expect(await timeline(packet)).toEqual(first);
    expect(await timeline(structuredClone(packet))).toEqual(first);
  });
  it('the order of assets changes nothing, and without one of them the others have the same luck', async () => {
    const all = await timeline(packetOf(example)), reversed = await timeline(packetOf(example, [...ASSETS].reverse()));
    expect(reversed).toEqual(all);
    const rest = example.footprint.assets === undefined ? ASSETS.filter((a) => a.id !== 'a5') : ASSETS.slice(0, 5);
    const kept = new Set(rest.map((a) => a.id)), ofRest = (l: string) => l.split(' ')[3] === '' || kept.has(l.split(' ')[3]!);
    expect(await timeline(packetOf(example, rest))).toEqual(all.filter(ofRest));
  });
  it('says in the trace what was drawn, where it is computed', async () => {
    const replicator = await createReplicator(packetOf(example)), [begins] = (await lastValueFrom(replicator.events(0).pipe(toArray()))).filter((e) => e.kind === 'hazard');
    const computed = 'place' in (example.more ?? {}) || ['storm', 'flood'].includes(form);
    expect(begins!.detail?.length ?? 0).toBeGreaterThan(computed ? 5 : -1);
    expect(begins!.detail === undefined).toBe(!computed);
  });
  it('refuses keys it does not know', () => {
    const data = example.footprint[form];
    expect(codesOf(scenarioOf({ ...example, footprint: { [form]: data, other: 1 } }))).not.toEqual([]);
    if (!Array.isArray(data)) expect(codesOf(scenarioOf({ ...example, footprint: { [form]: { ...(data as object), noSuchKey: 1 } } }))).toContain('KEY_UNKNOWN');
  });
  it.each(example.nonsense)('refuses nonsense: %s', (_what, change, code) => {
    expect(codesOf(scenarioOf({ footprint: change.footprint ?? example.footprint, more: change.more ?? example.more }))).toContain(code);
  });
});
