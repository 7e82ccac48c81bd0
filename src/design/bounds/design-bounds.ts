/** Radii that no noise of a class exceeds at this deviation: what a designed noise is held against. */
import type { Adversary } from '../../geometry/adversary.ts';
import { leastDeviation, leastRoundDeviation } from './spread.ts';
import { mixtureQuantile } from './scale-mixture.ts';
import { largestQuantile } from './truncated-exponential.ts';

/** A bound on the certified radius of a class of noises, at one sigma and rho. */
export interface DesignBound {
  /** `quasi-concave`: Gauss's inequality. `log-concave`: truncated exponentials. `round`: mixtures of balls. */
  readonly name: 'quasi-concave' | 'log-concave' | 'round';
  /** Whose radii it bounds, as the subject of a sentence. */
  readonly covers: string;
  /** Why, in a sentence. */
  readonly because: string;
  /** Rounded up. */
  readonly radius: number;
}

/** The bounds at this sigma and this tail 1 - rho, the smallest first. */
export function designBounds(adversary: Adversary, sigma: number, tail: number): DesignBound[] {
  const { dim } = adversary;
  const spread = sigma * leastDeviation(adversary);
  const bounds: DesignBound[] = [
    {
      name: 'quasi-concave',
      covers: 'every even noise whose level sets are convex, by whatever method',
      because:
        'its marginals are unimodal, so that by Gauss’s inequality a half-space of mass 1 - rho holds half of the mass after a shift of this size',
      radius: spread * mixtureQuantile(1, tail),
    },
    {
      name: 'log-concave',
      covers: 'every log-concave noise by whatever method, and every even noise by the differential method',
      because:
        'of all laws with one deviation the two-sided truncated exponential has the largest such quantile, and the largest integral of dp/Phi',
      radius: spread * largestQuantile(tail).upper,
    },
  ];
  if (dim > 1) {
    bounds.push({
      name: 'round',
      covers: 'every noise f(|x|_2) with f decreasing, by whatever method',
      because: 'it is a mixture of uniform noises on balls, whose tails are concave in the square of the radius',
      radius: sigma * leastRoundDeviation(adversary) * mixtureQuantile(dim, tail),
    });
  }
  return bounds.sort((a, b) => a.radius - b.radius);
}
