/**
 * Certified radii of level-set noise on any body and of product noise: the differential method (MATH.md R1) on a bound of
 * the growth rate, or, against l1, the quantile of a log-concave marginal.
 */
import { computedRateBound } from '../../growth/rate/computed.ts';
import type { GrowthRateBound } from '../../growth/rate/bound.ts';
import { adversaryName } from '../../noise/adversary.ts';
import type { Adversary } from '../../noise/adversary.ts';
import { factsOf } from '../../noise/facts.ts';
import { marginalQuantile } from '../../noise/product/product-noise.ts';
import type { LevelSetNoise, ProductNoise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CertifiedRadius } from '../radius.ts';
import { isTight } from '../tightness.ts';
import type { TopProbability } from '../top-probability.ts';

/** Relative error allowed to a quantile beside that of the law's normalization. */
const QUANTILE_ERROR = 1e-9;

/** Radii for probabilities rho > 1/2, in the order given. Throws InvalidInput where no bound of the growth rate is known. */
export function computedRadii(
  noise: LevelSetNoise | ProductNoise,
  adversary: Adversary,
  at: readonly TopProbability[],
): CertifiedRadius[] {
  if (noise.family === 'product' && isL1(adversary) && isProvedLogConcave(noise)) {
    return at.map((probability) => quantileRadius(noise, probability));
  }
  const bound = computedRateBound(noise, adversary);
  if (bound === null) {
    throw new InvalidInput(
      `No bound on the growth of ${noise.spec} against ${adversaryName(adversary)} is known: its slope at rho = 1/2 is ` +
        'infinite, or no projection of its body is.',
    );
  }
  return at.map((probability) => differentialRadius(bound, probability));
}

/** The radius of a growth rate bound at one probability. */
export function differentialRadius(bound: GrowthRateBound, { rho, tail }: TopProbability): CertifiedRadius {
  return {
    rho,
    radius: bound.radius(tail),
    method: bound.confidence < 1 ? 'monte-carlo' : 'differential',
    exact: false,
    upper: null,
    confidence: bound.confidence,
    detail: bound.detail,
  };
}

function isL1(adversary: Adversary): boolean {
  return adversary.kind === 'lp' && (adversary.p === 1 || adversary.dim === 1);
}

function isProvedLogConcave(noise: ProductNoise): boolean {
  return factsOf(noise).logConcave.status === 'proved';
}

/**
 * A log-concave marginal: a vertex of the l1 ball is the worst shift (growth/likelihood-ratio/worst-shift.ts), and along it half-lines are
 * the best sets, G(p, r e_1) = F(F^-1(p) + r). So the radius is F^-1(rho), and it is exact: the level-set method, by hand.
 */
function quantileRadius(noise: ProductNoise, { rho, tail }: TopProbability): CertifiedRadius {
  const detail = `quantile of the log-concave marginal (${noise.spec}, l1)`;
  const error = QUANTILE_ERROR + noise.law.integral.error;
  // P(X > x) = tail, moved by the error of the law towards the centre.
  const value =
    tail === 0 ? marginalQuantile(noise, 0, 'upper') : marginalQuantile(noise, Math.min(0.5, tail), 'upper');
  const radius = Math.max(0, value * (1 - error) - error * noise.lambda * 1e-3);
  const upper = tail === 0 ? null : value * (1 + error) + error * noise.lambda * 1e-3;
  return {
    rho,
    radius,
    method: 'level-set',
    exact: isTight({ lower: radius, upper }),
    upper,
    confidence: 1,
    detail,
  };
}
