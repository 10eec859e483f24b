/** Kind libraries: files to kinds with every default applied. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bufferOf } from './buffers.js';
import { fitsSchema } from './check-schema.js';
import { compiledReader, compileKinds } from './compiled-kinds.js';
import { overridden } from './overrides.js';
import { order, Problems, type Path, type Where } from './problems.js';
import { shareOf } from './quantities.js';
import { readData, type SourceData } from './read-data.js';
import type { KindData, KindsFileData } from './schema-kinds.js';
import { KIND_NAMES } from './lost-names.js';
import { soundPart } from './sound-part.js';
import type { Buffer, DamageState, Kind } from './types.js';

/** The library that ships with Hazcade; the same relative path from `src` and from `dist`. */
const SHIPPED_KINDS = fileURLToPath(new URL('../../models/kinds', import.meta.url));

/** What a kind has that says nothing else, by damage state; the figures are assumptions (docs/formats.md). */
const DEFAULT_CAPACITY_LEFT = [1, 1, 0.5, 0, 0];
const DEFAULT_REPAIR_HOURS = [24, 72, 168, 720];
const DEFAULT_LOSS_RATIO = { slight: 0.02, moderate: 0.1, extensive: 0.5, complete: 1 };

let shipped: { kinds: Map<string, Kind>; problems: Problems } | undefined;

/** Adds the kinds that ship with Hazcade; read once in a process, since they do not change. */
export function addShippedKinds(kinds: Map<string, Kind>, problems: Problems): void {
  if (!shipped) {
    shipped = { kinds: new Map(), problems: new Problems() };
    readKinds(SHIPPED_KINDS, shipped.kinds, shipped.problems, compiledReader());
  }
  problems.include(shipped.problems);
  shipped.kinds.forEach((kind, id) => kinds.set(id, kind));
}

/** The kinds that ship with Hazcade, in the order of the library. */
export function shippedKinds(): Kind[] {
  const kinds = new Map<string, Kind>();
  addShippedKinds(kinds, new Problems());
  return [...kinds.values()];
}

/** Part of the build: makes the shipped kinds fast to read. Throws ValidationError. */
export function compileShippedKinds(): void { compileKinds(filesOf(SHIPPED_KINDS)); }

/** Adds the kinds of a folder of `*.yaml` (or of one file) to `kinds`. */
export function readKinds(path: string, kinds: Map<string, Kind>, problems: Problems, read = readData): void {
  let files: string[];
  try {
    files = filesOf(path);
  } catch {
    problems.error('FILE_NOT_FOUND', 'there is no such kind library', { file: path });
    problems.forgive({ codes: KIND_NAMES });
    return;
  }
  for (const file of files) {
    const written = read(file, problems);
    const source = written && (fitsSchema('kinds', written, problems) ? written : soundPart('kinds', written, problems));
    if (!source) { problems.forgive({ codes: KIND_NAMES }); continue; }
    (source.data as KindsFileData).kinds.forEach((data, i) => {
      const where: Where = (steps = []) => source.locate(['kinds', i, ...steps]);
      if (kinds.has(data.id)) problems.error('KIND_DUPLICATE', `kind "${data.id}" is defined twice`, where(['id']));
      else kinds.set(data.id, kindOf(data.id, data, problems, where));
    });
  }
}

/** The files of a library, in order; a path to a file is a library of one. */
function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).filter((f) => /\.(ya?ml|json)$/.test(f)).sort(order).map((f) => join(path, f));
}

/** Adds kinds that a model defines itself; they may not take the name of a library kind. */
export function ownKinds(data: Record<string, KindData>, kinds: Map<string, Kind>, source: SourceData, base: Path, problems: Problems): void {
  for (const [id, kind] of Object.entries(data)) {
    const where: Where = (steps = []) => source.locate([...base, id, ...steps]);
    if (kinds.has(id)) problems.error('KIND_DUPLICATE', `kind "${id}" is in the library already: give the model's own kind another id`, where());
    else kinds.set(id, kindOf(id, kind, problems, where));
  }
}

function kindOf(id: string, data: KindData, problems: Problems, where: Where): Kind {
  const buffers: Record<string, Buffer> = {};
  for (const [service, buffer] of Object.entries(data.buffers ?? {}).sort(([a], [b]) => order(a, b))) {
    const read = bufferOf(buffer, problems, (steps = []) => where(['buffers', service, ...steps]));
    if (read) buffers[service] = read;
  }
  const base: Kind = {
    id, title: data.title ?? id, sector: data.sector, services: [...(data.services ?? [])].sort(order), serviceArea: data.serviceArea ?? false,
    cutOff: 0, restart: 0, fragility: [], capacityLeft: [...DEFAULT_CAPACITY_LEFT], repair: [...DEFAULT_REPAIR_HOURS], failuresPerYear: 0,
    ownFailureState: (data.ownFailureState ?? 'slight') as DamageState, replacementCost: data.replacementCost ?? 0,
    lossRatio: Object.entries(DEFAULT_LOSS_RATIO).map(([state, ratio]) => shareOf(data.lossRatio?.[state as keyof typeof DEFAULT_LOSS_RATIO]) ?? ratio),
    buffers, sources: { ...data.sources },
  };
  return overridden(base, data, problems, where);
}
