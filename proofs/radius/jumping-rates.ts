/**
 * Whole bounds of the growth rate against rates that are known by hand: coordinates and cubes that end with a jump, and
 * the entropic bound in high dimension.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { productRateBound } from '../../src/noise/rate/product.ts';
import { gammaCdf, logGamma } from '../../src/numeric/special/special.ts';
import { atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

/** E of fair signs: sup over U of E[S; U] of so many, P(U) = p, S the sum of m signs. */
function signRate(m: number, p: number): number {
  let [left, found] = [Math.min(p, 1 - p), 0];
  let mass = 2 ** -m;
  for (let k = m; k >= 0 && left > 0; k--) {
    const part = Math.min(left, mass);
    found += part * (2 * k - m);
    left -= part;
    mass *= k / (m - k + 1);
  }
  return found;
}

/** e^{-c|x|} on [-a, a], where it falls by a jump: Phi is that of signs and what lies on the faces. */
const truncated = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 8 }, (random): NumericInstance[] => {
    const [c, a, dim] = [between(random, 0.3, 3), between(random, 0.4, 3), 1 + random.integer(9)];
    const noise = productNoise(`exp(-${c}*abs(x))*max(0,sign(${a}-abs(x)))`, dim, { lambda: 1 });
    // The height of the marginal at a.
    const height = c / (2 * Math.expm1(c * a));
    const along = (m: number, p: number): number => (c * signRate(m, p) + m * height) / Math.sqrt(m);
    const fisher = (p: number): number => c * Math.sqrt(p * (1 - p)) + Math.sqrt(dim) * height;
    return [0.5, 0.3, 0.05, 1e-3].flatMap((p): NumericInstance[] => {
      const [axis, round, corner] = [1, 2, Infinity].map((norm) =>
        productRateBound(noise, lpAdversary(norm, dim)).phi(p),
      );
      const label = `${noise.spec}, d = ${dim}, p = ${p}`;
      const best = Math.max(...Array.from({ length: dim }, (_, m) => along(m + 1, p)));
      const [one, all] = [along(1, p), along(dim, p) * Math.sqrt(dim)];
      return [
        atMost(`${label}: l1`, one, axis!, 1e-9 * one),
        atMost(`${label}: l1, not far above`, axis!, one * (1 + 2e-3)),
        atMost(`${label}: linf`, all, corner!, 1e-9 * all),
        atMost(`${label}: linf, not far above`, corner!, all * (1 + 3e-2)),
        atMost(`${label}: l2`, best, round!, 1e-9 * best),
        atMost(`${label}: l2, by Fisher or less`, round!, fisher(p) * (1 + 2e-3)),
      ];
    });
  }).flat();

/**
 * The entropic bound inf over t of (p/t)(log 1/p + t^2 max over x <= t of K(x)/x^2), K = log E e^{xs}, of coordinates
 * whose score is 1 up to a place and steep beyond, so that K(x)/x^2 rises: no line made from it lies below, and lines
 * are near.
 */
const entropic = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 6 }, (random): NumericInstance[] => {
    const [place, steep, dim] = [between(random, 1, 4), between(random, 4, 12), 50 + random.integer(1000)];
    const formula = `exp(-max(abs(x),${steep}*abs(x)-${(steep - 1) * place}))`;
    const bound = productRateBound(productNoise(formula, dim, { lambda: 1 }), lpAdversary(2, dim));
    const [inner, outer] = [-Math.expm1(-place), Math.exp(-place) / steep];
    const mass = outer / (inner + outer);
    const information = 1 - mass + mass * steep ** 2;
    const quotient = (x: number): number =>
      Math.log1p((1 - mass) * (Math.cosh(x) - 1) + mass * (Math.cosh(steep * x) - 1)) / x ** 2;
    const steps = Array.from({ length: 1200 }, (_, k) => 2 ** (-4 + k / 100) / Math.sqrt(information));
    let largest = 0.5 * information;
    const bounds = steps.map((t) => [t, (largest = Math.max(largest, quotient(t)))] as const);
    return [1e-2, 1e-3, 1e-5, 1e-7].flatMap((p): NumericInstance[] => {
      const fisher = Math.sqrt(information * p * (1 - p));
      const truth = Math.min(fisher, ...bounds.map(([t, most]) => (p / t) * (Math.log(1 / p) + t * t * most)));
      const label = `${formula}, d = ${dim}, p = ${p}`;
      return [
        atMost(`${label}: no less than its two arguments`, truth * (1 - 2e-4), bound.phi(p)),
        atMost(`${label}: not far above`, bound.phi(p), truth * 1.05),
      ];
    });
  }).flat();

/** e^{-r^k} of the cube, cut off at r = a: along an axis a face of 2d is steep, and all of them jump. */
const cutCubes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 8 }, (random): NumericInstance[] => {
    const [a, dim, t] = [between(random, 0.5, 6), 2 + random.integer(6), between(random, 0.3, 3)];
    const noise = levelSetNoise({ body: lpBall(Infinity, dim), radial: `exp(-${t}*r)*max(0,sign(${a}-r))` }, dim, {
      lambda: 1,
    });
    const bound = noise.rateBound(lpAdversary(1, dim));
    if (bound === null) return [isTrue(`${noise.spec}: a bound`, false)];
    // int_0^a r^{d-1} e^{-tr} dr.
    const mass = (Math.exp(logGamma(dim)) / t ** dim) * gammaCdf(t * a, dim);
    const jump = (0.5 * a ** (dim - 1) * Math.exp(-t * a)) / (dim * mass);
    return [0.5, 0.6 / dim, 0.3 / dim, 1e-3].flatMap((p): NumericInstance[] => {
      const truth = t * Math.min(p, 0.5 / dim) + jump;
      const label = `${noise.spec}, d = ${dim}, p = ${p}`;
      return [
        atMost(`${label}: l1`, truth, bound.phi(p), 1e-9 * truth),
        atMost(`${label}: l1, not far above`, bound.phi(p), truth * (1 + 2e-2)),
      ];
    });
  }).flat();

export const rateBoundsPart: ImplementationPart = {
  id: 'library-rate-bounds',
  about: 'implementation',
  implements: ['convex-rate', 'fisher'],
  statement:
    'Bounds of $\\Phi$ computed from a law lie above what is known by hand and near it: coordinates $e^{-c|x|}$ that end with a jump, against $\\ell_1$, $\\ell_2$ and $\\ell_\\infty$; the cube with a profile that ends so; the entropic bound in high dimension where the cumulant over $t^2$ rises.',
  evidence: [
    numerically(
      'at full: drawn scales, ends and dimensions; 1e-9 from the safe side',
      atFull((context) => [...truncated(context), ...cutCubes(context), ...entropic(context)]),
    ),
  ],
};
