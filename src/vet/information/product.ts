/**
 * J = int |{q > t}|^{(d-1)/d} dt of a product density, in any dimension, by convolution on a lattice.
 *
 * The information of one coordinate, i = -log q_1(X_1), is put on a lattice of spacing delta (each mass split between
 * two neighbours so that its mean is kept), its law is raised to the d-th convolution power by FFT, and the volumes are
 * summed up: with P_k = P(I = k delta), p_k = sum_{j <= k} e^{-(k-j) delta} P_j. The lattice moves the variance of i by
 * at most delta^2/4, which moves J by O(delta^2); the error is taken from two spacings.
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { scaled } from '../../numeric/estimate-algebra.ts';
import type { HalfLineLaw } from '../../noise/half-line/law.ts';
import type { LawRule, Split } from '../../noise/half-line/rule.ts';
import { productLevels } from '../../noise/product/levels.ts';
import { convolutionPower } from '../../numeric/convolution-power.ts';

/** Points of the finer lattice: the error falls with the dimension, for it is that of the d-th root of a volume. */
const latticePoints = (dim: number): number => (dim <= 8 ? 1 << 17 : 1 << 15);
/** Standard deviations of the sum on either side, and the mass that the window may lose. */
const DEVIATIONS = 14;
const LOST_MASS = 1e-15;
/**
 * Below this p is rounding of the transform. High and narrow parts of the density, which e^-u weighs much, may have a
 * mass as small: what they can add at most goes into the upper end.
 */
const FLOOR = 1e-14;
/** How far below its mean the sum is followed at least, for their sake: they hardly show in the variance. */
const NARROW_PARTS = 300;

/** J at lambda = 1, given the law of |X_1| and the dimension. Infinity for an unbounded density in one dimension. */
export function productIntegral(law: HalfLineLaw, dim: number): Estimate {
  if (dim === 1) {
    // {q > t} has |.|^0 = 1 for t below the maximum: J is the height.
    return scaled(law.enclosed.height(), 1, 2);
  }
  const proved = law.enclosed === null ? null : productLevels(law.enclosed, dim);
  if (proved !== null) return proved;
  const pole = poleError(law, dim);
  if (pole === Infinity) return { value: pole, lower: pole, upper: pole, method: 'quadrature', confidence: 1 };
  const { value, missed, roughness } = latticeIntegral(law, dim, latticePoints(dim));
  const coarse = latticeIntegral(law, dim, latticePoints(dim) >> 1).value;
  const error = 2 * Math.abs(value - coarse) + value * (1e-10 + 10 * law.integral.error + roughness);
  const lost = pole > 0 ? value * pole : missed;
  return { value, lower: value - error, upper: value + error + lost, method: 'quadrature', confidence: 1 };
}

/**
 * A marginal that grows like |x|^-s towards 0 has |{q > t}| of order t^{-1/s}: J is finite iff s < (d-1)/d. What is
 * lost (relatively) by leaving out the smallest |x|, of mass FLOOR.
 */
function poleError(law: HalfLineLaw, dim: number): number {
  if (Number.isFinite(law.densityAtZero().value)) return 0;
  const { log } = law.profile;
  const s = (log(Math.exp(-600)) - log(Math.exp(-500))) / 100;
  const room = (dim - 1) / dim - s;
  return room < 1e-3 ? Infinity : Math.exp((Math.log(FLOOR) * room) / (1 - s)) / room;
}

/** J on a lattice. */
interface LatticeIntegral {
  readonly value: number;
  /** What the parts of mass below FLOOR could add to it at most (of a bounded density). */
  readonly missed: number;
  /**
   * Relative error where the marginal is constant on some stretch: an atom of i between two points of the lattice is an
   * error of first order in the spacing, since volumes enter by a concave power.
   */
  readonly roughness: number;
}

function latticeIntegral(law: HalfLineLaw, dim: number, points: number): LatticeIntegral {
  const logHeight = law.integral.logValue + Math.LN2;
  const information = (t: number): number => logHeight - law.profile.log(t);
  const rough = law.rule();
  const entropy = weighted(rough.points, rough.probabilities, information);
  const variance = Math.max(
    0,
    weighted(rough.points, rough.probabilities, (t) => (information(t) - entropy) ** 2),
  );
  const spread = DEVIATIONS * Math.sqrt(variance * dim);
  const low = least(law, information);
  // A quantile so far out may lie on the edge of the support, where the density is 0.
  const ends = [law.quantile(LOST_MASS / dim, 'upper'), law.quantile(LOST_MASS / dim, 'lower')].map(information);
  const high = ends.every(Number.isFinite) ? Math.max(...ends) : largest(rough, information);
  const reach = Math.max(high, entropy) - entropy;
  // Where the sum lives, relative to dim * entropy; 40 more for Exp(1).
  const left = Math.min(Math.max(spread, NARROW_PARTS), dim * (entropy - low));
  const right = Math.min(spread, dim * reach) + reach + 45;
  const step = (left + right) / (0.98 * points);

  const split: Split = (a, b, mass) => mass > 1e-10 && Math.abs(information(a) - information(b)) > 10 * step;
  const rule = law.rule(split);
  const weights = new Float64Array(points);
  let total = 0;
  let mean = 0;
  let before = NaN;
  let atom = 0;
  let splitsAtom = false;
  for (let n = 0; n < rule.points.length; n++) {
    const offset = (information(rule.points[n]!) - low) / step;
    const cell = Math.floor(offset + 1e-9);
    const share = Math.max(0, offset - cell);
    const p = rule.probabilities[n]!;
    // A point on the edge of a jump, where the formula has a value of its own, is no atom: it has no mass to speak of.
    atom = Math.abs(offset - before) < 1e-9 ? atom + p : 0;
    splitsAtom ||= atom > FLOOR && share > 1e-6 && share < 1 - 1e-6;
    before = offset;
    weights[cell % points]! += p * (1 - share);
    weights[(cell + 1) % points]! += p * share;
    total += p;
    mean += p * offset;
  }
  mean /= total;
  for (let k = 0; k < points; k++) weights[k] = weights[k]! / total;
  const lattice = convolutionPower([{ weights, offset: 0, count: dim }], points);

  // The sum is known modulo `points`; the window starts where its law does.
  const start = Math.floor(dim * mean - left / step);
  const power = (dim - 1) / dim;
  const decay = Math.exp(-step);
  let p = 0;
  let sum = 0;
  // The sum is at least dim * low: int of FLOOR^power e^{-u/d} from there to the window, and on where p is not
  // resolved.
  const most = FLOOR ** power;
  let missed = most * dim * Math.max(0, Math.exp(entropy - low) - Math.exp(left / dim));
  for (let k = 0; k < points; k++) {
    const mass = lattice[(((start + k) % points) + points) % points]!;
    p = p * decay + Math.max(0, mass);
    const weight = Math.exp((-(start + k - dim * mean) * step) / dim);
    if (weight > 1 && p <= FLOOR) missed += most * weight * step;
    else if (p > 1e-17) sum += p ** power * weight;
  }
  // V is constant on each cell and e^-u integrates to e^{-k step} (1 - e^-step); the sum of p_k (1 - e^-step) is 1.
  return {
    value: Math.exp(-entropy) * sum * -Math.expm1(-step),
    missed: Math.exp(-entropy) * missed,
    roughness: splitsAtom ? step / dim : 0,
  };
}

/** The largest information at the points of the rule. */
function largest({ points, probabilities }: LawRule, information: (t: number) => number): number {
  let most = -Infinity;
  for (let n = 0; n < points.length; n++) if (probabilities[n]! > 0) most = Math.max(most, information(points[n]!));
  return most;
}

function least(law: HalfLineLaw, information: (t: number) => number): number {
  let low = information(Math.exp(law.integral.panels[0]!.left));
  for (const { left, right } of law.integral.panels) {
    for (let k = 0; k <= 64; k++) low = Math.min(low, information(Math.exp(left + ((right - left) * k) / 64)));
  }
  const atZero = law.densityAtZero().value;
  return Number.isFinite(atZero) ? Math.min(low, Math.LN2 - Math.log(atZero)) : low;
}

function weighted(points: Float64Array, probabilities: Float64Array, f: (t: number) => number): number {
  let sum = 0;
  for (let n = 0; n < points.length; n++) sum += probabilities[n]! * f(points[n]!);
  return sum;
}
