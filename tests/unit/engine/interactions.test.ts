import { filter, ignoreElements, mergeMap, tap } from 'rxjs';
import { describe, expect, test } from 'vitest';
import type { CascadeEvent, GivenOccurrence, Policy } from '../../../src/engine/contracts.js';
import type { Hazard, Link, Model, Scenario, Trigger } from '../../../src/model/types.js';
import { normalCdf, normalQuantile } from '../../../src/numerics/normal.js';
import { asset, hazard, levels, need, outcome, system, timeline, trip } from './system.js';

const link = (id: string, hazardId: string, linked: Link['linked'], by: number, windowHours = 0): Link => ({ id, key: id, while: { hazard: hazardId, windowHours }, linked, by });
const arriving = (id: string, perYear: number, fields: Partial<Hazard> = {}): Hazard => hazard(id, undefined, [2], { arrivals: { perYear }, ...fields });
const three = [asset(), asset(), asset()];
const run = (hazards: Hazard[], scenario: Partial<Scenario>, assets = three) => system(assets, hazards, { scenario: { horizonHours: 2000, ...scenario } });
const onsets = (simulation: ReturnType<typeof system>, source: string, replication = 0): number[] => {
  const hours: number[] = [];
  simulation.events(replication).subscribe((e) => { if (e.kind === 'hazard' && e.source === source) hours.push(e.hours); });
  return hours;
};

describe('random arrivals', () => {
  test('come in the order of one stream; a higher rate brings the same ones sooner', () => {
    const slow = onsets(run([arriving('quake', 8760 / 100)], {}), 'quake'), fast = onsets(run([arriving('quake', 8760 / 50)], {}), 'quake');
    expect(slow.length).toBeGreaterThan(8);
    slow.forEach((hours, n) => expect(fast[n]).toBeCloseTo(hours / 2, 1));
  });

  test('a factor in some months; none in months of factor 0', () => {
    // The start of these systems is in January; 31 days are 744 hours.
    const january = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], hours = onsets(run([arriving('flood', 8760 / 20, { arrivals: { perYear: 8760 / 20, season: january } })], {}), 'flood');
    const all = onsets(run([arriving('flood', 8760 / 20)], {}), 'flood');
    expect(hours.length).toBeGreaterThan(20);
    expect(hours).toEqual(all.filter((h) => h < hours.at(-1)! + 0.001));
    expect(hours.at(-1)!).toBeLessThan(744);
  });
});

describe('links of rates', () => {
  const rain = hazard('rain', 500, [0], { durationHours: 500, effects: [trip] }), slide = arriving('slide', 8760 / 50);
  const slides = (links: Link[]) => onsets(run([rain, slide], { links }), 'slide');

  test('while the other acts, and for a window after', () => {
    const plain = slides([]), wet = slides([link('wet', 'rain', { multiply: 'rate', hazard: 'slide' }, 4)]), longer = slides([link('wet', 'rain', { multiply: 'rate', hazard: 'slide' }, 4, 300)]);
    const inside = (hours: number[], from: number, to: number) => hours.filter((h) => h >= from && h < to).length;
    expect(wet.filter((h) => h < 500)).toEqual(plain.filter((h) => h < 500));
    expect(inside(wet, 500, 1000)).toBeGreaterThan(2 * inside(plain, 500, 1000));
    expect(inside(longer, 1000, 1300)).toBeGreaterThan(inside(wet, 1000, 1300));
  });

  test('of a hazard that comes at random no more (a study of some hazards alone) are nothing', () => {
    const links = [link('wet', 'rain', { multiply: 'rate', hazard: 'slide' }, 4)], never = hazard('slide', undefined, [2]), other = arriving('quake', 8760 / 100);
    expect(onsets(run([rain, never], { links }), 'slide')).toEqual([]);
    expect(onsets(run([rain, never, other], { links }), 'quake')).toEqual(onsets(run([rain, never, other], {}), 'quake'));
  });

  test('0 suppresses, below 1 only delays, 1 changes nothing', () => {
    const plain = slides([]), none = slides([link('dry', 'rain', { multiply: 'rate', hazard: 'slide' }, 0)]), fewer = slides([link('dry', 'rain', { multiply: 'rate', hazard: 'slide' }, 0.3)]);
    expect(none.filter((h) => h > 500 && h < 1000)).toEqual([]);
    expect(none.length).toBeLessThan(plain.length);
    fewer.forEach((hours, n) => expect(hours).toBeGreaterThanOrEqual(plain[n]!));
    expect(slides([link('same', 'rain', { multiply: 'rate', hazard: 'slide' }, 1)])).toEqual(plain);
  });

  test('two occurrences of the condition at once are one; two links multiply', () => {
    const twice = [rain, hazard('rain-2', 500, [1], { durationHours: 500, effects: [trip] }), slide];
    const times = (links: Link[]) => onsets(run(twice, { links }), 'slide');
    const rate = { multiply: 'rate', hazard: 'slide' } as const;
    expect(times([link('a', 'rain', rate, 2), link('b', 'rain-2', rate, 3)])).toEqual(times([link('c', 'rain', rate, 6)]));
  });

  test('the trace names what raised the rate', () => {
    const simulation = run([rain, slide], { links: [link('wet', 'rain', { multiply: 'rate', hazard: 'slide' }, 4)] }), causes: (string | undefined)[][] = [];
    const byId = new Map<number, string | undefined>();
    simulation.events(0).subscribe((e) => {
      byId.set(e.id, e.source);
      if (e.kind === 'hazard' && e.source === 'slide') causes.push([e.hours < 500 || e.hours >= 1000 ? 'outside' : 'inside', e.cause === undefined ? undefined : byId.get(e.cause)]);
    });
    expect(causes.filter(([when]) => when === 'inside').every(([, by]) => by === 'rain')).toBe(true);
    expect(causes.filter(([when]) => when === 'outside').every(([, by]) => by === undefined)).toBe(true);
    expect(causes.some(([when]) => when === 'inside')).toBe(true);
  });
});

describe('links of triggers, fragility and repair', () => {
  const rule = (fields: Partial<Trigger> = {}): Trigger => ({ id: 'r', key: 'r', cause: { on: 'hazard', hazard: 'quake' }, probability: 0.4, lagHours: 0, hazard: 'slide', repeat: false, ...fields });
  const wet = hazard('rain', 0, [0], { durationHours: 10, effects: [trip] });
  const share = (scenario: Partial<Scenario>, quakeAt = 5) => {
    const simulation = run([wet, hazard('quake', quakeAt, [1], { effects: [trip] }), hazard('slide', undefined, [2])], scenario);
    const at = simulation.outcomes.findIndex((o) => o.name === 'damages.all');
    return Array.from({ length: 1000 }, (_, k) => simulation.replicate(k).values[at]!).reduce((sum, x) => sum + x, 0) / 1000;
  };

  test('a probability is multiplied, at most to 1; 0 inhibits', () => {
    const by = (factor: number) => share({ triggers: [rule()], links: [link('l', 'rain', { multiply: 'trigger', trigger: 'r' }, factor)] });
    expect(by(1)).toBe(share({ triggers: [rule()] }));
    // Binomial(1000, p): four standard deviations are at most 0.063.
    expect(Math.abs(by(2) - 0.8)).toBeLessThan(0.063);
    expect(by(5)).toBe(1);
    expect(by(0)).toBe(0);
  });

  test('a rule may hold only while a hazard acts', () => {
    const gated = rule({ probability: 1, while: { hazard: 'rain', windowHours: 3 } });
    expect(share({ triggers: [gated] }, 12)).toBe(1);
    expect(share({ triggers: [gated] }, 13)).toBe(0);
  });

  test('medians of fragility, of the selected assets and measures only', () => {
    const damages = (links: Link[], rainAt = 0, further: { once: boolean; triggers: Trigger[] } | undefined = undefined) => {
      const quake = hazard('quake', 5, [0, 1], { measure: 'pga', unit: 'g', intensity: 0.9, effects: [{ effect: 'damage' }] });
      const simulation = system([asset(), asset(), asset()], [quake, hazard('rain', rainAt, [2], { durationHours: further === undefined ? 10 : 1, once: further?.once ?? false, effects: [trip] })], {
        scenario: { links, triggers: further?.triggers ?? [] },
        model: (model) => ({ ...model, assets: model.assets.map((a) => ({ ...a, kind: { ...a.kind, id: `${a.kind.id}-${a.id}`, fragility: [{ measure: 'pga', unit: 'g', form: 'step', states: [{ state: 'complete', at: 1 }] }] } })) }),
      });
      return timeline(simulation, 'damage').map((line) => line.split(' ')[2]);
    };
    const soil = (fields: object, by = 0.8) => link('soil', 'rain', { multiply: 'fragility', ...fields }, by);
    expect(damages([])).toEqual([]);
    expect(damages([soil({})])).toEqual(['a00', 'a01']);
    expect(damages([soil({})], 5)).toEqual(['a00', 'a01']);
    expect(damages([soil({})], 6)).toEqual([]);
    // Rain again in the hour of the quake, unless it occurs once.
    const again = rule({ probability: 1, cause: { on: 'hazard', hazard: 'rain' }, hazard: 'rain', lagHours: 5 });
    expect([false, true].map((once) => damages([soil({})], 0, { once, triggers: [again] }))).toEqual([['a00', 'a01'], []]);
    expect(damages([soil({ select: { id: ['a01'] } })])).toEqual(['a01']);
    expect(damages([soil({ measures: ['gust'] })])).toEqual([]);
    expect(damages([soil({}, 0.95)])).toEqual([]);
  });

  test('work on damage that happens while crews are tired takes longer', () => {
    const repaired = (hours: number) => timeline(run([hazard('flu', 0, [0], { durationHours: 10, effects: [trip] }), hazard('storm', hours, [1])], { links: [link('tired', 'flu', { multiply: 'repair' }, 1.5)] }), 'repair-end');
    expect(repaired(5)).toEqual(['11 repair-end a01']);
    expect(repaired(11)).toEqual(['15 repair-end a01']);
  });
});

describe('demand and crews', () => {
  const heat = (fields: Partial<Hazard>) => hazard('heat', 2, [2], { durationHours: 10, ...fields });

  test('a rise beyond what suppliers can carry is felt, by no more than its share, and named in the trace', () => {
    const assets = [asset(), asset(), asset({ needs: [need([0, 1], { required: 1_500_000 })] })];
    const by = (factor: number) => levels(system(assets, [heat({ effects: [{ effect: 'demand', service: 's0', by: factor, probability: 1 }] })]));
    expect(by(4 / 3)).toEqual([]);
    expect(by(2)).toEqual([`2 a02 ${2 / 3}`, '12 a02 1']);
    const simulation = system(assets, [heat({ effects: [{ effect: 'demand', service: 's0', by: 2, probability: 1 }] })]), kinds: string[] = [];
    simulation.events(0).subscribe((e) => { if (e.asset === 'a02') kinds.push(`${e.kind} ${e.cause === undefined ? '-' : 'because'}`); });
    expect(kinds.slice(0, 2)).toEqual(['demand because', 'fall because']);
  });

  test('a supply that is forgotten as demand falls is missed', () => {
    const assets = [asset(), asset(), asset({ needs: [need([0, 1], { required: 1_500_000, delay: 2 })] })];
    const hazards = [heat({ effects: [{ effect: 'demand', service: 's0', by: 4 / 3, probability: 1 }] }), hazard('cut', 10, [1], { durationHours: 8, effects: [trip] })];
    // Half of the need from 10 on, all of it remembered until 12, when two thirds come in again.
    expect(levels(system(assets, hazards)).filter((line) => line.includes('a02'))).toEqual([`12 a02 ${2 / 3}`, '18 a02 1']);
  });

  test('what is short after a further rise is over is due to the one that still stands', () => {
    const doubled = (by: number): Hazard['effects'] => [{ effect: 'demand', service: 's0', by, probability: 1 }], buffer = { hours: 4, refillHours: 0, cover: 100, initial: 100, working: false };
    const assets = [asset(), asset(), asset({ needs: [need([0, 1], { required: 1_500_000, buffer })] })], simulation = system(assets, [heat({ effects: doubled(2) }), hazard('spell', 3, [2], { durationHours: 0.5, effects: doubled(1.1) })]);
    const events: CascadeEvent[] = [], rootOf = (e: CascadeEvent): CascadeEvent => (e.cause === undefined ? e : rootOf(events[e.cause - 1]!));
    simulation.events(0).subscribe((e) => events.push(e));
    // What the buffer holds at 2 h is used up near 8 h, long after the spell.
    expect(rootOf(events.find((e) => e.kind === 'fall' && e.asset === 'a02')!).source).toBe('heat');
  });

  test('a rise and its end leave what a buffer of drawn size still holds, however often', () => {
    const assets = [asset(), asset(), asset({ needs: [need([0], { buffer: { hours: 8, refillHours: 0, cover: 100, initial: 100, working: false } })] })], drawn = { dist: 'uniform' as const, min: 8, max: 8.01 };
    const model = (m: Model): Model => ({ ...m, assets: m.assets.map((a) => ({ ...a, needs: a.needs.map((n) => ({ ...n, buffer: n.buffer && { ...n.buffer, hours: drawn } })) })) });
    const rises = [3, 5, 7].map((at) => hazard(`heat-${at}`, at, [2], { durationHours: 1, effects: [{ effect: 'demand', service: 's0', by: 2, probability: 1 }] }));
    // 7 h of the need by hour 7, two of its five hours at twice the demand; the last in half an hour.
    expect(timeline(system(assets, [hazard('cut', 2, [0], { durationHours: 50, effects: [trip] }), ...rises], { model }), 'buffer-end')[0]).toMatch(/^7\.\d/);
  });

  test('a buffer drains faster in proportion', () => {
    const assets = [asset(), asset(), asset({ needs: [need([0], { buffer: { hours: 8, refillHours: 0, cover: 100, initial: 100, working: false } })] })];
    const empty = (factor: number) => timeline(system(assets, [hazard('cut', 2, [0], { durationHours: 50, effects: [trip] }), heat({ effects: [{ effect: 'demand', service: 's0', by: factor, probability: 1 }], durationHours: 60 })]), 'buffer-end')[0];
    expect(empty(1)).toMatch(/^10 /);
    expect(empty(2)).toMatch(/^6 /);
  });

  test('after the hazard everything is as before, in the next replication too', () => {
    const assets = [asset(), asset(), asset({ needs: [need([0, 1])] })];
    const simulation = system(assets, [heat({ effects: [{ effect: 'demand', service: 's0', by: 3, probability: 0.5 }] })]);
    const lost = Array.from({ length: 40 }, (_, k) => { const r = simulation.replicate(k); return r.values[simulation.outcomes.findIndex((o) => o.name === 'lost-asset-hours.all')]!; });
    expect(new Set(lost.map((x) => x.toFixed(3)))).toEqual(new Set(['0.000', (10 * (2 / 3)).toFixed(3)]));
  });

  test('a need of one whole unit takes a factor as it is', () => {
    const simple = [asset(), asset({ needs: [need([0], { from: [{ from: 0, weight: 1 }], required: 1 })] })];
    const at = (by: number): string[] => levels(system(simple, [hazard('heat', 1, [1], { durationHours: 5, effects: [{ effect: 'demand', service: 's0', by, probability: 1 }] })]));
    expect(at(1.25)).toEqual(['1 a01 0.8', '6 a01 1']);
    expect(at(1.6)).toEqual(['1 a01 0.625', '6 a01 1']);
    expect(at(0.4)).toEqual([]);
  });
  test('crews that are away take no job; those at work go on', () => {
    const pools = [{ id: 'p', skills: [], count: 2, fromHours: 0 }];
    const ends = (to: number) => timeline(system(three, [heat({ effects: [{ effect: 'crews', to }] }), hazard('h', 1, [0]), hazard('i', 3, [1, 2])], { scenario: { crews: pools } }), 'repair-end').map((line) => line.split(' ')[0]);
    expect(ends(1)).toEqual(['5', '7', '9']);
    expect(ends(0.5)).toEqual(['5', '9', '13']);
    expect(ends(0)).toEqual(['5', '16', '16']);
  });
});

test('outcomes are the same on a machine that never saw the links', () => {
  const hazards = [hazard('rain', 0, [0], { durationHours: 10, effects: [trip] }), hazard('storm', 5, [1])];
  expect(outcome(run(hazards, { links: [link('n', 'rain', { multiply: 'repair' }, 1)] }), 'lost-asset-hours.all')).toBe(outcome(run(hazards, {}), 'lost-asset-hours.all'));
});

describe('under a course of given events', () => {
  const spread = { dist: 'uniform', min: 0, max: 1 } as const, x = hazard('x', 0, [0], { intensity: spread, effects: [trip] }), y = hazard('y', 0, [1], { intensity: spread, effects: [trip] });
  const together = { correlations: [{ id: 'both', key: 'both', hazards: ['x', 'y'], rho: 0.9 }] };
  const partOf = (from: number, to: number, leads: boolean): GivenOccurrence['part'] => ({ from, to, intensity: true, common: false, ...(leads ? { leads: 'intensity' } : {}) });
  const given = (h: number, tick: number, event: number, more: Partial<GivenOccurrence> = {}): GivenOccurrence => ({ hazard: h, tick, path0: event, path1: h, event, ...more });

  /** What happens, as the hazard and its intensity. */
  function seen(hazards: Hazard[], scenario: Partial<Scenario>, occurrences: GivenOccurrence[], replications: number): { source: string; intensity: number }[][] {
    let list: { source: string; intensity: number }[] = [];
    const listen: Policy = ({ events$ }) => events$.pipe(filter((e) => e.kind === 'hazard'), tap(({ source, intensity }) => list.push({ source: source!, intensity: intensity! })), ignoreElements());
    const simulation = system(three, hazards, { scenario, policies: [listen] });
    return Array.from({ length: replications }, (_, k) => { list = []; simulation.replicate(k, undefined, { occurrences }); return list; });
  }
  const column = (runs: { intensity: number }[][], i: number): number[] => runs.map((list) => list[i]!.intensity);
  const mean = (list: number[]): number => list.reduce((sum, v) => sum + v, 0) / list.length;
  const correlationOf = (p: number[], q: number[]): number => {
    const cov = (a: number[], b: number[]): number => mean(a.map((v, i) => (v - mean(a)) * (b[i]! - mean(b))));
    return cov(p, q) / Math.sqrt(cov(p, p) * cov(q, q));
  };

  test('what is drawn together is one event; the next one draws anew', () => {
    const runs = seen([x, y], together, [given(0, 600, 0), given(1, 600, 0), given(0, 1200, 1), given(1, 1200, 1)], 600);
    const [x0, y0, x1, y1] = [0, 1, 2, 3].map((i) => column(runs, i)) as [number[], number[], number[], number[]];
    // Of uniforms under a Gaussian copula: (6 / pi) asin(rho / 2) = 0.891; the standard error of a correlation of 0 over 600 is 0.041.
    expect(correlationOf(x0, y0)).toBeCloseTo((6 / Math.PI) * Math.asin(0.45), 1);
    expect(correlationOf(x1, y1)).toBeCloseTo((6 / Math.PI) * Math.asin(0.45), 1);
    expect(Math.abs(correlationOf(x0, x1))).toBeLessThan(0.17);
  });

  test('nothing comes at random', () => {
    const quake = arriving('quake', 8760 / 5);
    expect(onsets(run([quake, y], {}), 'quake').length).toBeGreaterThan(8);
    expect(seen([quake, y], {}, [given(1, 600, 0)], 3).map((list) => list.map(({ source }) => source))).toEqual([['y'], ['y'], ['y']]);
  });

  /** Lets hazard y occur when x does, so many times; what happens in the order of onset. */
  const callsY = (times: number): Policy => ({ events$ }) => events$.pipe(filter((e) => e.kind === 'hazard' && e.source === 'x'), mergeMap(() => Array.from({ length: times }, () => ({ do: 'hazard' as const, hazard: 'y' }))));
  function called(hazards: Hazard[], times: number, replications: number, occurrences?: GivenOccurrence[]): { source: string; intensity: number }[][] {
    let list: { source: string; intensity: number }[] = [];
    const listen: Policy = ({ events$ }) => events$.pipe(filter((e) => e.kind === 'hazard'), tap(({ source, intensity }) => list.push({ source: source!, intensity: intensity! })), ignoreElements());
    const simulation = system(three, hazards, { scenario: together, policies: [listen, callsY(times)] });
    return Array.from({ length: replications }, (_, k) => { list = []; simulation.replicate(k, undefined, occurrences && { occurrences }); return list; });
  }

  test('a hazard that a plan or policy calls has the draw that it would have by its onset; a further call a further one', () => {
    const byOnset = seen([x, y], together, [given(0, 0, 0), given(1, 0, 0)], 1)[0]!, without = hazard('y', undefined, [1], { intensity: spread, effects: [trip] });
    const onsets = called([x, y], 0, 200), calls = called([x, without], 2, 200), more = called([x, y], 1, 200);
    expect(byOnset).toHaveLength(2);
    expect(calls.map(([, first]) => first!.intensity)).toEqual(onsets.map(([, second]) => second!.intensity));
    // Where y occurs by itself too, what is called is its second occurrence, as is the second call.
    expect(more.map(([, , third]) => third!.intensity)).toEqual(calls.map(([, , third]) => third!.intensity));
    expect(Math.abs(correlationOf(column(calls, 0), column(calls, 1)) - (6 / Math.PI) * Math.asin(0.45))).toBeLessThan(0.06);
    expect(Math.abs(correlationOf(column(calls, 0), column(calls, 2)))).toBeLessThan(0.29);
  });

  test('what is called in an event of a catalogue belongs to that event', () => {
    const without = hazard('y', undefined, [1], { intensity: spread, effects: [trip] }), runs = called([x, without], 1, 600, [given(0, 600, 0), given(0, 1200, 1)]);
    const [x0, y0, x1, y1] = [0, 1, 2, 3].map((i) => column(runs, i)) as [number[], number[], number[], number[]];
    expect(correlationOf(x0, y0)).toBeCloseTo((6 / Math.PI) * Math.asin(0.45), 1);
    expect(correlationOf(x1, y1)).toBeCloseTo((6 / Math.PI) * Math.asin(0.45), 1);
    expect(Math.abs(correlationOf(y0, y1))).toBeLessThan(0.17);
  });

  test('one drawn from a part of its distribution takes the others with it', () => {
    const whole = seen([x, y], together, [given(0, 600, 0), given(1, 600, 0)], 6000), part = seen([x, y], together, [given(0, 600, 0, { part: partOf(0.8, 0.9, true) }), given(1, 600, 0)], 1000);
    expect(column(part, 0).every((v) => v >= 0.8 && v <= 0.9)).toBe(true);
    const inBand = whole.filter((list) => list[0]!.intensity >= 0.8 && list[0]!.intensity <= 0.9);
    // About 600 and 1,000 values of a standard deviation of about 0.12: four standard errors of the difference are 0.025.
    expect(Math.abs(mean(column(part, 1)) - mean(column(inBand, 1)))).toBeLessThan(0.025);
    expect(mean(column(part, 1))).toBeGreaterThan(0.75);
  });

  // A part of the square: of the uniforms u, v behind both, the leader's is the greater, and F(-ln (1 - u)(1 - v)) lies between p and q, F(s) = 1 - e^-s (1 + s).
  test.each([
    ['alone', {}, ([u, v]: number[]) => [u!, v!]],
    ['together, by their innovations', together, ([u, v]: number[]) => [u!, normalCdf((normalQuantile(v!) - 0.9 * normalQuantile(u!)) / Math.sqrt(1 - 0.81))]],
  ] as const)('two of an event drawn from a part of their joint distribution: %s', (_, scenario, drivers) => {
    const pairs = (runs: { intensity: number }[][]): number[][] => runs.map((list) => list.map((e) => e.intensity));
    const drawn = (from: number, to: number, leader: number, n: number): number[][] => pairs(seen([x, y], scenario, [0, 1].map((h) => given(h, 600, 0, { part: partOf(from, to, h === leader) })), n));
    const whole = pairs(seen([x, y], scenario, [given(0, 600, 0), given(1, 600, 0)], 8000)), moments = [([u]: number[]) => u!, ([, v]: number[]) => v!, ([u, v]: number[]) => u! * v!];
    for (const leader of [0, 1]) {
      const inside = (pair: number[]): boolean => { const d = drivers(pair), rest = (1 - d[0]!) * (1 - d[1]!), rarity = 1 - rest * (1 - Math.log(rest)); return d[leader]! >= d[1 - leader]! && rarity >= 0.6 - 1e-9 && rarity <= 0.8 + 1e-9; };
      const part = drawn(0.6, 0.8, leader, 1500), of = whole.filter(inside);
      expect(part.every(inside)).toBe(true);
      // A tenth of 8,000; moments of what was drawn so and of what happens to lie there, at four standard errors of the difference.
      expect(Math.abs(of.length / 8000 - 0.1)).toBeLessThan(4 * Math.sqrt(0.09 / 8000));
      const spread = (list: number[]): number => mean(list.map((v) => (v - mean(list)) ** 2)) / list.length;
      for (const f of moments) expect(Math.abs(mean(part.map(f)) - mean(of.map(f)))).toBeLessThan(4 * Math.sqrt(spread(part.map(f)) + spread(of.map(f))));
    }
    // All parts are the whole.
    const edges = [0, 0.5, 0.75, 1], all = [0, 1].flatMap((leader) => edges.slice(1).map((to, i) => ({ share: (to - edges[i]!) / 2, pairs: drawn(edges[i]!, to, leader, 1000) })));
    const total = (f: (pair: number[]) => number): number => all.reduce((sum, s) => sum + s.share * mean(s.pairs.map(f)), 0);
    expect(Math.abs(total(([u]) => u!) - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(total(([, v]) => Number(v! > 0.9)) - 0.1)).toBeLessThan(0.02);
  });

  test('where one intensity follows wholly from another, both move with it', () => {
    const one = { correlations: [{ id: 'both', key: 'both', hazards: ['x', 'y'], rho: 1 }] }, part = seen([x, y], one, [given(0, 600, 0, { part: partOf(0.9, 0.95, true) }), given(1, 600, 0)], 200);
    for (const [u, v] of part.map((list) => list.map((e) => e.intensity)) as [number, number][]) { expect(u).toBeGreaterThanOrEqual(0.9); expect(u).toBeLessThanOrEqual(0.95); expect(v).toBeCloseTo(u, 9); }
  });

  test('what occurs once may occur in each of two events that overlap', () => {
    const aftershock = hazard('aftershock', undefined, [2], { once: true, effects: [trip] }), rule: Trigger = { id: 'r', key: 'r', cause: { on: 'hazard', hazard: 'x' }, probability: 1, lagHours: 5, hazard: 'aftershock', repeat: false };
    const count = (occurrences: GivenOccurrence[]): number => seen([x, aftershock], { triggers: [rule] }, occurrences, 1)[0]!.filter(({ source }) => source.includes('aftershock')).length;
    expect(count([given(0, 0, 0), given(0, 60, 1)])).toBe(2);
    expect(count([given(0, 0, 0), given(0, 60, 0, { path0: 7 })])).toBe(1);
  });
});
