/**
 * Numbers as a planner reads them: two or three significant digits, thousands separators, a unit that fits.
 * Own code, no locale: the same text on every machine.
 */

/** Digits in groups of three. */
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `x` to `digits` significant digits: `0.0123`, `4.56`, `12,300`, `1.23 M` (millions), `4.5 G` (thousand millions). */
export function human(x: number, digits = 3): string {
  if (Number.isNaN(x)) return '–';
  if (!Number.isFinite(x)) return x > 0 ? '∞' : '−∞';
  if (x < 0) return `−${human(-x, digits)}`;
  if (x === 0) return '0';
  const rounded = Number(x.toPrecision(digits));
  if (rounded >= 1e9) return `${trimmed(rounded / 1e9, digits)} G`;
  if (rounded >= 1e6) return `${trimmed(rounded / 1e6, digits)} M`;
  if (rounded < 1e-4) return rounded.toExponential(Math.max(0, digits - 1));
  return trimmed(rounded, digits);
}

function trimmed(x: number, digits: number): string {
  const magnitude = Math.floor(Math.log10(x) + 1e-12);
  const decimals = Math.max(0, digits - 1 - magnitude);
  const [whole = '0', fraction = ''] = x.toFixed(Math.min(20, decimals)).split('.');
  const kept = fraction.replace(/0+$/, '');
  return grouped(whole) + (kept ? `.${kept}` : '');
}

/** A whole number with thousands separators, not rounded. */
export const count = (n: number): string => (n < 0 ? `−${grouped(String(-Math.trunc(n)))}` : grouped(String(Math.trunc(n))));

/** A share 0..1 as per cent: `34 %`, `3.4 %`, `0.12 %`, `<0.01 %`. */
export function percent(share: number): string {
  if (share > 0 && share < 0.0001) return '<0.01 %';
  if (share < 1 && share > 0.9995) return '>99.9 %';
  return `${human(share * 100, share >= 0.1 && share < 0.995 ? 2 : share >= 0.995 ? 3 : 2)} %`;
}

/** Hours as minutes (below 1 h), hours (below 48 h) or days. */
export function duration(hours: number): string {
  if (!Number.isFinite(hours)) return 'not by the horizon';
  if (hours === 0) return '0 h';
  if (Math.abs(hours) < 1) return `${human(hours * 60, 2)} min`;
  if (Math.abs(hours) < 48) return `${human(hours, 2)} h`;
  const days = hours / 24;
  // A year is 365 d, not 370.
  return Math.abs(days) < 100 ? `${human(days, 2)} d` : `${human(Math.round(days), 6)} d`;
}

const isDuration = (unit: string): boolean => unit === 'hours' || unit === 'h';
const isShare = (unit: string): boolean => unit === 'share' || unit === 'probability';

/** A value in its unit: durations get the fitting unit, probabilities per cent, the rest three digits. */
export function quantity(x: number | null, unit: string): string {
  if (x === null) return 'not by the horizon';
  if (isDuration(unit)) return duration(x);
  if (isShare(unit)) return percent(x);
  return human(x);
}

/** A 95 % interval, `low–high`; both ends share the unit of the larger one (`2.46–2.66 M`, `1.7–2.5 d`). One value where the ends read alike. */
export function intervalText([low, high]: readonly [number, number], unit: string): string {
  if (quantity(low, unit) === quantity(high, unit)) return quantity(low, unit);
  if (isDuration(unit)) {
    const [scale, name] = Math.abs(high) < 1 ? [60, 'min'] as const : Math.abs(high) < 48 ? [1, 'h'] as const : [1 / 24, 'd'] as const;
    return `${human(low * scale, 2)}–${human(high * scale, 2)} ${name}`;
  }
  if (isShare(unit)) return `${human(low * 100, 2)}–${human(high * 100, 2)} %`;
  if (high >= 1e6 && high < 1e9 && low >= 0) return `${trimmedOrZero(low / 1e6)}–${trimmedOrZero(high / 1e6)} M`;
  return low < 0 ? `${human(low)} to ${human(high)}` : `${human(low)}–${human(high)}`;
}

const trimmedOrZero = (x: number): string => (x === 0 ? '0' : trimmed(Number(x.toPrecision(3)), 3));

/** Time since the start as a clock reads it: `2 d 05:30`, `13:05:20` when seconds matter and are wanted. */
export function clock(hours: number, withSeconds = true): string {
  const seconds = withSeconds ? Math.round(hours * 3600) : Math.floor(hours * 60 + 1e-9) * 60;
  const days = Math.floor(seconds / 86400);
  const two = (n: number): string => String(n).padStart(2, '0');
  const h = Math.floor((seconds % 86400) / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = seconds % 60;
  return `${days ? `${days} d ` : ''}${two(h)}:${two(m)}${s ? `:${two(s)}` : ''}`;
}

/** Gains beyond this mean that the two luck-paired studies differ by the same in nearly every replication; how far beyond, rounding decides. */
const MOST_GAIN = 10_000;

/** How many times more replications independent runs would need; null: not known. */
export function varianceGain(gain: number | null): string {
  return gain === null ? '–' : gain > MOST_GAIN ? `> ${human(MOST_GAIN)} ×` : `× ${human(gain, 2)}`;
}
