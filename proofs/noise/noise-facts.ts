/** What certificates take for granted of a noise: its labels, and that nothing is known of a copy that differs. */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { checksOf, doubtAbout, factsOf, stands } from '../../src/noise/facts.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { agrees, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

/** Where the theory says log-concave, quasi-concave, without jumps, and nowhere else. */
const shapes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 4, full: 300 }, (random, index): NumericInstance[] => {
    const [dim, k] = [2 + random.integer(3), between(random, 0.3, 3)];
    const shape = ['linf', 'l2', 'l1'][random.integer(3)]!;
    const j = shape === 'l1' || random.uniform() < 0.5 ? 0 : (dim - 1) * random.uniform();
    const [spec, convex] = (
      [
        [`exp:${shape},k=${k}${j > 0 ? `,j=${j}` : ''}`, k >= 1 && j === 0],
        [`iid-exp,s=${k}`, k >= 1],
        [`iid-pareto,a=${k}`, false],
        [`power:linf,a=${dim + k}`, false],
        [`power:l2,k=${k},a=${(dim + 1) / k + 1}`, false],
        ['gaussian', true],
        ['laplace', true],
        [`uniform:${shape}`, true],
      ] as const
    )[index % 8]!;
    const noise = parseNoise(spec, dim, { lambda: between(random, 0.1, 10) });
    const { logConcave, continuous, checks } = factsOf(noise);
    const label = `${noise.spec}, d = ${dim}`;
    const product = spec.startsWith('iid');
    return [
      isTrue(`${label}: log-concave`, (logConcave.status === 'proved') === convex),
      isTrue(`${label}: quasi-concave`, stands(checks.quasiConcave) === (convex || !product)),
      isTrue(`${label}: jumps`, (continuous.status === 'proved') !== spec.startsWith('uniform')),
      isTrue(`${label}: variance`, (checks.finiteVariance.status === 'proved') === Number.isFinite(noise.sigma)),
      isTrue(`${label}: nothing in the way`, doubtAbout(noise, lpAdversary(1, dim)) === null),
    ];
  }).flat();

/** What differs from what a constructor made certifies nothing. */
const copies = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 12 }, (random, index): NumericInstance[] => {
    const dim = 2 + random.integer(3);
    const noise: Noise =
      index % 3 === 0
        ? productNoise('1/(1+x^2)', dim, { lambda: 1 })
        : parseNoise(['laplace', 'exp:l2,k=2', 'uniform:linf', 'iid-pareto,a=3'][random.integer(4)]!, dim, {
            lambda: 1,
          });
    const rho = 0.6 + 0.35 * random.uniform();
    const l1 = lpAdversary(1, dim);
    const own = certifiedRadius(noise, l1, rho).radius;
    const changed: readonly (readonly [string, object])[] = [
      ['five times the scale', { ...noise, lambda: 5 * noise.lambda }],
      ['another sigma', { ...noise, sigma: 2 + noise.lambda }],
      ['another density', { ...noise, logDensity: () => 0 }],
      ['without facts', { ...noise, facts: undefined }],
      ['facts of another noise', { ...noise, facts: parseNoise('gaussian', dim, { lambda: 3 }).facts }],
    ];
    return [
      agrees(`${noise.spec}: a faithful copy`, certifiedRadius({ ...noise }, l1, rho).radius, own, 0),
      ...changed.flatMap(([how, copy]) => [
        agrees(`${noise.spec}: ${how}`, certifiedRadius(copy as Noise, l1, rho).radius, 0, 0),
        isTrue(
          `${noise.spec}: ${how}, a doubt`,
          doubtAbout(copy as Noise) !== null && !stands(checksOf(copy as Noise).even),
        ),
      ]),
    ];
  }).flat();

/** Of the claim about the differential method. */
export const noiseFactsPart: ImplementationPart = {
  id: 'library-facts',
  about: 'implementation',
  implements: ['flow'],
  statement:
    'Of drawn noises of eight families, poles included, the labels log-concave, quasi-concave, without jumps and of finite variance are given where they hold by theory and nowhere else; a copy in which a member differs certifies 0, a faithful one the same.',
  evidence: [numerically('labels at drawn parameters', shapes), numerically('copies of five noises', copies)],
};
