import { checkPlace } from './model-builder.js';
import type { Problems, Where } from './problems.js';
import { kilometresOf } from './quantities.js';
import type { SelectorData } from './schema-parts.js';
import type { Place, Selector } from './types.js';

const listed = <T>(value: T | T[]): T[] => (Array.isArray(value) ? [...value] : [value]);

/** A selector as written; `null` or an empty one is refused by the schema, so nothing selects everything by accident. */
export function selectorOf(data: SelectorData, problems: Problems, where: Where): Selector {
  const selector: Selector = {};
  if (data.all) selector.all = true;
  if (data.id !== undefined) selector.id = listed(data.id);
  if (data.kind !== undefined) selector.kind = listed(data.kind);
  if (data.sector !== undefined) selector.sector = listed(data.sector);
  if (data.attribute) {
    selector.attribute = {};
    for (const [name, value] of Object.entries(data.attribute)) {
      selector.attribute[name] = typeof value === 'object' && !Array.isArray(value) ? { ...value } : listed(value);
    }
  }
  if (data.within) {
    const { of } = data.within;
    selector.within = { of: typeof of === 'string' ? { asset: of } : positionOf(of, problems, () => where(['within', 'of'])), km: kilometresOf(data.within.distance)! };
  }
  if (data.area) selector.area = { polygon: polygonOf(data.area, problems, (path = []) => where(['area', ...path])) };
  if (data.not) selector.not = selectorOf(data.not, problems, (path = []) => where(['not', ...path]));
  if (data.any) selector.any = data.any.map((s, i) => selectorOf(s, problems, (path = []) => where(['any', i, ...path])));
  return selector;
}

/** `[lon, lat]` as a place, checked against WGS 84. */
export function positionOf(data: readonly number[], problems: Problems, where: Where): Place {
  const place = { lon: data[0]!, lat: data[1]! };
  checkPlace(place, problems, () => where());
  return place;
}

/** Corners of a polygon or points of a line, checked against WGS 84. */
export function polygonOf(data: readonly (readonly number[])[], problems: Problems, where: Where): [number, number][] {
  return data.map((corner, i) => {
    const { lon, lat } = positionOf(corner, problems, () => where([i]));
    return [lon, lat];
  });
}
