/**
 * One-dimensional quadrature: globally adaptive Gauss-Kronrod with an error bound that callers use.
 *
 * Panels are bisected worst first. A panel that keeps touching an end of the range (or a breakpoint) is changed to the
 * variable u with x = end + width u^8, which turns algebraic and logarithmic end singularities into smooth functions.
 */
import TinyQueue from 'tinyqueue';
import { estimatePanel, gaussKronrod, type KronrodRule, type PanelEstimate } from './gauss-kronrod.ts';

export interface QuadratureOptions {
  /** Wanted relative error (default 1e-10; about 1e-14 is the least that can be had). */
  readonly relativeTolerance?: number;
  /** Wanted absolute error (default 0); the weaker of the two decides. */
  readonly absoluteTolerance?: number;
  /** Evaluations of f allowed (default 20000). */
  readonly maxEvaluations?: number;
  /** Interior points where f has a kink, a jump, a singularity or a narrow peak. */
  readonly breakpoints?: readonly number[];
  /** Length scale of f on an infinite range (default 1): half of the new variable's range covers one scale. */
  readonly scale?: number;
  /** Points a panel (default 21); 7 is cheapest for very smooth f on short ranges. */
  readonly points?: 7 | 15 | 21;
}

export interface Integral {
  readonly value: number;
  /** Bound on |value - integral|, quadrature and summation rounding together; Infinity when f was not finite. */
  readonly error: number;
  readonly evaluations: number;
  /** Whether the wanted tolerance was met. When false, `error` still says what is known. */
  readonly converged: boolean;
}

/** f in a panel's own variable, with the Jacobian. */
type Integrand = (t: number) => number;

interface Panel {
  readonly f: Integrand;
  readonly left: number;
  readonly right: number;
  readonly value: number;
  readonly error: number;
  /** Consecutive bisections towards the left or right end of the segment, or null where no end is touched. */
  readonly end: { readonly side: 'left' | 'right'; readonly depth: number } | null;
}

/** Bisections towards one end before the change of variable. */
const DEPTH_BEFORE_SUBSTITUTION = 3;
const SUBSTITUTION_POWER = 8;

/**
 * The integral of f over [a, b]; either end may be infinite, and a > b gives the negative.
 *
 * `error` is an honest bound when f is smooth between the breakpoints at the scale of the points used (a peak that no
 * point sees is not found: give it as a breakpoint), and is evaluated to a few units in the last place. f is never
 * evaluated at an end or a breakpoint.
 */
export function integrate(f: (x: number) => number, a: number, b: number, options: QuadratureOptions = {}): Integral {
  if (Number.isNaN(a) || Number.isNaN(b)) throw new RangeError('an integration limit is NaN');
  if (a === b) return { value: 0, error: 0, evaluations: 0, converged: true };
  if (a > b) {
    const forward = integrate(f, b, a, options);
    return { ...forward, value: -forward.value };
  }
  const relative = options.relativeTolerance ?? 1e-10;
  const absolute = options.absoluteTolerance ?? 0;
  const limit = options.maxEvaluations ?? 20_000;
  const points = options.points ?? 21;
  const rule = gaussKronrod(points);

  /** The panel of the largest error first. */
  const panels = new TinyQueue<Panel>([], (one, other) =>
    one.error > other.error ? -1 : one.error < other.error ? 1 : 0,
  );
  // Of its own, for f may integrate too.
  const values = new Float64Array(points + 1);
  let evaluations = 0;
  const measure = (g: Integrand, left: number, right: number, end: Panel['end']): void => {
    evaluations += points;
    const { value, error } = applyRule(rule, g, left, right, values);
    panels.push({ f: g, left, right, value, error, end });
  };
  for (const segment of segments(f, a, b, options.breakpoints ?? [], options.scale ?? 1)) {
    // Each half of a segment touches one end of it.
    measure(segment.f, segment.left, segment.right, null);
  }
  let sum = total(panels);
  while (sum.error > Math.max(absolute, relative * Math.abs(sum.value)) && evaluations + 2 * points <= limit) {
    const worst = panels.pop()!;
    if (!Number.isFinite(worst.error)) return { value: sum.value, error: Infinity, evaluations, converged: false };
    const middle = worst.left + 0.5 * (worst.right - worst.left);
    if (middle <= worst.left || middle >= worst.right) {
      panels.push(worst);
      break;
    }
    const { end } = worst;
    if (end !== null && end.depth >= DEPTH_BEFORE_SUBSTITUTION) {
      const substituted = endSubstitution(worst.f, worst.left, worst.right, end.side);
      measure(substituted, 0, 0.5, null);
      measure(substituted, 0.5, 1, null);
    } else {
      const side = end?.side ?? null;
      const depth = (end?.depth ?? 0) + 1;
      measure(worst.f, worst.left, middle, side === 'right' ? null : { side: 'left', depth });
      measure(worst.f, middle, worst.right, side === 'left' ? null : { side: 'right', depth });
    }
    sum = total(panels);
  }
  const goal = Math.max(absolute, relative * Math.abs(sum.value));
  return { ...sum, evaluations, converged: sum.error <= goal };
}

/** Splits at the breakpoints and maps infinite pieces to (0, 1], infinity at 0 where doubles are densest. */
function segments(
  f: Integrand,
  a: number,
  b: number,
  breakpoints: readonly number[],
  scale: number,
): { f: Integrand; left: number; right: number }[] {
  const inner = [...new Set(breakpoints)].filter((x) => x > a && x < b).sort((x, y) => x - y);
  if (inner.length === 0 && a === -Infinity && b === Infinity) inner.push(0);
  const ends = [a, ...inner, b];
  return ends.slice(1).map((right, i) => {
    const left = ends[i]!;
    if (right === Infinity) {
      return { f: (t: number) => (scale * f(left + (scale * (1 - t)) / t)) / (t * t), left: 0, right: 1 };
    }
    if (left === -Infinity) {
      return { f: (t: number) => (scale * f(right - (scale * (1 - t)) / t)) / (t * t), left: 0, right: 1 };
    }
    return { f, left, right };
  });
}

/** g(u) on [0, 1] with int g = int_left^right f, where u = 0 is the given end. */
function endSubstitution(f: Integrand, left: number, right: number, side: 'left' | 'right'): Integrand {
  const width = right - left;
  const jacobian = SUBSTITUTION_POWER * width;
  return (u) => {
    const power = u ** (SUBSTITUTION_POWER - 1);
    const step = width * power * u;
    // Stay strictly inside: the end itself is where f may be infinite.
    const x = side === 'left' ? left + step : right - step;
    if (x <= left || x >= right) return 0;
    return jacobian * power * f(x);
  };
}

/** Kronrod value and error bound: QUADPACK's estimate of the truncation plus a bound on the rounding. */
function applyRule(
  rule: KronrodRule,
  f: Integrand,
  left: number,
  right: number,
  values: Float64Array,
): { value: number; error: number } {
  const half = 0.5 * (right - left);
  const centre = left + half;
  values[0] = f(centre);
  for (let i = 1; i < rule.nodes.length; i++) {
    const step = half * rule.nodes[i]!;
    values[2 * i] = f(centre - step);
    values[2 * i + 1] = f(centre + step);
  }
  const sum: PanelEstimate = { value: 0, error: 0, absolute: 0 };
  estimatePanel(rule, values, half, sum);
  const { value, error, absolute } = sum;
  return { value, error: Number.isFinite(value) ? error + 20 * Number.EPSILON * absolute : Infinity };
}

/** Sums recomputed each time: no drift from adding and subtracting. */
function total({ data }: TinyQueue<Panel>): { value: number; error: number } {
  let value = 0;
  let error = 0;
  for (const panel of data) {
    value += panel.value;
    error += panel.error;
  }
  return { value, error };
}
