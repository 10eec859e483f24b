/**
 * Logarithm and exponential whose bits are the same on every platform. Math.log and Math.exp may differ between engines
 * (ECMA-262 leaves their precision open); these use only + - * /, Math.round and bit patterns. Errors below 1 ulp.
 * Argument reductions after W. J. Cody, W. Waite, "Software Manual for the Elementary Functions" (1980); the series are Taylor's.
 */

// ln 2 in two parts: the first has 21 trailing zero bits, so that k * LN2_HIGH is exact for every exponent k.
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = 1.4426950408889634;
const TWO_POW_54 = 18_014_398_509_481_984;
const HIGH_OF_SQRT_HALF = 0x3fe6a09e;

const bits = new Float64Array(1);
const words = new Int32Array(bits.buffer);
bits[0] = 1;
/** Which of the two words holds sign and exponent. */
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** 2^k at index k + 1074, for k from -1074 to 1023, made by exact doubling. */
const POWER_OF_TWO = (() => {
  const table = new Float64Array(2098);
  table[0] = Number.MIN_VALUE;
  for (let i = 1; i < table.length; i++) table[i] = 2 * table[i - 1]!;
  return table;
})();

const cell = new Float64Array(1);

/** Natural logarithm. -Infinity at 0, NaN below. */
export function log(x: number): number {
  cell[0] = x;
  logIn(cell);
  return cell[0];
}

/** Exponential function. 0 below -745.14, Infinity above 709.79. */
export function exp(x: number): number {
  cell[0] = x;
  expIn(cell);
  return cell[0];
}

/** x to the power of y, for x >= 0: exp(y log x), so the relative error grows as |y log x| times 1.2e-16. 0^0 is 1, as Math.pow has it. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  cell[0] = x;
  logIn(cell);
  cell[0] = y * cell[0];
  expIn(cell);
  return cell[0];
}

/** Replaces the first number by its logarithm. For inner loops: a double that a function takes or returns becomes an object, unless the call is inlined. */
export function logIn(cell: Float64Array): void {
  let x = cell[0]!;
  if (!(x > 0)) { cell[0] = x === 0 ? -Infinity : NaN; return; }
  if (x === Infinity) return;
  let k = 0;
  if (x < 2.2250738585072014e-308) { x *= TWO_POW_54; k = -54; } // subnormal
  // x = 2^k m with sqrt(1/2) <= m < sqrt(2)
  bits[0] = x;
  const shift = (words[HIGH]! - HIGH_OF_SQRT_HALF) >> 20;
  words[HIGH] = words[HIGH]! - (shift << 20);
  k += shift;
  const f = bits[0] - 1;
  // ln(1 + f) = f - f^2/2 + s (f^2/2 + R) with s = f / (2 + f), R = 2 (s^2/3 + s^4/5 + ...): f itself is exact
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const r = z * (0.6666666666666666 + w * (0.2857142857142857 + w * (0.18181818181818182 + w * (0.13333333333333333 + w * 0.10526315789473684))))
    + w * (0.4 + w * (0.2222222222222222 + w * (0.15384615384615385 + w * (0.11764705882352941 + w * 0.09523809523809523))));
  const half = 0.5 * f * f;
  cell[0] = k === 0 ? f - (half - s * (half + r)) : k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
}

/** Replaces the first number by its exponential (see logIn). */
export function expIn(cell: Float64Array): void {
  const x = cell[0]!;
  if (!(x <= 709.782712893384)) { cell[0] = x > 0 ? Infinity : NaN; return; }
  if (x < -745.1332191019412) { cell[0] = 0; return; }
  // x = k ln 2 + r, |r| <= ln 2 / 2; the rounding error of r is kept in `low`
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const error = high - r - low;
  // e^r - 1 - r by Taylor's series to r^14, even and odd terms apart so that they are computed side by side
  const q = r * r;
  const even = 0.5 + q * (0.041666666666666664 + q * (0.001388888888888889 + q * (0.0000248015873015873 + q * (2.755731922398589e-7 + q * (2.08767569878681e-9 + q * 1.1470745597729725e-11)))));
  const odd = 0.16666666666666666 + q * (0.008333333333333333 + q * (0.0001984126984126984 + q * (0.0000027557319223985893 + q * (2.505210838544172e-8 + q * 1.6059043836821613e-10))));
  const y = 1 + (r + (q * (even + r * odd) + error));
  // Results near both ends of the range need a power of two that is itself out of range: in two factors, rounded once.
  cell[0] = k > 1023 ? 2 * y * POWER_OF_TWO[k + 1073]! : k < -1074 ? 0.5 * y * POWER_OF_TWO[k + 1075]! : y * POWER_OF_TWO[k + 1074]!;
}
