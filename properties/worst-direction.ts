/** R5: growth in directions other than the vertex. */
import fc from 'fast-check';
import { Counterexample } from '../src/checker/index.ts';
import { growth } from '../src/growth/growth.ts';
import { parseNoise } from '../src/noise/spec.ts';
import type { Estimate } from '../src/numeric/estimate.ts';
import { mixSeed } from '../src/numeric/random/random-stream.ts';

/** Shifts with coordinates in eighths, so that shrunk cases print well. */
const shift = (dim: number): fc.Arbitrary<number[]> =>
  fc.array(
    fc.integer({ min: -12, max: 12 }).map((n) => n / 8),
    { minLength: dim, maxLength: dim },
  );

export function laplaceQuasiConvexity(): fc.IProperty<unknown> {
  const arbitrary = fc
    .integer({ min: 2, max: 3 })
    .chain((dim) => fc.tuple(shift(dim), shift(dim), fc.integer({ min: 1, max: 19 })));
  return fc.property(arbitrary, ([v, w, twentieths]) => {
    const p = twentieths / 20;
    const noise = parseNoise('laplace', v.length, { lambda: 1 });
    const middle = growth(
      noise,
      v.map((x, i) => (x + w[i]!) / 2),
      p,
    );
    const ends = [growth(noise, v, p), growth(noise, w, p)];
    if (middle.lower > Math.max(...ends.map(({ upper }) => upper)) + 1e-12) {
      throw new Counterexample(
        `G(${p}, .) is ${middle.lower} at the middle of (${v.join(', ')}) and (${w.join(', ')}), above both ends`,
      );
    }
    return true;
  });
}

/** G(0.01, v) of Pareto noise a = 3 in the plane, for |v|_1 = 1.85 at the vertex or in the middle of a facet. */
export function paretoAlong(where: 'vertex' | 'middle', seed: number): Estimate {
  const noise = parseNoise('iid-pareto,a=3', 2, { lambda: 1 });
  const r = 1.85;
  const v = where === 'vertex' ? [r, 0] : [r / 2, r / 2];
  const options = { samples: 400_000, confidence: 1 - 1e-9, seed: mixSeed(seed, where) };
  return growth(noise, v, 0.01, { ...options, method: 'monte-carlo' });
}
