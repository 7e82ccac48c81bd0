/**
 * What a sum of floats shows a model, as instances: a classifier that is certified by noise in float32 and wrong, and
 * the inputs that one grid point reaches a network as.
 */
import type { ExactInstance } from '../../src/checker/index.ts';
import { nearestLatticeLambda } from '../../src/certify/copies/lattice/uniform-lattice.ts';
import { scaleAtLeast } from '../../src/certify/copies/noise-recipe.ts';
import type { CopyKernel } from '../../src/certify/copies/noise-kernel.ts';
import { fixedSampleBound } from '../../src/certify/statistics/probability-bound.ts';
import { ErrorBudget } from '../../src/numeric/confidence/budget.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { ratio, toRational, ZERO } from '../../src/numeric/algebra/rational.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';

/** The witness against noise in float32: pixels of 64 and of 63 steps, where floats change their spacing. */
export const PIXELS = 40;
const VOTES = 400;
const images = [64, 63].map((n, index) => ({ index, pixels: new Float32Array(PIXELS).fill(n / 255) })) as [
  Image,
  Image,
];
interface Image {
  readonly index: number;
  readonly pixels: Float32Array;
}

/** Whether a pixel y of a copy looks as if it were one of the first image's, whose pixels are a. */
type Suspicion = (noise: Noise, a: number) => (y: number) => boolean;

/** y is fl(a + fl(y - a)). */
const isSum: Suspicion = (_, a) => (y) => Math.fround(a + Math.fround(y - a)) === y;

/**
 * Looks for the word behind a pixel: y is fl(a + z) for one of the 2^24 numbers z that uniform noise in float32 takes
 * (float-functions.ts), the one nearest to y - a or its neighbours.
 */
const hasWord: Suspicion = (noise, a) => {
  const { fround } = Math;
  const scale = scaleAtLeast(noise.lambda);
  return (y) => {
    const nearest = Math.round(((y - a) / scale) * 2 ** 23 - 0.5) + 0.5;
    return [-2, -1, 0, 1, 2].some((off) => fround(a + fround(scale * ((nearest + off) * 2 ** -23))) === y);
  };
};

/** Votes for class 0: every pixel of the copy is suspect. */
function votesFor(isSuspect: (y: number) => boolean, kernel: CopyKernel, image: Image): number {
  const out = new Float32Array(VOTES * PIXELS);
  kernel.copies(image, 0, VOTES, out);
  let votes = 0;
  for (let s = 0; s < VOTES; s++) if (out.subarray(s * PIXELS, (s + 1) * PIXELS).every(isSuspect)) votes++;
  return votes;
}

const NOISES = [
  ['uniform:linf', 1],
  ['gaussian', 2],
  ['laplace', 1],
] as const;

/**
 * Two images certified for different classes by a model that asks whether pixels are sums of floats are further apart
 * than either radius.
 */
export const apart = (
  kernelOf: (noise: Noise, seed: number) => Promise<CopyKernel>,
  tau: (noise: Noise) => Promise<number>,
): Promise<Iterable<ExactInstance>> => attacked(NOISES, ['every pixel is fl(a + fl(y - a))', isSum], kernelOf, tau);

/** The same of a model that looks for the random word behind every pixel, under uniform noise. */
export const apartByWords: typeof apart = (kernelOf, tau) =>
  attacked([['uniform:linf', 1]], ['every pixel is fl(a + z) for a number z of the noise', hasWord], kernelOf, tau);

async function attacked(
  noises: readonly (readonly [spec: string, p: number])[],
  [question, suspicion]: readonly [string, Suspicion],
  kernelOf: (noise: Noise, seed: number) => Promise<CopyKernel>,
  tau: (noise: Noise) => Promise<number>,
): Promise<Iterable<ExactInstance>> {
  const instances: ExactInstance[] = [];
  for (const [spec, p] of noises) {
    const asked = parseNoise(spec, PIXELS, { sigma: 0.5 });
    const lambda = spec === 'uniform:linf' ? nearestLatticeLambda(asked.lambda, 255) : asked.lambda;
    const noise = parseNoise(spec, PIXELS, { lambda });
    const kernel = await kernelOf(noise, 1);
    const less = await tau(noise);
    const isSuspect = suspicion(noise, images[0].pixels[0]!);
    const certified = images.map((image) => {
      const votes = votesFor(isSuspect, kernel, image);
      const cls = 2 * votes >= VOTES ? 0 : 1;
      const tail = fixedSampleBound(cls === 0 ? votes : VOTES - votes, VOTES, ErrorBudget.of(0.001)).tail + less;
      return { cls, votes, radius: tail < 0.5 ? certifiedRadius(noise, lpAdversary(p, PIXELS), { tail }).radius : 0 };
    }) as [Verdict, Verdict];
    const [a, b] = certified;
    // |a - b|: 40/255 in l1; its square is 40/255^2 in l2.
    const square = p === 1 ? ratio(PIXELS, 255).pow(2) : ratio(PIXELS, 255 ** 2);
    const radius = a.cls === b.cls ? ZERO : toRational(Math.max(a.radius, b.radius));
    instances.push({
      label: `${spec}, "${question}": ${a.votes} and ${b.votes} of ${VOTES} votes, classes ${a.cls} and ${b.cls}, radii ${a.radius} and ${b.radius}`,
      left: square,
      relation: '>',
      right: radius.pow(2),
    });
  }
  return instances;
}
interface Verdict {
  readonly cls: number;
  readonly votes: number;
  readonly radius: number;
}

/** What a network is shown of n + N = k: `input` of n and N against the same at n = 0. */
export function* oneFunction(input: (n: number, noise: number) => number): Generator<ExactInstance> {
  for (const k of [1, 40, 100, 128, 200, 300]) {
    for (const n of [0, 1, 17, 64, 127, 200, 255]) {
      yield {
        label: `n = ${n}, N = ${k - n}`,
        left: toRational(input(n, k - n)),
        relation: '=',
        right: toRational(input(0, k)),
      };
    }
  }
}
