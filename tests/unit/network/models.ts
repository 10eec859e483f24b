/** Small models for the tests of src/network, written down as objects with the defaults of the file format. */
import type { Asset, Buffer, Kind, Model, Need } from '../../../src/model/types.js';

export function kind(id: string, over: Partial<Kind> = {}): Kind {
  return {
    id, title: id, sector: 'power', services: ['electricity'], serviceArea: false, cutOff: 0, restart: 0, fragility: [], capacityLeft: [1, 1, 0.5, 0, 0],
    repair: [1, 2, 3, 4], failuresPerYear: 0, ownFailureState: 'slight', replacementCost: 0, lossRatio: [0, 0, 0, 1], buffers: {}, sources: {}, ...over,
  };
}

export const PLANT = kind('plant');
export const HOMES = kind('homes', { sector: 'people', services: [], serviceArea: true });

export const buffer = (hours: Buffer['hours'], over: Partial<Buffer> = {}): Buffer => ({ hours, refillHours: 0, cover: 1, initial: 1, drain: 'always', ...over });

/** A need as `from -> service`, ids by the reader's rule (`ASSET/SERVICE#2` for the second of a service). */
export type NeedSpec = Partial<Omit<Need, 'suppliers'>> & { service: string; from: (string | [string, number])[] };

export function asset(id: string, its: Kind, needs: NeedSpec[] = [], over: Partial<Asset> = {}): Asset {
  const seen = new Map<string, number>();
  return {
    id, key: id, name: id, kind: its, sector: its.sector, people: 0, attributes: {}, initialDamage: 'none', ...over,
    needs: needs.map(({ from, ...spec }) => {
      const n = (seen.get(spec.service) ?? 0) + 1;
      seen.set(spec.service, n);
      return {
        id: `${id}/${spec.service}${n > 1 ? `#${n}` : ''}`, asset: id, type: 'physical', required: 1, combine: 'sum', impact: 1, delayHours: 0, role: 'function', demand: 0,
        suppliers: from.map((s) => (typeof s === 'string' ? { asset: s, weight: 1 } : { asset: s[0], weight: s[1] })), ...spec,
      };
    }),
  };
}

export function model(assets: Asset[], over: Partial<Model> = {}): Model {
  return {
    format: 'hazcade-model/1', id: 'test', title: 'Test', description: '', assets, kinds: [...new Set(assets.map((a) => a.kind))],
    sectors: ['power', 'water', 'telecom', 'people'].map((id) => ({ id, title: id })),
    services: [['electricity', 'MW'], ['water', 'm3/h'], ['communications', 'Gbit/s']].map(([id, unit]) => ({ id: id!, title: id!, unit: unit!, quantity: `${unit!}*h` })),
    profiles: {}, physics: [], timeZone: 'UTC', hash: '', ...over,
  };
}
