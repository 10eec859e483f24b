import { describe, expect, it } from 'vitest';
import { LINE, shade, tint } from '../../../../src/report/html/palette.js';

/** Relative luminance of WCAG 2.1. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
const contrast = (a: string, b: string): number => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);

describe('colours', () => {
  it('shades darken step by step, so that they read without hue and in grey print', () => {
    const steps = Array.from({ length: 21 }, (_, i) => luminance(shade(i / 20)));
    steps.slice(1).forEach((l, i) => expect(l).toBeLessThan(steps[i]!));
    expect(shade(-1)).toBe(shade(0));
    expect(shade(2)).toBe(shade(1));
  });

  it('dark text is readable on every tint (WCAG AA, 4.5:1)', () => {
    for (let i = 0; i <= 10; i++) expect(contrast('#1a1a1a', tint(i / 10))).toBeGreaterThan(4.5);
  });

  it('the lines of a chart stand out from white (WCAG, 3:1)', () => {
    for (const colour of [LINE.blue, LINE.vermilion, LINE.green, LINE.grey]) expect(contrast(colour, '#ffffff')).toBeGreaterThan(3);
  });
});
