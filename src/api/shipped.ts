/** Models and scenarios that come with the package are in the store from the start, read-only. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { DocumentKind } from '../store/records.js';
import type { Store } from '../store/store.js';
import { SHIPPED } from './access/principal.js';
import { manifestOf, versionHash } from '../store/manifest.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Puts what is missing or has changed. */
export async function putShipped(store: Store, at: string): Promise<void> {
  for (const name of readdirSync(join(ROOT, 'models'))) {
    const folder = join(ROOT, 'models', name);
    if (statSync(folder).isDirectory() && readdirSync(folder).includes('model.yaml')) await put(store, at, 'model', name, 'model.yaml', filesOf(folder));
  }
  for (const file of readdirSync(join(ROOT, 'scenarios')).filter((f) => f.endsWith('.yaml'))) {
    await put(store, at, 'scenario', basename(file, '.yaml'), 'scenario.yaml', new Map([['scenario.yaml', readFileSync(join(ROOT, 'scenarios', file))]]));
  }
}

function filesOf(folder: string): Map<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => statSync(join(folder, f)).isFile()).sort();
  return new Map(paths.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path))]));
}

async function put(store: Store, createdAt: string, kind: DocumentKind, id: string, main: string, files: Map<string, Uint8Array>): Promise<void> {
  const manifest = manifestOf(files), hash = versionHash(manifest);
  if ((await store.documents.get(kind, id))?.latest === hash) return;
  const { title, replications, model } = parse(Buffer.from(files.get(main)!).toString('utf8')) as { title?: string; replications?: number; model?: string };
  const bytes = [...files.values()].reduce((sum, f) => sum + f.length, 0);
  await store.documents.put(
    { kind, id, title: title ?? id, owner: 'hazcade', project: SHIPPED, confidential: false, shipped: true, createdAt },
    { hash, main, files: manifest, bytes, createdAt, summary: kind === 'scenario' ? { model, replications } : {} },
    new Map([...files].map(([path, content]) => [manifest[path]!, content])),
  );
}

