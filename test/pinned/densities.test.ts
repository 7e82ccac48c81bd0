/** Densities of which no form is known: their constants, slopes and growth on a mesh; and noise that is a program. */
import { describe, it } from 'vitest';
import { lpAdversary, type Adversary } from '../../src/geometry/adversary.ts';
import { ellipsoid } from '../../src/geometry/bodies/ellipsoid.ts';
import { hPolytope } from '../../src/geometry/bodies/h-polytope.ts';
import { linearImage } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { vPolytope } from '../../src/geometry/bodies/v-polytope.ts';
import { zonotope } from '../../src/geometry/bodies/zonotope.ts';
import type { SteepnessLaw } from '../../src/formula/enclosure/slopes.ts';
import { growthAgainst } from '../../src/growth/against.ts';
import { growth } from '../../src/growth/growth.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { factsOf } from '../../src/noise/facts.ts';
import { moduleNoise } from '../../src/noise/module/module-noise.ts';
import { bodySecondMoment } from '../../src/noise/named/body-second-moment.ts';
import { levelSetNoise } from '../../src/noise/level-set/level-set-noise.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import { largestProjection } from '../../src/noise/rate/largest-projection.ts';
import { slopeSumAtLeast, slopeSumExcess } from '../../src/noise/rate/slope-sum.ts';
import { Ledger, PATIENCE, type Drawing } from './ledger.ts';

const PS = [1e-4, 0.03, 0.2, 0.5];
const mirrored = (rows: number[][]): number[][] => [...rows, ...rows.map((row) => row.map((x) => -x))];

/** A law of steepness by hand: atoms, fewer below, and a jump. */
function steepness(draw: Drawing, unbounded: number, atoms = 12): SteepnessLaw {
  const sizes = Float64Array.from(
    { length: atoms },
    (_, i) => draw.between(i * 0.2, i * 0.2 + 0.2) * (i > 147 ? 200 : 1),
  );
  const masses = Float64Array.from({ length: atoms }, () => 1 / atoms);
  return {
    sizes,
    masses,
    below: { sizes: sizes.map((x) => 0.98 * x), masses: masses.map((x) => 0.99 * x) },
    unbounded,
    rare: { mass: 1e-3, atLeast: 1e-3 },
    spread: 1e-6,
    lost: 1e-10,
  };
}

describe('the ledger of densities', () => {
  it('on a mesh', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('noise', 'densities');
    const { draw } = ledger;
    for (const [text, dim, cells] of [
      ['exp(-x1^2-abs(x1*x2)-x2^2)', 2, 250],
      ['exp(-abs(x1)^3-abs(x2)^3)*(1+x1^2*x2^2)', 2, 250],
      ['max(0,1-x1^4-x2^2-x1*x2)', 2, 250],
      ['exp(-x1^2-x2^2-x3^2-x1^2*x2^2)', 3, 500],
      ['(1+x1^2+x2^4)^-3', 2, 250],
      ['exp(-(x1+0.5*x2)^2)*max(0,1-abs(x2))', 2, 250],
      ['max(0,sign(1-abs(x1)))*exp(-abs(x2-x1))', 2, 250],
    ] as const) {
      const x = draw.vector(dim, 0.7);
      const [p, v] = [draw.pick([0.05, 0.4]), draw.vector(dim, 0.5)];
      const norms = draw.pick([[1, 2], [1, Infinity]]); // prettier-ignore
      ledger.ask(`${text} at ${x.join()}`, () => {
        const noise = noiseOfDensity(text, dim, { lambda: 0.8 }, { samples: 500, cells });
        const { checks, logConcave, continuous, sigma, logPeak } = factsOf(noise);
        return [
          noise.family,
          noise.lambda,
          noise.logDensity(Float64Array.from(x)),
          Object.entries(checks).map(([name, { status, how }]) => `${name}: ${status}, ${how}`),
          [logConcave.status, continuous.status, sigma, logPeak],
          noise.family === 'density' && [noise.logNormalizer, noise.unitVariance, noise.acceptance],
          norms.map((q) => {
            const proved = noise.family === 'density' && noise.enclosures.against(lpAdversary(q, dim));
            const bound = 'rateBound' in noise && noise.rateBound(lpAdversary(q, dim));
            return [
              proved && 'half' in proved
                ? [proved.cells, proved.variance, proved.entropy, proved.levels, proved.half, proved.lines.slice(0, 12)]
                : proved,
              bound && [
                bound.detail,
                bound.confidence,
                ...PS.map((at) => bound.phi(at)),
                bound.radius(0.2),
                bound.flow(0.2, 0.1),
              ],
            ];
          }),
        ];
      });
      if (dim === 2 && text.length % 2 === 0)
        ledger.ask(`${text}, growth at ${v.join()}, p = ${p}`, () => {
          const noise = noiseOfDensity(text, dim, { lambda: 0.8 }, { samples: 500, cells });
          const source = 'growth' in noise ? noise.growth() : null;
          return [
            growth(noise, v, p, { samples: 300, method: 'monte-carlo' }),
            source !== null && !('reason' in source) && [source.logConcave, source.at(v, p, { cells: 200, side: 0.5 })],
            source !== null && !('reason' in source) && [1, 2].map((q) => source.deciding(lpAdversary(q, 2), 40)),
          ];
        });
    }
    await ledger.compare();
  });

  it('slopes of bodies, sums of slopes, moments, growth against bodies', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('noise', 'slopes');
    const { draw } = ledger;
    for (const parts of [[0], [0, 0.1], [0, 0, 0], [0.05, 0, 0.2, 0]]) {
      const slopes = parts.map((jump) => {
        const law = steepness(draw, jump);
        const weight = draw.between(0.3, 1.2);
        return { law, weight: [weight, weight * (1 + 1e-9)] as const };
      });
      const excess = slopeSumExcess(slopes);
      ledger.ask(`${parts.length} slopes, jumps ${parts.join()}`, () => [
        slopeSumAtLeast(slopes),
        ...[0, 0.3, 1, 2.5, 6].map((c) => excess(c)),
      ]);
    }
    for (const count of [3, 5]) {
      const slopes = Array.from({ length: count }, () => ({
        law: steepness(draw, 0.01, 150),
        weight: [1, 1] as const,
      }));
      const excess = slopeSumExcess(slopes);
      ledger.ask(`${count} slopes of 150 atoms`, () => [
        slopeSumAtLeast(slopes),
        ...[0, 5, 90, 9000].map((c) => excess(c)),
      ]);
    }
    const matrix = [
      [2, 0.3],
      [-0.1, 1],
    ];
    const bodies = [
      hPolytope(mirrored([[1, 0.2], [0.1, 1], [0.7, 0.8]]), [1, 1.2, 1.1, 1, 1.2, 1.1]),
      vPolytope(mirrored([[1, 0.3, 0.1], [-0.4, 1, 0], [0.2, -0.6, 1], [0.5, 0.5, -0.9]])),
      zonotope([[1, 0, 0], [0.3, 0.8, 0.1], [-0.4, 0.5, 0.9], [0.1, 0.1, 0.6]]),
      ellipsoid([[2, 0.3], [0.3, 1]]),
      linearImage(matrix, lpBall(1, 2)),
      linearImage(matrix, lpBall(3, 2)),
    ]; // prettier-ignore
    for (const [i, body] of bodies.entries()) {
      const { dim } = body;
      ledger.ask(`${i}: ${body.name}`, () => [
        bodySecondMoment(body),
        [1, 1.5, 2, 3, Infinity].map((p) => i < 3 && largestProjection(body, lpAdversary(p, dim))),
      ]);
      const against: Adversary = { kind: 'body', body, dim };
      const noises = [
        uniform(lpBall(1.5, dim), dim, { lambda: 1 }),
        uniform('linf', dim, { lambda: 1 }),
        uniform(body, dim, { lambda: 1.5 }),
        levelSetNoise({ body, radial: 'exp(-r^1.5)' }, dim, { lambda: 1 }),
      ];
      for (const noise of dim === 2 ? [draw.pick(noises), draw.pick(noises)] : [draw.pick(noises.slice(0, 2))]) {
        const [r, p] = [draw.between(0.1, 0.6), draw.pick([0.1, 0.4])];
        ledger.ask(`${noise.spec} against ${i}, r = ${r}, p = ${p}`, () =>
          growthAgainst(noise, against, r, p, { samples: 400, seed: 1 }),
        );
      }
    }
    await ledger.compare();
  });

  it('programs', { timeout: PATIENCE }, async () => {
    const ledger = new Ledger('noise', 'programs');
    const logNormal = (x: ArrayLike<number>): number => -0.5 * (x[0]! ** 2 + x[1]! ** 2) - Math.log(2 * Math.PI);
    for (const [name, stretch, tilt] of [
      ['right', 1, 0],
      ['too wide', 1.2, 0],
      ['uneven', 1, 0.5],
    ] as const)
      // prettier-ignore
      ledger.ask(name, () => {
        const noise = moduleNoise(
          {
            dim: 2,
            logDensity: (x: ArrayLike<number>) => logNormal(x) + tilt * x[0]!,
            sample: (random: { normal(): number }) => [stretch * random.normal(), random.normal()],
          },
          { lambda: 0.5 },
          { seed: 3, timeLimit: 60_000 },
        );
        const { checks, sigma } = factsOf(noise);
        return [noise.spec, noise.sigma, noise.consistency, sigma, Object.values(checks).map(({ status, how }) => `${status}: ${how}`)];
      });
    for (const wrong of [
      null,
      {},
      { dim: 2 },
      { dim: 0, logDensity: () => 0, sample: () => [] },
      { dim: 1, logDensity: () => 'x', sample: () => [0] },
      { dim: 1, logDensity: () => 0, sample: () => [NaN] },
    ])
      // prettier-ignore
      ledger.ask(`program ${Object.keys(wrong ?? {}).join()}`, () => moduleNoise(wrong, { lambda: 1 }).spec);
    await ledger.compare();
  });
});
