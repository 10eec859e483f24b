import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import { readStudyInput } from '../../../src/model/read-scenario.js';
import { EVENT_FIELDS, eventFields, eventFilter, writeEvents, type EventFilter } from '../../../src/study/event-stream.js';
import { loadReplicator } from '../../../src/study/load-replicator.js';
import { prepareStudy } from '../../../src/study/prepare.js';
import { replay } from '../../../src/study/replay.js';

const { model, scenario } = readStudyInput(join(import.meta.dirname, '../../../scenarios/winter-storm.yaml'));
const replicator = await loadReplicator(prepareStudy(model, scenario).packet), { events } = await replay(replicator, 3);
const lines = (filter: EventFilter, fields?: string[], limit?: number): string[] => {
  const found: string[] = [];
  writeEvents(replicator, 3, { passes: eventFilter(filter, model), fields: fields && eventFields(fields), limit }, (line) => { found.push(line); return true; });
  return found;
};
const ids = (filter: EventFilter): number[] => lines(filter).map((line) => (JSON.parse(line) as CascadeEvent).id);
const of = (keep: (event: CascadeEvent) => boolean): number[] => events.filter(keep).map(({ id }) => id);

describe('events as lines', () => {
  it('without a filter all of them', () => expect(lines({}).map((line) => JSON.parse(line) as unknown)).toEqual(JSON.parse(JSON.stringify(events))));

  it('by kind, sector, asset, hours and depth, alone and together', () => {
    const sector = new Map(model.assets.map((asset) => [asset.id, asset.sector])), power = (e: CascadeEvent) => e.asset !== undefined && sector.get(e.asset) === 'power';
    expect(ids({ kinds: ['fall', 'rise'] })).toEqual(of((e) => e.kind === 'fall' || e.kind === 'rise'));
    expect(ids({ sectors: ['power'] })).toEqual(of(power));
    expect(ids({ fromHours: 5, toHours: 20 })).toEqual(of((e) => e.hours >= 5 && e.hours < 20));
    expect(ids({ minDepth: 2 })).toEqual(of((e) => e.depth >= 2));
    expect(ids({ kinds: ['fall'], sectors: ['power'], toHours: 20, minDepth: 1 })).toEqual(of((e) => e.kind === 'fall' && power(e) && e.hours < 20 && e.depth >= 1));
    const { asset } = events.find((e) => e.kind === 'fall')!;
    expect(ids({ assets: [asset!] })).toEqual(of((e) => e.asset === asset));
  });

  it('in a box, also over the date line', () => {
    const place = new Map(model.assets.map((asset) => [asset.id, asset.place])), [one] = events.flatMap((e) => place.get(e.asset ?? '') ?? []), inside = (e: CascadeEvent) => { const at = place.get(e.asset ?? ''); return at !== undefined && at.lon <= one!.lon && at.lat <= one!.lat; };
    expect(ids({ box: [-180, -90, one!.lon, one!.lat] })).toEqual(of(inside));
    expect(ids({ box: [170, -90, one!.lon, one!.lat] })).toEqual(of(inside));
    expect(ids({ box: [170, -90, -170, 90] })).toEqual([]);
  });

  it('go on after an id: the two parts are the whole', () => {
    const half = events[Math.floor(events.length / 2)]!.id;
    expect([...lines({}, undefined, half), ...lines({ afterId: half })]).toEqual(lines({}));
  });

  it('with chosen columns: a line of their names, then lists', () => {
    const [head, first] = lines({ kinds: ['fall'] }, ['id', 'hours', 'asset', 'need']), fall = events.find((e) => e.kind === 'fall')!;
    expect(JSON.parse(head!)).toEqual({ columns: ['id', 'hours', 'asset', 'need'] });
    expect(JSON.parse(first!)).toEqual([fall.id, fall.hours, fall.asset, fall.need ?? null]);
    expect([...EVENT_FIELDS].sort()).toEqual([...new Set(['detail', ...events.flatMap((event) => Object.keys(event))])].sort());
  });

  it('end when the reader has enough', () => {
    const found: string[] = [];
    expect(writeEvents(replicator, 3, { passes: () => true }, (line) => found.push(line) < 3)).toBe(3);
    expect(lines({}, undefined, 5)).toHaveLength(5);
    expect(lines({}, ['id'], 0)).toEqual(['{"columns":["id"]}']);
  });

  it('refuses what is not known, with the nearest name', () => {
    expect(() => lines({ kinds: ['fal'] })).toThrow(expect.objectContaining({ code: 'EVENT_FILTER_INVALID', message: expect.stringContaining('Did you mean "fall"?') as string }));
    expect(() => lines({ sectors: ['powr'] })).toThrow(expect.objectContaining({ code: 'SECTOR_UNKNOWN' }));
    expect(() => lines({ assets: ['nothing'] })).toThrow(expect.objectContaining({ code: 'ASSET_UNKNOWN' }));
    expect(() => lines({}, ['when'])).toThrow(expect.objectContaining({ code: 'EVENT_FILTER_INVALID' }));
    expect(() => lines({ box: [0, 10, 1, 5] })).toThrow(expect.objectContaining({ code: 'EVENT_FILTER_INVALID' }));
  });
});
