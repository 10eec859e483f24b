/** Laws of forks, on every shipped scenario: drawn replication, time and change. */
import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CascadeEvent } from '../../src/engine/contracts.js';
import { readFork } from '../../src/model/read-fork.js';
import { readStudyInput } from '../../src/model/read-scenario.js';
import { REPAIR_ORDERS } from '../../src/model/types-recovery.js';
import type { Model, Scenario } from '../../src/model/types.js';
import { compareEvents } from '../../src/study/event-difference.js';
import { sampleFootprints } from '../../src/study/footprints.js';
import { prepareFork } from '../../src/study/fork.js';
import { loadReplicator } from '../../src/study/load-replicator.js';
import { prepareStudy, type PreparedStudy } from '../../src/study/prepare.js';
import { replay, type Replay } from '../../src/study/replay.js';

const folder = new URL('../../scenarios/', import.meta.url).pathname;
const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

const of = async ({ packet }: Pick<PreparedStudy, 'packet'>, k: number): Promise<Replay> => replay(await loadReplicator(packet), k);
const texts = (events: readonly CascadeEvent[]): string[] => events.map((event) => JSON.stringify(event));
const told = (events: readonly CascadeEvent[]): string[] => events.filter((event) => event.kind !== 'fork').map(({ id: _id, cause: _cause, causes: _causes, ...event }) => JSON.stringify(event));

/** A change that fits the scenario, by drawn numbers. */
function changeOf(model: Model, scenario: Scenario, atHours: number, [what, pick, amount]: [number, number, number]): { title: string; data: Record<string, unknown> } {
  const one = <T>(list: readonly T[]): T => list[pick % list.length]!, { id } = one(model.assets), after = `${atHours + (amount % 3) * 2}h`;
  const area = model.assets.filter(({ people }) => people > 0), needy = model.assets.filter(({ needs }) => needs.some(({ buffer }) => buffer !== undefined)), active = scenario.plans.filter((plan) => plan.active !== false);
  const plan = (when: object, ...measures: object[]) => ({ plans: [{ id: 'what-if', when, do: measures, ...(amount % 2 === 0 ? { for: '9h' } : {}) }] });
  const options: [string, Record<string, unknown>][] = [
    ['trip', plan({ time: after }, { trip: { id: [id] } })],
    ['derate at a level', plan({ level: { asset: id, below: 1, for: amount % 2 === 0 ? '1h' : '0h' } }, { derate: { select: { id: [one(model.assets.slice(1)).id] }, to: 0.5 } })],
    ['repair first', plan({ time: after }, { 'repair-first': { id: [id] } })],
    ['order', { set: { 'recovery.order': one(REPAIR_ORDERS.filter((order) => order !== 'list')) } }],
  ];
  if (active.length > 0) options.push(['remove', { remove: [one(active).id] }], ['later', { set: { [`plans.${one(active).id}.for`]: `${3 + amount}h` } }]);
  if (scenario.crews.length > 0) options.push(['crews', { set: { [`recovery.crews.${one(scenario.crews).id}.count`]: amount } }]);
  if (area.length > 0) options.push(['evacuate', plan({ time: after }, { evacuate: { select: { id: [one(area).id] }, over: '4h', travel: '2h' } })]);
  if (needy.length > 0) {
    const { needs } = one(needy), need = needs.find(({ buffer }) => buffer !== undefined)!;
    options.push(['refill', plan({ buffer: { need: need.id, below: '2h' } }, { refill: [need.id] })], ['detected', plan({ detected: one(scenario.hazards).id }, { cover: { select: { id: [need.asset] }, service: need.service } })]);
  }
  const [title, data] = options[what % options.length]!;
  return { title, data: { format: 'hazcade-fork/1', ...data } };
}

/** Removed plans, or what is set, that are over at the fork: no such fork can be made. */
const impossible = (error: unknown): boolean => ['FORK_TIME_PAST'].includes((error as { code?: string }).code ?? '');

describe.each(names)('forks of %s', (name) => {
  const { model, scenario } = readStudyInput(folder + name), slow = name.includes('physics') || name === 'winter-storm.yaml';
  const drawn = fc.record({ k: fc.nat(400), share: fc.double({ min: 0, max: 0.5, noNaN: true }), change: fc.tuple(fc.nat(20), fc.nat(10_000), fc.nat(12)) });

  it('are the base up to the fork, come again the same, and at 0 h are the scenario with the change', async () => {
    const footprints = await sampleFootprints(model, scenario), base = prepareStudy(model, scenario, [], { footprints });
    await fc.assert(fc.asyncProperty(drawn, async ({ change, k, share }) => {
      const atHours = Math.round(share * scenario.horizonHours * 10) / 10, { data, title } = changeOf(model, scenario, atHours, change);
      const { changed } = readFork(data, model, scenario), before = await of(base, k);
      expect(texts((await of(prepareFork(base, scenario, atHours), k)).events)).toEqual(texts(before.events));
      let fork;
      try { fork = prepareFork(base, changed, atHours); } catch (error) { if (impossible(error)) return; throw error; }
      const after = await of(fork, k), prefix = before.events.filter((event) => event.hours < atHours).length;
      expect(texts(after.events.slice(0, prefix)), title).toEqual(texts(before.events.slice(0, prefix)));
      expect(after.events.slice(prefix, prefix + fork.changes.length).map((event) => `${event.kind} ${event.hours >= atHours - 1e-5}`), title).toEqual(fork.changes.map(() => 'fork true'));
      expect(texts((await of(fork, k)).events)).toEqual(texts(after.events));
      expect(compareEvents(before.events, after.events).common).toBeGreaterThanOrEqual(prefix);
      const atStart = prepareFork(base, changed, 0), whole = await of(prepareStudy(model, changed, [], { footprints }), k), from0 = await of(atStart, k);
      expect(told(from0.events), `${title} at 0 h`).toEqual(told(whole.events));
      expect(Object.fromEntries(Object.entries(from0.outcomes).filter(([outcome]) => outcome in whole.outcomes)), `${title} at 0 h`).toEqual(whole.outcomes);
    }), { numRuns: slow ? 1 : 2, seed: 5, endOnFailure: true });
  }, 60_000);
});
