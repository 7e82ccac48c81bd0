/**
 * The blog's slope claim: against l1, at equal sigma, the radius curve of Uniform noise is steeper at rho = 1/2 than
 * that of Gaussian noise, and Gaussian steeper than Laplace: 2 sqrt 3 > sqrt(2 pi) > sqrt 2.
 *
 * R'(1/2) = 1 / Phi(1/2) (R1), and Phi(1/2) = sup_v 1/2 E |d_v log q| (W4), which samples can estimate.
 */
import type { Claim, StatisticalTest } from '../../src/checker/claim.ts';
import {
  apply,
  derivative,
  div,
  log,
  mul,
  pi,
  rational,
  sub,
  substitute,
  variable,
  type Expression,
} from '../../src/checker/expression.ts';
import { alternatives, library, sampled, onBox } from '../../src/checker/index.ts';
import { growthRate } from '../../src/growth/rate/growth-rate.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import type { NamedNoise } from '../../src/noise/noise.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { toRational } from '../../src/numeric/algebra/rational.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { normalCdf, normalPdf } from '../../src/numeric/special/special.ts';
import { slopes as provedSlopes } from '../formal/statements/rows.ts';

const rho = variable('rho');
const sqrt = (x: Expression | number): Expression => apply('sqrt', x);

/** Radius curves against l1 at sigma = 1, and their slopes at rho = 1/2. */
export const NOISES_AGAINST_L1 = {
  Uniform: { radius: mul(2, sqrt(3), sub(rho, rational(1, 2))), slope: mul(2, sqrt(3)), value: 2 * Math.sqrt(3) },
  Gaussian: { radius: apply('normalQuantile', rho), slope: sqrt(mul(2, pi)), value: Math.sqrt(2 * Math.PI) },
  Laplace: { radius: div(log(div(rational(1, 2), sub(1, rho))), sqrt(2)), slope: sqrt(2), value: Math.SQRT2 },
} as const;
export type NoiseAgainstL1 = keyof typeof NOISES_AGAINST_L1;

const noise = (name: NoiseAgainstL1, dim: number): NamedNoise =>
  parseNoise({ Uniform: 'uniform:linf', Gaussian: 'gaussian', Laplace: 'laplace' }[name], dim, { sigma: 1 });

/** The double itself, as a rational: the radius is asked for at it, not at the decimal. */
const exactDecimal = (x: number): string => toRational(x).toFraction();

const NAMES: readonly NoiseAgainstL1[] = ['Uniform', 'Gaussian', 'Laplace'];

/** |R'(1/2) - slope| <= 1e-18, enclosed. */
function slopeAtOneHalf(name: NoiseAgainstL1): Claim['parts'][number] {
  const { radius, slope, value } = NOISES_AGAINST_L1[name];
  return {
    id: `slope.${name}`,
    statement: `$R'(1/2) = ${value.toFixed(4)}$ for ${name} noise at $\\sigma = 1$.`,
    formal: [provedSlopes[name]],
    evidence: [
      alternatives(
        [
          onBox(
            'the derivative of the radius curve at rho = 1/2, differentiated by the kernel, within 1e-18',
            [],
            substitute(derivative(radius, 'rho'), 'rho', rational(1, 2)),
            '=',
            slope,
            { tolerance: '1/1000000000000000000' },
          ),
          sampled('the noise sampled', 1e-10, ({ seed, effort }) => [
            SAMPLED[name](randomStream(seed), effort === 'quick' ? 100_000 : 4_000_000),
          ]),
        ],
        'the curve is that of the row named, its slope found by the kernel; the sample measures the slope of the noise itself',
      ),
    ],
  };
}

/** Where the score |x_1| of the Gaussian is cut, to make it bounded. */
const CUT = 6;
/** How far the centre moves for Laplace and Uniform noise. */
const STEP = 0.05;

/**
 * Phi(1/2) from samples. Gaussian: E min(|X_1|, 6) / 2, with X_1 in units of sigma. Laplace and Uniform, in units of
 * lambda: the mass that crosses the hyperplane x_1 = 0 when the centre moves by r, P(0 <= X_1 < r), is (1 - e^-r)/2 and
 * r/2.
 */
const SAMPLED: Readonly<Record<NoiseAgainstL1, (random: RandomStream, samples: number) => StatisticalTest>> = {
  Gaussian: (random, samples) => {
    let score = 0;
    for (let i = 0; i < samples; i++) score += Math.min(Math.abs(random.normal()), CUT);
    // E min(|X|, c) = 2 (phi(0) - phi(c) + c Q(c)).
    const expected = 2 * (normalPdf(0) - normalPdf(CUT) + CUT * normalCdf(CUT, 'upper'));
    const [lower, upper] = [expected - 1e-12, expected + 1e-12];
    const label = 'mean of min(|x_1|, 6)';
    return { test: 'bounded-mean', label, mean: score / samples, samples, range: CUT, lower, upper };
  },
  Laplace: (random, samples) => crossing(() => random.exponential() * random.sign(), samples, -Math.expm1(-STEP) / 2),
  Uniform: (random, samples) => crossing(() => 2 * random.uniform() - 1, samples, STEP / 2),
};

function crossing(draw: () => number, trials: number, probability: number): StatisticalTest {
  let hits = 0;
  for (let i = 0; i < trials; i++) {
    const x = draw();
    if (x >= 0 && x < STEP) hits++;
  }
  const [lower, upper] = [probability * (1 - 1e-12), probability * (1 + 1e-12)];
  return { test: 'binomial', label: `P(0 <= X_1 < ${STEP})`, hits, trials, lower, upper };
}

export const slopesAgainstL1: Claim = {
  id: 'slopes-l1',
  title: 'Uniform is steeper than Gaussian, Gaussian than Laplace, at rho = 1/2 against l1',
  statement:
    'At $\\sigma = 1$ against $\\ell_1$ the radius curves of Uniform (cube), Gaussian and Laplace noise have slopes $2\\sqrt 3 > \\sqrt{2\\pi} > \\sqrt 2$ at $\\rho = 1/2$.',
  hypotheses: ['sigma^2 = E|X|_2^2 / d = 1', 'adversary l1'],
  source: 'blog post, "The Optimal Smoothing Distributions"; paper, figure of radius curves',
  axioms: [],
  restsOn: ['row-uniform-cube-l1', 'row-gaussian-l1-linf', 'row-laplace-l1'],
  inWords: ['that the typed curves are the radii is in the rows named'],
  parts: [
    ...NAMES.map(slopeAtOneHalf),
    {
      id: 'order',
      statement: '$2\\sqrt 3 > \\sqrt{2\\pi} > \\sqrt 2$.',
      formal: [provedSlopes.order],
      evidence: [
        onBox('Uniform over Gaussian', [], NOISES_AGAINST_L1.Uniform.slope, '>', NOISES_AGAINST_L1.Gaussian.slope),
        onBox('Gaussian over Laplace', [], NOISES_AGAINST_L1.Gaussian.slope, '>', NOISES_AGAINST_L1.Laplace.slope),
      ],
    },
    {
      id: 'library',
      statement: 'The library has these slopes and these radii.',
      about: 'implementation',
      implements: ['slope.Uniform', 'slope.Gaussian', 'slope.Laplace'],
      evidence: [
        library('1/Phi(1/2) at d = 3 and 3072', () =>
          NAMES.flatMap((name) =>
            [3, 3072].map((dim) => ({
              label: `${name}, d = ${dim}: 1/Phi(1/2)`,
              value: 1 / growthRate(noise(name, dim), { kind: 'lp', p: 1, dim })!.phiHalf,
              relation: 'close' as const,
              expression: NOISES_AGAINST_L1[name].slope,
              at: {},
            })),
          ),
        ),
        library('radii, never above the true ones', () =>
          NAMES.flatMap((name) =>
            ['0.51', '0.6', '0.9', '0.9333391', '0.99', '0.999924'].map((at) => ({
              label: `${name}, d = 3072: radius`,
              value: certifiedRadius(noise(name, 3072), { kind: 'lp', p: 1, dim: 3072 }, Number(at)).radius,
              relation: 'lower-bound' as const,
              expression: NOISES_AGAINST_L1[name].radius,
              at: { rho: exactDecimal(Number(at)) },
            })),
          ),
        ),
      ],
    },
  ],
  mutants: [
    {
      id: 'sigma-of-laplace',
      statement: 'Laplace noise at sigma = 1 has lambda = 1 (sqrt 2 forgotten), so slope 2.',
      evidence: onBox(
        'the slope at sigma = 1',
        [],
        substitute(derivative(NOISES_AGAINST_L1.Laplace.radius, 'rho'), 'rho', rational(1, 2)),
        '=',
        rational(2),
        { tolerance: '1/1000000000' },
      ),
    },
    {
      id: 'laplace-steepest',
      statement: 'Laplace noise is steeper than Gaussian noise at rho = 1/2 against l1.',
      evidence: onBox(
        'sqrt 2 against sqrt(2 pi)',
        [],
        NOISES_AGAINST_L1.Laplace.slope,
        '>=',
        NOISES_AGAINST_L1.Gaussian.slope,
      ),
    },
    {
      id: 'gaussian-score-without-half',
      statement: 'The Gaussian loses twice the mass: P(0 <= X_1 < r) = r / sqrt(pi).',
      evidence: sampled('samples of the Gaussian at r = 0.05', 1e-9, ({ seed }) => {
        const random = randomStream(seed);
        return [crossing(() => random.normal(), 100_000, STEP / Math.sqrt(Math.PI))];
      }),
    },
  ],
};
