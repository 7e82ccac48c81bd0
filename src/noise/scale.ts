/** Parameters and scales: checked once, and sigma <-> lambda without overflow. */
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { Estimate } from '../numeric/estimate.ts';
import type { Scale } from './noise.ts';

/** Throws InvalidInput unless the parameter is finite and greater than `above`. */
export function checkParameter(noise: string, name: string, value: number, above: number, why = ''): void {
  if (!Number.isFinite(value) || value <= above) {
    const reason = why === '' ? '' : ` (${why})`;
    throw new InvalidInput(`${noise} noise needs a finite ${name} > ${above}${reason}, not ${name} = ${value}.`, {
      code: 'noise-parameter',
    });
  }
}

const LEAST_SCALE = 1e-290;

/** lambda and sigma from one of them and log sigma(lambda = 1), which is Infinity when the variance is infinite. */
export function resolveScale(spec: string, logUnitSigma: number, scale: Scale): { lambda: number; sigma: number } {
  const hasSigma = 'sigma' in scale;
  if (hasSigma && 'lambda' in scale)
    throw new InvalidInput('Give exactly one of sigma and lambda, not both.', { code: 'scale' });
  const given = hasSigma ? scale.sigma : scale.lambda;
  const name = hasSigma ? 'sigma' : 'lambda';
  if (!Number.isFinite(given) || given <= 0) {
    throw new InvalidInput(`${name} must be a positive finite number, not ${given}.`, { code: 'scale' });
  }
  // Among the least doubles, a decimal and the double it is read to may be far apart.
  if (given < LEAST_SCALE) {
    throw new InvalidInput(`${name} must be at least ${LEAST_SCALE}, not ${given}.`, { code: 'scale' });
  }
  if (hasSigma && logUnitSigma === Infinity) {
    throw new InvalidInput(
      `The variance of ${spec} is infinite or cannot be computed, so sigma cannot set its scale; give lambda instead.`,
      { code: 'scale' },
    );
  }
  const unitSigma = Math.exp(logUnitSigma);
  const other = hasSigma ? given / unitSigma : given * unitSigma;
  if (!inRange(other, logUnitSigma)) {
    if (Math.abs(Math.log(given)) >= Math.abs(logUnitSigma)) {
      throw new InvalidInput(
        `The scale ${name} = ${given} of ${spec} is too ${given > 1 ? 'large' : 'small'} for double precision; ` +
          'take one nearer to 1.',
        { code: 'scale' },
      );
    }
    const decimal = (logUnitSigma / Math.LN10).toFixed(0);
    throw new InvalidInput(
      `The ratio sigma/lambda of ${spec} is about 1e${decimal} in this dimension, too large or small for double ` +
        'precision; take less extreme parameters.',
      { code: 'scale' },
    );
  }
  return hasSigma ? { lambda: other, sigma: given } : { lambda: given, sigma: other };
}

/**
 * The same where the variance at lambda = 1 was computed: lambda from sigma is rounded down by what is not known of the
 * variance, so that no radius at lambda is above that at the sigma asked for. A sampled variance is taken as it is: its
 * sigma says so.
 */
export function resolveComputedScale(
  spec: string,
  { value, upper, confidence }: Estimate,
  scale: Scale,
): { lambda: number; sigma: number } {
  if (!('sigma' in scale) || confidence < 1 || !Number.isFinite(upper))
    return resolveScale(spec, 0.5 * Math.log(value), scale);
  const log = 0.5 * Math.log(upper);
  const { lambda, sigma } = resolveScale(spec, log, scale);
  return { lambda: lambda * (1 - 1e-15 * (1 + Math.abs(log))), sigma };
}

/**
 * Whether the scale that follows from the one given is a double with room about it; an infinite sigma is no hindrance.
 */
const inRange = (other: number, logUnitSigma: number): boolean =>
  other > LEAST_SCALE && (other < 1e290 || logUnitSigma === Infinity);

/** Whether a noise of this sigma at lambda = 1 can be made at this lambda. */
export function scaleFits(logUnitSigma: number, lambda: number): boolean {
  return inRange(lambda * Math.exp(logUnitSigma), logUnitSigma);
}

/** The sigma of a noise whose variance at lambda = 1 was computed, with the error of that computation. */
export function sigmaOf(unitVariance: Estimate, lambda: number, sigma: number): Estimate {
  const end = (x: number): number => lambda * Math.sqrt(x);
  return {
    value: sigma,
    lower: Math.min(sigma, end(unitVariance.lower)),
    upper: Math.max(sigma, end(unitVariance.upper)),
    method: unitVariance.method,
    confidence: unitVariance.confidence,
  };
}
