/**
 * The functions that radii are made of, at places nobody chose and over all the sizes that they are used at, against
 * enclosures: laws of Gamma and Beta and their quantiles in both tails, the normal law, log Gamma.
 */
import {
  apply,
  library,
  numerically,
  sub,
  variable,
  type EnclosedInstance,
  type EvidenceContext,
  type Expression,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { logBetaPrimeQuantile, betaPrimeTail } from '../../src/numeric/special/beta-prime.ts';
import { hypergeometric2F1 } from '../../src/numeric/special/hypergeometric.ts';
import {
  betaCdf,
  betaQuantile,
  dilogarithm,
  erf,
  erfc,
  erfcx,
  gammaCdf,
  gammaQuantile,
  logGamma,
  normalCdf,
  normalPdf,
  normalQuantile,
} from '../../src/numeric/special/special.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atMost } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { exactText } from '../vocabulary/library-link.ts';

const [x, s, a, b, p] = ['x', 's', 'a', 'b', 'p'].map(variable) as [
  Expression,
  Expression,
  Expression,
  Expression,
  Expression,
];

type Values = Readonly<Record<string, number>>;

const close = (
  label: string,
  value: number,
  expression: Expression,
  at: Values,
  tolerance = '1e-11',
): EnclosedInstance => ({
  label: `${label} at ${Object.entries(at)
    .map(([name, number]) => `${name} = ${number}`)
    .join(', ')}`,
  value,
  relation: 'close',
  expression,
  at: Object.fromEntries(Object.entries(at).map(([name, number]) => [name, exactText(number)])),
  tolerance,
});

/** About the mean of a law of this shape, some deviations away, never beyond where its tails are above 1e-12 or so. */
const aroundMean = (random: RandomStream, shape: number): number =>
  shape < 3 ? between(random, 1e-3, 12) : Math.max(shape / 50, shape + Math.sqrt(shape) * (10 * random.uniform() - 5));

const CASES: readonly ((random: RandomStream) => EnclosedInstance[])[] = [
  (random) => {
    const shape = between(random, 0.02, 1e5);
    const at = { x: aroundMean(random, shape), s: shape };
    const law = apply('gammaCdf', x, s);
    return [
      close('gammaCdf', gammaCdf(at.x, at.s), law, at),
      close('its upper tail', gammaCdf(at.x, at.s, 'upper'), sub(1, law), at),
    ];
  },
  (random) => {
    const at = { p: between(random, 1e-9, 0.999), s: between(random, 0.05, 1e4) };
    const quantile = apply('gammaQuantile', p, s);
    return [
      close('gammaQuantile', gammaQuantile(at.p, at.s), quantile, at),
      close('from above', gammaQuantile(at.p, at.s, 'upper'), apply('gammaQuantile', sub(1, p), s), at, '1e-10'),
    ];
  },
  (random) => {
    const [first, second] = [between(random, 0.1, 5000), between(random, 0.1, 5000)];
    const mean = first / (first + second);
    const spread = Math.sqrt((mean * (1 - mean)) / (first + second + 1));
    const at = { x: Math.min(0.999, Math.max(1e-4, mean + spread * (8 * random.uniform() - 4))), a: first, b: second };
    const law = apply('betaCdf', x, a, b);
    return [
      close('betaCdf', betaCdf(at.x, at.a, at.b), law, at, '1e-10'),
      close('its upper tail', betaCdf(at.x, at.a, at.b, 'upper'), sub(1, law), at, '1e-10'),
    ];
  },
  (random) => {
    const at = { p: between(random, 1e-7, 0.99), a: between(random, 0.3, 2000), b: between(random, 0.3, 2000) };
    return [close('betaQuantile', betaQuantile(at.p, at.a, at.b), apply('betaQuantile', p, a, b), at, '1e-10')];
  },
  (random) => {
    const at = { x: 12 * random.uniform() - 6, p: between(random, 1e-12, 0.9999) };
    const { x: point } = at;
    return [
      close('normalCdf', normalCdf(point), apply('normalCdf', x), { x: point }),
      close('normalPdf', normalPdf(point), apply('normalPdf', x), { x: point }),
      close('normalQuantile', normalQuantile(at.p), apply('normalQuantile', p), { p: at.p }),
      close('erf', erf(point), apply('erf', x), { x: point }),
      close('erfc', erfc(point), sub(1, apply('erf', x)), { x: point }, '1e-10'),
    ];
  },
  (random) => {
    const at = { s: between(random, 0.01, 120), x: between(random, 1e-4, 0.98), b: between(random, 0.05, 0.99) };
    return [
      close('exp logGamma', Math.exp(logGamma(at.s)), apply('gamma', s), { s: at.s }),
      close('dilogarithm', dilogarithm(at.x), apply('dilogarithm', x), { x: at.x }),
      close('2F1(1, b; b + 1; x)', hypergeometric2F1(1, at.b, at.b + 1, at.x), apply('hypergeometric', x, b), {
        x: at.x,
        b: at.b,
      }),
    ];
  },
];

/** Identities where no enclosure reaches: far tails, shapes of 1e5 and more, functions with another normalization. */
const identities = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 3, full: 400 }, (random): NumericInstance[] => {
    const mass = between(random, 1e-280, 0.5);
    const [shape, other] = [between(random, 0.05, 2e5), between(random, 0.05, 2e5)];
    const t = between(random, 1e-3, 25);
    const found: NumericInstance[] = [];
    for (const tail of ['lower', 'upper'] as const) {
      const near = between(random, 1e-13, 0.5);
      const gamma = gammaQuantile(near, shape, tail);
      if (gamma > 1e-280)
        found.push(
          agrees(`gamma at its ${tail} quantile, s = ${shape}, p = ${near}`, gammaCdf(gamma, shape, tail), near, 1e-9),
        );
      const beta = betaQuantile(near, shape, other, tail);
      if (beta > 1e-280 && beta < 0.5)
        found.push(
          agrees(
            `beta at its ${tail} quantile, a = ${shape}, b = ${other}, p = ${near}`,
            betaCdf(beta, shape, other, tail),
            near,
            1e-9,
          ),
        );
      found.push(
        agrees(`normal at its ${tail} quantile, p = ${mass}`, normalCdf(normalQuantile(mass, tail), tail), mass, 1e-11),
      );
      const log = logBetaPrimeQuantile(near, shape, other, tail);
      found.push(
        agrees(
          `beta-prime at its ${tail} quantile, a = ${shape}, b = ${other}, p = ${near}`,
          betaPrimeTail(log, shape, other, tail),
          near,
          1e-8,
        ),
      );
    }
    const y = random.uniform();
    return [
      ...found,
      agrees(
        `both tails of gamma, s = ${shape}`,
        gammaCdf(shape * (0.5 + y), shape) + gammaCdf(shape * (0.5 + y), shape, 'upper'),
        1,
        1e-12,
      ),
      agrees(
        `beta mirrored, a = ${shape}, b = ${other}`,
        betaCdf(y, shape, other) + betaCdf(1 - y, other, shape),
        1,
        1e-9,
      ),
      agrees(
        `Gamma(s + 1) = s Gamma(s), s = ${shape}`,
        logGamma(shape + 1) - logGamma(shape) + 1,
        Math.log(shape) + 1,
        1e-13 * (1 + Math.abs(logGamma(shape))),
      ),
      agrees(`erfcx(${t})`, erfcx(t) * Math.exp(-t * t), erfc(t), t < 24 ? 1e-12 : 1e-4),
      atMost(`erfcx(${t}) is decreasing`, erfcx(t * 1.001), erfcx(t)),
    ];
  }).flat();

const places = (context: EvidenceContext): EnclosedInstance[] =>
  draws(context, { quick: 2, full: 40 * CASES.length }, (random, i) =>
    CASES[(i + context.seed) % CASES.length]!(random),
  ).flat();

/** Of the row of Gaussian noise, whose quantile is one of them. */
export const specialFunctionsPart: ImplementationPart = {
  id: 'library-functions',
  about: 'implementation',
  implements: ['tight'],
  statement:
    'Laws of Gamma, Beta and normal variables in both tails, their quantiles, $\\log\\Gamma$, $\\mathrm{Li}_2$ and ${}_2F_1$ of the library are the true ones at drawn arguments and shapes, and meet their identities where no enclosure reaches.',
  evidence: [
    library('drawn arguments; within 1e-10 of the true value', places),
    numerically('quantiles put back, mirrored tails and recursions at shapes to 2e5; 1e-8 to 1e-13', identities),
  ],
};
