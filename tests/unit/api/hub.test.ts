/** What readers of progress are sent: merged for the slow, nothing for the gone, and the end for all. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ProgressHub, type Told } from '../../../src/api/progress/hub.js';
import type { SseStream } from '../../../src/api/progress/sse.js';
import type { StudyDispatcher } from '../../../src/jobs/study-dispatcher.js';

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** A reader that takes what it is given while it is awake. */
class Reader {
  readonly frames: { at: number; text: string }[] = [];
  awake = true;
  ended = false;
  private onClose: () => void = () => undefined;
  readonly open = (onClose: () => void): SseStream => { this.onClose = onClose; return this as unknown as SseStream; };
  write(frame: Buffer, now: number): boolean {
    if (this.awake) this.frames.push({ at: now, text: frame.toString() });
    return this.awake;
  }
  end(): void { this.ended = true; this.onClose(); }
  drop(): void { this.onClose(); }
  /** Ids of the events, without signs of life. */
  get ids(): string[] { return this.frames.flatMap(({ text }) => /^id: (.*)$/m.exec(text)?.[1] ?? []); }
}

function hubOf(): { hub: ProgressHub; news(id: string): Promise<void>; looks: () => number; listeners: () => number; runs: { here: boolean } } {
  let told: Told = { event: 'progress', id: '0', data: '{}' }, listener: (() => void) | undefined, looks = 0;
  const runs = { here: true };
  const studies = { runs: () => runs.here, listen: (_id: string, heard: () => void) => { listener = heard; return () => { listener = undefined; }; } } as unknown as StudyDispatcher;
  const hub = new ProgressHub({ studies, now: () => performance.now(), look: () => { looks++; return Promise.resolve(told); } });
  return { hub, runs, looks: () => looks, listeners: () => (listener === undefined ? 0 : 1), async news(id) { told = { event: id === 'end' ? 'ended' : 'progress', id, data: '{}' }; listener?.(); await vi.advanceTimersByTimeAsync(0); } };
}
const first: Told = { event: 'progress', id: '0', data: '{}' };

describe('a reader', () => {
  it('gets the state at once, then at most two a second, the newest', async () => {
    const { hub, news } = hubOf(), reader = new Reader();
    hub.add('s', first, undefined, reader.open);
    for (let i = 1; i <= 40; i++) { await news(String(i)); await vi.advanceTimersByTimeAsync(50); }
    expect(reader.ids.length).toBeLessThanOrEqual(6);
    expect(reader.ids.at(0)).toBe('0');
    const gaps = reader.frames.slice(2).map(({ at }, i) => at - reader.frames[i + 1]!.at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(499);
    await news('end');
    await vi.advanceTimersByTimeAsync(500);
    expect(reader.ids.at(-1)).toBe('end');
    expect(reader.ended).toBe(true);
  });

  it('that has seen the state is not sent it again', () => {
    const { hub } = hubOf(), reader = new Reader();
    hub.add('s', first, '0', reader.open);
    expect(reader.frames).toEqual([]);
  });

  it('that is slow misses states and gets the newest when it is back', async () => {
    const { hub, news } = hubOf(), slow = new Reader(), quick = new Reader();
    hub.add('s', first, undefined, slow.open);
    hub.add('s', first, undefined, quick.open);
    slow.awake = false;
    for (const id of ['1', '2', '3']) { await news(id); await vi.advanceTimersByTimeAsync(500); }
    slow.awake = true;
    await vi.advanceTimersByTimeAsync(15_000);
    expect([quick.ids, slow.ids]).toEqual([['0', '1', '2', '3'], ['0', '3']]);
    // Who is up to date gets signs of life, so that proxies keep the line.
    expect(quick.frames.at(-1)!.text).toBe(': here\n\n');
  });
});

describe('a study', () => {
  it('is looked at once for all its readers, and by nobody when they have gone', async () => {
    const { hub, news, looks, listeners } = hubOf(), readers = Array.from({ length: 50 }, () => new Reader());
    for (const reader of readers) hub.add('s', first, undefined, reader.open);
    await news('1');
    await vi.advanceTimersByTimeAsync(500);
    expect([looks(), hub.readers, listeners()]).toEqual([1, 50, 1]);
    for (const reader of readers) reader.drop();
    expect([hub.readers, listeners(), vi.getTimerCount()]).toEqual([0, 0, 0]);
  });

  it('that others compute is looked at once a second', async () => {
    const { hub, runs, looks } = hubOf(), reader = new Reader();
    runs.here = false;
    hub.add('s', first, undefined, reader.open);
    await vi.advanceTimersByTimeAsync(5_100);
    expect(looks()).toBe(5);
    hub.close();
    expect(hub.readers).toBe(0);
  });
});

it('writes to many readers in slices, so that others are answered between them', async () => {
  vi.useRealTimers();
  const { hub, news } = hubOf(), readers = Array.from({ length: 400 }, () => new Reader());
  for (const reader of readers) hub.add('s', first, undefined, reader.open);
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'performance'] });
  await news('1');
  const have = (): number => readers.filter(({ ids }) => ids.at(-1) === '1').length, counts: number[] = [];
  for (let i = 0; i < 100 && counts.at(-1) !== readers.length; i++) { await new Promise((resolve) => { setImmediate(resolve); }); counts.push(have()); }
  expect(counts.at(-1)).toBe(400);
  expect(Math.max(...counts.map((count, i) => count - (counts[i - 1] ?? 0)))).toBeLessThanOrEqual(100);
  hub.close();
});
