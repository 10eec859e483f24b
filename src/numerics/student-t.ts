/** Two-sided 95 % points by + - * / and square roots alone, so their bits are the same on every platform. */

/** 97.5 % quantile of the standard normal distribution. */
export const Z95 = 1.959963984540054;

/**
 * 97.5 % quantile of Student's t: two-sided 95 %.
 * Up to 200 degrees of freedom from the finite series of the distribution function (Abramowitz and Stegun 26.7.3 and 26.7.4),
 * above from its expansion in 1/df (26.7.5), whose error there is below 1e-9.
 * @param df degrees of freedom, a whole number of at least 1
 */
export function studentT95(df: number): number {
  if (df > 200) return expansion(df);
  let low = Z95;
  let high = 13;
  // Bisection to the last bit: the series is monotone, and nothing here is called often.
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (centralProbability(middle, df) < 0.95) low = middle; else high = middle;
  }
}

/** P(|T| < t). */
function centralProbability(t: number, df: number): number {
  const cos2 = df / (df + t * t);
  const sin = t / Math.sqrt(df + t * t);
  let term = 1;
  let sum = 0;
  if (df % 2 === 0) {
    for (let k = 0; k <= df / 2 - 1; k++) {
      sum += term;
      term *= (cos2 * (2 * k + 1)) / (2 * k + 2);
    }
    return sin * sum;
  }
  const cos = Math.sqrt(cos2);
  const theta = arcTangent(t / Math.sqrt(df));
  term = cos;
  for (let k = 0; k <= (df - 3) / 2; k++) {
    sum += term;
    term *= (cos2 * (2 * k + 2)) / (2 * k + 3);
  }
  return (2 / Math.PI) * (theta + sin * sum);
}

/** For x >= 0: four halvings of the angle, then Taylor's series, whose terms then fall by more than 100 each. */
function arcTangent(x: number): number {
  let y = x;
  for (let i = 0; i < 4; i++) y /= 1 + Math.sqrt(1 + y * y);
  let sum = 0;
  for (let k = 21; k >= 1; k -= 2) sum = 1 / k - y * y * sum;
  return 16 * y * sum;
}

function expansion(df: number): number {
  const z = Z95;
  const z2 = z * z;
  const g1 = (z * (z2 + 1)) / 4;
  const g2 = (z * ((5 * z2 + 16) * z2 + 3)) / 96;
  const g3 = (z * (((3 * z2 + 19) * z2 + 17) * z2 - 15)) / 384;
  const g4 = (z * ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945)) / 92160;
  return z + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df;
}
