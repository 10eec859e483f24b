/** A Spec as the engine's input: a Model and a Scenario of the contract types, compiled and assembled like any other. */
import { DAMAGE_STATES, type Asset, type Buffer, type Kind, type Model, type Need, type Plan, type Scenario, type Trigger } from '../../src/model/types.js';
import { assemble } from '../../src/study/assemble.js';
import { Simulation } from '../../src/study/simulation.js';
import { SECTORS, SERVICES, type Spec, type SpecAsset, type SpecBuffer, type SpecCover, type SpecGroup, type SpecNeed, type SpecTrigger } from './spec.js';

export const TICKS_PER_HOUR = 60;

export const assetId = (a: number): string => `a${String(a).padStart(2, '0')}`;
export const serviceId = (s: number): string => `s${s}`;
export const sectorId = (s: number): string => `sector${s}`;
const skillId = (s: number): string => `skill${s}`;

const group = (g: SpecGroup) => ({
  suppliers: g.from.map(({ from, weight }) => ({ asset: assetId(from), weight: weight / 1e6 })),
  required: g.best ? g.required : g.required / 1e6,
  combine: g.best ? ('best' as const) : ('sum' as const),
});

const buffer = (b: SpecBuffer): Buffer => ({
  hours: b.hours, refillHours: b.refillHours, cover: b.cover / 100, initial: b.initial / 100, drain: b.working ? 'working' : 'always', refill: b.refill && group(b.refill),
});

const need = (n: SpecNeed, a: number, i: number): Need => ({
  id: `${assetId(a)}/${serviceId(n.service)}#${i}`, asset: assetId(a), service: serviceId(n.service), type: 'physical', ...group(n),
  impact: n.impact / 1e6, delayHours: n.delay, buffer: n.buffer && buffer(n.buffer), role: n.repair ? 'repair' : 'function', demand: n.demand,
});

const kind = (s: SpecAsset, a: number): Kind => ({
  id: `k${a}`, title: '', sector: sectorId(s.sector), services: [], serviceArea: s.area, cutOff: s.cutOff / 100, restart: s.restart, fragility: [],
  capacityLeft: [1, ...s.capacity.map((p) => p / 100)], repair: s.repair, repairTime: s.elapsed ? 'elapsed' : undefined,
  restoration: s.steps.length === 0 ? undefined : s.repair.map(() => ({ by: 'hours', steps: s.steps.map(({ after, capacity }) => ({ hours: after, capacity: capacity / 100 })) })),
  workLimit: s.limited ? [{ measure: 'none', unit: '', below: 0.5 }] : undefined, skill: s.skill === 0 ? undefined : skillId(s.skill),
  failuresPerYear: 0, ownFailureState: 'slight', replacementCost: 0, lossRatio: [0, 0, 0, 0], buffers: {}, sources: {},
});

const asset = (s: SpecAsset, a: number): Asset => ({
  id: assetId(a), key: assetId(a), name: assetId(a), kind: kind(s, a), sector: sectorId(s.sector), people: s.people, critical: s.critical === 0 ? undefined : s.critical,
  attributes: {}, needs: s.needs.map((n, i) => need(n, a, i)), initialDamage: DAMAGE_STATES[s.initialDamage]!,
});

export function modelOf(spec: Spec): Model {
  return {
    format: 'hazcade-model/1', id: 'spec', title: '', description: '', kinds: [], profiles: {}, physics: [], timeZone: 'UTC', hash: '',
    sectors: Array.from({ length: SECTORS }, (_, s) => ({ id: sectorId(s), title: '' })),
    services: Array.from({ length: SERVICES }, (_, s) => ({ id: serviceId(s), title: '', unit: 'MW', quantity: 'MWh' })),
    assets: spec.assets.map(asset),
  };
}

const planOf = ({ asset: a, service, part, from, hours }: SpecCover, i: number): Plan => ({
  id: `c${i}`, key: `c${i}`, when: { on: 'time', atHours: from }, afterHours: 0, forHours: hours, precedence: 0, once: false,
  measures: [{ do: 'cover', select: { id: [assetId(a)] }, service: serviceId(service), share: part / 100, short: false }],
});

function triggerOf({ cause, hazard, lag, sure, repeat }: SpecTrigger, i: number): Trigger {
  const select = (assets: number[]) => ({ id: assets.map(assetId) });
  const by: Trigger['cause'] = cause.on === 'hazard' ? { on: 'hazard', hazard: `h${cause.hazard}` }
    : cause.on === 'damage' ? { on: 'damage', select: select(cause.assets), state: DAMAGE_STATES[cause.state] as Exclude<(typeof DAMAGE_STATES)[number], 'none'> } : { on: 'outage', select: select(cause.assets), afterHours: cause.after };
  return { id: `t${i}`, key: `t${i}`, cause: by, probability: sure ? 1 : 0, lagHours: lag, hazard: `h${hazard}`, repeat };
}

export function scenarioOf(spec: Spec): Scenario {
  return {
    format: 'hazcade-scenario/1', id: 'spec', title: '', story: '', sources: [], limits: [], modelPath: '', start: '2026-01-05T00:00:00Z', hash: '',
    horizonHours: spec.horizon, ticksPerHour: TICKS_PER_HOUR, seed: 'oracle', replications: 1, triggers: (spec.triggers ?? []).map(triggerOf), plans: (spec.covers ?? []).map(planOf), variants: [], affectedThreshold: 1,
    hazards: spec.hazards.map((h, i) => ({
      id: `h${i}`, key: `h${i}`, title: '', type: 'test', onsetHours: h.onset, durationHours: h.duration, measure: 'none', unit: '', intensity: 1, common: 0, once: false,
      footprint: { form: 'select', select: { id: [...new Set(h.effects.flatMap((e) => e.assets))].map(assetId) } },
      effects: h.effects.map((e) => {
        const select = { id: e.assets.map(assetId) };
        if (e.effect === 'damage') return { effect: 'damage' as const, select, probability: 1, state: DAMAGE_STATES[e.state]! };
        if (e.effect === 'demand') return { effect: 'demand' as const, select, service: serviceId(e.service!), by: e.by!, probability: 1 };
        return e.effect === 'derate' ? { effect: 'derate' as const, select, to: e.to / 100, probability: 1 } : { effect: 'trip' as const, select, probability: 1 };
      }),
    })),
    crews: spec.pools.map((p, i) => ({ id: `p${i}`, skills: p.skills.map(skillId), count: p.count, fromHours: p.from })),
    repairOrder: spec.order,
    // Every third asset is listed, last first.
    repairList: spec.assets.map((_, a) => a).filter((a) => a % 3 === 0).reverse().map(assetId),
  };
}

/** The engine on a Spec. */
export function simulationOf(spec: Spec): Simulation {
  const { network, names, scenario } = assemble(modelOf(spec), scenarioOf(spec));
  return new Simulation({ network, names, scenario, layers: [] });
}
