/** Random Specs for fast-check: few assets, whole hours (so that many instants coincide), loops of needs with partial levels. */
import fc from 'fast-check';
import type { Spec, SpecAsset, SpecBuffer, SpecCover, SpecEffect, SpecGroup, SpecHazard, SpecNeed, SpecPool, SpecTrigger } from './spec.js';
import { SECTORS, SERVICES } from './spec.js';

const hours = fc.constantFrom(1, 2, 2, 3, 4, 6);
const hoursOrNone = fc.constantFrom(0, 0, 0, 1, 2, 3);
const mostly = <T>(usual: T, other: fc.Arbitrary<T>, usualWeight = 3): fc.Arbitrary<T> => fc.oneof({ weight: usualWeight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

function group(assets: number): fc.Arbitrary<SpecGroup> {
  const from = fc.uniqueArray(fc.record({ from: fc.nat(assets - 1), weight: mostly(1_000_000, fc.constantFrom(500_000, 250_000, 2_000_000, 333_333)) }), { minLength: 1, maxLength: 3, selector: (s) => s.from });
  return from.chain((suppliers) => {
    const sum = suppliers.reduce((total, s) => total + s.weight, 0);
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(sum, Math.min(sum, 1_000_000), 1_000_000, Math.ceil(sum / 2)).map((required) => ({ from: suppliers, required, best: false })) },
      { weight: 1, arbitrary: fc.integer({ min: 1, max: suppliers.length }).map((required) => ({ from: suppliers, required, best: true })) },
    );
  });
}

function buffer(assets: number): fc.Arbitrary<SpecBuffer> {
  return fc.record({
    hours, refillHours: fc.constantFrom(0, 1, 2, 3, 7), cover: mostly(100, fc.constantFrom(25, 50, 90)), initial: mostly(100, fc.constantFrom(0, 40)),
    working: fc.boolean(), refill: fc.option(group(assets), { nil: undefined, freq: 3 }),
  });
}

function need(assets: number): fc.Arbitrary<SpecNeed> {
  return fc.record({
    group: group(assets), service: fc.nat(SERVICES - 1), impact: mostly(1_000_000, fc.constantFrom(300_000, 500_000, 750_001, 1_500_000), 1), delay: hoursOrNone,
    demand: fc.nat(3), repair: mostly(false, fc.constant(true), 6), buffer: fc.option(buffer(assets), { nil: undefined, freq: 3 }),
  }).map(({ group: g, ...rest }) => ({ ...g, ...rest }));
}

const steps = mostly<SpecAsset['steps']>([], fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }).chain((after) => fc.array(fc.constantFrom(20, 50, 70, 100), { minLength: after.length, maxLength: after.length }).map((capacity) => {
  const rising = [...capacity].sort((p, q) => p - q);
  return [...after].sort((p, q) => p - q).map((t, i) => ({ after: t, capacity: rising[i]! }));
})), 2);

function asset(assets: number): fc.Arbitrary<SpecAsset> {
  const share = fc.constantFrom(0, 0, 30, 50, 80, 100);
  return fc.record({
    cutOff: fc.constantFrom(0, 0, 20, 50, 51, 70, 100), restart: hoursOrNone, capacity: fc.tuple(share, share, share, share).map((c) => c.sort((p, q) => q - p) as SpecAsset['capacity']),
    repair: fc.tuple(hours, hours, hours, hours), skill: fc.nat(2), elapsed: mostly(false, fc.constant(true), 4), steps, limited: fc.boolean(), sector: fc.nat(SECTORS - 1), area: mostly(false, fc.constant(true), 2), people: fc.nat(1000),
    critical: fc.nat(3), initialDamage: mostly(0, fc.integer({ min: 1, max: 4 }), 12), needs: fc.array(need(assets), { maxLength: 3 }),
  });
}

function hazard(assets: number, follow: boolean): fc.Arbitrary<SpecHazard> {
  const effect: fc.Arbitrary<SpecEffect> = fc.record({
    effect: fc.constantFrom('damage' as const, 'damage' as const, 'derate' as const, 'trip' as const, 'demand' as const), assets: fc.uniqueArray(fc.nat(assets - 1), { minLength: 1, maxLength: 3 }),
    state: fc.integer({ min: 1, max: 4 }), to: fc.constantFrom(0, 10, 50, 60, 99), service: fc.nat(SERVICES - 1), by: fc.constantFrom(0.5, 1.5, 2),
  });
  return fc.record({ onset: follow ? mostly<number | undefined>(undefined, fc.nat(12), 1) : fc.nat(12), duration: hours, effects: fc.array(effect, { minLength: 1, maxLength: 3 }) });
}

const pool: fc.Arbitrary<SpecPool> = fc.record({ skills: fc.uniqueArray(fc.integer({ min: 1, max: 2 }), { maxLength: 2 }), count: fc.integer({ min: 1, max: 2 }), from: fc.constantFrom(0, 0, 3, 5) });

function cover(assets: number): fc.Arbitrary<SpecCover> {
  return fc.record({ asset: fc.nat(assets - 1), service: fc.nat(SERVICES - 1), part: fc.constantFrom(20, 50, 100), from: fc.integer({ min: 1, max: 14 }), hours: fc.integer({ min: 1, max: 9 }) });
}

/** Hazards trigger later ones of the list; along a chain of outages it is not said whose occurrence is the parent, so with those all repeat, after an hour at least. */
function triggers(assets: number, hazards: number): fc.Arbitrary<SpecTrigger[]> {
  const some = fc.uniqueArray(fc.nat(assets - 1), { minLength: 1, maxLength: 3 }), rest = { lag: hoursOrNone, sure: mostly(true, fc.constant(false)), repeat: fc.boolean() };
  const byHazard = fc.record({ cause: fc.record({ on: fc.constant('hazard' as const), hazard: fc.nat(hazards - 1) }), hazard: fc.nat(hazards - 1), ...rest }).filter((t) => t.cause.hazard < t.hazard);
  const byDamage = fc.record({ cause: fc.record({ on: fc.constant('damage' as const), assets: some, state: fc.integer({ min: 1, max: 4 }) }), hazard: fc.nat(hazards - 1), ...rest });
  const byOutage = fc.record({ cause: fc.record({ on: fc.constant('outage' as const), assets: some, after: fc.integer({ min: 0, max: 4 }) }), hazard: fc.nat(hazards - 1), ...rest });
  return fc.array(fc.oneof(...(hazards > 1 ? [byHazard] : []), byDamage, byOutage) as fc.Arbitrary<SpecTrigger>, { maxLength: 3 }).map((all) => {
    if (!all.some(({ cause }) => cause.on === 'outage')) return all;
    return all.map((t) => ({ ...t, repeat: true, lag: Math.max(1, t.lag) }));
  });
}

/** @param most assets at most @param follow hazards trigger others; some then have no onset */
export function specs(most: number, least = 2, follow = false): fc.Arbitrary<Spec> {
  return fc.integer({ min: least, max: most }).chain((n) => fc.integer({ min: 1, max: 4 }).chain((hazards) => fc.record({
    assets: fc.array(asset(n), { minLength: n, maxLength: n }), hazards: fc.array(hazard(n, follow), { minLength: hazards, maxLength: hazards }), triggers: follow ? triggers(n, hazards) : fc.constant([]),
    covers: fc.array(cover(n), { maxLength: 4 }),
    pools: fc.array(pool, { maxLength: 3 }), order: fc.constantFrom('first-come' as const, 'people-served' as const, 'critical-first' as const, 'list' as const, 'shortest-job' as const), horizon: fc.constant(48),
  })));
}
