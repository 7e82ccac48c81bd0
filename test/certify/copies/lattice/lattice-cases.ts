/** Laws on grids that kernels are tested with. */
import { latticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import type { LatticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import { nearestLatticeLambda } from '../../../../src/certify/copies/lattice/uniform-lattice.ts';
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
