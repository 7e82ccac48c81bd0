/**
 * Thresholds of a product noise whose marginal is a formula. MPFR does not know such a distribution function, but the
 * mass between two half grid points is enclosed in doubles (formula/enclosure). So the thresholds are those of a law
 * close by, and how close is proved:
 *
 * With masses m_j in [a_j, b_j] of |N| = j, of which the law drawn takes c_j, one of them, M = sum m, C = sum c: |m_j/M
 * - c_j/C| <= |m_j - c_j|/M + c_j |1/M - 1/C|, which sums to at most 2 (sum b - sum a)/M, so the total variation is at
 * most (sum b - sum a)/(sum a). What lies beyond the last integer is an interval [0, b] of which 0 is taken.
 */
import type { ProductNoise } from '../../../noise/noise.ts';
import type { EnclosedLaw } from '../../../noise/half-line/enclosed-law.ts';
import { lowerAt, upperAt } from '../../../formula/enclosure/scaled.ts';
import { add, divide, multiply } from '../../../numeric/directed.ts';
import type { CloseThresholds } from './lattice-tail.ts';

/** Bits behind the point that masses are taken to. */
const MASS_BITS = 128;
/** Integers after which the tail is looked at. */
const LOOK = 32;
/** Share of the mass beyond the last integer that is given up. */
const BEYOND = 2 ** -60;

/**
 * The thresholds for w = `bits` of a noise whose law is enclosed, out to where next to nothing is left, or to the
 * largest reach.
 */
export function productThresholds(
  { law: { enclosed }, lambda }: ProductNoise,
  grid: number,
  bits: number,
  largestReach: number,
): CloseThresholds {
  const { masses, least, most } = halfLineMasses(enclosed, lambda, grid, largestReach);
  const total = masses.reduce((sum, mass) => sum + mass, 0n);
  const words = 1n << BigInt(bits);
  const below: bigint[] = [];
  const above: bigint[] = [];
  // Twice the probability of more than j, over the total.
  let beyond = total;
  for (const mass of masses.slice(0, -1)) {
    beyond -= mass;
    const scaled = words * beyond;
    const floor = scaled / (2n * total);
    // Less than a word is left of what lies beyond, which is drawn as the last integer.
    if (floor === 0n) break;
    below.push(floor);
    above.push(words - floor - (scaled % (2n * total) === 0n ? 0n : 1n));
  }
  // Each mass was cut by less than 2^-128; and a word at either end.
  const cut = masses.length * 2 ** -MASS_BITS;
  const width = add(add(most, -least, 'up'), cut, 'up');
  return { thresholds: [...below.reverse(), ...above], apart: add(divide(width, least, 'up'), 2 * 2 ** -bits, 'up') };
}

interface HalfLineMasses {
  /** Of |N| = 0, 1, ..., K, in units of 2^-128. */
  readonly masses: readonly bigint[];
  /** Sums of the lower and of the upper ends, those beyond K among them. */
  readonly least: number;
  readonly most: number;
}

/** The integrals of the marginal between half grid points, one of each enclosure. */
function halfLineMasses(law: EnclosedLaw, lambda: number, grid: number, largestReach: number): HalfLineMasses {
  const { scale } = law.mass.total;
  const masses: bigint[] = [];
  let [least, most] = [0, 0];
  let edge: readonly [number, number] = [0, 0];
  for (let j = 0; ; j++) {
    const next = place(j, lambda, grid);
    const inner = law.between(edge[1], next[0]);
    const lower = Math.max(0, lowerAt(inner, scale));
    // Where the half grid points are exactly is known to a unit or two in the last place: that sliver may lie on either
    // side.
    const slivers = [law.between(next[0], next[1]), ...(edge[0] < edge[1] ? [law.between(edge[0], edge[1])] : [])];
    const upper = slivers.reduce(
      (sum, each) => add(sum, Math.max(0, upperAt(each, scale)), 'up'),
      upperAt(inner, scale),
    );
    masses.push(BigInt(Math.floor((lower + 0.5 * (upper - lower)) * 2 ** MASS_BITS)));
    least = add(least, lower, 'down');
    most = add(most, upper, 'up');
    edge = next;
    if ((j + 1) % LOOK !== 0 && j < largestReach) continue;
    const [, share] = law.beyond(next[0]);
    if (share > BEYOND && j < largestReach) continue;
    return { masses, least, most: add(most, multiply(share, law.mass.total.upper, 'up'), 'up') };
  }
}

/** (j + 1/2)/(q lambda), enclosed. */
function place(j: number, lambda: number, grid: number): readonly [number, number] {
  const twice = 2 * grid;
  return [
    divide(2 * j + 1, multiply(twice, lambda, 'up'), 'down'),
    divide(2 * j + 1, multiply(twice, lambda, 'down'), 'up'),
  ];
}
