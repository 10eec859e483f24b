/** How files and options say which flow models run. */
import type { PhysicsMode } from './types.js';

/** `linear`: on dependencies alone, where levels follow from suppliers by the rule of needs and no network is solved; `off` is the same word. */
export const PHYSICS_WORDS = ['linear', 'off', 'surrogate', 'exact'] as const;
export type PhysicsWord = (typeof PHYSICS_WORDS)[number];

/** The mode that a word means. */
export const physicsMode = (word: PhysicsWord): PhysicsMode => (word === 'linear' ? 'off' : word);
