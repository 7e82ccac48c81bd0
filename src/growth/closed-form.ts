/** Growth functions in closed form (MATH.md G5), at lambda = 1. */
import { closedForm, enclosed, type Estimate } from '../numeric/estimate.ts';
import { gammaCdf, gammaQuantile, normalCdf, normalQuantile } from '../numeric/special/special.ts';

/** Gaussian e^{-|x|_2^2/2}, |v|_2 = length: Phi(Phi^-1(p) + length). */
export function gaussianGrowth(p: number, length: number): Estimate {
  const z = p <= 0.5 ? normalQuantile(p) : normalQuantile(1 - p, 'upper');
  return probability(normalCdf(z + length));
}

/** Laplace e^{-|x|_1}, v = a e_1. */
export function laplaceAxisGrowth(p: number, a: number): Estimate {
  const decay = Math.exp(-a);
  if (p <= 0.5 * decay) return probability(Math.exp(a) * p);
  if (p <= 0.5) return probability(1 - decay / (4 * p));
  return probability(1 - decay * (1 - p));
}

/**
 * One coordinate with density proportional to e^{-|x|^s}, s >= 1, shifted by a: the ratio is monotone, the best set a
 * half line, and G = P(X > x_p - a) with P(X > x_p) = p.
 */
export function logConcaveMarginalGrowth(p: number, a: number, s: number): Estimate {
  const shape = 1 / s;
  const tail = Math.min(p, 1 - p);
  const size = gammaQuantile(2 * tail, shape, 'upper') ** shape;
  const x = (p <= 0.5 ? size : -size) - a;
  const outside = 0.5 * gammaCdf(Math.abs(x) ** s, shape, 'upper');
  return probability(x >= 0 ? outside : 1 - outside);
}

/** Uniform noise: min(1, p + 1 - o), o the overlap of its support with its shift. */
export function uniformGrowth(p: number, overlap: Estimate): Estimate {
  const at = (o: number): number => Math.min(1, p + (1 - Math.min(1, Math.max(0, o))));
  const rounding = 4 * Number.EPSILON;
  return enclosed(
    at(overlap.value),
    Math.max(p, at(overlap.upper) - rounding),
    Math.min(1, at(overlap.lower) + rounding),
    overlap.method,
    overlap.confidence,
  );
}

/** A probability by a closed form; the enclosure stays in [0, 1]. */
function probability(value: number): Estimate {
  const estimate = closedForm(value);
  return { ...estimate, lower: Math.max(0, estimate.lower), upper: Math.min(1, estimate.upper) };
}
