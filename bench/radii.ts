/** Certified radii at the size of CIFAR-10. */
import { certifiedRadius, parseAdversary, parseNoise, radiusCurve } from '../src/index.ts';
import type { Case } from './case.ts';

const DIM = 3072;
const rhos = (n: number): number[] => Array.from({ length: n }, (_, i) => 0.5 + (0.499 * (i + 1)) / n);

const closedForms: readonly (readonly [string, string])[] = [
  ['gaussian', 'l2'],
  ['gaussian', 'l1'],
  ['gaussian', 'linf'],
  ['laplace', 'l1'],
  ['uniform:linf', 'l1'],
  ['uniform:linf', 'linf'],
  ['uniform:linf', 'l2'],
  ['uniform:l2', 'l2'],
  ['uniform:l1', 'l1'],
  ['exp:linf,k=2,j=0', 'l1'],
  ['exp:linf,k=1,j=0', 'linf'],
  ['power:linf,a=3082', 'l1'],
  ['iid-exp,s=8', 'l1'],
  ['iid-exp,s=0.5', 'l1'],
  ['iid-pareto,a=3', 'l1'],
];

/** One radius at a time, at 200 values of rho: at most 50 microseconds each was asked for. */
export function radiusCases(): Case[] {
  const grid = rhos(200);
  return closedForms.map(([spec, norm]) => {
    const noise = parseNoise(spec, DIM, { sigma: 1 });
    const adversary = parseAdversary(norm, DIM);
    const run = (): number => grid.reduce((sum, rho) => sum + certifiedRadius(noise, adversary, rho).radius, 0);
    return { name: `${spec} / ${norm}`, units: grid.length, unit: 'radius', budget: 50e-6 * grid.length, run };
  });
}

const curves: readonly (readonly [string, string])[] = [
  ['exp:l1,k=2', 'l1'],
  ['exp:linf,k=2', 'linf'],
  ['laplace', 'linf'],
  ['exp:l2,k=2,j=2048', 'l2'],
  ['power:l2,k=2,a=1546', 'l2'],
  ['iid-exp,s=0.7', 'l1'],
];

/** A whole curve by the differential or level-set method: at most 200 ms each was asked for. */
export function curveCases(): Case[] {
  const grid = rhos(300);
  return curves.map(([spec, norm]) => {
    const noise = parseNoise(spec, DIM, { sigma: 1 });
    const adversary = parseAdversary(norm, DIM);
    return {
      name: `${spec} / ${norm}`,
      units: grid.length,
      unit: 'point',
      budget: 0.2,
      run: () => radiusCurve(noise, adversary, grid),
    };
  });
}
