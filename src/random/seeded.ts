/** Random numbers one after another, for programs that build models; simulations use CounterDraws instead. */
import seedrandom from 'seedrandom';
import { CascadeError } from '../errors.js';

/**
 * Uniforms in [0, 1) with 53 bits (J. Baagoe's Alea), the same sequence for the same seed.
 * @throws CascadeError SEED_EMPTY
 */
export function seededGenerator(seed: string): () => number {
  if (seed === '') throw new CascadeError('SEED_EMPTY', 'the seed of a generator is empty. Expecting a text of at least one character, as in seed: region-1');
  const generator = seedrandom.alea(seed);
  return () => generator.double();
}
