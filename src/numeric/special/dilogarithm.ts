/** The dilogarithm. */

/** Li_2(x) = sum of x^n / n^2, x <= 1; NaN above. */
export function dilogarithm(x: number): number {
  if (!(x <= 1)) return NaN;
  if (x === 1) return ZETA_2;
  // DLMF 25.12.4 and 25.12.6 (and Landen's) bring the argument to [-1/2, 1/2]; log(1 - x) and log1p keep small ones
  // sharp.
  if (x > 0.5) return ZETA_2 - Math.log(x) * Math.log1p(-x) - series(1 - x);
  if (x >= -0.5) return series(x);
  const log = Math.log1p(-x);
  // x/(x - 1) is in (1/3, 1).
  return -0.5 * log * log - dilogarithm(x / (x - 1));
}

const ZETA_2 = Math.PI ** 2 / 6;

/** The sum itself, |x| <= 1/2. */
function series(x: number): number {
  let power = x;
  let sum = x;
  for (let n = 2; Math.abs(power) > 1e-18 * Math.abs(sum); n++) {
    power *= x;
    sum += power / (n * n);
  }
  return sum;
}
