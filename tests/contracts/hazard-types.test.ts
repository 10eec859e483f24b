/** What every hazard type of the catalogue must keep, with all that it can do, on a model with one asset of each shipped kind: a new type is tested here by being there. */
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { HAZARD_TYPES } from '../../src/catalogue/catalogue.js';
import type { HazardType } from '../../src/catalogue/hazard-type.js';
import { assemble, checkScenario, createReplicator, normalizeModel, normalizeScenario, ValidationError } from '../../src/index.js';
import { shippedKinds } from '../../src/model/kinds.js';

const kinds = shippedKinds(), services = [...new Set(HAZARD_TYPES.flatMap(({ acts }) => acts.flatMap(({ service }) => service ?? [])))].map((id) => ({ id, title: id, unit: '1', quantity: 'h' }));
const { model } = normalizeModel({ format: 'hazcade-model/1', id: 'kinds', services, assets: kinds.map(({ id }, i) => ({ id: `a-${id}`, kind: id, place: [4 + i / 1000, 51], people: 10 })) });
const ONSET = 2, HORIZON = 96, REPLICATIONS = 4;
/** Intensities at which something of the kinds gives way: theirs, or where the catalogue says that it begins to hurt. */
const STRONG: Record<string, number> = { depth: 2, gust: 60, pga: 0.8, pgd: 2, temperature: 55 };

const halfOf = ({ effect, kinds: ids, service }: HazardType['acts'][number]): object => {
  const select = { kind: ids };
  switch (effect) {
    case 'damage': return { damage: { select, probability: 0.5, state: 'moderate' } };
    case 'trip': return { trip: { select, probability: 0.5 } };
    case 'derate': return { derate: { select, to: 0.3, probability: 0.5 } };
    case 'demand': return { demand: { select, service, by: 3 } };
    case 'crews': return { crews: { to: 0.5 } };
  }
};

function scenarioOf(type: HazardType, change: object = {}): object {
  const [measure] = type.measures, strong = measure && (STRONG[measure.measure] ?? measure.from?.at ?? 1), reacts = measure !== undefined && kinds.some((kind) => kind.fragility.some((f) => f.measure === measure.measure && f.unit === measure.units[0]));
  return {
    format: 'hazcade-scenario/1', id: 'type', model: '.', start: '2026-01-05T00:00:00Z', horizon: `${HORIZON}h`, recovery: { crews: [{ id: 'crews', count: 2 }] },
    hazards: [{
      id: 'h', type: type.id, onset: `${ONSET}h`, duration: '12h', footprint: { select: { all: true } }, ...(measure && { measure: measure.measure, unit: measure.units[0], intensity: { lognormal: { median: strong, sigma: 0.2 } } }),
      effects: [...(reacts ? ['damage'] : []), ...type.acts.map(halfOf)], ...change,
    }],
  };
}

const packetOf = (type: HazardType) => assemble(model, normalizeScenario(scenarioOf(type)).scenario).packet;

async function timeline(packet: ReturnType<typeof packetOf>): Promise<string[]> {
  const replicator = await createReplicator(packet), lines: string[] = [];
  for (let r = 0; r < REPLICATIONS; r++) for (const e of await lastValueFrom(replicator.events(r).pipe(toArray()))) lines.push(`${r} ${e.hours} ${e.kind} ${e.asset ?? ''} ${e.state ?? ''}`);
  return lines;
}

describe.each(HAZARD_TYPES.filter(({ id }) => id !== 'other').map((type) => [type.id, type] as const))('%s', (_id, type) => {
  const codesOf = (change: object): string[] => checkScenario(normalizeScenario(scenarioOf(type, change)).scenario, model).map((p) => p.code);
  it('strikes inside the horizon; the same seed gives the same timeline, here and after the way to a worker', async () => {
    const packet = packetOf(type), lines = await timeline(packet), hours = lines.map((line) => Number(line.split(' ')[1]));
    expect(lines.some((line) => / (damage|trip|derate|hazard) /.test(line))).toBe(true);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(ONSET);
    expect(Math.max(...hours)).toBeLessThan(HORIZON);
    expect(await timeline(packet)).toEqual(lines);
    expect(await timeline(structuredClone(packet))).toEqual(lines);
  });
  it('has its measures in its units, and says so of others', () => {
    // Demand that nothing here has, and effects that ask for no intensity, are told as such.
    expect(codesOf({}).filter((code) => code.startsWith('HAZARD_') || code.startsWith('UNIT'))).toEqual([]);
    // Of a measure that no kind reacts to where some would be damaged by it, that is said first.
    expect(codesOf({ measure: 'brightness', unit: 'lx', intensity: 1 }).some((code) => code === 'HAZARD_MEASURE_UNUSUAL' || code === 'MEASURE_UNUSED')).toBe(true);
    if (type.measures.length > 0) expect(codesOf({ unit: 'furlong' }).some((code) => code === 'HAZARD_UNIT_UNUSUAL' || code === 'UNIT_MISMATCH')).toBe(true);
  });
  it('refuses junk', () => {
    for (const junk of [{ effects: [{ derate: { to: 1.5 } }] }, { duration: 12 }, { footprint: {} }, { strength: 3 }, { intensity: 'strong' }]) expect(() => normalizeScenario(scenarioOf(type, junk)), JSON.stringify(junk)).toThrowError(ValidationError);
  });
});
