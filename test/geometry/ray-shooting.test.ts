import { describe, expect, it } from 'vitest';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { slabPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { MAX_R_HAT, effectiveSampleSize, splitRHat } from '../../src/geometry/sampling/mixing.ts';
import { covariogramByRayShooting } from '../../src/geometry/covariogram/ray-shooting.ts';
import { uniformPoints, uniformSampler } from '../../src/geometry/sampling/uniform-sampler.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { logVolume, volume } from '../../src/geometry/functionals/volume.ts';
import { dkwEpsilon } from '../../src/numeric/confidence/binomial.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { normals } from './reference.ts';

const CONFIDENCE = 1 - 1e-10;
const unit = (dim: number): number[] => Array.from({ length: dim }, (_, i) => (i === 0 ? 1 : 0));

describe('ray shooting (U3)', () => {
  it('gives the closed-form covariogram at all r at once, and its quantiles', () => {
    for (const body of [
      lpBall(1, 5),
      lpBall(3, 5),
      lpBall(2, 8),
      lpBall(Infinity, 4),
      ellipsoid([
        [2, 1],
        [0, 1],
      ]),
    ]) {
      const v = unit(body.dim);
      const shot = covariogramByRayShooting(body, v, { samples: 20_000, seed: 9, confidence: CONFIDENCE });
      expect(shot.basis).toBe('exact');
      for (const r of [0.01, 0.1, 0.3, 0.7, 1.5, 2.5]) {
        const truth = body.overlap!(v.map((x) => r * x)).value;
        const { lower, upper, confidence } = shot.overlap(r);
        expect(lower).toBeLessThanOrEqual(truth);
        expect(upper).toBeGreaterThanOrEqual(truth);
        expect(upper - lower).toBeLessThan(0.05);
        expect(confidence).toBe(CONFIDENCE);
      }
      for (const q of [0.1, 0.4, 0.49]) {
        const { value, lower, upper } = shot.quantile(q);
        expect(lower).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(upper);
        // o at the ends encloses 1 - q.
        expect(body.overlap!(v.map((x) => lower * x)).value).toBeGreaterThanOrEqual(1 - q);
        expect(body.overlap!(v.map((x) => upper * x)).value).toBeLessThanOrEqual(1 - q);
      }
    }
  });

  it('agrees with the exact overlap of a random polytope', () => {
    const random = randomStream(81);
    const points = normals(random, 6, 3);
    const body = vPolytope(points.flatMap((x) => [x, x.map((c) => 0 - c)]));
    const v = [0.5, -0.25, 1];
    const shot = covariogramByRayShooting(body, v, { samples: 20_000, seed: 4, confidence: CONFIDENCE });
    for (const r of [0.05, 0.2, 0.5]) {
      const truth = body.overlap!(v.map((x) => r * x));
      expect(truth.method).toBe('exact');
      expect(shot.overlap(r).lower).toBeLessThanOrEqual(truth.value);
      expect(shot.overlap(r).upper).toBeGreaterThanOrEqual(truth.value);
    }
  });

  it('works by a walk where no exact sampler exists, and says so', () => {
    // A cube known only by its slabs, in a dimension past the exact routes: the truth is (1 - r/2).
    const dim = 12;
    const body = slabPolytope(
      Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0))),
      Array.from({ length: dim }, () => 1),
    );
    const shot = covariogramByRayShooting(body, unit(dim), { samples: 20_000, seed: 2 });
    expect(shot.basis).toBe('walk');
    expect(shot.mixed).toBe(true);
    expect(shot.detail).toMatch(/burn-in/);
    expect(shot.equivalentSamples).toBeLessThanOrEqual(20_000);
    const { lower, upper, confidence } = shot.overlap(0.5);
    expect(confidence).toBe(0.999);
    expect(lower).toBeLessThanOrEqual(0.75);
    expect(upper).toBeGreaterThanOrEqual(0.75);
  });

  it('is a function of its seed', () => {
    const run = (seed: number): number =>
      covariogramByRayShooting(lpBall(3, 4), unit(4), { samples: 500, seed }).quantile(0.3).value;
    expect(run(5)).toBe(run(5));
    expect(run(5)).not.toBe(run(6));
  });

  it('refuses a zero direction, no samples and impossible confidence', () => {
    expect(() => covariogramByRayShooting(lpBall(2, 2), [0, 0])).toThrow(/zero/);
    expect(() => covariogramByRayShooting(lpBall(2, 2), [1, 0], { samples: 0 })).toThrow(/positive integer/);
    expect(() => covariogramByRayShooting(lpBall(2, 2), [1, 0], { confidence: 1 })).toThrow(/strictly between/);
    expect(() => covariogramByRayShooting(lpBall(2, 2), [1, 0]).quantile(1)).toThrow(/level/);
  });
});

describe('walks and their diagnostic', () => {
  /**
   * {|x_1| <= 1000, |x_i| <= 1} turned by 45 degrees in the first two coordinates, so that coordinate moves are short.
   */
  const needle = (dim: number) => {
    const rows: number[][] = Array.from({ length: dim }, (_, i) =>
      Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0)),
    );
    rows[0] = Array.from({ length: dim }, (_, j) => (j === 0 ? 1 : j === 1 ? 1 : 0));
    rows[1] = Array.from({ length: dim }, (_, j) => (j === 0 ? 1 : j === 1 ? -1 : 0));
    return slabPolytope(
      rows,
      Array.from({ length: dim }, (_, i) => (i === 0 ? 1000 : 1)),
    );
  };

  it('fails on a long thin needle with too short a burn-in, and takes the confidence to 0', () => {
    const body = needle(15);
    for (const walk of ['slab', 'hit-and-run', 'billiard'] as const) {
      const drawn = uniformPoints(body, 800, { walk, burnIn: 10, thinning: 1, seed: 3 });
      expect(drawn.basis).toBe('walk');
      expect(drawn.mixed).toBe(false);
      expect(drawn.reason).toMatch(/R-hat|effective samples/);
    }
    const shot = covariogramByRayShooting(body, unit(15), { samples: 2000, burnIn: 10, seed: 3 });
    expect(shot.mixed).toBe(false);
    expect(shot.overlap(0.1).confidence).toBe(0);
  });

  it('passes on a round body, for every walk, and the points are uniform', () => {
    const dim = 5;
    const body = slabPolytope(
      [
        ...Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0))),
        Array.from({ length: dim }, () => 1),
      ],
      Array.from({ length: dim + 1 }, () => 1),
    );
    for (const walk of ['slab', 'hit-and-run', 'billiard'] as const) {
      const drawn = uniformPoints(body, 4000, { walk, forceWalk: true, seed: 5, thinning: walk === 'slab' ? 6 : 20 });
      expect(drawn.mixed).toBe(true);
      // gauge^d is uniform: DKW for the effective number of samples, false-alarm probability 1e-9 as far as they are
      // independent.
      const values = Float64Array.from(
        { length: 4000 },
        (_, k) => body.gauge(drawn.points.subarray(k * dim, (k + 1) * dim)) ** dim,
      ).sort();
      const distance = values.reduce((worst, x, i) => Math.max(worst, Math.abs(x - (i + 0.5) / 4000)), 0);
      expect(distance).toBeLessThan(dkwEpsilon(Math.floor(drawn.effectiveSamples / 2), 1e-9));
    }
  });

  it('uses exact samplers and rejection where it can', () => {
    expect(uniformSampler(lpBall(2, 50)).basis).toBe('exact');
    const oracleLike = { ...lpBall(3, 4), sample: undefined };
    const { sample: _sample, ...bare } = oracleLike;
    expect(_sample).toBeUndefined();
    expect(uniformSampler(bare).detail).toMatch(/rejection/);
  });

  it('measures agreement: R-hat 1 for one law, large for two, effective size of an AR(1) chain', () => {
    const random = randomStream(91);
    const same = Array.from({ length: 4 }, () => Float64Array.from({ length: 2000 }, () => random.normal()));
    expect(splitRHat(same)).toBeLessThan(1.02);
    const shifted = same.map((chain, c) => chain.map((x) => x + 3 * c));
    expect(splitRHat(shifted)).toBeGreaterThan(MAX_R_HAT);
    expect(splitRHat([new Float64Array(10), new Float64Array(10).fill(1)])).toBe(Infinity);
    // x' = 0.9 x + noise: tau = (1 + 0.9)/(1 - 0.9) = 19.
    const slow = Array.from({ length: 4 }, () => {
      let x = 0;
      return Float64Array.from({ length: 20_000 }, () => (x = 0.9 * x + Math.sqrt(0.19) * random.normal()));
    });
    const effective = effectiveSampleSize(slow);
    expect(effective).toBeGreaterThan(80_000 / 19 / 1.5);
    expect(effective).toBeLessThan((80_000 / 19) * 1.5);
  });
});

describe('volumes by sampling', () => {
  const bareCube = (dim: number) => {
    const rows = Array.from({ length: dim }, (_, i) => Array.from({ length: dim }, (_, j) => (i === j ? 1 : 0)));
    const {
      exact: _e,
      logVolume: _v,
      sample: _s,
      ...bare
    } = slabPolytope(
      rows,
      rows.map(() => 1),
    );
    void [_e, _v, _s];
    return bare;
  };

  it('enclose the truth by rejection', () => {
    const { lower, upper, method } = volume(bareCube(4), { samples: 20_000, confidence: CONFIDENCE });
    expect(method).toBe('monte-carlo');
    expect(lower).toBeLessThanOrEqual(16);
    expect(upper).toBeGreaterThanOrEqual(16 * (1 - 1e-8));
    const { sample: _s, logVolume: _v, ...ball } = lpBall(2, 3);
    void [_s, _v];
    const sampled = volume(ball, { samples: 50_000, confidence: CONFIDENCE });
    expect(sampled.lower).toBeLessThanOrEqual((4 / 3) * Math.PI);
    expect(sampled.upper).toBeGreaterThanOrEqual((4 / 3) * Math.PI);
    expect(sampled.upper / sampled.lower).toBeLessThan(1.1);
  });

  it('enclose the truth by growing balls', () => {
    const { lower, upper, confidence } = logVolume(bareCube(9), { samples: 10_000 });
    expect(confidence).toBe(0.999);
    expect(lower).toBeLessThanOrEqual(9 * Math.LN2);
    expect(upper).toBeGreaterThanOrEqual(9 * Math.LN2);
    expect(upper - lower).toBeLessThan(4);
  });

  it('are not sampled when sampling is forbidden', () => {
    expect(() => volume(bareCube(3), { samples: 0 })).toThrow(/only known by sampling/);
  });
});
