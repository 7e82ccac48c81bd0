/**
 * Integrals int_0^inf t^{m-1} f(t) dt of a nonnegative profile f given by its logarithm, for any m up to 200,000 and
 * beyond, without overflow: with s = log t the integrand is e^{g(s)}, g(s) = m s + log f(e^s), and everything is
 * relative to the largest g.
 */
import { gaussKronrod } from '../numeric/gauss-kronrod.ts';

/** The range of s = log t that is searched: every t a double can hold, with room for its reciprocal. */
export const LOG_RANGE = 690;
/** What lies this far below the mode (in log) is left to the tail bounds: e^-70 = 4e-31. */
const DEPTH = 70;
const MAX_PANELS = 4000;
/** Spacing of the first scan for modes: for t between e^-NEAR and e^NEAR, and beyond. */
const SCAN_STEP = 0.25;
const NEAR = 50;
const FAR_STEP = 2;

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

/** The integral is not finite, or f is not a profile at all. */
export interface NoIntegral {
  readonly finite: false;
  readonly reason: 'diverges-at-zero' | 'diverges-at-infinity' | 'undefined' | 'zero' | 'infinite' | 'unresolved';
  /** A t that shows it. */
  readonly at: number;
  /** One clause in words. */
  readonly detail: string;
}

export type HalfLineIntegral = FiniteIntegral | NoIntegral;

/**
 * int_0^inf t^{m-1} f(t) dt. `extraPoints` are values of t where f is known to kink or jump.
 *
 * The error is the sum of the Kronrod estimates, the two tails continued geometrically at the decay seen at the ends of
 * the searched range, and a bound on rounding. It is an estimate in the sense of numerical quadrature; for a profile
 * given as a formula, `half-line-enclosure.ts` proves an enclosure.
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

type Hump = readonly [left: number, right: number];

interface Scan {
  readonly peak: number;
  readonly mode: number;
  /** Local maxima, and kinks given by the caller. */
  readonly knots: readonly number[];
}

/** Local maxima of g on a grid, each refined; a profile that is undefined somewhere is refused. */
function scanModes(g: (s: number) => number, extraPoints: readonly number[]): Scan | NoIntegral {
  const grid: number[] = [];
  for (let s = -LOG_RANGE; s <= LOG_RANGE; s += Math.abs(s) < NEAR ? SCAN_STEP : FAR_STEP) grid.push(s);
  for (const t of extraPoints) if (t > 0 && Number.isFinite(t)) grid.push(Math.log(t));
  grid.sort((a, b) => a - b);
  const values = grid.map(g);
  for (const [i, value] of values.entries()) {
    const at = Math.exp(grid[i]!);
    if (Number.isNaN(value)) {
      return { finite: false, reason: 'undefined', at, detail: `it is negative or undefined at ${format(at)}` };
    }
    if (value === Infinity) return { finite: false, reason: 'infinite', at, detail: `it is infinite at ${format(at)}` };
  }
  const knots = new Set<number>(extraPoints.filter((t) => t > 0 && Number.isFinite(t)).map((t) => Math.log(t)));
  let peak = -Infinity;
  let mode = 0;
  for (let i = 0; i < grid.length; i++) {
    const left = values[Math.max(i - 1, 0)]!;
    const right = values[Math.min(i + 1, grid.length - 1)]!;
    if (values[i] === -Infinity || values[i]! < left || values[i]! < right) continue;
    const s = refineMaximum(g, grid[Math.max(i - 1, 0)]!, grid[Math.min(i + 1, grid.length - 1)]!);
    const value = g(s);
    const better = value >= values[i]! ? s : grid[i]!;
    knots.add(better);
    if (Math.max(value, values[i]!) > peak) {
      peak = Math.max(value, values[i]!);
      mode = better;
    }
  }
  if (peak === -Infinity) {
    return { finite: false, reason: 'zero', at: 1, detail: 'it is 0 everywhere that was tried' };
  }
  return { peak, mode, knots: [...knots].sort((a, b) => a - b) };
}

/** Golden-section search; -Infinity is smaller than everything, ties move left. */
function refineMaximum(g: (s: number) => number, left: number, right: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [left, right];
  let c = b - ratio * (b - a);
  let d = a + ratio * (b - a);
  let gc = g(c);
  let gd = g(d);
  for (let i = 0; i < 60 && b - a > 1e-13 * Math.max(1, Math.abs(a)); i++) {
    if (gc >= gd) {
      [b, d, gd] = [d, c, gc];
      c = b - ratio * (b - a);
      gc = g(c);
    } else {
      [a, c, gc] = [c, d, gd];
      d = a + ratio * (b - a);
      gd = g(d);
    }
  }
  return 0.5 * (a + b);
}

interface Tails {
  /** Bound on the mass outside the searched range, relative to e^peak. */
  readonly tail: number;
}

/** Decay at both ends of the range: none means divergence, too little means that the mass beyond cannot be known. */
function boundTails(g: (s: number) => number, peak: number): Tails | NoIntegral {
  let tail = 0;
  for (const side of [-1, 1]) {
    const end = side * LOG_RANGE;
    const inner = side * (LOG_RANGE - 60);
    const height = g(end);
    if (height === -Infinity) continue;
    const rate = (g(inner) - height) / 60;
    const beyond = Math.exp(height - peak) / rate;
    if (rate > 0 && beyond < 1e-9) {
      tail += beyond;
      continue;
    }
    const where = side > 0 ? 'infinity' : '0';
    const detail =
      rate > 1e-6
        ? `it falls off too slowly towards ${where} (like t^${format(-side * rate)} in the integral) to be normalized in double precision`
        : `its integral diverges at ${where}`;
    return {
      finite: false,
      reason: side > 0 ? 'diverges-at-infinity' : 'diverges-at-zero',
      at: Math.exp(end),
      detail,
    };
  }
  return { tail };
}

/** The stretches of s around the modes where g is within DEPTH of the peak. */
function significantHumps(g: (s: number) => number, scan: Scan): Hump[] {
  const floor = scan.peak - DEPTH;
  const humps: [number, number][] = [];
  for (const knot of scan.knots) {
    const last = humps.at(-1);
    if (last !== undefined && knot <= last[1]) continue;
    if (!(g(knot) > floor)) continue;
    const left = descend(g, knot, -1, floor);
    const right = descend(g, knot, 1, floor);
    if (last !== undefined && left <= last[1]) last[1] = right;
    else humps.push([left, right]);
  }
  return humps;
}

/** The first s beyond `from` at which g has fallen below the floor for good, as far as doubling steps can see. */
function descend(g: (s: number) => number, from: number, side: -1 | 1, floor: number): number {
  let inside = from;
  let step = 1e-4;
  let outside = from;
  for (;;) {
    outside = from + side * step;
    if (Math.abs(outside) >= LOG_RANGE) {
      outside = side * LOG_RANGE;
      if (g(outside) > floor) return outside;
      break;
    }
    if (!(g(outside) > floor)) break;
    inside = outside;
    step *= 2;
  }
  // An edge of the support is found to the last bit, so that no panel reaches across it.
  const coarse = (): boolean =>
    g(outside) !== -Infinity && Math.abs(outside - inside) <= 1e-3 * Math.abs(outside - from);
  for (let i = 0; i < 100 && !coarse(); i++) {
    const middle = 0.5 * (inside + outside);
    if (middle === inside || middle === outside) break;
    if (g(middle) > floor) inside = middle;
    else outside = middle;
  }
  return outside;
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
  for (const [node, weight, gaussWeight] of KRONROD) {
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

function format(x: number): string {
  return Number(x.toPrecision(4)).toString();
}
