/** The user's seed, a text, becomes the key of all draws of a study. */
import seedrandom from 'seedrandom';
import { CascadeError } from '../errors.js';

/**
 * The study's key: the first two words of ARC4 seeded with the text.
 * @returns two unsigned 32-bit words
 * @throws CascadeError SEED_EMPTY: without a seed a study could not be repeated
 */
export function studyKey(seed: string): [number, number] {
  if (seed === '') throw new CascadeError('SEED_EMPTY', 'the seed of a study is empty. Expecting a text of at least one character, as in seed: winter-1');
  const generator = seedrandom(seed);
  return [generator.int32() >>> 0, generator.int32() >>> 0];
}
