/**
 * Deterministic splitting noise: the copies against their definition, and the certificate against every image there is
 * on small grids, for classifiers that are arbitrary functions of the copies.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { describeEstimation, samplesAtMost, splittingPlan } from '../../src/certify/certify-plan.ts';
import type { Votes } from '../../src/certify/engine.ts';
import { splittingKernel, splittingShifts } from '../../src/certify/copies/splitting-kernel.ts';
import { splittingChanges } from '../../src/certify/radii/splitting-radius.ts';
import { nearestSplittingLambda, splittingPositions, type SplittingSmoothing } from '../../src/certify/splitting.ts';
import { topClass } from '../../src/certify/statistics/votes.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { philox4x32 } from '../../src/numeric/random/philox.ts';
import { fakeEngine } from './statistics/exact-law-engine.ts';

/** Splitting noise with K positions on a grid of q steps. */
const splitting = (dim: number, q: number, K: number, seed = 1): SplittingSmoothing => ({
  kind: 'splitting',
  dim,
  levels: q,
  lambda: K / (2 * q),
  seed,
});

const pixels = (steps: readonly number[], q: number): Float32Array => Float32Array.from(steps, (k) => k / q);

/** All images of the grid { 0, ..., q }^dim, in steps. */
const gridImages = (dim: number, q: number): number[][] =>
  dim === 0 ? [[]] : gridImages(dim - 1, q).flatMap((head) => Array.from({ length: q + 1 }, (_, k) => [...head, k]));

const distance = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, k, i) => sum + Math.abs(k - y[i]!), 0);

/** The copies of an image, one string a position. */
function copies(smoothing: SplittingSmoothing, steps: readonly number[]): string[] {
  const K = splittingPositions(smoothing);
  const out = new Float32Array(K * smoothing.dim);
  splittingKernel(smoothing).copies({ index: 0, pixels: pixels(steps, smoothing.levels) }, 0, K, out);
  return Array.from({ length: K }, (_, t) => out.subarray(t * smoothing.dim, (t + 1) * smoothing.dim).join(' '));
}

/** An arbitrary classifier: a pseudo-random function of the copy, fair or leaning to one class. */
function arbitraryClass(copy: string, seed: number, classes: number, lean: number): number {
  const out = new Uint32Array(4);
  let hash = 0;
  for (let i = 0; i < copy.length; i++) hash = Math.imul(hash ^ copy.charCodeAt(i), 0x01000193);
  philox4x32(hash, copy.length, seed, 0, 1, 2, out);
  return out[0]! * 2 ** -32 < lean ? seed % classes : out[1]! % classes;
}

const countsOf = (
  smoothing: SplittingSmoothing,
  steps: readonly number[],
  classify: (copy: string) => number,
  classes: number,
): Votes => {
  const counts = new Float64Array(classes);
  for (const copy of copies(smoothing, steps)) counts[classify(copy)]!++;
  return { counts, nearTies: new Float64Array(classes) };
};

describe('the copies', () => {
  it('hold the middle of the part of [0, 1] between thresholds s + 2 lambda Z, for narrow and wide spacings', () => {
    for (const [q, K] of [
      [5, 5],
      [5, 12],
      [5, 3],
      [7, 2],
      [4, 1],
    ] as const) {
      const smoothing = splitting(2, q, K, 9);
      const shifts = splittingShifts(smoothing);
      for (const steps of gridImages(2, q)) {
        copies(smoothing, steps).forEach((copy, t) => {
          const expected = steps.map((k, i) => {
            const s = (t + shifts[i]!) % K;
            const thresholds = [];
            for (let m = -q - K; m <= q + K; m++) thresholds.push((s + 0.5 + K * m) / q);
            const below = Math.max(0, ...thresholds.filter((c) => c < k / q));
            const above = Math.min(1, ...thresholds.filter((c) => c > k / q));
            return (below + above) / 2;
          });
          copy.split(' ').forEach((value, i) => expect(Number(value)).toBeCloseTo(expected[i]!, 6));
        });
      }
    }
  });

  it('are the same in any ranges, for any image index', () => {
    const smoothing = splitting(5, 255, 443);
    const image = { index: 7, pixels: pixels([0, 13, 128, 254, 255], 255) };
    const whole = new Float32Array(443 * 5);
    splittingKernel(smoothing).copies(image, 0, 443, whole);
    const parts = new Float32Array(443 * 5);
    for (let first = 0; first < 443; first += 50) {
      const count = Math.min(50, 443 - first);
      splittingKernel(smoothing).copies({ ...image, index: 1 }, first, count, parts.subarray(first * 5));
    }
    expect(parts).toEqual(whole);
  });

  it('of two images differ at no more than q |x - y|_1 positions; on the line at exactly min(m, K)', () => {
    for (const K of [3, 6, 11]) {
      const line = splitting(1, 6, K);
      const plane = splitting(2, 4, K, K);
      for (const smoothing of [line, plane]) {
        const images = gridImages(smoothing.dim, smoothing.levels);
        const all = images.map((steps) => copies(smoothing, steps));
        images.forEach((x, i) => {
          images.forEach((y, j) => {
            const differ = all[i]!.filter((copy, t) => copy !== all[j]![t]).length;
            expect(differ).toBeLessThanOrEqual(distance(x, y));
            if (smoothing.dim === 1) expect(differ).toBe(Math.min(distance(x, y), K));
          });
        });
      }
    }
  });
});

describe('the certificate', () => {
  it('holds for every image of the grid and arbitrary classifiers in one, two and three dimensions', () => {
    let certified = 0;
    fc.assert(
      fc.property(
        fc.constantFrom([1, 9], [2, 4], [3, 2]),
        fc.integer({ min: 1, max: 24 }),
        fc.integer({ min: 2, max: 3 }),
        fc.nat({ max: 1e6 }),
        fc.constantFrom(0.3, 0.6, 0.9),
        ([dim, q], K, classes, seed, lean) => {
          const smoothing = splitting(dim, q, K, seed);
          const classify = (copy: string): number => arbitraryClass(copy, seed, classes, lean);
          const images = gridImages(dim, q);
          const votes = images.map((steps) => countsOf(smoothing, steps, classify, classes));
          const tops = votes.map(({ counts }) => topClass(counts));
          images.forEach((x, i) => {
            const changes = splittingChanges(votes[i]!, tops[i]!, 'counted');
            expect(changes).toBeGreaterThanOrEqual(0);
            certified += changes > 0 ? 1 : 0;
            images.forEach((y, j) => {
              if (distance(x, y) <= changes) expect(tops[j]).toBe(tops[i]);
            });
          });
        },
      ),
      { numRuns: 60, seed: 12 },
    );
    expect(certified).toBeGreaterThan(500);
  });

  it('is tight: on the line some classifier breaks one step further, whatever the counts and the order of ties', () => {
    const [q, K] = [12, 12];
    const smoothing = splitting(1, q, K);
    const original = copies(smoothing, [0]);
    for (let own = 1; own <= K; own++) {
      for (const [mine, rival] of [
        [0, 1],
        [1, 0],
      ] as const) {
        const votes = { counts: Float64Array.of(0, 0), nearTies: new Float64Array(2) };
        votes.counts[mine] = own;
        votes.counts[rival] = K - own;
        if (topClass(votes.counts) !== mine) continue;
        const changes = splittingChanges(votes, mine, 'counted');
        // Moving k steps changes the copies of k positions; let those vote for the class first, and for the rival
        // after.
        const moved = copies(smoothing, [changes + 1]);
        const order = original
          .map((_, t) => t)
          .sort((a, b) => Number(moved[b] !== original[b]) - Number(moved[a] !== original[a]));
        const voters = new Set(order.slice(0, own).map((t) => original[t]!));
        const classify = (copy: string): number => (voters.has(copy) ? mine : rival);
        expect(topClass(countsOf(smoothing, [0], classify, 2).counts)).toBe(mine);
        expect(topClass(countsOf(smoothing, [changes + 1], classify, 2).counts)).toBe(rival);
      }
    }
  });

  it('keeps its class when near-ties fall any way at all, if they count against it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
        fc.nat({ max: 2 }),
        (clear, ties, cls) => {
          const votes = { counts: Float64Array.from(clear, (n, c) => n + ties[c]!), nearTies: Float64Array.from(ties) };
          const changes = splittingChanges(votes, cls, 'against');
          const loose = ties.reduce((sum, n) => sum + n, 0);
          // All near-ties to one rival is the worst way.
          const worst = [0, 1, 2]
            .filter((c) => c !== cls)
            .map((rival) => clear.map((n, c) => (c === rival ? n + loose : n)));
          const stays = worst.every((counts) => topClass(counts) === cls);
          expect(changes >= 0).toBe(stays);
          for (const counts of worst) {
            if (changes < 1) continue;
            const rival = counts.findIndex((n, c) => c !== cls && n !== clear[c]!);
            if (rival < 0) continue;
            counts[cls]! -= changes;
            counts[rival]! += changes;
            expect(topClass(counts)).toBe(cls);
          }
        },
      ),
      { numRuns: 500, seed: 3 },
    );
  });
});

describe('certifyImage with a splitting plan', () => {
  const smoothing = splitting(3, 255, 300);
  const K = splittingPositions(smoothing);
  const image = { index: 0, pixels: pixels([10, 128, 255], 255), label: 0 };
  const against = ['l1', 'l2', 'linf'].map((spec) => parseCertifyAdversary(spec, 3));

  it('votes on every position once and needs no selection', async () => {
    const asked: number[] = [];
    const engine = fakeEngine({ dim: 3, classes: 2, preferredCount: 70 }, (_, t) => {
      asked.push(t);
      return t < 240 ? 0 : 1;
    });
    const plan = splittingPlan(smoothing, against);
    const result = await certifyImage(engine, image, plan);
    expect(asked).toEqual(Array.from({ length: K }, (_, t) => t));
    expect(result).toMatchObject({ predict: 0, count: 240, n: 300, correct: true });
    expect(result.rho).toBeCloseTo(0.8, 15);
    expect(result.rho).toBeLessThanOrEqual(0.8);
    // floor((240 - 60) / 2) = 90 votes may change: 2 lambda (rho - 1/2) = 90 / 255.
    expect(result.radii.get('l1')).toBeCloseTo(90 / 255, 15);
    expect(result.radii.get('l1')).toBeLessThanOrEqual(90 / 255);
    expect(result.radii.get('l2')).toBeCloseTo(90 / Math.sqrt(3) / 255, 12);
    expect(result.radii.get('linf')).toBeCloseTo(30 / 255, 15);
    expect(samplesAtMost(plan)).toBe(300);
    expect(describeEstimation(plan)).toBe('all 300 positions');
  });

  it('abstains where near-ties could decide', async () => {
    const engine = fakeEngine(
      { dim: 3, classes: 2 },
      (_, t) => (t < 160 ? 0 : 1),
      (_, t) => t < 30,
    );
    const counted = await certifyImage(engine, image, splittingPlan(smoothing, against));
    expect(counted.predict).toBe(0);
    const careful = await certifyImage(engine, image, splittingPlan(smoothing, against, { nearTies: 'against' }));
    expect(careful.predict).toBe(-1);
    expect(careful.radii.get('l1')).toBe(0);
    expect(counted.nearTies).toEqual({ count: 30, rho: careful.rho, radii: careful.radii });
  });

  it('uses the steps of the grid for l2 where the dimension is large', () => {
    const [l2] = splittingPlan(splitting(3072, 255, 442), [parseCertifyAdversary('l2', 3072)]).radii;
    // 81 steps of 1/255 in 81 coordinates are 9/255 in l2.
    expect(l2!.radius(81)).toBeCloseTo(9 / 255, 12);
  });

  it('refuses images off the grid, lambdas that do not fit, bodies', async () => {
    const engine = fakeEngine({ dim: 3, classes: 2 }, () => 0);
    const off = { index: 0, pixels: Float32Array.of(0.5, 0.1, 0.2), label: 0 };
    await expect(certifyImage(engine, off, splittingPlan(smoothing, against))).rejects.toThrow(/256 levels/);
    expect(() => splittingPositions({ ...smoothing, lambda: 0.5005 })).toThrow(/use lambda = 0\.5/);
    expect(splittingPositions({ ...smoothing, lambda: nearestSplittingLambda(0.8660254, 255) })).toBe(442);
    const body = { kind: 'body', body: lpBall(1, 3), dim: 3 } as const;
    expect(() => splittingPlan(smoothing, [body])).toThrow(/not bodies/);
    expect(() => splittingPositions({ ...smoothing, levels: 0 })).toThrow(/steps between 0 and 1/);
  });
});
