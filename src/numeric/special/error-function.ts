/**
 * erf, erfc and erfcx to 1e-15, by the rational approximations of FreeBSD's s_erf.c: Copyright (C) 1993 by Sun
 * Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use,
 * copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { polynomial } from './polynomial.ts';

/** erf(x), any x. */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x + x * centre(x);
  if (size < 1.25) return Math.sign(x) * (ERF_ONE + nearOne(size));
  return size < 6 ? Math.sign(x) * (1 - tail(size) * gauss(size)) : Math.sign(x);
}

/** erfc(x) = 1 - erf(x), any x, to full relative accuracy where it is small. */
export function erfc(x: number): number {
  const size = Math.abs(x);
  if (size < 0.84375) return x < 0.25 ? 1 - (x + x * centre(x)) : 0.5 - (x - 0.5 + x * centre(x));
  if (size < 1.25) return x > 0 ? 1 - ERF_ONE - nearOne(size) : 1 + (ERF_ONE + nearOne(size));
  if (x < -6) return 2;
  if (x > 28) return 0;
  const small = tail(size) * gauss(size);
  return x > 0 ? small : 2 - small;
}

/** exp(x^2) erfc(x), any x; Infinity below -26.6. */
export function erfcx(x: number): number {
  if (x >= 1.25) return tail(x);
  if (x > -1.25) return erfc(x) / gauss(x);
  return 2 / gauss(x) - tail(-x);
}

/** erf(x)/x - 1, |x| < 0.84375. */
function centre(x: number): number {
  const z = x * x;
  return polynomial(z, CENTRE_OVER) / polynomial(z, CENTRE_UNDER);
}

/** erf(1) rounded to 24 bits, and erf(x) less that, 0.84375 <= x < 1.25. */
const ERF_ONE = 8.45062911510467529297e-1;
const nearOne = (x: number): number => polynomial(x - 1, NEAR_ONE_OVER) / polynomial(x - 1, NEAR_ONE_UNDER);

/** exp(x^2) erfc(x), x >= 1.25. */
function tail(x: number): number {
  const z = 1 / (x * x);
  const ratio =
    x < 1 / 0.35
      ? polynomial(z, TAIL_OVER) / polynomial(z, TAIL_UNDER)
      : polynomial(z, FAR_OVER) / polynomial(z, FAR_UNDER);
  return Math.exp(ratio - 0.5625) / x;
}

/** exp(-x^2) without the rounding of the square: with 24 bits s of x, -x^2 = -s^2 + (s - x)(s + x). */
function gauss(x: number): number {
  const s = Math.fround(x);
  return Math.exp(-s * s) * Math.exp((s - x) * (s + x));
}

/** Coefficients, from the constant up. */
const CENTRE_OVER = [
  1.28379167095512558561e-1, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.000023763016656650163,
];
const CENTRE_UNDER = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
];
const NEAR_ONE_OVER = [
  -2.36211856075265944077e-3, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const NEAR_ONE_UNDER = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const TAIL_OVER = [
  -9.86494403484714822705e-3, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const TAIL_UNDER = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
];
const FAR_OVER = [
  -9.86494292470009928597e-3, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const FAR_UNDER = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
];
