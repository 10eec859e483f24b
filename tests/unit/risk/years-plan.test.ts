/** Timelines under common random numbers: what an event draws hangs on the event, not on what else comes. */
import { expect, test } from 'vitest';
import type { GivenOccurrence } from '../../../src/engine/contracts.js';
import { catalogueStudies } from '../../../src/risk/studies.js';
import { yearsPlan, yearsStudy } from '../../../src/risk/years-plan.js';
import { BREAK, catalogueFrom, catalogueOf, exponentialModel, scenarioOf } from '../../fixtures/catalogue-files.js';

const EVENTS = [{ id: 'storm', rate: 2, hazard: 'break', peril: 'wind' }, { id: 'flood', rate: 1.5, hazard: 'break', peril: 'water' }];
/** Occurrences of ten timelines. */
function drawn(events: object[]): GivenOccurrence[][] {
  const read = catalogueFrom(exponentialModel(10), scenarioOf([BREAK]), catalogueOf(events, { years: { count: 50, timeline: '5y' } }));
  const study = yearsStudy(catalogueStudies(read, 'years', [], true).base, read.catalogue.years!), { groups: [group] } = yearsPlan(read.catalogue, study, (event) => event.ratePerYear);
  return Array.from({ length: 10 }, (_, row) => [...group!.build(row).course!.occurrences]);
}
const luck = ({ luck: words, path0, path1, tick }: GivenOccurrence): string => JSON.stringify([tick, path0, path1, words]);

test('another peril changes the luck of none that comes, nor does a greater rate of it', () => {
  const two = drawn(EVENTS), three = drawn([...EVENTS, { id: 'quake', rate: 3, hazard: 'break', peril: 'ground' }]), more = drawn([...EVENTS, { id: 'quake', rate: 6, hazard: 'break', peril: 'ground' }]);
  two.forEach((timeline, row) => {
    expect(timeline.length).toBeGreaterThan(5);
    for (const other of [three, more]) expect(other[row]!.map(luck)).toEqual(expect.arrayContaining(timeline.map(luck)));
  });
});

test('no two events of a timeline have the same luck', () => {
  for (const timeline of drawn(EVENTS)) expect(new Set(timeline.map(({ luck: words, path0, path1 }) => JSON.stringify([path0, path1, words]))).size).toBe(timeline.length);
});
