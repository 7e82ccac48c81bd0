/**
 * The routes that hold for a noise against a ball of l1, l2 or linf, at lambda = 1: one row or more of the table of
 * radii each. Everything else is a conversion of these (route.ts).
 */
import { NORMAL_QUANTILE_ERROR } from '../../numeric/estimate.ts';
import { fairSignSum } from '../../noise/rate/fair-sign-sum.ts';
import { unitFisherInformation } from '../../growth/rate/fisher.ts';
import type { CanonicalNoise } from '../../noise/named/canonical.ts';
import type { ExpNoise, UniformNoise } from '../../noise/noise.ts';
import {
  ballL2,
  cubeL1,
  exponentialL2Differential,
  exponentialOwnNorm,
  gaussianL2,
  logConcaveMarginalL1,
  ownBall,
} from './closed-form.ts';
import { exponentialHazard, hazardRadii, powerHazard, type RadialHazard } from './hazard.ts';
import { LARGEST_ARGUMENT, paretoArgument, paretoL1, squareRootExponentL1 } from './log-convex-marginal.ts';
import { against, roundedRadius, spherical, valueFormula, type RadiusFormula, type UnitRoute } from './route.ts';
import { exponentialCubeFormula, powerCubeFormula } from './total-variation.ts';

/** All routes that need no search. */
export function baseRoutes(noise: CanonicalNoise): UnitRoute[] {
  const { dim } = noise;
  const fisher = fisherRoute(noise);
  switch (noise.family) {
    case 'gaussian':
      return [
        spherical(
          valueFormula(
            'closed-form',
            'closed form (Gaussian, l2)',
            true,
            gaussianL2,
            'differential',
            NORMAL_QUANTILE_ERROR,
          ),
        ),
      ];
    case 'laplace':
      return [
        against(1, valueFormula('closed-form', 'closed form (Laplace, l1)', true, exponentialOwnNorm)),
        ...(dim === 1 ? [] : [against(Infinity, laplaceLinfFormula(dim)), ...fisher]),
      ];
    case 'uniform':
      return uniformRoutes(noise);
    case 'exp':
      return [...exponentialRoutes(noise), ...fisher];
    case 'power':
      if (noise.norm === 'l2') return fisher;
      return [
        against(1, powerCubeFormula(dim, noise.a)),
        against(Infinity, hazardFormula(powerHazard(dim, noise.a), 'Power-linf, linf')),
        ...fisher,
      ];
    case 'iid-exp': {
      const { s } = noise;
      const marginal = (probability: Parameters<typeof logConcaveMarginalL1>[0]): number =>
        logConcaveMarginalL1(probability, s);
      return [
        against(
          1,
          s >= 1
            ? valueFormula('closed-form', `quantile of the marginal (${noise.spec}, l1)`, true, marginal)
            : s === 0.5
              ? valueFormula(
                  'differential',
                  `differential method (${noise.spec}, l1), dilogarithm`,
                  false,
                  squareRootExponentL1,
                )
              : hazardFormula(exponentialHazard(1, s), `${noise.spec}, l1`),
        ),
        ...fisher,
      ];
    }
    case 'iid-pareto':
      return [against(1, paretoFormula(noise.a, `${noise.spec}, l1`)), ...fisher];
  }
}

function uniformRoutes(noise: UniformNoise): UnitRoute[] {
  const { dim, norm } = noise;
  const own = (name: string): RadiusFormula =>
    valueFormula(
      'closed-form',
      `closed form (${name})`,
      true,
      (probability) => ownBall(probability, dim),
      'total-variation',
    );
  switch (norm) {
    case 'linf':
      return [
        against(1, valueFormula('closed-form', 'closed form (uniform cube, l1)', true, cubeL1, 'total-variation')),
        against(Infinity, own('uniform cube, linf')),
      ];
    case 'l2': {
      const formula = (probability: Parameters<typeof ballL2>[0]): number => ballL2(probability, dim);
      return [
        spherical(valueFormula('closed-form', 'closed form (uniform ball, l2)', true, formula, 'total-variation')),
      ];
    }
    case 'l1':
      return [against(1, own('uniform cross-polytope, l1'))];
    case 'body':
      return [];
  }
}

function exponentialRoutes(noise: ExpNoise): UnitRoute[] {
  const { dim, norm, k, j } = noise;
  switch (norm) {
    case 'l1':
      return [against(1, hazardFormula(exponentialHazard(dim, k), 'Exp-l1, l1'))];
    case 'l2': {
      if (k !== 1 || j !== 0 || dim === 1) return [];
      const formula = (probability: Parameters<typeof exponentialL2Differential>[0]): number =>
        exponentialL2Differential(probability, dim);
      return [spherical(valueFormula('differential', 'differential method (Exp-l2, k = 1)', false, formula))];
    }
    case 'linf':
      return [
        ...(j < dim - 1 ? [against(1, exponentialCubeFormula(dim, k, j))] : []),
        ...(j === 0 ? [against(Infinity, exponentialLinfFormula(dim, k))] : []),
      ];
  }
}

function exponentialLinfFormula(dim: number, k: number): RadiusFormula {
  return k === 1
    ? valueFormula('closed-form', 'closed form (Exp-linf, k = 1, linf)', true, exponentialOwnNorm)
    : hazardFormula(exponentialHazard(dim, k), 'Exp-linf, linf');
}

function hazardFormula(law: RadialHazard, name: string): RadiusFormula {
  return {
    method: 'differential',
    detail: `differential method (${name})`,
    tight: false,
    twoClass: 'differential',
    radii: (at) => hazardRadii(law, at),
  };
}

/** The series where it is short, the integral elsewhere. */
function paretoFormula(a: number, name: string): RadiusFormula {
  const integral = hazardFormula(powerHazard(1, a + 1), name);
  return {
    ...integral,
    radii: (at) =>
      at.every((probability) => paretoArgument(probability, a) <= LARGEST_ARGUMENT)
        ? at.map((probability) => roundedRadius(paretoL1(probability, a), false))
        : integral.radii(at),
  };
}

/** Laplace against linf. */
function laplaceLinfFormula(dim: number): RadiusFormula {
  const detail = 'differential method, exact law of the sum of signs (Laplace, linf)';
  return valueFormula('differential', detail, false, ({ tail, excess }) =>
    tail === 0 ? Infinity : fairSignSum(dim).radius(tail, excess),
  );
}

/** arcsin(2 rho - 1)/sqrt I against l2. */
function fisherRoute(noise: CanonicalNoise): UnitRoute[] {
  const information = unitFisherInformation(noise);
  if (information === null) return [];
  const detail = 'differential method with the Fisher information bound on Phi (l2)';
  const formula: RadiusFormula = {
    method: 'differential',
    detail,
    tight: false,
    twoClass: 'differential',
    radii: (at) =>
      at.map(({ tail, excess }) => {
        const angle = excess < 0.35 ? Math.asin(2 * excess) : 0.5 * Math.PI - 2 * Math.asin(Math.sqrt(tail));
        return roundedRadius(angle / Math.sqrt(information), false);
      }),
  };
  const isSpherical = (noise.family === 'exp' || noise.family === 'power') && noise.norm === 'l2';
  return [isSpherical ? spherical(formula) : against(2, formula)];
}
