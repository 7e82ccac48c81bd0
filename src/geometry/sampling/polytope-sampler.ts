/** Exactly uniform points of a small polytope: a random simplex of a triangulation, then a uniform point of it. */
import { logAbsDeterminant } from '../../numeric/algebra/linear-algebra.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { facetTriangulations } from '../exact/exact-measure.ts';
import { doublePoint, type ExactPolytope } from '../exact/exact-polytope.ts';

/** A sampler of the uniform law on a polytope with the origin inside. */
export function polytopeSampler(polytope: ExactPolytope): (random: RandomStream, out: Float64Array) => void {
  const vertices = polytope.vertices.map(doublePoint);
  const simplices = facetTriangulations(polytope).flat();
  const weights = simplices.map((simplex) => Math.exp(logAbsDeterminant(simplex.map((i) => vertices[i]!))));
  const choose = categorical(weights);
  return (random, out) => {
    const simplex = simplices[choose(random)]!;
    // Uniform on conv{0, x_1..x_d}: exponential weights over their sum with one more for the apex.
    let total = random.exponential();
    out.fill(0);
    for (const index of simplex) {
      const weight = random.exponential();
      total += weight;
      const vertex = vertices[index]!;
      for (let j = 0; j < out.length; j++) out[j] = out[j]! + weight * vertex[j]!;
    }
    for (let j = 0; j < out.length; j++) out[j] = out[j]! / total;
  };
}

/** Draws index i with probability proportional to weights[i], by bisection on the cumulative sums. */
export function categorical(weights: ArrayLike<number>): (random: RandomStream) => number {
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    cumulative[i] = sum;
  }
  return (random) => {
    const target = random.uniform() * sum;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
