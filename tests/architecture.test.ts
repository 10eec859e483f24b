/**
 * Who may import whom: docs/architecture.md, held by a test. Also: which package is used where, no file that leads back to itself,
 * and no file longer than one can read in one go.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Folders (or files beside them) a folder may import; `types` only as types; a name with a slash is one file. */
const MAY_IMPORT: Record<string, { uses: string[]; types?: string[] }> = {
  errors: { uses: [] },
  version: { uses: [] },
  catalogue: { uses: ['errors'] },
  'make-folder': { uses: ['errors'] },
  'built-file': { uses: ['errors'] },
  numerics: { uses: ['errors'] },
  random: { uses: ['errors', 'numerics'], types: ['engine', 'model'] },
  model: { uses: ['errors', 'catalogue', 'numerics'] },
  imports: { uses: ['errors', 'model'] },
  network: { uses: ['errors', 'model', 'numerics', 'random', 'engine/units'] },
  engine: { uses: ['errors', 'model', 'network', 'numerics', 'random', 'hazards'] },
  hazards: { uses: ['errors', 'imports', 'model', 'numerics'], types: ['engine'] },
  damage: { uses: ['errors', 'model', 'numerics'], types: ['engine'] },
  sectors: { uses: ['errors', 'imports', 'model', 'numerics', 'engine/units', 'random/seeded'], types: ['engine', 'network'] },
  outcomes: { uses: ['errors', 'engine', 'network', 'numerics'] },
  generate: { uses: ['errors', 'make-folder', 'random'] },
  study: { uses: ['errors', 'version', 'make-folder', 'numerics', 'random', 'model', 'network', 'engine', 'hazards', 'damage', 'sectors', 'outcomes'] },
  runners: { uses: ['errors', 'built-file', 'version', 'study'], types: ['engine'] },
  risk: { uses: ['errors', 'version', 'model', 'numerics', 'random', 'network', 'engine', 'study', 'runners'] },
  store: { uses: ['errors', 'built-file', 'make-folder'] },
  exports: { uses: ['study'], types: ['risk'] },
  report: { uses: ['errors', 'study', 'catalogue'], types: ['engine', 'network', 'risk'] },
  simulate: { uses: ['errors', 'study', 'runners'], types: ['model'] },
  decompose: { uses: ['errors', 'study', 'runners'], types: ['model'] },
  jobs: { uses: ['errors', 'built-file', 'version', 'make-folder', 'model', 'network', 'engine/units', 'imports', 'sectors', 'study', 'runners', 'exports', 'report', 'store'], types: ['engine'] },
  api: { uses: ['errors', 'version', 'make-folder', 'model', 'store', 'jobs', 'study/redact'], types: ['study', 'exports'] },
  client: { uses: [] },
  cli: { uses: ['api', 'jobs', 'store', 'decompose', 'errors', 'version', 'catalogue', 'make-folder', 'model', 'network', 'generate', 'imports', 'sectors', 'study', 'runners', 'risk', 'exports', 'report'], types: ['engine'] },
  index: { uses: ['decompose', 'errors', 'version', 'catalogue', 'simulate', 'imports/hips', 'model', 'network', 'generate', 'study', 'runners', 'risk', 'exports', 'report', 'engine/units', 'random/given-draws'], types: ['engine'] },
};

/** Where each package may be imported: folders, or single files. Nothing else may be imported. */
const PACKAGES: Record<string, string[]> = {
  'seedrandom': ['random'],
  'graphology': ['network'], 'graphology-metrics': ['network'], 'graphology-gexf': ['network'], 'graphology-types': ['network'],
  'typebox': ['model', 'api'], 'yaml': ['model', 'api/config-read'],
  'rxjs': ['jobs', 'engine/contracts', 'engine/clock', 'study', 'runners', 'risk', 'cli', 'simulate', 'decompose'],
  'geotiff': ['imports/geotiff', 'imports/geotiff-codecs'], 'proj4': ['hazards/file-crs'],
  'worker-threads-pool': ['runners/threads'], 'highs': ['sectors'], 'epanet-js': ['sectors/water/engine'],
  'apache-arrow': ['exports'], 'csv-stringify': ['exports'], 'hyparquet-writer': ['exports'], 'geojson': ['exports', 'model'],
  'kysely': ['store'], 'libsql': ['store/libsql/thread'], 'pg': ['store/postgres/dialect'], 'bullmq': ['runners/redis'], 'ioredis': ['runners/redis'],
  'openapi-fetch': ['client'], 'eventsource-parser': ['client'],
  'fastify': ['api'], '@fastify/swagger': ['api'], '@fastify/swagger-ui': ['api'], '@fastify/rate-limit': ['api'], '@fastify/helmet': ['api'], '@fastify/cors': ['api'],
  '@fastify/under-pressure': ['api'], 'prom-client': ['api'], 'jose': ['api/access/oidc'], 'ajv': ['api/validation'], 'yauzl': ['jobs'],
  'picocolors': ['report'], 'cli-progress': ['cli'], 'commander': ['cli'],
};

const LONGEST = 400;
/** Made from the OpenAPI document; nobody reads it in one go. */
const MADE = 'client/openapi';

interface Import { from: string; spec: string; typeOnly: boolean }

/** Sources by path below src, without extension. */
type Sources = ReadonlyMap<string, string>;

function importsOf(from: string, text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const statements = [...code.matchAll(/^\s*(?:import|export)\s+(?:(type)\s+)?(?:([^'";]*?)\s+from\s+)?['"]([^'"]+)['"]/gm)].map(([, type, names, spec]) => ({
    from, spec: spec!, typeOnly: type !== undefined || (names !== undefined && /^\{[^}]*\}$/.test(names) && names.slice(1, -1).split(',').every((name) => /^\s*(type\s|$)/.test(name))),
  }));
  return [...statements, ...[...code.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)/g)].map(([, spec]) => ({ from, spec: spec!, typeOnly: false }))];
}

/** Path below src of a relative import. */
const targetOf = ({ from, spec }: Import): string => posix.join(posix.dirname(from), spec).replace(/\.js$/, '');
const folderOf = (path: string): string => path.split('/')[0]!;
/** A folder of `src`, one file, or a folder further down. */
const covers = (allowed: readonly string[], path: string): boolean => allowed.some((name) => path === name || path.startsWith(`${name}/`));

function wrongImports(sources: Sources): string[] {
  const wrong: string[] = [];
  for (const [path, text] of sources) {
    const rule = MAY_IMPORT[folderOf(path)];
    if (rule === undefined) { wrong.push(`${path}: its folder is not in the table`); continue; }
    for (const found of importsOf(path, text)) {
      if (found.spec.startsWith('node:')) continue;
      if (!found.spec.startsWith('.')) {
        const name = found.spec.split('/').slice(0, found.spec.startsWith('@') ? 2 : 1).join('/');
        if (!covers(PACKAGES[name] ?? [], path)) wrong.push(`${path} -> package ${name}`);
        continue;
      }
      const target = targetOf(found);
      if (folderOf(target) === folderOf(path) || covers(rule.uses, target)) continue;
      if (!(found.typeOnly && covers(rule.types ?? [], target))) wrong.push(`${path} -> ${target}${found.typeOnly ? ' (type)' : ''}`);
    }
  }
  return wrong;
}

/** Groups of files that import each other, directly or around a corner. Types are left out: the compiler erases them. */
function circles(sources: Sources): string[] {
  const next = new Map([...sources].map(([path, text]) => [path, importsOf(path, text).filter((i) => i.spec.startsWith('.') && !i.typeOnly).map(targetOf)]));
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) { found.push([...trail.slice(at), path].join(' -> ')); return; }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of sources.keys()) visit(path, []);
  return found;
}

const SRC = join(import.meta.dirname, '../src');
const sources: Sources = new Map(readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')).map((file) => file.replaceAll('\\', '/')).sort()
  .map((file) => [file.replace(/\.ts$/, ''), readFileSync(join(SRC, file), 'utf8')]));

describe('architecture', () => {
  it('reads the sources', () => {
    expect(sources.size).toBeGreaterThan(100);
    expect([...sources].flatMap(([path, text]) => importsOf(path, text)).length).toBeGreaterThan(300);
  });

  it('imports only downwards, and packages only where they belong', () => {
    expect(wrongImports(sources)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(circles(sources)).toEqual([]);
  });

  it('a run loads no schemas, flow models or service before it needs them, and of rxjs only parts', () => {
    const loaded = new Set(['cli/main', 'cli/run-or-part', 'cli/study-command', 'study/open', 'model/read-scenario', 'study/replicator', 'runners/worker']), packages = new Set<string>();
    for (const path of loaded) {
      // What is imported by a call is loaded when it is called.
      for (const found of importsOf(path, (sources.get(path) ?? '').replace(/import\(/g, '(')).filter((i) => !i.typeOnly)) {
        if (found.spec.startsWith('.')) loaded.add(targetOf(found));
        else packages.add(found.spec);
      }
    }
    expect(loaded.size).toBeGreaterThan(150);
    expect([...loaded].filter((path) => /^(sectors|api|jobs|store|client|imports|risk)\/|\/schema/.test(path))).toEqual([]);
    expect([...packages].filter((name) => !name.startsWith('node:') && !name.startsWith('rxjs/internal/')).sort()).toEqual(['cli-progress', 'commander', 'seedrandom', 'worker-threads-pool', 'yaml']);
  });

  it(`has no file longer than ${LONGEST} lines`, () => {
    expect([...sources].map(([path, text]) => ({ path, lines: text.split('\n').length - 1 })).filter(({ path, lines }) => lines > LONGEST && path !== MADE)).toEqual([]);
  });

  it('names every folder of src in docs/architecture.md', () => {
    const text = readFileSync(join(import.meta.dirname, '../docs/architecture.md'), 'utf8');
    expect([...new Set([...sources.keys()].map(folderOf))].filter((folder) => !text.includes(`| \`${folder}\``))).toEqual([]);
  });
});

describe('the checks themselves find what is planted', () => {
  it.each([
    ['network/compile', "import { main } from '../cli/main.js';", 'network/compile -> cli/main'],
    ['numerics/beta', "import seedrandom from 'seedrandom';", 'numerics/beta -> package seedrandom'],
    ['sectors/power', "import { Kernel } from '../engine/kernel.js';", 'sectors/power -> engine/kernel'],
    ['engine/needs', "import { of } from 'rxjs';", 'engine/needs -> package rxjs'],
    ['report/terminal', "const { readModel } = await import('../model/read.js');", 'report/terminal -> model/read'],
    ['model/read', "export { run } from '../study/run.js';", 'model/read -> study/run'],
    ['attic/utils', '', 'attic/utils: its folder is not in the table'],
  ])('%s', (path, text, expected) => {
    expect(wrongImports(new Map([[path, text]]))).toEqual([expected]);
  });

  it('lets types through where only types are allowed', () => {
    expect(wrongImports(new Map([['sectors/power', "import type { SectorModel } from '../engine/sector-model.js';\nimport { type Step } from '../engine/contracts.js';"]]))).toEqual([]);
  });

  it('a circle of three', () => {
    const planted = new Map([['a/one', "import { two } from './two.js';"], ['a/two', "import { three } from '../b/three.js';"], ['b/three', "import { one } from '../a/one.js';"]]);
    expect(circles(planted)).toEqual(['a/one -> a/two -> b/three -> a/one']);
  });
});
