/** Certified radii for the many rho of a log. */
import { parseAdversary } from '../../geometry/adversary.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { certifiedRadius, radiusCurve } from '../../radius/certified-radius.ts';

/** Certified radii for many rho, the same rho computed once; 0 where rho <= 1/2. Throws InvalidInput. */
export function radiiFromRho(noise: NamedNoise, adversary: string, rhos: Iterable<number>): number[] {
  const against = parseAdversary(adversary, noise.dim);
  const distinct = [...new Set(rhos)].sort((a, b) => a - b);
  // A curve checks its subject even where there is nothing to compute.
  if (distinct.length === 0) certifiedRadius(noise, against, 0.5);
  const curve = radiusCurve(noise, against, distinct);
  const radii = new Map(distinct.map((rho, i) => [rho, curve[i]!.radius]));
  return Array.from(rhos, (rho) => radii.get(rho)!);
}
