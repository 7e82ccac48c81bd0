/** Certifying one image: what is asked of the engine, what is answered, and what is refused. */
import { describe, expect, it } from 'vitest';
import { certify } from '../../src/certify/certify.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { describeEstimation, sampledPlan } from '../../src/certify/certify-plan.ts';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { EngineFault, type SampleRange } from '../../src/certify/engine.ts';
import { SAMPLES } from '../../src/certify/statistics/samples.ts';
import { predictImage } from '../../src/certify/predict-image.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { clopperPearsonLower, clopperPearsonUpper } from '../../src/numeric/confidence/binomial.ts';
import { classBuckets } from '../../src/certify/statistics/buckets.ts';
import { quotientDown } from '../../src/certify/statistics/probability-bound.ts';
import { fakeEngine, lawEngine } from './statistics/exact-law-engine.ts';

const dim = 12;
const image = { index: 3, pixels: new Float32Array(dim).fill(0.25), label: 0 };
const uniform = parseNoise('uniform:linf', dim, { lambda: 1 });
const against = (...specs: string[]) => specs.map((spec) => parseCertifyAdversary(spec, dim));

describe('certifyImage', () => {
  it('selects on n0 samples of their own, then counts n others, in requests of the size the engine likes', async () => {
    const asked: SampleRange[] = [];
    const engine = lawEngine({ dim, classes: 3, preferredCount: 400 }, 1, () => [0.1, 0.8, 0.1]);
    const spy = {
      ...engine,
      votes: (...args: Parameters<typeof engine.votes>) => {
        asked.push(args[1]);
        return engine.votes(...args);
      },
    };
    const plan = sampledPlan(uniform, against('l1', 'l2', 'linf'), { n0: 50, n: 1000, rivals: 'together' });
    const result = await certifyImage(spy, { ...image, label: 1 }, plan);
    expect(asked).toEqual([
      { first: SAMPLES.selection.first, count: 50 },
      { first: 0, count: 400 },
      { first: 400, count: 400 },
      { first: 800, count: 200 },
    ]);
    expect(result).toMatchObject({ index: 3, label: 1, predict: 1, correct: true, n: 1000 });
    const rho = clopperPearsonLower(result.count, 1000, 0.001);
    expect(Math.abs(result.rho - rho)).toBeLessThan(1e-12);
    expect([...result.radii.keys()]).toEqual(['l1', 'l2', 'linf']);
    expect(result.radii.get('l1')).toBeLessThanOrEqual(2 * (result.rho - 0.5));
    expect(result.radii.get('l1')).toBeGreaterThan(2 * (result.rho - 0.5) * (1 - 1e-9));
    expect(plan.radii.map((radii) => radii.sources().map(({ method }) => method))).toEqual([
      ['closed-form'],
      ['closed-form'],
      ['closed-form'],
    ]);
  });

  it('bounds the strongest rival from its bucket, at a share of alpha for each bound', async () => {
    const law = [0.2, 0.5, 0.2, 0.1];
    const engine = lawEngine({ dim, classes: 4 }, 1, () => law);
    const { index, pixels } = image;
    const { counts } = await engine.votes({ index, pixels }, { first: 0, count: 1000 });
    const selection = await engine.votes({ index, pixels }, { first: SAMPLES.selection.first, count: 50 });
    expect(classBuckets(selection.counts)).toEqual({ first: 1, rivals: [[0], [2], [3]] });
    const result = await certifyImage(engine, image, sampledPlan(uniform, against('l1'), { n0: 50, n: 1000 }));
    // Four bounds: the class from below, three buckets from above.
    const rho = clopperPearsonLower(counts[1]!, 1000, 0.00045);
    const rivals = [0, 2, 3].map((c) => clopperPearsonUpper(counts[c]!, 1000, c === 0 ? 0.00045 : 0.00005));
    const rival = Math.max(...rivals);
    expect(result.predict).toBe(1);
    expect(result.rho).toBeCloseTo(rho, 11);
    expect(result.rivals!.counts).toEqual([0, 2, 3].map((c) => counts[c]));
    expect(result.rivals!.bound).toBeGreaterThanOrEqual(rival * (1 - 1e-12));
    expect(result.rivals!.bound).toBeCloseTo(rival, 11);
    // Two-class form for uniform noise: 2 lambda (pA - pB)/2, where one class alone certifies nothing.
    expect(result.radii.get('l1')).toBeLessThanOrEqual(rho - rival);
    expect(result.radii.get('l1')).toBeCloseTo(rho - rival, 11);
    const alone = await certifyImage(
      engine,
      image,
      sampledPlan(uniform, against('l1'), { n0: 50, n: 1000, rivals: 'together' }),
    );
    expect(alone).toMatchObject({ predict: -1 });
    expect(alone.rivals).toBeUndefined();
  });

  it('keeps all rivals together, at the whole of alpha, where one has most of what the class leaves', async () => {
    const engine = lawEngine({ dim, classes: 4 }, 1, () => [0.14, 0.86, 0, 0]);
    const plan = sampledPlan(uniform, against('l1'), { n0: 100, n: 1000 });
    const together = sampledPlan(uniform, against('l1'), { n0: 100, n: 1000, rivals: 'together' });
    const result = await certifyImage(engine, image, plan);
    const old = await certifyImage(engine, image, together);
    expect(result.rivals!.counts).toEqual([1000 - old.count]);
    expect(result.rivals!.bound).toBeCloseTo(1 - old.rho, 14);
    expect({ ...result, rivals: undefined, seconds: 0 }).toEqual({ ...old, rivals: undefined, seconds: 0 });
  });

  it('abstains where what copies may be off leaves the class no majority', async () => {
    // 550 of 1000: by the law that was drawn the class is certain, by the ideal one it is not.
    const engine = fakeEngine({ dim, classes: 2 }, (_, sample) => (sample % 20 < 11 ? 0 : 1));
    const options = { n0: 20, n: 1000, alpha: 0.05 };
    const sure = await certifyImage(engine, image, sampledPlan(uniform, against('l1'), options));
    expect(sure.predict).toBe(0);
    expect(sure.rho).toBeLessThan(0.53);
    const plan = sampledPlan(uniform, against('l1'), { ...options, tau: 0.03 });
    const unsure = await certifyImage(engine, image, plan);
    expect(unsure).toMatchObject({ predict: -1, rho: sure.rho });
    expect(unsure.radii.get('l1')).toBe(0);
  });

  it('gives near-ties to the strongest bucket in the worst case', async () => {
    const engine = fakeEngine(
      { dim, classes: 4 },
      (_, sample) => [0, 0, 0, 0, 0, 1, 1, 2, 2, 3][sample % 10]!,
      (_, sample) => sample % 100 === 7,
    );
    const options = { n0: 100, n: 1000 };
    const counted = await certifyImage(engine, image, sampledPlan(uniform, against('l1'), options));
    const careful = await certifyImage(
      engine,
      image,
      sampledPlan(uniform, against('l1'), { ...options, nearTies: 'against' }),
    );
    expect(counted.rivals!.counts).toEqual([200, 200, 100]);
    // The ten near-ties of class 2 may be votes for 1, or for 3; its own bucket has them already.
    expect(careful.rivals!.counts).toEqual([210, 200, 110]);
    expect(counted.nearTies).toEqual({ count: 10, rho: careful.rho, radii: careful.radii });
    expect(careful.radii.get('l1')!).toBeLessThan(counted.radii.get('l1')!);
  });

  it('says when a radius is converted', async () => {
    const plan = sampledPlan(parseNoise('iid-pareto,a=3', dim, { lambda: 1 }), against('l1', 'linf'), { n: 1000 });
    await certifyImage(
      lawEngine({ dim, classes: 2 }, 1, () => [0.9, 0.1]),
      image,
      plan,
    );
    expect(plan.radii[0]!.sources().map(({ method }) => method)).toEqual(['differential']);
    expect(plan.radii[1]!.sources()[0]!.detail).toMatch(/converted from/);
  });

  it('abstains where half is in doubt, and keeps what was counted', async () => {
    const engine = lawEngine({ dim, classes: 2 }, 2, () => [0.51, 0.49]);
    const result = await certifyImage(engine, image, sampledPlan(uniform, against('l1'), { n: 1000 }));
    expect(result).toMatchObject({ predict: -1, correct: false, n: 1000 });
    expect(result.radii.get('l1')).toBe(0);
    expect(result.count).toBeGreaterThan(400);
    expect(result.rho).toBeLessThan(0.5);
  });

  it('counts near-ties against the class where asked to', async () => {
    const engine = fakeEngine(
      { dim, classes: 2 },
      () => 0,
      (_, sample) => sample % 10 === 0,
    );
    const counted = sampledPlan(uniform, against('l1'), { n: 1000 });
    const pessimistic = sampledPlan(uniform, against('l1'), { n: 1000, nearTies: 'against' });
    const result = await certifyImage(engine, image, counted);
    const careful = await certifyImage(engine, image, pessimistic);
    expect([result.count, careful.count]).toEqual([1000, 900]);
    // What near-ties could do to a certificate is what the pessimistic one says.
    expect(result.nearTies).toEqual({ count: 100, rho: careful.rho, radii: careful.radii });
    expect(careful.nearTies).toBeUndefined();
    expect(careful.rho).toBeLessThan(0.9);
    const stopping = { kind: 'radii', radii: [0] } as const;
    const early = await certifyImage(engine, image, sampledPlan(uniform, against('l1'), { n: 1000, stopping }));
    expect(early.nearTies!.count).toBe(Math.ceil(early.n / 10));
    expect(early.nearTies!.rho).toBeLessThan(early.rho);
    expect(early.nearTies!.radii.get('l1')!).toBeLessThan(early.radii.get('l1')!);
    expect(describeEstimation(pessimistic)).toBe('fixed, near-ties against the class');
  });

  it('refuses what does not fit, before any sample', async () => {
    const plan = sampledPlan(uniform, against('l1'));
    await expect(
      certifyImage(
        lawEngine({ dim: 5, classes: 2 }, 1, () => [1, 0]),
        image,
        plan,
      ),
    ).rejects.toThrow(/inputs of 5 numbers/);
    const short = { index: 0, pixels: new Float32Array(3), label: 0 };
    await expect(
      certifyImage(
        lawEngine({ dim, classes: 2 }, 1, () => [1, 0]),
        short,
        plan,
      ),
    ).rejects.toThrow(/has 3 numbers/);
    expect(() => sampledPlan(uniform, [])).toThrow(/at least one adversary/);
    expect(() => sampledPlan(uniform, against('l1', 'l1'))).toThrow(/named twice/);
    expect(() => sampledPlan(uniform, [parseCertifyAdversary('l1', 4)])).toThrow(/same dimension/);
    expect(() => sampledPlan(uniform, against('l1'), { n: 0 })).toThrow(/n is a number of samples/);
    expect(() => sampledPlan(uniform, against('l1'), { alpha: 1 })).toThrow(/alpha/);
    expect(() => sampledPlan(parseNoise('laplace', dim, { lambda: 1 }), against('l1-box'))).toThrow(/uniform:linf/);
  });

  it('notices votes that do not add up', async () => {
    const engine = lawEngine({ dim, classes: 2 }, 1, () => [1, 0]);
    const broken = {
      ...engine,
      votes: () => Promise.resolve({ counts: Float64Array.of(3, 4), nearTies: new Float64Array(2) }),
    };
    await expect(certifyImage(broken, image, sampledPlan(uniform, against('l1')))).rejects.toThrow(EngineFault);
  });
});

describe('certify', () => {
  const images = [0, 1, 2, 3].map((index) => ({ ...image, index, label: index % 2 }));
  const engine = lawEngine({ dim, classes: 2 }, 5, ({ index }) => (index === 2 ? [0.5, 0.5] : [0.9, 0.1]));
  const plan = sampledPlan(uniform, against('l1'), { n: 500 });

  it('yields a result an image, in order, and reports progress', async () => {
    const results = [];
    const drawn: number[] = [];
    for await (const result of certify(engine, images, plan, { onProgress: ({ samples }) => drawn.push(samples) })) {
      results.push(result);
    }
    expect(results.map(({ index, predict }) => [index, predict])).toEqual([
      [0, 0],
      [1, 0],
      [2, -1],
      [3, 0],
    ]);
    expect(results.map(({ correct }) => correct)).toEqual([true, false, false, false]);
    expect(drawn).toContain(500);
  });

  it('stops when aborted, after what it has yielded', async () => {
    const control = new AbortController();
    const seen: number[] = [];
    const run = async (): Promise<void> => {
      for await (const { index } of certify(engine, images, plan, { signal: control.signal })) {
        seen.push(index);
        if (index === 1) control.abort(new Error('enough'));
      }
    };
    await expect(run()).rejects.toThrow('enough');
    expect(seen).toEqual([0, 1]);
  });
});

describe('predictImage', () => {
  it('gives the class, or abstains', async () => {
    const sure = await predictImage(
      lawEngine({ dim, classes: 3 }, 1, () => [0.2, 0.7, 0.1]),
      image,
      { n: 500, alpha: 0.001 },
    );
    expect(sure.predict).toBe(1);
    expect(sure.pValue).toBeLessThan(1e-20);
    const unsure = await predictImage(
      lawEngine({ dim, classes: 2 }, 1, () => [0.5, 0.5]),
      image,
      { n: 500, alpha: 0.001 },
    );
    expect(unsure.predict).toBe(-1);
  });

  it('abstains at equal votes', async () => {
    const engine = fakeEngine({ dim, classes: 2 }, (_, sample) => sample % 2);
    expect(await predictImage(engine, image, { n: 100, alpha: 0.5 })).toEqual({
      predict: -1,
      runnerUp: 1,
      pValue: 1,
      votes: [50, 50],
    });
  });

  it('names the runner-up, and counts what copies may be off against the class', async () => {
    // Of 100 votes 70 for class 2, 20 for class 0 and 10 for class 1.
    const engine = fakeEngine({ dim, classes: 3 }, (_, sample) => (sample < 70 ? 2 : sample < 90 ? 0 : 1));
    const plain = await predictImage(engine, image, { n: 100 });
    expect(plain).toMatchObject({ predict: 2, runnerUp: 0, votes: [70, 20] });
    const off = await predictImage(engine, image, { n: 100, tau: 1e-6 });
    expect(off.pValue).toBeGreaterThanOrEqual(plain.pValue + 1e-4);
    expect(off.pValue).toBeLessThan(plain.pValue + 1.0001e-4);
    expect((await predictImage(engine, image, { n: 100, tau: 1e-5 })).predict).toBe(-1);
  });
});

describe('quotientDown', () => {
  it('is the nearest double at or below the quotient', () => {
    for (const [m, n] of [
      [1, 10],
      [1, 3],
      [2, 3],
      [3, 4],
      [99_999, 100_000],
      [2 ** 31 - 2, 2 ** 31 - 1],
      [0, 7],
      [7, 7],
    ] as const) {
      const down = quotientDown(m, n);
      const [scaled, denominator] = [BigInt(Math.floor(down * 2 ** 52)), 2n ** 52n];
      expect(scaled * BigInt(n) <= BigInt(m) * denominator).toBe(true);
      expect(down).toBeLessThanOrEqual(m / n);
      expect(down).toBeGreaterThanOrEqual((m / n) * (1 - 2 ** -52));
    }
    expect(quotientDown(3, 4)).toBe(0.75);
  });
});
