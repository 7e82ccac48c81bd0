/**
 * Where the integrand e^{g(s)} of a half-line integral has its mass: modes, the stretches around them, and the decay at
 * both ends of the range.
 */
import { goldenMaximum } from '../../numeric/golden-section.ts';

/** The integral is not finite, or f is not a profile at all. */
export interface NoIntegral {
  readonly finite: false;
  readonly reason:
    | 'diverges-at-zero'
    | 'diverges-at-infinity'
    /** It converges, but more than a billionth lies beyond what doubles reach. */
    | 'too-slow'
    | 'undefined'
    | 'zero'
    | 'infinite'
    /** Neither: the quadrature did not converge. */
    | 'unresolved';
  /** A t that shows it. */
  readonly at: number;
  /** One clause in words. */
  readonly detail: string;
}

/** The range of s = log t that is searched: every t a double can hold, with room for its reciprocal. */
export const LOG_RANGE = 690;
/** What lies this far below the mode (in log) is left to the tail bounds: e^-70 = 4e-31. */
const DEPTH = 70;
/** Spacing of the first scan for modes: for t between e^-NEAR and e^NEAR, and beyond. */
const SCAN_STEP = 0.25;
const NEAR = 50;
const FAR_STEP = 2;

export type Hump = readonly [left: number, right: number];

export interface Scan {
  readonly peak: number;
  readonly mode: number;
  /** Local maxima, and kinks given by the caller. */
  readonly knots: readonly number[];
}

/** Local maxima of g on a grid, each refined; a profile that is undefined somewhere is refused. */
export function scanModes(g: (s: number) => number, extraPoints: readonly number[]): Scan | NoIntegral {
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

/** -Infinity is smaller than everything, ties move left. */
function refineMaximum(g: (s: number) => number, left: number, right: number): number {
  const { low, high } = goldenMaximum(g, left, right, { steps: 60, tolerance: 1e-13 });
  return 0.5 * (low + high);
}

export interface Tails {
  /** Bound on the mass outside the searched range, relative to e^peak. */
  readonly tail: number;
}

/** Decay at both ends of the range: none means divergence, too little means that the mass beyond cannot be known. */
export function boundTails(g: (s: number) => number, peak: number): Tails | NoIntegral {
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
    const slow = rate > 1e-6;
    const detail = slow
      ? `it falls off too slowly towards ${where} (like t^${format(-side * rate)} in the integral) to be normalized in double precision`
      : `its integral diverges at ${where}`;
    return {
      finite: false,
      reason: slow ? 'too-slow' : side > 0 ? 'diverges-at-infinity' : 'diverges-at-zero',
      at: Math.exp(end),
      detail,
    };
  }
  return { tail };
}

/** The stretches of s around the modes where g is within DEPTH of the peak. */
export function significantHumps(g: (s: number) => number, scan: Scan): Hump[] {
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

/** Four digits. */
export function format(x: number): string {
  return Number(x.toPrecision(4)).toString();
}
