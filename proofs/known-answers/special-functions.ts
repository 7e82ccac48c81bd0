/**
 * The special functions against 30-digit answers of mpmath (test/reference/special_functions.py), as sharp as each is
 * said to be; those that they are made of against each other, at all sizes.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import {
  betaDensityTimesVariance,
  betaOffset,
  gammaDensityTimesX,
  logBetaKernel,
  logGammaKernel,
} from '../../src/numeric/special/gamma-beta-density.ts';
import { centralBinomial, halfGammaRatio, meanSphereCoordinate } from '../../src/numeric/special/half-gamma-ratio.ts';
import { hypergeometric2F1 } from '../../src/numeric/special/hypergeometric.ts';
import { logBetaTail } from '../../src/numeric/special/incomplete-beta.ts';
import { polynomial } from '../../src/numeric/special/polynomial.ts';
import * as facade from '../../src/numeric/special/special.ts';
import {
  log1pMinus,
  logGammaIncrement,
  logRatioMinus,
  stirlingCorrection,
} from '../../src/numeric/special/stirling.ts';
import { betaPrimeTail } from '../../src/numeric/special/beta-prime.ts';
import { toDouble, toRational } from '../../src/numeric/algebra/rational.ts';
import { agrees, atMost, oneIn } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import known from './special-functions.json' with { type: 'json' };

const special = { ...facade, hypergeometric2F1 };

interface Bound {
  readonly error: number;
  readonly skip?: (args: readonly number[]) => boolean;
}

/**
 * Relative error allowed, and where the list of answers is left out: quantiles of beta laws at probabilities below
 * 1e-200 are not used, and an upper quantile near 0 is a difference from 1.
 */
export const SPECIAL_ERRORS: Readonly<Record<string, Bound>> = {
  'gammaCdf lower': { error: 1e-13 },
  'gammaCdf upper': { error: 3e-13 },
  logGammaDensity: { error: 3e-14 },
  'gammaQuantile lower': { error: 1e-13 },
  'gammaQuantile upper': { error: 1e-12 },
  logGamma: { error: 1e-15 },
  gammaRatio: { error: 3e-14 },
  'betaCdf lower': { error: 3e-13 },
  'betaCdf upper': { error: 3e-13 },
  'betaQuantile lower': { error: 3e-14, skip: ([p]) => p! < 1e-200 },
  'betaQuantile upper': { error: 3e-14 },
  binomialUpperTail: { error: 1e-13 },
  binomialLowerTail: { error: 1e-13 },
  erf: { error: 1e-15 },
  erfc: { error: 1e-15 },
  erfcx: { error: 1e-15 },
  normalCdf: { error: 3e-13 },
  normalPdf: { error: 1e-15 },
  normalQuantile: { error: 1e-12 },
  dilogarithm: { error: 1e-14 },
  hypergeometric2F1: { error: 3e-14 },
};

/** Answers of one function, compared. */
export function specialAnswers(name: string): NumericInstance[] {
  const { error, skip } = SPECIAL_ERRORS[name]!;
  const [own, tail] = name.split(' ') as [keyof typeof special, string | undefined];
  const evaluate = special[own] as (...args: (number | string)[]) => number;
  return (known as Record<string, { args: number[]; value: string }[]>)[name]!.flatMap(({ args, value }) => {
    const truth = Number(value);
    if (skip?.(args) === true || (truth !== 0 && Math.abs(truth) < 1e-300)) return [];
    return [
      agrees(`${name}(${args.join(', ')})`, evaluate(...args, ...(tail === undefined ? [] : [tail])), truth, error),
    ];
  });
}

const answers = (context: EvidenceContext): NumericInstance[] =>
  oneIn(context, Object.keys(SPECIAL_ERRORS).length, Object.keys(SPECIAL_ERRORS)).flatMap(specialAnswers);

/** log(1 + u) - u, where u is small by 39 terms of its series. */
function slowLog1pMinus(u: number): number {
  if (Math.abs(u) > 0.2) return Math.log1p(u) - u;
  let sum = 0;
  for (let k = 40; k >= 2; k--) sum = 1 / k - u * sum;
  return -u * u * sum;
}

const parts = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 500 }, (random): NumericInstance[] => {
    const u = random.integer(2) === 0 ? random.sign() * between(random, 1e-12, 0.2) : between(random, 0.2, 30) - 0.9;
    const [s, delta] = [between(random, 0.05, 1e8), between(random, 1e-6, 1e4)];
    const [x, m] = [between(random, 1e-3, 1e5), between(random, 1e-3, 1e5)];
    const [a, b] = [between(random, 0.05, 3e4), between(random, 0.05, 3e4)];
    const y = random.integer(3) === 0 ? between(random, 1e-12, 0.5) : random.uniformOpen();
    const [dim, half] = [2 + random.integer(400), random.integer(300)];
    const z = between(random, 0.2, 1e6);
    const stirling = stirlingCorrection(z);
    const kernel = logGammaKernel(x, s);
    const offset = betaOffset(y, a, b);
    const exactOffset = toDouble(toRational(a).sub(toRational(a).add(toRational(b)).mul(toRational(y))));
    const logScale = (...of: readonly number[]): number => 1e-11 * (1 + Math.max(...of.map(Math.abs)));
    const logBeta = facade.logGamma(a) + facade.logGamma(b) - facade.logGamma(a + b);
    const naive = a * Math.log(y) + b * Math.log1p(-y) - logBeta;
    const size = 1e-15 * (facade.logGamma(a + b + 2) + Math.abs(a * Math.log(y)) + Math.abs(b * Math.log1p(-y)) + 10);
    const close = (name: string, left: number, right: number, off: number): NumericInstance[] => [
      atMost(`${name}: not above`, left, right, off),
      atMost(`${name}: not below`, right, left, off),
    ];
    const shape = between(random, 0.05, 3e4);
    const far = -(45 + Math.log1p(a + b)) * (1 + random.uniform());
    const gammaKernel = shape * Math.log(x) - x - facade.logGamma(shape);
    const small = between(random, 0.01, 0.999);
    const near = between(random, 1e-6, 1.49);
    return [
      ...close(`log(1 + u) - u at ${u}`, log1pMinus(u), slowLog1pMinus(u), 1e-13 * Math.abs(slowLog1pMinus(u))),
      ...close(
        `log(${x}/${m}) less its tangent`,
        logRatioMinus(x, m),
        Math.log(x / m) - (x - m) / m,
        3e-15 * (1 + Math.abs(Math.log(x / m)) + Math.abs(x - m) / m),
      ),
      // Stirling's own bounds: 1/(12 z) - 1/(360 z^3) < the correction < 1/(12 z).
      atMost(`Stirling at ${z}: from above`, stirling, 1 / (12 * z), 3e-15),
      atMost(`Stirling at ${z}: from below`, 1 / (12 * z) - 1 / (360 * z ** 3), stirling, 3e-15),
      atMost(
        `Stirling at ${z}: two terms more`,
        stirling,
        1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5),
        3e-15,
      ),
      // log Gamma(s + delta) - log Gamma(s), added up over a step of 1.
      ...close(
        `increment of log Gamma at ${s}`,
        logGammaIncrement(s, delta) - logGammaIncrement(s + 1, delta),
        Math.log1p(-delta / (s + delta)),
        1e-14 * (1 + Math.abs(delta * Math.log(s + delta))),
      ),
      ...close(`x^s e^-x/Gamma(s), x = ${x}, s = ${shape}`, logGammaKernel(x, shape), gammaKernel, logScale(shape * Math.log(x), x, facade.logGamma(shape)) / 1e3), // prettier-ignore
      ...close(`the same, not as a logarithm`, gammaDensityTimesX(x, s), Math.exp(kernel), 1e-12 * Math.exp(kernel)),
      ...close(`y^a (1-y)^b/B at ${y}, a = ${a}, b = ${b}`, logBetaKernel(y, a, b), naive, size * 10),
      agrees(
        `the same, not as a logarithm`,
        1 + betaDensityTimesVariance(y, 1 - y, a, b),
        1 + Math.exp(logBetaKernel(y, a, b)),
        1e-9,
      ),
      agrees(`${a} - (${a} + ${b}) ${y}`, offset, exactOffset, 4 * Number.EPSILON),
      ...(['lower', 'upper'] as const).flatMap((tail) => {
        const law = facade.betaCdf(y, a, b, tail);
        return law > 1e-290
          ? close(`log of the ${tail} tail of beta at ${y}, a = ${a}, b = ${b}`, logBetaTail(y, a, b, tail), Math.log(law), 1e-11 * (1 + Math.abs(Math.log(law)))) // prettier-ignore
          : [];
      }),
      // Far out the first term of the series is all.
      ...close(
        `beta-prime at e^${far}, a = ${a}, b = ${b}`,
        betaPrimeTail(far, a, b, 'lower'),
        Math.exp(a * far - Math.log(a) - logBeta),
        1e-9 * Math.exp(a * far - Math.log(a) - logBeta) * (1 + size / 1e-12),
      ),
      agrees(
        `beta-prime(${x}; ${a}, ${b})`,
        1 + facade.betaPrimeCdf(x, a, b),
        1 + facade.betaCdf(x / (1 + x), a, b),
        1e-12 * (1 + a + b),
      ),
      // Both by steps of 2 from d - 2 on.
      agrees(`Gamma(d/2)/Gamma((d+1)/2), d = ${dim + 1}`, halfGammaRatio(dim + 1), (halfGammaRatio(dim - 1) * (dim - 1)) / dim, 1e-13), // prettier-ignore
      agrees(`two in a row, d = ${dim}`, halfGammaRatio(dim) * halfGammaRatio(dim + 1), 2 / dim, 1e-13),
      agrees(`mean of |y_1|, d = ${dim}`, meanSphereCoordinate(dim), facade.gammaRatio(dim / 2, (dim + 1) / 2) / Math.sqrt(Math.PI), 1e-13), // prettier-ignore
      agrees(`C(2m, m)/4^m, m = ${half + 1}`, centralBinomial(half + 1), centralBinomial(half) * ((2 * half + 1) / (2 * half + 2)), 1e-13), // prettier-ignore
      agrees('polynomial', polynomial(y, [1, 2, 3, 4]), 1 + 2 * y + 3 * y ** 2 + 4 * y ** 3, 1e-15),
      ...smallGamma(small, near),
      ...normalTails(between(random, 1e-3, 37)),
    ];
  }).flat();

/** Q(s, x) for s < 1 and small x: 1 - x^s/Gamma(s + 1) sum (-x)^n s/(n! (s + n)), all its terms. */
function smallGamma(s: number, x: number): NumericInstance[] {
  let [sum, term] = [0, 1];
  for (let n = 0; n < 60; n++) {
    sum += (term * s) / (s + n);
    term *= -x / (n + 1);
  }
  const lower = Math.exp(s * Math.log(x) - facade.logGamma(1 + s)) * sum;
  return [
    agrees(`P(${s}, ${x})`, facade.gammaCdf(x, s), lower, 1e-13),
    agrees(`Q(${s}, ${x})`, facade.gammaCdf(x, s, 'upper'), 1 - lower, 1e-14 / Math.max(1e-3, 1 - lower)),
  ];
}

/** Mills' ratio of the normal law and erfcx by Laplace's continued fraction, from its far end: sharp beyond 3. */
function normalTails(t: number): NumericInstance[] {
  if (t < 3) return [];
  let rest = t;
  for (let k = 400; k >= 1; k--) rest = t + k / rest;
  const x = t / Math.SQRT2;
  return [
    agrees(`upper tail of the normal law at ${t}`, facade.normalCdf(t, 'upper'), facade.normalPdf(t) / rest, 2e-12),
    agrees(`its mirror`, facade.normalCdf(-t), facade.normalPdf(t) / rest, 2e-12),
    agrees(`erfcx(${x})`, facade.erfcx(x), Math.sqrt(2 / Math.PI) / rest, 3e-14),
  ];
}

/** Of the claim about densities enclosed, whose tails are laws of these. */
export const knownFunctionsPart: ImplementationPart = {
  id: 'library-known-functions',
  about: 'implementation',
  implements: ['tails'],
  statement:
    'Gamma, Beta, binomial and normal laws in both tails, their quantiles, densities, $\\log\\Gamma$, $\\mathrm{Li}_2$ and ${}_2F_1$ are those of mpmath within the error said of each ($10^{-12}$ to $10^{-15}$); what they are made of meets its series, recursions and continued fractions at drawn arguments.',
  evidence: [
    numerically(
      `answers at 30 digits to ${Object.keys(SPECIAL_ERRORS).length} functions; the error said of each`,
      answers,
    ),
    numerically('drawn arguments and shapes to 1e8; rounding of the terms that cancel, 1e-9 to 1e-15', parts),
  ],
};
