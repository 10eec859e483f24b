import { greatCircleKm } from '../numerics/sphere.js';
import { isInside } from './geo.js';
import type { Asset, Model, Place, Selector } from './types.js';

type Test = (asset: Asset) => boolean;

/**
 * Assets that a selector means, as indices into `model.assets`, ascending.
 * Assets without a place are in no area and within no distance; an unknown asset in `within` selects nothing.
 */
export function selectAssets(model: Model, selector: Selector): number[] {
  const test = testOf(selector, model);
  const selected: number[] = [];
  for (let i = 0; i < model.assets.length; i++) if (test(model.assets[i]!)) selected.push(i);
  return selected;
}

/** Places named by asset, for `within`. */
function testOf(selector: Selector, model: Model): Test {
  const tests: Test[] = [];
  if (selector.id) { const ids = new Set(selector.id); tests.push((a) => ids.has(a.id)); }
  if (selector.kind) { const kinds = new Set(selector.kind); tests.push((a) => kinds.has(a.kind.id)); }
  if (selector.sector) { const sectors = new Set(selector.sector); tests.push((a) => sectors.has(a.sector)); }
  for (const [name, wanted] of Object.entries(selector.attribute ?? {})) tests.push(attributeTest(name, wanted));
  if (selector.within) tests.push(withinTest(selector.within, model));
  if (selector.area) { const { polygon } = selector.area; tests.push((a) => a.place !== undefined && isInside(a.place, polygon)); }
  if (selector.not) { const not = testOf(selector.not, model); tests.push((a) => !not(a)); }
  if (selector.any) { const any = selector.any.map((s) => testOf(s, model)); tests.push((a) => any.some((t) => t(a))); }
  return (a) => tests.every((t) => t(a));
}

function attributeTest(name: string, wanted: (string | number | boolean)[] | { min?: number; max?: number }): Test {
  const valueOf = (a: Asset) => (Object.hasOwn(a.attributes, name) ? a.attributes[name] : undefined);
  if (Array.isArray(wanted)) return (a) => { const value = valueOf(a); return value !== undefined && wanted.includes(value); };
  const { min = -Infinity, max = Infinity } = wanted;
  return (a) => { const value = valueOf(a); return typeof value === 'number' && value >= min && value <= max; };
}

function withinTest(within: { of: Place | { asset: string }; km: number }, model: Model): Test {
  const { of, km } = within;
  const center = 'asset' in of ? model.assets.find((a) => a.id === of.asset)?.place : of;
  return (a) => center !== undefined && a.place !== undefined && greatCircleKm(center.lon, center.lat, a.place.lon, a.place.lat) <= km;
}
