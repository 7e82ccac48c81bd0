/**
 * Noise of a density that splits into coordinates of different laws, or into linear forms that are independent: drawn
 * and normalized coordinate by coordinate, so that no envelope in several variables has to find a far bump or a narrow
 * wall.
 */
import { isQuasiConcave } from '../../formula/curvature.ts';
import { isNonnegativeEverywhere } from '../../formula/defined.ts';
import { compileLog } from '../../formula/log.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { continuityCheck, logConcavityCheck, normalizationCheck, varianceCheck } from '../checks.ts';
import { established } from '../facts.ts';
import { halfLineLaw, type HalfLineLaw } from '../half-line/law.ts';
import { profileOf } from '../half-line/profile.ts';
import type { DensityNoise, Scale } from '../noise.ts';
import { densityRateBound } from '../rate/density.ts';
import { rateBounds } from '../rate/rate-bounds.ts';
import { resolveComputedScale, sigmaOf } from '../scale.ts';
import type { Check } from '../validity.ts';
import { searchDip } from './concavity.ts';
import { densitySpec } from './density-noise.ts';
import { atUnit, growthOnMesh, growthSource, type Extent } from './formula-growth.ts';
import { IndependentDensities, meanSquare } from './independent.ts';
import { plainImage, type LinearImage } from './linear-image.ts';

/**
 * The noise of the formula `given`, the product of the `factors`, one a coordinate, or one a form of `image`; null
 * where a factor cannot be integrated, or may be negative.
 */
export function independentNoise(
  given: FormulaTree,
  factors: readonly FormulaTree[],
  scale: Scale,
  image: LinearImage | null = null,
): DensityNoise | null {
  const laws = factors.map((factor) => halfLineLaw(profileOf(factor), 1));
  const isDensity = (law: (typeof laws)[number], i: number): boolean =>
    !('finite' in law) && (isNonnegativeEverywhere(factors[i]!) || law.enclosed.isNonnegative());
  return laws.every(isDensity) ? noiseOfLaws(given, laws as HalfLineLaw[], scale, image) : null;
}

function noiseOfLaws(
  given: FormulaTree,
  laws: readonly HalfLineLaw[],
  scale: Scale,
  forms: LinearImage | null,
): DensityNoise {
  const dim = laws.length;
  const image = forms ?? plainImage(dim);
  const spec = densitySpec(given.text);
  const unitVariance = meanSquare(laws, image);
  const { lambda, sigma } = resolveComputedScale(spec, unitVariance, scale);
  // The integral of the product over the forms, over |det A|.
  const [least, most] = image.logDeterminant;
  const determinant = enclosed(-0.5 * (least + most), -most, -least, 'interval');
  const logNormalizer = sumOf(
    [...laws.map((law) => law.logIntegral()), determinant],
    dim * (Math.LN2 + Math.log(lambda)),
  );
  const logGiven = compileLog(given);
  const coordinates = new Float64Array(dim);
  /** From coordinates of U. */
  const place = (u: Float64Array, out: Float64Array, by: number): void => {
    for (let i = 0; i < dim; i++) out[i] = forms === null ? u[i]! * by : inner(image.inverse[i]!, u) * by;
  };
  const quasiConcave: Check = isQuasiConcave(given)
    ? { status: 'proved', how: 'a decreasing function of a convex one, by the rules for its parts' }
    : searchDip(logGiven, dim, (random, out) => {
        // Any points where the mass is will do: not the law itself, whose table takes minutes where a narrow bump lies
        // far out.
        for (let i = 0; i < dim; i++) coordinates[i] = random.sign() * laws[i]!.roughQuantile(random.uniformOpen());
        place(coordinates, out, 1);
      });
  const enclosures = new IndependentDensities(
    laws.map((law) => law.enclosed),
    image,
  );
  const widest = laws.reduce((a, b) => (widthOf(a) > widthOf(b) ? a : b));
  return established<Omit<DensityNoise, 'facts'>>(
    {
      family: 'density',
      spec,
      dim,
      lambda,
      sigma,
      logNormalizer,
      unitVariance,
      acceptance: 1,
      enclosures,
      growth: growthSource(() =>
        growthOnMesh(given, extentsOf(laws, image), atUnit(logNormalizer, dim * Math.log(lambda))),
      ),
      marginals: forms === null ? laws : null,
      rateBound: rateBounds((adversary) => densityRateBound(enclosures, lambda, adversary)),
      logDensity: (x) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) {
          const u = forms === null ? x[i]! : inner(image.forms[i]!, x);
          sum += laws[i]!.profile.log(Math.abs(u) / lambda);
        }
        return sum - logNormalizer.value;
      },
      sample: (random, out) => {
        for (let i = 0; i < dim; i++) coordinates[i] = random.sign() * laws[i]!.draw(random);
        place(coordinates, out, lambda);
      },
    },
    {
      checks: {
        normalizable: normalizationCheck(widest),
        even: { status: 'proved', how: 'parity of the formula of every coordinate' },
        quasiConcave,
        finiteVariance: varianceCheck(unitVariance, 'E|x|^2', '|x|^2 f(x)'),
        absolutelyContinuous: { status: 'proved', how: 'it has a density' },
      },
      logConcave: logConcavityCheck(given),
      continuous: continuityCheck(given),
      sigma: sigmaOf(unitVariance, lambda, sigma),
      logPeak: logPeakOf(laws, lambda, most),
    },
  );
}

/** How far X = A^-1 U goes along each axis. */
function extentsOf(laws: readonly HalfLineLaw[], image: LinearImage): Extent[] {
  const sizes = laws.map((law) => ({ near: law.quantile(0.5), far: law.quantile(1e-12, 'upper') }));
  return image.inverse.map((row) => {
    const along = (of: (size: Extent) => number): number =>
      row.reduce((sum, x, j) => sum + Math.abs(x) * of(sizes[j]!), 0);
    return { near: along(({ near }) => near), far: along(({ far }) => far) };
  });
}

function inner(a: ArrayLike<number>, x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * x[i]!;
  return sum;
}

const widthOf = (law: HalfLineLaw): number => law.logIntegral().upper - law.logIntegral().lower;

/** Of the density as normalized; null where a coordinate has a pole. */
function logPeakOf(laws: readonly HalfLineLaw[], lambda: number, logDeterminant: number): number | null {
  const heights = laws.map((law) => Math.log(0.5 * law.enclosed.height().upper) - Math.log(lambda));
  const sum = heights.reduce((a, b) => a + b, logDeterminant);
  return Number.isFinite(sum) ? sum + 1e-14 * (1 + Math.abs(sum)) : null;
}

function sumOf(parts: readonly Estimate[], shift: number): Estimate {
  const of = (ends: readonly number[]): number => ends.reduce((a, b) => a + b, shift);
  const rounding = 1e-14 * parts.reduce((sum, { value }) => sum + Math.abs(value), 1 + Math.abs(shift));
  return enclosed(
    of(parts.map(({ value }) => value)),
    of(parts.map(({ lower }) => lower)) - rounding,
    of(parts.map(({ upper }) => upper)) + rounding,
    'interval',
  );
}
