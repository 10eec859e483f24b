/** A scenario with some of its hazards only, and a model in which only one sector can fail: what the interaction effect and the silo view run. */
import { CascadeError, nearest } from '../errors.js';
import type { Asset, Measure, Model, Scenario } from '../model/types.js';
import { applyChange, type Study } from '../model/variant.js';

/** Hazards that occur by themselves, by onset or at random. */
export function rootHazards(scenario: Scenario): string[] {
  return scenario.hazards.filter((h) => h.onsetHours !== undefined || h.arrivals !== undefined).map((h) => h.id);
}

/**
 * The scenario in which, of the hazards that occur by themselves, only these do; what they trigger follows. Keys stay, so luck is the same.
 * Throws HAZARD_SET_INVALID on a hazard that does not occur by itself.
 */
export function withRoots(scenario: Scenario, roots: readonly string[]): Scenario {
  const known = rootHazards(scenario);
  for (const id of roots) {
    if (known.includes(id)) continue;
    const near = nearest(id, known);
    throw new CascadeError('HAZARD_SET_INVALID', `"${id}" is no hazard that occurs by itself (by onset or arrivals); expecting of ${known.join(', ')}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
  }
  return {
    ...scenario,
    hazards: scenario.hazards.map((hazard) => {
      if (roots.includes(hazard.id)) return hazard;
      const { onsetHours: _onset, arrivals: _arrivals, ...triggered } = hazard;
      return triggered;
    }),
  };
}

/** Sectors that have assets, in the order of the model. */
export function sectorsOf(model: Model): string[] {
  const used = new Set(model.assets.map((a) => a.sector));
  return model.sectors.map((s) => s.id).filter((id) => used.has(id));
}

/**
 * All assets but those of one sector are frozen as functional: nothing hits them, they do not fail by themselves, their needs carry no function, and
 * flow models of other sectors do not run. Service areas of other sectors still see what they lack, so that people count; what reaches a frozen
 * consumer unmet counts as unserved.
 */
export function siloOf(model: Model, scenario: Scenario, sector: string): Study {
  const frozen = model.assets.filter((a) => a.sector !== sector).map((a) => a.id);
  if (frozen.length === 0) return { model, scenario };
  const spared = applyChange({ model, scenario }, { change: 'invulnerable', select: { id: frozen } }), not = { id: frozen };
  const thaw = (measure: Measure): Measure => (measure.do === 'trip' || measure.do === 'derate' ? { ...measure, select: { any: [measure.select], not } } : measure);
  const layers = Object.fromEntries(model.physics.filter((layer) => layer.sector !== sector).map((layer) => [layer.id, 'off' as const]));
  return {
    model: { ...spared.model, assets: spared.model.assets.map((asset) => (asset.sector === sector ? asset : frozenAsset(asset))) },
    scenario: {
      ...spared.scenario, plans: scenario.plans.map((plan) => ({ ...plan, measures: plan.measures.map(thaw) })),
      ...(model.physics.length === 0 ? {} : { physics: { ...scenario.physics, layers: { ...scenario.physics?.layers, ...layers } } }),
    },
  };
}

const frozenAsset = (asset: Asset): Asset => ({ ...asset, initialDamage: 'none', needs: asset.needs.map((need) => ({ ...need, impact: 0 })) });
