/** Stopping rules: what they promise, that they stop early, and that nothing but the rule decides when. */
import { describe, expect, it } from 'vitest';
import { parseCertifyAdversary } from '../../../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../../../src/certify/certify-image.ts';
import { describeEstimation, sampledPlan, type SampledPlan } from '../../../src/certify/certify-plan.ts';
import { imageRadii } from '../../../src/certify/radii/image-radii.ts';
import { ClassSequences } from '../../../src/certify/statistics/class-bounds.ts';
import { boundFromTail } from '../../../src/certify/statistics/probability-bound.ts';
import { settlement, tailThreshold, type Standing } from '../../../src/certify/statistics/stopping.ts';
import { nextLook, type SequentialRule } from '../../../src/certify/statistics/stopping-rule.ts';
import { parseNoise } from '../../../src/noise/spec.ts';
import { sequenceLower, sequenceUpper } from '../../../src/numeric/confidence/sequence.ts';
import { ErrorBudget } from '../../../src/numeric/confidence/budget.ts';
import { lawEngine, uniformAt } from './exact-law-engine.ts';

const dim = 64;
const image = { index: 0, pixels: new Float32Array(dim).fill(0.5), label: 0 };
const uniform = parseNoise('uniform:linf', dim, { sigma: 0.5 });
const grid: SequentialRule = { kind: 'radii', radii: [0.25, 0.5, 0.75] };

const plan = (
  stopping: SequentialRule,
  more: { n?: number; noise?: string; against?: readonly string[] } = {},
): SampledPlan =>
  sampledPlan(
    parseNoise(more.noise ?? 'uniform:linf', dim, { sigma: 0.5 }),
    (more.against ?? ['l1']).map((spec) => parseCertifyAdversary(spec, dim)),
    { n: more.n ?? 100_000, stopping, rivals: 'together' },
  );

/** What is known where the tail lies between these. */
const between = (low: number, high: number): Standing => ({
  certified: boundFromTail(high),
  possible: boundFromTail(low),
});

const run = (p: SampledPlan, rho: number, seed: number, preferredCount = 4096) =>
  certifyImage(
    lawEngine({ dim, classes: 3, preferredCount }, seed, () => [rho, 0.5 - 0.5 * rho, 0.5 - 0.5 * rho]),
    image,
    p,
  );

describe('the threshold of a radius', () => {
  it.each(['uniform:linf', 'gaussian', 'laplace', 'iid-pareto,a=3', 'exp:l2,k=1'])(
    '%s: reached at yes, not at no',
    (spec) => {
      const [radii] = imageRadii(parseNoise(spec, dim, { sigma: 0.5 }), [parseCertifyAdversary('l1', dim)]);
      const { yes, no } = tailThreshold(radii!, 0.3);
      expect(radii!.radius({ rho: 1 - yes, tail: yes })).toBeGreaterThanOrEqual(0.3);
      expect(radii!.radius({ rho: 1 - no, tail: no })).toBeLessThan(0.3);
      expect(no / yes - 1).toBeLessThan(3e-9);
      expect(no).toBeGreaterThan(yes);
    },
  );

  it('is out of reach beyond the greatest radius', () => {
    const [radii] = imageRadii(uniform, [parseCertifyAdversary('l1', dim)]);
    expect(tailThreshold(radii!, 0.9)).toEqual({ yes: -1, no: 0 });
  });
});

describe('stopping at radii', () => {
  it('stops with the radius certified, or with the question settled against it', async () => {
    const high = await run(plan({ kind: 'radii', radii: [0.5] }), 0.95, 1);
    expect(high.radii.get('l1')).toBeGreaterThanOrEqual(0.5);
    expect(high.n).toBeLessThan(500);
    const low = await run(plan({ kind: 'radii', radii: [0.5] }), 0.7, 1);
    expect(low.radii.get('l1')).toBeLessThan(0.5);
    expect(low.n).toBeLessThan(2000);
  });

  it('asks whether the class is certain with radius 0, and whether it ever can be', async () => {
    const certain = await run(plan({ kind: 'radii', radii: [0] }), 0.6, 2);
    expect(certain.predict).toBe(0);
    expect(certain.n).toBeLessThan(3000);
    const never = await run(plan({ kind: 'radii', radii: [0] }), 0.4, 2);
    expect(never).toMatchObject({ predict: -1 });
    expect(never.n).toBeLessThan(3000);
  });

  it('spends no samples on radii no outcome could reach', async () => {
    const unreachable = await run(plan({ kind: 'radii', radii: [2] }), 0.95, 3);
    expect(unreachable.n).toBe(128);
    // 0.865 needs rho 0.9995: with n = 2000 even a perfect record is not enough.
    const hopeless = await run(plan({ kind: 'radii', radii: [0.865] }, { n: 2000 }), 1, 3);
    expect(hopeless.n).toBe(128);
  });

  it('draws the same samples for any size of requests', async () => {
    for (const rho of [0.66, 0.85, 0.99]) {
      const results = await Promise.all([1, 37, 1000, 1e6].map((size) => run(plan(grid, { n: 20_000 }), rho, 4, size)));
      const told = results.map(({ n, count, rho: bound, radii }) => ({ n, count, bound, radii }));
      for (const other of told) expect(other).toEqual(told[0]);
    }
  });

  it('stops at n at the latest', async () => {
    const narrow = await run(plan({ kind: 'relative-width', width: 0.001 }, { n: 3000 }), 0.8, 5);
    expect(narrow.n).toBe(3000);
    const close = await run(plan(grid, { n: 3000 }), 0.7886, 5);
    expect(close.n).toBeLessThanOrEqual(3000);
  });

  it('watches the adversary it is told to', async () => {
    const rule: SequentialRule = { kind: 'radii', radii: [0.02], adversary: 'linf' };
    const result = await run(plan(rule, { noise: 'gaussian', against: ['l2', 'linf'] }), 0.9, 6);
    expect(result.radii.get('linf')).toBeGreaterThanOrEqual(0.02);
    expect(() => plan({ kind: 'radii', radii: [1], adversary: 'l3' })).toThrow(/not among the adversaries/);
    expect(describeEstimation(plan(rule, { against: ['l1', 'linf'] }))).toBe(
      'stop at radius 0.02 against linf, looks every 128 samples or x1.0625',
    );
  });

  it('knows a radius that depends on the image', async () => {
    const wide = sampledPlan(parseNoise('uniform:linf', dim, { lambda: 3 }), [parseCertifyAdversary('l1-box', dim)], {
      stopping: { kind: 'radii', radii: [2.5] },
    });
    const result = await run(wide, 0.95, 7);
    expect(result.radii.get('l1-box')).toBeGreaterThanOrEqual(2.5);
    expect(result.n).toBeLessThan(3000);
  });
});

describe('stopping at a relative width', () => {
  it.each(['uniform:linf', 'laplace', 'iid-pareto,a=3'])(
    '%s: the radius is within the width of its upper end',
    async (noise) => {
      const p = plan({ kind: 'relative-width', width: 0.1 }, { noise });
      const [radii] = p.radii;
      for (const rho of [0.7, 0.9]) {
        const { n, count } = await run(p, rho, 8);
        expect(n).toBeLessThan(100_000);
        let drawn = 0;
        let hits = 0;
        const known = new ClassSequences(1, ErrorBudget.of(p.alpha), ErrorBudget.of(p.alpha));
        const widths: number[] = [];
        while (drawn < n) {
          for (const look = nextLook(p.stopping as SequentialRule, drawn); drawn < look; drawn++) {
            if (uniformAt(8, 0, drawn) < rho) hits++;
          }
          known.look({ count: hits, rivals: [drawn - hits] }, drawn);
          const [lower, upper] = [known.certified, known.possible].map((bound) => radii!.radius(bound));
          widths.push((upper! - lower!) / upper!);
        }
        expect(hits).toBe(count);
        expect(widths.pop()).toBeLessThanOrEqual(0.1);
        for (const width of widths) expect(width).toBeGreaterThan(0.1);
      }
    },
  );

  it('stops when there is no radius to be had', async () => {
    const result = await run(plan({ kind: 'relative-width', width: 0.1 }), 0.3, 9);
    expect(result).toMatchObject({ predict: -1 });
    expect(result.n).toBeLessThan(1000);
  });
});

describe('what settles a radius', () => {
  it('the interval on one side of the threshold, and nothing less', () => {
    const radii = imageRadii(uniform, [parseCertifyAdversary('l1', dim)]);
    const settled = settlement({ kind: 'radii', radii: [0.5] }, radii);
    const { yes, no } = tailThreshold(radii[0]!, 0.5);
    const hopeful = () => boundFromTail(0);
    expect(settled(between(0, yes), hopeful, image.pixels)).toBe(true);
    expect(settled(between(0, 1.001 * no), hopeful, image.pixels)).toBe(false);
    expect(settled(between(no, 1), hopeful, image.pixels)).toBe(true);
    expect(settled(between(0.999 * yes, 1), hopeful, image.pixels)).toBe(false);
  });

  it('and what is reported is the best lower bound of all looks, at the full alpha', async () => {
    for (const [rho, seed] of [
      [0.72, 10],
      [0.85, 11],
      [0.97, 12],
    ] as const) {
      const p = plan({ kind: 'relative-width', width: 0.2 });
      const result = await run(p, rho, seed);
      let [drawn, hits, best] = [0, 0, 0];
      while (drawn < result.n) {
        for (const look = nextLook(p.stopping as SequentialRule, drawn); drawn < look; drawn++) {
          if (uniformAt(seed, 0, drawn) < rho) hits++;
        }
        best = Math.max(best, sequenceLower(hits, drawn, 0.001));
      }
      expect(result.rho).toBeCloseTo(best, 11);
      expect(result.radii.get('l1')).toBeLessThanOrEqual(Math.sqrt(3) * (best - 0.5) * (1 + 1e-9));
    }
  });
});

describe('giving up', () => {
  it('only when a perfect record could not change the answer', () => {
    const radii = imageRadii(uniform, [parseCertifyAdversary('l1', dim)]);
    const settled = settlement({ kind: 'radii', radii: [0.5] }, radii);
    const { yes } = tailThreshold(radii[0]!, 0.5);
    const [n, alpha] = [400, 0.001];
    for (let drawn = 50; drawn < n; drawn += 50) {
      for (let failures = 0; failures <= drawn; failures += 3) {
        const hope = sequenceUpper(failures, n, alpha);
        // Nothing known but hope: settled exactly if the final bound cannot reach the radius.
        expect(settled(between(0, 1), () => boundFromTail(hope), image.pixels)).toBe(hope > yes);
      }
    }
  });
});

describe('refused rules', () => {
  it.each([
    [{ kind: 'radii', radii: [] }, /at least one radius/],
    [{ kind: 'radii', radii: [-1] }, /number >= 0/],
    [{ kind: 'relative-width', width: 0 }, /\(0, 1\)/],
    [{ kind: 'relative-width', width: 0.1, looks: { first: 0.5 } }, /whole number/],
    [{ kind: 'relative-width', width: 0.1, looks: { growth: 0.5 } }, /factor/],
  ] as const)('%j', (rule, message) => {
    expect(() => plan(rule as SequentialRule)).toThrow(message);
  });
});

describe('samples needed', () => {
  it('are at most a tenth of 100,000 on average, over true probabilities from 0.6 to 0.999 on a grid of radii', async () => {
    const rhos = [0.6, 0.7, 0.75, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999];
    let drawn = 0;
    for (const rho of rhos) for (let seed = 0; seed < 5; seed++) drawn += (await run(plan(grid), rho, seed)).n;
    expect(drawn / (5 * rhos.length)).toBeLessThan(10_000);
  });
});
