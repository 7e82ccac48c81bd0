/**
 * Limits of randomized smoothing that can be proved here (MATH.md section 5), sharper where the noise is uniform.
 *
 * Any even noise. Let E|X|_2^2 = d sigma^2 and v run over the 2^d corners of the cube. The average of E<X, v>^2 over
 * them is E|X|_2^2, so along some corner Y = <X, v>/sqrt d has variance at most sigma^2. Y is even: P(Y >= s) <=
 * sigma^2/(2 s^2). With s = sigma / sqrt(2(1-rho)) a half-space {Y >= t}, t <= s, has mass 1 - rho, and moving the
 * centre by r v moves Y by r sqrt d: once r sqrt d >= t the half-space has at least half of the mass. Hence, for every
 * even noise,
 *   R_linf(rho) <= sigma / sqrt(2 d (1 - rho)),
 * and against l_p, p >= 2, R_p(rho) <= sigma d^{1/p - 1/2} / sqrt(2 (1 - rho)) (the corners have |v|_2 = d^{1/2 -
 * 1/p}).
 *
 * Uniform noise on a convex K. By Brunn-Minkowski o(rv)^{1/d} is concave in r with slope -Phi_v/d at 0, so
 * o(rv) <= (1 - r Phi_v/d)_+^d, and o(Rv) >= 3/2 - rho gives R <= (d/Phi) (1 - (3/2 - rho)^{1/d}). By W3
 * Phi >= (d/2) (|W|/|K|)^{1/d}, and among bodies of a given volume the ball has the least second moment:
 * |K|^{1/d} <= kappa_d^{1/d} sigma sqrt(d+2). Hence, for every adversary,
 *   R(rho) <= 2 sigma sqrt(d+2) (kappa_d/|W|)^{1/d} (1 - (3/2 - rho)^{1/d}).
 * Against linf (kappa_d/|W|)^{1/d} -> sqrt(pi/2), so sqrt d R(rho) <= sqrt(2 pi) sigma log(1/(3/2 - rho)) (1 + o(1)):
 * even at rho = 1 no uniform noise certifies more than a constant times sigma / sqrt d.
 */
import { exactly, numerically, onBox, identity } from '../../src/checker/index.ts';
import {
  add,
  apply,
  div,
  log,
  mul,
  pi,
  pow,
  rational,
  sub,
  variable,
  type Expression,
} from '../../src/checker/expression.ts';
import type { Claim, Part } from '../../src/checker/claim.ts';
import { covariogramFromAbove, evenNoiseIsBroken } from './limits-exact.ts';
import { everyNoise, everyUniformBody } from './limits-library.ts';
import { fourthMomentRatio } from '../crystals/wulff-efficiency.ts';
import { noiseLawsPart } from '../noise/noise-laws.ts';
import { designBoundsPart } from './design-bounds.ts';

const rho = variable('rho');
const sqrt = (x: Expression | number): Expression => apply('sqrt', x);
const gamma = (x: Expression | number): Expression => apply('gamma', x);

/** sigma / sqrt(2 d (1 - rho)) at sigma = 1. */
const evenNoiseLimit = (d: Expression | number): Expression => pow(mul(2, d, sub(1, rho)), rational(-1, 2));

/** kappa_d^{1/d}, kappa_d = pi^{d/2} / Gamma(d/2 + 1). */
const ballVolumeRoot = (d: number): Expression => div(sqrt(pi), pow(gamma(rational(d + 2, 2)), rational(1, d)));

/**
 * A lower bound on |W|^{1/d} for the crystal of the cube: |W| = (2^d/d!) E|det| and E|det| >= sqrt(d!/c_d), c_d the
 * ratio of the determinant's fourth moment to (d!)^2.
 */
function crystalVolumeRootBelow(d: number): Expression {
  const c = fourthMomentRatio(d);
  return mul(2, pow(mul(gamma(d + 1), rational(c.n, c.d)), rational(-1, 2 * d)));
}

/** 2 sqrt(d+2) (kappa_d/|W|)^{1/d} (1 - (3/2 - rho)^{1/d}) for linf, or an upper bound on it, at sigma = 1. */
function uniformNoiseLimit(d: number, crystalVolumeRoot: Expression): Expression {
  const shape = div(ballVolumeRoot(d), crystalVolumeRoot);
  return mul(2, sqrt(d + 2), shape, sub(1, pow(sub(rational(3, 2), rho), rational(1, d))));
}

/** At rho = 1 the limit, times sqrt d, is at most 1.5 sqrt(2 pi) log 2 for d >= 10, and tends to sqrt(2 pi) log 2. */
function uniformDecay(d: number, factor: readonly [number, number]): Part['evidence'][number] {
  return onBox(
    `d = ${d}, all rho in [1/2, 1]`,
    [{ name: 'rho', lower: '0.5', upper: '1' }],
    mul(sqrt(d), uniformNoiseLimit(d, crystalVolumeRootBelow(d))),
    '<=',
    mul(rational(...factor), sqrt(mul(2, pi)), log(2)),
  );
}

/** The Gaussian's radius against linf, Phi^{-1}(rho)/sqrt d. */
const gaussianAgainstLinf = (d: Expression | number): Expression => div(apply('normalQuantile', rho), sqrt(d));
/** The uniform cube's, 2 sqrt 3 (1 - (3/2 - rho)^{1/d}). */
const cubeAgainstLinf = (d: number): Expression =>
  mul(2, sqrt(3), sub(1, pow(sub(rational(3, 2), rho), rational(1, d))));

export const limits: Claim = {
  id: 'limits',
  title: 'Limits of randomized smoothing against linf',
  statement:
    'For every even noise with $E|X|_2^2 = d\\sigma^2$, $R_{\\ell_\\infty}(\\rho) \\le \\sigma/\\sqrt{2d(1-\\rho)}$. For uniform noise on any convex body and any adversary, $R(\\rho) \\le 2\\sigma\\sqrt{d+2}\\,(\\kappa_d/|W|)^{1/d}(1 - (3/2-\\rho)^{1/d})$, which against $\\ell_\\infty$ is $O(\\sigma/\\sqrt d)$ up to $\\rho = 1$.',
  hypotheses: ['q even with finite second moment (first bound)', 'K a symmetric convex body (second bound)'],
  source: 'derived here (MATH.md section 5)',
  axioms: ['brunn-minkowski', 'minkowski-first', 'sign-determinant-moments'],
  restsOn: ['G4', 'W3', 'U4'],
  inWords: [
    'every noise and body: the axioms and claims W3, U4; the parts try step densities and polytopes up to $d = 4$',
  ],
  parts: [
    {
      id: 'even-noise',
      statement: 'An even noise is broken at $r = \\sigma/\\sqrt{2d(1-\\rho)}$ along a corner of the cube.',
      evidence: [exactly('random even step densities on the line and in the plane', evenNoiseIsBroken)],
    },
    {
      id: 'covariogram',
      statement: '$o(rv) \\le (1 - r\\,vol(\\Pi_v K)/(d|K|))_+^d$.',
      evidence: [exactly('random polytopes, d = 2, 3, 4', covariogramFromAbove)],
    },
    {
      id: 'second-moment',
      statement: 'The ball has $\\sigma^2 = 1/(d+2)$, the least of all bodies of its volume (bathtub principle).',
      evidence: [
        identity(
          'E|X|^2 / d = (int_0^1 t^{d+1} dt / int_0^1 t^{d-1} dt) / d',
          [{ name: 'd', lower: '0', upper: 'inf' }],
          div(div(pow(add(variable('d'), 2), -1), pow(variable('d'), -1)), variable('d')),
          pow(add(variable('d'), 2), -1),
        ),
      ],
    },
    {
      id: 'gaussian-below-even-limit',
      statement: 'The Gaussian respects the first bound: $\\Phi^{-1}(\\rho) \\le 1/\\sqrt{2(1-\\rho)}$.',
      evidence: [
        onBox(
          'rho in [1/2, 0.9999]; both sides scale like d^{-1/2}',
          [{ name: 'rho', lower: '0.5', upper: '0.9999' }],
          gaussianAgainstLinf(1),
          '<=',
          evenNoiseLimit(1),
        ),
      ],
    },
    {
      id: 'uniform-decay',
      statement:
        'Against $\\ell_\\infty$, $\\sqrt d$ times the second bound is at most $\\frac32\\sqrt{2\\pi}\\log 2$ at $d = 10$, $\\frac{11}{10}\\sqrt{2\\pi}\\log 2$ at $d = 100$ and $\\frac{101}{100}\\sqrt{2\\pi}\\log 2$ at $d = 1000$, for all $\\rho \\le 1$.',
      evidence: [uniformDecay(10, [3, 2]), uniformDecay(100, [11, 10]), uniformDecay(1000, [101, 100])],
    },
    {
      id: 'library',
      statement: 'No radius of the library is above either bound.',
      about: 'implementation',
      implements: ['even-noise', 'covariogram'],
      evidence: [
        numerically(
          'every noise of the table at sigma = 1 against linf, d = 100 (full: l2, l4, linf, d = 2 to 784)',
          everyNoise,
        ),
        numerically('uniform noise on balls and crystals against l1, l2 and linf, d = 2, 3, 4', everyUniformBody),
      ],
    },
    designBoundsPart,
    noiseLawsPart,
  ],
  mutants: [
    {
      id: 'half-the-constant',
      statement: 'The first bound holds with half its constant: R <= sigma / (2 sqrt(2 d (1 - rho))).',
      evidence: onBox(
        'the Gaussian at rho = 0.9',
        [{ name: 'rho', lower: '0.9', upper: '0.9' }],
        gaussianAgainstLinf(1),
        '<=',
        div(evenNoiseLimit(1), 2),
      ),
    },
    {
      id: 'exactly-root-d',
      statement:
        'The linf radius of every noise decays like d^{-1/2} and no faster: sqrt d R(0.9) >= 1/10 for the uniform cube at d = 3072.',
      evidence: onBox(
        'the uniform cube decays like 1/d',
        [{ name: 'rho', lower: '0.9', upper: '0.9' }],
        mul(sqrt(3072), cubeAgainstLinf(3072)),
        '>=',
        rational(1, 10),
      ),
    },
    {
      id: 'decay-1/d',
      statement: 'Every even noise decays like 1/d against linf: R(rho) <= sigma / (d sqrt(2 (1 - rho))).',
      evidence: onBox(
        'the Gaussian, d from 2 to 100',
        [
          { name: 'd', lower: '2', upper: '100' },
          { name: 'rho', lower: '0.6', upper: '0.9' },
        ],
        gaussianAgainstLinf(variable('d')),
        '<=',
        div(evenNoiseLimit(1), variable('d')),
      ),
    },
    {
      id: 'uniform-limit-for-gaussian',
      statement: 'The bound for uniform noise holds for the Gaussian too, d = 10, all rho.',
      evidence: onBox(
        'rho up to 1 - 1e-6',
        [{ name: 'rho', lower: '0.5', upper: '0.999999' }],
        gaussianAgainstLinf(10),
        '<=',
        add(uniformNoiseLimit(10, crystalVolumeRootBelow(10))),
      ),
    },
  ],
};
