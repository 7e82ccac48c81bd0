/** Growth functions, rates, scales and information. */
import { sabotage, type Sabotage } from './sabotage.ts';

export const GROWTH: readonly Sabotage[] = [
  sabotage(
    'growth/closed-form.ts',
    'if (p <= 0.5 * decay)',
    'if (p <= 0.55 * decay)',
    'G5',
    'growth of Laplace noise: the first piece too long',
  ),
  sabotage(
    'growth/closed-form.ts',
    '0.5 * gammaCdf(Math.abs(x) ** s, shape',
    '0.5 * gammaCdf(Math.abs(x) ** (s > 8 ? 8 : s), shape',
    'G5',
    'growth of a log-concave marginal, s > 8',
  ),
  sabotage(
    'growth/closed-form.ts',
    "normalQuantile(1 - p, 'upper')",
    "normalQuantile(1 - p - 1e-4, 'upper')",
    'G5',
    'growth of Gaussian noise, p > 1/2',
  ),
  sabotage(
    'growth/monte-carlo.ts',
    'this.excess += 1 - z;',
    'this.excess += 1 - 0.99 * z;',
    'G1',
    'growth from samples: one sum',
  ),
  sabotage(
    'growth/monte-carlo.ts',
    'const BOUNDS = 8;',
    'const BOUNDS = 7;',
    'G1',
    'growth from samples: seven shares for eight bounds',
  ),
  sabotage(
    'growth/rate/growth-rate.ts',
    'radial(Math.min(0.5, dim * p)) / dim',
    'radial(Math.min(0.5, 0.999 * dim * p)) / dim',
    'row-exp-linf-l1,row-power-linf-l1',
    'Phi on a face, below 1/(2d)',
  ),
  sabotage(
    'growth/rate/radial.ts',
    "[1 - 2 * p, 'upper']",
    "[1 - 2.0001 * p, 'upper']",
    'row-power-linf-linf',
    'Phi of Power-linf above 1/4',
  ),
  sabotage(
    'growth/rate/radial.ts',
    '0.5 * a : -0.5 * a * Math.expm1((1 + 1 / a)',
    '0.5 * a : -0.5 * a * Math.expm1((1 + 1 / Math.max(a, 0.2))',
    'row-iid-pareto-l1',
    'Phi of Pareto for a < 0.2',
  ),
  sabotage(
    'growth/rate/uniform.ts',
    "return constant(0.5 * dim, true, 'projection along an axis",
    "return constant(0.5 * dim - (dim > 40 ? 1e-6 : 0), true, 'projection along an axis",
    'row-uniform-cross-polytope-l1',
    'Phi of the cross-polytope, 1e-6 for d > 40',
  ),
  sabotage(
    'growth/rate/fisher.ts',
    'smooth + 2 * j * k * moment(1)',
    'smooth + (j > 1 ? 1 : 2) * j * k * moment(1)',
    'R1',
    'Fisher information: the cross term for j > 1',
  ),
  sabotage(
    'growth/rate/fisher.ts',
    'return (a * k) ** 2 * Math.exp(logMoment)',
    'return (a * k) ** (k > 4 ? 1.9999 : 2) * Math.exp(logMoment)',
    'R1',
    'Fisher information of power noise for k > 4',
  ),
];
