/** A body known only through a membership test. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { AtomicNorm } from './atomic-norm.ts';
import type { ConvexBody, Vector } from '../body.ts';
import { madeBody } from '../made-body.ts';
import { requireDimension } from './lp-norm.ts';
import { lazy } from './polytope-capabilities.ts';

/** A body known by a test of membership alone, with the radii of a ball inside it and of one around it. */
export interface MembershipOracle {
  readonly dim: number;
  /** Whether a point lies in the body; the body must be convex and symmetric about the origin. */
  readonly contains: (x: Float64Array) => boolean;
  /** r with r B_2 inside the body. */
  readonly inradius: number;
  /** R with the body inside R B_2. */
  readonly circumradius: number;
  readonly name?: string;
  /** The support function, where known; otherwise it is computed by cutting planes (see below). */
  readonly support?: (u: Vector) => number;
}

/** Bisection steps of the gauge: relative accuracy about 1e-15. */
const STEPS = 60;
/** Step of the numerical gradient, relative to the point. */
const DIFFERENCE = 1e-6;

/**
 * The body of a membership test. The gauge is found by bisection between |x|/circumradius and |x|/inradius, to rounding
 * error; the support function, unless given, by cutting planes whose normals are numerical gradients of the gauge, to
 * about 1e-5 relative: use it for dimensions up to about 20. Convexity and symmetry are the caller's promise; a breach
 * that shows (the stated inner ball leaves the body, a point and its mirror image disagree) throws InvalidInput.
 *
 * @example
 * const inDisc = (x) => Math.hypot(...x) <= 1;
 * oracleBody({ dim: 2, contains: inDisc, inradius: 0.5, circumradius: 2 }).gauge([0.3, 0.4]) // => 0.5
 */
export function oracleBody(oracle: MembershipOracle): ConvexBody {
  const dim = requireDimension(oracle.dim);
  const { inradius, circumradius } = oracle;
  if (!(inradius > 0 && inradius <= circumradius && circumradius < Infinity)) {
    throw new InvalidInput(
      `A membership body needs 0 < inradius <= circumradius < Infinity, but has ${inradius} and ${circumradius}.`,
      { code: 'body' },
    );
  }
  probe(oracle, dim);
  const point = new Float64Array(dim);
  const gauge = (x: Vector): number => {
    let length = 0;
    for (let i = 0; i < dim; i++) length = Math.hypot(length, x[i]!);
    if (length === 0) return 0;
    let inside = length / inradius;
    let outside = length / circumradius;
    for (let step = 0; step < STEPS && inside - outside > 1e-15 * inside; step++) {
      const middle = 0.5 * (inside + outside);
      for (let i = 0; i < dim; i++) point[i] = x[i]! / middle;
      if (oracle.contains(point)) inside = middle;
      else outside = middle;
    }
    return inside;
  };
  const gaugeGradient = (x: Vector): number[] => numericalGradient(gauge, x, dim);
  // h_K is the gauge of the polar body, whose support points are gradients of the gauge of K.
  const solver = lazy(() => new AtomicNorm(dim, [], gaugeGradient));
  return madeBody({
    name: oracle.name ?? `membership body of R^${dim}`,
    dim,
    structure: { kind: 'oracle' },
    gauge,
    gaugeGradient,
    support: oracle.support ?? ((u) => solver().gauge(u, 1e-6).upper),
    ...(oracle.support === undefined && { supportPoint: (u: Vector) => solver().gauge(u, 1e-6).dual }),
    inradius,
    circumradius,
  });
}

/** Central differences, rescaled so that <x, gradient> = gauge(x) exactly. */
function numericalGradient(gauge: (x: Vector) => number, x: Vector, dim: number): number[] {
  const moved = Float64Array.from(x);
  const size = Math.max(...moved.map(Math.abs));
  const step = DIFFERENCE * (size || 1);
  const gradient = Array.from({ length: dim }, (_, i) => {
    moved[i] = x[i]! + step;
    const above = gauge(moved);
    moved[i] = x[i]! - step;
    const below = gauge(moved);
    moved[i] = x[i]!;
    return (above - below) / (2 * step);
  });
  const product = gradient.reduce((sum, g, i) => sum + g * x[i]!, 0);
  const value = gauge(x);
  return product > 0 ? gradient.map((g) => (g * value) / product) : gradient;
}

/** A few checks of what the caller promised, along the axes and the diagonal. */
function probe(oracle: MembershipOracle, dim: number): void {
  const directions = Array.from({ length: Math.min(dim, 16) }, (_, k) =>
    Float64Array.from({ length: dim }, (_, i) => (i === k ? 1 : 0)),
  );
  directions.push(new Float64Array(dim).fill(1 / Math.sqrt(dim)));
  for (const direction of directions) {
    const at = (t: number): boolean => oracle.contains(direction.map((x) => t * x));
    if (!at(0.999 * oracle.inradius)) {
      throw new InvalidInput(`The body does not contain the ball of its stated inradius ${oracle.inradius}.`, {
        code: 'body',
      });
    }
    if (at(1.001 * oracle.circumradius)) {
      throw new InvalidInput(`The body reaches beyond its stated circumradius ${oracle.circumradius}.`, {
        code: 'body',
      });
    }
    for (let t = 0.1; t < 1; t += 0.1) {
      if (at(t * oracle.circumradius) !== at(-t * oracle.circumradius)) {
        throw new InvalidInput('The membership body is not symmetric: a point and its mirror image disagree.', {
          code: 'body',
        });
      }
    }
  }
}
