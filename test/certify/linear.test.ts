/**
 * End to end: half-spaces, whose true probability and true radius are known, certified thousands of times under every
 * noise. No bound and no radius may exceed the truth more often than alpha allows, by exact binomial tests; each test
 * has a false alarm of 1e-9 shared among its cases, and the mistakes it is there for are shown to be caught.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { sampledPlan } from '../../src/certify/certify-plan.ts';
import type { LabelledImage } from '../../src/certify/data/data-set.ts';
import type { Engine } from '../../src/certify/engine.ts';
import { imageRadii } from '../../src/certify/radii/image-radii.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { tailThreshold } from '../../src/certify/statistics/stopping.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { clopperPearsonLower } from '../../src/numeric/confidence/binomial.ts';
import { sequenceLower } from '../../src/numeric/confidence/sequence.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { binomialLowerTail, binomialUpperTail, normalCdf, normalQuantile } from '../../src/numeric/special/special.ts';
import { fakeEngine, lawEngine, uniformAt } from './statistics/exact-law-engine.ts';
import { halfSpace, LINEAR_DIM as dim, linearCases } from './linear-classifiers.ts';

const FALSE_ALARM = 1e-9;
const alpha = 0.1;
/** True probabilities of the class; 1/2 is where a class chosen from the samples that judge it goes wrong. */
const probabilities = [0.5, 0.6, 0.8, 0.95];
const adversariesOf = (specs: readonly string[]) => specs.map((spec) => parseCertifyAdversary(spec, dim));
const adversaries = adversariesOf(['l1', 'l2', 'linf']);
const imageAt = (index: number): LabelledImage => ({ index, pixels: new Float32Array(dim), label: 0 });

/** Whether this many wrong certificates refute "each is wrong with probability at most alpha". */
const refutes = (wrong: number, trials: number, cases: number): boolean =>
  binomialUpperTail(wrong, trials, alpha) < FALSE_ALARM / cases;

/** The model itself, sign(b - x_1), on copies drawn by the noise's own sampler: a stream for each image and purpose. */
function sampledHalfSpace(noise: Noise, seed: number, b: (image: number) => number): Engine {
  const engine = fakeEngine({ dim, classes: 2, preferredCount: 1 << 20 }, () => 0);
  const x = new Float64Array(dim);
  return {
    ...engine,
    votes: (image, range) => {
      const random = randomStream(seed, 2 * image.index + (range.first >= SAMPLES.selection.first ? 1 : 0));
      const threshold = b(image.index);
      const counts = new Float64Array(2);
      for (let i = 0; i < range.count; i++) {
        noise.sample(random, x);
        counts[image.pixels[0]! + x[0]! < threshold ? 0 : 1]!++;
      }
      return Promise.resolve({ counts, nearTies: new Float64Array(2) });
    },
  };
}

interface Wrong {
  /** Bounds above the true probability of the class picked. */
  bounds: number;
  /** Images with some radius above the true one. */
  radii: number;
  /** Images certified. */
  certified: number;
}

async function certifyAll(
  engine: Engine,
  plan: ReturnType<typeof sampledPlan>,
  trials: number,
  truth: (image: number) => { rho: number; radius: number },
): Promise<Wrong> {
  const wrong = { bounds: 0, radii: 0, certified: 0 };
  for (let index = 0; index < trials; index++) {
    const { rho, radius } = truth(index);
    const result = await certifyImage(engine, imageAt(index), plan);
    // Abstaining hides the class picked; its bound is then at most 1/2, which is wrong for class 1 alone.
    const picked = result.predict === 1 ? 1 - rho : rho;
    if (result.rho > picked) wrong.bounds++;
    const trueRadius = result.predict === 1 ? 0 : radius;
    if ([...result.radii.values()].some((claimed) => claimed > trueRadius)) wrong.radii++;
    if (result.predict === 0) wrong.certified++;
  }
  return wrong;
}

describe('half-spaces under the noise of the samplers, n fixed', () => {
  const trials = 2000;
  it.each(linearCases)(
    '$noise: no bound and no radius exceeds the truth more often than alpha',
    async ({ noise: spec, tail, against }) => {
      const noise = parseNoise(spec, dim, { lambda: 1 });
      const boundaries = probabilities.map((rho) => halfSpace(tail, 1 - rho));
      const boundary = (index: number): number => boundaries[index % boundaries.length]!;
      const plan = sampledPlan(noise, adversariesOf(against), { n0: 16, n: 150, alpha });
      const engine = sampledHalfSpace(noise, 11, boundary);
      const wrong = await certifyAll(engine, plan, trials, (index) => ({
        rho: probabilities[index % probabilities.length]!,
        radius: boundary(index),
      }));
      expect(refutes(wrong.bounds, trials, 30)).toBe(false);
      expect(refutes(wrong.radii, trials, 30)).toBe(false);
      // The promise is nearly used up, so a broken one would show.
      expect(wrong.bounds).toBeGreaterThan(0.04 * trials);
      expect(wrong.certified).toBeGreaterThan(0.5 * trials);
    },
  );

  it('the same for a half-space across the diagonal, the worst direction of Gaussian noise against linf', async () => {
    const noise = parseNoise('gaussian', dim, { lambda: 1 });
    const rho = 0.9;
    const b = normalQuantile(rho) * Math.sqrt(dim); // { x_1 + ... + x_d < b }, whose linf radius is b / d
    const engine = fakeEngine({ dim, classes: 2, preferredCount: 1 << 20 }, () => 0);
    const x = new Float64Array(dim);
    const diagonal: Engine = {
      ...engine,
      votes: (image, range) => {
        const random = randomStream(12, 2 * image.index + (range.first >= SAMPLES.selection.first ? 1 : 0));
        const counts = new Float64Array(2);
        for (let i = 0; i < range.count; i++) {
          noise.sample(random, x);
          counts[x.reduce((sum, v) => sum + v, 0) < b ? 0 : 1]!++;
        }
        return Promise.resolve({ counts, nearTies: new Float64Array(2) });
      },
    };
    const plan = sampledPlan(noise, [parseCertifyAdversary('linf', dim)], { n0: 16, n: 150, alpha });
    const wrong = await certifyAll(diagonal, plan, trials, () => ({ rho, radius: b / dim }));
    expect(refutes(wrong.radii, trials, 1)).toBe(false);
    expect(wrong.radii).toBeGreaterThan(0.04 * trials);
  });
});

describe('half-spaces by their exact law', () => {
  it('with the usual n0 = 100, n = 100,000 and alpha = 0.001', async () => {
    // Counts drawn at once: the sum of n votes, by inversion.
    const trials = 2000;
    const truth = (index: number): number => [0.6, 0.9, 0.99, 0.999][index % 4]!;
    const engine = fakeEngine({ dim, classes: 2, preferredCount: 1e6 }, () => 0);
    const counting: Engine = {
      ...engine,
      votes: (image, { first, count }) => {
        const hits = binomialDraw(uniformAt(21, image.index, first), count, truth(image.index));
        return Promise.resolve({ counts: Float64Array.of(hits, count - hits), nearTies: new Float64Array(2) });
      },
    };
    const plan = sampledPlan(parseNoise('gaussian', dim, { lambda: 1 }), adversaries);
    const wrong = await certifyAll(counting, plan, trials, (index) => ({
      rho: truth(index),
      radius: normalQuantile(truth(index)),
    }));
    expect(binomialUpperTail(wrong.radii, trials, 0.001)).toBeGreaterThan(FALSE_ALARM);
    expect(wrong.certified).toBeGreaterThan(0.98 * trials);
  });

  it.each(linearCases)(
    '$noise, stopping at radii: whenever it stops, the claim holds as often as it says',
    async ({ noise: spec, tail, against, slow }) => {
      const noise = parseNoise(spec, dim, { lambda: 1 });
      const trials = slow === true ? 40 : 200;
      const boundaries = probabilities.map((rho) => halfSpace(tail, 1 - rho));
      const at = (index: number): number => index % probabilities.length;
      // Radii to stop at near the true ones, where an early stop tempts most.
      const plan = sampledPlan(noise, adversariesOf(against), {
        n0: 16,
        n: 600,
        alpha,
        stopping: { kind: 'radii', radii: boundaries.slice(1).map((b) => 0.8 * b), looks: { first: 40, growth: 1.3 } },
      });
      const engine = lawEngine({ dim, classes: 2 }, 31, ({ index }) => [
        probabilities[at(index)]!,
        1 - probabilities[at(index)]!,
      ]);
      const wrong = await certifyAll(engine, plan, trials, (index) => ({
        rho: probabilities[at(index)]!,
        radius: boundaries[at(index)]!,
      }));
      expect(refutes(wrong.bounds, trials, 30)).toBe(false);
      expect(refutes(wrong.radii, trials, 30)).toBe(false);
    },
  );

  describe('2000 certificates stopped at radii, judged for every noise', () => {
    // Any stopping time is allowed, so the same 2000 serve all noises: a radius exceeds the truth b when the tail lies
    // at or below the threshold of b (radii grow as the tail falls).
    const trials = 2000;
    const certificates: { rho: number; predict: number; bound: number }[] = [];
    beforeAll(async () => {
      const plan = sampledPlan(parseNoise('uniform:linf', dim, { lambda: 1 }), adversariesOf(['l1']), {
        n0: 16,
        n: 600,
        alpha,
        stopping: { kind: 'radii', radii: [0.15, 0.5, 0.8], looks: { first: 10, growth: 1.1 } },
      });
      for (let index = 0; index < trials; index++) {
        const rho = probabilities[index % probabilities.length]!;
        const engine = lawEngine({ dim, classes: 2 }, 45, () => [rho, 1 - rho]);
        const { predict, rho: bound } = await certifyImage(engine, imageAt(index), plan);
        certificates.push({ rho, predict, bound });
      }
    });

    it('the bounds', () => {
      const wrong = certificates.filter(({ rho, predict, bound }) => bound > (predict === 1 ? 1 - rho : rho)).length;
      expect(refutes(wrong, trials, 1)).toBe(false);
      expect(wrong).toBeGreaterThan(0);
    });

    it.each(linearCases)('$noise', ({ noise: spec, tail, against }) => {
      const radii = imageRadii(parseNoise(spec, dim, { lambda: 1 }), adversariesOf(against));
      const limits = new Map(
        probabilities.map((rho) => {
          const truth = halfSpace(tail, 1 - rho);
          return [rho, Math.max(...radii.map((each) => tailThreshold(each, truth).yes))];
        }),
      );
      const wrong = certificates.filter(
        ({ rho, predict, bound }) => bound > 0.5 && (predict === 1 || 1 - bound <= limits.get(rho)!),
      ).length;
      expect(refutes(wrong, trials, 30)).toBe(false);
    });
  });

  it('stopping at a relative width: 2000 certificates', async () => {
    const trials = 2000;
    const plan = sampledPlan(parseNoise('laplace', dim, { lambda: 1 }), [parseCertifyAdversary('l1', dim)], {
      n0: 16,
      n: 400,
      alpha,
      stopping: { kind: 'relative-width', width: 0.5, looks: { first: 50, growth: 1.4 } },
    });
    const rho = (index: number): number => probabilities[index % probabilities.length]!;
    const engine = lawEngine({ dim, classes: 2 }, 41, ({ index }) => [rho(index), 1 - rho(index)]);
    const wrong = await certifyAll(engine, plan, trials, (index) => ({
      rho: rho(index),
      radius: -Math.log(2 * (1 - rho(index))),
    }));
    expect(refutes(wrong.radii, trials, 1)).toBe(false);
  });
});

/** The least k with P[Bin(n, p) <= k] >= u. */
function binomialDraw(u: number, n: number, p: number): number {
  let low = 0;
  let high = n;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (binomialLowerTail(middle, n, p) >= u) high = middle;
    else low = middle + 1;
  }
  return low;
}

describe('the mistakes these tests are for', () => {
  const trials = 2000;
  const n = 150;
  const hitsOf = (index: number, rho: number, count = n): number => {
    let hits = 0;
    for (let s = 0; s < count; s++) if (uniformAt(51, index, s) < rho) hits++;
    return hits;
  };
  const wrongBounds = (rho: number, bound: (index: number) => number): number => {
    let wrong = 0;
    for (let index = 0; index < trials; index++) if (bound(index) > rho) wrong++;
    return wrong;
  };
  const certified =
    (level: number) =>
    (index: number): number =>
      clopperPearsonLower(hitsOf(index, 0.8), n, level);

  it('alpha doubled is caught, alpha is not', () => {
    expect(refutes(wrongBounds(0.8, certified(alpha)), trials, 30)).toBe(false);
    expect(refutes(wrongBounds(0.8, certified(2 * alpha)), trials, 30)).toBe(true);
  });

  it('a class chosen from the samples that judge it is caught', async () => {
    const noise = parseNoise('uniform:linf', dim, { lambda: 1 });
    const plan = sampledPlan(noise, adversaries, { n0: n, n, alpha });
    const honest = lawEngine({ dim, classes: 2 }, 61, () => [0.5, 0.5]);
    const reusing: Engine = {
      ...honest,
      votes: (image, range) => honest.votes(image, { ...range, first: range.first % SAMPLES.selection.first }),
    };
    const truth = () => ({ rho: 0.5, radius: 0 });
    expect(refutes((await certifyAll(honest, plan, trials, truth)).radii, trials, 30)).toBe(false);
    expect(refutes((await certifyAll(reusing, plan, trials, truth)).radii, trials, 30)).toBe(true);
  });

  it('a fixed-sample bound looked at again and again is caught, the sequence is not', () => {
    const looks = [30, 60, 100, 150];
    const best = (bound: (hits: number, count: number) => number) => (index: number) =>
      Math.max(...looks.map((count) => bound(hitsOf(index, 0.8, count), count)));
    expect(
      refutes(
        wrongBounds(
          0.8,
          best((h, t) => sequenceLower(h, t, alpha)),
        ),
        trials,
        30,
      ),
    ).toBe(false);
    expect(
      refutes(
        wrongBounds(
          0.8,
          best((h, t) => clopperPearsonLower(h, t, alpha)),
        ),
        trials,
        30,
      ),
    ).toBe(true);
  });

  it('the normal approximation of the bound is caught near 1', () => {
    const rho = 0.99;
    const z = normalQuantile(1 - alpha);
    expect(normalCdf(z)).toBeCloseTo(1 - alpha, 12);
    const wald = (index: number): number => {
      const p = hitsOf(index, rho) / n;
      return p - z * Math.sqrt((p * (1 - p)) / n);
    };
    expect(refutes(wrongBounds(rho, wald), trials, 30)).toBe(true);
  });
});
