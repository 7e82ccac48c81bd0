/**
 * What a sum of floats shows a model, as instances: a classifier that is certified by noise in float32 and wrong, and the inputs that one
 * grid point reaches a network as.
 */
import type { ExactInstance } from '../../src/checker/index.ts';
import { nearestLatticeLambda } from '../../src/certify/copies/lattice/uniform-lattice.ts';
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

/** Votes for class 0: every pixel of the copy is fl(a + fl(y - a)), a the first image's. */
function votesForSum(kernel: CopyKernel, image: Image): number {
  const { fround } = Math;
  const out = new Float32Array(VOTES * PIXELS);
  kernel.copies(image, 0, VOTES, out);
  const a = images[0].pixels[0]!;
  let votes = 0;
  for (let s = 0; s < VOTES; s++) {
    if (out.subarray(s * PIXELS, (s + 1) * PIXELS).every((y) => fround(a + fround(y - a)) === y)) votes++;
  }
  return votes;
}

const NOISES = [
  ['uniform:linf', 1],
  ['gaussian', 2],
  ['laplace', 1],
] as const;

/** Two images certified for different classes are further apart than either radius. */
export async function apart(
  kernelOf: (noise: Noise, seed: number) => Promise<CopyKernel>,
  tau: (noise: Noise) => Promise<number>,
): Promise<Iterable<ExactInstance>> {
  const instances: ExactInstance[] = [];
  for (const [spec, p] of NOISES) {
    const asked = parseNoise(spec, PIXELS, { sigma: 0.5 });
    const lambda = spec === 'uniform:linf' ? nearestLatticeLambda(asked.lambda, 255) : asked.lambda;
    const noise = parseNoise(spec, PIXELS, { lambda });
    const kernel = await kernelOf(noise, 1);
    const less = await tau(noise);
    const certified = images.map((image) => {
      const votes = votesForSum(kernel, image);
      const cls = 2 * votes >= VOTES ? 0 : 1;
      const tail = fixedSampleBound(cls === 0 ? votes : VOTES - votes, VOTES, ErrorBudget.of(0.001)).tail + less;
      return { cls, votes, radius: tail < 0.5 ? certifiedRadius(noise, lpAdversary(p, PIXELS), { tail }).radius : 0 };
    }) as [Verdict, Verdict];
    const [a, b] = certified;
    // |a - b|: 40/255 in l1; its square is 40/255^2 in l2.
    const square = p === 1 ? ratio(PIXELS, 255).pow(2) : ratio(PIXELS, 255 ** 2);
    const radius = a.cls === b.cls ? ZERO : toRational(Math.max(a.radius, b.radius));
    instances.push({
      label: `${spec}, "every pixel is fl(a + fl(y - a))": ${a.votes} and ${b.votes} of ${VOTES} votes, classes ${a.cls} and ${b.cls}, radii ${a.radius} and ${b.radius}`,
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
