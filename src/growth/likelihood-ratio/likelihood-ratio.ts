/**
 * What Neyman and Pearson need to know of a noise Q and its shift Q_v: how much mass lies where the likelihood ratio
 * L(x) = q(x - v)/q(x) is large. Everything else (growth functions, certified radii) is arithmetic on that.
 *
 * By evenness of q the reflection x -> v - x swaps Q and Q_v and inverts L, so Q_v(L > t) = Q(L < 1/t): one function,
 * the mass under Q alone, suffices.
 */

/** A mass in [0, 1] known up to an absolute error. */
export interface Mass {
  readonly value: number;
  readonly error: number;
}

/** A family of shifts v = shift * (a fixed direction), shift > 0, at lambda = 1. */
export interface LikelihoodRatioTest {
  /** In words: "exp:l2 k=2 j=0, d = 3, along any direction". */
  readonly name: string;
  /** Q(log L > tau), or Q(log L >= tau) when `closed`; they differ only where L has an atom. */
  mass(shift: number, tau: number, closed?: boolean): Mass;
  /** Whether L has atoms at all. */
  readonly atomic: boolean;
  /** A shift at which the test is hard but not hopeless: about one standard deviation of the noise along it. */
  readonly typicalShift: number;
}

/** One threshold's two masses. */
export interface Threshold {
  readonly tau: number;
  /** Q(log L > tau). */
  readonly base: Mass;
  /** Q_v(log L > tau) = 1 - Q(log L >= -tau). */
  readonly shifted: Mass;
}

/** Q_v(log L > tau). */
export function shiftedMass(test: LikelihoodRatioTest, shift: number, tau: number): Mass {
  const opposite = test.mass(shift, -tau, true);
  return { value: 1 - opposite.value, error: opposite.error + Number.EPSILON };
}

/** Both masses of the test {log L > tau}. */
export function thresholdAt(test: LikelihoodRatioTest, shift: number, tau: number): Threshold {
  return { tau, base: test.mass(shift, tau), shifted: shiftedMass(test, shift, tau) };
}

/**
 * The dual certificate (MATH.md G1), valid at every threshold: G(p, v) <= t p + Q_v(L > t) - t Q(L > t), t = e^tau.
 * Returns that bound with the errors of the masses added.
 */
export function dualBound(p: number, { tau, base, shifted }: Threshold): number {
  const t = Math.exp(tau);
  const excess = t * (p - base.value + base.error);
  return shifted.value + shifted.error + (Number.isNaN(excess) ? Infinity : excess);
}

/**
 * The primal witness (MATH.md G1): if Q(L > t) <= p, the set {L > t}, filled up from the atom {L = t} as far as p
 * allows, weighs at most p and proves G(p, v) >= its shifted mass. -Infinity when {L > t} is too heavy. The errors
 * count.
 */
export function primalBound(p: number, test: LikelihoodRatioTest, shift: number, threshold: Threshold): number {
  const { tau, base, shifted } = threshold;
  const heaviest = base.value + base.error;
  if (heaviest > p) return -Infinity;
  const bound = shifted.value - shifted.error;
  if (!test.atomic) return bound;
  const closed = test.mass(shift, tau, true);
  const filling = Math.min(p, closed.value - closed.error) - heaviest;
  return bound + Math.exp(tau) * Math.max(0, filling);
}

/**
 * The largest p for which the dual certificate proves G(p, v) <= 1/2: Q(L > t) + (1/2 - Q_v(L > t))/t, less the errors.
 * It is concave in 1/t and at most the true value, with equality where Q_v(L > t) = 1/2.
 */
export function certifiedMass({ tau, base, shifted }: Threshold): number {
  const slack = 0.5 - shifted.value - shifted.error;
  return base.value - base.error + slack * Math.exp(-tau);
}
