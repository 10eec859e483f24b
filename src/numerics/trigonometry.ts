/**
 * Trigonometric functions whose bits are the same on every platform (ECMA-262 leaves the precision of Math.sin and its kin open): only
 * + - * /, square root and Taylor's series.
 */

const RADIANS_PER_DEGREE = 0.017453292519943295;
const HALF_PI = 1.5707963267948966;

/** Sine of an angle in degrees, absolute error below 2e-16 for |degrees| <= 360; exact at multiples of 90. */
export function sinDegrees(degrees: number): number {
  const quarter = Math.round(degrees / 90);
  const t = (degrees - 90 * quarter) * RADIANS_PER_DEGREE;
  switch (quarter & 3) {
    case 0: return sinSeries(t);
    case 1: return cosSeries(t);
    case 2: return -sinSeries(t);
    default: return -cosSeries(t);
  }
}

/** Cosine of an angle in degrees, like {@link sinDegrees}. */
export const cosDegrees = (degrees: number): number => sinDegrees(degrees + 90);

/** Taylor's series for |t| <= pi/4. */
function sinSeries(t: number): number {
  const q = t * t;
  let sum = 0;
  for (let k = 16; k > 0; k -= 2) sum = (-q / (k * (k + 1))) * (1 + sum);
  return t + t * sum;
}

function cosSeries(t: number): number {
  const q = t * t;
  let sum = 0;
  for (let k = 17; k > 0; k -= 2) sum = (-q / (k * (k + 1))) * (1 + sum);
  return 1 + sum;
}

/** Angle in [0, pi] whose tangent is y / x, for y >= 0; relative error below 1e-15. */
export function angle(y: number, x: number): number {
  if (x < 0) return HALF_PI + angle(-x, y);
  if (y > x) return HALF_PI - angle(x, y);
  if (y === 0) return 0;
  // tan(a/2) = tan a / (1 + sqrt(1 + tan^2 a)), twice, leaves at most tan(pi/16)
  let t = y / x;
  t /= 1 + Math.sqrt(1 + t * t);
  t /= 1 + Math.sqrt(1 + t * t);
  let sum = 0;
  for (let k = 23; k > 0; k -= 2) sum = 1 / k - t * t * sum;
  return 4 * t * sum;
}

/** Parts of pi/2, the first two of 33 bits, so that their products with whole numbers below 2^20 are exact. */
const QUARTER_HIGH = 1.5707963267341256, QUARTER_MIDDLE = 6.077100506303966e-11, QUARTER_LOW = 2.0222662487959506e-21;
const QUARTERS_PER_RADIAN = 0.6366197723675814;

/** Sine of an angle in radians, absolute error below 3e-16 for |x| up to a million. */
export const sin = (x: number): number => ofQuarter(x, 0);

/** Cosine, like {@link sin}. */
export const cos = (x: number): number => ofQuarter(x, 1);

/** Sine of x + quarters * pi/2 (0 or 1). */
function ofQuarter(x: number, quarters: number): number {
  const quarter = Math.round(x * QUARTERS_PER_RADIAN);
  const t = x - quarter * QUARTER_HIGH - quarter * QUARTER_MIDDLE - quarter * QUARTER_LOW;
  switch ((quarter + quarters) & 3) {
    case 0: return sinSeries(t);
    case 1: return cosSeries(t);
    case 2: return -sinSeries(t);
    default: return -cosSeries(t);
  }
}

/** Angle of the vector (x, y) in (-pi, pi], relative error below 1e-15; 0 for no vector. */
export const atan2 = (y: number, x: number): number => (y < 0 ? -angle(-y, x) : angle(y, x));
