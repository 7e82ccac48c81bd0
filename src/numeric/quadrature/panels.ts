/**
 * Adaptive Gauss-Kronrod quadrature for the inner loop of the likelihood-ratio tests: nothing allocated, and a second
 * integral over the same points whose value is known beforehand, so that a transition which no point sees is noticed.
 */
import { estimatePanel, gaussKronrod, type PanelEstimate } from './gauss-kronrod.ts';

/** What is integrated: `at(u)` sets `value` and `witness`. */
export interface PanelIntegrand {
  at(u: number): void;
  value: number;
  /** A second function, integrated alongside; 0 where it is not used. */
  witness: number;
}

export interface PanelSum {
  value: number;
  error: number;
}

export interface PanelOptions {
  /** Wanted error relative to the sum of |panel integrals|, and absolute; the weaker of the two decides. */
  readonly relativeTolerance: number;
  readonly absoluteTolerance: number;
  /**
   * Whether the integral of the witness over [a, b] is right, as far as the caller knows; a panel where it is not is
   * bisected.
   */
  readonly plausible?: (a: number, b: number, witness: number) => boolean;
}

const RULE = gaussKronrod(21);
const { nodes: NODES, kronrod: KRONROD } = RULE;

const MAX_PANELS = 1024;

/** The panels of one integral. */
class Panels {
  readonly left = new Float64Array(MAX_PANELS);
  readonly right = new Float64Array(MAX_PANELS);
  readonly sums = new Float64Array(MAX_PANELS);
  readonly errors = new Float64Array(MAX_PANELS);
  readonly sound = new Uint8Array(MAX_PANELS);
  /** Values of the integrand on the panel at hand, and what they say. */
  readonly values = new Float64Array(RULE.points + 1);
  readonly sum: PanelEstimate = { value: 0, error: 0, absolute: 0 };
}

/** Panels not in use: an integrand that integrates takes others, and nothing is allocated twice. */
const idle: Panels[] = [];

/**
 * The integral of `f` over the panels between consecutive `edges`, bisected until the error estimate (QUADPACK's) meets
 * the tolerance. `error` is that estimate and a bound on the rounding of the sum; Infinity when a panel stayed
 * implausible.
 */
export function integratePanels(f: PanelIntegrand, edges: ArrayLike<number>, options: PanelOptions): PanelSum {
  const panels = idle.pop() ?? new Panels();
  try {
    return bisect(panels, f, edges, options);
  } finally {
    idle.push(panels);
  }
}

function bisect(panels: Panels, f: PanelIntegrand, edges: ArrayLike<number>, options: PanelOptions): PanelSum {
  const { left, right, sums, errors, sound } = panels;
  let count = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    if (edges[i + 1]! > edges[i]!) measure(panels, f, count++, edges[i]!, edges[i + 1]!, options);
  }
  for (;;) {
    let total = 0;
    let error = 0;
    let worst = 0;
    let unsound = false;
    for (let i = 0; i < count; i++) {
      total += Math.abs(sums[i]!);
      error += errors[i]!;
      if (errors[i]! > worst) worst = errors[i]!;
      if (sound[i] === 0) unsound = true;
    }
    const goal = Math.max(options.absoluteTolerance, options.relativeTolerance * total);
    if ((error <= goal && !unsound) || 2 * count > MAX_PANELS) break;
    // Bisect at once every panel that carries more than its share of the error.
    const share = error > goal ? Math.max(goal / count, 0.01 * worst) : Infinity;
    let split = 0;
    for (let i = count - 1; i >= 0; i--) {
      if (errors[i]! <= share && sound[i] === 1) continue;
      const a = left[i]!;
      const b = right[i]!;
      const middle = 0.5 * (a + b);
      if (middle <= a || middle >= b) continue;
      measure(panels, f, i, a, middle, options);
      measure(panels, f, count + split, middle, b, options);
      split++;
    }
    if (split === 0) break;
    count += split;
  }
  let value = 0;
  let error = 0;
  let absolute = 0;
  for (let i = 0; i < count; i++) {
    value += sums[i]!;
    error += errors[i]!;
    absolute += Math.abs(sums[i]!);
    if (sound[i] === 0) error = Infinity;
  }
  return { value, error: error + 4 * Number.EPSILON * absolute };
}

/**
 * The ascending edges with u among them, if it lies between the first and the last: where a window may be shorter than
 * a panel, but is known to contain u.
 */
export function withCentre(edges: Float64Array, u: number): Float64Array {
  const after = edges.findIndex((edge) => edge >= u);
  if (after <= 0 || edges[after] === u) return edges;
  const more = new Float64Array(edges.length + 1);
  more.set(edges.subarray(0, after));
  more[after] = u;
  more.set(edges.subarray(after), after + 1);
  return more;
}

/** The ascending edges with further points among them. */
export function withPoints(edges: Float64Array, points: readonly number[]): Float64Array {
  if (points.length === 0) return edges;
  const added = Float64Array.from(points).sort();
  const all = new Float64Array(edges.length + added.length);
  let [i, j] = [0, 0];
  for (let k = 0; k < all.length; k++) all[k] = j >= added.length || edges[i]! <= added[j]! ? edges[i++]! : added[j++]!;
  return all;
}

function measure(panels: Panels, f: PanelIntegrand, slot: number, a: number, b: number, options: PanelOptions): void {
  const { left, right, sums, errors, sound, values, sum } = panels;
  const half = 0.5 * (b - a);
  const centre = a + half;
  f.at(centre);
  values[0] = f.value;
  let witness = KRONROD[0]! * f.witness;
  for (let i = 1; i < NODES.length; i++) {
    const step = half * NODES[i]!;
    f.at(centre - step);
    values[2 * i] = f.value;
    witness += KRONROD[i]! * f.witness;
    f.at(centre + step);
    values[2 * i + 1] = f.value;
    witness += KRONROD[i]! * f.witness;
  }
  estimatePanel(RULE, values, half, sum);
  left[slot] = a;
  right[slot] = b;
  sums[slot] = sum.value;
  errors[slot] = Number.isFinite(sum.error) ? sum.error : Infinity;
  sound[slot] = options.plausible === undefined || options.plausible(a, b, witness * half) ? 1 : 0;
}
