/** The state of the engine for a network, a scenario and its flow models: which needs each model carries or feeds, and what it is told of demand. */
import type { CompiledScenario } from '../engine/compiled-scenario.js';
import type { DrawSource, Policy } from '../engine/contracts.js';
import { demandPort, portedNeeds } from '../engine/demand-port.js';
import { Kernel } from '../engine/kernel.js';
import { makeObserver } from '../engine/observers.js';
import { makeLayer } from '../engine/layers.js';
import { makeBaseline } from '../engine/reset.js';
import type { SectorModel } from '../engine/sector-model.js';
import { CascadeError } from '../errors.js';
import { carriedNeeds, fedNeeds, withoutSuppliers } from '../network/carried.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { CounterDraws } from '../random/draws.js';

export interface SimulationInput {
  network: CompiledNetwork;
  names: NetworkNames;
  scenario: CompiledScenario;
  /** Flow models of the layers, one for each of scenario.layers. */
  layers: SectorModel[];
  /** Reactive plans; they take part in every replication. */
  policies?: Policy[];
  /** Draws of the study; default: counter-based draws of the study's key. */
  draws?: DrawSource;
  /** Set where several simulations have the same flow models: whether one of them is running. */
  models?: { busy: boolean };
}

/** @throws CascadeError LAYER_TWICE, TRAVEL_TIMES_TWICE, FORK_COVER_CARRIED */
export function makeKernel(input: SimulationInput): Kernel {
  const { layers, names, scenario } = input, carried = layers.map((model, l) => (model.observes === true ? [] : carriedNeeds(input.network, model.components, servicesOf(scenario.layers[l]!.carries, names))));
  const covered = coveredNeeds(scenario);
  const network = withoutSuppliers(input.network, carried.flat()), strained = scenario.hazards.some(({ effects }) => effects.some(({ effect }) => effect === 'demand'));
  const k = new Kernel(network, names, scenario, input.draws ?? new CounterDraws([scenario.studyKey0, scenario.studyKey1]));
  layers.forEach((model, l) => {
    const { id } = scenario.layers[l]!;
    if (model.observes === true) { k.observers.push(makeObserver(id, model)); return; }
    const fed = fedNeeds(network, model.components, carried[l]!, covered), layer = makeLayer(id, model, fed, network);
    if (scenario.fork !== undefined) refuseNewCovers(scenario, names, carried[l]!, fed);
    if (strained && model.setDemand !== undefined) layer.port = demandPort(network, model.components, carried[l]!, servicesOf(scenario.layers[l]!.carries, names));
    k.layers.push(layer);
    model.components.forEach((a) => {
      if (k.layerOf[a] !== -1) throw new CascadeError('LAYER_TWICE', `asset "${names.assets[a]}" belongs to the flow models of layers "${k.layers[k.layerOf[a]!]!.id}" and "${id}"; expected one`);
      k.layerOf[a] = k.layers.length - 1;
    });
  });
  if (strained) {
    const ports = layers.flatMap((model, l) => (model.setDemand === undefined || model.observes === true ? [] : [{ components: model.components, services: servicesOf(scenario.layers[l]!.carries, names) }]));
    k.strains!.connect(portedNeeds(network, carried.flat(), ports), k.layers);
  }
  const withRoads = layers.flatMap((model, l) => (model.travelTimes === undefined ? [] : [scenario.layers[l]!.id]));
  if (withRoads.length > 1) throw new CascadeError('TRAVEL_TIMES_TWICE', `layers ${withRoads.map((id) => `"${id}"`).join(' and ')} all give travel times; expected one of them`);
  makeBaseline(k);
  return k;
}

/** Needs that plans may cover. @param added of the plans that a fork adds, instead of all others: how a flow model supplies a need is fixed from the start */
function coveredNeeds({ fork, plans }: CompiledScenario, added = 0): Set<number> {
  return new Set(plans.flatMap(({ measures }, p) => ((fork?.added[p] ?? 0) !== added ? [] : measures.flatMap((measure) => (measure.do === 'cover' ? [...measure.needs] : [])))));
}

/** Throws FORK_COVER_CARRIED where a plan that a fork adds would cover a need that a flow model carries by the share of its consumer. */
function refuseNewCovers(scenario: CompiledScenario, names: NetworkNames, carried: readonly number[], fed: readonly number[][]): void {
  const added = coveredNeeds(scenario, 1), supplied = new Set(fed.flat()), need = carried.find((x) => added.has(x) && !supplied.has(x));
  if (need !== undefined) throw new CascadeError('FORK_COVER_CARRIED', `a fork cannot cover need "${names.needs[need]!}": a flow model carries it, and what such needs are supplied by is fixed at the start. Add the plan to the scenario, inactive, and let the fork set it active`);
}

function servicesOf(carries: readonly string[], names: NetworkNames): Set<number> {
  return new Set(carries.map((id) => names.services.findIndex((service) => service.id === id)));
}
