/**
 * Model + scenario -> what the engine runs on: selectors become lists of assets, ids indices, keys hashes, places intensities.
 * Done once for a study (and for each of its variants); the packet goes to every worker as it is.
 */
import type { CompiledScenario } from '../engine/compiled-scenario.js';
import { partsDown, ticksNear } from '../engine/units.js';
import type { Problem } from '../errors.js';
import { DAMAGE_STATES, type Model, type Scenario } from '../model/types.js';
import { compileNetwork } from '../network/compile.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { NetworkNames } from '../network/network-names.js';
import { studyKey } from '../random/study-key.js';
import { compileHazard, compileStaffing, compileTrigger, hasLosses } from './assemble-hazards.js';
import { compileCrowd } from './assemble-people.js';
import { compileFork, type ForkInput } from './assemble-fork.js';
import { compilePlan, compileResources } from './assemble-plans.js';
import { compileRecovery } from './assemble-recovery.js';
import type { FootprintSamples } from './footprints.js';
import { compileInteractions, ConditionList } from './assemble-interactions.js';
import { compileLayers, runningLayers } from './layers.js';
import { localTime } from './local-time.js';
import type { StudyPacket } from './packet.js';
import { ScenarioNames } from './scenario-names.js';

export interface AssembleOptions {
  /** Follow causes (depth, origins of loss, transmissions). Default: models of up to 200,000 assets. Always on where outages trigger hazards. */
  causes?: boolean;
  /** Points of the curves over time. Default 97. */
  gridPoints?: number;
  /** Further outcomes: people without a service at a time, hours after the start. */
  probes?: { service: string; hours: number; name: string }[];
  /** What {@link sampleFootprints} gives: needed where a footprint is a file. */
  footprints?: FootprintSamples;
  /** What changes on the way (fork-plan.ts, which makes the scenario that goes with it). */
  fork?: ForkInput;
  /** URL of a module whose `policies` take part in every replication. */
  policyModule?: string;
}

export interface Assembled {
  network: CompiledNetwork;
  names: NetworkNames;
  scenario: CompiledScenario;
  packet: StudyPacket;
  warnings: Problem[];
}

const HOURS_A_YEAR = 8760;

/** Throws CascadeError for what cannot be known before model and scenario meet. */
export function assemble(model: Model, scenario: Scenario, options: AssembleOptions = {}): Assembled {
  const { network, names } = compileNetwork(model, scenario.ticksPerHour);
  const at = new ScenarioNames(model, scenario, network, names), compiled = compileScenario(at, options);
  const packet: StudyPacket = { network: network.buffer, names, scenario: compiled, policyModule: options.policyModule };
  return { network, names, scenario: compiled, packet, warnings: at.warnings };
}

function compileScenario(at: ScenarioNames, options: AssembleOptions): CompiledScenario {
  const { input, names, network, model } = at, { ticksPerHour } = input, [studyKey0, studyKey1] = studyKey(input.seed), points = options.gridPoints ?? 97;
  const conditions = new ConditionList(at), triggers = at.triggers.map((trigger) => compileTrigger(at, trigger, conditions)), interactions = compileInteractions(at, conditions);
  const hazards = input.hazards.map((hazard) => compileHazard(at, hazard, options.footprints));
  const asked = input.physics?.all;
  if (asked !== undefined && asked !== 'off' && model.physics.length === 0) at.warn('PHYSICS_NONE', `physics: ${asked} is asked for, but the model has no layers: it runs on dependencies alone`);
  const plans = input.plans.filter((plan) => plan.active !== false).sort((p, q) => p.precedence - q.precedence || byKey(p, q)), crowd = compileCrowd({ hazards: input.hazards, plans });
  const staffing = compileStaffing(at), startHourOfWeek = localTime(input.start, model.timeZone).hourOfWeek;
  return {
    horizonTicks: ticksNear(input.horizonHours, ticksPerHour), ticksPerHour, startHourOfWeek, studyKey0, studyKey1,
    hazards,
    triggers, ...(interactions === undefined ? {} : { interactions }),
    ...compileRecovery(at, startHourOfWeek), ...(staffing === undefined ? {} : { staffing }),
    planResources: compileResources(at), ...(crowd === undefined ? {} : { crowd }),
    plans: plans.map((plan) => compilePlan(at, plan)), ...(options.fork === undefined ? {} : { fork: compileFork(at, plans, options.fork) }),
    layers: compileLayers(runningLayers(model, input)),
    ownFailureMeanHours: Float64Array.from(names.kinds, (kind) => (kind.failuresPerYear > 0 ? HOURS_A_YEAR / kind.failuresPerYear : 0)),
    ownFailureState: Uint8Array.from(names.kinds, (kind) => DAMAGE_STATES.indexOf(kind.ownFailureState)),
    damageCost: Float64Array.from(names.kinds.flatMap((kind) => kind.lossRatio.map((ratio) => ratio * kind.replacementCost))),
    losses: hazards.some(hasLosses),
    affectedBelow: Math.max(1, partsDown(input.affectedThreshold)),
    eventBudget: Math.max(1_000_000, 1_000 * network.sizes.assets),
    ...(options.probes === undefined ? {} : { probes: options.probes.map(({ service, hours, name }) => ({ service: at.service(service), tick: ticksNear(hours, ticksPerHour), name })) }),
    gridHours: Float64Array.from({ length: points }, (_, i) => (input.horizonHours * i) / (points - 1)),
    // What an outage triggers hangs on the occurrence that began it.
    causes: (options.causes ?? network.sizes.assets <= 200_000) || input.triggers.some((trigger) => trigger.cause.on === 'outage'),
  };
}

const byKey = (p: { key: string }, q: { key: string }): number => (p.key < q.key ? -1 : p.key > q.key ? 1 : 0);
