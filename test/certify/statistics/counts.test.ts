/**
 * What becomes of votes before a radius is asked for: counting, checking, buckets, the number line of samples, and
 * bounds of probabilities to the last digit.
 */
import { describe, expect, it } from 'vitest';
import type { Engine, NumberedImage, SampleRange, Votes } from '../../../src/certify/engine.ts';
import type { SampledPlan } from '../../../src/certify/certify-plan.ts';
import { bucketVotes, classBuckets, oneBucket } from '../../../src/certify/statistics/buckets.ts';
import {
  ClassSequences,
  classShares,
  fixedClassBounds,
  isCertain,
  rivalOf,
} from '../../../src/certify/statistics/class-bounds.ts';
import { Drawing } from '../../../src/certify/statistics/drawing.ts';
import {
  boundFromTail,
  fixedSampleBound,
  idealBound,
  quotientDown,
  requireAlpha,
} from '../../../src/certify/statistics/probability-bound.ts';
import { rhoHistogram } from '../../../src/certify/statistics/rho-histogram.ts';
import { requireSamples, SAMPLES } from '../../../src/certify/statistics/samples.ts';
import { selectBuckets } from '../../../src/certify/statistics/selection.ts';
import { countVotes } from '../../../src/certify/statistics/vote-count.ts';
import { checkedVotes, tiesFor, topClass, votesFor } from '../../../src/certify/statistics/votes.ts';
import { ratio, toRational } from '../../../src/numeric/algebra/rational.ts';
import { clopperPearsonUpper } from '../../../src/numeric/confidence/binomial.ts';
import { ErrorBudget } from '../../../src/numeric/confidence/budget.ts';
import { sequenceLower, sequenceUpper } from '../../../src/numeric/confidence/sequence.ts';
import { nextDown, nextUp } from '../../../src/numeric/directed.ts';
import { randomStream } from '../../../src/numeric/random/random-stream.ts';
import { fakeEngine } from './exact-law-engine.ts';

const image: NumberedImage = { index: 7, pixels: new Float32Array(2) };
const votes = (counts: readonly number[], nearTies: readonly number[] = counts.map(() => 0)): Votes => ({
  counts: Float64Array.from(counts),
  nearTies: Float64Array.from(nearTies),
});
const answering = (answer: Votes): Engine => ({
  ...fakeEngine({ dim: 2, classes: answer.counts.length }, () => 0),
  votes: () => Promise.resolve(answer),
});

describe('the number line of samples', () => {
  it('is divided without gap or overlap from 0 to 2^32, half of it for estimation', () => {
    const { estimation, selection, check, probe } = SAMPLES;
    expect([estimation, selection, check, probe]).toEqual([
      { first: 0, room: 2147483648 },
      { first: 2147483648, room: 1073741824 },
      { first: 3221225472, room: 536870912 },
      { first: 3758096384, room: 536870912 },
    ]);
    expect(probe.first + probe.room).toBe(2 ** 32);
  });

  it('has room for whole samples, one at least', () => {
    for (const good of [1, 2 ** 20]) expect(() => requireSamples('n', good, 2 ** 20)).not.toThrow();
    for (const bad of [0, -1, 1.5, 2 ** 20 + 1, NaN])
      expect(() => requireSamples('n0', bad, 2 ** 20)).toThrow(/from 1 to 2\^20/);
  });

  it('selection draws its first n0 there', async () => {
    const seen: number[] = [];
    const engine = fakeEngine({ dim: 2, classes: 3 }, (_, sample) => {
      seen.push(sample);
      return sample % 3 === 0 ? 2 : 1;
    });
    const plan = { n0: 100, n: 1000, alpha: 0.001, rivals: 'together' } as unknown as SampledPlan;
    expect(await selectBuckets(engine, image, plan)).toEqual({ first: 1, rivals: [[2, 0]] });
    expect([seen[0], seen.at(-1), seen.length]).toEqual([2 ** 31, 2 ** 31 + 99, 100]);
  });
});

describe('selection', () => {
  const selected = (counts: readonly number[], n = 100_000) => {
    const n0 = counts.reduce((sum, count) => sum + count, 0);
    const plan = { n0, n, alpha: 0.001, rivals: 'buckets' } as unknown as SampledPlan;
    return selectBuckets(answering(votes(counts)), image, plan);
  };

  it('keeps several buckets where they widen the gap, and one where they cost more than they tell', async () => {
    // Three rivals of equal weight: the runner-up has a third of what the first leaves.
    expect(await selected([40, 20, 20, 20])).toEqual({ first: 0, rivals: [[1], [2], [3]] });
    // One rival has all of it.
    expect(await selected([60, 40, 0, 0])).toEqual({ first: 0, rivals: [[1, 2, 3]] });
    expect(await selected([5, 95])).toEqual({ first: 1, rivals: [[0]] });
  });

  it('judges by as many samples as there will be', async () => {
    const counts = [950, 40, 10];
    expect((await selected(counts, 100_000)).rivals).toEqual([[1], [2]]);
    expect((await selected(counts, 20)).rivals).toEqual([[1, 2]]);
  });
});

describe('votes of an engine', () => {
  const range: SampleRange = { first: 0, count: 10 };
  it.each([
    ['of fewer than two classes', votes([10])],
    ['with near-ties of other classes', { counts: Float64Array.of(9, 1), nearTies: Float64Array.of(0) }],
    ['that are no whole numbers', votes([9.5, 0.5])],
    ['below 0', votes([11, -1])],
    ['with broken near-ties', votes([9, 1], [0.5, 0])],
    ['with near-ties below 0', votes([9, 1], [-1, 0])],
    ['with more near-ties than votes', votes([9, 1], [0, 2])],
    ['for another number of samples', votes([9, 2])],
    ['that are nothing', votes([NaN, 10])],
  ])('%s are a fault', async (_, answer) => {
    await expect(checkedVotes(answering(answer), image, range)).rejects.toThrow(/image 7/);
  });

  it('that add up are handed on; nothing is asked for once it is called off', async () => {
    const answer = votes([9, 1], [9, 1]);
    expect(await checkedVotes(answering(answer), image, range)).toBe(answer);
    await expect(checkedVotes(answering(answer), image, range, AbortSignal.abort(new Error('off')))).rejects.toThrow(
      'off',
    );
  });

  it('elect the lowest class among equals, and may leave out near-ties', () => {
    expect([topClass([1, 3, 3]), topClass([3, 3]), topClass([0, 1]), topClass([2])]).toEqual([1, 0, 1, 0]);
    const some = votes([8, 2], [3, 1]);
    expect([votesFor(some, 0, 'counted'), votesFor(some, 0, 'against')]).toEqual([8, 5]);
    expect([tiesFor(some, 0, 'counted'), tiesFor(some, 0, 'against')]).toEqual([3, 0]);
  });

  it('are drawn in requests of the size the engine likes, on from where it stopped', async () => {
    const asked: SampleRange[] = [];
    const progress: number[][] = [];
    const engine: Engine = {
      ...fakeEngine({ dim: 2, classes: 2, preferredCount: 8 }, () => 0),
      votes: (_, wanted) => {
        asked.push(wanted);
        return Promise.resolve(votes([wanted.count - 1, 1], [1, 0]));
      },
    };
    const drawing = new Drawing(engine, image, { atMost: 30, onSamples: (...told) => progress.push(told) });
    await drawing.until(20);
    await drawing.until(20);
    expect(asked).toEqual([{ first: 0, count: 8 }, { first: 8, count: 8 }, { first: 16, count: 4 }]); // prettier-ignore
    expect(progress).toEqual([[8, 30], [16, 30], [20, 30]]); // prettier-ignore
    expect([drawing.drawn, ...drawing.counts, ...drawing.nearTies]).toEqual([20, 17, 3, 3, 0]);
  });
});

describe('votes of logits', () => {
  const count = (rows: readonly (readonly number[])[], nearTie = 0.1) => {
    const classes = rows[0]!.length;
    const counts = new Float64Array(classes);
    const ties = new Float64Array(classes);
    const bad = countVotes(Float32Array.from(rows.flat()), rows.length, nearTie, counts, ties);
    return { counts: [...counts], ties: [...ties], bad };
  };

  it('go to the largest, the first of equals, and are near-ties where the next is nearer than the gap', () => {
    expect(
      count([
        [0, 2, 1],
        [1, 1, 0],
        [-3, -1, -1.0625],
        [5, 4.9375, 1],
        [1, 2, 4],
        [-9, -8, -7],
      ]),
    ).toEqual({ counts: [2, 2, 2], ties: [2, 1, 0], bad: -1 });
    // Nearer than: not as near as.
    expect(count([[1, 0.5]], 0.5).ties).toEqual([0, 0]);
    expect(count([[0.5, 1]], 0.5625).ties).toEqual([0, 1]);
    // The second may come before or after the first.
    expect(count([[3.9375, 1, 4]]).ties).toEqual([0, 0, 1]);
    expect(count([[4, 1, 3.9375]]).ties).toEqual([1, 0, 0]);
  });

  it('end at the first row with one that is no finite number', () => {
    for (const bad of [NaN, Infinity, -Infinity])
      expect(count([[1, 0], [0, 1], [2, bad], [1, 0]])).toEqual({ counts: [1, 1], ties: [0, 0], bad: 2 }); // prettier-ignore
  });
});

describe('buckets', () => {
  it('are the first, the second, and the others together while they weigh no more than the second', () => {
    expect(classBuckets([50, 3, 30, 10, 7])).toEqual({ first: 0, rivals: [[2], [3, 4, 1]] });
    expect(classBuckets([1, 5, 4, 3, 2])).toEqual({ first: 1, rivals: [[2], [3], [4, 0]] });
    expect(classBuckets([4, 4, 4])).toEqual({ first: 0, rivals: [[1], [2]] });
    expect(classBuckets([0, 0, 9])).toEqual({ first: 2, rivals: [[0, 1]] });
    expect(classBuckets([3, 9])).toEqual({ first: 1, rivals: [[0]] });
    expect(oneBucket({ first: 2, rivals: [[0], [3, 1]] })).toEqual({ first: 2, rivals: [[0, 3, 1]] });
  });

  it('count votes, and against the first every near-tie', () => {
    const some = votes([50, 30, 12, 8], [5, 3, 2, 1]);
    const buckets = { first: 0, rivals: [[1], [2, 3]] };
    expect(bucketVotes(some, buckets, 'counted')).toEqual({ count: 50, rivals: [30, 20] });
    // 11 near-ties in all; a bucket's own are among its votes.
    expect(bucketVotes(some, buckets, 'against')).toEqual({ count: 45, rivals: [30 + 8, 20 + 8] });
  });
});

describe('bounds of classes', () => {
  it('share alpha as 9 : 9 : 2, the last among all other buckets', () => {
    const shares = classShares(ErrorBudget.of(0.02), 5).map((share) => share.spend());
    [0.009, 0.009, 0.0005, 0.0005, 0.0005, 0.0005].forEach((level, i) => expect(shares[i]! / level).toBeCloseTo(1, 12));
    expect(shares).toHaveLength(6);
  });

  it('of one bucket are one statement at the whole of alpha', () => {
    const bound = fixedClassBounds({ count: 900, rivals: [100] }, 1000, ErrorBudget.of(0.01));
    expect(bound).toEqual(boundFromTail(clopperPearsonUpper(100, 1000, 0.01)));
    expect(rivalOf(bound)).toBe(bound.tail);
    expect(fixedSampleBound(900, 1000, ErrorBudget.of(0.01))).toEqual(bound);
  });

  it('of several are the best of what each says of the others', () => {
    const ends = (rivals: readonly number[]) =>
      rivals.map((hits, j) => clopperPearsonUpper(hits, 1000, j === 0 ? 0.0045 : 0.001 / (rivals.length - 1)));
    const tail = clopperPearsonUpper(100, 1000, 0.0045);
    const bound = fixedClassBounds({ count: 900, rivals: [50, 30, 20] }, 1000, ErrorBudget.of(0.01));
    expect(bound.tail).toBeCloseTo(tail, 12);
    expect(bound.rival).toBeCloseTo(ends([50, 30, 20])[0]!, 12);
    // What the rivals leave, where that is more than the first shows.
    const ties = fixedClassBounds({ count: 700, rivals: [50, 30] }, 1000, ErrorBudget.of(0.01));
    expect(ties.tail).toBeCloseTo(
      ends([50, 30]).reduce((a, b) => a + b),
      12,
    );
    // A rival is no more probable than all that the first leaves.
    const heavy = fixedClassBounds({ count: 950, rivals: [40, 100] }, 1000, ErrorBudget.of(0.01));
    expect(heavy.rival).toBe(heavy.tail);
  });

  it('make a class certain where the runner-up is less probable', () => {
    expect(isCertain({ rho: 0.5, tail: 0.5 })).toBe(false);
    expect(isCertain({ rho: 0.51, tail: 0.49 })).toBe(true);
    expect(isCertain({ rho: 0.4, tail: 0.6, rival: 0.39 })).toBe(true);
    expect(isCertain({ rho: 0.4, tail: 0.625, rival: 0.375 })).toBe(false);
  });

  it('at all times at once: a sequence for each statement, at its share', () => {
    const one = new ClassSequences(1, ErrorBudget.of(0.01), ErrorBudget.of(0.02));
    one.look({ count: 90, rivals: [10] }, 100);
    expect(one.certified).toEqual(boundFromTail(sequenceUpper(10, 100, 0.01)));
    expect(one.possible).toEqual(boundFromTail(sequenceLower(10, 100, 0.02)));
    expect(one.hope({ count: 90, rivals: [10] }, 100, 500)).toEqual(boundFromTail(sequenceUpper(10, 500, 0.01)));
    const three = new ClassSequences(3, ErrorBudget.of(0.01), ErrorBudget.of(0.02));
    const seen = { count: 700, rivals: [200, 80, 20] };
    three.look(seen, 1000);
    expect(three.certified.tail).toBeCloseTo(sequenceUpper(300, 1000, 0.0045), 10);
    expect(three.certified.rival).toBeCloseTo(sequenceUpper(200, 1000, 0.0045), 10);
    expect(three.possible.tail).toBeCloseTo(sequenceLower(300, 1000, 0.009), 10);
    expect(three.possible.rival).toBeCloseTo(sequenceLower(200, 1000, 0.009), 10);
    expect(three.hope(seen, 1000, 4000).tail).toBeCloseTo(sequenceUpper(300, 4000, 0.0045), 10);
    expect(three.hope(seen, 1000, 4000).rival).toBeCloseTo(sequenceUpper(200, 4000, 0.0045), 10);
    // Looks that tell less change nothing.
    const before = three.certified;
    three.look({ count: 1, rivals: [1, 0, 0] }, 2);
    expect(three.certified).toEqual(before);
  });
});

describe('a bound of a probability', () => {
  it('has the largest rho that is no more than 1 - tail', () => {
    const random = randomStream(5);
    const tails = [0, 1, 0.5, 0.3, 1e-20, 2 ** -60, 0.7, ...Array.from({ length: 300 }, () => random.uniform() ** 4)];
    for (const tail of tails) {
      const { rho, tail: kept } = boundFromTail(tail);
      const left = ratio(1).sub(toRational(tail));
      expect(kept).toBe(tail);
      expect(toRational(rho).compare(left), String(tail)).toBeLessThanOrEqual(0);
      expect(toRational(rho + 2 ** -52).compare(left), String(tail)).toBeGreaterThan(0);
    }
    expect(boundFromTail(0.25).rho).toBe(0.75);
  });

  it('pays for the law that is drawn, up to 1', () => {
    const bound = boundFromTail(0.3);
    expect(idealBound(bound, 0)).toBe(bound);
    expect(idealBound(bound, 0.125)).toEqual(boundFromTail(0.425));
    expect(idealBound({ ...bound, rival: 0.25 }, 0.125)).toEqual({ ...boundFromTail(0.425), rival: 0.375 });
    expect(idealBound({ ...boundFromTail(0.95), rival: 0.9375 }, 0.125)).toEqual({ ...boundFromTail(1), rival: 1 });
    // Rounded up: 0.1 + 0.2 is more than its nearest double would be below it.
    expect(toRational(idealBound(boundFromTail(0.1), 1e-18).tail).compare(toRational(0.1))).toBeGreaterThan(0);
  });

  it('divides counts downward, exactly', () => {
    const random = randomStream(6);
    const integer = (most: number): number => Math.floor(random.uniform() * most);
    for (let i = 0; i < 2000; i++) {
      const n = 1 + integer(i % 2 === 0 ? 2 ** 32 - 1 : 1000);
      const m = integer(n + 1);
      const quotient = quotientDown(m, n);
      expect(toRational(quotient).mul(n).compare(ratio(m)), `${m}/${n}`).toBeLessThanOrEqual(0);
      expect(toRational(nextUp(quotient)).mul(n).compare(ratio(m)), `${m}/${n}`).toBeGreaterThan(0);
    }
    expect([quotientDown(0, 5), quotientDown(5, 5), quotientDown(1, 4)]).toEqual([0, 1, 0.25]);
  });

  it('has an alpha strictly between 0 and 1, and no less than 1e-290', () => {
    for (const good of [1e-290, 0.001, nextDown(1)]) expect(() => requireAlpha(good)).not.toThrow();
    for (const bad of [0, 1, -1, NaN]) expect(() => requireAlpha(bad)).toThrow(/must lie in/);
    expect(() => requireAlpha(9.9e-291)).toThrow(/at least/);
  });
});

describe('the histogram of rho', () => {
  it('has each image in the bin whose upper end it reaches, with its share of the radius', () => {
    const bins = rhoHistogram([
      { rho: 0, radius: 0 },
      { rho: 0.5, radius: 0 },
      { rho: 0.55, radius: 1 },
      { rho: 0.6, radius: 1 },
      { rho: 0.95, radius: 2 },
      { rho: 1, radius: 4 },
    ]);
    expect(bins.map(({ images }) => images)).toEqual([2, 2, 0, 0, 0, 1, 0, 1]);
    expect(bins.map(({ radiusShare }) => radiusShare)).toEqual([0, 0.25, 0, 0, 0, 0.25, 0, 0.5]);
    expect(bins.map(({ from }) => from)).toEqual([0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999]);
    expect(bins.map(({ to }) => to)).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 0.99, 0.999, 1]);
    for (const radius of [0, Infinity]) expect(rhoHistogram([{ rho: 0.9, radius }])[4]!.radiusShare).toBeNull();
  });
});
