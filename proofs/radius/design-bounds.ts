/**
 * What no noise of a class exceeds, and what is designed: bounds against radii of the library's noises and where they
 * are reached, deviations along directions against bodies, and a design read back from its file.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { designBounds } from '../../src/design/bounds/design-bounds.ts';
import { mixtureQuantile } from '../../src/design/bounds/scale-mixture.ts';
import { leastDeviation, leastRoundDeviation } from '../../src/design/bounds/spread.ts';
import { largestQuantile, quantileInDeviations } from '../../src/design/bounds/truncated-exponential.ts';
import { designNoise } from '../../src/design/design.ts';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { box } from '../../src/geometry/bodies/box.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { betaCdf } from '../../src/numeric/special/special.ts';
import { certifiedRadius, knownRadii } from '../../src/radius/certified-radius.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, dimension, draws } from '../vocabulary/drawn-links.ts';

const FAST = { method: 'differential' } as const;

/** Noises, and which classes they are of. */
const NOISES = [
  { spec: 'gaussian', logConcave: true, round: true },
  { spec: 'laplace', logConcave: true, round: false },
  { spec: 'uniform:linf', logConcave: true, round: false },
  { spec: 'uniform:l2', logConcave: true, round: true },
  { spec: 'exp:linf,k=2', logConcave: true, round: false },
  { spec: 'exp:l2,k=1', logConcave: true, round: true },
  { spec: 'iid-exp,s=3', logConcave: true, round: false },
] as const;

const bounds = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 120 }, (random): NumericInstance[] => {
    const dim = random.uniform() < 0.5 ? 1 + random.integer(4) : dimension(random, 1, 5000);
    const [sigma, p] = [between(random, 0.01, 100), [1, 2, Infinity, between(random, 1.1, 9)][random.integer(4)]!];
    const rho =
      random.uniform() < 0.5 ? 0.5 + 0.5 * 10 ** (-3 * random.uniform()) : 1 - 10 ** (-1 - 5 * random.uniform());
    if (!(rho > 0.5 && rho < 1)) return [];
    const adversary = lpAdversary(p, dim);
    const found = designBounds(adversary, sigma, 1 - rho);
    const label = `d = ${dim}, lp:${p}, sigma = ${sigma}, rho = ${rho}`;
    const bound = (name: string): number => found.find((one) => one.name === name)?.radius ?? Infinity;
    return [
      ...NOISES.flatMap(({ spec, logConcave, round }): NumericInstance[] => {
        const radius = knownRadii(parseNoise(spec, dim, { sigma }), adversary, [rho], FAST)?.[0]?.radius;
        if (radius === undefined) return [];
        return [
          atMost(`${label}: ${spec}, convex level sets`, radius, bound('quasi-concave')),
          ...(logConcave ? [atMost(`${label}: ${spec}, log-concave`, radius, bound('log-concave'))] : []),
          ...(round && dim > 1 ? [atMost(`${label}: ${spec}, round`, radius, bound('round'))] : []),
        ];
      }),
      ...(dim === 1 || p === 1
        ? [
            // Gauss's inequality: the cube reaches it up to rho = 5/6.
            ...(rho < 0.83
              ? [
                  agrees(
                    `${label}: the cube reaches its bound`,
                    certifiedRadius(parseNoise('uniform:linf', dim, { sigma }), adversary, rho).radius,
                    bound('quasi-concave'),
                    1e-6,
                  ),
                ]
              : []),
            agrees(
              `${label}: Gauss's inequality`,
              bound('quasi-concave'),
              sigma * (rho <= 5 / 6 ? 2 * Math.sqrt(3) * (rho - 0.5) : 2 / 3 / Math.sqrt(2 * (1 - rho))),
              1e-6,
            ),
          ]
        : []),
      ...(p === 2 && dim > 1 && rho < 0.6
        ? [
            atMost(
              `${label}: the ball is near the round bound`,
              0.999 * bound('round'),
              knownRadii(parseNoise('uniform:l2', dim, { sigma }), adversary, [rho], FAST)![0]!.radius * 2,
            ),
          ]
        : []),
      isTrue(
        `${label}: in order`,
        found.every((one, i) => i === 0 || found[i - 1]!.radius <= one.radius),
      ),
    ];
  }).flat();

/** Quantiles over deviations again by quadrature, by search, and by the law of a coordinate of the ball. */
const laws = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 60 }, (random): NumericInstance[] => {
    const tail = 0.5 * 10 ** (-5 * random.uniformOpen());
    const rate = between(random, 1e-5, 60);
    const found = quantileInDeviations(rate, tail);
    const density = (x: number): number => Math.exp(-rate * x);
    const mass = (to: number): number => -Math.expm1(-rate * to) / rate;
    const variance = integrate((x) => x * x * density(x), 0, 1, { relativeTolerance: 1e-12 }).value / mass(1);
    const quantile = -Math.log1p((1 - 2 * tail) * Math.expm1(-rate)) / rate;
    const { value, upper } = largestQuantile(tail);
    const dim = dimension(random, 2, 3000);
    const shape = 0.5 * (dim + 1);
    const best = mixtureQuantile(dim, tail);
    // A mixture of two scales, one of them 0, is no better.
    const [scale, weight] = [between(random, 1, 30), random.uniform()];
    const y = best / (scale * Math.sqrt(dim + 2));
    const beyond = y < 1 ? betaCdf(0.5 * (1 - y), shape, shape) : 0;
    const share = Math.min(1, weight / scale ** 2);
    const label = `1 - rho = ${tail}`;
    return [
      agrees(`${label}, rate ${rate}: quantile in deviations`, found, quantile / Math.sqrt(variance), 1e-9),
      atMost(`${label}, rate ${rate}: below the largest`, found, upper),
      atMost(`${label}: the largest is proved narrowly`, upper, value * (1 + 2e-6)),
      atMost(`${label}: Laplace's law`, -Math.log(2 * tail) / Math.SQRT2, upper),
      atMost(`${label}: the normal law`, quantileInDeviations(1e-13, tail), upper),
      atMost(`${label}, ball of R^${dim}, scale ${scale} with weight ${share}`, share * beyond, tail * (1 + 1e-6)),
      atMost(`${label}, ball of R^${dim}: no further than the interval`, best, mixtureQuantile(1, tail) * (1 + 1e-6)),
    ];
  }).flat();

/** A box reaches far along its longest axis; a ball of l_p, p above 2, along the diagonal. */
const deviations = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 2, full: 60 }, (random): NumericInstance[] => {
    const dim = 2 + random.integer(8);
    const halves = Array.from({ length: dim }, () => between(random, 0.1, 10));
    const adversary: Adversary = { kind: 'body', body: box(halves), dim };
    const sum = halves.reduce((total, h) => total + h * h, 0);
    const p = between(random, 2, 20);
    return [
      atMost(`box of R^${dim}: no more than by the axes`, leastDeviation(adversary), Math.sqrt(dim / sum) * (1 + 1e-9)),
      atMost(
        `box of R^${dim}: no less than by the diagonal`,
        1 / Math.sqrt(sum),
        leastDeviation(adversary) * (1 + 1e-9),
      ),
      atMost(`box of R^${dim}: round`, leastRoundDeviation(adversary), (1 / halves[0]!) * (1 + 1e-9)),
      agrees(`l${p} in R^${dim}`, leastDeviation(lpAdversary(p, dim)), dim ** (1 / p - 0.5), 1e-9),
      agrees(`l1 in R^${dim}`, leastDeviation(lpAdversary(1, dim)), 1, 1e-9),
    ];
  }).flat();

const designs = (context: EvidenceContext): NumericInstance[] => {
  if (context.effort === 'quick') return [isTrue('designed at full', true)];
  return draws(context, { quick: 1, full: 2 }, (random, i): NumericInstance[] => {
    const [dim, p, sigma] = [
      i === 0 ? 2 : dimension(random, 3, 400),
      [1, 2, Infinity][random.integer(3)]!,
      between(random, 0.1, 10),
    ];
    const rho = 0.6 + 0.35 * random.uniform();
    const adversary = lpAdversary(p, dim);
    const design = designNoise(adversary, {
      scale: { sigma },
      rho,
      evaluations: 3,
      rhos: [0.7, 0.9],
      form: i === 0 ? 'level-set' : 'product',
    });
    const noise = parseNoiseFile(JSON.stringify(design.file), { sigma });
    const label = `designed against l${p}, d = ${dim}, sigma = ${sigma}, rho = ${rho}`;
    const again = certifiedRadius(noise, adversary, rho);
    return [
      agrees(`${label}: read back from its file`, design.radius.radius, again.radius, 1e-12),
      agrees(`${label}: at this sigma`, noise.sigma, sigma, 1e-8),
      ...NOISES.flatMap(({ spec }) => {
        const radius =
          knownRadii(parseNoise(spec, dim, { sigma }), adversary, [rho], { quick: true })?.[0]?.radius ?? 0;
        return [atMost(`${label}: no worse than ${spec}`, radius, design.radius.radius * (1 + 1e-6))];
      }),
      ...design.bounds.map(({ name, radius, share }) =>
        atMost(`${label}: share of the bound ${name}`, share * radius, design.radius.radius, 1e-8 * radius),
      ),
      ...design.beside.flatMap(({ noise: other, points }) =>
        points.map((point) =>
          agrees(
            `${label}: ${other} at ${point.rho}`,
            point.radius,
            knownRadii(parseNoise(other, dim, { sigma }), adversary, [point.rho], { quick: true })![0]!.radius,
            1e-6,
          ),
        ),
      ),
    ];
  }).flat();
};

/** Of the claim about limits. */
export const designBoundsPart: ImplementationPart = {
  id: 'library-bounds',
  about: 'implementation',
  implements: ['second-moment'],
  statement:
    'No noise of the library exceeds the bounds of its class, which the cube reaches; the laws they rest on are those of quadrature; a designed noise, read back from its file, has the radius that is told and is no worse than the library.',
  evidence: [
    numerically('noises at drawn d, norm, sigma and rho; 1e-6 where a bound is reached', bounds),
    numerically('truncated exponentials, mixtures of balls and deviations along directions; 1e-9, 1e-6', (context) => [
      ...laws(context),
      ...deviations(context),
    ]),
    numerically('two designs, at full; 1e-8, 1e-6', designs),
  ],
};
