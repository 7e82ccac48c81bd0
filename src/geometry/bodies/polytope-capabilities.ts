/**
 * What an exact polytope lets a body offer: volume, vertices, facets, projections, covariogram, rays, uniform samples.
 */
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import { ratio, toDouble } from '../../numeric/algebra/rational.ts';
import type { ConvexBody, Halfspace, Vector } from '../body.ts';
import { VOLUME_ERROR, normalizedAreaVectors, logVolumeToDouble, overlapToDouble } from '../exact/exact-measure.ts';
import { doublePoint, rationalVector, type ExactPolytope } from '../exact/exact-polytope.ts';
import { TooManyFaces } from '../exact/extreme-rays.ts';
import { lpNorm, requireVector } from './lp-norm.ts';
import { overlapEnclosure } from '../covariogram/overlap-enclosure.ts';
import { polytopeSampler } from '../sampling/polytope-sampler.ts';

/** Facets beyond which a covariogram value is not worth an exact intersection. */
const MAX_OVERLAP_FACETS: Readonly<Record<number, number>> = { 1: 2, 2: 400, 3: 160, 4: 80, 5: 40, 6: 20 };

/** Runs `make` at most once. */
export function lazy<T>(make: () => T): () => T {
  let value: { readonly of: T } | null = null;
  return () => (value ??= { of: make() }).of;
}

/** Everything a body gains from being a small exact polytope. `gauge` is the body's own. */
export function polytopeCapabilities(
  exact: () => ExactPolytope,
  dim: number,
  gauge: (x: Vector) => number,
): Partial<ConvexBody> {
  const areas = lazy(() => normalizedAreaVectors(exact()));
  const logVolume = lazy(() => logVolumeToDouble(exact()));
  const sampler = lazy(() => polytopeSampler(exact()));
  const projectionRatio = (v: Vector): Estimate => {
    requireVector(v, dim, 'direction');
    return shadow(areas(), v);
  };
  return {
    exact,
    logVolume: () => {
      const value = logVolume();
      return enclosed(
        value,
        value - 2 * VOLUME_ERROR - 1e-15 * Math.abs(value),
        value + 2 * VOLUME_ERROR + 1e-15 * Math.abs(value),
        'exact',
      );
    },
    vertices: lazy(() => exact().vertices.map(doublePoint)),
    facets: lazy(() => facetList(exact())),
    projectionRatio,
    overlap: (v) => {
      requireVector(v, dim, 'shift');
      const size = gauge(v);
      if (lpNorm(v, Infinity) === 0) return closedForm(1, 0, 'exact');
      if (size > 2 + 1e-9) return closedForm(0, 0, 'exact');
      if (exact().facets.length > (MAX_OVERLAP_FACETS[dim] ?? 0)) {
        return overlapEnclosure(dim, Math.min(size, 2), projectionRatio(v));
      }
      try {
        const value = overlapToDouble(exact(), rationalVector(v));
        return closedForm(value, 3 * VOLUME_ERROR, 'exact');
      } catch (error) {
        if (error instanceof TooManyFaces) return overlapEnclosure(dim, Math.min(size, 2), projectionRatio(v));
        throw error;
      }
    },
    sample: (random, out) => sampler()(random, out),
  };
}

/** Facets with normals scaled so that the largest entry is 1 in size. */
function facetList(polytope: ExactPolytope): Halfspace[] {
  return polytope.facets.map(({ normal, offset }) => {
    const largest = normal.reduce((most, x) => (x > most ? x : -x > most ? -x : most), 0n);
    return {
      normal: normal.map((x) => toDouble(ratio(x, largest))),
      offset: toDouble(ratio(offset, largest)),
    };
  });
}

/** 1/2 sum |<area vector / |K|, v>| with its rounding error. */
function shadow(areas: readonly (readonly number[])[], v: Vector): Estimate {
  let sum = 0;
  let size = 0;
  for (const area of areas) {
    let inner = 0;
    for (let j = 0; j < area.length; j++) {
      const term = area[j]! * v[j]!;
      inner += term;
      size += Math.abs(term);
    }
    sum += Math.abs(inner);
  }
  const value = sum / 2;
  const error = (size / 2) * (2 ** -52 * (areas.length + v.length + 4) + 4 * VOLUME_ERROR);
  return enclosed(value, Math.max(0, value - error), value + error, 'exact');
}
