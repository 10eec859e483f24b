import { describe, expect, it } from 'vitest';
import { angle, atan2, cos, cosDegrees, sin, sinDegrees } from '../../../src/numerics/trigonometry.js';
import { seededGenerator } from '../../../src/random/seeded.js';

describe('sinDegrees, cosDegrees, angle', () => {
  it('within 3e-16 of Math.sin and Math.cos, exact at quarters', () => {
    for (let d = -360; d <= 360; d += 0.37) {
      expect(Math.abs(sinDegrees(d) - Math.sin((d * Math.PI) / 180))).toBeLessThan(1.5e-15); // radians of d round themselves
      expect(Math.abs(cosDegrees(d) - Math.cos((d * Math.PI) / 180))).toBeLessThan(1.5e-15);
    }
    for (let d = -45; d <= 45; d += 0.1) expect(Math.abs(sinDegrees(d) - Math.sin((d * Math.PI) / 180))).toBeLessThan(3e-16);
    expect([0, 90, 180, 270, 360].map((d) => sinDegrees(d) + 0)).toEqual([0, 1, 0, -1, 0]);
    expect(sinDegrees(30)).toBeCloseTo(0.5, 15);
  });
  it('angle is Math.atan2 to 1e-15', () => {
    for (let i = 1; i < 2000; i++) {
      const y = Math.abs(Math.sin(i * 1.3)) * 10 ** (-(i % 12));
      const x = Math.cos(i * 0.7);
      expect(Math.abs(angle(y, x) / Math.atan2(y, x) - 1)).toBeLessThan(1e-15);
    }
    expect([angle(0, 1), angle(1, 0), angle(0, -1)]).toEqual([0, Math.PI / 2, Math.PI]);
  });
});

describe('sin, cos, atan2', () => {
  const uniform = seededGenerator('trigonometry');
  it('within 4e-16 of Math.sin and Math.cos, near and far', () => {
    for (let i = 0; i < 20_000; i++) {
      const x = (uniform() - 0.5) * (i % 2 === 0 ? 20 : 2e6);
      expect(Math.abs(sin(x) - Math.sin(x))).toBeLessThan(4e-16);
      expect(Math.abs(cos(x) - Math.cos(x))).toBeLessThan(4e-16);
    }
    expect([sin(0), cos(0)]).toEqual([0, 1]);
    expect(sin(-1)).toBe(-sin(1));
  });
  it('atan2 in all quadrants and on the axes', () => {
    for (let i = 0; i < 5000; i++) {
      const x = uniform() - 0.5, y = uniform() - 0.5;
      expect(Math.abs(atan2(y, x) / Math.atan2(y, x) - 1)).toBeLessThan(1e-15);
    }
    expect([atan2(0, 1), atan2(1, 0), atan2(0, -1), atan2(-1, 0), atan2(0, 0)]).toEqual([0, Math.PI / 2, Math.PI, -Math.PI / 2, 0]);
  });
});
