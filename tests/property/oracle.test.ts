/**
 * The engine against a second one written from docs/semantics.md alone (tests/oracle): random small models with every rule of dependencies,
 * buffers, delays, damage, crews, restarts, hazards that follow, raised demand and covers by time, in whole hours so that many instants coincide. Every fall and rise agrees in instant, levels
 * and wave, and so does every outcome both know. More runs: ORACLE_RUNS=20000 ORACLE_SEED=7 npx vitest run tests/property/oracle.test.ts
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { specs } from '../oracle/arbitrary.js';
import { differences } from '../oracle/compare.js';

const given = (name: string): number | undefined => (process.env[name] === undefined ? undefined : Number(process.env[name]));

test.each([{ most: 5, runs: 100 }, { most: 12, runs: 60 }, { most: 25, runs: 25 }])('up to $most assets', ({ most, runs }) => {
  fc.assert(fc.property(specs(most, 2, true), (spec) => { expect(differences(spec)).toEqual([]); }), { numRuns: given('ORACLE_RUNS') ?? runs, seed: given('ORACLE_SEED') ?? most });
}, given('ORACLE_RUNS') === undefined ? 120_000 : 7_200_000);
