/** Uniform noise on the unit ball of a norm or on any convex body. */
import { lpBall } from '../../geometry/bodies/lp-ball.ts';
import type { ConvexBody, Vector } from '../../geometry/body.ts';
import { measuredBody } from '../../geometry/measured-body.ts';
import { logVolume } from '../../geometry/functionals/volume.ts';
import { uniformSampler } from '../../geometry/sampling/uniform-sampler.ts';
import type { Estimate } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
import { established, establishedOn } from '../facts.ts';
import { bodySecondMoment } from './body-second-moment.ts';
import { namedFacts } from './facts.ts';
import { requireDimension } from '../../geometry/bodies/lp-norm.ts';
import { resolveComputedScale, resolveScale, sigmaOf } from '../scale.ts';
import { logShapeVolume, sampleBall, SHAPE_NORMS, shapeExponent, shapeNorm, sphereSecondMoment } from './shape-norm.ts';
import type { Scale, ShapeNorm, UniformNoise } from '../noise.ts';

/**
 * Uniform on the unit ball of l1, l2 or linf in R^dim, or on a convex body of that dimension, times lambda.
 *
 * For the balls |x| is U^{1/d}, so sigma^2/lambda^2 = d/(d + 2) times the second moment of the sphere: 1/3 (cube),
 * 1/(d + 2) (Euclidean ball), 2/((d + 1)(d + 2)) (cross-polytope). For other bodies see body-second-moment.ts.
 * Throws InvalidInput.
 *
 * @example
 * uniform('linf', 3072, { lambda: 1 }).sigma ** 2 // => 0.33333333...
 */
export function uniform(shape: ShapeNorm | ConvexBody, dim: number, scale: Scale): UniformNoise {
  requireDimension(dim);
  if (typeof shape !== 'string') return uniformOnBody(shape, dim, scale);
  if (!SHAPE_NORMS.includes(shape)) {
    throw new InvalidInput(`Uniform noise is on l1, l2, linf or a body, not "${String(shape)}".`, {
      code: 'noise-parameter',
    });
  }
  const spec = `uniform:${shape}`;
  const logUnitSigma = 0.5 * Math.log((dim / (dim + 2)) * sphereSecondMoment(shape, dim));
  const { lambda, sigma } = resolveScale(spec, logUnitSigma, scale);
  const logHeight = -logShapeVolume(shape, dim) - dim * Math.log(lambda);
  const body = lpBall(shapeExponent(shape), dim);
  return established<Omit<UniformNoise, 'facts'>>(
    {
      family: 'uniform',
      norm: shape,
      body,
      support: measuredBody(body),
      // On the line every ball is the same segment.
      simpler: dim === 1 && shape !== 'linf' ? () => uniform('linf', 1, { lambda }) : null,
      spec,
      dim,
      lambda,
      sigma,
      logDensity: (x: Vector) => heightInside(logHeight, shapeNorm(shape, x) / lambda),
      sample: (random, out) => sampleBall(shape, lambda, random, out),
    },
    namedFacts(sigma, { logConcave: true, jumps: true }),
  );
}

/** Uniform noise on a body, with what is known of its sigma. */
export interface BodyUniformNoise extends UniformNoise {
  /** E|X|_2^2 / dim at lambda = 1. */
  readonly unitVariance: Estimate;
}

function uniformOnBody(body: ConvexBody, dim: number, scale: Scale): BodyUniformNoise {
  if (body.dim !== dim) {
    throw new InvalidInput(
      `The ${body.name} has dimension ${body.dim}, but the noise was asked for in dimension ${dim}.`,
      { code: 'dimension' },
    );
  }
  const spec = `uniform on the ${body.name}`;
  const sample = exactSampler(body);
  const moment = bodySecondMoment(body);
  const unitVariance = {
    ...moment,
    value: moment.value / dim,
    lower: moment.lower / dim,
    upper: moment.upper / dim,
  };
  const { lambda, sigma } = resolveComputedScale(spec, unitVariance, scale);
  // The volume may cost much (a polytope), so only the first use of the density pays for it.
  let logHeight = NaN;
  const scaled = new Float64Array(dim);
  return establishedOn<Omit<BodyUniformNoise, 'facts'>>(
    body,
    {
      family: 'uniform',
      norm: 'body',
      body,
      support: measuredBody(body),
      simpler: null,
      spec,
      dim,
      lambda,
      sigma,
      unitVariance,
      logDensity: (x: Vector) => {
        if (Number.isNaN(logHeight)) logHeight = -logVolume(body).value - dim * Math.log(lambda);
        for (let i = 0; i < dim; i++) scaled[i] = x[i]! / lambda;
        return heightInside(logHeight, body.gauge(scaled));
      },
      sample: (random, out) => {
        sample(random, out);
        for (let i = 0; i < dim; i++) out[i] = out[i]! * lambda;
      },
    },
    { ...namedFacts(sigma, { logConcave: true, jumps: true }), sigma: sigmaOf(unitVariance, lambda, sigma) },
  );
}

/**
 * A sampler of exact, independent uniform points; where only a random walk is known, one that throws InvalidInput when
 * used: a walk's states are not independent, and no confidence statement could rest on them.
 */
function exactSampler(body: ConvexBody): (random: RandomStream, out: Float64Array) => void {
  const sampler = uniformSampler(body);
  if (sampler.basis === 'exact') return (random, out) => sampler.sample(random, out);
  return () => {
    throw new InvalidInput(`No exact sampler is known for the ${body.name} (only ${sampler.detail}).`, {
      code: 'not-known',
    });
  };
}

/** The density at a point of this gauge; NaN stays NaN. */
function heightInside(logHeight: number, gauge: number): number {
  if (Number.isNaN(gauge)) return NaN;
  return gauge <= 1 ? logHeight : -Infinity;
}
