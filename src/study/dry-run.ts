/** What a scenario will hit, what reading and compiling it warns of, and what a study of it will take: measured on a few replications. */
import type { Problem } from '../errors.js';
import { attempt } from './block.js';
import { dryHazard, type DryHazard, type Range } from './dry-hazard.js';
import { loadReplicator } from './load-replicator.js';
import { packetParts } from './packet-parts.js';
import type { PreparedStudy } from './prepare.js';

export type { DryHazard, Range };

export interface DryRun {
  scenario: string;
  title: string;
  model: string;
  horizonHours: number;
  assets: number;
  hazards: DryHazard[];
  /** Residents of the areas that some hazard reaches, each counted once. */
  people: number;
  warnings: Problem[];
  estimate: DryEstimate;
}

export interface DryEstimate {
  /** Replications that were run for it, and those of them that failed. */
  pilot: number;
  failed: number;
  /** Planned; with a precision the most. */
  replications: number;
  workers: number;
  secondsPerReplication: number;
  /** Making a worker ready. */
  secondsToStart: number;
  /** Of the whole study, all workers alike. */
  seconds: number;
  /** Kept by replication: outcomes. */
  valueBytes: number;
  /** Means over the pilot: too few to be results. */
  eventsMean: number;
}

export interface DryRunOptions {
  workers: number;
  /** A clock in milliseconds: of the estimate only, no figure of a study depends on it. */
  now: () => number;
  /** Seconds that the pilot may take, about; default 1. */
  pilotSeconds?: number;
}

/** Replications of a pilot at most: more say little more about time. */
const MOST_PILOT = 64;

/** Throws what making a replicator throws. */
export async function dryRun(prepared: PreparedStudy, options: DryRunOptions): Promise<DryRun> {
  const { model, packet, scenario, warnings } = prepared, { network, scenario: compiled } = packetParts(packet);
  const hazards = scenario.hazards.map((hazard, h) => dryHazard(model, network, hazard, compiled.hazards[h]!)), reached = new Set(compiled.hazards.flatMap(({ assets }) => [...assets]));
  return {
    scenario: scenario.id, title: scenario.title, model: model.id, horizonHours: scenario.horizonHours, assets: model.assets.length, hazards, people: [...reached].reduce((sum, a) => sum + network.assetPeople[a]!, 0), warnings,
    estimate: await estimateOf(prepared, options),
  };
}

async function estimateOf({ packet, scenario }: PreparedStudy, { now, pilotSeconds = 1, workers }: DryRunOptions): Promise<DryEstimate> {
  const replications = scenario.precision?.maxReplications ?? scenario.replications, begun = now(), replicator = await loadReplicator(packet), started = now(), most = Math.min(MOST_PILOT, replications + 1);
  let pilot = 0, failed = 0, events = 0, warm = started;
  for (; pilot < most && (pilot < 2 || now() - started < 1000 * pilotSeconds); pilot++) {
    const result = attempt(replicator, pilot);
    if ('failure' in result) failed++; else events += result.ok.events;
    // The first one is slow: code is compiled on the way.
    if (pilot === 0) warm = now();
  }
  const secondsPerReplication = (now() - warm) / 1000 / Math.max(1, pilot - 1), secondsToStart = (started - begun) / 1000, lanes = Math.max(1, workers);
  return {
    pilot, failed, replications, workers, secondsPerReplication, secondsToStart, seconds: secondsToStart + (secondsPerReplication * replications) / lanes, valueBytes: 8 * replicator.outcomes.length * replications, eventsMean: events / Math.max(1, pilot - failed),
  };
}
