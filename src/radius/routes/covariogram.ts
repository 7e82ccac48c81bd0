/**
 * The covariogram method: certified radii of noise uniform on any convex body (MATH.md section 2).
 *
 * With overlap o, G(1 - rho, v) < 1/2 exactly when o(v) > 3/2 - rho: the radius is the largest safe shift of the
 * noise's support (geometry/covariogram/safe-shift.ts).
 */
import { adversaryName, type Adversary } from '../../geometry/adversary.ts';
import type { SafeShift } from '../../geometry/covariogram/safe-shift.ts';
import type { SafeShiftBounds } from '../../geometry/covariogram/safe-shift-ray.ts';
import { requireKnown } from '../../noise/facts.ts';
import type { UniformNoise } from '../../noise/noise.ts';
import { requireSameDimension } from '../../noise/same-dimension.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { CertifiedRadius } from '../radius.ts';
import type { RadiusRoute, RouteRadius } from './route.ts';
import { isTight } from '../tightness.ts';
import { readProbability, type Probability } from '../top-probability.ts';

/** Sampling along rays; null in its place forbids it. */
export interface CovariogramOptions {
  /** Rays shot along each extreme point where the overlap is not known; 0 forbids sampling (default 100,000). */
  readonly samples?: number;
  /** Integer in [0, 2^53) (default 0). */
  readonly seed?: number;
  /** Probability that all sampled bounds hold together (default 0.999). */
  readonly confidence?: number;
}

/**
 * The radius certified by noise uniform on lambda K against the adversary at rho. `exact` when every extreme point was
 * decided without sampling. Throws InvalidInput.
 */
export function covariogramRadius(
  noise: UniformNoise,
  adversary: Adversary,
  rho: Probability,
  options: CovariogramOptions = {},
): CertifiedRadius {
  requireSameDimension(noise, adversary);
  requireKnown(noise, adversary);
  const { samples = 100_000, seed = 0, confidence = 0.999 } = options;
  if (!(confidence > 0 && confidence < 1)) {
    throw new InvalidInput(`The confidence must lie strictly between 0 and 1, but is ${confidence}.`, {
      code: 'probability',
    });
  }
  const { rho: given, excess } = readProbability(rho);
  if (excess <= 0) {
    return {
      rho: given,
      radius: 0,
      method: 'covariogram',
      exact: true,
      upper: 0,
      confidence: 1,
      detail: 'no majority: rho <= 1/2',
    };
  }
  const safe = noise.support.safeShift(adversary);
  const found = safe.at(excess, samples > 0 ? { samples, seed, confidence } : null);
  const { radius, exact, upper } = scaled(found, noise.lambda);
  return {
    rho: given,
    radius,
    method: found.sampled ? 'monte-carlo' : 'covariogram',
    exact,
    upper,
    confidence: found.sampled ? confidence : 1,
    detail: describe(noise, adversary, safe),
  };
}

/** The route without sampling. */
export function covariogramRoute(noise: UniformNoise, adversary: Adversary): RadiusRoute {
  const safe = noise.support.safeShift(adversary);
  return {
    method: 'covariogram',
    detail: describe(noise, adversary, safe),
    tight: false,
    twoClass: 'none',
    convertedFrom: null,
    confidence: 1,
    radii: (at) => at.map(({ excess }) => scaled(safe.at(excess, null), noise.lambda)),
  };
}

function scaled(found: SafeShiftBounds, lambda: number): RouteRadius {
  const upper = found.upper === Infinity ? null : found.upper * lambda * (1 + 4 * Number.EPSILON);
  return {
    radius: found.lower * lambda * (1 - 4 * Number.EPSILON),
    ceiling: upper ?? Infinity,
    upper,
    exact: !found.sampled && isTight(found),
  };
}

function describe(noise: UniformNoise, adversary: Adversary, { pairs }: SafeShift): string {
  const subject = `${noise.body.name} against ${adversaryName(adversary)}`;
  return pairs === null
    ? `covariogram bounds over all directions (${subject})`
    : `covariogram along ${pairs} pair${pairs === 1 ? '' : 's'} of extreme points (${subject})`;
}
