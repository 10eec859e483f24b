/** Fragilities of a kind as files write them -> checked and with defaults applied. */
import { order, type Problems, type Where } from './problems.js';
import { shareOf } from './quantities.js';
import type { FragilityData } from './schema-damage.js';
import { DAMAGE_STATES, type DamageState, type Fragility, type Kind, type LossRatioCurve, type ProbabilityTable } from './types.js';

const WORSE = DAMAGE_STATES.slice(1), FORMS = ['lognormal', 'step', 'table', 'classes', 'lossRatio'] as const;

/** Says that something is wrong with the entry at hand. */
type Wrong = (message: string, field?: string) => void;

/** Fragilities in order of their measure and of the state they are given for, each once. */
export function fragilitiesOf(data: readonly FragilityData[], problems: Problems, where: Where): Fragility[] {
  const seen = new Set<string>();
  const list = data.flatMap((entry, i): Fragility[] => {
    const { measure, given } = entry, wrong: Wrong = (message, field) => { problems.error('FRAGILITY_INVALID', message, where(field === undefined ? [i] : [i, field])); };
    const name = given === undefined ? `"${measure}"` : `"${measure}" given ${given}`;
    if (seen.has(name)) wrong(`two fragilities for the measure ${name}`, 'measure');
    seen.add(name);
    const forms = FORMS.filter((form) => entry[form] !== undefined);
    if (forms.length !== 1) { wrong(`the fragility for "${measure}" has ${forms.length === 0 ? 'no form' : forms.join(' and ')}: expecting exactly one of ${FORMS.join(', ')}`); return []; }
    const fragility = formOf(entry, problems, where, i, wrong);
    return [given === undefined ? fragility : { ...fragility, given: given as DamageState }];
  });
  return list.sort((a, b) => order(a.measure, b.measure) || stateNumber(a) - stateNumber(b));
}

const stateNumber = (f: Fragility): number => (f.given === undefined ? 0 : DAMAGE_STATES.indexOf(f.given));

/** Curves for a present state stand beside those of the undamaged asset, and only where the kind's perils add up. */
export function checkGiven({ fragility, perils }: Pick<Kind, 'fragility' | 'perils'>, problems: Problems, where: Where): void {
  for (const f of fragility) {
    if (f.given === undefined) continue;
    if (perils !== 'cumulative') problems.error('FRAGILITY_INVALID', `curves given ${f.given} need "perils: cumulative" (the kind says ${perils ?? 'worst'})`, where());
    const base = fragility.find((other) => other.measure === f.measure && other.given === undefined);
    if (base === undefined) problems.error('FRAGILITY_INVALID', `curves for "${f.measure}" given ${f.given}, but none of the undamaged asset: add an entry without "given"`, where());
    else if (base.unit !== f.unit) problems.error('FRAGILITY_INVALID', `curves for "${f.measure}" in "${base.unit}" and, given ${f.given}, in "${f.unit}": expecting one unit`, where());
  }
}

function formOf(entry: FragilityData, problems: Problems, where: Where, i: number, wrong: Wrong): Fragility {
  const head = { measure: entry.measure, unit: entry.unit };
  if (entry.table) return { ...head, ...tableOf('table', entry.table.at, entry.table, wrong) };
  if (entry.classes) return { ...head, ...tableOf('classes', entry.classes.from, entry.classes, wrong) };
  if (entry.lossRatio) return { ...head, ...lossRatioOf(entry.lossRatio, wrong) };
  const field = entry.lognormal ? 'lognormal' : 'step';
  const states = statesOf<[number, number] | number>((entry.lognormal ?? entry.step ?? {}) as Record<string, never>);
  if (states.length === 0) wrong(NO_STATE, field);
  const levels = states.map(([, value]) => (Array.isArray(value) ? value[0] : value));
  if (entry.lognormal && levels.some((m) => !(m > 0))) wrong('medians must be above 0', field);
  if (levels.some((level, k) => k > 0 && level < levels[k - 1]!)) problems.warn('MEDIANS_FALL', `${entry.measure}: a worse state is reached at a lower intensity than a milder one`, where([i, field]));
  return entry.lognormal
    ? { ...head, form: 'lognormal', states: states.map(([state, v]) => ({ state, median: (v as [number, number])[0], sigma: (v as [number, number])[1] })) }
    : { ...head, form: 'step', states: states.map(([state, v]) => ({ state, at: v as number })) };
}

const NO_STATE = 'a fragility without a damage state: expecting slight, moderate, extensive or complete';

/** Probabilities never fall with the intensity, and a worse state is never likelier than a milder one: each is "or worse". */
function tableOf(form: 'table' | 'classes', at: readonly number[], columns: Partial<Record<string, unknown>>, wrong: Wrong): ProbabilityTable {
  const states = statesOf<unknown[]>(columns as Record<string, unknown[]>).map(([state, column]) => ({ state, probability: column.map((p) => shareOf(p)!) }));
  const column = form === 'table' ? 'at' : 'from';
  if (states.length === 0) wrong(NO_STATE, form);
  checkRising(at, column, wrong, form);
  for (const { state, probability } of states) {
    if (probability.length !== at.length) wrong(`${state} has ${probability.length} probabilities for ${at.length} intensities in \`${column}\``, form);
    const fall = probability.findIndex((p, k) => k > 0 && p < probability[k - 1]!);
    if (fall > 0) wrong(`the probability of ${state} or worse falls from ${probability[fall - 1]} to ${probability[fall]} where the intensity rises to ${at[fall]}`, form);
  }
  states.forEach(({ state, probability }, s) => {
    const milder = states[s - 1], k = milder?.probability.findIndex((p, n) => probability[n]! > p) ?? -1;
    if (milder !== undefined && k >= 0) wrong(`at ${at[k]} ${state} or worse has the probability ${probability[k]}, ${milder.state} or worse only ${milder.probability[k]}: each holds the worse ones`, form);
  });
  return { form, at: [...at], states };
}

function lossRatioOf({ at, ratio, states: written, sigma }: NonNullable<FragilityData['lossRatio']>, wrong: Wrong): LossRatioCurve {
  const ratios = ratio.map((r) => shareOf(r)!), states = statesOf(written as Record<string, unknown>).map(([state, r]) => ({ state, ratio: shareOf(r)! }));
  checkRising(at, 'at', wrong, 'lossRatio');
  if (ratios.length !== at.length) wrong(`\`ratio\` has ${ratios.length} shares for ${at.length} intensities in \`at\``, 'lossRatio');
  const fall = ratios.findIndex((r, k) => k > 0 && r < ratios[k - 1]!);
  if (fall > 0) wrong(`the loss ratio falls from ${ratios[fall - 1]} to ${ratios[fall]} where the intensity rises to ${at[fall]}`, 'lossRatio');
  if (states.some(({ ratio: r }) => !(r > 0))) wrong('the share from which a state is entered must be above 0', 'lossRatio');
  if (states.some(({ ratio: r }, k) => k > 0 && r < states[k - 1]!.ratio)) wrong('a worse state is entered from a smaller share lost than a milder one', 'lossRatio');
  return { form: 'loss-ratio', at: [...at], ratio: ratios, states, sigma: sigma ?? 0 };
}

function checkRising(at: readonly number[], column: string, wrong: Wrong, form: string): void {
  const k = at.findIndex((x, n) => n > 0 && x <= at[n - 1]!);
  if (k > 0) wrong(`intensities in \`${column}\` must rise: ${at[k]} follows ${at[k - 1]}`, form);
}

/** Entries of a map by damage state, mildest first. */
function statesOf<T>(data: Record<string, T | undefined>): [DamageState, T][] {
  return WORSE.flatMap((state) => { const value = data[state]; return value === undefined ? [] : [[state, value] as [DamageState, T]]; });
}

/** The fragility of an asset that stands `factor` times the intensity: thresholds of every form are multiplied. */
export function hardenedFragility(f: Fragility, factor: number): Fragility {
  switch (f.form) {
    case 'lognormal': return { ...f, states: f.states.map((s) => ({ ...s, median: s.median * factor })) };
    case 'step': return { ...f, states: f.states.map((s) => ({ ...s, at: s.at * factor })) };
    default: return { ...f, at: f.at.map((intensity) => intensity * factor) };
  }
}
