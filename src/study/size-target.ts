/** The target of a sizing: what has to hold in a replication, as `hours-to-90.electricity < 24h` or `people-without.water < 1000 by 24h`. */
import { CascadeError } from '../errors.js';
import { hoursOf, shareOf } from '../model/quantities.js';

export type Relation = '<' | '<=' | '>' | '>=';

export interface Target {
  /** As it was written. */
  text: string;
  /** Name of the outcome that is read. */
  outcome: string;
  relation: Relation;
  /** In the outcome's unit; durations in hours. */
  limit: number;
  /** For people-without: the service, and the time after the start, hours. */
  at?: { service: string; hours: number };
}

const FORM = /^\s*([^\s<>=]+)\s*(<=|>=|<|>)\s*(\S+?)(?:\s+by\s+(\S+))?\s*$/;
const EXPECTED = 'Expecting OUTCOME < NUMBER, such as "hours-to-90.electricity < 24h", or "people-without.SERVICE < NUMBER by TIME"';

/** @throws CascadeError TARGET_INVALID */
export function parseTarget(text: string): Target {
  const match = FORM.exec(text), wrong = (why: string): CascadeError => new CascadeError('TARGET_INVALID', `target "${text}": ${why}. ${EXPECTED}`);
  if (!match) throw wrong('it does not read as a target');
  const [, outcome, relation, number, by] = match as unknown as [string, string, Relation, string, string | undefined];
  const limit = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(number) ? Number(number) : hoursOf(number) ?? shareOf(number);
  if (limit === undefined) throw wrong(`"${number}" is no number, duration or share`);
  const curve = outcome.startsWith('people-without.');
  if (curve !== (by !== undefined)) throw wrong(curve ? 'people-without takes a time: by 24h' : `"by" goes with people-without only`);
  if (by === undefined) return { text: text.trim(), outcome, relation, limit };
  const hours = hoursOf(by);
  if (hours === undefined) throw wrong(`"${by}" is no duration with a unit`);
  return { text: text.trim(), outcome: `${outcome}@${by}`, relation, limit, at: { service: outcome.slice('people-without.'.length), hours } };
}

/** Does a value of the outcome meet the target? "Not by the horizon" is Infinity. */
export function meets({ relation, limit }: Target, value: number): boolean {
  switch (relation) {
    case '<': return value < limit;
    case '<=': return value <= limit;
    case '>': return value > limit;
    case '>=': return value >= limit;
  }
}
