/**
 * The beta-prime(a, b) law, the ratio of two gammas, at e^u: heavy tails (b near 0) reach far beyond the doubles, and
 * x/(1 + x) has lost the distance to 1 long before. So both tails and the quantile are functions of u = log x.
 */
import { betaDensityTimesVariance } from './gamma-beta-density.ts';
import { logGammaIncrement } from './stirling.ts';
import { betaCdf, betaQuantile, logGamma, type Tail } from './special.ts';

/** P(X <= e^u), or P(X > e^u), X beta-prime(a, b): from whichever of 1/(1 + e^u) and 1/(1 + e^-u) is the smaller. */
export function betaPrimeTail(u: number, a: number, b: number, tail: Tail): number {
  if (u > 0) return betaPrimeTail(-u, b, a, tail === 'lower' ? 'upper' : 'lower');
  if (isFar(u, a, b)) {
    const far = a * u - logStart(a, b);
    return tail === 'lower' ? Math.exp(far) : -Math.expm1(far);
  }
  return betaCdf(logistic(u), a, b, tail);
}

/** The u with betaPrimeTail(u, a, b, tail) = mass, 0 < mass < 1; mass above 1/2 is better given as the other tail. */
export function logBetaPrimeQuantile(mass: number, a: number, b: number, tail: Tail): number {
  if (tail === 'upper') return -logBetaPrimeQuantile(mass, b, a, 'lower');
  const far = (Math.log(mass) + logStart(a, b)) / a;
  if (isFar(far, a, b)) return far;
  const y = betaQuantile(mass, a, b);
  // Where y is not near 1 the library's answer has all its digits.
  if (y > 0 && y < 0.9) return Math.log(y / (1 - y));
  if (mass <= 0.5) return fromTheLeft(mass, a, b, y > 0 && y < 1 ? Math.log(y / (1 - y)) : far);
  // Beyond the middle the other tail, whose mass is small, is the sharp one.
  return -fromTheLeft(1 - mass, b, a, Math.min(0, -far));
}

/**
 * Newton's method for log P(X <= e^u) = log mass. The left side is concave in u (the law of log X has a log-concave
 * density), so that from the left of the root it rises to it, and one step from the right leads to the left.
 */
function fromTheLeft(mass: number, a: number, b: number, start: number): number {
  const goal = Math.log(mass);
  // P(X <= e^u) <= e^{au}/(a B(a, b)) for b >= 1; below 1 by what (1 - y)^b can add, a factor of 1/b at most.
  const least = (goal + logStart(a, b) + Math.min(0, Math.log(b))) / a - 1;
  let u = Math.max(start, least);
  for (let step = 0; step < 200; step++) {
    const below = betaPrimeTail(u, a, b, 'lower');
    const hazard = betaDensityTimesVariance(logistic(u), logistic(-u), a, b) / below;
    const next = Math.max(least, u - (Math.log(below) - goal) / hazard);
    const move = Math.abs(next - u);
    u = next;
    if (!(move > 4 * Number.EPSILON * Math.max(1, Math.abs(u)))) break;
  }
  return u;
}

/** Below this P(X <= e^u) is its first term, to 1e-17 of it. */
function isFar(u: number, a: number, b: number): boolean {
  return u < -40 - Math.log1p(a + b);
}

/** log(a B(a, b)): P(X <= e^u) starts like e^{au}/(a B(a, b)). */
function logStart(a: number, b: number): number {
  return logGamma(a + 1) - logGammaIncrement(b, a);
}

function logistic(u: number): number {
  return u >= 0 ? 1 / (1 + Math.exp(-u)) : Math.exp(u) / (1 + Math.exp(u));
}
