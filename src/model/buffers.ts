import { numericOf, hoursOf, shareOf, hasSixPlaces } from './quantities.js';
import { order, type Problems, type Where } from './problems.js';
import type { BufferData, SupplierData } from './schema-parts.js';
import type { Buffer, Supplier } from './types.js';

/** Longest buffer, hours: its ticks times the parts of a share must stay exact. */
export const MAX_BUFFER_HOURS = 4700;

/** A buffer as written; undefined and a problem when it makes no sense. */
export function bufferOf(data: BufferData | string, problems: Problems, where: Where): Buffer | undefined {
  const written: BufferData = typeof data === 'string' ? { hours: data } : data;
  const hours = numericOf(written.hours, hoursOf, { min: 0, max: MAX_BUFFER_HOURS });
  if (typeof hours === 'string') {
    problems.error('BUFFER_INVALID', `buffer hours ${hours}`, where(typeof data === 'string' ? [] : ['hours']));
    return undefined;
  }
  const cover = shareOf(written.cover) ?? 1;
  if (cover <= 0) problems.error('BUFFER_INVALID', 'cover must be above 0: a buffer that covers nothing is none', where(['cover']));
  const buffer: Buffer = { hours, refillHours: hoursOf(written.refill) ?? 0, cover, initial: shareOf(written.initial) ?? 1, drain: written.drain as Buffer['drain'] ?? 'always' };
  if (written.refillFrom) {
    const { from, required = 1, combine = 'sum' } = written.refillFrom;
    const suppliers = suppliersOf(from);
    buffer.refill = { suppliers, required, combine: combine as 'sum' | 'best' };
    checkGroup(buffer.refill, problems, (path = []) => where(['refillFrom', ...path]));
  }
  return buffer;
}

/** Suppliers as written, in order of their ids. */
export function suppliersOf(data: SupplierData | SupplierData[]): Supplier[] {
  const list = Array.isArray(data) ? data : [data];
  return list.map((s) => (typeof s === 'string' ? { asset: s, weight: 1 } : { asset: s.asset, weight: s.weight ?? 1 })).sort((a, b) => order(a.asset, b.asset));
}

/**
 * Checks weights and `required` of a group of suppliers: decimals of at most six places that stay below 2^31 when
 * scaled to whole numbers, and a sum that can reach what is required.
 */
export function checkGroup(group: { suppliers: Supplier[]; required: number; combine: 'sum' | 'best' }, problems: Problems, where: Where): void {
  const { suppliers, required, combine } = group;
  let sum = 0;
  let scale = 1;
  for (let i = 0; i < suppliers.length; i++) {
    const { asset, weight } = suppliers[i]!;
    if (i > 0 && suppliers[i - 1]!.asset === asset) problems.error('SUPPLIER_DUPLICATE', `supplier "${asset}" stands twice in one need; give it a weight instead`, where(['from']));
    if (!(weight > 0) || !hasSixPlaces(weight)) problems.error('WEIGHT_INVALID', `the weight of "${asset}" must be a decimal above 0 of at most six places, found ${weight}`, where(['from']));
    while (scale < 1e6 && Math.abs(weight * scale - Math.round(weight * scale)) > 1e-9 * scale) scale *= 10;
    sum += weight;
  }
  if (!hasSixPlaces(required)) problems.error('WEIGHT_INVALID', `required must be a decimal of at most six places, found ${required}`, where(['required']));
  while (scale < 1e6 && Math.abs(required * scale - Math.round(required * scale)) > 1e-9 * scale) scale *= 10;
  if (Math.max(sum, required) * scale >= 2 ** 31) problems.error('WEIGHT_INVALID', `the weights are too large for their decimals: their sum, as whole numbers of ${1 / scale}, must stay below 2^31`, where(['from']));
  if (combine === 'best' && !Number.isInteger(required)) problems.error('NEED_INVALID', `with combine: best, required is a whole number, found ${required}`, where(['required']));
  const reach = combine === 'best' ? suppliers.length : sum;
  if (required > reach + 1e-9) problems.error('NEED_UNMEETABLE', `the need can never be met: required ${required}, but its suppliers add up to ${Math.round(reach * 1e6) / 1e6}`, where(['required']));
}
