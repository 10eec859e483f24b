/** Questions about what is in a model, and their answers. */
import { Type, type Static, type TSchema } from 'typebox';
import { Reference } from './documents.js';

const NAME = '^[^\\u0000-\\u001f]+$';
const AssetId = Type.String({ minLength: 1, maxLength: 100, pattern: NAME });

export const AssetParams = Type.Object({ ...Reference.properties, asset: AssetId });
export interface AssetParams { Params: { id: string; asset: string } }

export const AssetQuery = Type.Object({
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }), cursor: Type.Optional(AssetId),
  sector: Type.Optional(Type.String({ maxLength: 100 })), kind: Type.Optional(Type.String({ maxLength: 100 })), service: Type.Optional(Type.String({ maxLength: 100, description: 'that it offers' })),
  serviceArea: Type.Optional(Type.Boolean()), search: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'part of id or name' })),
}, { additionalProperties: false });
export type AssetQuery = Static<typeof AssetQuery>;

const Line = {
  id: Type.String(), name: Type.String(), kind: Type.String(), sector: Type.String(), place: Type.Optional(Type.Object({ lon: Type.Number(), lat: Type.Number() }, { additionalProperties: false })),
  people: Type.Integer({ description: 'residents of a service area; staff or visitors elsewhere' }), serviceArea: Type.Boolean(), critical: Type.Optional(Type.Integer()), needs: Type.Integer(),
};
const AssetLine = Type.Object(Line, { $id: 'AssetLine', additionalProperties: false });
const AssetPage = Type.Object({
  items: Type.Array(Type.Ref('AssetLine#')), total: Type.Integer({ description: 'on all pages' }), cursor: Type.Optional(Type.String({ description: 'continues the list; absent: that was all' })),
}, { $id: 'AssetPage', additionalProperties: false });

const Combine = Type.Enum(['sum', 'best']), Suppliers = Type.Array(Type.Object({ asset: Type.String(), name: Type.String(), weight: Type.Number() }, { additionalProperties: false }));
const Buffer = Type.Object({
  hours: Type.Number({ description: 'of the full need, when full; of a drawn size its median, mode, mean or scale' }), drawn: Type.Boolean(), refillHours: Type.Number(), cover: Type.Number(), initial: Type.Number(),
  refill: Type.Optional(Type.Object({ suppliers: Suppliers, required: Type.Number(), combine: Combine }, { additionalProperties: false })),
}, { additionalProperties: false });
const Need = Type.Object({
  id: Type.String(), service: Type.String(), type: Type.Enum(['physical', 'cyber', 'geographic', 'logical']), role: Type.Enum(['function', 'repair']), suppliers: Suppliers,
  required: Type.Number({ description: 'of the summed weights; with combine best: the required-th best level counts' }), combine: Combine, impact: Type.Number(), delayHours: Type.Number(), demand: Type.Number(), buffer: Type.Optional(Buffer),
}, { additionalProperties: false });
const AssetAnswer = Type.Object({
  ...Line, kindTitle: Type.String(), services: Type.Array(Type.String()), attributes: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])), initialDamage: Type.String(),
  peopleDownstream: Type.Number({ description: 'residents of the service areas that depend on it' }), needList: Type.Array(Need),
  supplies: Type.Array(Type.Object({ need: Type.String(), asset: Type.String(), name: Type.String(), service: Type.String(), role: Type.Enum(['function', 'repair', 'refill']) }, { additionalProperties: false })),
}, { $id: 'Asset', additionalProperties: false });

export const TraceQuery = Type.Object({
  depth: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'needs on a chain at most' })),
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }), offset: Type.Integer({ minimum: 0, maximum: 10_000_000, default: 0 }),
}, { additionalProperties: false });
export type TraceQuery = Static<typeof TraceQuery>;

const TraceAnswer = Type.Object({
  asset: Type.String(), direction: Type.Enum(['downstream', 'upstream']), depth: Type.Optional(Type.Integer()),
  total: Type.Integer({ description: 'assets reached, on all pages' }), serviceAreas: Type.Integer(), people: Type.Integer({ description: 'residents of the service areas reached' }),
  bySector: Type.Array(Type.Object({ sector: Type.String(), assets: Type.Integer() }, { additionalProperties: false })), deepest: Type.Integer({ description: 'most steps to any of them' }),
  items: Type.Array(Type.Object({
    asset: Type.String(), name: Type.String(), sector: Type.String(), kind: Type.String(), people: Type.Optional(Type.Integer()), steps: Type.Integer({ description: 'needs on the shortest chain' }),
    holdHours: Type.Number({ description: 'hours that buffers and delays hold along the chain that holds least: no loss shows before' }),
    levelWithout: Type.Optional(Type.Number({ description: 'level (0..1) in the long run with buffers empty: downstream of this asset without the one asked about, upstream of the one asked about without this asset' })),
    via: Type.Object({ need: Type.String(), service: Type.String(), from: Type.String(), holdHours: Type.Number() }, { additionalProperties: false, description: 'last need of that chain, and the asset before it' }),
    needs: Type.Array(Type.String(), { description: 'all needs that tie it to what is reached' }),
  }, { additionalProperties: false })),
  next: Type.Optional(Type.Integer({ description: 'offset of the next page; absent: that was all' })),
}, { $id: 'Trace', additionalProperties: false });

const LayerList = Type.Object({
  items: Type.Array(Type.Object({ name: Type.String(), mediaType: Type.String(), bytes: Type.Integer(), from: Type.Enum(['model', 'data-folder']), href: Type.String() }, { additionalProperties: false })),
}, { $id: 'LayerList', additionalProperties: false });

/** Components of OpenAPI, by their `$id`. */
export const MODEL_COMPONENTS: readonly TSchema[] = [AssetLine, AssetPage, AssetAnswer, TraceAnswer, LayerList];
