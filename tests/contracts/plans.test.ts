/** What every condition and measure of plans must keep, by the schema: a new one fails here until it has an example. */
import { describe, expect, it } from 'vitest';
import type { CascadeEvent } from '../../src/engine/contracts.js';
import { readModel, normalizeModel } from '../../src/model/read.js';
import { checkScenario, normalizeScenario } from '../../src/model/read-scenario.js';
import { publishedSchemas } from '../../src/model/schema.js';
import { assemble } from '../../src/study/assemble.js';
import { createReplicator } from '../../src/study/replicator.js';

const { model } = normalizeModel({
  format: 'hazcade-model/1', id: 'town', kinds: { plant: { sector: 'power', services: ['electricity'] }, town: { sector: 'population', serviceArea: true }, hall: { sector: 'public' } },
  assets: [
    { id: 'plant-1', kind: 'plant' }, { id: 'plant-2', kind: 'plant' }, { id: 'hall', kind: 'hall', people: 40 },
    ...[1, 2, 3].map((i) => ({ id: `homes-${i}`, kind: 'town', people: 100 * i, needs: [{ service: 'electricity', from: [i < 3 ? 'plant-1' : 'plant-2'], ...(i === 1 ? { buffer: '2h' } : {}) }] })),
  ],
});

const HORIZON_HOURS = 72;
const base = {
  format: 'hazcade-scenario/1', id: 's', model: 'town', start: '2026-01-05T00:00:00Z', horizon: `${HORIZON_HOURS}h`, replications: 64,
  hazards: [{
    id: 'storm', type: 'windstorm', onset: { uniform: { min: '1h', max: '5h' } }, duration: '6h', detected: { uniform: { min: '1h', max: '3h' } }, footprint: { select: { all: true } },
    effects: [{ damage: { select: { sector: 'power' }, probability: 0.7, state: 'complete' } }, { casualties: { share: 0.05 } }, { exposure: { perHour: 0.1 } }],
  }],
  recovery: { crews: [{ id: 'line-crews', count: 1 }] }, resources: [{ id: 'generators', count: 2 }],
};
const homes = { sector: 'population' };

/** An example of each, and a value of it that is wrong. */
const CONDITIONS: Record<string, [example: object, junk: unknown]> = {
  time: [{ time: '3h' }, 3], hazard: [{ hazard: 'storm' }, ''], 'hazard-ends': [{ 'hazard-ends': 'storm' }, ['storm']], detected: [{ detected: 'storm' }, {}],
  damage: [{ damage: { select: { id: 'plant-1' }, state: 'moderate' } }, { select: { id: 'plant-1' } }], fall: [{ fall: { sector: 'power' } }, {}],
  level: [{ level: { asset: 'homes-2', below: '50%', for: '1h' } }, { asset: 'homes-2', below: 2 }], working: [{ working: { select: { sector: 'power' }, below: 1 } }, { below: 1 }],
  people: [{ people: { without: 'electricity', above: 50, for: '30min' } }, { without: 'electricity', above: -1 }], buffer: [{ buffer: { need: 'homes-1/electricity', below: '1h' } }, { need: 'homes-1/electricity' }],
  all: [{ all: [{ hazard: 'storm' }, { time: '2h' }] }, []], any: [{ any: [{ hazard: 'storm' }, { time: '2h' }] }, { hazard: 'storm' }],
};
const MEASURES: Record<string, [example: object, junk: unknown]> = {
  trip: [{ trip: { id: 'plant-2' } }, {}], release: [{ release: { id: 'plant-2' } }, 'plant-2'], 'repair-first': [{ 'repair-first': { id: 'plant-2' } }, []],
  derate: [{ derate: { select: { id: 'plant-2' }, to: 0.5 } }, { select: { id: 'plant-2' }, to: 1.5 }], refill: [{ refill: ['homes-1/electricity'] }, []], crews: [{ crews: { pool: 'line-crews', count: 1 } }, { pool: 'line-crews', count: 0 }],
  cover: [{ cover: { select: homes, service: 'electricity', share: '80%', short: true, unit: 'generators', with: 'hall' } }, { select: homes }],
  evacuate: [{ evacuate: { select: homes, to: 'hall', share: 0.5, over: '3h', travel: '1h' } }, { select: homes, over: 3 }], warn: [{ warn: { select: homes, compliance: 0.8, lead: '1h', against: ['storm'] } }, { select: homes }],
};

interface Schema { properties: Record<string, Schema>; items: Schema; $defs: Record<string, Schema> }
const schema = publishedSchemas()['hazcade-scenario-1.schema.json'] as unknown as Schema;
const keysOf = (of: Schema): string[] => Object.keys(of.properties).sort();

it('every condition and measure of the schema has an example here', () => {
  expect(Object.keys(CONDITIONS).sort()).toEqual(keysOf(schema.$defs.condition!));
  expect(Object.keys(MEASURES).sort()).toEqual(keysOf(schema.properties.plans!.items.properties.do!.items));
});

const planOf = (when: object, measure: object) => ({ id: 'p', when, after: { uniform: { min: '0h', max: '2h' } }, for: '5h', probability: 0.9, do: [measure] });
const cases = [
  ...Object.entries(CONDITIONS).map(([name, [when, junk]]) => ({ name: `condition ${name}`, plan: planOf(when, { derate: { select: { id: 'hall' }, to: 0.5 } }), junk: planOf({ [name]: junk }, { trip: { id: 'hall' } }) })),
  ...Object.entries(MEASURES).map(([name, [measure, junk]]) => ({ name: `measure ${name}`, plan: planOf({ hazard: 'storm' }, measure), junk: planOf({ hazard: 'storm' }, { [name]: junk }) })),
];

describe.each(cases)('$name', ({ plan, junk }) => {
  const { scenario } = normalizeScenario({ ...base, plans: [plan] }), assembled = assemble(model, scenario);
  const eventsOf = async (replication: number, packet = assembled.packet): Promise<CascadeEvent[]> => {
    const events: CascadeEvent[] = [];
    (await createReplicator(packet)).events(replication).subscribe((event) => events.push(event));
    return events;
  };

  it('fits its model, and junk in its place does not pass', () => {
    expect(checkScenario(scenario, model)).toEqual([]);
    expect(() => normalizeScenario({ ...base, plans: [junk] })).toThrowError(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });
  it('does something, inside the horizon, and the same each time; watching changes nothing', async () => {
    let acts = 0;
    const replicator = await createReplicator(assembled.packet);
    for (let k = 0; k < 8; k++) {
      const events = await eventsOf(k), values = [...replicator.replicate(k).values];
      acts += events.filter((e) => e.kind === 'plan').length;
      expect(events.every((e) => e.hours >= 0 && e.hours < HORIZON_HOURS)).toBe(true);
      expect(await eventsOf(k)).toEqual(events);
      expect([...replicator.replicate(k).values]).toEqual(values);
    }
    expect(acts).toBeGreaterThan(0);
  });
  it('is plain data that a worker can be posted', async () => {
    expect(await eventsOf(3, structuredClone(assembled.packet))).toEqual(await eventsOf(3));
  });
});

it('a name that is none is an error with the nearest one, wherever it stands', () => {
  const harbour = readModel(new URL('../../models/tutorial', import.meta.url).pathname).model;
  const wrong = normalizeScenario({ ...base, recovery: undefined, resources: [{ id: 'gensets', count: 1, base: 'depo' }], hazards: [{ ...base.hazards[0], effects: [{ exposure: { perHour: 0.1, service: 'watr' } }] }], plans: [
    { ...planOf({ all: [{ people: { without: 'electricty', above: 1 } }, { any: [{ detected: 'storn' }] }] }, { cover: { select: { id: 'hospitl' }, service: 'electricity', unit: 'genset', with: 'depott' } }), uses: { gensetz: 1 } },
    { ...planOf({ fall: { sector: 'powr' } }, { evacuate: { select: { id: 'quay-homes' }, to: 'hill-home' } }), id: 'q' }, { ...planOf({ time: '1h' }, { warn: { select: { all: true }, compliance: 1, against: ['stormm'] } }), id: 'r' },
  ] }).scenario;
  const messages = checkScenario(wrong, harbour).filter((p) => p.severity === 'error').map((p) => /Did you mean "([^"]+)"/.exec(p.message)?.[1]);
  expect(messages.sort()).toEqual(['depot', 'depot', 'electricity', 'gensets', 'gensets', 'hill-homes', 'hospital', 'power', 'storm', 'storm', 'water'].sort());
});
