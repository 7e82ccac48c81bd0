/**
 * The score s = psi'(X_1) of the marginal of a product noise, psi = -log f, at lambda = 1: what its differential bounds
 * are made of. For a density of bounded variation, int |d_v q| = E|sum v_i s(X_i)| + J sum |v_i|, where J is the total
 * height of the marginal's jumps (they live on different hyperplanes, so they add up).
 */
import type { Estimate } from '../../numeric/estimate.ts';
import { isContinuous } from '../../formula/continuity.ts';
import { logDerivative } from '../../formula/derivative.ts';
import { homogeneity } from '../../formula/parity.ts';
import type { FormulaNode } from '../../formula/tree.ts';
import type { SteepnessLaw } from '../../formula/enclosure/slopes.ts';
import type { HalfLineLaw } from '../half-line/law.ts';
import type { Split } from '../half-line/rule.ts';
import type { ProductNoise } from '../noise.ts';

/** A discrete stand-in for the law of |s|: it takes `sizes[k]` with probability `probabilities[k]`. */
export interface ScoreRule {
  readonly sizes: Float64Array;
  readonly probabilities: Float64Array;
  /** Probabilities of a coarser rule, for error estimates. */
  readonly coarse: Float64Array;
}

/** What is known of the score s = psi'(X_1). */
export interface ScoreLaw {
  /**
   * A rule that resolves E cos(t s) for t up to about the given multiple of 1/E|s|: an estimate, which no bound rests
   * on.
   */
  readonly rule: (reach: number) => ScoreRule;
  /** E|s|. */
  readonly meanSize: Estimate;
  /** E s^2: the Fisher information of the absolutely continuous part; Infinity when it diverges. */
  readonly fisher: Estimate;
  /** Total height of the jumps of the normalized marginal, about, and an upper bound of it. */
  readonly jumps: number;
  readonly jumpsAtMost: number;
  /** int |q'|, jumps included: twice the marginal's height when it is unimodal. */
  readonly variation: Estimate;
  /** Whether s is known to be normal: the marginal is e^{-c x^2}. */
  readonly normal: boolean;
  /** Laws of |s| that are larger and smaller in the convex order. */
  readonly steepness: () => SteepnessLaw;
}

/** How finely the steepness is resolved. */
const RESOLUTION = 1e-3;

const scores = new WeakMap<ProductNoise, ScoreLaw>();

/** The score law of a product noise, computed once. */
export function scoreLaw(noise: ProductNoise): ScoreLaw {
  const known = scores.get(noise);
  if (known !== undefined) return known;
  const law = computeScoreLaw(noise.law);
  scores.set(noise, law);
  return law;
}

/** Everything from enclosures, when it is asked for; only the rule, which no bound rests on, is one of quadrature. */
function computeScoreLaw(law: HalfLineLaw): ScoreLaw {
  const { enclosed, profile } = law;
  const variation = enclosed.variation();
  let steep: SteepnessLaw | null = null;
  const steepness = (): SteepnessLaw => (steep ??= enclosed.steepness(RESOLUTION));
  const rules = new Map<number, ScoreRule>();
  let information: Estimate | null = null;
  // What the pieces with unbounded steepness vary by: jumps, and cusps of no consequence.
  const unbounded = (): number => (Number.isFinite(variation.upper) ? steepness().unbounded : Infinity);
  const smooth = isSmooth(law);
  const jumps = (): number => (!smooth && unbounded() > 1e-7 * variation.value ? unbounded() : 0);
  const meanSize = (): Estimate => {
    const lower = smooth ? variation.lower : Math.max(0, variation.lower - unbounded());
    return { ...variation, value: variation.value - jumps(), lower };
  };
  return {
    rule: (reach) => {
      let rule = rules.get(reach);
      if (rule === undefined) {
        rule = foldScores(law, profile.logDerivative, reach / meanSize().value);
        rules.set(reach, rule);
      }
      return rule;
    },
    get meanSize() {
      return meanSize();
    },
    get fisher() {
      return (information ??= enclosed.meanOf({ op: 'power', base: logDerivative(enclosed.root, 0), exponent: 2 }));
    },
    get jumps() {
      return jumps();
    },
    get jumpsAtMost() {
      return unbounded();
    },
    variation,
    steepness,
    normal: isGaussian(enclosed.root),
  };
}

function isSmooth({ profile }: HalfLineLaw): boolean {
  return isContinuous(profile.expression);
}

/** Equal sizes are merged: a Laplace marginal has one. */
function foldScores(law: HalfLineLaw, logDerivative: (t: number) => number, largest: number): ScoreRule {
  const split: Split = (left, right, mass) => {
    const [a, b] = [Math.abs(logDerivative(left)), Math.abs(logDerivative(right))];
    const change = Math.abs(a - b);
    // Where the mass is small only the size of the score is followed, not its phase.
    return (
      mass > 1e-11 && (change > Math.max(a, b) * 0.6 ? change * largest > 1e-3 : mass > 1e-5 && change * largest > 8)
    );
  };
  const { points, probabilities, coarse } = law.rule(split);
  const order = [...points.keys()].map((i) => ({
    size: Math.abs(logDerivative(points[i]!)),
    p: probabilities[i]!,
    rough: coarse[i]!,
  }));
  order.sort((a, b) => a.size - b.size);
  const merged: { size: number; p: number; rough: number }[] = [];
  for (const { size, p, rough } of order) {
    if (p === 0 || !Number.isFinite(size)) continue;
    const last = merged.at(-1);
    if (last !== undefined && size - last.size <= 1e-12 * size) {
      last.p += p;
      last.rough += rough;
    } else {
      merged.push({ size, p, rough });
    }
  }
  return {
    sizes: Float64Array.from(merged, (atom) => atom.size),
    probabilities: Float64Array.from(merged, (atom) => atom.p),
    coarse: Float64Array.from(merged, (atom) => atom.rough),
  };
}

/** e^u with u(t x) = t^2 u(x): on a half-line, u = c x^2. */
function isGaussian(root: FormulaNode): boolean {
  return root.op === 'call' && root.name === 'exp' && homogeneity(root.args[0]!) === 2;
}
