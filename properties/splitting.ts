/**
 * Splitting noise on grids small enough to look at every image: arbitrary classifiers of the copies, the certificate of
 * the library, and every other image.
 */
import fc from 'fast-check';
import { Counterexample, forAll, type Evidence } from '../src/checker/index.ts';
import { splittingKernel } from '../src/certify/copies/splitting-kernel.ts';
import { splittingChanges } from '../src/certify/radii/splitting-radius.ts';
import { splittingPositions, type SplittingSmoothing } from '../src/certify/splitting.ts';
import { topClass } from '../src/certify/statistics/votes.ts';
import { philox4x32 } from '../src/numeric/random/philox.ts';

/** Splitting noise with K positions on the grid of q steps. */
export const splitting = (dim: number, q: number, K: number, seed: number): SplittingSmoothing => ({
  kind: 'splitting',
  dim,
  levels: q,
  lambda: K / (2 * q),
  seed,
});

/** All images { 0, ..., q }^dim, in steps. */
export const gridImages = (dim: number, q: number): number[][] =>
  dim === 0 ? [[]] : gridImages(dim - 1, q).flatMap((head) => Array.from({ length: q + 1 }, (_, k) => [...head, k]));

/** q |x - y|_1. */
export const steps = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, k, i) => sum + Math.abs(k - y[i]!), 0);

/** What the classifier sees of an image at each position, as text. */
export function views(smoothing: SplittingSmoothing, image: readonly number[]): string[] {
  const K = splittingPositions(smoothing);
  const { dim, levels } = smoothing;
  const out = new Float32Array(K * dim);
  const pixels = Float32Array.from(image, (k) => k / levels);
  splittingKernel(smoothing).copies({ index: 0, pixels }, 0, K, out);
  return Array.from({ length: K }, (_, t) => out.subarray(t * dim, (t + 1) * dim).join(' '));
}

const word = new Uint32Array(4);

/** A pseudo-random class for each view; class 0 or 1 has a head start so that there is something to certify. */
function arbitraryClass(view: string, seed: number, classes: number): number {
  let hash = 0;
  for (let i = 0; i < view.length; i++) hash = Math.imul(hash ^ view.charCodeAt(i), 0x01000193);
  philox4x32(hash, view.length, 0, 0, seed, 0, word);
  return word[0]! % 10 < 6 ? seed % 2 : word[1]! % classes;
}

export type Changes = (counts: Float64Array, cls: number) => number;

/** The library's number of votes that may change. */
export const certifiedChanges: Changes = (counts, cls) =>
  splittingChanges({ counts, nearTies: new Float64Array(counts.length) }, cls, 'counted');

/**
 * No image within the certified number of steps has another class. `viewsOf` is what an image shows at the positions,
 * `shiftsOf` another smoothing for each image (a mistake).
 */
export function everyImage(
  detail: string,
  changes: Changes,
  smoothingOf: (smoothing: SplittingSmoothing, image: number) => SplittingSmoothing = (smoothing) => smoothing,
): Evidence {
  return forAll(detail, { quick: 40, full: 1500 }, () =>
    fc.property(
      fc.constantFrom([1, 8], [2, 3], [3, 1]),
      fc.integer({ min: 2, max: 16 }),
      fc.integer({ min: 2, max: 3 }),
      fc.nat({ max: 9999 }),
      ([dim, q], K, classes, seed) => {
        const smoothing = splitting(dim, q, K, seed);
        const images = gridImages(dim, q);
        const counts = images.map((image, i) => {
          const votes = new Float64Array(classes);
          for (const view of views(smoothingOf(smoothing, i), image)) votes[arbitraryClass(view, seed, classes)]!++;
          return votes;
        });
        const tops = counts.map(topClass);
        images.forEach((x, i) => {
          const allowed = changes(counts[i]!, tops[i]!);
          images.forEach((y, j) => {
            if (tops[j] === tops[i] || steps(x, y) > allowed) return;
            throw new Counterexample(
              `q = ${q}, K = ${K}: (${x.join(', ')}) has votes ${[...counts[i]!].join(', ')}, (${y.join(', ')}) has ${[...counts[j]!].join(', ')}, ${steps(x, y)} steps away of ${allowed} certified`,
            );
          });
        });
        return true;
      },
    ),
  );
}
