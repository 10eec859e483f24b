/** Variants of a scenario file, already checked by the schema. */
import { bufferOf } from './buffers.js';
import type { Problems, Where } from './problems.js';
import { hasSixPlaces } from './quantities.js';
import type { SelectorData } from './schema-parts.js';
import type { VariantData } from './schema-variants.js';
import { selectorOf } from './selectors.js';
import type { Change, Selector, Variant } from './types.js';

export function variantOf(data: VariantData, problems: Problems, where: Where): Variant {
  const changes = data.changes.flatMap((change, i) => changeOf(change, problems, (path = []) => where(['changes', i, ...path])) ?? []);
  return { id: data.id, title: data.title ?? data.id, changes, ...(data.cost === undefined ? {} : { costEuro: data.cost }) };
}

/** A change; undefined and a problem when it makes no sense. */
export function changeOf(data: VariantData['changes'][number], problems: Problems, where: Where): Change | undefined {
  const select = (s: SelectorData, ...at: string[]): Selector => selectorOf(s, problems, (path = []) => where([...at, ...path]));
  if (data.set) return { change: 'set', select: select(data.set.select, 'set', 'select'), values: { ...data.set.values } };
  if (data.harden) return { change: 'harden', select: select(data.harden.select, 'harden', 'select'), factor: data.harden.factor };
  if (data.invulnerable) return { change: 'invulnerable', select: select(data.invulnerable, 'invulnerable') };
  if (data['add-buffer']) {
    const { select: s, service, buffer } = data['add-buffer'];
    const read = bufferOf(buffer, problems, (path = []) => where(['add-buffer', 'buffer', ...path]));
    return read && { change: 'add-buffer', select: select(s, 'add-buffer', 'select'), service, buffer: read };
  }
  if (data['add-supplier']) {
    const { select: s, service, supplier, weight = 1 } = data['add-supplier'];
    if (!hasSixPlaces(weight)) problems.error('WEIGHT_INVALID', `the weight must be a decimal of at most six places, found ${weight}`, where(['add-supplier', 'weight']));
    return { change: 'add-supplier', select: select(s, 'add-supplier', 'select'), service, supplier: { asset: supplier, weight } };
  }
  if (data['add-asset']) return { change: 'add-asset', asset: { ...data['add-asset'] } };
  if (data.remove) return { change: 'remove', select: select(data.remove, 'remove') };
  return { change: 'scenario', values: { ...data.scenario!.values } };
}
