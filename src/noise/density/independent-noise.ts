/**
 * Noise of a density that splits into coordinates of different laws: drawn and normalized coordinate by coordinate, so
 * that no envelope in several variables has to find a far bump or a narrow wall.
 */
import { isQuasiConcave } from '../../formula/curvature.ts';
import { isNonnegativeEverywhere } from '../../formula/defined.ts';
import { compileLog } from '../../formula/log.ts';
import type { FormulaTree } from '../../formula/tree.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import type { RandomStream } from '../../numeric/random/random-stream.ts';
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
import { DensityEnclosures } from './enclosures.ts';
import { IndependentDensities, meanSquare } from './independent.ts';

/**
 * The noise of the formula `given`, the product of the `factors`, one a coordinate; null where a factor cannot be
 * integrated, or may be negative.
 */
export function independentNoise(
  given: FormulaTree,
  factors: readonly FormulaTree[],
  scale: Scale,
  cells?: number,
): DensityNoise | null {
  const laws = factors.map((factor) => halfLineLaw(profileOf(factor), 1));
  const isDensity = (law: (typeof laws)[number], i: number): boolean =>
    !('finite' in law) && (isNonnegativeEverywhere(factors[i]!) || law.enclosed.isNonnegative());
  return laws.every(isDensity) ? noiseOfLaws(given, laws as HalfLineLaw[], scale, cells) : null;
}

function noiseOfLaws(given: FormulaTree, laws: readonly HalfLineLaw[], scale: Scale, cells?: number): DensityNoise {
  const dim = laws.length;
  const spec = densitySpec(given.text);
  const unitVariance = meanSquare(laws);
  const { lambda, sigma } = resolveComputedScale(spec, unitVariance, scale);
  const logNormalizer = sumOf(
    laws.map((law) => law.logIntegral()),
    dim * (Math.LN2 + Math.log(lambda)),
  );
  const logGiven = compileLog(given);
  const unit = new Float64Array(dim);
  const sampleUnit = (random: RandomStream, out: Float64Array): void => {
    for (let i = 0; i < dim; i++) out[i] = random.sign() * laws[i]!.draw(random);
  };
  const quasiConcave: Check = isQuasiConcave(given)
    ? { status: 'proved', how: 'a decreasing function of a convex one, by the rules for its parts' }
    : searchDip(logGiven, dim, (random, out) => {
        // Any points where the mass is will do: not the law itself, whose table takes minutes where a narrow bump lies
        // far out.
        for (let i = 0; i < dim; i++) out[i] = random.sign() * laws[i]!.roughQuantile(random.uniformOpen());
      });
  const enclosures = new IndependentDensities(
    laws.map((law) => law.enclosed),
    new DensityEnclosures(given, guessOf(laws), cells),
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
      marginals: laws,
      rateBound: rateBounds((adversary) => densityRateBound(enclosures, lambda, adversary)),
      logDensity: (x) => {
        let sum = 0;
        for (let i = 0; i < dim; i++) sum += laws[i]!.profile.log(Math.abs(x[i]!) / lambda);
        return sum - logNormalizer.value;
      },
      sample: (random, out) => {
        sampleUnit(random, unit);
        for (let i = 0; i < dim; i++) out[i] = unit[i]! * lambda;
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
      logPeak: logPeakOf(laws, lambda),
    },
  );
}

const widthOf = (law: HalfLineLaw): number => law.logIntegral().upper - law.logIntegral().lower;

/** Of the density as normalized; null where a coordinate has a pole. */
function logPeakOf(laws: readonly HalfLineLaw[], lambda: number): number | null {
  const heights = laws.map((law) => Math.log(0.5 * law.enclosed.height().upper) - Math.log(lambda));
  const sum = heights.reduce((a, b) => a + b, 0);
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

/** Where a mesh may start. */
function guessOf(laws: readonly HalfLineLaw[]): ConstructorParameters<typeof DensityEnclosures>[1] {
  const sizes = laws.map((law) => Math.round(Math.log2(law.quantile(0.5))));
  const spread = Math.max(...sizes) - Math.min(...sizes);
  const scales = Float64Array.from(sizes, (k) => (spread > 2 ? 2 ** k : 1));
  const along = laws.map((law, i) => ({
    near: law.quantile(0.1) / scales[i]!,
    far: law.quantile(1e-12, 'upper') / scales[i]!,
  }));
  const logMass = laws.reduce((sum, law, i) => sum + Math.LN2 + law.logIntegral().value - Math.log(scales[i]!), 0);
  return {
    scales,
    innerRadius: Math.max(1e-200, Math.min(...along.map(({ near }) => near))),
    radius: Math.min(1e200, Math.max(...along.map(({ far }) => far))),
    logMass,
  };
}
