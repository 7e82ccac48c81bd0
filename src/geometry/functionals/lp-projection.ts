/**
 * vol(Pi_v K)/|K| of the unit ball of l_p.
 *
 * With X uniform on any body K, vol(Pi_v K)/|K| = (d/2) E|<grad gauge(X), v>| (Cauchy's formula against the cone
 * measure). For l_p, with Y_i = sign |G_i|^{p-1} and G of density e^{-|t|^p}, this is
 * (d/2) (Gamma(d/p)/Gamma((d+p-1)/p)) E|sum v_i Y_i|: a closed form for p = 1, 2, Infinity and along an axis, a
 * quadrature for up to three nonzero coordinates, and otherwise the enclosure by the first two moments of Y.
 */
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import { scaled, widened } from '../../numeric/estimate-algebra.ts';
import { integrate } from '../../numeric/quadrature/adaptive.ts';
import { gammaCdf, gammaRatio, logGamma } from '../../numeric/special/special.ts';
import type { Vector } from '../body.ts';
import { halfGammaRatio } from '../../numeric/special/half-gamma-ratio.ts';
import { lpNorm, requireVector } from '../bodies/lp-norm.ts';
import { meanAbsoluteSignSum } from './sign-sum.ts';

/** vol(Pi_v K)/|K| for K the unit ball of l_p in R^dim. */
export function lpProjectionRatio(p: number, dim: number, v: Vector): Estimate {
  requireVector(v, dim, 'direction');
  if (p === Infinity) return closedForm(lpNorm(v, 1) / 2, 1e-13);
  // kappa_{d-1}/kappa_d = Gamma(d/2 + 1) / (sqrt(pi) Gamma((d+1)/2)) = 1 / (sqrt(pi) *
  // [Gamma((d+1)/2)/Gamma((d+2)/2)]).
  if (p === 2) return closedForm(lpNorm(v, 2) / (Math.sqrt(Math.PI) * halfGammaRatio(dim + 1)), 1e-13);
  if (p === 1) return scaled(meanAbsoluteSignSum(v), dim, 2);
  const sizes: number[] = [];
  for (let i = 0; i < dim; i++) if (v[i] !== 0) sizes.push(Math.abs(v[i]!));
  // (d/2) Gamma(d/p)/Gamma((d+p-1)/p); error of the log-gammas, relative to their size.
  const factor = (dim / 2) * gammaRatio(dim / p, (dim + p - 1) / p);
  const factorError = 1e-13 + 4e-16 * (1 + Math.abs(logGamma(dim / p)));
  return widened(scaled(meanAbsolutePowerSum(p, sizes), factor), factorError);
}

/** E|sum sizes_i Y_i|, Y = sign T^{1 - 1/p}, T of law Gamma(1/p). */
function meanAbsolutePowerSum(p: number, sizes: readonly number[]): Estimate {
  const mean = Math.exp(-logGamma(1 / p));
  if (sizes.length === 0) return closedForm(0);
  if (sizes.length === 1) return closedForm(sizes[0]! * mean, 1e-13);
  const length = lpNorm(sizes, 2);
  // Khinchine-Szarek and Minkowski below, Cauchy-Schwarz above; E Y^2 = Gamma(2 - 1/p)/Gamma(1/p).
  const lower = length * mean * Math.SQRT1_2;
  const upper = length * Math.sqrt(gammaRatio(2 - 1 / p, 1 / p));
  if (sizes.length > 3) return enclosed(0.5 * (lower + upper), lower * (1 - 1e-12), upper * (1 + 1e-12), 'interval');
  const [a, b, c] = [...sizes].sort((s, t) => s - t) as [number, number, number?];
  const scale = length;
  const result =
    c === undefined
      ? averageOverY(p, (y) => meanAbsoluteShift(p, b / scale, (a / scale) * y), 1e-11)
      : averageOverY(
          p,
          (y) => {
            const s = (a / scale) * y;
            // Average over the sign of the second variable too: |s + b y'| and |s - b y'|.
            return averageOverY(
              p,
              (z) =>
                0.5 *
                (meanAbsoluteShift(p, c / scale, s + (b / scale) * z) +
                  meanAbsoluteShift(p, c / scale, s - (b / scale) * z)),
              1e-9,
            ).value;
          },
          1e-8,
        );
  const value = scale * result.value;
  // The inner quadrature's own error enters the outer one: three times its tolerance.
  const error = scale * (result.error + (c === undefined ? 1e-12 : 3e-9));
  return enclosed(value, Math.max(lower, value - error), Math.min(upper, value + error), 'quadrature');
}

/** E|s + b Y| = E max(|s|, b|Y|), exactly: |s| P(b|Y| <= |s|) + b E[|Y|; b|Y| > |s|]. */
function meanAbsoluteShift(p: number, b: number, s: number): number {
  const size = Math.abs(s);
  const t = Math.pow(size / b, p / (p - 1));
  return size * gammaCdf(t, 1 / p) + b * Math.exp(-t - logGamma(1 / p));
}

/** E f(|Y|) by quadrature over |G|, whose density is e^{-g^p}/Gamma(1 + 1/p) on g > 0. */
function averageOverY(p: number, f: (y: number) => number, tolerance: number): { value: number; error: number } {
  const normalization = Math.exp(-logGamma(1 + 1 / p));
  // e^{-g^p} < 1e-30 beyond the cut; f grows no faster than |Y| there.
  const end = Math.pow(70, 1 / p);
  const { value, error } = integrate((g) => normalization * Math.exp(-Math.pow(g, p)) * f(Math.pow(g, p - 1)), 0, end, {
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance,
  });
  return { value, error: error + 1e-25 };
}
