/**
 * Certificates on small grids against the truth: every classifier of a few cells by enumeration, and random ones on
 * larger grids by sampling. The law of the noise is read off its thresholds, exactly, so the truth about a smoothed
 * classifier is a finite sum.
 */
import { describe, expect, it } from 'vitest';
import { certifyImage } from '../../../src/certify/certify-image.ts';
import type { SampledPlan } from '../../../src/certify/certify-plan.ts';
import { copyKernel } from '../../../src/certify/copies/copy-kernel.ts';
import type { LatticeLaw } from '../../../src/certify/copies/lattice/lattice-law.ts';
import { openSubject } from '../../../src/certify/grid/grid-subject.ts';
import { smoothingGrid } from '../../../src/certify/smoothing.ts';
import { boundFromTail } from '../../../src/certify/statistics/probability-bound.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { binomialUpperTail } from '../../../src/numeric/special/special.ts';
import { fakeEngine } from '../statistics/exact-law-engine.ts';

/** What sums of doubles may be off by. */
const ROUNDING = 1e-12;
/** Bounds on the tail are rounded up to multiples of 1/TAILS: each takes a radius to be computed. */
const TAILS = 40;

/** P(N = k) for k = -K, ..., K. */
function masses({ high, low, reach }: LatticeLaw): Float64Array {
  const ends = Array.from(high, (word, i) => (BigInt(word) << 32n) + BigInt(low[i]!));
  return Float64Array.from(
    { length: 2 * reach + 1 },
    (_, i) => Number((ends[i] ?? 1n << 64n) - (i === 0 ? 0n : ends[i - 1]!)) / 2 ** 64,
  );
}

async function subjectOn(spec: string, sigma: number, grid: number, dim: number, options = {}) {
  const adversaries = [1, 2, Infinity].map((p) => lpAdversary(p, dim));
  const subject = await openSubject(spec, { dim, scale: { sigma }, grid, dataGrid: null }, adversaries, options);
  const { law } = smoothingGrid(subject.smoothing)!;
  return { subject, plan: subject.plan as SampledPlan, law, mass: masses(law) };
}

/** |n - m| in each norm of the plan's adversaries, in units of the data. */
function distances(n: readonly number[], m: readonly number[], grid: number): number[] {
  const steps = n.map((k, i) => Math.abs(k - m[i]!));
  return [steps.reduce((sum, k) => sum + k, 0) / grid, Math.hypot(...steps) / grid, Math.max(...steps) / grid];
}

/**
 * All classifiers of two classes on `cells`, given by the probability that each image of `images` has of landing in
 * each cell. A classifier is a set of cells; answers how many certificates were looked at, and at how many of them a
 * class changed at the next step beyond.
 */
function enumerate(plan: SampledPlan, images: readonly number[][], rows: readonly Float64Array[], grid: number) {
  const cells = rows[0]!.length;
  let looked = 0;
  let broken = 0;
  const p = new Float64Array(images.length);
  const far = images.map((n) => images.map((m) => distances(n, m, grid)));
  for (let set = 0; set < 2 ** cells; set++) {
    p.fill(0);
    for (let cell = 0; cell < cells; cell++) {
      if ((set >>> cell) % 2 === 1) for (let i = 0; i < images.length; i++) p[i]! += rows[i]![cell]!;
    }
    for (let i = 0; i < images.length; i++) {
      const inside = p[i]! > 0.5;
      const tail = (inside ? 1 - p[i]! : p[i]!) + ROUNDING;
      if (tail >= 0.5) continue;
      for (const [a, radii] of plan.radii.entries()) {
        const radius = radii.radius(boundFromTail(Math.ceil(tail * TAILS) / TAILS));
        if (radius === 0) continue;
        looked++;
        let next = Infinity;
        for (let j = 0; j < images.length; j++) {
          const distance = far[i]![j]![a]!;
          const same = inside ? p[j]! > 0.5 - ROUNDING : p[j]! < 0.5 + ROUNDING;
          if (!same && distance <= radius)
            expect.unreachable(`set ${set}, ${images[i]!.join()} to ${images[j]!.join()}`);
          if (!same) next = Math.min(next, distance);
        }
        if (next <= radius + (a === 1 ? Math.SQRT2 : 1) / grid + ROUNDING) broken++;
      }
    }
  }
  return { looked, broken };
}

/**
 * Probability of each image of a line to land in each cell -w, ..., q + w; what is beyond belongs to the last cell on
 * its side.
 */
function lineRows(mass: Float64Array, q: number, w: number): Float64Array[] {
  const reach = (mass.length - 1) / 2;
  return Array.from({ length: q + 1 }, (_, n) => {
    const row = new Float64Array(q + 1 + 2 * w);
    mass.forEach((m, i) => {
      const k = Math.max(-w, Math.min(q + w, n + i - reach));
      row[k + w]! += m;
    });
    return row;
  });
}

describe('every classifier of a small grid', () => {
  it.each([
    ['uniform:linf', 0.9, 3, 3],
    ['uniform:linf', 0.45, 5, 3],
    ['gaussian', 0.4, 4, 4],
    ['laplace', 0.4, 4, 4],
    ['iid-exp,s=4', 0.4, 4, 4],
    ['iid-exp,s=0.5', 0.4, 4, 4],
    ['iid-pareto,a=5', 0.3, 4, 4],
  ])('keeps the class within each radius: %s, sigma %f, images 0, ..., %i of a line', async (spec, sigma, q, w) => {
    const { plan, mass } = await subjectOn(spec, sigma, q, 1);
    const images = Array.from({ length: q + 1 }, (_, n) => [n]);
    const { looked, broken } = enumerate(plan, images, lineRows(mass, q, w), q);
    expect(looked).toBeGreaterThan(5000);
    // And not by far: a step further some classifier changes its mind.
    expect(broken).toBeGreaterThan(100);
  });

  it('keeps it in two dimensions: uniform on nine points, all 65,536 classifiers', async () => {
    const { plan, mass, law } = await subjectOn('uniform:linf', Math.sqrt(0.75), 1, 2);
    expect(law.reach).toBe(1);
    const images = [0, 1, 2, 3].map((i) => [i >>> 1, i % 2]);
    const rows = images.map(([n, m]) => {
      const row = new Float64Array(16);
      for (const a of [-1, 0, 1]) {
        for (const b of [-1, 0, 1]) row[(n! + a + 1) * 4 + m! + b + 1] = mass[a + 1]! * mass[b + 1]!;
      }
      return row;
    });
    expect(enumerate(plan, images, rows, 1).looked).toBeGreaterThan(10_000);
  });
});

describe('random classifiers of larger grids', () => {
  // Wrong certificates come with probability alpha an image at most: of 3,400 more than 30 have probability below 1e-9.
  it.each([
    ['uniform:linf', 0.12],
    ['gaussian', 0.08],
    ['laplace', 0.08],
  ])('certified from samples, are what they are certified to be: %s', { timeout: 120_000 }, async (spec, sigma) => {
    const [grid, trials, alpha] = [31, 3400, 0.001];
    const { subject, plan, mass, law } = await subjectOn(spec, sigma, grid, 2, { n: 60, n0: 10, alpha });
    const { reach } = law;
    const random = randomStream(43, spec.length);
    const kernel = copyKernel(subject.smoothing, 19);
    const copy = new Float32Array(2);
    let [wrong, certified] = [0, 0];
    for (let trial = 0; trial < trials; trial++) {
      // A half plane, with cells turned at random.
      const [u, v, c] = [random.normal(), random.normal(), 6 * random.normal()];
      const classOf = (x: number, y: number): number => {
        const mixed = Math.imul(x * 73_856_093, 1) ^ Math.imul(y * 19_349_663, 1) ^ Math.imul(trial, 83_492_791);
        const odd = (Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0) % 100 < 15;
        return u * (x - 15) + v * (y - 15) > c === odd ? 1 : 0;
      };
      const engine = fakeEngine({ dim: 2, classes: 2 }, (image, sample) => {
        kernel.copies(image, sample, 1, copy);
        return classOf(Math.round(copy[0]! * grid), Math.round(copy[1]! * grid));
      });
      const n = [random.integer(grid + 1), random.integer(grid + 1)];
      const image = { index: trial, label: 0, pixels: Float32Array.from(n, (k) => k / grid) };
      const { predict, radii } = await certifyImage(engine, image, plan);
      if (predict < 0) continue;
      certified++;
      const probability = (m: readonly number[]): number => {
        let sum = 0;
        for (let a = -reach; a <= reach; a++) {
          const p = mass[a + reach]!;
          if (p < 1e-6) continue;
          for (let b = -reach; b <= reach; b++) {
            const weight = p * mass[b + reach]!;
            if (weight > 1e-8 && classOf(m[0]! + a, m[1]! + b) === predict) sum += weight;
          }
        }
        return sum;
      };
      // The corners of every ball: where a class is lost first, if at all.
      const within = [...radii].flatMap(([adversary, radius]) => {
        const steps = Math.floor(radius * grid);
        if (adversary === 'linf') return [-1, 1].flatMap((s) => [-1, 1].map((t) => [s * steps, t * steps]));
        return [-1, 1].flatMap((s) => [
          [s * steps, 0],
          [0, s * steps],
        ]);
      });
      if (within.some(([s, t]) => probability([n[0]! + s!, n[1]! + t!]) < 0.5 - 1e-4)) wrong++;
    }
    expect(certified).toBeGreaterThan(trials / 4);
    expect(binomialUpperTail(31, trials, alpha)).toBeLessThan(1e-9);
    expect(wrong).toBeLessThanOrEqual(30);
  });
});
