/**
 * The likelihood-ratio tests of the l1- and linf-shaped noises f(|x|) against the shifts for which the ratio depends on
 * two numbers (MATH.md R5), one of which integrates in closed form: what remains is one quadrature over t = |x|, at any
 * d.
 *
 * With s = |x - v| and psi = -log f, log L = psi(t) - psi(s) > tau exactly when s < S = t e^w (radial-law.ts).
 *
 * - f(|x|_1), v = a e_1: s - t = |x_1 - a| - |x_1|, which is a for x_1 <= 0 (half the mass), a - 2 x_1 in between, and
 *   -a for x_1 >= a. Given t, P(x_1 > y t) = (1-y)^{d-1}/2 for 0 <= y <= 1. So with D = S - t
 *     P(s < S | t) = 1 for D > a,  (1 - (a-D)/(2t))_+^{d-1} / 2 for -a < D <= a,  0 for D <= -a.
 * - f(|x|_inf), v = (a, ..., a): given t one coordinate is +-t and the others are uniform on [-t, t]. If that
 *   coordinate is -t then s = t + a; if it is t then s = max(|t - a|, |x_i - a|), and P(|x_i - a| < S) = min(1, (t + S
 *   - a)/(2t)). With D = S - t this is the same function of t: **the two growth functions are equal** whenever the
 *   radial laws are.
 * - f(|x|_inf), v = a e_1: given t, with probability (d-1)/d the largest coordinate is not the first, x_1 is uniform on
 *   [-t, t] and s = max(|x_1 - a|, t); otherwise x_1 = +-t and s = max(|x_1 - a|, m), P(m < y t) = y^{d-1}. L = 1 has
 *   an atom: the points that keep their norm.
 */
import type { LikelihoodRatioTest, Mass } from './likelihood-ratio.ts';
import { integratePanels, withPoints, type PanelIntegrand } from '../../numeric/quadrature/panels.ts';
import { landmarks, type RadialLaw } from './radial-law.ts';
import { signChanges } from './sign-changes.ts';

/** P(s < S | t), and the curves in the (t, S) plane across which it is not smooth: zeros of the borders. */
interface Conditional {
  probability(t: number, w: number, shift: number, closed: boolean): number;
  /** Whether L has an atom (at 1, where the norm does not change). */
  readonly atomic: boolean;
  /** In terms of t and S - t, which would lose all digits as a difference where t is large and the threshold small. */
  readonly borders: readonly ((t: number, longer: number, shift: number) => number)[];
}

/** f(|x|_1) against shifts along e_1, or f(|x|_inf) against shifts along (1, ..., 1) (a is each coordinate's shift). */
export function crossPolytopeAxisTest(law: RadialLaw, name: string): LikelihoodRatioTest {
  const power = law.dim - 1;
  return radialTest(law, name, law.typicalNorm / law.dim, {
    atomic: false,
    probability: (t, w, shift) => {
      const y = shift / (2 * t) - 0.5 * Math.expm1(w);
      if (y < 0) return 1;
      if (y >= 1 || y >= shift / t) return 0;
      return 0.5 * Math.exp(power * Math.log1p(-y));
    },
    borders: [
      (_, longer, shift) => longer - shift,
      (_, longer, shift) => longer + shift,
      (t, longer, shift) => longer + 2 * t - shift,
    ],
  });
}

/** f(|x|_inf) against shifts along e_1. */
export function cubeAxisTest(law: RadialLaw, name: string): LikelihoodRatioTest {
  const power = law.dim - 1;
  const onFace = 1 / law.dim;
  return radialTest(law, name, 0.5 * law.typicalNorm, {
    atomic: true,
    probability: (t, w, shift, closed) => {
      const ratio = shift / t;
      // S/t - 1
      const longer = Math.expm1(w);
      let side = 0;
      if (power > 0 && (w > 0 || (closed && w === 0))) {
        side = Math.min(1, Math.max(0, 0.5 * (2 + longer - ratio)));
      }
      const near = ratio > -longer && ratio < 2 + longer ? 0.5 : 0;
      const far = ratio < longer ? 0.5 : 0;
      const inside = w >= 0 ? 1 : Math.exp(power * w);
      return (1 - onFace) * side + onFace * (near + far) * inside;
    },
    borders: [
      (_, longer, shift) => longer - shift,
      (t, longer, shift) => (t < shift ? longer + 2 * t - shift : longer + shift),
      (t, longer, shift) => longer + 2 * t - shift,
    ],
  });
}

const RELATIVE_TOLERANCE = 1e-12;
/** Panels to begin with, in units of the law's scale, and at most this wide; the borders are sought on a finer grid. */
const PANEL_SCALES = 3;
const WIDEST_PANEL = 1;
const SCANS_PER_PANEL = 6;
/** A window in u that may be open or not (sign-changes.ts). */
const DOUBTFUL_WIDTH = 1e-5;

function radialTest(law: RadialLaw, name: string, typicalShift: number, conditional: Conditional): LikelihoodRatioTest {
  const panels = Math.ceil((law.high - law.low) / Math.min(PANEL_SCALES * law.scale, WIDEST_PANEL));
  const grid = Float64Array.from(
    { length: panels * SCANS_PER_PANEL + 1 },
    (_, i) => law.low + ((law.high - law.low) * i) / (panels * SCANS_PER_PANEL),
  );

  const mass = (shift: number, tau: number, closed = false): Mass => {
    const integrand: PanelIntegrand = {
      value: 0,
      witness: 0,
      at(u) {
        const probability = conditional.probability(Math.exp(u), law.stretch(u, tau), shift, closed);
        this.value = probability === 0 ? 0 : probability * law.density(u);
      },
    };
    const longer = (u: number): number => Math.min(1e300, Math.exp(u) * Math.expm1(law.stretch(u, tau)));
    const edges: number[] = [];
    for (let i = 0; i < grid.length; i += SCANS_PER_PANEL) edges.push(grid[i]!);
    // All borders meet at t = a as S -> 0: far out on a heavy tail the set is a window about it shorter than any step.
    const bend = law.bend(tau);
    if (bend > law.low && bend < law.high) edges.push(bend);
    const scan = withPoints(grid, landmarks(law, shift, tau));
    let doubt = 0;
    for (const border of conditional.borders) {
      const { roots, doubtful } = signChanges((u) => border(Math.exp(u), longer(u), shift), scan);
      edges.push(...roots);
      for (const u of doubtful) doubt += DOUBTFUL_WIDTH * law.density(u);
    }
    edges.sort((a, b) => a - b);
    const sum = integratePanels(integrand, edges, { relativeTolerance: RELATIVE_TOLERANCE, absoluteTolerance: 1e-30 });
    const value = Math.min(1, sum.value);
    return { value, error: sum.error + doubt + law.relativeError * value + 2 * law.outside };
  };
  return { name, atomic: conditional.atomic, typicalShift, mass };
}
