import { CascadeError, nearest, UnknownName } from '../errors.js';
import { checkField } from './check-field.js';
import { withMotionModel } from './motion-model.js';
import { GROUND_MOTION_MODEL_NAMES, type GroundMotionModelName } from './ground-motion-models.js';
import { Problems, show } from './problems.js';
import { hoursOf, numberOf, numericOf, shareOf } from './quantities.js';
import { PHYSICS_WORDS, physicsMode } from './physics-words.js';
import { REPAIR_ORDERS, type Scene } from './types-recovery.js';
import type { Effect, Hazard, Measure, Scenario } from './types.js';

/** Reads a value of a field; undefined when it is none. */
type Read = (value: unknown) => unknown;

/** Name in the file -> name in the scenario, and how it is read. */
type Fields = Record<string, readonly [string, Read]>;

const share: Read = (v) => { const s = shareOf(v); return s !== undefined && s >= 0 && s <= 1 ? s : undefined; };
const above: Read = (v) => (typeof v === 'number' && v > 0 && Number.isFinite(v) ? v : undefined);
const numericShare: Read = (v) => { const n = numericOf(v, (value) => shareOf(value) ?? numberOf(value), { min: 0, max: 1 }); return typeof n === 'string' ? undefined : n; };
const whole: Read = (v) => (Number.isInteger(v) && (v as number) >= 0 && (v as number) < 2 ** 31 ? v : undefined);
const id: Read = (v) => (typeof v === 'string' ? v : undefined);
const flag: Read = (v) => (typeof v === 'boolean' ? v : undefined);
const duration: Read = (v) => hoursOf(v);
const numeric = (unit: (v: unknown) => number | undefined): Read => (v) => { const n = numericOf(v, unit); return typeof n === 'string' ? undefined : n; };

/** Fields of list entries that may change: name in the file -> name in the scenario, and how it is read. Seed and horizon may not: variants share their luck. */
const ENTRIES = {
  'recovery.crews': { list: 'crews', fields: { count: ['count', whole], from: ['fromHours', numeric(hoursOf)], probability: ['probability', share], base: ['base', id] } },
  'recovery.stock': { list: 'stocks', fields: { amount: ['amount', whole] } },
  'recovery.tankers': { list: 'tankers', fields: { count: ['count', whole], base: ['base', id], load: ['loadHours', duration], below: ['below', share] } },
  hazards: { list: 'hazards', fields: { intensity: ['intensity', numeric(numberOf)], onset: ['onsetHours', numeric(hoursOf)], duration: ['durationHours', numeric(hoursOf)], detected: ['detectedHours', numeric(hoursOf)], common: ['common', share], once: ['once', flag], model: ['model', (v) => GROUND_MOTION_MODEL_NAMES.find((name) => name === v)] } },
  triggers: { list: 'triggers', fields: { probability: ['probability', share], lag: ['lagHours', numeric(hoursOf)] } },
  links: { list: 'links', fields: { by: ['by', (v) => (typeof v === 'number' && v >= 0 && Number.isFinite(v) ? v : undefined)] } },
  resources: { list: 'planResources', fields: { count: ['count', whole] } },
  plans: { list: 'plans', fields: { after: ['afterHours', numeric(hoursOf)], for: ['forHours', duration], probability: ['probability', share], active: ['active', flag], precedence: ['precedence', (v) => (Number.isInteger(v) ? v : undefined)], once: ['once', flag] } },
} as const satisfies Record<string, { list: 'stocks' | 'tankers' | keyof Scenario; fields: Fields }>;

/** Fields of effects that may change, as `hazards.ID.effects.N.FIELD`; N counts from 1. */
const EFFECTS: Partial<Record<Effect['effect'], Fields>> = {
  damage: { probability: ['probability', share] }, derate: { to: ['to', share], probability: ['probability', share], above: ['above', above] }, trip: { probability: ['probability', share], above: ['above', above] },
  demand: { by: ['by', (v) => (typeof v === 'number' && v > 0 && v <= 1000 ? v : undefined)], probability: ['probability', share], above: ['above', above] },
  staff: { absent: ['absent', share], probability: ['probability', share], above: ['above', above] }, crews: { to: ['to', share] },
  casualties: { share: ['share', numericShare], above: ['above', above] }, exposure: { share: ['share', share], perHour: ['perHour', (v) => { const s = share(v) as number | undefined; return s === 1 ? undefined : s; }], above: ['above', above] },
};
const OF_EFFECT = /^hazards\.(.+)\.effects\.(\d+)\.([^.]+)$/;
/** Scenes have no ids: N counts from 1, as in the file. */
const OF_SCENE = /^recovery\.scenes\.(\d+)\.hold$/;

/** Fields of measures that may change, as `plans.ID.do.N.FIELD`; N counts from 1. */
const MEASURES: Partial<Record<Measure['do'], Fields>> = {
  derate: { to: ['to', share] }, crews: { count: ['count', whole] }, cover: { share: ['share', share] },
  evacuate: { share: ['share', share], over: ['overHours', duration], travel: ['travelHours', duration] }, warn: { compliance: ['compliance', share], lead: ['leadHours', duration] },
};
const OF_MEASURE = /^plans\.(.+)\.do\.(\d+)\.([^.]+)$/;

/**
 * The scenario with fields set, given as dotted names such as `recovery.crews.line-crews.count` or `hazards.storm.intensity`.
 * @throws CascadeError when there is no such field or the value is none
 */
export function setScenario(scenario: Scenario, values: Record<string, unknown>): Scenario {
  let next = scenario;
  for (const [name, value] of Object.entries(values)) {
    if (name === 'recovery.order') {
      const found = REPAIR_ORDERS.find((o) => o === value);
      if (!found) throw wrong(name, REPAIR_ORDERS.join(', '), value);
      next = { ...next, repairOrder: found };
    } else if (name === 'recovery.list') {
      if (!Array.isArray(value) || !value.every((id) => typeof id === 'string')) throw wrong(name, 'a list of asset ids', value);
      next = { ...next, repairList: value };
    } else if (name === 'physics' || name.startsWith('physics.')) {
      next = { ...next, physics: physicsWith(next.physics, name, value) };
    } else if (OF_MEASURE.test(name)) {
      next = setMeasure(next, name, value);
    } else if (OF_EFFECT.test(name)) {
      next = setEffect(next, name, value);
    } else if (OF_SCENE.test(name)) {
      next = setScene(next, name, value);
    } else {
      next = setEntry(next, name, value);
    }
  }
  return next;
}

/** `physics` sets all layers, `physics.LAYER` one of them. Which layers there are, the model says. */
function physicsWith(before: Scenario['physics'], name: string, value: unknown): Scenario['physics'] {
  const word = PHYSICS_WORDS.find((w) => w === value);
  if (word === undefined) throw wrong(name, PHYSICS_WORDS.join(', '), value);
  const mode = physicsMode(word);
  if (name === 'physics') return { all: mode, layers: {} };
  return { ...before, layers: { ...before?.layers, [name.slice('physics.'.length)]: mode } };
}

function setMeasure(scenario: Scenario, name: string, value: unknown): Scenario {
  const { id, at, field } = partsOf(OF_MEASURE, name), plan = scenario.plans.find((p) => p.id === id);
  if (!plan) throw unknown('ID_UNKNOWN', `"${id}" in plans`, id, scenario.plans.map((p) => p.id));
  const measure = plan.measures[at];
  if (!measure) throw new CascadeError('FIELD_UNKNOWN', `"${name}": plan "${id}" has measures 1 to ${plan.measures.length}`);
  const changed = { ...measure, ...taken(name, field, value, measure.do, MEASURES[measure.do]) };
  return { ...scenario, plans: scenario.plans.map((p) => (p === plan ? { ...p, measures: p.measures.with(at, changed) } : p)) };
}

function setEffect(scenario: Scenario, name: string, value: unknown): Scenario {
  const { id, at, field } = partsOf(OF_EFFECT, name), hazard = scenario.hazards.find((h) => h.id === id);
  if (!hazard) throw unknown('ID_UNKNOWN', `"${id}" in hazards`, id, scenario.hazards.map((h) => h.id));
  const effect = hazard.effects[at];
  if (!effect) throw new CascadeError('FIELD_UNKNOWN', `"${name}": hazard "${id}" has effects 1 to ${hazard.effects.length}`);
  const changed = { ...effect, ...taken(name, field, value, effect.effect, EFFECTS[effect.effect]) };
  if (effect.effect === 'damage' && effect.probability === undefined) throw new CascadeError('FIELD_UNKNOWN', `"${name}": this damage is by fragility; expecting one with a plain probability`);
  if (effect.effect === 'casualties' && effect.byIntensity !== undefined) throw new CascadeError('FIELD_UNKNOWN', `"${name}": these casualties are by intensity; expecting some with a share`);
  return { ...scenario, hazards: scenario.hazards.map((h) => (h === hazard ? { ...h, effects: h.effects.with(at, changed) } : h)) };
}

/** Id, position from 0 and field of a name that fits the pattern. */
function partsOf(pattern: RegExp, name: string): { id: string; at: number; field: string } {
  const [, id = '', number = '', field = ''] = pattern.exec(name) ?? [];
  return { id, at: Number(number) - 1, field };
}

/** The property that a field sets, with its value. @param what the measure or effect, whose fields these are */
function taken(name: string, field: string, value: unknown, what: string, fields: Fields = {}): Record<string, unknown> {
  if (!Object.hasOwn(fields, field)) throw unknown('FIELD_UNKNOWN', `field "${field}" of ${what}`, field, Object.keys(fields));
  const [property, read] = fields[field]!, found = read(value);
  if (found === undefined) throw wrong(name, 'a value as in the scenario file', value);
  return { [property]: found };
}

/** The scene of an attack: how long nothing is touched. */
function setScene(scenario: Scenario, name: string, value: unknown): Scenario {
  const scenes = scenario.resources?.scenes ?? [], at = Number(OF_SCENE.exec(name)![1]) - 1;
  if (scenes[at] === undefined) throw new CascadeError('FIELD_UNKNOWN', `"${name}": ${scenes.length === 0 ? 'the scenario has no recovery.scenes' : `there are scenes 1 to ${scenes.length}`}`);
  const taken = numeric(hoursOf)(value) as Scene['hours'] | undefined;
  if (taken === undefined) throw wrong(name, 'a value as in the scenario file', value);
  return { ...scenario, resources: { ...scenario.resources!, scenes: scenes.map((scene, i) => (i === at ? { ...scene, hours: taken } : scene)) } };
}

function setEntry(scenario: Scenario, name: string, value: unknown): Scenario {
  const group = Object.entries(ENTRIES).find(([prefix]) => name.startsWith(`${prefix}.`));
  const last = name.lastIndexOf('.');
  if (!group || last <= group[0].length) throw new CascadeError('FIELD_UNKNOWN', `"${name}" cannot be set. Expecting recovery.order, recovery.list, recovery.scenes.N.hold, physics, physics.LAYER, or a field of an entry: ${Object.keys(ENTRIES).map((p) => `${p}.ID.FIELD`).join(', ')}`);
  const [prefix, { list, fields }] = group;
  const wanted = name.slice(prefix.length + 1, last);
  const field = name.slice(last + 1), inResources = list === 'stocks' || list === 'tankers';
  const entries: readonly { id: string }[] = inResources ? (scenario.resources?.[list] ?? []) : (scenario[list] ?? []);
  if (!entries.some((entry) => entry.id === wanted)) throw unknown('ID_UNKNOWN', `"${wanted}" in ${prefix}`, wanted, entries.map((e) => e.id));
  if (!Object.hasOwn(fields, field)) throw unknown('FIELD_UNKNOWN', `field "${field}" of ${prefix}`, field, Object.keys(fields));
  const [property, read] = (fields as Fields)[field]!;
  const taken = read(value);
  if (taken === undefined) throw wrong(name, property === 'model' ? GROUND_MOTION_MODEL_NAMES.join(', ') : 'a value as in the scenario file', value);
  const changed = { [list]: entries.map((entry) => (entry.id !== wanted ? entry : property === 'model' ? named(name, () => withMotionModel(entry as Hazard, taken as GroundMotionModelName)) : { ...entry, [property]: taken })) };
  if (list === 'hazards') requirePossible(name, changed.hazards!.find((entry) => entry.id === wanted) as Hazard);
  return inResources ? { ...scenario, resources: { ...scenario.resources!, ...changed } } : { ...scenario, ...changed };
}

/** What the scenario file would refuse. */
function requirePossible(name: string, hazard: Hazard): void {
  const { arrivals, id, onsetHours } = hazard, problems = new Problems();
  if (arrivals !== undefined && onsetHours !== undefined) throw new CascadeError('ARRIVALS_INVALID', `${name}: hazard "${id}" has random arrivals, so it takes no onset`);
  checkField(hazard, problems, () => ({}));
  const [first] = problems.all();
  if (first !== undefined) throw new CascadeError(first.code, `${name}: ${first.message}`);
}

/** What comes of it; what is wrong with it, under the name that was set. */
function named<T>(name: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof CascadeError ? new CascadeError(error.code, `${name}: ${error.message}`) : error;
  }
}

function wrong(name: string, expected: string, value: unknown): CascadeError {
  return new CascadeError('VALUE_INVALID', `${name}: expecting ${expected}, found ${show(value)}`);
}

function unknown(code: string, what: string, name: string, known: string[]): UnknownName {
  const near = nearest(name, known);
  return new UnknownName(code, name, `${what} is not known. ${known.length === 0 ? 'There are none' : `Expecting one of ${known.join(', ')}`}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}
