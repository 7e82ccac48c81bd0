/**
 * Integrals int_0^inf t^{m-1} f(t) dt of a nonnegative profile f given by its logarithm, for any m up to 200,000 and
 * beyond, without overflow: with s = log t the integrand is e^{g(s)}, g(s) = m s + log f(e^s), and everything is
 * relative to the largest g.
 */
import { gaussKronrod } from '../../numeric/quadrature/gauss-kronrod.ts';
import { boundTails, format, scanModes, significantHumps, type NoIntegral } from './modes.ts';

const MAX_PANELS = 4000;
/** log f(t) for t > 0: -Infinity where f = 0, NaN where f is negative or undefined. */
export type LogProfile = (t: number) => number;

/** A piece of the range of s on which the integrand is smooth enough for one Kronrod rule. */
export interface Panel {
  readonly left: number;
  readonly right: number;
  /** int of e^{g - peak} over the panel, and a bound on its error. */
  readonly mass: number;
  readonly error: number;
}

/** The integral is finite. */
export interface FiniteIntegral {
  readonly finite: true;
  /** log of the integral. */
  readonly logValue: number;
  /** Bound on its relative error: truncation, both tails, rounding. */
  readonly error: number;
  /** What lies beyond e^-690 < t < e^690, relative to e^peak, if the decay there goes on. */
  readonly tails: number;
  /** The largest g met, and where. */
  readonly peak: number;
  readonly mode: number;
  /** Ascending, adjacent within each hump; int e^{g - peak} over all of them is the integral over e^peak. */
  readonly panels: readonly Panel[];
}

export type HalfLineIntegral = FiniteIntegral | NoIntegral;

/**
 * int_0^inf t^{m-1} f(t) dt. `extraPoints` are values of t where f is known to kink or jump.
 *
 * The error is the sum of the Kronrod estimates, the two tails continued geometrically at the decay seen at the ends of
 * the searched range, and a bound on rounding. It is an estimate in the sense of numerical quadrature, for samplers and
 * plots; `enclosed-law.ts` has the enclosure that bounds rest on.
 */
export function integrateHalfLine(
  logProfile: LogProfile,
  m: number,
  extraPoints: readonly number[] = [],
): HalfLineIntegral {
  const g = (s: number): number => m * s + logProfile(Math.exp(s));
  const scan = scanModes(g, extraPoints);
  if ('finite' in scan) return scan;
  const { peak, mode } = scan;
  const ends = boundTails(g, peak);
  if ('finite' in ends) return ends;

  const humps = significantHumps(g, scan);
  const panels: Panel[] = [];
  const scale = humps.reduce((sum, [a, b]) => sum + roughMass(g, peak, a, b, scan.knots), 0);
  // g is a difference of two large numbers when m is large: e^g carries their rounding.
  const rounding = 4 * Number.EPSILON * (8 + Math.abs(m * mode) + Math.abs(peak - m * mode));
  let error = ends.tail;
  for (const [a, b] of humps) {
    const cuts = [a, ...scan.knots.filter((s) => s > a && s < b), b];
    for (let i = 1; i < cuts.length; i++) {
      const outcome = refine(g, peak, cuts[i - 1]!, cuts[i]!, scale, rounding, panels);
      if (outcome !== null) return outcome;
    }
  }
  let mass = 0;
  for (const panel of panels) {
    mass += panel.mass;
    error += panel.error;
  }
  if (!(mass > 0)) return { finite: false, reason: 'zero', at: 1, detail: 'it is 0 everywhere that was tried' };
  const relative = error / mass + rounding;
  if (!(relative < 1e-5)) {
    const worst = panels.reduce((a, b) => (a.error >= b.error ? a : b));
    return {
      finite: false,
      reason: 'unresolved',
      at: Math.exp(worst.left),
      detail: `its integral cannot be resolved near ${format(Math.exp(worst.left))} (a pole that is not integrable, or too rough)`,
    };
  }
  return { finite: true, logValue: peak + Math.log(mass), error: relative, tails: ends.tail, peak, mode, panels };
}

function roughMass(g: (s: number) => number, peak: number, a: number, b: number, knots: readonly number[]): number {
  const cuts = [a, ...knots.filter((s) => s > a && s < b), b];
  let total = 0;
  for (let i = 1; i < cuts.length; i++) {
    const [left, right] = [cuts[i - 1]!, cuts[i]!];
    // Geometric sub-panels towards both ends catch a peak however narrow it is within its hump.
    for (let k = 0; k < 12; k++) {
      const low = left + (right - left) * (k / 12);
      total += measure(g, peak, low, left + (right - left) * ((k + 1) / 12)).mass;
    }
  }
  return total;
}

/** Bisects [a, b] until every panel is resolved; appends the panels in order. */
function refine(
  g: (s: number) => number,
  peak: number,
  a: number,
  b: number,
  scale: number,
  noise: number,
  panels: Panel[],
): NoIntegral | null {
  const stack: Panel[] = [measure(g, peak, a, b)];
  while (stack.length > 0) {
    const panel = stack.pop()!;
    if (!Number.isFinite(panel.mass)) {
      const at = Math.exp(0.5 * (panel.left + panel.right));
      const infinite = panel.mass === Infinity;
      return {
        finite: false,
        reason: infinite ? 'infinite' : 'undefined',
        at,
        detail: `it is ${infinite ? 'infinite' : 'negative or undefined'} near ${format(at)}`,
      };
    }
    const width = panel.right - panel.left;
    // Tail panels are resolved in their own measure too, for the sake of small quantiles.
    const resolved =
      panel.error <= Math.max(Math.min(1e-15 * scale, 1e-8 * panel.mass + 1e-30 * scale), noise * panel.mass) ||
      width <= 4e-15 * Math.max(1e-3, Math.abs(panel.left));
    if (resolved || panels.length + stack.length > MAX_PANELS) {
      panels.push(panel);
      continue;
    }
    const middle = panel.left + 0.5 * width;
    stack.push(measure(g, peak, middle, panel.right), measure(g, peak, panel.left, middle));
  }
  return null;
}

const KRONROD = gaussKronrod(15);

function measure(g: (s: number) => number, peak: number, left: number, right: number): Panel {
  const half = 0.5 * (right - left);
  const centre = left + half;
  let kronrod = 0;
  let gauss = 0;
  for (const [node, weight, gaussWeight] of KRONROD.rows) {
    const low = Math.exp(g(centre - half * node) - peak);
    const high = node === 0 ? 0 : Math.exp(g(centre + half * node) - peak);
    kronrod += weight * (low + high);
    gauss += gaussWeight * (low + high);
  }
  kronrod *= half;
  gauss *= half;
  const difference = Math.abs(kronrod - gauss);
  // The plain difference is the error of the Gauss value, far above that of the Kronrod value on a smooth panel.
  return { left, right, mass: kronrod, error: difference + 4 * Number.EPSILON * kronrod };
}
