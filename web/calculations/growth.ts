/** The extreme set of a planar noise and its growth. */
import { greedyFilling, growth, parseNoise } from '../../src/index.ts';
import type { GrowthAnswer, GrowthQuestion } from './protocol.ts';

/** Reach of the picture in sigma. */
const REACH = 3.2;
/** Samples where the growth is only known from samples. */
const SAMPLES = 20_000;

/** The answer at sigma = 1. Throws InvalidInput. */
export function growthAnswer({ noise: spec, p, shift, cells }: GrowthQuestion): GrowthAnswer {
  const noise = parseNoise(spec, 2, { sigma: 1 });
  const { base, filled, threshold, reach } = greedyFilling(noise, shift, p, { cells, reach: REACH });
  const peak = base.reduce((largest, q) => Math.max(largest, q), 0);
  return {
    reach,
    density: Float32Array.from(base, (q) => q / peak),
    filled: Float32Array.from(filled),
    growth: growth(noise, shift, p, { samples: SAMPLES }),
    threshold,
  };
}
