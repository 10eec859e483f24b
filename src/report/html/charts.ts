/** Curves with bands, exceedance curves and interval bars as inline SVG, drawn by hand: no library, readable without scripts. */
import type { CurveSummary, OutcomeSummary } from '../../study/results.js';
import { human, intervalText, quantity } from '../numbers.js';
import { html, type Markup } from './escape.js';
import { LINE } from './palette.js';
import { linear, pathOf, px, roundTicks, timeTicks, type Scale } from './scale.js';

export const WIDTH = 460;
export const HEIGHT = 220;
export const LEFT = 58;
export const RIGHT = 18;
export const TOP = 12;
export const BOTTOM = 34;
/** Room that the label of a tick takes at most. */
const LABEL_WIDTH = 54;
/** More points than this would not be told apart in print. */
const MOST_POINTS = 240;

interface Axes { x: Scale; y: Scale; frame: Markup }

/** Frame with ticks and titles. */
export function axes(xTicks: { at: number; label: string }[], yTicks: { at: number; label: string }[], x: Scale, y: Scale, xTitle: string): Axes {
  const bottom = HEIGHT - BOTTOM;
  const frame = html`<g class="axis">${yTicks.map((t) => html`<path d="M${LEFT} ${px(y(t.at))}H${WIDTH - RIGHT}" class="rule"/><text x="${LEFT - 6}" y="${px(y(t.at) + 4)}" text-anchor="end">${t.label}</text>`)}
<path d="M${LEFT} ${bottom}H${WIDTH - RIGHT}" class="base"/>${xTicks.map((t) => html`<path d="M${px(x(t.at))} ${bottom}v4" class="base"/><text x="${px(x(t.at))}" y="${bottom + 16}" text-anchor="middle">${t.label}</text>`)}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 3}" text-anchor="middle" class="axis-title">${xTitle}</text></g>`;
  return { x, y, frame };
}

/** Every n-th index so that at most MOST_POINTS remain, first and last included. */
function thinned(length: number): number[] {
  const step = Math.max(1, Math.ceil(length / MOST_POINTS));
  const indices: number[] = [];
  for (let i = 0; i < length; i += step) indices.push(i);
  if (length > 0 && indices.at(-1) !== length - 1) indices.push(length - 1);
  return indices;
}

/** Bands 5–95 % and 25–75 %, the median and the mean of a curve over time. */
export function bandChart(curve: CurveSummary): Markup {
  const end = curve.hours.at(-1) ?? 1;
  const top = Math.max(...curve.p95, ...curve.mean, Number.MIN_VALUE);
  const yTicks = roundTicks(0, top, 4).map((at) => ({ at, label: human(at) }));
  const { x, y, frame } = axes(timeTicks(end, 8), yTicks, linear(0, end, LEFT, WIDTH - RIGHT), linear(0, top, HEIGHT - BOTTOM, TOP), 'time from the start');
  const at = thinned(curve.hours.length);
  const line = (values: number[]): string => pathOf(at.map((i) => [x(curve.hours[i]!), y(values[i]!)] as const));
  const band = (low: number[], high: number[]): string =>
    `${pathOf([...at.map((i) => [x(curve.hours[i]!), y(high[i]!)] as const), ...[...at].reverse().map((i) => [x(curve.hours[i]!), y(low[i]!)] as const)])}Z`;
  const peak = curve.p50.reduce((best, v, i) => (v > curve.p50[best]! ? i : best), 0);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${curve.title}: the median peaks at ${human(curve.p50[peak] ?? 0)} ${curve.unit}; 95 of 100 replications stay below ${human(top)}">
<title>${curve.title}</title>${frame}
<path d="${band(curve.p05, curve.p95)}" fill="${LINE.sky}" fill-opacity=".3"/><path d="${band(curve.p25, curve.p75)}" fill="${LINE.blue}" fill-opacity=".35"/>
<path d="${line(curve.p50)}" class="line" stroke="${LINE.blue}"/><path d="${line(curve.mean)}" class="line" stroke="${LINE.vermilion}" stroke-dasharray="5 3"/></svg>`;
}

/** Key to the band charts. */
export const bandLegend: Markup = html`<p class="legend"><span class="swatch" style="background:#bfe0f5"></span> 5–95 % of replications <span class="swatch" style="background:#7fb2d6"></span> 25–75 % <span class="stroke" style="border-color:${LINE.blue}"></span> median <span class="stroke dashed" style="border-color:${LINE.vermilion}"></span> mean</p>`;

/** Share of replications above each value; a logarithmic axis when the values span more than two powers of ten. */
export function exceedanceChart(title: string, outcome: OutcomeSummary): Markup {
  const points = outcome.exceedance.filter(([value]) => Number.isFinite(value));
  if (points.length < 2) return html`<p class="note">${title}: no replication lost anything, or all lost the same.</p>`;
  const positive = points.map(([v]) => v).filter((v) => v > 0);
  const high = Math.max(...points.map(([v]) => v));
  const low = Math.min(...positive, high);
  const logarithmic = high / low > 100;
  const place = linear(logarithmic ? Math.log10(low) : 0, logarithmic ? Math.log10(high) : high, LEFT, WIDTH - RIGHT);
  const x: Scale = logarithmic ? (v) => place(Math.log10(Math.max(v, low))) : place;
  const xTicks = spaced(logarithmic ? decades(low, high) : roundTicks(0, high, 5), x);
  const top = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1].find((t) => t >= Math.max(outcome.probability.value, ...points.map(([, share]) => share))) ?? 1;
  const { y, frame } = axes(xTicks.map((v) => ({ at: v, label: human(v) })), [0, 0.25, 0.5, 0.75, 1].map((part) => ({ at: part * top, label: `${human(part * top * 100)} %` })), x, linear(0, top, HEIGHT - BOTTOM, TOP), `${outcome.unit}${logarithmic ? ' (logarithmic)' : ''}`);
  const steps = points.flatMap(([v, share], i): [number, number][] => [[x(v), y(i > 0 ? points[i - 1]![1] : outcome.probability.value)], [x(v), y(share)]]);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: half of the replications exceed ${quantity(outcome.quantiles['p50'] ?? null, outcome.unit)}, one in twenty exceeds ${quantity(outcome.quantiles['p95'] ?? null, outcome.unit)}">
<title>${title}</title>${frame}<path d="${pathOf(steps)}" class="line" stroke="${LINE.blue}"/></svg>`;
}

/** Round values by powers of ten. */
export function decades(low: number, high: number): number[] {
  const ticks: number[] = [];
  const factors = high / low > 1e4 ? [1] : [1, 2, 5];
  for (let e = Math.floor(Math.log10(low)); 10 ** e <= high; e++) ticks.push(...factors.map((f) => f * 10 ** e).filter((v) => v >= low * 0.999 && v <= high * 1.001));
  return ticks;
}

/** Ticks whose labels do not touch each other. */
export function spaced(ticks: number[], x: Scale): number[] {
  let last = -Infinity;
  return ticks.filter((t) => {
    if (x(t) - last < LABEL_WIDTH) return false;
    last = x(t);
    return true;
  });
}

/** A mean with its interval on a common axis around zero, for comparisons. */
export function intervalBar(mean: number, interval: [number, number], low: number, high: number, unit: string): Markup {
  const x = linear(Math.min(low, 0), Math.max(high, 0), 6, 174);
  const colour = interval[0] > 0 ? LINE.green : interval[1] < 0 ? LINE.vermilion : LINE.grey;
  return html`<svg viewBox="0 0 180 16" class="bar" role="img" aria-label="${human(mean)} ${unit}, 95 % interval ${intervalText(interval, unit)}"><path d="M${px(x(0))} 0V16" class="base"/><path d="M${px(x(interval[0]))} 8H${px(x(interval[1]))}" stroke="${colour}" stroke-width="3"/><circle cx="${px(x(mean))}" cy="8" r="4.5" fill="${colour}"/></svg>`;
}
