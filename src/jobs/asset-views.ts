/** Assets and needs as the service shows them: hours, shares and people as in files, names beside ids. */
import { CascadeError, nearest } from '../errors.js';
import type { Asset, Model, Need, Place, Supplier } from '../model/types.js';
import { typical } from '../network/graph.js';
import type { OpenedModel } from './opened-models.js';

/** A line of a list of assets. */
export interface AssetLine {
  id: string;
  name: string;
  kind: string;
  sector: string;
  place?: Place;
  /** Residents of a service area; staff or visitors elsewhere. */
  people: number;
  serviceArea: boolean;
  critical?: number;
  needs: number;
}

export interface NeedView {
  id: string;
  service: string;
  type: Need['type'];
  role: Need['role'];
  suppliers: (Supplier & { name: string })[];
  required: number;
  combine: Need['combine'];
  impact: number;
  delayHours: number;
  demand: number;
  /** `hours`: of the full need when full; of a drawn size the median, mode, mean or scale. */
  buffer?: { hours: number; drawn: boolean; refillHours: number; cover: number; initial: number; refill?: { suppliers: (Supplier & { name: string })[]; required: number; combine: Need['combine'] } };
}

export interface AssetView extends AssetLine {
  kindTitle: string;
  /** Services it offers. */
  services: string[];
  attributes: Asset['attributes'];
  initialDamage: Asset['initialDamage'];
  /** Residents of the service areas that depend on it, directly or through others; estimated in very large models. */
  peopleDownstream: number;
  needList: NeedView[];
  /** Needs of others that it supplies, itself or by refilling their buffers. */
  supplies: { need: string; asset: string; name: string; service: string; role: 'function' | 'repair' | 'refill' }[];
}

export function assetLine({ id, name, kind, sector, place, people, critical, needs }: Asset): AssetLine {
  return { id, name, kind: kind.id, sector, ...(place === undefined ? {} : { place: { lon: place.lon, lat: place.lat } }), people, serviceArea: kind.serviceArea, ...(critical === undefined ? {} : { critical }), needs: needs.length };
}

export function assetView(opened: OpenedModel, asset: Asset): AssetView {
  const { model } = opened, { network } = opened.compiled(), nameOf = namer(opened);
  return {
    ...assetLine(asset), kindTitle: asset.kind.title, services: asset.kind.services, attributes: asset.attributes, initialDamage: asset.initialDamage,
    peopleDownstream: network.assetServed[opened.indexOf(asset.id)!]!, needList: asset.needs.map((need) => needView(need, nameOf)), supplies: suppliedBy(model, asset.id),
  };
}

/** Errors: NOT_FOUND, with the nearest name. */
export function assetOf({ model, indexOf }: OpenedModel, id: string): { asset: Asset; index: number } {
  const index = indexOf(id);
  if (index !== undefined) return { asset: model.assets[index]!, index };
  const near = nearest(id, model.assets.map((asset) => asset.id));
  throw new CascadeError('NOT_FOUND', `model "${model.id}" has no asset "${id.slice(0, 100)}"; expecting one of ${model.assets.length}.${near === undefined ? '' : ` Did you mean "${near}"?`}`);
}

const namer = ({ model, indexOf }: OpenedModel) => (id: string): string => model.assets[indexOf(id)!]!.name;

function needView({ id, service, type, role, suppliers, required, combine, impact, delayHours, demand, buffer }: Need, nameOf: (id: string) => string): NeedView {
  const named = (list: readonly Supplier[]) => list.map(({ asset, weight }) => ({ asset, weight, name: nameOf(asset) })), refill = buffer?.refill;
  return {
    id, service, type, role, suppliers: named(suppliers), required, combine, impact, delayHours, demand,
    ...(buffer === undefined ? {} : {
      buffer: {
        hours: typical(buffer.hours), drawn: typeof buffer.hours !== 'number', refillHours: buffer.refillHours, cover: buffer.cover, initial: buffer.initial,
        ...(refill === undefined ? {} : { refill: { suppliers: named(refill.suppliers), required: refill.required, combine: refill.combine } }),
      },
    }),
  };
}

function suppliedBy(model: Model, id: string): AssetView['supplies'] {
  const supplies: AssetView['supplies'] = [], among = (list: readonly Supplier[] | undefined): boolean => list?.some(({ asset }) => asset === id) === true;
  for (const { id: asset, name, needs } of model.assets) {
    for (const need of needs) {
      if (among(need.suppliers)) supplies.push({ need: need.id, asset, name, service: need.service, role: need.role });
      if (among(need.buffer?.refill?.suppliers)) supplies.push({ need: need.id, asset, name, service: need.service, role: 'refill' });
    }
  }
  return supplies;
}
