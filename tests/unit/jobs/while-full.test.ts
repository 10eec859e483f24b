/** A store without room: tried again, for so long. */
import { expect, it } from 'vitest';
import { CascadeError } from '../../../src/errors.js';
import { whileFull } from '../../../src/jobs/while-full.js';

/** Work that finds room after so many tries. */
function work(full: number, code = 'STORE_FULL'): { tries: () => number; run: () => Promise<string> } {
  let tries = 0;
  return { tries: () => tries, run: () => (++tries > full ? Promise.resolve('kept') : Promise.reject(new CascadeError(code, 'no room'))) };
}
const signal = new AbortController().signal;

it('is found when there is room in time', async () => {
  const some = work(2);
  expect([await whileFull(some.run, { seconds: 5, signal }), some.tries()]).toEqual(['kept', 3]);
});

it('fails when there is none for so long, and at once for what waiting does not mend', async () => {
  const never = work(Infinity), other = work(1, 'STORE_CORRUPT');
  await expect(whileFull(never.run, { seconds: 0.5, signal })).rejects.toMatchObject({ code: 'STORE_FULL' });
  expect(never.tries()).toBe(3);
  await expect(whileFull(other.run, { seconds: 5, signal })).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  expect(other.tries()).toBe(1);
});

it('ends when it is told to: the work is somebody else\'s, and has not failed', async () => {
  const controller = new AbortController(), never = work(Infinity), waiting = whileFull(never.run, { seconds: 60, signal: controller.signal });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'JOB_CANCELLED' });
});
