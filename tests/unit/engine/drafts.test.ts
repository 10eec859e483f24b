/** Events between what happened and the trace: their order, the numbers that stand for causes, and tables that are used again. */
import { describe, expect, test } from 'vitest';
import { Step, type CascadeEvent, type EventKind } from '../../../src/engine/contracts.js';
import { Drafts, KIND, NO_DRAFT, sortNumbers } from '../../../src/engine/drafts.js';
import { prepareStudy } from '../../../src/study/prepare.js';
import { createReplicator } from '../../../src/study/replicator.js';
import { readStudyInput } from '../../../src/model/read-scenario.js';

function event(kind: EventKind, { step = Step.Fall, wave = 0, tick = 5, causes = [] as number[] } = {}): CascadeEvent {
  return { id: 0, tick, hours: 0, step, wave, kind, cause: causes[0], causes, depth: 0 };
}

/** Happens: an event of its kind. */
const add = (drafts: Drafts, e: CascadeEvent, key: number, later: boolean): void => drafts.add(e, KIND[e.kind], key, later);

function settled(drafts: Drafts): CascadeEvent[] {
  const shown: CascadeEvent[] = [];
  drafts.settle((e) => shown.push(e));
  return shown;
}

test.each([5, 400])('%i numbers at the head of a list are sorted, what follows stays', (n) => {
  const mixed = Array.from({ length: n + 2 }, (_, i) => (i * 7919) % 1009), typed = Int32Array.from(mixed);
  const wanted = [...mixed.slice(0, n).sort((p, q) => p - q), ...mixed.slice(n)];
  sortNumbers(mixed, n);
  sortNumbers(typed, n);
  expect([mixed, Array.from(typed)]).toEqual([wanted, wanted]);
});

describe('drafts', () => {
  test('a pass is shown by (step, wave, kind, key); causes, told by what happened, are told by the trace', () => {
    const drafts = new Drafts();
    add(drafts, event('fall', { wave: 1 }), 7, false);
    add(drafts, event('fall'), 9, false);
    add(drafts, event('fall', { wave: 2, causes: [1, 2] }), 1, false);
    add(drafts, event('buffer-end'), 9, false);
    add(drafts, event('fall'), 3, false);
    const shown = settled(drafts);
    expect(shown.map(({ id, kind, wave }) => [id, kind, wave])).toEqual([[1, 'buffer-end', 0], [2, 'fall', 0], [3, 'fall', 0], [4, 'fall', 1], [5, 'fall', 2]]);
    expect(shown[4]).toMatchObject({ cause: 4, causes: [3, 4] });
  });

  test('a cause of an earlier pass keeps its number, and what is put off comes with the next pass', () => {
    const drafts = new Drafts();
    add(drafts, event('plan', { step: Step.Plan }), 0, false);
    add(drafts, event('trip', { step: Step.Damage, causes: [1] }), 0, true);
    expect(settled(drafts).map(({ id, kind }) => [id, kind])).toEqual([[1, 'plan']]);
    add(drafts, event('fall', { causes: [2] }), 0, false);
    expect(settled(drafts).map(({ id, kind, cause }) => [id, kind, cause])).toEqual([[2, 'trip', 1], [3, 'fall', 2]]);
  });

  test('each pass is put in order by itself, and a replication that was left does not reach into the next', () => {
    const drafts = new Drafts();
    for (const keys of [[3, 1, 2], [9, 8]]) {
      for (const key of keys) add(drafts, event('fall', { wave: key }), key, false);
      expect(settled(drafts).map(({ wave }) => wave)).toEqual([...keys].sort((p, q) => p - q));
    }
    add(drafts, event('fall'), 1, false);
    add(drafts, event('trip', { step: Step.Damage }), 1, true);
    drafts.reset();
    expect(settled(drafts)).toEqual([]);
    add(drafts, event('fall'), 1, false);
    expect(settled(drafts).map(({ id, kind }) => [id, kind])).toEqual([[1, 'fall']]);
    expect(settled(drafts)).toEqual([]);
  });

  test('what is placed stays before what comes, whatever its step', () => {
    const drafts = new Drafts();
    add(drafts, event('damage', { step: Step.Damage }), 2, false);
    add(drafts, event('hazard', { step: Step.Hazard }), 0, false);
    drafts.place();
    add(drafts, event('fall'), 1, false);
    add(drafts, event('hazard', { step: Step.Hazard, causes: [1] }), 1, false);
    expect(drafts.event(3).kind).toBe('fall');
    expect(settled(drafts).map(({ id, kind, cause }) => [id, kind, cause])).toEqual([[1, 'hazard', undefined], [2, 'damage', undefined], [3, 'hazard', 2], [4, 'fall', undefined]]);
  });

  test('many events of a pass, and more than the tables held, keep their order and their causes', () => {
    const drafts = new Drafts(), n = 10_000;
    for (let i = 0; i < n; i++) add(drafts, event('fall', { causes: i > 0 ? [i] : [] }), n - i, false);
    const shown = settled(drafts);
    expect(shown.map((e) => e.id)).toEqual(Array.from({ length: n }, (_, i) => i + 1));
    expect(shown.map((e) => e.cause)).toEqual([...Array.from({ length: n - 1 }, (_, i) => i + 2), undefined]);
    drafts.reset();
    add(drafts, event('fall'), 1, false);
    expect(settled(drafts).map((e) => e.id)).toEqual([1]);
  });

  test('causes are collected once each; the latest of several is the first of equal ones', () => {
    const drafts = new Drafts();
    add(drafts, event('fall', { tick: 5 }), 0, false);
    add(drafts, event('fall', { tick: 9 }), 1, false);
    add(drafts, event('fall', { tick: 9 }), 2, false);
    drafts.collect();
    for (const d of [2, NO_DRAFT, 1, 2]) drafts.addOnce(d);
    expect(drafts.collected()).toEqual([2, 1]);
    expect([drafts.latest([1, 3, 2]), drafts.latest([NO_DRAFT]), drafts.event(2).tick]).toEqual([3, NO_DRAFT, 9]);
  });
});

test('shown events stay as they are while the recorder goes on to other replications', async () => {
  const { model, scenario } = readStudyInput('scenarios/winter-storm.yaml'), { packet } = prepareStudy(model, scenario), watched = await createReplicator(packet), fresh = await createReplicator(packet);
  const first: CascadeEvent[] = [], again: CascadeEvent[] = [];
  watched.events(3).subscribe((e) => first.push(e));
  for (const k of [4, 5]) watched.events(k).subscribe(() => undefined);
  fresh.events(3).subscribe((e) => again.push(e));
  expect(first.length).toBeGreaterThan(100);
  expect(first).toEqual(again);
});
