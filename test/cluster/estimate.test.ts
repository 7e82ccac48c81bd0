/**
 * Estimates before a run: copies under a stopping rule against the rule itself, times by hand; and the simulation of a
 * cluster in its limits.
 */
import { describe, expect, it } from 'vitest';
import { simulate } from '../../bench/cluster-simulation.ts';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { sampledPlan } from '../../src/certify/certify-plan.ts';
import { copiesAnImage, taskEstimate } from '../../src/cluster/estimate.ts';
import { expectedCopies } from '../../src/cluster/expected-copies.ts';
import { parseNoise } from '../../src/noise/spec.ts';

const plan = (options: Parameters<typeof sampledPlan>[2]) =>
  sampledPlan(parseNoise('uniform:linf', 1, { sigma: 0.5 }), [parseCertifyAdversary('l1', 1)], options);
const times = (count: number, n: number, often: number) => Array.from({ length: often }, () => ({ count, n }));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('copies that will be drawn', () => {
  it('are all of them without a stopping rule', async () => {
    expect(await expectedCopies(plan({ n: 1000, n0: 50 }), times(7, 10, 2))).toEqual([1050, 1050]);
  });

  it('are those that the rule takes at a known probability: the table of docs/certifying.md', async () => {
    const rule = plan({ n0: 100, stopping: { kind: 'radii', radii: [0.5] } });
    // 99 % of the votes: 128 copies; 70 %: 461 on average, of which 40 images tell the mean to about a tenth.
    expect(mean(await expectedCopies(rule, times(990_000, 1_000_000, 10)))).toBe(228);
    const hard = mean(await expectedCopies(rule, times(700_000, 1_000_000, 40))) - 100;
    expect(hard).toBeGreaterThan(250);
    expect(hard).toBeLessThan(750);
  });

  it('have a mean with its error, and are a function of the seed', async () => {
    const rule = plan({ n0: 100, stopping: { kind: 'radii', radii: [0.5] } });
    const each = await expectedCopies(rule, times(280, 400, 30), 5);
    expect(await expectedCopies(rule, times(280, 400, 30), 5)).toEqual(each);
    const { expected, lower, upper } = copiesAnImage({ images: 30, copies: 1, seconds: 1, each, startSeconds: 0 });
    expect(expected).toBeCloseTo(mean(each), 6);
    expect(lower).toBeLessThan(expected);
    expect(upper).toBeGreaterThan(expected);
  });
});

describe('times', () => {
  it('are those of the longest share and the start of each task', () => {
    const probe = { images: 2, copies: 1000, seconds: 2, each: [5000, 5000], startSeconds: 3 };
    // 100 images of 5,000 copies at 500 a second: 10 s each; 13 of them in the longest of 8 shares.
    expect(taskEstimate(probe, 100, 8)).toEqual({ tasks: 8, wall: 133, sum: 1024, lower: 133, upper: 133 });
  });
});

describe('the simulation of a cluster', () => {
  const even = {
    images: 1000,
    copies: 1000,
    pace: 100,
    tasks: 10,
    nodes: 10,
    start: 0,
    spread: 0,
    stragglers: 0,
    failures: 0,
    requeue: 0,
  };

  it('is the ideal without start, spread and failures, and waits for whole tasks', () => {
    expect(simulate(even, 0)).toEqual({ wall: 1000, busy: 10_000, useful: 10_000, failed: 0 });
    expect(simulate({ ...even, tasks: 11 }, 0).wall).toBe(1810);
    expect(simulate({ ...even, start: 5, tasks: 20 }, 0).wall).toBe(1010);
  });

  it('does every image once whatever fails, and loses an image in hand and a start to each failure', () => {
    const { useful, busy, failed, wall } = simulate({ ...even, start: 2, failures: 3, requeue: 60 }, 1);
    expect(failed).toBeGreaterThan(0);
    expect(useful).toBeCloseTo(10_000, 6);
    expect(busy - useful).toBeGreaterThan(0);
    expect(busy - useful).toBeLessThanOrEqual(10 * 2 + failed * (10 + 2));
    expect(wall).toBeGreaterThan(1002);
  });
});
