/**
 * The partial of a block as bytes, and back. Blocks are what a study is made of, so theirs has a layout of its own, written straight from the
 * arrays (number-packs.ts); what other jobs leave behind goes through plain-bytes.ts. A block of 64 replications of winter-storm is 285 kB in
 * memory and 74 kB here. Layout: head (JSON, see Head), values by outcome, curves, completed, lossByOrigin, assets, needs.
 */
import { CascadeError } from '../errors.js';
import type { BlockJob, BlockPartial } from './block.js';
import { PackReader } from './pack-reader.js';
import { PackWriter } from './pack-writer.js';
import type { FailedReplication } from './results.js';
import type { StudyShape } from './shape.js';

/** Numbers, and the lengths of the arrays. */
interface Head { index: number; first: number; count: number; events: number; failures: FailedReplication[]; values: number; curves: number; lossByOrigin: number; assets: number; needs: number }

const writer = new PackWriter(), encoder = new TextEncoder(), decoder = new TextDecoder('utf-8', { fatal: true });

/** Bytes of a block's partial, in memory of their own. */
export function blockToBytes({ index, first, count, completed, values, curves, assets, needs, lossByOrigin, failures, events }: BlockPartial): Uint8Array {
  const head: Head = { index, first, count, events, failures, values: values.length, curves: curves.length, lossByOrigin: lossByOrigin.length, assets: assets.asset.length, needs: needs.need.length };
  writer.text(encoder.encode(JSON.stringify(head)));
  writer.columns(values, values.length / count);
  writer.runs(curves);
  writer.whole(completed);
  writer.columns(lossByOrigin, 1);
  writer.whole(assets.asset, true);
  for (const counts of [assets.hit, assets.fell, assets.short, assets.downAtHorizon]) writer.whole(counts);
  for (const hours of [assets.lostHours, assets.firstFallHours]) writer.columns(hours, 1);
  writer.whole(needs.need, true);
  writer.whole(needs.transmissions);
  return writer.take();
}

/**
 * A block's partial from bytes: arrays of the lengths that the job and the shape say, and no memory beyond it, whatever the bytes claim.
 * @param refuse throws that they are of another block or study, and why
 * @throws CascadeError DATA_UNREADABLE
 */
export function blockFromBytes(bytes: Uint8Array, job: BlockJob, shape: StudyShape, refuse: (why: string) => never): BlockPartial {
  const reader = new PackReader(bytes), head = headOf(reader.text()), { index, first, count, events, failures } = head, mistake = wrongHead(head, job, shape);
  if (mistake !== undefined) refuse(mistake);
  const doubles = (n: number): Float64Array => reader.columns(n, 1), counts = (n: number): Int32Array => reader.whole(new Int32Array(n)), n = head.assets;
  const values = reader.columns(count, shape.outcomes.length), curves = reader.runs(new Uint16Array(head.curves)), completed = reader.whole(new Uint8Array(count)), lossByOrigin = doubles(head.lossByOrigin);
  const assets = { asset: ascending('asset', reader, n, shape.assets, refuse), hit: counts(n), fell: counts(n), short: counts(n), downAtHorizon: counts(n), lostHours: doubles(n), firstFallHours: doubles(n) };
  const needs = { need: ascending('need', reader, head.needs, shape.needs, refuse), transmissions: counts(head.needs) };
  reader.end();
  if (completed.some((flag) => flag > 1)) refuse('completed is not 0 or 1');
  return { index, first, count, completed, values, curves, assets, needs, lossByOrigin, failures, events };
}

function headOf(text: Uint8Array): Head {
  try {
    return { ...JSON.parse(decoder.decode(text)) as Head };
  } catch (error) {
    throw new CascadeError('DATA_UNREADABLE', `these bytes hold no data of Hazcade: ${(error as Error).message}`, { cause: error });
  }
}

function wrongHead(head: Head, job: BlockJob, shape: StudyShape): string | undefined {
  const { index, first, count, events, failures, assets, needs } = head;
  if (index !== job.index || first !== job.first || count !== job.count) return `block ${index} of ${count} replications from ${first}`;
  if (!Array.isArray(failures) || typeof events !== 'number') return 'fields are missing';
  const lengths = { values: count * shape.outcomes.length, curves: count * shape.curves.length * shape.gridHours.length, lossByOrigin: shape.origins.length * shape.sectors };
  const bad = (['values', 'curves', 'lossByOrigin'] as const).find((name) => head[name] !== lengths[name]);
  if (bad !== undefined) return `${bad} is not ${lengths[bad]} numbers`;
  return wrongNumber('assets', assets, shape.assets) ?? wrongNumber('needs', needs, shape.needs);
}

const wrongNumber = (name: string, n: unknown, most: number): string | undefined =>
  (Number.isSafeInteger(n) && (n as number) >= 0 && (n as number) <= most ? undefined : `${String(n)} ${name}, of ${most}`);

/** Indices must ascend within their range: merging adds at them without looking. */
function ascending(name: string, reader: PackReader, n: number, end: number, refuse: (why: string) => never): Int32Array {
  const indices = reader.whole(new Int32Array(n), true);
  for (let i = 0, before = -1; i < n; i++) {
    const index = indices[i]!;
    if (index <= before || index >= end) refuse(`${name} ${index} at ${i}, of ${end}`);
    before = index;
  }
  return indices;
}
