/** Demand that hazards raise reaches flow models; worked by hand on a plant of 100 and two feeders of 50, each with homes. */
import { describe, expect, it } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import { assemble, createReplicator, normalizeModel, normalizeScenario, type Replicator } from '../../../src/index.js';

const kinds = {
  plant: { sector: 'power', services: ['electricity'] }, feeder: { sector: 'power', services: ['electricity'] },
  estate: { sector: 'population', serviceArea: true }, ward: { sector: 'health' },
};
const assets = [
  { id: 'plant', kind: 'plant' }, { id: 'f1', kind: 'feeder', needs: [{ service: 'electricity', from: 'plant' }] }, { id: 'f2', kind: 'feeder', needs: [{ service: 'electricity', from: 'plant' }] },
  { id: 'h1', kind: 'estate', people: 300, needs: [{ service: 'electricity', from: 'f1', demand: 3 }] },
  { id: 'h1b', kind: 'estate', people: 100, needs: [{ service: 'electricity', from: 'f1', demand: 1 }] },
  { id: 'h2', kind: 'estate', people: 200, needs: [{ service: 'electricity', from: 'f2' }] },
  { id: 'ward', kind: 'ward', needs: [{ service: 'electricity', from: 'f2' }] },
];
const PARTS = { rule: 'proportional', suppliers: { plant: 100 }, consumers: { f1: 50, f2: 50 } };
const heat = (effect: object, more: object = {}) => ({ id: 'heat', type: 'heatwave', onset: '2h', duration: '10h', footprint: { select: { all: true } }, effects: [{ demand: { service: 'electricity', by: 1.5, ...effect } }], ...more });

async function run(hazards: object[], params: object = PARTS, carries: string[] = ['electricity'], more: object = {}): Promise<Replicator> {
  const { model } = normalizeModel({ format: 'hazcade-model/1', id: 'm', kinds, assets, physics: [{ id: 'grid', sector: 'power', model: 'allocation', ...(carries.length === 0 ? {} : { carries }), params }] });
  const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '24h', hazards, ...more });
  return createReplicator(assemble(model, scenario).packet);
}
const eventsOf = (replicator: Replicator): CascadeEvent[] => { const events: CascadeEvent[] = []; replicator.events(0).subscribe((e) => events.push(e)); return events; };
const levels = (replicator: Replicator): string[] => eventsOf(replicator).filter((e) => e.kind === 'fall' || e.kind === 'rise').map((e) => `${e.hours} ${e.asset} ${Number(e.to!.toFixed(4))}`).sort();
const outcome = (replicator: Replicator, name: string): number => replicator.replicate(0).values[replicator.outcomes.findIndex((o) => o.name === name)]!;

describe('demand', () => {
  it('of all customers: the plant meets two thirds, which is what they see; not two thirds of two thirds', async () => {
    expect(levels(await run([heat({})]))).toEqual(['12 f1 1', '12 f2 1', '12 h1 1', '12 h1b 1', '12 h2 1', '12 ward 1', '2 f1 0.6667', '2 f2 0.6667', '2 h1 0.6667', '2 h1b 0.6667', '2 h2 0.6667', '2 ward 0.6667']);
  });
  it('of one home: its feeder draws more by its part of the nominal demand', async () => {
    // f1: 50 (1 + 3/4 x 0.5) = 68.75; 100 / 118.75 for everybody.
    const replicator = await run([heat({ select: { id: 'h1' } })]), share = Number((100 / 118.75).toFixed(4));
    expect(levels(replicator).filter((line) => line.startsWith('2 '))).toEqual(['f1', 'f2', 'h1', 'h1b', 'h2', 'ward'].map((id) => `2 ${id} ${share}`));
    // Unserved: people x what they do not see, and of the demand as it is.
    expect(outcome(replicator, 'person-hours.electricity')).toBeCloseTo(600 * (1 - 100 / 118.75) * 10, 2);
    expect(outcome(replicator, 'unserved.electricity')).toBeCloseTo((4.5 + 1) * (1 - 100 / 118.75) * 10, 2);
  });
  it('that states no amount counts as the others of its supplier: half of f2', async () => {
    // f2: 50 x 1.25 = 62.5.
    expect(levels(await run([heat({ select: { id: 'ward' } })])).filter((line) => line.startsWith('2 f1'))).toEqual([`2 f1 ${Number((100 / 112.5).toFixed(4))}`]);
  });
  it('that falls leaves more for others when something is out', async () => {
    const short = { ...PARTS, suppliers: { plant: 80 } }, less = heat({ by: 0.5, select: { id: 'h2' } });
    // 50 + 50 x 0.75 = 87.5 for 80.
    expect(levels(await run([less], short)).filter((line) => line.startsWith('2 '))).toEqual(['f1', 'f2', 'h1', 'h1b', 'h2', 'ward'].map((id) => `2 ${id} ${Number((80 / 87.5).toFixed(4))}`));
  });
  it('is nominal again in the next replication, and the trace says what raised it', async () => {
    const replicator = await run([heat({ probability: 0.5, select: { id: 'h1' } })]);
    const values = (of: Replicator, r: number): number[] => [...of.replicate(r).values];
    const alone = await Promise.all([0, 1, 2, 3, 4, 5].map(async (r) => values(await run([heat({ probability: 0.5, select: { id: 'h1' } })]), r)));
    expect([0, 1, 2, 3, 4, 5].map((r) => values(replicator, r))).toEqual(alone);
    expect(new Set(alone.map((list) => list.join())).size).toBe(2);
    const events = eventsOf(await run([heat({})])), fall = events.find((e) => e.kind === 'fall' && e.asset === 'f1')!;
    expect(events.find((e) => e.id === fall.cause)?.kind).toBe('hazard');
  });
  it('a layer that carries nothing of it keeps its own: then needs say what is short', async () => {
    expect(levels(await run([heat({ select: { id: 'h1' } })], PARTS, [])).filter((line) => line.startsWith('2 '))).toEqual(['2 h1 0.6667']);
  });
});

describe('classes of customers', () => {
  const priority = { rule: 'priority', suppliers: { plant: 60 }, consumers: { f1: 50, f2: 50 } };
  it('the feeder of the ward is served first', async () => {
    const { model } = normalizeModel({ format: 'hazcade-model/1', id: 'm', kinds, assets, physics: [{ id: 'grid', sector: 'power', model: 'allocation', carries: ['electricity'], params: { ...priority, suppliers: { plant: 100 }, customers: { ward: 1, estate: 2 } } }] });
    const { scenario } = normalizeScenario({ format: 'hazcade-scenario/1', id: 's', model: '.', start: '2026-01-05T00:00:00Z', horizon: '24h', hazards: [{ id: 'less', type: 'drought', onset: '1h', duration: '3h', footprint: { assets: ['plant'] }, effects: [{ derate: { to: 0.6 } }] }] });
    expect(levels(await createReplicator(assemble(model, scenario).packet)).filter((line) => line.startsWith('1 '))).toEqual(['1 f1 0.2', '1 h1 0.2', '1 h1b 0.2', '1 plant 0.6']);
  });
  it('a kind that nobody has is told, with the nearest', async () => {
    await expect(run([heat({})], { ...priority, customers: { wards: 1 } })).rejects.toThrowError(expect.objectContaining({ code: 'KIND_UNKNOWN', message: expect.stringContaining('Did you mean "ward"?') as string }));
  });
});
