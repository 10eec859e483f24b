/** How capacity comes back while a job lasts, and when no work begins: as files write it -> checked. */
import type { Problems, Where } from './problems.js';
import { hoursOf, shareOf } from './quantities.js';
import type { OverrideFields, RestorationData } from './schema-damage.js';
import type { Static, TObject } from 'typebox';
import { DAMAGE_STATES, type Kind, type RestorationSteps, type WorkLimit } from './types.js';

type Overrides = Static<TObject<typeof OverrideFields>>;

const WORSE = DAMAGE_STATES.slice(1);

/** Steps by damage state slight..complete. */
export function restorationOf(data: NonNullable<Overrides['restoration']>, problems: Problems, where: Where): (RestorationSteps | undefined)[] {
  return WORSE.map((state) => {
    const steps = data[state as keyof typeof data];
    return steps && stepsOf(steps, (message) => { problems.error('RESTORATION_INVALID', `restoration ${state}: ${message}`, where([state])); });
  });
}

function stepsOf(data: RestorationData, wrong: (message: string) => void): RestorationSteps | undefined {
  const after = data.map(([text]) => hoursOf(text) ?? shareOf(text)!), capacity = data.map(([, share]) => shareOf(share)!);
  const inHours = data.map(([text]) => hoursOf(text) !== undefined), byHours = inHours[0]!;
  if (inHours.some((hours) => hours !== byHours)) { wrong('expecting all steps after a duration, or all after a share of the job, found both'); return undefined; }
  if (after.some((t, i) => i > 0 && t <= after[i - 1]!)) wrong('the times of steps must rise');
  if (capacity.some((c, i) => i > 0 && c < capacity[i - 1]!)) wrong('capacity must not fall from step to step');
  if (!byHours && after.some((t) => t <= 0 || t >= 1)) wrong('shares of the job must lie between 0 and 100 %, which is its end');
  return byHours
    ? { by: 'hours', steps: after.map((hours, i) => ({ hours, capacity: capacity[i]! })) }
    : { by: 'share', steps: after.map((share, i) => ({ share, capacity: capacity[i]! })) };
}

/**
 * Steps at durations say when the job ends: with the one of full capacity, which takes the place of the state's repair. Both is a contradiction.
 * @param repair what the same record says of repair
 */
export function withRestoration(kind: Kind, repair: Overrides['repair'], problems: Problems, where: Where): void {
  const repairs = [...kind.repair];
  kind.restoration!.forEach((restoration, i) => {
    if (restoration?.by !== 'hours') return;
    const state = WORSE[i]!, end = restoration.steps.find((step) => step.capacity === 1);
    if (end === undefined) problems.error('RESTORATION_INVALID', `restoration ${state}: steps at durations end with one of 100 %, found ${restoration.steps.at(-1)!.capacity}`, where([state]));
    else if (repair?.[state as keyof typeof repair] !== undefined) problems.error('RESTORATION_INVALID', `restoration ${state} gives the end of the job, and so does repair ${state}: expecting one of them`, where([state]));
    else repairs[i] = end.hours;
  });
  kind.repair = repairs;
}

/** Work limits, one for each measure. */
export function workLimitsOf(data: NonNullable<Overrides['workLimit']>, problems: Problems, where: Where): WorkLimit[] {
  const seen = new Set<string>();
  return data.map(({ measure, unit, below }, i) => {
    if (seen.has(measure)) problems.error('WORK_LIMIT_INVALID', `two work limits for the measure "${measure}"`, where([i, 'measure']));
    seen.add(measure);
    return { measure, unit, below };
  });
}
