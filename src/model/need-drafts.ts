/** Needs and assets of YAML and JSON, already checked by the schema, as drafts. */
import { bufferOf, suppliersOf } from './buffers.js';
import type { AssetDraft, NeedDraft } from './model-builder.js';
import type { Problems, Where } from './problems.js';
import { hoursOf } from './quantities.js';
import type { AssetData, NeedData } from './schema-model.js';

/** @returns undefined after a problem that leaves no usable need */
export function needDraftOf(data: NeedData, problems: Problems, where: Where): NeedDraft | undefined {
  const { buffer } = data;
  const read = buffer === undefined || buffer === 'none' ? buffer : bufferOf(buffer, problems, (path = []) => where(['buffer', ...path]));
  if (buffer !== undefined && read === undefined) return undefined;
  return {
    service: data.service, suppliers: suppliersOf(data.from), required: data.required ?? 1, combine: (data.combine ?? 'sum') as NeedDraft['combine'],
    impact: data.impact ?? 1, delayHours: hoursOf(data.delay) ?? 0, type: (data.type ?? 'physical') as NeedDraft['type'],
    role: (data.role ?? 'function') as NeedDraft['role'], demand: data.demand ?? 0, demandProfile: data.demandProfile, buffer: read as NeedDraft['buffer'],
  };
}

export function assetDraftOf(data: AssetData): AssetDraft {
  const { needs: _needs, place, ...rest } = data;
  return { ...rest, place: place && { lon: place[0]!, lat: place[1]! } } as AssetDraft;
}
