/** Certified radii for the many bounds of a log. */
import { parseAdversary } from '../../geometry/adversary.ts';
import type { NamedNoise } from '../../noise/noise.ts';
import { certifiedRadius, radiusCurve } from '../../radius/certified-radius.ts';
import { twoClassRadius } from '../../radius/two-class-radius.ts';

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

/**
 * The same with a bound on every other class beside each rho, the same pair computed once; 0 where it does not stay
 * below rho. Throws InvalidInput.
 */
export function radiiFromBounds(
  noise: NamedNoise,
  adversary: string,
  rhos: ArrayLike<number>,
  rivals: ArrayLike<number>,
): number[] {
  const against = parseAdversary(adversary, noise.dim);
  const known = new Map<string, number>();
  return Array.from(rhos, (rho, i) => {
    const key = `${rho},${rivals[i]!}`;
    let radius = known.get(key);
    if (radius === undefined) {
      // Both were rounded outward for the log.
      const rival = Math.min(rivals[i]!, 1 - rho);
      radius = rival < rho ? twoClassRadius(noise, against, rho, rival).radius : 0;
      known.set(key, radius);
    }
    return radius;
  });
}
