import { describe, expect, it } from 'vitest';
import { overlap } from '../../src/geometry/covariogram/overlap.ts';
import { overlapToDouble } from '../../src/geometry/exact/exact-measure.ts';
import { rationalVector } from '../../src/geometry/exact/exact-polytope.ts';
import { exactCrossPolytope } from '../../src/geometry/exact/standard-polytopes.ts';
import { exactCrossPolytopeOverlap } from '../../src/geometry/covariogram/cross-polytope-overlap.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { lpNorm } from '../../src/geometry/bodies/lp-norm.ts';
import { projectionRatio } from '../../src/geometry/functionals/projection.ts';
import { rayLengthByGauge } from '../../src/geometry/covariogram/ray-length.ts';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';
import { betaCdf } from '../../src/numeric/special/special.ts';
import { normals, reference, relativeError } from './reference.ts';

const unit = (dim: number, axis = 0): number[] => Array.from({ length: dim }, (_, i) => (i === axis ? 1 : 0));

describe('the unit ball of l_p', () => {
  it('has the volumes everyone knows', () => {
    expect(Math.exp(lpBall(2, 3).logVolume!().value)).toBeCloseTo((4 / 3) * Math.PI, 13);
    expect(Math.exp(lpBall(1, 4).logVolume!().value)).toBeCloseTo(2 / 3, 13);
    expect(Math.exp(lpBall(Infinity, 5).logVolume!().value)).toBeCloseTo(32, 12);
    const { value, lower, upper } = lpBall(2, 200_000).logVolume!();
    expect(lower).toBeLessThanOrEqual(value);
    expect(upper - lower).toBeLessThan(1e-6);
  });

  it('projects as an independent quadrature says', () => {
    for (const { p, direction, ratio } of reference.lpProjection) {
      const estimate = lpBall(p, direction.length).projectionRatio!(direction);
      expect(estimate.lower).toBeLessThanOrEqual(ratio * (1 + 1e-11));
      expect(estimate.upper).toBeGreaterThanOrEqual(ratio * (1 - 1e-11));
      expect(estimate.upper - estimate.lower).toBeLessThan(1e-7);
    }
  });

  it('projects along an axis onto the ball of one dimension less: kappa_{d-1}/kappa_d', () => {
    for (const p of [1, 1.3, 2, 3, 7, Infinity]) {
      for (const dim of [2, 3, 10, 400]) {
        const kappa = Math.exp(lpBall(p, dim - 1).logVolume!().value - lpBall(p, dim).logVolume!().value);
        const { lower, upper } = lpBall(p, dim).projectionRatio!(unit(dim, dim - 1));
        expect(relativeError((lower + upper) / 2, kappa)).toBeLessThan(1e-11);
      }
    }
  });

  it('has projections between enclosures that sampling confirms, in more coordinates than the quadrature takes', () => {
    const v = [1, 0.5, -2, 0.25, 1];
    const known = lpBall(3, 5).projectionRatio!(v);
    expect(known.method).toBe('interval');
    const sampled = projectionRatio(lpBall(3, 5), v, { samples: 40_000, seed: 5, confidence: 1 - 1e-9 });
    expect(sampled.lower).toBeGreaterThanOrEqual(known.lower);
    expect(sampled.upper).toBeLessThanOrEqual(known.upper);
    expect(sampled.upper - sampled.lower).toBeLessThan(0.1 * sampled.value);
  });

  it('matches the planar overlap by an independent quadrature', () => {
    for (const { p, shift, overlap: expected } of reference.lpPlanarOverlap) {
      const { lower, upper } = overlap(lpBall(p, 2), [shift, shift], {
        samples: 50_000,
        seed: 3,
        confidence: 1 - 1e-9,
      });
      expect(lower).toBeLessThanOrEqual(expected + 1e-5);
      expect(upper).toBeGreaterThanOrEqual(expected - 1e-5);
      expect(upper - lower).toBeLessThan(0.03);
    }
  });

  it('agrees with the exact polytopes: cross-polytope overlap in general directions', () => {
    const random = randomStream(21);
    for (const dim of [2, 3, 4, 5]) {
      for (let k = 0; k < (dim === 5 ? 1 : 4); k++) {
        const v = Array.from({ length: dim }, () => Math.round(64 * 0.4 * random.normal()) / 64);
        const exact = overlapToDouble(exactCrossPolytope(dim), rationalVector(v));
        expect(Math.abs(toDouble(exactCrossPolytopeOverlap(rationalVector(v))!) - exact)).toBeLessThan(1e-13);
        expect(Math.abs(lpBall(1, dim).overlap!(v).value - exact)).toBeLessThan(1e-13);
      }
    }
  });

  it('agrees with its own axis formula, (1 - r/2)^d', () => {
    for (const dim of [1, 3, 9, 18]) {
      const v = unit(dim).map((x) => 0.75 * x);
      expect(toDouble(exactCrossPolytopeOverlap(rationalVector(v))!)).toBeCloseTo((1 - 0.375) ** dim, 15);
    }
  });

  it('meets the own-ball bound U5 with equality for the cube and the cross-polytope', () => {
    for (const dim of [2, 5, 30]) {
      const r = 0.3;
      const bound = (1 - r / 2) ** dim;
      expect(lpBall(1, dim).overlap!(unit(dim).map((x) => r * x)).value).toBeCloseTo(bound, 13);
      expect(lpBall(Infinity, dim).overlap!(Array.from({ length: dim }, () => r)).value).toBeCloseTo(bound, 13);
      expect(lpBall(2, dim).overlap!(unit(dim).map((x) => r * x)).value).toBeGreaterThan(bound);
    }
  });

  it('has 1 - o(rv) = r vol(Pi_v K)/|K| + O(r^2) (U4)', () => {
    const r = 1e-5;
    for (const p of [1, 2, Infinity]) {
      for (const v of [unit(3), [1, 1, 1], [0.3, -0.7, 0.2]]) {
        const body = lpBall(p, 3);
        const slope = (1 - body.overlap!(v.map((x) => r * x)).value) / r;
        expect(relativeError(slope, body.projectionRatio!(v).value)).toBeLessThan(1e-4);
      }
    }
  });

  it('overlaps along an axis as U4 says, for every p', () => {
    for (const p of [1.5, 3, 8]) {
      const body = lpBall(p, 4);
      // 1 - o(r e_1) = r c - O(r^{p+1}) there: the overlap is that of a cylinder to high order.
      const r = 1e-3;
      const slope = (1 - body.overlap!(unit(4).map((x) => r * x)).value) / r;
      expect(relativeError(slope, body.projectionRatio!(unit(4)).value)).toBeLessThan(p < 2 ? 1e-3 : 1e-6);
    }
  });

  it('is sampled uniformly: |X|_p^d is uniform and |X_1|^p is Beta(1/p, (d-1)/p + 1)', () => {
    const n = 20_000;
    // Two DKW tests for each p, false-alarm probability 1e-10 each.
    const limit = dkwEpsilon(n, 1e-10);
    for (const p of [1, 1.5, 2, 4, Infinity]) {
      const dim = 4;
      const body = lpBall(p, dim);
      const random = randomStream(31);
      const out = new Float64Array(dim);
      const radii = new Float64Array(n);
      const firsts = new Float64Array(n);
      for (let k = 0; k < n; k++) {
        body.sample!(random, out);
        radii[k] = body.gauge(out) ** dim;
        firsts[k] = Math.abs(out[0]!);
      }
      const law = (x: number): number => (p === Infinity ? x : betaCdf(x ** p, 1 / p, (dim - 1) / p + 1));
      expect(distance(radii, (x) => x)).toBeLessThan(limit);
      expect(distance(firsts, law)).toBeLessThan(limit);
    }
  });

  it('shoots rays that end on the boundary, as the generic route does', () => {
    const random = randomStream(41);
    for (const p of [1, 1.5, 2, 3, Infinity]) {
      const body = lpBall(p, 3);
      const x = new Float64Array(3);
      for (let k = 0; k < 20; k++) {
        body.sample!(random, x);
        const v = k % 4 === 0 ? unit(3, k % 3) : Array.from({ length: 3 }, () => random.normal());
        const s = body.rayLength!(x, v);
        expect(
          lpNorm(
            x.map((c, i) => c + s * v[i]!),
            p,
          ),
        ).toBeCloseTo(1, 10);
        expect(relativeError(s, rayLengthByGauge(body, x, v))).toBeLessThan(1e-9);
      }
    }
  });

  it('does all this in O(d) at d = 200,000', () => {
    const dim = 200_000;
    const v = Float64Array.from({ length: dim }, (_, i) => ((i % 7) - 3) / 10);
    const begin = performance.now();
    for (const p of [1, 2, 3.5, Infinity]) {
      const body = lpBall(p, dim);
      expect(body.gauge(v) * body.support(v)).toBeGreaterThan(0);
      const out = new Float64Array(dim);
      body.sample!(randomStream(1), out);
      expect(body.gauge(out)).toBeLessThanOrEqual(1 + 1e-12);
      const { lower, upper } = body.overlap!(unit(dim).map((x) => 1e-3 * x));
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
    }
    expect(performance.now() - begin).toBeLessThan(20_000);
  });

  it('refuses p < 1, NaN and impossible dimensions', () => {
    for (const [p, dim] of [
      [0.5, 3],
      [NaN, 3],
      [2, 0],
      [2, 1.5],
      [2, 1_000_001],
    ] as const) {
      expect(() => lpBall(p, dim)).toThrow(/needs 1 <= p|dimension must be/);
    }
    expect(() => lpBall(2, 3).overlap!([1, 2])).toThrow(/has 2 coordinates/);
    expect(() => lpBall(2, 3).projectionRatio!([1, NaN, 0])).toThrow(/Coordinate 2/);
  });

  it('has a support function dual to its gauge: <x, u> <= gauge(x) h(u), attained', () => {
    const random = randomStream(51);
    for (const p of [1, 1.2, 2, 5, Infinity]) {
      const body = lpBall(p, 6);
      for (const u of normals(random, 10, 6)) {
        const point = body.supportPoint!(u);
        expect(body.gauge(point)).toBeCloseTo(1, 12);
        expect(point.reduce((s, x, i) => s + x * u[i]!, 0)).toBeCloseTo(body.support(u), 11);
        const gradient = body.gaugeGradient!(u);
        expect(body.support(gradient)).toBeCloseTo(1, 12);
        expect(gradient.reduce((s, x, i) => s + x * u[i]!, 0)).toBeCloseTo(body.gauge(u), 11);
      }
    }
  });
});

/** Kolmogorov's distance between a sample and a distribution function. */
function distance(values: Float64Array, law: (x: number) => number): number {
  const sorted = values.slice().sort();
  return sorted.reduce((worst, x, i) => {
    const f = law(x);
    return Math.max(worst, Math.abs(f - i / sorted.length), Math.abs(f - (i + 1) / sorted.length));
  }, 0);
}
