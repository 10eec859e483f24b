/** Models and scenarios that come with the package are in the store from the start, read-only: puts what is missing or has changed. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestOf, versionHash } from '../../store/manifest.js';
import type { DocumentKind, DocumentRecord } from '../../store/records.js';
import type { Store } from '../../store/store.js';
import type { TaskContext } from '../task.js';

export interface PutShippedInput extends Pick<DocumentRecord, 'owner' | 'project' | 'createdAt'> {
  /** Folder of the package; default: this one. */
  root?: string;
}

/** A document of the package: where it is, which files it has. */
interface Shipped { kind: DocumentKind; id: string; path: string; main: string; files: ReadonlyMap<string, Uint8Array> }

/** @returns how many were put. Errors: those of reading and of the store. */
export async function run({ root = fileURLToPath(new URL('../../../', import.meta.url)), ...row }: PutShippedInput, context: TaskContext): Promise<number> {
  const store = await context.store();
  let put = 0;
  for (const shipped of [...models(join(root, 'models')), ...models(join(root, 'models/replays')), ...scenarios(join(root, 'scenarios')), ...scenarios(join(root, 'scenarios/replays'))]) if (await keep(store, shipped, row)) put++;
  return put;
}

/** Folders with a `model.yaml`, and models of one file. */
function models(folder: string): Shipped[] {
  return readdirSync(folder).sort().flatMap((name): Shipped[] => {
    const path = join(folder, name);
    if (name.endsWith('.yaml')) return [{ kind: 'model', id: basename(name, '.yaml'), path, main: 'model.yaml', files: new Map([['model.yaml', readFileSync(path)]]) }];
    if (!statSync(path).isDirectory() || !readdirSync(path).includes('model.yaml')) return [];
    return [{ kind: 'model', id: name, path: join(path, 'model.yaml'), main: 'model.yaml', files: filesOf(path) }];
  });
}

function scenarios(folder: string): Shipped[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().map((name) => {
    const path = join(folder, name);
    return { kind: 'scenario', id: basename(name, '.yaml'), path, main: 'scenario.yaml', files: new Map([['scenario.yaml', readFileSync(path)]]) };
  });
}

function filesOf(folder: string): Map<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile()).sort();
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path))]));
}

async function keep(store: Store, { kind, id, path, main, files: contents }: Shipped, row: Omit<PutShippedInput, 'root'>): Promise<boolean> {
  const files = manifestOf(contents), hash = versionHash(files);
  const there = await store.documents.get(kind, id);
  // Somebody had the id before a release came with it: theirs stays theirs.
  if (there?.latest === hash || (there !== undefined && there.owner !== row.owner)) return false;
  // Loaded only for what is new: most starts find all as it was.
  const { summaryOf } = await import('../upload/shipped.js'), { title, summary } = summaryOf(kind, path), bytes = [...contents.values()].reduce((sum, content) => sum + content.length, 0);
  const document = { kind, id, title, confidential: false, shipped: true, ...row }, bySha256 = new Map([...contents].map(([name, content]) => [files[name]!, content]));
  await store.documents.put(document, { hash, main, files, bytes, createdAt: row.createdAt, summary }, bySha256);
  return true;
}
