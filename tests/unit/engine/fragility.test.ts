import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damageState, damageStates, strengthTest } from '../../../src/engine/fragility.js';

test('many at once, decided by brackets of the normal quantile, are those decided one by one by its value', () => {
  // Kind 0: crossing lognormal curves and a missing state; kind 1: a step.
  const tables = {
    lnMedian: Float64Array.of(-1, -0.5, Infinity, 0.4, 0.2, Infinity, Infinity, Infinity),
    invSigma: Float64Array.of(1 / 0.3, 1 / 0.9, 1, 1 / 0.2, Infinity, 1, 1, 1), reacts: Uint8Array.of(1, 1),
  };
  const uniform = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
  fc.assert(fc.property(fc.array(fc.tuple(fc.nat(1), fc.constantFrom(-0.6, 0, 0.2), uniform), { minLength: 1, maxLength: 40 }), fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(0, 0.3, 1), (assets, z0, common) => {
    const shared = Math.sqrt(common) * z0, own = Math.sqrt(1 - common);
    const trial = strengthTest(Int32Array.from(assets, (a) => a[0]), Float64Array.from(assets, (a) => a[1]));
    trial.uniforms.set(assets.map((a) => a[2]));
    trial.setting.set([0.1, shared, own]);
    damageStates(tables, trial);
    expect([...trial.states]).toEqual(assets.map(([kind, factor, u]) => damageState(tables, kind, 0.1 + factor, shared, own, u)));
  }), { seed: 11, numRuns: 500 });
});
