/** What a fork changes, from a file or plain data, checked against its scenario and model. */
import { CascadeError, type Problem } from '../errors.js';
import { checkAgainstModel } from './check-scenario.js';
import { fitsSchema } from './check-schema.js';
import { timesOf } from './plan-parts.js';
import { order, Problems, type Path } from './problems.js';
import { planOf } from './normalize-plans.js';
import { hoursOf } from './quantities.js';
import { readData, sourceOfValue, type SourceData } from './read-data.js';
import type { ForkData } from './schema-fork.js';
import { setScenario } from './set-scenario.js';
import { soundPart } from './sound-part.js';
import type { Model, Plan, Scenario } from './types.js';

/** A fork that was read. */
export interface ForkFile {
  title: string;
  /** Hours after the start, where given. */
  atHours?: number;
  /** The scenario as it is from then on. */
  changed: Scenario;
  warnings: Problem[];
}

/** What may be set from a time on; all else has been drawn, or has happened, by then. */
const SETTABLE = /^(recovery\.(order|list|crews\..+\.count)|resources\..+\.count|plans\..+)$/;

/**
 * Reads what a fork changes.
 * @param from path of a file, or plain data in its form
 * @param atHours in place of the file's own time
 * @throws ValidationError with every problem
 */
export function readFork(from: string | object, model: Model, scenario: Scenario, atHours?: number): ForkFile {
  const problems = new Problems(), written = typeof from === 'string' ? readData(from, problems) : sourceOfValue(from), source = written && (fitsSchema('fork', written, problems) ? written : soundPart('fork', written, problems));
  const read = source ? new ForkReader(source, model, scenario, problems).read(atHours) : undefined;
  problems.throwIfErrors();
  return { ...read!, warnings: problems.all() };
}

class ForkReader {
  private readonly data: ForkData;
  private readonly origin = new Map<object, Path>();

  constructor(private readonly source: SourceData, private readonly model: Model, private readonly scenario: Scenario, private readonly problems: Problems) {
    this.data = source.data as ForkData;
  }

  read(given: number | undefined): Omit<ForkFile, 'warnings'> {
    const { data, scenario } = this, atHours = given ?? (data.at === undefined ? undefined : hoursOf(data.at));
    const set = this.set(scenario), added = this.added(), resources = this.resources();
    const removed = new Set(data.remove ?? []), changed: Scenario = {
      ...set, plans: [...set.plans.filter((plan) => !removed.has(plan.id)), ...added].sort((p, q) => order(p.key, q.key)),
      ...(resources.length === 0 ? {} : { planResources: [...(set.planResources ?? []), ...resources].sort((p, q) => order(p.id, q.id)) }),
    };
    (data.remove ?? []).forEach((id, i) => { if (!scenario.plans.some((plan) => plan.id === id)) this.problems.unknown('PLAN_UNKNOWN', 'plan', id, scenario.plans.map((plan) => plan.id), this.source.locate(['remove', i])); });
    this.check(changed);
    for (const plan of atHours === undefined ? [] : added) {
      const past = timesOf(plan.when).find((hours) => hours < atHours!);
      if (past !== undefined) this.problems.error('FORK_TIME_PAST', `plan "${plan.id}" waits for hour ${past}, before the fork at hour ${atHours}: it would never come`, this.source.locate([...this.origin.get(plan)!, 'when']));
    }
    return { title: data.title ?? 'fork', ...(atHours === undefined ? {} : { atHours }), changed };
  }

  private set(scenario: Scenario): Scenario {
    let next = scenario;
    for (const [name, value] of Object.entries(this.data.set ?? {})) {
      const place = this.source.locate(['set', name], true);
      if (!SETTABLE.test(name)) { this.problems.error('FORK_CHANGE_IMPOSSIBLE', `"${name}" cannot change on the way. Expecting recovery.order, recovery.list, recovery.crews.ID.count, resources.ID.count, plans.ID.FIELD`, place); continue; }
      try {
        next = setScenario(next, { [name]: value });
      } catch (error) {
        if (!(error instanceof CascadeError)) throw error;
        this.problems.error(error.code, error.message, place);
      }
    }
    return next;
  }

  private added(): Plan[] {
    const known = new Set(this.scenario.plans.flatMap(({ id, key }) => [id, key]));
    return (this.data.plans ?? []).map((entry, i) => {
      const plan = planOf(entry, this.problems, (path = []) => this.source.locate(['plans', i, ...path]));
      if (known.has(plan.id) || known.has(plan.key)) this.problems.error('ID_DUPLICATE', `plans: "${plan.id}" (key "${plan.key}") is there already: give the added plan another id and key, or change the one that is there with set`, this.source.locate(['plans', i, 'id']));
      known.add(plan.id).add(plan.key);
      this.origin.set(plan, ['plans', i]);
      return plan;
    });
  }

  private resources() {
    const known = new Set((this.scenario.planResources ?? []).map(({ id }) => id));
    return (this.data.resources ?? []).map((entry, i) => {
      const resource = { ...entry };
      if (known.has(entry.id)) this.problems.error('ID_DUPLICATE', `resources: "${entry.id}" is there already: set resources.${entry.id}.count to change how many there are`, this.source.locate(['resources', i, 'id']));
      known.add(entry.id);
      this.origin.set(resource, ['resources', i]);
      return resource;
    });
  }

  /** The scenario as it is then against its model; of warnings, those of the fork's own parts. */
  private check(changed: Scenario): void {
    const found = new Problems();
    checkAgainstModel({ ...changed, variants: [] }, this.model, found, (part, path = []) => { const at = this.origin.get(part); return at === undefined ? {} : this.source.locate([...at, ...path]); });
    for (const { code, message, severity, ...place } of found.all()) {
      if (severity === 'error') this.problems.error(code, message, place);
      else if (place.pointer !== undefined) this.problems.warn(code, message, place);
    }
  }
}
