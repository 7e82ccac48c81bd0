/**
 * Radii of formulas from lines above the growth rate, c p + E(Y - c)_+ at thresholds c that the library chooses: any c
 * gives a true line, so only a line that is wrong makes the radius exceed the integral of 1/Phi, and only thresholds
 * chosen badly leave it far below. Both are seen where Phi is known: of one coordinate, or of a facet.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { findRoot } from '../../src/numeric/roots.ts';
import { gammaCdf, gammaQuantile, logGamma } from '../../src/numeric/special/special.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';
import { integralOfInverseRate } from '../vocabulary/library-link.ts';

/** A noise at lambda = 1, and int_{1-rho}^{1/2} dp/Phi of it. */
interface Known {
  readonly noise: Noise;
  readonly adversary: Adversary;
  readonly integral: (rho: number) => number;
  /** How far below it the thresholds may leave a radius, relative. */
  readonly short: number;
}

const SHORT = 5e-4;

const unit = { lambda: 1 } as const;

/** 1/(1 + (t x)^2): the score rises up to t x = 1 and falls, and Phi(p) = t sin(pi p)/pi. */
function cauchy(random: RandomStream): Known {
  const [dim, t] = [dimension(random), between(random, 0.1, 10)];
  const noise = productNoise(`1/(1+(${t}*x)^2)`, dim, unit);
  const integral = (rho: number): number => -Math.log(Math.tan(0.5 * Math.PI * (1 - rho))) / t;
  // The enclosure of the slope in the tail is coarse.
  return { noise, adversary: lpAdversary(1, dim), integral, short: 5e-3 };
}

/** e^{-sqrt(t|x|)}: the best set is 0 < x < u, and with y = sqrt(t u) p = (1 - (1+y) e^-y)/2, Phi = t (1 - e^-y)/4. */
const rootIntegral =
  (t: number) =>
  (rho: number): number => {
    const from = findRoot((y) => (1 + y) * Math.exp(-y) - (2 * rho - 1), 0, 60).root;
    return (2 / t) * integrate((y) => y / Math.expm1(y), from, Infinity).value;
  };

function squareRoot(random: RandomStream): Known {
  const [dim, t] = [dimension(random), between(random, 0.1, 10)];
  const noise = productNoise(`exp(-sqrt(${t}*abs(x)))`, dim, unit);
  return { noise, adversary: lpAdversary(1, dim), integral: rootIntegral(t), short: SHORT };
}

/** The steeper of two such coordinates is the worse one at every threshold. */
function twoRoots(random: RandomStream): Known {
  const [s, t] = [between(random, 0.1, 10), between(random, 0.1, 10)];
  const noise = noiseOfDensity(`exp(-sqrt(${s}*abs(x1))-sqrt(${t}*abs(x2)))`, 2, unit);
  return { noise, adversary: lpAdversary(1, 2), integral: rootIntegral(Math.max(s, t)), short: SHORT };
}

/** e^{-|x|^k} of the cube, k > 1: against linf as in row-exp-linf-linf, against l1 a face of 2d decides. */
function cube(random: RandomStream): Known {
  const [dim, k] = [dimension(random, 2, 30), between(random, 1.1, 4)];
  const against = random.uniform() < 0.5 ? 1 : Infinity;
  const [shape, tilted] = [dim / k, (dim + k - 1) / k];
  const scale = 0.5 * k * Math.exp(logGamma(tilted) - logGamma(shape));
  const diagonal = (p: number): number => scale * gammaCdf(gammaQuantile(2 * p, shape, 'upper'), tilted, 'upper');
  const along = (p: number): number => diagonal(Math.min(0.5, dim * p)) / dim;
  const noise = levelSetNoise({ body: lpBall(Infinity, dim), radial: `exp(-r^${k})` }, dim, unit);
  const integral = (rho: number): number =>
    against === 1 ? integralOfInverseRate(along, rho, [0.5 / dim]).value : integralOfInverseRate(diagonal, rho).value;
  return { noise, adversary: lpAdversary(against, dim), integral, short: SHORT };
}

/**
 * e^{-t|x|_K} of the hexagon with corners (1,0), (u,v), (0,1), v < u < 1 < u + v, and their opposites: along e_2, the
 * worse axis at every threshold, the slope is t on two facets and t (1-u)/v on one; their cones weigh u, 1 and v.
 */
function hexagon(random: RandomStream): Known {
  const u = 0.7 + 0.25 * random.uniform();
  const v = 0.4 + 0.25 * random.uniform();
  const t = between(random, 0.1, 10);
  const corners = [
    [1, 0],
    [u, v],
    [0, 1],
  ].flatMap(([x, y]) => [
    [x!, y!],
    [-x!, -y!],
  ]);
  const noise = levelSetNoise({ body: vPolytope(corners), radial: `exp(-${t}*r)` }, 2, unit);
  const steep = (0.5 * (u + 1)) / (u + v + 1);
  const share = (1 - u) / v;
  // Phi is t p up to `steep`, and from there on rises by `share` of that.
  const rest = (p: number): number => Math.log((steep + share * (0.5 - steep)) / (steep + share * (p - steep))) / share;
  const integral = (rho: number): number => {
    const p = 1 - rho;
    return (p < steep ? Math.log(steep / p) + rest(steep) : rest(p)) / t;
  };
  return { noise, adversary: lpAdversary(1, 2), integral, short: SHORT };
}

/** The first three for each of the rooms where such lines are made: level-set, product and independent noise. */
const KINDS = [cube, squareRoot, twoRoots, hexagon, cauchy] as const;

function linesAgainst(random: RandomStream, index: number): NumericInstance[] {
  const { noise, adversary, integral, short } = KINDS[index % KINDS.length]!(random);
  // Near one half the line of slope 0 decides, elsewhere others.
  const rhos = [
    0.5 + 10 ** (-2 - 3 * random.uniform()),
    0.6 + 0.3 * random.uniform(),
    1 - 10 ** (-1 - 2 * random.uniform()),
  ];
  return rhos.flatMap((rho) => {
    const right = integral(rho);
    const left = certifiedRadius(noise, adversary, rho, { method: 'differential' }).radius;
    const label = `${noise.spec}, l${adversary.kind === 'lp' && adversary.p === 1 ? '1' : 'inf'}, d = ${noise.dim}, rho = ${rho}`;
    return [
      { label, left, relation: '<=' as const, right, tolerance: 1e-8 * right },
      { label, left, relation: '>=' as const, right: (1 - short) * right, tolerance: 0 },
    ];
  });
}

export const slopeLinesPart: ImplementationPart = {
  id: 'library-lines',
  about: 'implementation',
  implements: ['convex-rate', 'polygon'],
  statement:
    'Radii of formulas by lines $cp + E(Y-c)_+$ above $\\Phi$, at thresholds that the library chooses, are at most $\\int_{1-\\rho}^{1/2}dp/\\Phi(p)$ and at most 1/200 of it below.',
  evidence: [
    numerically(
      'at drawn scales and rho: the cube, a hexagon, coordinates e^-sqrt|x|, two of different scale, Cauchy; the integral by hand or by quadrature, within 1e-8',
      (context: EvidenceContext) => draws(context, { quick: 3, full: 60 }, linesAgainst).flat(),
    ),
  ],
};
