/**
 * Phi where the slope along v is a fair sign times a monotone function h of an independent radius r of density
 * proportional to r^{d-1} f(r), h = -f'/f: Phi(p) = E[h(r); the 2p of the radii where h is largest]/2, p <= 1/2.
 * With d = 1 the radius is the size of one coordinate.
 */
import { betaPrimeTail, logBetaPrimeQuantile } from '../../numeric/special/beta-prime.ts';
import { gammaCdf, gammaQuantile } from '../../numeric/special/special.ts';
import { logGammaIncrement } from '../../numeric/special/stirling.ts';

/**
 * f = e^{-r^k}: h = k r^{k-1}, x = r^k ~ Gamma(d/k), and x^{1-1/k} moves the shape to (d + k - 1)/k:
 * Phi(p) = (k/2) Gam((d+k-1)/k)/Gam(d/k) times the tail of the new shape beyond the old one's 2p quantile - the upper
 * tail for k >= 1 (h increasing), the lower one for k < 1.
 */
export function exponentialRadialRate(dim: number, k: number): (p: number) => number {
  const shape = dim / k;
  const steep = (dim - 1 + k) / k;
  const scale = 0.5 * k * Math.exp(logGammaIncrement(shape, 1 - 1 / k));
  const side = k >= 1 ? 'upper' : 'lower';
  return (p) => (p === 0 ? 0 : scale * gammaCdf(gammaQuantile(2 * p, shape, side), steep, side));
}

/**
 * f = (1 + r)^-a: h = a/(1 + r) falls, r ~ beta-prime(d, a - d), and 1/(1 + r) moves it to beta-prime(d, a + 1 - d):
 * Phi(p) = ((a - d)/2) F_{b'(d, a+1-d)}(F_{b'(d, a-d)}^{-1}(2p)).
 */
export function powerRadialRate(dim: number, a: number): (p: number) => number {
  const tail = a - dim;
  return (p) => {
    if (p === 0 || p === 0.5) return p * tail;
    const [mass, side] = p <= 0.25 ? ([2 * p, 'lower'] as const) : ([1 - 2 * p, 'upper'] as const);
    return 0.5 * tail * betaPrimeTail(logBetaPrimeQuantile(mass, dim, tail, side), dim, tail + 1, 'lower');
  };
}

/** f = (1 + r)^{-a-1} on the line: P(r < c) = 1 - (1 + c)^-a = 2p gives Phi(p) = (a/2)(1 - (1 - 2p)^{1 + 1/a}). */
export function paretoRate(a: number): (p: number) => number {
  return (p) => (p >= 0.5 ? 0.5 * a : -0.5 * a * Math.expm1((1 + 1 / a) * Math.log1p(-2 * p)));
}
