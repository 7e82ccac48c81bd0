/**
 * The regularized incomplete gamma functions and their inverse, for shapes from 1e-3 to 1e9:
 *
 *     P(s, x) = x^s e^-x / Gamma(s + 1) * (1 + x/(s+1) + x^2/((s+1)(s+2)) + ...)                       for x <= s,
 *     Q(s, x) = x^s e^-x / Gamma(s) * 1/(x+1-s - 1(1-s)/(x+3-s - 2(2-s)/(x+5-s - ...)))                for x > s
 *
 * (DLMF 8.7.1, 8.9.2), with the factor in front in Loader's form (stirling.ts), so that nothing cancels at large
 * shapes. Some 9 sqrt(s) terms near the mean.
 */
import { logGamma } from './log-gamma.ts';
import { normalQuantile } from './normal-law.ts';
import { logGammaKernel } from './gamma-beta-density.ts';
import type { Tail } from './tail.ts';

/** Distribution function of Gamma(shape, scale 1) at x, or its upper tail: P or Q. */
export function gammaCdf(x: number, shape: number, tail: Tail = 'lower'): number {
  if (!(x > 0)) return x <= 0 ? (tail === 'lower' ? 0 : 1) : NaN;
  if (x === Infinity) return tail === 'lower' ? 1 : 0;
  if (isSmall(x, shape))
    return tail === 'upper' ? smallUpper(x, shape) : Math.exp(logGammaKernel(x, shape)) * lowerSum(x, shape);
  const direct = x <= shape ? 'lower' : 'upper';
  const value =
    Math.exp(logGammaKernel(x, shape)) * (direct === 'lower' ? lowerSum(x, shape) : upperFraction(x, shape));
  return tail === direct ? value : 1 - value;
}

/** Shapes below 1 near 0, where the fraction converges slowly and 1 - P would cancel. */
const isSmall = (x: number, shape: number): boolean => shape < 1 && x < 1.5;

/** P(s, x) Gamma(s) / (x^s e^-x): a series of positive terms. */
function lowerSum(x: number, shape: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > 2 ** -54 * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum;
}

/** Q(s, x) Gamma(s) / (x^s e^-x), x > s: the continued fraction by the modified Lentz method. */
function upperFraction(x: number, shape: number): number {
  let denominator = x + 1 - shape;
  let c = Infinity;
  let d = 1 / denominator;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (shape - n);
    denominator += 2;
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const step = c * d;
    value *= step;
    if (Math.abs(step - 1) <= 2 ** -53) return value;
  }
  return NaN;
}

const MAX_TERMS = 10_000_000;

/**
 * Q(s, x) for s < 1 and x < 1.5 from 1 - x^s/Gamma(1+s) (1 + s sum of (-x)^n/(n! (s+n))), each part by what it is short
 * of 1.
 */
function smallUpper(x: number, shape: number): number {
  const inverse = Math.expm1(-logGamma(1 + shape));
  const power = Math.expm1(shape * Math.log(x));
  let term = 1;
  let sum = 0;
  for (let n = 1; n < 60; n++) {
    term *= -x / n;
    sum += term / (shape + n);
    if (Math.abs(term) < 1e-18 * Math.abs(sum)) break;
  }
  const front = inverse + power + inverse * power;
  return -front - (1 + front) * shape * sum;
}

/**
 * The x with gammaCdf(x, shape, tail) = p, for p in [0, 1]: Newton's method for the logarithm of the smaller tail,
 * which neither under- nor overflows.
 */
export function gammaQuantile(p: number, shape: number, tail: Tail = 'lower'): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p === 0 || p === 1) return (p === 0) === (tail === 'lower') ? 0 : Infinity;
  if (p > 0.5) return quantile(1 - p, shape, tail === 'lower' ? 'upper' : 'lower');
  return quantile(p, shape, tail);
}

function quantile(p: number, shape: number, tail: Tail): number {
  const goal = Math.log(p);
  let x = firstGuess(p, shape, tail);
  let [low, high] = [0, Infinity];
  for (let step = 0; step < MAX_STEPS; step++) {
    const kernel = logGammaKernel(x, shape);
    const log = logTail(x, shape, tail, kernel);
    const excess = tail === 'lower' ? log - goal : goal - log;
    if (excess > 0) high = x;
    else low = x;
    // d log P / d log x = kernel/P. Lower tails are near powers of x, upper ones near exponentials in x.
    const rate = Math.exp(kernel - log);
    const next = tail === 'lower' ? x * Math.exp(-excess / rate) : x - (x * excess) / rate;
    const inside = next > low && next < high;
    const moved = inside ? next : high === Infinity ? 2 * x : low === 0 ? x / 16 : Math.sqrt(low) * Math.sqrt(high);
    const settled = Math.abs(moved - x) <= 2 ** -51 * x;
    x = moved;
    if (settled || x === 0) break;
  }
  return x;
}

const MAX_STEPS = 200;

/** log P or log Q at x, given the log of x^s e^-x / Gamma(s). */
function logTail(x: number, shape: number, tail: Tail, kernel: number): number {
  if (isSmall(x, shape))
    return tail === 'upper' ? Math.log(smallUpper(x, shape)) : kernel + Math.log(lowerSum(x, shape));
  const direct = x <= shape ? 'lower' : 'upper';
  const log = kernel + Math.log(direct === 'lower' ? lowerSum(x, shape) : upperFraction(x, shape));
  return tail === direct ? log : Math.log(-Math.expm1(log));
}

/** Wilson and Hilferty's cube of a normal variable, or what P ~ x^s/Gamma(s + 1) gives near 0. */
function firstGuess(p: number, shape: number, tail: Tail): number {
  const cube = 1 - 1 / (9 * shape) + normalQuantile(p, tail) / (3 * Math.sqrt(shape));
  const normal = shape * cube ** 3;
  const power = Math.exp(((tail === 'lower' ? Math.log(p) : Math.log1p(-p)) + logGamma(shape + 1)) / shape);
  if (cube > 0 && (shape > 1 || tail === 'upper') && normal > 0)
    return tail === 'upper' && shape < 1 ? Math.max(normal, power) : normal;
  return Math.max(power, Number.MIN_VALUE);
}
