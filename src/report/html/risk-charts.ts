/** Exceedance curves of a catalogue: loss against return period, with intervals as bands; both axes logarithmic. */
import type { CurvePoint } from '../../risk/occurrence.js';
import { human } from '../numbers.js';
import { axes, decades, HEIGHT, LEFT, RIGHT, TOP, BOTTOM, spaced, WIDTH } from './charts.js';
import { html, type Markup } from './escape.js';
import { LINE } from './palette.js';
import { linear, pathOf, px } from './scale.js';

const RETURN_TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 100_000, 1e6];

/** @param longest greatest return period shown */
export function returnPeriodChart(title: string, unit: string, curve: readonly CurvePoint[], longest: number): Markup {
  const points = curve.filter((p) => p.loss > 0 && p.probability > 0 && 1 / p.probability <= longest * 1.001);
  if (points.length < 2) return html`<p class="note">${title}: too few losses for a curve.</p>`;
  const low = points[0]!.loss, high = points.at(-1)!.loss, shortest = Math.max(1, Math.min(2, 1 / points[0]!.probability));
  const place = linear(Math.log10(shortest), Math.log10(longest), LEFT, WIDTH - RIGHT), rise = linear(Math.log10(low), Math.log10(Math.max(high, low * 1.01)), HEIGHT - BOTTOM, TOP);
  const x = (years: number): number => Math.min(WIDTH - RIGHT, Math.max(LEFT, place(Math.log10(years)))), y = (loss: number): number => rise(Math.log10(Math.max(loss, low)));
  const xTicks = spaced(RETURN_TICKS.filter((t) => t >= shortest && t <= longest), x).map((at) => ({ at, label: human(at) })), yTicks = decades(low, high).map((at) => ({ at, label: human(at) }));
  const { frame } = axes(xTicks, yTicks, x, y, 'return period, years (logarithmic)');
  // An open upper end of the interval runs to the edge: 1 / 0 years.
  const band = pathOf([...points.map((p) => [x(1 / p.interval[1]), y(p.loss)] as const), ...[...points].reverse().map((p) => [x(p.interval[0] > 0 ? 1 / p.interval[0] : Infinity), y(p.loss)] as const)]);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${human(high)} ${unit} at ${human(1 / points.at(-1)!.probability)} years"><title>${title}</title>${frame}
<path d="${band}Z" fill="${LINE.sky}" fill-opacity=".3"/><path d="${pathOf(points.map((p) => [x(1 / p.probability), y(p.loss)] as const))}" class="line" stroke="${LINE.blue}"/></svg>`;
}

/** A share as a bar. */
export const shareBar = (share: number): Markup => html`<svg viewBox="0 0 180 16" class="bar" role="img" aria-label="${human(100 * share, 2)} per cent"><path d="M2 8H${px(2 + 174 * Math.max(0, Math.min(1, share)))}" stroke="${LINE.blue}" stroke-width="8"/></svg>`;
