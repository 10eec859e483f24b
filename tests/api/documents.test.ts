/** Models and scenarios over HTTP: every route, every refusal. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { spoolFolder } from '../../src/jobs/spool.js';
import { openTestService, QUIET, type Answer, type TestService } from '../fixtures/service.js';
import { zipOf, zipOfFiles } from '../fixtures/zip-maker.js';

const ROOT = join(import.meta.dirname, '../..');
const YAML = { 'content-type': 'application/yaml' }, ZIP = { 'content-type': 'application/zip' }, JSON_TYPE = { 'content-type': 'application/json' };
const TOWN = 'format: hazcade-model/1\nid: town\ntitle: A town\nassets:\n  - {id: sub, kind: substation, place: [4.3, 51.2]}\n  - {id: homes, kind: homes, people: 300, place: [4.31, 51.2], needs: [{service: electricity, from: sub}]}\n';
const STORM = 'format: hazcade-scenario/1\nid: gale\ntitle: A gale\nmodel: town\nstart: 2026-01-01T00:00:00Z\nhorizon: 2d\nhazards:\n  - {id: wind, type: windstorm, onset: 1h, measure: gust, unit: m/s, intensity: 40, footprint: {select: {all: true}}}\n';

let service: TestService;
beforeAll(async () => { service = await openTestService({ limits: { ...QUIET, bodyBytes: 1 << 20, bundleBytes: 4 << 20, bundleFiles: 50, assets: 100 } }); }, 60_000);
afterAll(() => service.close());

const ask = (...args: Parameters<TestService['ask']>): Promise<Answer> => service.ask(...args);
const send = (method: 'POST' | 'PUT', url: string, body: string | Buffer, headers: Record<string, string> = YAML): Promise<Answer> => ask(method, url, { body, headers });
interface Problem { code: string; file?: string; line?: number; column?: number; pointer?: string; severity: string; message: string }
const problemsOf = (answer: Answer): Problem[] => answer.json<{ problems: Problem[] }>().problems.filter((p) => p.severity === 'error');
/** Status and code of a refusal. */
const refusal = (answer: Answer): string => `${answer.status} ${answer.json<{ code: string }>().code}`;

describe('uploads of models', () => {
  it('keep a file as a version, and the same content as the same one', async () => {
    const first = await send('POST', '/v1/models', TOWN), view = first.json<{ id: string; version: string; summary: Record<string, unknown>; links: { self: string } }>();
    expect(first.status).toBe(201);
    expect(first.headers['location']).toBe('/v1/models/town');
    expect(view).toMatchObject({ id: 'town', title: 'A town', owner: 'local', project: 'private', shipped: false, main: 'model.yaml', files: 1, summary: { assets: 2, needs: 1, serviceAreas: 1, people: 300 } });
    const again = await send('POST', '/v1/models', TOWN);
    expect(again.status).toBe(200);
    expect(again.json<{ version: string }>().version).toBe(view.version);
    const changed = await send('PUT', '/v1/models/town', TOWN.replace('people: 300', 'people: 310'));
    expect(changed.status).toBe(201);
    const { items } = (await ask('GET', '/v1/models/town/versions')).json<{ items: { version: string }[] }>();
    const page = (await ask('GET', '/v1/models/town/versions?limit=1')).json<{ items: object[]; cursor: string }>();
    expect([...page.items, ...(await ask('GET', `/v1/models/town/versions?limit=1&cursor=${page.cursor}`)).json<{ items: object[] }>().items]).toEqual(items);
    expect((await ask('GET', '/v1/models/town/versions?cursor=x')).json()).toMatchObject({ code: 'CURSOR_INVALID' });
    expect(items.map((v) => v.version).sort()).toEqual([view.version, changed.json<{ version: string }>().version].sort());
    expect((await ask('GET', `/v1/models/town@${view.version}`)).json()).toMatchObject({ version: view.version, summary: { people: 300 } });
    expect((await ask('GET', '/v1/models/town')).json()).toMatchObject({ summary: { people: 310 } });
  });

  it('keep what a model means apart from how it is written', async () => {
    const [a, b] = await Promise.all([send('PUT', '/v1/models/as-yaml', TOWN), send('PUT', '/v1/models/as-json', JSON.stringify({ format: 'hazcade-model/1', id: 'town', title: 'A town', assets: [{ id: 'sub', kind: 'substation', place: [4.3, 51.2] }, { id: 'homes', kind: 'homes', people: 300, place: [4.31, 51.2], needs: [{ service: 'electricity', from: 'sub' }] }] }), JSON_TYPE)]);
    const hashes = [a, b].map((answer) => answer.json<{ version: string; summary: { modelHash: string } }>());
    expect(hashes[0]!.summary.modelHash).toBe(hashes[1]!.summary.modelHash);
    expect(hashes[0]!.version).not.toBe(hashes[1]!.version);
  });

  it('take a folder as a ZIP archive, also one folder down, and give the same version for both', async () => {
    const files = { 'model.yaml': 'format: hazcade-model/1\nid: folder\ntables: {assets: assets.csv}\n', 'assets.csv': 'id,kind\nsub,substation\n' };
    const flat = await send('POST', '/v1/models', zipOfFiles(files), ZIP);
    expect(flat.status).toBe(201);
    const deep = await send('POST', '/v1/models', zipOfFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [`export/${name}`, text]))), ZIP);
    expect(deep.status).toBe(200);
    expect((await ask('GET', '/v1/models/folder/files')).json<{ items: { path: string }[] }>().items.map((f) => f.path)).toEqual(['assets.csv', 'model.yaml']);
  });

  it('find the main file by what it says, and say when there is none, or two', async () => {
    expect((await send('PUT', '/v1/models/named', zipOfFiles({ 'town.yaml': TOWN, 'README.md': '# x' }), ZIP)).json()).toMatchObject({ main: 'town.yaml' });
    const none = await send('POST', '/v1/models', zipOfFiles({ 'README.md': '# x', 'a.yaml': 'x: 1' }), ZIP), two = await send('POST', '/v1/models', zipOfFiles({ 'a.yaml': TOWN, 'b.yaml': TOWN }), ZIP);
    expect([none, two].map((a) => problemsOf(a).map((p) => p.code))).toEqual([['MAIN_FILE_MISSING'], ['MAIN_FILE_AMBIGUOUS']]);
  });

  it('tell every problem of all files at once, at its place, as the command line does', async () => {
    const answer = await send('POST', '/v1/models', zipOfFiles({ 'model.yaml': 'format: hazcade-model/1\nid: x\nasets: []\ntables: {assets: tables/assets.csv}\n', 'tables/assets.csv': 'id,kind\na,substaton\nb,mast\n' }), ZIP);
    expect(refusal(answer)).toBe('422 INPUT_INVALID');
    expect(problemsOf(answer).map(({ code, file, line, pointer }) => ({ code, file, line, pointer }))).toEqual([
      { code: 'KEY_UNKNOWN', file: 'model.yaml', line: 3, pointer: '/asets' }, { code: 'KIND_UNKNOWN', file: 'tables/assets.csv', line: 2, pointer: undefined }, { code: 'KIND_UNKNOWN', file: 'tables/assets.csv', line: 3, pointer: undefined },
    ]);
    expect(answer.text).not.toContain(service.folder);
    expect((await ask('GET', '/v1/models/x')).status).toBe(404);
  });

  it('read nothing outside their folder', async () => {
    for (const line of ['kinds: ../../../../etc', 'kinds: /etc', 'tables: {assets: ../../../../etc/passwd.csv}', 'physics: [{id: p, sector: power, model: dc-power-flow, files: {network: /etc/passwd}}]']) {
      const answer = await send('POST', '/v1/models', `format: hazcade-model/1\nid: x\n${line}\nassets: [{id: a, kind: substation}]\n`);
      expect(refusal(answer)).toBe('422 INPUT_INVALID');
      expect(problemsOf(answer).map((p) => p.code)).toContain('PATH_OUTSIDE');
      expect(answer.text).not.toContain('root:');
    }
  });

  it('are refused when too large: the body, what it unpacks to, its files, its assets', async () => {
    expect(refusal(await send('POST', '/v1/models', Buffer.alloc((1 << 20) + 1)))).toBe('413 BODY_TOO_LARGE');
    expect(problemsOf(await send('POST', '/v1/models', zipOfFiles({ 'model.yaml': TOWN, 'x.bin': new Uint8Array(5 << 20) }), ZIP)).map((p) => p.code)).toEqual(['ARCHIVE_TOO_LARGE']);
    expect(problemsOf(await send('POST', '/v1/models', zipOfFiles(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`f${i}`, '']))), ZIP)).map((p) => p.code)).toEqual(['ARCHIVE_TOO_LARGE']);
    const many = `format: hazcade-model/1\nid: many\nassets: [${Array.from({ length: 101 }, (_, i) => `{id: a${i}, kind: substation}`).join(', ')}]\n`;
    expect(problemsOf(await send('POST', '/v1/models', many)).map((p) => p.code)).toEqual(['ASSETS_LIMIT']);
  });

  it('are refused when they are no archive, hostile, empty, of another type, or for an id that will not do', async () => {
    expect(problemsOf(await send('POST', '/v1/models', 'id: x', ZIP)).map((p) => p.code)).toEqual(['ARCHIVE_INVALID']);
    expect(problemsOf(await send('POST', '/v1/models', zipOf([{ name: '../model.yaml', content: TOWN }]), ZIP)).map((p) => p.code)).toEqual(['ARCHIVE_PATH']);
    expect(problemsOf(await send('POST', '/v1/models', '{"format": ', JSON_TYPE)).map((p) => p.code)).toEqual(['SYNTAX_JSON']);
    expect(problemsOf(await send('POST', '/v1/models', 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b, {')).map((p) => p.code)).toContain('SYNTAX_YAML');
    expect(refusal(await send('POST', '/v1/models', '', YAML))).toBe('400 BODY_EMPTY');
    expect(refusal(await ask('POST', '/v1/models'))).toMatch(/^(400 BODY_EMPTY|415 MEDIA_TYPE_UNSUPPORTED)$/);
    expect(refusal(await send('POST', '/v1/models', TOWN, { 'content-type': 'text/html' }))).toBe('415 MEDIA_TYPE_UNSUPPORTED');
    expect(refusal(await send('POST', '/v1/models', TOWN.replace('id: town', 'id: café')))).toBe('422 ID_UNFIT');
    expect(refusal(await send('PUT', '/v1/models/..%2Fx', TOWN))).toBe('400 REQUEST_INVALID');
    expect(refusal(await send('PUT', '/v1/models/town?projekt=x', TOWN))).toBe('400 REQUEST_INVALID');
    expect(refusal(await send('PUT', '/v1/models/harbour-city', TOWN))).toBe('409 DOCUMENT_SHIPPED');
  });

  it('stay in their project: another one that is named is refused, and none is taken as the one they are in', async () => {
    expect((await send('PUT', '/v1/models/moved?project=harbour', TOWN)).json()).toMatchObject({ project: 'harbour' });
    const other = await send('PUT', '/v1/models/moved?project=rail', TOWN.replace('300', '301'));
    expect(refusal(other)).toBe('409 PROJECT_DIFFERS');
    expect(other.json<{ detail: string }>().detail).toContain('is in the project "harbour"');
    expect((await ask('GET', '/v1/models/moved/versions')).json<{ items: unknown[] }>().items).toHaveLength(1);
    for (const query of ['', '?project=harbour']) expect((await send('PUT', `/v1/models/moved${query}`, TOWN.replace('300', '302'))).json()).toMatchObject({ project: 'harbour', summary: { people: 302 } });
  });

  it('leave nothing behind', () => vi.waitFor(() => { expect(readdirSync(spoolFolder(service.folder))).toEqual([]); }));
});

describe('scenarios', () => {
  it('are held against the model they name, or the one that is asked for', async () => {
    await send('PUT', '/v1/models/town', TOWN);
    const kept = await send('POST', '/v1/scenarios', STORM);
    expect(kept.status).toBe(201);
    expect(kept.json()).toMatchObject({ id: 'gale', summary: { model: 'town', replications: 1000, horizonHours: 48, hazards: [{ id: 'wind', type: 'windstorm' }], checkedWith: { model: 'town' } } });
    const wrong = await send('POST', '/v1/scenarios', `${STORM}plans:\n  - {id: p, when: {time: 1h}, do: [{trip: {id: sup}}]}\n`);
    expect(problemsOf(wrong)).toEqual([expect.objectContaining({ code: 'ASSET_UNKNOWN', file: 'scenario.yaml', line: 10, message: expect.stringContaining('Did you mean "sub"') as string })]);
    const other = await send('PUT', '/v1/scenarios/elsewhere?model=harbour-city', STORM.replace('model: town', 'model: nowhere'));
    expect(other.json()).toMatchObject({ id: 'elsewhere', summary: { model: 'harbour-city', checkedWith: { model: 'harbour-city' } } });
  });

  it('tell of an unknown model at its place, with their own problems', async () => {
    const answer = await send('POST', '/v1/scenarios', STORM.replace('model: town', 'model: ../models/tawn').replace('horizon: 2d', 'horizon: 2x'));
    expect(problemsOf(answer).map(({ code, line, pointer }) => ({ code, line, pointer }))).toEqual([{ code: 'VALUE_INVALID', line: 6, pointer: '/horizon' }, { code: 'MODEL_UNKNOWN', line: 4, pointer: '/model' }]);
    expect(refusal(await send('POST', '/v1/scenarios?model=tawn', STORM))).toBe('404 NOT_FOUND');
  });

  it('bring the files of their footprints', async () => {
    const grid = 'ncols 2\nnrows 2\nxllcorner 4\nyllcorner 51\ncellsize 1\nNODATA_value -9999\n1 2\n3 4\n', flood = STORM.replace(/hazards:[\s\S]*/, 'hazards:\n  - {id: water, type: river-flood, onset: 1h, measure: depth, unit: m, footprint: {file: {path: depth.asc, crs: EPSG:4326, unit: m}}}\n').replace('id: gale', 'id: flood');
    const answer = await send('POST', '/v1/scenarios', zipOfFiles({ 'flood/scenario.yaml': flood, 'flood/depth.asc': grid }), ZIP);
    expect(answer.status).toBe(201);
    const checked = await send('POST', '/v1/validate?kind=scenario', zipOfFiles({ 'scenario.yaml': flood, 'depth.asc': grid }), ZIP);
    expect(checked.json()).toMatchObject({ valid: true, footprints: [{ hazard: 'water', inside: 2, hit: 2 }] });
    const outside = await send('POST', '/v1/scenarios', STORM.replace(/footprint:.*/, 'footprint: {file: {path: /etc/passwd, format: ascii-grid, crs: EPSG:4326, unit: m/s}}}'));
    expect(problemsOf(outside).map((p) => p.code)).toEqual(['PATH_OUTSIDE']);
    const track = await send('POST', '/v1/scenarios', STORM.replace(/hazards:[\s\S]*/, 'hazards:\n  - {id: h, type: tropical-cyclone, onset: 1h, footprint: {storm: {ibtracs: {file: ../../../../../etc/passwd, storm: x}}}}\n'));
    expect(problemsOf(track).map((p) => p.code)).toEqual(['PATH_OUTSIDE']);
  });
});

describe('validate', () => {
  it('answers for what is right and for what is wrong, and keeps nothing', async () => {
    expect((await send('POST', '/v1/validate?kind=model', TOWN.replace('id: town', 'id: never'))).json()).toMatchObject({ valid: true, kind: 'model', id: 'never', problems: [] });
    const wrong = await send('POST', '/v1/validate?kind=scenario&model=town', 'format: hazcade-scenario/1\nhazards: 7\n');
    expect(wrong.status).toBe(200);
    expect(wrong.json()).toMatchObject({ valid: false, kind: 'scenario' });
    expect(problemsOf(wrong).map((p) => p.code)).toContain('KEY_MISSING');
    expect((await ask('GET', '/v1/models/never')).status).toBe(404);
    expect(refusal(await send('POST', '/v1/validate', TOWN))).toBe('400 REQUEST_INVALID');
  });
});

describe('lists and files', () => {
  it('page, search, and show what is shipped', async () => {
    const ids: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 20; pages++) {
      const page = (await ask('GET', `/v1/scenarios?limit=10${cursor === undefined ? '' : `&cursor=${cursor}`}`)).json<{ items: { id: string }[]; cursor?: string }>();
      ids.push(...page.items.map((i) => i.id));
      if ((cursor = page.cursor) === undefined) break;
    }
    expect(ids).toEqual([...ids].sort());
    expect(ids).toEqual(expect.arrayContaining(['winter-storm', 'italy-2003', 'gale']));
    expect((await ask('GET', '/v1/models?search=HARBOUR%20city')).json<{ items: { id: string }[] }>().items.map((i) => i.id)).toEqual(['harbour-city']);
    expect((await ask('GET', '/v1/models?search=%25')).json()).toEqual({ items: [] });
    for (const query of ['limit=0', 'limit=x', 'search=', 'search=%00', 'x=1']) expect(refusal(await ask('GET', `/v1/models?${query}`))).toBe('400 REQUEST_INVALID');
  });

  it('give files back byte for byte, once', async () => {
    const source = await ask('GET', '/v1/scenarios/gale/source');
    expect([source.text, source.headers['content-type']]).toEqual([STORM, 'application/yaml']);
    const { version } = (await ask('GET', '/v1/scenarios/gale')).json<{ version: string }>();
    expect((await ask('GET', `/v1/scenarios/gale@${version}/files/scenario.yaml`)).text).toBe(STORM);
    expect((await ask('GET', '/v1/scenarios/gale/source', { headers: { 'if-none-match': source.headers['etag']! } })).status).toBe(304);
    expect((await ask('GET', '/v1/models/harbour-city/files/physics/grid.m')).bytes.equals(readFileSync(join(ROOT, 'models/harbour-city/physics/grid.m')))).toBe(true);
    expect(refusal(await ask('GET', '/v1/models/harbour-city/source'))).toBe('409 SEVERAL_FILES');
    for (const path of ['files/none.yaml', 'files/..%2Fmodel.yaml', 'files/__proto__']) expect(refusal(await ask('GET', `/v1/models/harbour-city/${path}`))).toBe('404 NOT_FOUND');
  });

  it('show no file as what its name makes of it', async () => {
    expect((await send('PUT', '/v1/models/odd-names', zipOfFiles({ 'model.yaml': TOWN, 'notes.constructor': 'x', 'page.html': '<b>x</b>' }), ZIP)).status).toBe(201);
    for (const name of ['notes.constructor', 'page.html']) expect((await ask('GET', `/v1/models/odd-names/files/${name}`)).headers['content-type']).toBe('application/octet-stream');
  });

  it('pack all files into one archive, which uploads as the same version', async () => {
    const { version } = (await ask('GET', '/v1/models/tutorial')).json<{ version: string }>();
    const [one, two] = [await ask('GET', '/v1/models/tutorial/archive.zip'), await ask('GET', `/v1/models/tutorial@${version}/archive.zip`)];
    expect(one.bytes.equals(two.bytes)).toBe(true);
    const copy = await send('PUT', '/v1/models/copy', one.bytes, ZIP);
    expect(copy.json()).toMatchObject({ id: 'copy', version });
  });

  it('are told when an id is almost one, and not when it is like none', async () => {
    const detail = async (method: 'GET' | 'POST', url: string, body?: object): Promise<string> => (await ask(method, url, { body })).json<{ detail: string }>().detail;
    expect(await detail('GET', '/v1/models/harbor-city')).toBe('there is no model "harbor-city" that you may see; did you mean "harbour-city"?');
    expect(await detail('GET', '/v1/scenarios/wintr-storm')).toContain('did you mean "winter-storm"?');
    expect(await detail('POST', '/v1/studies', { scenario: 'winter-strom' })).toContain('did you mean "winter-storm"?');
    expect(await detail('GET', '/v1/models/harbour-city/files/model.yml')).toContain('did you mean "model.yaml"?');
    expect(await detail('GET', '/v1/models/completely-else')).toBe('there is no model "completely-else" that you may see');
    expect(problemsOf(await send('POST', '/v1/scenarios', STORM.replace('model: town', 'model: harbour-cty')))[0]).toMatchObject({ code: 'MODEL_UNKNOWN', message: expect.stringContaining('did you mean "harbour-city"?') as string });
  });

  it('know no other versions and documents', async () => {
    for (const url of ['/v1/models/nothing', `/v1/models/town@${'0'.repeat(64)}`, '/v1/scenarios/town', '/v1/models/nothing/files', '/v1/models/nothing/archive.zip']) expect(refusal(await ask('GET', url))).toBe('404 NOT_FOUND');
    expect(refusal(await ask('GET', '/v1/models/town@latest'))).toBe('400 REQUEST_INVALID');
  });
});

describe('removal', () => {
  it('takes a version or all, unless a study uses it or it is shipped', async () => {
    const first = (await send('PUT', '/v1/models/brief', TOWN)).json<{ version: string }>(), second = (await send('PUT', '/v1/models/brief', TOWN.replace('A town', 'The town'))).json<{ version: string }>();
    expect((await ask('DELETE', `/v1/models/brief@${second.version}`)).status).toBe(204);
    expect((await ask('GET', '/v1/models/brief')).json()).toMatchObject({ version: first.version });
    expect((await ask('DELETE', '/v1/models/brief')).status).toBe(204);
    expect((await ask('GET', '/v1/models/brief')).status).toBe(404);
    expect(refusal(await ask('DELETE', '/v1/models/harbour-city'))).toBe('409 DOCUMENT_SHIPPED');
    expect(refusal(await ask('DELETE', '/v1/models/brief'))).toBe('404 NOT_FOUND');
    const { id } = (await ask('POST', '/v1/studies', { body: { scenario: 'gale', replications: 64 } })).json<{ id: string }>(), refused = await ask('DELETE', '/v1/models/town');
    expect(refusal(refused)).toBe('409 DOCUMENT_IN_USE');
    expect(refused.json<{ detail: string }>().detail).toContain(id);
  });
});

describe('formats', () => {
  it('are served as schemas and as a page', async () => {
    for (const { name, href } of (await ask('GET', '/v1/schemas')).json<{ items: { name: string; href: string }[] }>().items) expect((await ask('GET', href)).json()).toEqual(JSON.parse(readFileSync(join(ROOT, `schemas/hazcade-${name}-1.schema.json`), 'utf8')));
    expect((await ask('GET', '/v1/formats.md')).text).toContain('# File formats');
    // The type of a problem leads to what its code means.
    const { type } = (await ask('GET', '/v1/models/none')).json<{ type: string }>(), [page, code] = type.split('#') as [string, string];
    expect((await ask('GET', page)).text).toContain(`| \`${code}\` |`);
  });
});
