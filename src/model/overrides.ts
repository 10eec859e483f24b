/** Fields of a kind that files may set, in a library or on an asset, put in place of those of a kind. */
import type { Static, TObject } from 'typebox';
import { checkGiven, fragilitiesOf } from './fragilities.js';
import type { Problems, Where } from './problems.js';
import { hoursOf, numericOf, shareOf } from './quantities.js';
import { restorationOf, withRestoration, workLimitsOf } from './restoration.js';
import type { OverrideFields } from './schema-damage.js';
import { DAMAGE_STATES, type Kind, type Numeric } from './types.js';

/** Fields of a kind that files may set, in a library or on an asset. */
export type Overrides = Static<TObject<typeof OverrideFields>>;

const WORSE = DAMAGE_STATES.slice(1);

const OVERRIDES: readonly (keyof Overrides)[] = [
  'cutOff', 'restart', 'fragility', 'perils', 'persistent', 'capacityLeft', 'repair', 'repairTime', 'restoration', 'workLimit', 'staffing', 'skill', 'failuresPerYear',
];

/** Of a record, what it says in place of its kind; undefined: nothing. */
export function overridesOf(record: Overrides): Overrides | undefined {
  const given = OVERRIDES.filter((name) => record[name] !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given.map((name) => [name, record[name]])) as Overrides);
}

/** The kind with what the data says in place of its own; the kind itself when the data says nothing. */
export function overridden(kind: Kind, data: Overrides, problems: Problems, where: Where): Kind {
  if (overridesOf(data) === undefined) return kind;
  const { cutOff, restart, capacityLeft, repair, skill, failuresPerYear } = data;
  const result: Kind = { ...kind };
  if (cutOff !== undefined) result.cutOff = shareOf(cutOff) ?? kind.cutOff;
  if (restart !== undefined) result.restart = durationOf(restart, kind.restart, 'restart', problems, () => where(['restart']));
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
  if (data.staffing !== undefined) setStaffing(result, data.staffing, problems, where);
  if (skill !== undefined) result.skill = skill;
  if (failuresPerYear !== undefined) result.failuresPerYear = failuresPerYear;
  setDamage(result, data, problems, where);
  setRestoration(result, data, problems, where);
  return result;
}

function setDamage(result: Kind, { fragility, perils, persistent }: Overrides, problems: Problems, where: Where): void {
  if (fragility !== undefined) result.fragility = fragilitiesOf(fragility, problems, (path = []) => where(['fragility', ...path]));
  if (perils !== undefined) result.perils = perils === 'worst' ? undefined : perils as Kind['perils'];
  if (persistent !== undefined) result.persistent = persistent ? true : undefined;
  if (fragility !== undefined || perils !== undefined) checkGiven(result, problems, () => where([fragility === undefined ? 'perils' : 'fragility']));
}

function setStaffing(result: Kind, staffing: NonNullable<Overrides['staffing']>, problems: Problems, where: Where): void {
  const spare = shareOf(staffing.spare) ?? result.staffing?.spare ?? 0, needed = shareOf(staffing.needed) ?? result.staffing?.needed ?? 0;
  if (spare + needed >= 1) problems.error('STAFFING_INVALID', `staffing: spare ${spare} and needed ${needed} leave nothing between; expecting a sum below 1`, where(['staffing']));
  else result.staffing = { spare, needed };
}

function setRestoration(result: Kind, { repair, repairTime, restoration, workLimit }: Overrides, problems: Problems, where: Where): void {
  if (repairTime !== undefined) result.repairTime = repairTime === 'work' ? undefined : repairTime as Kind['repairTime'];
  if (workLimit !== undefined) result.workLimit = workLimitsOf(workLimit, problems, (path = []) => where(['workLimit', ...path]));
  if (restoration === undefined) {
    // A new end of the job takes the place of the steps that gave the old one.
    if (repair !== undefined && result.restoration !== undefined) result.restoration = result.restoration.map((r, i) => (r?.by === 'hours' && repair[WORSE[i] as keyof typeof repair] !== undefined ? undefined : r));
    return;
  }
  result.restoration = restorationOf(restoration, problems, (path = []) => where(['restoration', ...path]));
  withRestoration(result, repair, problems, (path = []) => where(['restoration', ...path]));
}

function durationOf(data: unknown, fallback: Numeric, what: string, problems: Problems, place: Where): Numeric {
  const read = numericOf(data, hoursOf);
  if (typeof read !== 'string') return read;
  problems.error('QUANTITY_INVALID', `${what} ${read}`, place());
  return fallback;
}
