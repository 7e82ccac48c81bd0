/** The growth rate of a density given as a formula, bounded from above by what is enclosed of its slopes. */
import type { Adversary } from '../../geometry/adversary.ts';
import type { ProvedDensities } from '../density/proved.ts';
import { GrowthRateBound } from './bound.ts';

/**
 * Phi(p) <= c p + sup over v of int (|D_v| - c q)_+ / 2, q even, for every c at which that is enclosed; null where
 * nothing is. At scale lambda.
 */
export function densityRateBound(
  enclosures: Pick<ProvedDensities, 'against'>,
  lambda: number,
  adversary: Adversary,
): GrowthRateBound | null {
  const enclosed = enclosures.against(adversary);
  if ('reason' in enclosed) return null;
  const by = (1 + 1e-15) / lambda;
  const lines = [[0, enclosed.half[1]] as const, ...enclosed.lines];
  return new GrowthRateBound(
    lines.map(([c, excess]) => ({ slope: c * by, intercept: excess * by })),
    `differential method, slopes enclosed on ${enclosed.cells} cells`,
  );
}
