/**
 * What plugs into the engine, and what comes out of it. The file to read first, and so one file.
 */
import type { Observable, SchedulerLike } from 'rxjs';
import type { Numeric } from '../model/types.js';
import type { CompiledNetwork } from '../network/compiled-network.js';
import type { CompiledHazard } from './compiled-scenario.js';

/** What a draw is for; part of every draw's identity (never renumber: it would move every seeded result). */
export const enum Purpose {
  Strength = 1, StrengthCommon = 2, Intensity = 3, Onset = 4, Duration = 5, Hit = 6, Trigger = 7, Lag = 8,
  Repair = 9, Restart = 10, BufferSize = 11, OwnFailure = 12, Capacity = 13, Custom = 14,
  /** Parameters of an intensity field (source, track, wind), and the amplitudes of its random field. */
  Field = 20, FieldWaves = 21,
  Arrival = 30, IntensityTogether = 31,
  /** A strength that lasts over occurrences, and the intensity of a further peril. */
  StrengthLasting = 40, PerilIntensity = 41,
  CrewsCome = 45, CrewsArrival = 46, LeadTime = 47, Inspection = 48, Scene = 49,
  Casualties = 50, CasualtyShare = 51, Detection = 52, PlanDelay = 53, PlanComesAbout = 54,
  /** Catalogues of events (src/risk): how many occur, when, which, how a year clusters, what follows; points of a sensitivity study, resamples. */
  CatalogueCount = 60, CatalogueTime = 61, CatalogueEvent = 62, CatalogueCluster = 63, CatalogueOffspring = 64, SensitivityPoint = 65, Bootstrap = 66,
}

/**
 * A source of uniforms in (0, 1): a pure function of its arguments, one number each.
 * `subject` and `context` are 64-bit hashes given as two 32-bit words, signed or unsigned (the same words); context 0, 0 = none.
 */
export interface DrawSource {
  /** Fixes what the following draws have in common. */
  select(replication: number, purpose: Purpose, context0: number, context1: number): void;
  /** The n-th draw of a subject under the selection. `index` = asset or need index where the subject is one, else -1 (for tables of draws). */
  uniform(subject0: number, subject1: number, n: number, index: number): number;
  /** The same into cell[0]: a double that a call returns becomes an object. */
  draw(subject0: number, subject1: number, n: number, index: number, cell: Float64Array): void;
  /** The uniforms of many assets in one call: out[i] is that of assets[i]. The same array always holds the same assets. */
  fill(assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Float64Array): void;
  /**
   * Which of many assets draw below a probability: the same as `uniform` for each, in one call, so that a hazard over thousands of assets
   * costs little more than the arithmetic.
   * @param assets asset indices; subjects are looked up in subject0 and subject1
   * @param out receives those below, in the order of `assets`; @returns how many
   */
  below(probability: number, assets: Int32Array, subject0: Uint32Array, subject1: Uint32Array, n: number, out: Int32Array): number;
  /** Where it is quicker than one by one: the draws number 0 of the assets at `from` to `to` - 1 of a list that is there for this once, out[i] for assets[i]. */
  fillOnce?(assets: Int32Array, from: number, to: number, subject0: Uint32Array, subject1: Uint32Array, out: Float64Array): void;
}

/**
 * What an occurrence with an intensity field draws: pure functions of the occurrence and n, so that no list of assets enters. Each form of
 * field says which n stands for what.
 */
export interface FieldDraws {
  uniform(n: number): number;
  /** A value of a number or distribution. */
  value(numeric: Numeric, n: number): number;
  /** Independent standard normals, as many as `out` holds. @param n tells several such lists apart; default 0 */
  normals(out: Float64Array, n?: number): void;
}

/**
 * Intensity of a hazard that differs between occurrences by more than one factor: a source, a track or a wind that is drawn. Made once for each
 * worker from plain data (engine/fields.ts); all of it refers to the occurrence that began last.
 */
export interface IntensityField {
  /** An occurrence begins: takes its draws. */
  begin(draws: FieldDraws): void;
  /**
   * Peak over time at assets, as a factor of the intensity that the hazard draws.
   * @param positions in the hazard's list of assets
   * @param ln receives the logarithm of the factor of each; -Infinity: not reached
   * @param further number of a further measure that the field knows, from 1; 0, or left out: that of the hazard
   */
  peaks(positions: Int32Array, ln: Float64Array, further?: number): void;
  /**
   * Replaces a share of the peak in cell[0] by the first hour after onset at which the asset meets it; Infinity: never. Undefined: time is the
   * hazard's affair (its `courses` or its `profile`). Where `peaks` says -Infinity the answer means nothing.
   */
  reach?(position: number, cell: Float64Array): void;
  /**
   * Given with `reach`: replaces a share of the peak in cell[0] by the last hour after onset at which the asset is at or above it; Infinity: until the
   * occurrence ends.
   */
  sink?(position: number, cell: Float64Array): void;
  /** What was drawn of this occurrence, for the trace. */
  describe(): string;
  /** How long this occurrence lasts at least, hours. Undefined: as long as the hazard says. */
  lastsHours?(): number;
}

/** Steps inside one instant, in their order (docs/semantics.md, "Within one instant"). */
export const enum Step { Hazard = 1, Damage = 2, Fall = 3, Physics = 4, Repair = 5, Rise = 6, Plan = 7 }
export const STEP_NAMES = ['', 'hazard', 'damage', 'fall', 'physics', 'repair', 'rise', 'plan'] as const;

/** Kinds of event in the order in which they act within a step and wave. */
export const EVENT_KINDS = [
  'hazard', 'hazard-end', 'trigger', 'damage', 'derate', 'trip', 'demand', 'release', 'buffer-end', 'fall', 'repair-end', 'repair-start', 'restore', 'restart', 'rise', 'plan',
  'crews-arrive', 'crews-absent', 'inspection-end', 'inspection-start', 'parts-delivery', 'parts-order', 'repair-wait', 'tanker-unloads', 'tanker-leaves', 'tanker-waits',
  'plan-fail', 'plan-end', 'cover', 'cover-end', 'detection', 'casualties', 'departure', 'arrival', 'fork',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/**
 * Why work, or a tanker, cannot begin: every crew is busy, none has the skill, it is off duty, it has no fuel; no way; a stock is out; a supply that
 * the work needs is short; the scene of an attack is preserved; the depot is down.
 */
export type WaitReason = 'crew' | 'skill' | 'shift' | 'fuel' | 'road' | 'parts' | 'supply' | 'scene' | 'depot' | 'hazard';

/** One thing that happened. Ids run from 1 in trace order: (time, step, wave, kind, key), anew in each replication. */
export interface CascadeEvent {
  id: number;
  tick: number;
  hours: number;
  step: Step;
  wave: number;
  kind: EventKind;
  /** Asset id, for events of an asset. */
  asset?: string;
  /** Need id, for a buffer's end and for falls that a need brought. */
  need?: string;
  /** Path of the hazard occurrence, plan id or trigger id; crew pool, stock or fleet of tankers; what a fork changes. */
  source?: string;
  /** Why work or a tanker waits. */
  reason?: WaitReason;
  /** Crews that arrive, units ordered or delivered; crews and resources that there are after a fork. */
  amount?: number;
  /** Service level before and after, shares 0..1 (falls, rises), the capacity left (deratings, restorations), or the part of a need that is met (cover). */
  from?: number;
  to?: number;
  /** Damage state entered (damage) or left (repair-end). */
  state?: string;
  intensity?: number;
  /** Hazards whose intensities are computed: what was drawn, for people, as "magnitude 6.12, 1.3 times the median". Forks: what changes. */
  detail?: string;
  /** Persons (casualties, departure, arrival). */
  people?: number;
  /** Why a plan cannot be carried out (plan-fail). */
  obstacle?: string;
  /** Earlier event that made this one happen; undefined for roots (hazards by onset, own failures, plans by time, crews that arrive, forks, the start). */
  cause?: number;
  /** All earlier events that alone would have sufficed, or took part. */
  causes: number[];
  /** Falls between the root and this event. */
  depth: number;
}

/** Actions that a plan or a reactive policy may take; they act at the present instant, which starts again at step 1. */
export type Action =
  | { do: 'trip' | 'release' | 'repair-first' | 'refill'; asset: string }
  | { do: 'derate'; asset: string; to: number }
  | { do: 'hazard'; hazard: string }
  | { do: 'crews'; pool: string; count: number };

/** What a policy sees: the events of its replication, and simulation time (milliseconds of simulated time, as RxJS counts). */
export interface PolicyContext {
  events$: Observable<CascadeEvent>;
  clock: SchedulerLike;
  /** Service level of an asset now, 0..1. */
  level(asset: string): number;
  replication: number;
  /** A uniform of its own, keyed by name and n: same luck in every variant. */
  uniform(name: string, n?: number): number;
}

/** A reactive plan: RxJS operators over events and simulation time, giving actions. */
export type Policy = (context: PolicyContext) => Observable<Action>;

/** What an outcome measures: `name` = `measure.subject`, as in `person-hours.electricity`. */
export interface OutcomeInfo {
  name: string;
  unit: string;
  title: string;
  /** True: +Infinity means "not by the horizon"; the mean is then the mean up to `limit`. */
  censored: boolean;
  limit?: number;
  /** True for 0/1 outcomes: the mean is a probability. */
  binary: boolean;
}

/** A curve over time: share of the people (or of nominal capacity) without, on the study's time grid. */
export interface CurveInfo { name: string; unit: string; title: string; /** What a share of 1 stands for. */ scale: number }

/** Curve values are stored in this many parts of the whole. */
export const CURVE_PARTS = 10_000;

/** What one replication leaves behind. One object, reused: copy what is to be kept. */
export interface ReplicationRecord {
  /** By outcome, in the order of Replicator.outcomes. */
  readonly values: Float64Array;
  /** [curve][grid point], in CURVE_PARTS. */
  readonly curves: Uint16Array;
  /** Assets hit, fallen or short in this replication (unordered), the first `touchedCount` entries. */
  readonly touched: Int32Array;
  readonly touchedCount: number;
  /** By asset: bit 0 hit, bit 1 fell below its start level, bit 2 a need was short, bit 3 down at the horizon. */
  readonly assetFlags: Uint8Array;
  /** By asset: lost hours (integral of 1 - s), and hour of the first fall (Infinity: none). Valid for touched assets only. */
  readonly lostHours: Float64Array;
  readonly firstFallHours: Float64Array;
  /** Needs that brought a fall, one entry a fall (unordered). Hidden when causes are off. */
  readonly transmitted: Int32Array;
  readonly transmittedCount: number;
  /** Lost asset-hours [origin][losing sector]; origins: sectors of the supplier that failed first, then 'hit', 'own failure', 'start', 'plan'. */
  readonly lossByOrigin: Float64Array;
  /** Undefined, or why the replication failed (event budget, a policy in circles) and counts in no figure: code and text. */
  readonly failure?: { code: string; message: string };
  /** Undefined, or what is to be known about a replication that does count (a sector model found no solution): code and text, of the first. */
  readonly mark?: { code: string; message: string };
  /** Under a given repair order: assets in the order in which crews left for them, twice for one that was inspected first. */
  readonly repairStarts?: readonly number[];
  /** Counted events (damage, falls, rises, repairs), for benches. */
  readonly events: number;
  /** What the outcome of a course had come to at its checkpoints; undefined where none were asked for. */
  readonly atCheckpoints?: Float64Array;
}

/**
 * Counterfactual of one replication: for ranking, the asset cannot be hit, or a need has a buffer of these hours; for orders, repair jobs go in the
 * order of a list of assets (network indices), others after them.
 */
export type Counterfactual = { shield: number } | { need: number; bufferHours: number } | { repairOrder: readonly number[] };

/** An occurrence that is given, in place of the onset of the scenario's own hazard. */
export interface GivenOccurrence {
  /** Index of the hazard in the scenario: triggers and plans that wait for it see it. */
  hazard: number;
  /** Ticks after the start. */
  tick: number;
  /** Its path: the context of its draws. */
  path0: number; path1: number;
  /** Occurrences of one event have the same number; a hazard marked `once` may occur again with the next event. */
  event: number;
  /** Two words that tell what the event's hazards draw together from that of other events; undefined: its number does. */
  luck?: readonly [number, number];
  /** The hazard as it is in this occurrence, where more than these differs; undefined: as in the scenario. */
  as?: CompiledHazard;
  /** In place of the hazard's; duration in hours. */
  intensity?: Numeric;
  duration?: Numeric;
  /**
   * Undefined: drawn from the whole distribution. Else what the event's occurrences are marked for here is drawn from a part of its joint
   * distribution (shells.ts): the rarity of all of it lies between these two of its quantiles, shares 0..1, and what leads is the rarest. Of one
   * intensity alone: between these of its distribution. They follow from no other of the event: of several of one hazard drawn together one has it.
   */
  part?: { readonly from: number; readonly to: number; /** The intensity; the common part of strengths. */ readonly intensity: boolean; readonly common: boolean; readonly leads?: 'intensity' | 'common' };
}

/** What happens in one replication: these occurrences, and what follows from them; the onsets of the scenario do not count. */
export interface Course {
  occurrences: readonly GivenOccurrence[];
  /** Ticks, ascending, before the horizon, at which outcome `outcome` is read on the way (one of the standard outcomes). */
  checkpoints?: Float64Array;
  /** Index of that outcome. */
  outcome?: number;
}

/**
 * How things stand for a stretch of time in which nothing happens. One object, and the engine's own arrays: to be read while told, never changed or kept.
 */
export interface Stretch {
  /** Ticks: from the first to before the second. */
  fromTick: number;
  untilTick: number;
  /** Service level by asset, parts of 3,603,600; assets that are not among the first `touchedCount` of `touched` are whole. */
  readonly level: Int32Array;
  readonly touched: Int32Array;
  touchedCount: number;
  /** What each need sees, parts; needs that are not among the first `touchedNeedCount` of `touchedNeeds` see what they saw at the start. */
  readonly seen: Int32Array;
  readonly touchedNeeds: Int32Array;
  touchedNeedCount: number;
  /** What each need saw at the start, in every replication. */
  readonly startSeen: Int32Array;
  /** By asset, at nominal numbers: residents, and guests (empty where nobody moves). */
  readonly people: Int32Array;
  readonly guests: Int32Array;
}

/** A scenario on a model, ready to be replicated: one for each worker. */
export interface Replicator {
  readonly network: CompiledNetwork;
  readonly outcomes: OutcomeInfo[];
  readonly curves: CurveInfo[];
  /** Hours of the grid points of curves. */
  readonly grid: Float64Array;
  /** Origins (rows) of lossByOrigin. */
  readonly origins: string[];
  /** @param course what happens, in place of the onsets and arrivals of the scenario's hazards */
  replicate(replication: number, counterfactual?: Counterfactual, course?: Course): ReplicationRecord;
  /** Runs a replication as `replicate` does, and tells how things stand from one instant to the next, from 0 to the horizon. */
  observe?(replication: number, look: (stretch: Stretch) => void): ReplicationRecord;
  /** Cold: subscribing runs the replication, unsubscribing stops it. */
  events(replication: number): Observable<CascadeEvent>;
}
