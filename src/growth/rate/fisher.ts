/**
 * A growth rate for every noise with finite Fisher information: Phi(p) <= sqrt(I p (1 - p)) |v|_2.
 *
 * The slope Y = <v, grad psi> has mean 0 and, for noise whose coordinates are exchangeable and sign-symmetric, variance
 * I |v|_2^2 with I = E (d_1 psi)^2. By Cauchy-Schwarz E[Y; U] = E[Y (1_U - p)] <= sqrt(I |v|_2^2 p (1 - p)). It is the
 * differential form of the Hellinger bound; the integral of dp/Phi is arcsin(2 rho - 1)/sqrt I, whatever the dimension.
 */
import { minusQuotient, sumOfThree } from '../../numeric/cancellation.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';
import type { NamedNoise } from '../../noise/noise.ts';

/** I at lambda = 1, or null where it is infinite or the noise has none (uniform). */
export function unitFisherInformation(noise: NamedNoise): number | null {
  const { dim } = noise;
  switch (noise.family) {
    case 'gaussian':
    case 'laplace':
      return 1;
    case 'uniform':
      return null;
    case 'exp':
      return finite(exponentialInformation(dim, noise.k, noise.j) * share(noise.norm, dim));
    case 'power': {
      // h = a k r^{k-1}/(1 + r^k), y = r^k/(1 + r^k) ~ Beta(s, a - s), s = d/k: h^2 = (a k)^2 y^{2-2/k} (1 - y)^{2/k}.
      const { a, k } = noise;
      const shape = dim / k;
      // s + 2 - 2/k may be near 0, as a - s may.
      const end = (dim - 2 + 2 * k) / k;
      if (end <= 0) return null;
      const logMoment =
        logGammaIncrement(shape, 2 - 2 / k, end) +
        logGammaIncrement(minusQuotient(a, dim, k), 2 / k) -
        logGammaIncrement(a, 2);
      return (a * k) ** 2 * Math.exp(logMoment) * share(noise.norm, dim);
    }
    case 'iid-exp':
      return finite(exponentialInformation(1, noise.s, 0));
    case 'iid-pareto':
      return ((noise.a + 1) ** 2 * noise.a) / (noise.a + 2);
  }
}

/** The part of E h^2 in one coordinate: all of it where every coordinate has slope +-h (l1), else 1/d. */
function share(norm: 'l1' | 'l2' | 'linf', dim: number): number {
  return norm === 'l1' ? 1 : 1 / dim;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** E h^2, h = j/r + k r^{k-1}, x = r^k ~ Gamma((d - j)/k); Infinity where it diverges. */
function exponentialInformation(dim: number, k: number, j: number): number {
  const shape = (dim - j) / k;
  // E x^(n - 2/k); the shape that it moves to may be near 0.
  const moment = (n: number): number => {
    const end = sumOfThree(dim - 2, n * k, -j) / k;
    return end > 0 ? Math.exp(logGammaIncrement(shape, n - 2 / k, end)) : Infinity;
  };
  const smooth = k * k * moment(2);
  return j === 0 ? smooth : smooth + 2 * j * k * moment(1) + j * j * moment(0);
}
