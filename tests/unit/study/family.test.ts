import { lastValueFrom, take, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { inProcessRunner } from '../../../src/runners/in-process.js';
import { runFamily, type Member } from '../../../src/study/family.js';
import { createReplicator } from '../../fixtures/fake-replicator.mjs';

/** A member that tells when its runner was opened and closed. */
function member(id: string, packet: object, log: string[]): Member {
  return {
    id,
    open: () => {
      log.push(`open ${id}`);
      const runner = inProcessRunner(createReplicator({ ...packet }));
      return { ...runner, close: () => { if (!log.includes(`close ${id}`)) log.push(`close ${id}`); return runner.close(); } };
    },
  };
}

describe('runFamily', () => {
  it('gives variants as many replications as the base needed, and closes each runner before the next opens', async () => {
    const log: string[] = [];
    const precision = { outcome: 'person-hours.total', relative: 0.08, maxReplications: 6400 };
    const seen = await lastValueFrom(runFamily(member('base', {}, log), [member('a', { throwAt: [1] }, log), member('b', {}, log)], { replications: 6400, precision }).pipe(toArray()));
    const ends = seen.filter(({ progress }) => progress.done).map(({ member: { id }, progress }) => ({ id, replications: progress.replications }));
    expect(ends.map(({ id }) => id)).toEqual(['base', 'a', 'b']);
    expect(new Set(ends.map(({ replications }) => replications)).size).toBe(1);
    expect(ends[0]!.replications).toBeLessThan(6400);
    await new Promise(setImmediate);
    expect(log).toEqual(['open base', 'close base', 'open a', 'close a', 'open b', 'close b']);
  });

  it('closes the runner under way when unsubscribed', async () => {
    const log: string[] = [];
    await lastValueFrom(runFamily(member('base', {}, log), [member('a', {}, log)], { replications: 128 }).pipe(take(3)));
    await new Promise(setImmediate);
    expect(log).toEqual(['open base', 'close base', 'open a', 'close a']);
  });
});
