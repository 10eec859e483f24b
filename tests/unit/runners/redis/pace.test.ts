/** How many orders make a job: about four seconds of one thread's work, less at the end, one while nothing is known. And addresses, and orders. */
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ordersData, ordersOf, type Order } from '../../../../src/runners/redis/orders.js';
import { Pace } from '../../../../src/runners/redis/pace.js';
import { checkedUrl, shownUrl } from '../../../../src/runners/redis/url.js';
import { blockJob } from '../../../../src/study/block.js';
import type { Job } from '../../../../src/study/runner.js';
import { toBytes } from '../../../../src/study/plain-bytes.js';

const paced = (milliseconds: number, bytes = 0): Pace => { const pace = new Pace(); pace.measured(milliseconds, bytes); return pace; };

describe('pace', () => {
  it('is one order while nothing is known, then four seconds of work', () => {
    expect(new Pace().length(10_000, 2)).toBe(1);
    expect(paced(40).length(10_000, 2)).toBe(100);
    expect(paced(5000).length(10_000, 2)).toBe(1);
    expect(paced(0.01).length(16_384, 2)).toBe(512);
  });

  it('leaves enough jobs for all threads at the end: half of what remains, shared', () => {
    expect([100, 40, 20, 8, 4, 1].map((waiting) => paced(10).length(waiting, 2))).toEqual([25, 10, 5, 2, 1, 1]);
    expect(paced(10).length(100, 0)).toBe(50);
  });

  it('follows what it measures, and ignores what is no measurement', () => {
    const pace = paced(10, 100);
    for (let i = 0; i < 40; i++) pace.measured(50, 300);
    for (const bad of [NaN, -1, Infinity - Infinity]) pace.measured(bad, 1);
    expect(pace.length(10_000, 1)).toBe(80);
    expect(pace.bytes(10)).toBeCloseTo(3000, 0);
  });
});

describe('addresses', () => {
  it.each(['redis://localhost', 'redis://u:p@h:6380/2', 'rediss://h:1', 'redis://:p%40@10.0.0.1/0', 'redis://[::1]:6379'])('takes %s', (url) => { expect(checkedUrl(url).hostname).not.toBe(''); });
  it.each(['', 'localhost:6379', 'http://h', 'redis://', 'redis://h/x', 's3cret'])('refuses "%s" without repeating it', (url) => {
    expect(() => checkedUrl(url)).toThrow(expect.objectContaining({ code: 'REDIS_URL_INVALID' }) as Error);
  });
  it('never shows a password', () => {
    expect(shownUrl('redis://ann:s3cret@h:6380/2')).toBe('redis://ann@h:6380/2');
    expect(shownUrl('rediss://:s3cret@h')).toBe('rediss://h');
    try { checkedUrl('http://ann:s3cret@h/x'); } catch (error) { expect((error as Error).message).not.toContain('s3cret'); }
  });
});

describe('orders', () => {
  const order: Order = { number: 7, job: blockJob(3, 1000, { shield: 2 }) }, hash = 'a'.repeat(64);
  it('come back as they were', () => {
    expect(ordersOf(JSON.parse(JSON.stringify(ordersData('s-1', hash, [order]))))).toEqual({ study: 's-1', packet: hash, orders: [order] });
  });
  it.each([
    { kind: 'rank', index: 0, first: 0, count: 64, outcome: 0, question: { ask: 'buffer', bufferHours: 5 }, subjects: Int32Array.of(3) },
    { kind: 'course', index: 0, first: 0, count: 1, outcome: 0, rows: [{ replication: 0, weight: 1 }] },
    { kind: 'outage', index: 0, first: 0, count: 64, ticks: Float64Array.of(0, 60), below: 1 },
    { kind: 'areas', index: 0, first: 0, count: 64, slots: 2, ticksPerHour: 60, startHourOfWeek: 0, horizonTicks: 6000 },
  ] satisfies Job[])('of kind $kind too', (job) => {
    expect(ordersOf(ordersData('s', hash, [{ number: 0, job }])).orders).toEqual([{ number: 0, job }]);
  });
  const packed = (value: unknown): string => brotliCompressSync(toBytes(value)).toString('base64');
  it.each([
    ['nothing', undefined], ['a path for a study', { study: 'a/b', packet: hash, orders: packed([order]) }], ['no hash', { study: 'a', packet: 'b', orders: packed([order]) }],
    ['no bytes', { study: 'a', packet: hash, orders: '%' }], ['no list', { study: 'a', packet: hash, orders: packed(order) }],
    ['another kind', { study: 'a', packet: hash, orders: packed([{ number: 1, job: { ...order.job, kind: 'shell' } }]) }],
    ['a negative block', { study: 'a', packet: hash, orders: packed([{ number: 1, job: { ...order.job, first: -64 } }]) }],
    ['too many replications', { study: 'a', packet: hash, orders: packed([{ number: 1, job: { ...order.job, count: 1e12 } }]) }],
  ])('refuse %s', (_, data) => { expect(() => ordersOf(data)).toThrow(expect.objectContaining({ code: 'DATA_UNREADABLE' }) as Error); });
});
