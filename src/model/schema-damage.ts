/** Damage and repair in model files and kind libraries: fragility in its forms, the rule for several perils, repair, restoration, work limits. */
import { Type, type Static } from 'typebox';
import { PERCENT_PATTERN } from './quantities.js';
import { byState, Duration, DurationNumeric, field, fields, Id, Name, optional, part, Share, WorseState } from './schema-parts.js';
import { PERIL_RULES, REPAIR_TIMES } from './types-damage.js';

const curve = Type.Array(Type.Number({ minimum: 0 }), { minItems: 2, maxItems: 2, title: '[median, sigma]' });
const intensity = Type.Number({ minimum: 0, title: 'an intensity from 0' });
const intensities = Type.Array(intensity, { minItems: 1, maxItems: 1000, title: 'intensities, rising' });
const shares = Type.Array(Share, { minItems: 1, maxItems: 1000, title: 'shares, one for each intensity' });
const stateColumns = { slight: Type.Optional(shares), moderate: Type.Optional(shares), extensive: Type.Optional(shares), complete: Type.Optional(shares) };

/** Fragility for one intensity measure: exactly one of its forms (checked after the schema, so that the message can say which there are). */
export const FragilityFields = fields({
  measure: field(Name, 'Intensity measure, as pga, gust, depth'),
  unit: field(Type.String({ maxLength: 100, title: 'a unit' }), 'Unit of the intensity, as g, m/s, m'),
  given: optional(WorseState, 'With perils: cumulative, curves of an asset that is in this state already; left out: undamaged'),
  lognormal: optional(byState(curve), 'Damage state -> [median, sigma]'),
  step: optional(byState(intensity), 'Damage state -> intensity from which it is certain'),
  table: optional(fields({ at: intensities, ...stateColumns }), 'Damage state -> probability of it or worse at the intensities `at`, linear in between'),
  classes: optional(fields({ from: intensities, ...stateColumns }), 'Damage state -> probability of it or worse in classes of intensity that begin at `from`'),
  lossRatio: optional(fields({
    at: intensities, ratio: shares,
    states: field(byState(Share), 'Damage state -> share lost from which it is entered'),
    sigma: optional(Type.Number({ minimum: 0, maximum: 10 }), 'Standard deviation of the logarithm of the intensity that an asset stands; default 0'),
  }), 'Share of the replacement cost lost at the intensities `at`, linear in between: gives the damage cost, and the states by their shares'),
}, { title: 'a fragility: measure, unit, and one of lognormal, step, table, classes, lossRatio' });
export type FragilityData = Static<typeof FragilityFields>;

const restorationStep = Type.Unsafe<[string, number | string]>({
  type: 'array', prefixItems: [{ anyOf: [Duration, { type: 'string', pattern: PERCENT_PATTERN }], title: 'a duration, or a share of the job as 40%' }, Share], items: false, minItems: 2, maxItems: 2,
  title: '[duration, or share of the job as 40%; share of capacity]',
});
const restorationSteps = Type.Array(restorationStep, { minItems: 1, maxItems: 100, title: 'steps [after, share of capacity]' });
export type RestorationData = Static<typeof restorationSteps>;

const workLimit = fields({ measure: Name, unit: Type.String({ maxLength: 100, title: 'a unit' }), below: field(Type.Number({ exclusiveMinimum: 0 }), 'Work begins only while the intensity is below this') }, { title: 'a work limit: measure, unit, below' });

/** Fields of a kind that an asset may override. */
export const OverrideFields = {
  cutOff: optional(Share, 'Below this share of function the asset trips; default 0'),
  restart: optional(DurationNumeric, 'From "could work again" to up; default 0h'),
  fragility: Type.Optional(Type.Array(part<FragilityData>('fragility'), { description: 'By intensity measure' })),
  perils: optional(Type.Enum([...PERIL_RULES]), 'Several perils in one occurrence: one strength for all (worst), one each (independent), or one each by the present state (cumulative); default worst'),
  persistent: optional(Type.Boolean(), 'The asset\'s own strength lasts over the occurrences of a replication; default false: drawn anew in each'),
  capacityLeft: optional(byState(Share), 'Share of capacity left by damage state; default slight 1, moderate 0.5, extensive 0, complete 0'),
  repair: optional(byState(DurationNumeric), 'Work of a crew by damage state; default 1d, 3d, 7d, 30d'),
  repairTime: optional(Type.Enum([...REPAIR_TIMES]), 'work: repair is hours of a crew, for which jobs queue; elapsed: it holds the wait already, and needs no crew of the scenario; default work'),
  restoration: optional(byState(restorationSteps), 'Damage state -> capacity that comes back while the job lasts; the step of 100 % at a duration ends it, in place of repair'),
  workLimit: Type.Optional(Type.Array(workLimit, { description: 'No work begins while a hazard is at or above one of these' })),
  staffing: Type.Optional(fields({ spare: optional(Share, 'Share of the staff that may be absent without loss; default 0'), needed: optional(Share, 'Share present below which nothing runs; default 0') }, { description: 'How it works with less staff; left out: in proportion' })),
  skill: optional(Id, 'Skill a crew must have; left out: any crew'),
  failuresPerYear: optional(Type.Number({ minimum: 0, maximum: 8760 }), 'Own failures per year of work; default 0'),
};
