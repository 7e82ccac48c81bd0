/**
 * log Gamma(x), x > 0, to 1e-15.
 *
 * The rational approximations are those of FreeBSD's e_lgamma_r.c: Copyright (C) 1993 by Sun Microsystems, Inc. All
 * rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and
 * distribute this software is freely granted, provided that this notice is preserved.
 */
import { polynomial } from './polynomial.ts';

/** log Gamma(x) for x > 0; Infinity at 0, NaN below. */
export function logGamma(x: number): number {
  if (!(x >= 0)) return NaN;
  if (x === 0 || x === Infinity) return Infinity;
  if (x < 2 ** -56) return -Math.log(x);
  if (x >= 2 ** 56) return x * (Math.log(x) - 1);
  if (x >= 8) return (x - 0.5) * (Math.log(x) - 1) + STIRLING_ZERO + polynomial(1 / (x * x), STIRLING) / x;
  if (x >= 2) return aboveTwo(x);
  // Gamma(x + 1) = x Gamma(x) moves what is left into [0.9, 2).
  return x <= 0.9 ? aroundOne(x, 1) - Math.log(x) : aroundOne(x, 0);
}

/**
 * log Gamma(x + shift), x + shift in [0.9, 2) (for shift 0) or [1, 1.9] (for shift 1), by the nearest of its
 * expansions.
 */
function aroundOne(x: number, shift: 0 | 1): number {
  const argument = x + shift;
  if (argument >= MINIMUM + 0.27) {
    const y = 2 - shift - x;
    const z = y * y;
    return y * polynomial(z, NEAR_TWO_ODD) + z * polynomial(z, NEAR_TWO_EVEN) - 0.5 * y;
  }
  if (argument >= MINIMUM - 0.23) {
    const y = x - (MINIMUM_HIGH - shift);
    const z = y * y;
    const w = z * y;
    const p =
      z * polynomial(w, MINIMUM_0) - (MINIMUM_TAIL - w * (polynomial(w, MINIMUM_1) + y * polynomial(w, MINIMUM_2)));
    return MINIMUM_VALUE + p;
  }
  const y = x - (1 - shift);
  return -0.5 * y + (y * polynomial(y, NEAR_ONE_OVER)) / polynomial(y, NEAR_ONE_UNDER);
}

/** log Gamma(x), 2 <= x < 8: from [2, 3) by the recurrence. */
function aboveTwo(x: number): number {
  const whole = Math.trunc(x);
  const y = x - whole;
  let product = 1;
  for (let k = whole - 1; k >= 2; k--) product *= y + k;
  return 0.5 * y + (y * polynomial(y, ABOVE_TWO_OVER)) / polynomial(y, ABOVE_TWO_UNDER) + Math.log(product);
}

/** Where Gamma is least on x > 0, in two parts, and log Gamma there, in two parts. */
const MINIMUM = 1.461632144968362245;
const MINIMUM_HIGH = 1.46163214496836224576;
const MINIMUM_VALUE = -1.21486290535849611461e-1;
const MINIMUM_TAIL = -3.63867699703950536541e-18;

/** Coefficients, from the constant up. */
const NEAR_TWO_ODD = [
  7.72156649015328655494e-2, 0.06735230105312927, 0.007385550860814029, 0.0011927076318336207, 0.00022086279071390839,
  0.000025214456545125733,
];
const NEAR_TWO_EVEN = [
  3.22467033424113591611e-1, 0.020580808432516733, 0.0028905138367341563, 0.0005100697921535113, 0.00010801156724758394,
  0.000044864094961891516,
];
const MINIMUM_0 = [
  4.83836122723810047042e-1, -0.032788541075985965, 0.006100538702462913, -0.0014034646998923284,
  0.00031563207090362595,
];
const MINIMUM_1 = [
  -1.47587722994593911752e-1, 0.01797067508118204, -0.0036845201678113826, 0.000881081882437654,
  -0.00031275416837512086,
];
const MINIMUM_2 = [
  6.46249402391333854778e-2, -0.010314224129834144, 0.0022596478090061247, -0.0005385953053567405,
  0.0003355291926355191,
];
const NEAR_ONE_OVER = [
  -7.72156649015328655494e-2, 0.6328270640250934, 1.4549225013723477, 0.9777175279633727, 0.22896372806469245,
  0.013381091853678766,
];
const NEAR_ONE_UNDER = [
  1, 2.4559779371304113, 2.128489763798934, 0.7692851504566728, 0.10422264559336913, 0.003217092422824239,
];
const ABOVE_TWO_OVER = [
  -7.72156649015328655494e-2, 0.21498241596060885, 0.325778796408931, 0.14635047265246445, 0.02664227030336386,
  0.0018402845140733772, 0.00003194753265841009,
];
const ABOVE_TWO_UNDER = [
  1, 1.3920053346762105, 0.7219355475671381, 0.17193386563280308, 0.01864591917156529, 0.0007779424963818936,
  0.000007326684307446256,
];
const STIRLING = [
  0.08333333333333297, -0.0027777777772877554, 0.0007936505586430196, -0.00059518755745034, 0.0008363399189962821,
  -0.0016309293409657527,
];
const STIRLING_ZERO = 4.18938533204672725052e-1;
