/** What the documents say of the code: links lead somewhere, every error code is explained, examples run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lastValueFrom, toArray } from 'rxjs';
import * as hazcade from '../src/index.js';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...readdirSync(join(ROOT, 'docs')).filter((f) => f.endsWith('.md')).map((f) => `docs/${f}`)];
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
/** Anchor of a heading, as GitHub makes it. */
const anchorOf = (heading: string): string => heading.trim().toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
const anchors = (file: string): string[] => [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));

/** Fenced blocks of a language. */
const blocks = (file: string, language: string): string[] => [...read(file).matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)].filter(([, name]) => name === language).map(([, , code]) => code!);

describe('links', () => {
  it.each(documents)('of %s lead somewhere', (file) => {
    const targets = [...withoutCode(read(file)).matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g)].map(([, link, image]) => (link ?? image)!);
    const broken = targets.filter((target) => !/^https?:/.test(target)).filter((target) => {
      const [path, anchor] = target.split('#');
      const at = path === '' ? file : relative(ROOT, join(ROOT, dirname(file), path!));
      return !existsSync(join(ROOT, at)) || (anchor !== undefined && !anchors(at).includes(anchor));
    });
    expect(broken).toEqual([]);
  });

  it('every document can be reached from the README', () => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file) || !existsSync(join(ROOT, file))) return;
      reached.add(file);
      for (const [, link] of withoutCode(read(file)).matchAll(/\]\(([^)\s#]+\.md)[^)]*\)/g)) visit(relative(ROOT, join(ROOT, dirname(file), link!)));
    };
    visit('README.md');
    expect(documents.filter((file) => !reached.has(file))).toEqual([]);
  });
});

describe('error codes', () => {
  /** Environment variables, codes of Node, and columns of IBTrACS. */
  const NO_CODES = ['FORCE_COLOR', 'NO_COLOR', 'HAZCADE_DEBUG', 'HAZCADE_REDIS', 'ERR_HTTP_REQUEST_TIMEOUT', 'HPE_HEADER_OVERFLOW', 'ISO_TIME', 'USA_POCI', 'USA_PRES', 'USA_RMW', 'USA_WIND', 'WMO_PRES', 'WMO_WIND'];
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts')).map((f) => read(join('src', f)));
  const inSource = new Set(sources.flatMap((text) => [...text.matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g)].map(([, code]) => code!)).filter((code) => !NO_CODES.includes(code)));
  const inDocument = new Set([...read('docs/errors.md').matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`/g)].map(([, code]) => code!)));

  it('are many', () => { expect(inSource.size).toBeGreaterThan(80); });
  it('of the sources are explained in docs/errors.md', () => { expect([...inSource].filter((code) => !inDocument.has(code)).sort()).toEqual([]); });
  it('of docs/errors.md exist in the sources', () => { expect([...inDocument].filter((code) => !inSource.has(code)).sort()).toEqual([]); });
});

describe('scenarios in the documents', () => {
  const scenarios = documents.filter((file) => file !== 'docs/formats.md').flatMap((file) => blocks(file, 'yaml').filter((text) => text.includes('format: hazcade-scenario/1')).map((text): [string, string] => [file, text]));

  it('are there', () => { expect(scenarios.length).toBeGreaterThanOrEqual(2); });

  it.each(scenarios)('of %s hit something', (_file, text) => {
    const { scenario } = hazcade.normalizeScenario(parse(text), { folder: ROOT });
    const { model } = hazcade.readModel(scenario.modelPath);
    expect(hazcade.checkScenario(scenario, model).filter((p) => p.severity === 'error')).toEqual([]);
    const { warnings } = hazcade.assemble(model, scenario);
    expect(warnings.filter((w) => w.code === 'HAZARD_HITS_NOTHING')).toEqual([]);
  });

  it('of the README takes ten lines', () => {
    expect(blocks('README.md', 'yaml')[0]!.trim().split('\n').length).toBeLessThanOrEqual(10);
  });
});

describe('the library page', () => {
  const page = read('docs/library.md');

  it('imports only names that exist', () => {
    const names = [...page.matchAll(/import \{([^}]*)\} from 'hazcade'/g)].flatMap(([, list]) => list!.split(',').map((name) => name.trim().split(' ')[0]!));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !(name in hazcade))).toEqual([]);
  });

  it('names only functions that exist', () => {
    const named = [...page.matchAll(/`([a-z]\w+)\([^`]*\)`/g)].map(([, name]) => name!).filter((name) => !['createReplicator', 'replicate', 'events', 'level', 'uniform'].includes(name));
    expect(named.filter((name) => !(name in hazcade))).toEqual([]);
  });

  it('its first study gives the health loss that the tutorial derives', async () => {
    const { model, scenario, warnings } = hazcade.readStudyInput(join(ROOT, 'scenarios/tutorial.yaml'));
    const results = await hazcade.simulate(model, scenario, { replications: 64, workers: 0, warnings });
    expect(results.outcomes['person-hours.health']!.mean).toBe(3000);
  });

  it('its events are the causes of each other', async () => {
    const { model, scenario } = hazcade.readStudyInput(join(ROOT, 'scenarios/tutorial.yaml'));
    const replicator = await hazcade.createReplicator(hazcade.assemble(model, scenario).packet);
    const events = await lastValueFrom(replicator.events(0).pipe(toArray()));
    expect(events.map((e) => e.id)).toEqual(events.map((_, i) => i + 1));
    for (const event of events) if (event.cause !== undefined) expect(event.cause).toBeLessThan(event.id);
  });
});
