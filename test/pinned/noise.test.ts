/** Noises: densities, scales, facts, checks, files; what is refused and in which words. */
import { describe, it } from 'vitest';
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { factsOf } from '../../src/noise/facts.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { noiseLabel } from '../../src/noise/label.ts';
import { logShapeVolume, sampleBall, sphereSecondMoment } from '../../src/noise/named/shape-norm.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { productPhiHalf } from '../../src/noise/rate/product-phi-half.ts';
import { fairSignSum } from '../../src/noise/rate/fair-sign-sum.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { LINE, PLANE } from './formulas.ts';
import { Ledger, PATIENCE } from './ledger.ts';
import { namedSpecs } from './named-specs.ts';

const PS = [1e-4, 0.05, 0.2, 0.5];

/** Everything that is said of a noise without an adversary. */
function portrait(noise: Noise, x: readonly number[]): unknown {
  const { checks, logConcave, continuous, sigma, logPeak } = factsOf(noise);
  const sample = new Float64Array(noise.dim);
  noise.sample(randomStream(3, 1), sample);
  return [
    noise.family,
    noise.spec,
    noiseLabel(noise.spec),
    noise.lambda,
    noise.sigma,
    noise.logDensity(Float64Array.from(x)),
    sample.slice(0, 3),
    Object.entries(checks).map(([name, { status, how }]) => `${name}: ${status}, ${how}`),
    [logConcave.status, logConcave.how, continuous.status, continuous.how],
    sigma,
    logPeak,
  ];
}

describe('the ledger of noises', () => {
  it('named noise', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('noise', 'noises-named');
    const { draw } = ledger;
    for (const dim of [1, 3, 784])
      for (const spec of namedSpecs()) {
        const text = spec(dim, draw);
        const scale = draw.pick([{ lambda: draw.size(0.1, 3) }, { sigma: draw.size(0.1, 3) }]);
        const x = draw.vector(dim, 0.6);
        ledger.ask(`${text}, d = ${dim}, ${JSON.stringify(scale)}, at ${x.slice(0, 7).join()}`, () =>
          portrait(parseNoise(text, dim, scale), x),
        );
      }
    for (const text of [
      'exp:linf,k=0',
      'exp:l2,k=1,j=3',
      'power:linf,a=2',
      'power:l2,a=1',
      'iid-exp,s=-1',
      'iid-pareto,a=0',
      'uniform',
      'uniform:l3',
      'gauss',
      'exp:l1,j=1',
      'gaussian,k=1',
    ])
      ledger.ask(`${text}, d = 3`, () => parseNoise(text, 3, { lambda: 1 }).spec);
    for (const scale of [{ sigma: 0 }, { lambda: -1 }, { sigma: NaN }, { sigma: 1 }])
      ledger.ask(`power:linf,a=3.5, ${JSON.stringify(scale)}`, () => parseNoise('power:linf,a=3.5', 3, scale).lambda);
    for (const norm of ['l1', 'l2', 'linf'] as const)
      for (const dim of [1, 4, 101])
        ledger.ask(`${norm}, d = ${dim}`, () => {
          const x = new Float64Array(dim);
          sampleBall(norm, 2, randomStream(4, 2), x);
          return [logShapeVolume(norm, dim), sphereSecondMoment(norm, dim), x.slice(0, 4)];
        });
    for (const dim of [1, 2, 3, 8, 51, 52, 3072, 5001])
      ledger.ask(`fair signs, d = ${dim}`, () => [
        ...[0.5, 0.4999, 0.4, 0.1, 1e-3, 1e-9].map((p) => fairSignSum(dim).phi(p)),
        ...[0.4999, 0.3, 0.01, 1e-9].map((tail) => fairSignSum(dim).radius(tail, 0.5 - tail)),
      ]);
    await ledger.compare();
  });

  it('products, level sets and densities', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('noise', 'noises-formulas');
    const { draw } = ledger;
    const rates = (noise: Noise, norms = [1, 2, Infinity]): unknown =>
      'rateBound' in noise
        ? norms.map((p) => {
            const bound = noise.rateBound(lpAdversary(p, noise.dim));
            return bound && [bound.detail, ...PS.map((q) => bound.phi(q)), bound.radius(0.2)];
          })
        : null;
    for (const [i, text] of LINE.entries())
      for (const dim of i % 6 === 0 ? [3] : i % 2 === 0 ? [1] : []) {
        const [scale, x] = [draw.pick([{ lambda: 0.5 }, { sigma: 1 }]), draw.vector(dim, 0.7)];
        ledger.ask(`product of ${text}, d = ${dim}, ${JSON.stringify(scale)}`, () => {
          const noise = productNoise(text, dim, scale);
          return [
            portrait(noise, x),
            (['l1', 'l2', 'linf'] as const).map((norm) => productPhiHalf(noise, norm)),
            rates(noise),
          ];
        });
      }
    for (const text of PLANE.filter((_, i) => i % 4 === 1 || i > 10)) {
      const x = draw.vector(2, 0.7);
      ledger.ask(`density ${text}`, () => {
        const noise = noiseOfDensity(text, 2, { lambda: 1 }, { samples: 2000 });
        return [portrait(noise, x), rates(noise, [draw.pick([1, Infinity])])];
      });
    }
    const files: unknown[] = [
      { noise: { uniform: { box: [1, 2] } }, dim: 2 },
      {
        noise: {
          uniform: {
            zonotope: [
              [1, 0],
              [0.5, 1],
            ],
          },
        },
        dim: 2,
      },
      { noise: { levelSet: { body: { lp: 1 }, radial: 'exp(-r^2)' } }, dim: 3 },
      { noise: { levelSet: { body: { lp: 'inf' }, radial: '1/(1+r)^6' } }, dim: 3 },
      { noise: { product: 'exp(-abs(x)^1.3)' }, dim: 2 },
      { noise: { density: 'exp(-x1^2-x2^2)' }, dim: 2 },
      { noise: { named: 'laplace' }, dim: 2 },
      { noise: 'laplace', dim: 2 },
      { noise: {}, dim: 2 },
    ];
    for (const file of files)
      ledger.ask(`file ${JSON.stringify(file)}`, () => portrait(parseNoiseFile(file, { lambda: 1 }), [0.2, 0.1, 0.4]));
    await ledger.compare();
  });
});
