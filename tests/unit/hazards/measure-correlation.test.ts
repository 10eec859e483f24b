/** Correlation of residuals of two measures: the papers' equations worked out by hand, limits, and factors of matrices. */
import { expect, it, test } from 'vitest';
import { measureCorrelation, residualFactor } from '../../../src/hazards/measure-correlation.js';
import { GROUND_MOTION_MODELS } from '../../../src/model/ground-motion-models.js';

/** Of all models. */
const MEASURES = [...new Set(Object.values(GROUND_MOTION_MODELS).flatMap(({ measures }): readonly string[] => measures))];

test.each([
  // C1, both periods above 0.109 s: 1 - cos(pi/2 - 0.366 ln 5), which is 1 - sin(0.366 ln 5).
  ['sa0.2', 'sa1', 1 - Math.sin(0.366 * Math.log(5))],
  ['sa0.5', 'sa2', 1 - Math.sin(0.366 * Math.log(4))],
  // C2, both below: 1 - 0.105 (1 - 1 / (1 + e^5)) (0.08 / 0.0901).
  ['sa0.02', 'sa0.1', 1 - 0.105 * (1 - 1 / (1 + Math.exp(5))) * (0.08 / 0.0901)],
  // C4: C1 = 1 - sin(0.366 ln(1 / 0.109)) = 0.2748, then 0.5 (sqrt C1 - C1) (1 + cos(pi 0.01 / 0.109)) more.
  ['pga', 'sa1', 0.2748 + 0.5 * (Math.sqrt(0.2748) - 0.2748) * (1 + Math.cos((Math.PI * 0.01) / 0.109))],
  ['pga', 'sa0.01', 1], ['pgv', 'pga', 0.733],
  // Bradley: T = 1.1 s would be the middle of 0.80 and 0.76; at 1 s tanh(3 ln(1 / 1.1)) = -0.2783; at 5 s the middle of 0.76 and 0.70; at 0.01 s tanh(1.8 ln 4.5) = 0.9911.
  ['pgv', 'sa1', 0.78 + 0.02 * 0.2783], ['pgv', 'sa5', 0.73], ['sa0.01', 'pgv', 0.635 + 0.095 * 0.9911],
])('%s and %s', (first, second, expected) => {
  expect(measureCorrelation(first, second)).toBeCloseTo(expected, 3);
  expect(measureCorrelation(second, first)).toBe(measureCorrelation(first, second));
});

it('is 1 with itself, and less than 1 and above 0 otherwise', () => {
  for (const a of MEASURES) {
    expect(measureCorrelation(a, a)).toBe(1);
    for (const b of MEASURES) if (a !== b && !(['pga', 'sa0.01'].includes(a) && ['pga', 'sa0.01'].includes(b))) { expect(measureCorrelation(a, b)).toBeGreaterThan(0); expect(measureCorrelation(a, b)).toBeLessThan(1); }
  }
});

it('a factor gives the correlations back; measures that are one follow wholly', () => {
  const measures = ['pga', 'pgv', 'sa0.3', 'sa1', 'sa3'], n = measures.length, l = residualFactor(measures);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let m = 0; m < n; m++) sum += l[i * n + m]! * l[j * n + m]!;
    expect(sum).toBeCloseTo(measureCorrelation(measures[i]!, measures[j]!), 12);
  }
  expect([...residualFactor(['pga', 'sa0.01'])]).toEqual([1, 0, 1, 0]);
  // All of them at once: every row has variance 1, whatever the matrix lacks.
  const all = residualFactor(MEASURES), size = MEASURES.length;
  for (let i = 0; i < size; i++) expect(all.subarray(i * size, (i + 1) * size).reduce((sum, v) => sum + v * v, 0)).toBeCloseTo(1, 12);
});
