/** Laws on grids that kernels are tested with. */
import { expect } from 'vitest';
import { latticeLaw, type LatticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import { nearestLatticeLambda } from '../../../../src/certify/copies/lattice/uniform-lattice.ts';
import { PURPOSE, seedKey } from '../../../../src/certify/copies/sample-stream.ts';
import { rangeBlack, rangeWidth, type ValueRange } from '../../../../src/certify/data/value-range.ts';
import { dkwEpsilon } from '../../../../src/numeric/confidence/binomial.ts';
import { philox4x32 } from '../../../../src/numeric/random/philox.ts';
import { gammaCdf } from '../../../../src/numeric/special/special.ts';
import { parseNoise } from '../../../../src/noise/spec.ts';

/** Noise, steps to one unit, sigma or (for heavy tails) lambda; the first three are the shipped defaults. */
export const LATTICE_CASES = [
  ['uniform:linf', 255, 0.5],
  ['gaussian', 255, 0.5],
  ['laplace', 255, 0.5],
  ['iid-exp,s=4', 255, 1],
  ['iid-exp,s=0.5', 15, 0.5],
  ['iid-pareto,a=3', 255, 1],
  ['gaussian', 1, 0.5],
  ['uniform:linf', 1, 0.9],
  ['laplace', 7, 0.02],
] as const;

/** The law of a case in one coordinate. */
export function latticeCase(spec: string, grid: number, sigma: number): Promise<LatticeLaw> {
  const { lambda } = parseNoise(spec, 1, { sigma });
  return latticeLaw(
    parseNoise(spec, 1, { lambda: spec === 'uniform:linf' ? nearestLatticeLambda(lambda, grid) : lambda }),
    grid,
  );
}

/** An image of all levels of a grid in turn, as a model of this range takes it. */
export const imageOf = (dim: number, grid: number, index: number, range: ValueRange) => ({
  index,
  pixels: Float32Array.from(
    { length: dim },
    (_, i) => ((7 * i) % (grid + 1)) * (rangeWidth(range) / grid) + rangeBlack(range),
  ),
});

/**
 * A law whose thresholds stand at the very words that a sample draws, so that every coordinate wants its second word:
 * of each first half two, one with a second half of 0, one with the second word itself (`above` = 0, it is reached) or
 * the next (1, it is not).
 */
export function lawAtWords(
  at: { readonly dim: number; readonly seed: number; readonly image: number; readonly sample: number },
  above: 0 | 1,
): { readonly law: LatticeLaw; readonly drawn: readonly number[] } {
  const words = new Uint32Array(4);
  const wordsFor = (purpose: number): number[] =>
    Array.from({ length: at.dim }, (_, i) => {
      philox4x32(i >>> 2, at.sample, at.image, purpose, ...seedKey(at.seed), words);
      return words[i % 4]!;
    });
  const drawn = wordsFor(PURPOSE.coordinates);
  const seconds = wordsFor(PURPOSE.secondWord);
  const thresholds = drawn
    .flatMap((high, i) => [
      { high, low: 0 },
      { high, low: seconds[i]! + above },
    ])
    .sort((x, y) => x.high - y.high || x.low - y.low);
  const law = {
    grid: 1,
    reach: at.dim,
    high: Uint32Array.from(thresholds, ({ high }) => high),
    low: Uint32Array.from(thresholds, ({ low }) => low),
    equal: false,
    deviation: 0,
  };
  return { law, drawn };
}

const FALSE_ALARM = 1e-9;

/**
 * Whether counts of the integers -K, ..., K among n drawn are those of the law: a true one fails a
 * Dvoretzky-Kiefer-Wolfowitz test with probability at most 1e-9, and a chi-square test (classes of 1,000 expected and
 * more) with about 1e-9.
 */
export function expectLaw(counts: Float64Array, law: LatticeLaw, n: number): void {
  const ends = [...law.high].map((high, i) => (high + law.low[i]! * 2 ** -32) * 2 ** -32);
  let [seen, worst] = [0, 0];
  const classes: { expected: number; hits: number }[] = [{ expected: 0, hits: 0 }];
  for (const [i, hits] of counts.entries()) {
    seen += hits;
    const end = ends[i] ?? 1;
    worst = Math.max(worst, Math.abs(seen / n - end));
    const last = classes.at(-1)!;
    last.expected += n * (end - (ends[i - 1] ?? 0));
    last.hits += hits;
    if (last.expected >= 1000) classes.push({ expected: 0, hits: 0 });
  }
  const rest = classes.pop()!;
  classes.at(-1)!.expected += rest.expected;
  classes.at(-1)!.hits += rest.hits;
  expect(seen).toBe(n);
  expect(worst).toBeLessThan(dkwEpsilon(n, FALSE_ALARM));
  const square = classes.reduce((sum, { expected, hits }) => sum + (hits - expected) ** 2 / expected, 0);
  expect(gammaCdf(square / 2, (classes.length - 1) / 2, 'upper')).toBeGreaterThan(FALSE_ALARM);
}
