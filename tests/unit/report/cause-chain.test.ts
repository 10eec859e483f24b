import { expect, it } from 'vitest';
import type { CascadeEvent } from '../../../src/engine/contracts.js';
import { causeChain } from '../../../src/report/cause-chain.js';

const event = (id: number, kind: CascadeEvent['kind'], hours: number, more: Partial<CascadeEvent> = {}): CascadeEvent => ({ id, tick: hours, hours, step: 1, wave: 0, kind, causes: more.cause === undefined ? [] : [more.cause], depth: 0, ...more });
const events = [
  event(1, 'hazard', 6, { source: 'gale', intensity: 30 }), event(2, 'damage', 6, { asset: 'line', state: 'moderate', cause: 1 }), event(3, 'fall', 6, { asset: 'line', from: 1, to: 0, cause: 2 }),
  event(4, 'buffer-end', 14, { asset: 'hospital', need: 'hospital/electricity', cause: 3 }), event(5, 'fall', 14, { asset: 'hospital', need: 'hospital/electricity', from: 1, to: 0, cause: 4, causes: [3, 4], depth: 1 }),
  event(6, 'fall', 40, { asset: 'hospital', from: 1, to: 0.5, cause: 1 }),
];

it('goes from the root to the fall, with hours between and what the buffer bridged', () => {
  const chain = causeChain(events, 'hospital', undefined, (id) => id.toUpperCase())!;
  expect(chain).toMatchObject({ asset: 'hospital', event: 5, hours: 14, others: [6] });
  expect(chain.links.map(({ afterHours, words }) => `+${afterHours} ${words}`)).toEqual(['+0 gale begins, intensity 30', '+0 LINE damaged: moderate', '+0 LINE falls to 0 %', '+8 HOSPITAL: buffer of electricity runs out', '+0 HOSPITAL falls to 0 %, for want of electricity']);
  expect(chain.links.at(-1)!.also).toEqual([{ id: 3, words: 'LINE falls to 0 %' }]);
});
it('of another fall, on request', () => expect(causeChain(events, 'hospital', 6)!.links.map(({ id }) => id)).toEqual([1, 6]));
it('of what was hit but never fell, of the hit', () => expect(causeChain(events.slice(0, 2), 'line')!.links.map(({ id }) => id)).toEqual([1, 2]));
it('of what nothing befell, none; of an event of another asset, none', () => expect([causeChain(events, 'pump'), causeChain(events, 'line', 5)]).toEqual([undefined, undefined]));
