/** Slow readers of replays: one may take a part of the places, not all. */
import { expect, it } from 'vitest';
import { MOST_OF_ONE, MOST_STREAMS, StreamPlaces } from '../../../src/api/stream-places.js';

const enough = { status: 429, code: 'STREAMS_LIMIT', retryAfterSeconds: 5 };

it('one reader gets some of the places, and gets one again when a stream has ended', () => {
  const places = new StreamPlaces(), back = Array.from({ length: MOST_OF_ONE }, () => places.take('ann'));
  expect(() => places.take('ann')).toThrow(expect.objectContaining(enough) as Error);
  places.take('bob');
  back[0]!();
  back[0]!();
  places.take('ann');
  expect(() => places.take('ann')).toThrow(expect.objectContaining(enough) as Error);
});

it('all together have so many', () => {
  const places = new StreamPlaces();
  for (let i = 0; i < MOST_STREAMS; i++) places.take(`reader ${i % (MOST_STREAMS / MOST_OF_ONE)}`);
  expect(() => places.take('another')).toThrow(expect.objectContaining({ status: 503, code: 'STREAMS_LIMIT' }) as Error);
});
