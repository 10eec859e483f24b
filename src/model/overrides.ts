import type { Static, TObject } from 'typebox';
import { order, type Problems, type Where } from './problems.js';
import { hoursOf, numericOf, shareOf } from './quantities.js';
import type { FragilityData, OverrideFields } from './schema-parts.js';
import { DAMAGE_STATES, type DamageState, type Fragility, type Kind, type Numeric } from './types.js';

/** Fields of a kind that files may set, in a library or on an asset. */
export type Overrides = Static<TObject<typeof OverrideFields>>;

const WORSE = DAMAGE_STATES.slice(1);

/** The kind with what the data says in place of its own; the kind itself when the data says nothing. */
export function overridden(kind: Kind, data: Overrides, problems: Problems, where: Where): Kind {
  const { cutOff, restart, fragility, capacityLeft, repair, skill, failuresPerYear } = data;
  if ([cutOff, restart, fragility, capacityLeft, repair, skill, failuresPerYear].every((v) => v === undefined)) return kind;
  const result: Kind = { ...kind };
  if (cutOff !== undefined) result.cutOff = shareOf(cutOff) ?? kind.cutOff;
  if (restart !== undefined) result.restart = durationOf(restart, kind.restart, 'restart', problems, () => where(['restart']));
  if (fragility !== undefined) result.fragility = fragilitiesOf(fragility, problems, (path = []) => where(['fragility', ...path]));
  if (capacityLeft !== undefined) {
    result.capacityLeft = [1, ...WORSE.map((state, i) => shareOf(capacityLeft[state as keyof typeof capacityLeft]) ?? kind.capacityLeft[i + 1]!)];
    if (result.capacityLeft.some((c, i, all) => i > 0 && c > all[i - 1]!)) problems.warn('CAPACITY_RISES', 'capacityLeft rises with damage: a worse state leaves more than a milder one', where(['capacityLeft']));
  }
  if (repair !== undefined) {
    result.repair = WORSE.map((state, i) => {
      const written = repair[state as keyof typeof repair];
      return written === undefined ? kind.repair[i]! : durationOf(written, kind.repair[i]!, `repair ${state}`, problems, () => where(['repair', state]));
    });
  }
  if (skill !== undefined) result.skill = skill;
  if (failuresPerYear !== undefined) result.failuresPerYear = failuresPerYear;
  return result;
}

function durationOf(data: unknown, fallback: Numeric, what: string, problems: Problems, place: Where): Numeric {
  const read = numericOf(data, hoursOf);
  if (typeof read !== 'string') return read;
  problems.error('QUANTITY_INVALID', `${what} ${read}`, place());
  return fallback;
}

/** Fragilities in order of their measure, each once. */
function fragilitiesOf(data: FragilityData[], problems: Problems, where: Where): Fragility[] {
  const seen = new Set<string>();
  const list = data.map((entry, i) => {
    const { measure, unit } = entry;
    if (seen.has(measure)) problems.error('FRAGILITY_INVALID', `two fragilities for the measure "${measure}"`, where([i, 'measure']));
    seen.add(measure);
    const field = entry.lognormal ? 'lognormal' : 'step';
    const states = statesOf<[number, number] | number>((entry.lognormal ?? entry.step ?? {}) as Record<string, never>);
    if (states.length === 0) problems.error('FRAGILITY_INVALID', 'a fragility without a damage state: expecting slight, moderate, extensive or complete', where([i, field]));
    const levels = states.map(([, value]) => (Array.isArray(value) ? value[0] : value));
    if (entry.lognormal && levels.some((m) => !(m > 0))) problems.error('FRAGILITY_INVALID', 'medians must be above 0', where([i, field]));
    if (levels.some((level, k) => k > 0 && level < levels[k - 1]!)) problems.warn('MEDIANS_FALL', `${measure}: a worse state is reached at a lower intensity than a milder one`, where([i, field]));
    return entry.lognormal
      ? { measure, unit, form: 'lognormal' as const, states: states.map(([state, v]) => ({ state, median: (v as [number, number])[0], sigma: (v as [number, number])[1] })) }
      : { measure, unit, form: 'step' as const, states: states.map(([state, v]) => ({ state, at: v as number })) };
  });
  return list.sort((a, b) => order(a.measure, b.measure));
}

/** Entries of a map by damage state, mildest first. */
function statesOf<T>(data: Record<string, T | undefined>): [DamageState, T][] {
  return WORSE.flatMap((state) => { const value = data[state]; return value === undefined ? [] : [[state, value] as [DamageState, T]]; });
}
