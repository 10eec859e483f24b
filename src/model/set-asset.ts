import { CascadeError, ValidationError } from '../errors.js';
import { bufferOf, checkGroup } from './buffers.js';
import { fitsSchema } from './check-schema.js';
import { overridden } from './overrides.js';
import { Problems, type Where } from './problems.js';
import { hoursOf, shareOf } from './quantities.js';
import { sourceOfValue } from './read-data.js';
import type { SetData } from './schema-set.js';
import type { Asset, Buffer, DamageState, Kind, Need } from './types.js';

/**
 * A function that sets fields of assets, given as dotted names: of the asset (`people`, `attributes.vendor`), of its kind
 * (`restart`, `repair.slight`), of its needs (`needs.water.required`, `buffers.electricity.hours`).
 * @throws ValidationError when a field or value is wrong; CascadeError when an asset lacks the need
 */
export function setter(values: Record<string, unknown>): (asset: Asset) => Asset {
  const problems = new Problems();
  const source = sourceOfValue(unfolded(values));
  if (!fitsSchema('set', source, problems)) throw new ValidationError(problems.all());
  const data = source.data as SetData;
  const where: Where = (path = []) => source.locate(path);
  const kinds = new Map<Kind, Kind>();
  return (asset) => {
    let kind = kinds.get(asset.kind);
    if (!kind) {
      kinds.set(asset.kind, kind = kindWith(asset.kind, data, problems, where));
      problems.throwIfErrors();
    }
    const needs = data.needs || data.buffers ? needsWith(asset, data) : asset.needs;
    return {
      ...asset, kind, needs, people: data.people ?? asset.people, peopleProfile: data.peopleProfile ?? asset.peopleProfile, critical: data.critical ?? asset.critical,
      initialDamage: (data.initialDamage ?? asset.initialDamage) as DamageState, attributes: data.attributes ? { ...asset.attributes, ...data.attributes } : asset.attributes,
    };
  };
}

function kindWith(kind: Kind, data: SetData, problems: Problems, where: Where): Kind {
  const changed = overridden(kind, data, problems, where);
  if (data.ownFailureState === undefined && data.replacementCost === undefined) return changed;
  return { ...changed, ownFailureState: (data.ownFailureState ?? kind.ownFailureState) as DamageState, replacementCost: data.replacementCost ?? kind.replacementCost };
}

function needsWith(asset: Asset, data: SetData): Need[] {
  for (const service of [...Object.keys(data.needs ?? {}), ...Object.keys(data.buffers ?? {})]) {
    if (!asset.needs.some((n) => n.service === service && n.role === 'function')) throw new CascadeError('NEED_UNKNOWN', `asset "${asset.id}" has no need of ${service}`);
  }
  return asset.needs.map((need) => {
    if (need.role !== 'function') return need;
    const change = data.needs && Object.hasOwn(data.needs, need.service) ? data.needs[need.service] : undefined;
    const buffer = data.buffers && Object.hasOwn(data.buffers, need.service) ? data.buffers[need.service] : undefined;
    const next = { ...need, ...(buffer ? { buffer: bufferWith(need, buffer) } : {}) };
    return change ? needWith(next, change) : next;
  });
}

function bufferWith(need: Need, change: NonNullable<SetData['buffers']>[string]): Buffer {
  const problems = new Problems();
  const { hours, refill, cover, initial, drain } = change;
  if (hours === undefined && !need.buffer) throw new CascadeError('BUFFER_MISSING', `need "${need.id}" has no buffer: set its hours`);
  const read = bufferOf({ hours: hours ?? '0h', refill, cover, initial, drain }, problems, () => ({}));
  problems.throwIfErrors();
  const old = need.buffer ?? read!;
  return {
    ...old, hours: hours === undefined ? old.hours : read!.hours, refillHours: hoursOf(refill) ?? old.refillHours, cover: shareOf(cover) ?? old.cover,
    initial: shareOf(initial) ?? old.initial, drain: (drain ?? old.drain) as Buffer['drain'],
  };
}

function needWith(need: Need, change: NonNullable<SetData['needs']>[string]): Need {
  const next: Need = {
    ...need, required: change.required ?? need.required, combine: (change.combine ?? need.combine) as Need['combine'], impact: change.impact ?? need.impact,
    delayHours: hoursOf(change.delay) ?? need.delayHours, demand: change.demand ?? need.demand, demandProfile: change.demandProfile ?? need.demandProfile,
  };
  const problems = new Problems();
  checkGroup(next, problems, () => ({}));
  problems.throwIfErrors();
  return next;
}

/** `{'repair.slight': 4h}` as `{repair: {slight: 4h}}`. */
function unfolded(values: Record<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const steps = name.split('.');
    let at = result;
    for (const step of steps.slice(0, -1)) {
      const inner = Object.hasOwn(at, step) ? at[step] : undefined;
      if (typeof inner === 'object' && inner !== null) at = inner as Record<string, unknown>;
      else { const made = {}; Object.defineProperty(at, step, { value: made, enumerable: true, configurable: true, writable: true }); at = made; }
    }
    Object.defineProperty(at, steps.at(-1)!, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}
