/** Which outcomes stand in the headline table, and what to call them: names are `measure.subject` (`person-hours.water`). */
import { curveInUnits, type CurveSummary, type OutcomeSummary, type Results } from '../study/results.js';

/** Measure and subject of an outcome's or curve's name; the subject is empty when there is none. */
export function splitName(name: string): { measure: string; subject: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { measure: name, subject: '' } : { measure: name.slice(0, dot), subject: name.slice(dot + 1) };
}

/** Layers that ran: `grid exact, roads surrogate`. */
export const layersText = (physics: Record<string, string>): string => Object.entries(physics).map(([layer, mode]) => `${layer} ${mode}`).join(', ');

/** What befalls people beyond lacking services, where a scenario has it: outcome and how a sentence goes on after its number. */
export const PEOPLE_OUTCOMES: Readonly<Record<string, string>> = {
  'casualties.all': 'killed or badly hurt', 'exposed-people.all': 'exposed', 'evacuated-person-hours.all': 'person-hours away from home',
};

/** Columns of the headline table by service: person-hours without, peak people without, time until 90 % are served again. */
export interface ServiceHeadline {
  service: string;
  personHours?: OutcomeSummary;
  peakPeople?: OutcomeSummary;
  timeTo90?: OutcomeSummary;
  /** People without over time, in people. */
  curve?: CurveSummary;
}

/** Subject of the outcomes that sum over all services. */
const ALL = 'all';

/** One row a service, first their sum if there is one, then the greatest mean loss of person-hours first (ties by name). */
export function serviceHeadlines(results: Pick<Results, 'outcomes' | 'curves'>): ServiceHeadline[] {
  const rows = new Map<string, ServiceHeadline>();
  const row = (service: string): ServiceHeadline => {
    let found = rows.get(service);
    if (!found) rows.set(service, (found = { service: service === ALL ? 'all, sum' : service }));
    return found;
  };
  for (const [name, outcome] of Object.entries(results.outcomes)) {
    const { measure, subject } = splitName(name);
    if (measure === 'person-hours') row(subject).personHours = outcome;
    else if (measure === 'peak-people') row(subject).peakPeople = outcome;
    else if (measure === 'hours-to-90') row(subject).timeTo90 = outcome;
  }
  for (const [name, curve] of Object.entries(results.curves)) {
    const { measure, subject } = splitName(name);
    if (measure === 'people-without') row(subject).curve = curveInUnits(curve);
  }
  return [...rows.values()].sort((a, b) => (b.personHours?.mean ?? -1) - (a.personHours?.mean ?? -1) || (a.service < b.service ? -1 : 1));
}
