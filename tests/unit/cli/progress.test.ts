import { describe, expect, it } from 'vitest';
import type { Io } from '../../../src/cli/io.js';
import { openProgress } from '../../../src/cli/progress.js';

function lines(quiet: boolean, run: (update: (done: number, failures?: number) => void) => void): string[] {
  let text = '';
  const io: Io = { out: () => { throw new Error('progress belongs on standard error'); }, err: (t) => { text += t; }, color: false, debug: false, closed: false };
  const progress = openProgress(io, 'replications', quiet);
  run((done, failures) => progress.update({ done, planned: 6400, failures }));
  progress.stop();
  return text.split('\n').filter(Boolean);
}

describe('progress away from a terminal', () => {
  it('is a line at every tenth', () => {
    const all = lines(false, (update) => { for (let done = 64; done <= 6400; done += 64) update(done); });
    expect(all).toHaveLength(10);
    expect(all[0]).toBe('640 of 6,400 replications');
    expect(all[9]).toBe('6,400 of 6,400 replications');
  });
  it('tells of failed replications', () => expect(lines(false, (update) => update(6400, 3))).toEqual(['6,400 of 6,400 replications, 3 failed']));
  it('is silent when quiet', () => expect(lines(true, (update) => update(6400))).toEqual([]));
});
