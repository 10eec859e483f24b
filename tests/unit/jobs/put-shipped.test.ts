/** What comes with the package gets into the store at each start: from a package of the test's own, in two releases. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SHIPPED } from '../../../src/api/access/principal.js';
import { run } from '../../../src/jobs/tasks/put-shipped.js';
import { openStore } from '../../../src/store/open.js';
import type { Store } from '../../../src/store/store.js';
import { at, putDocument } from '../../fixtures/store-records.js';

const TOWN = 'format: hazcade-model/1\nid: town\ntitle: A town\nassets:\n  - {id: sub, kind: substation, place: [4.3, 51.2]}\n';
const GALE = 'format: hazcade-scenario/1\nid: gale\ntitle: A gale\nmodel: ../models/town\nstart: 2026-01-01T00:00:00Z\nhorizon: 2d\nhazards:\n  - {id: wind, type: windstorm, onset: 1h, measure: gust, unit: m/s, intensity: 40, footprint: {select: {all: true}}}\n';

let root: string, store: Store;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'hazcade-shipped-'));
  for (const folder of ['models/town', 'models/replays', 'scenarios/replays']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'models/town/model.yaml'), TOWN);
  writeFileSync(join(root, 'scenarios/gale.yaml'), GALE);
  store = await openStore(join(root, 'data'));
});
afterEach(async () => { await store.close(); rmSync(root, { recursive: true }); });

const start = (seconds: number): Promise<number> => run({ root, owner: 'hazcade', project: SHIPPED, createdAt: at(seconds) }, { settings: { storeUrl: root, dataFolder: root }, signal: new AbortController().signal, store: () => Promise.resolve(store), tell: () => undefined, atEnd: () => undefined });

it('puts what is missing, once, and of what a release changed a new version', async () => {
  expect([await start(1), await start(2)]).toEqual([2, 0]);
  const before = await store.documents.get('model', 'town');
  expect(before).toMatchObject({ title: 'A town', shipped: true, owner: 'hazcade', project: SHIPPED, createdAt: at(1) });
  writeFileSync(join(root, 'models/town/model.yaml'), TOWN.replace('A town', 'The town'));
  expect(await start(3)).toBe(1);
  const after = await store.documents.get('model', 'town'), { items } = await store.documents.versions('model', 'town', { limit: 9 });
  expect(after).toMatchObject({ title: 'The town', shipped: true });
  // Studies of the former release still have theirs.
  expect(items.map(({ hash }) => hash)).toEqual([after!.latest, before!.latest]);
  expect(await start(4)).toBe(0);
});

it('leaves alone what somebody else had under an id before a release came with it', async () => {
  const theirs = await putDocument(store, 'scenario', 'gale', 'theirs', { owner: 'ann' });
  expect([await start(1), await start(2)]).toEqual([1, 0]);
  expect(await store.documents.get('scenario', 'gale')).toMatchObject({ owner: 'ann', shipped: false, latest: theirs });
});
