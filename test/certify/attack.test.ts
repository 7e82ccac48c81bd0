/**
 * Attacks on certified images of models whose smoothed class is known exactly: piecewise constant classifiers on cells
 * of a grid, under noise with independent coordinates, where the probability of a class is a sum of products of
 * distribution functions. Within 0.99 of a certified radius no attack may succeed; against the worst classifier one
 * succeeds at 1.01.
 */
import { describe, expect, it } from 'vitest';
import { parseCertifyAdversary } from '../../src/certify/radii/certify-adversary.ts';
import { certifyImage } from '../../src/certify/certify-image.ts';
import { sampledPlan } from '../../src/certify/certify-plan.ts';
import { certifiedRadius } from '../../src/radius/certified-radius.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { normalCdf } from '../../src/numeric/special/special.ts';
import { lawEngine } from './statistics/exact-law-engine.ts';

/** Marginal distribution functions at lambda = 1. */
const cdfs = {
  'uniform:linf': (x: number): number => Math.min(1, Math.max(0, 0.5 * (1 + x))),
  gaussian: (x: number): number => normalCdf(x),
  laplace: (x: number): number => (x < 0 ? 0.5 * Math.exp(x) : 1 - 0.5 * Math.exp(-x)),
};
type NoiseName = keyof typeof cdfs;

/** A classifier constant on the cells between `cuts` (the same in every coordinate). */
interface CellModel {
  readonly dim: number;
  readonly cuts: readonly number[];
  readonly classes: number;
  /** Class of a cell, by the index of the cell in each coordinate. */
  classOf(cell: readonly number[]): number;
}

/** P[class c at x + noise] for every c, exactly: sums of products over the cells. */
function smoothedLaw(model: CellModel, noise: NoiseName, x: ArrayLike<number>): Float64Array {
  const cdf = cdfs[noise];
  const masses = Array.from({ length: model.dim }, (_, i) => {
    const ends = [0, ...model.cuts.map((cut) => cdf(cut - x[i]!)), 1];
    return ends.slice(1).map((end, k) => end - ends[k]!);
  });
  const law = new Float64Array(model.classes);
  const visit = (cell: number[], mass: number): void => {
    if (mass === 0) return;
    const i = cell.length;
    if (i === model.dim) law[model.classOf(cell)]! += mass;
    else masses[i]!.forEach((m, k) => visit([...cell, k], mass * m));
  };
  visit([], 1);
  return law;
}

/** A random model whose classes come in patches, so that some points are well inside one. */
function randomModel(random: RandomStream, dim: number, classes: number): CellModel {
  const count = dim === 1 ? 8 : dim === 2 ? 5 : 3;
  const cuts = Array.from({ length: count }, () => 2.5 * (2 * random.uniform() - 1)).sort((a, b) => a - b);
  const centres = Array.from({ length: 2 * classes }, () =>
    Array.from({ length: dim }, () => (count + 1) * random.uniform() - 0.5),
  );
  return {
    dim,
    cuts,
    classes,
    classOf: (cell) => {
      const distances = centres.map((centre) => centre.reduce((sum, c, i) => sum + Math.abs(c - cell[i]!), 0));
      return distances.indexOf(Math.min(...distances)) % classes;
    },
  };
}

const norms = {
  l1: (v: readonly number[]): number => v.reduce((sum, a) => sum + Math.abs(a), 0),
  l2: (v: readonly number[]): number => Math.hypot(...v),
  linf: (v: readonly number[]): number => Math.max(...v.map(Math.abs)),
};
type NormName = keyof typeof norms;

/**
 * The greatest P[best rival] - P[cls] found in the ball of this radius around x: vertices, edges and a grid of
 * directions on the sphere, then a gradient-free search from the best of them. `inside` restricts where the attacker
 * may go.
 */
function strongestAttack(
  model: CellModel,
  noise: NoiseName,
  x: readonly number[],
  cls: number,
  norm: NormName,
  radius: number,
  random: RandomStream,
  inside: (y: readonly number[]) => boolean = () => true,
): number {
  const { dim } = model;
  const lead = (y: readonly number[]): number => {
    const law = smoothedLaw(model, noise, y);
    return Math.max(...law.map((p, c) => (c === cls ? -1 : p))) - law[cls]!;
  };
  let best = { gap: -1, v: new Array<number>(dim).fill(0) };
  const attempt = (direction: readonly number[], length: number): void => {
    const size = norms[norm](direction);
    if (size === 0) return;
    const v = direction.map((a) => (a * length) / size);
    const y = x.map((a, i) => a + v[i]!);
    if (!inside(y)) return;
    const gap = lead(y);
    if (gap > best.gap) best = { gap, v };
  };
  const ticks =
    dim === 1 ? [-1, 1] : dim === 2 ? [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1] : [-1, -0.5, 0, 0.5, 1];
  const directions = (prefix: number[]): void => {
    if (prefix.length === dim) for (const share of [1, 0.8, 0.5]) attempt(prefix, share * radius);
    else for (const t of ticks) directions([...prefix, t]);
  };
  directions([]);
  // Random steps of shrinking size, kept when they help.
  for (let step = 0; step < 60; step++) {
    const size = radius * 0.7 * 0.93 ** step;
    const moved = best.v.map((a) => a + size * random.normal());
    attempt(moved, Math.min(radius, norms[norm](moved)));
  }
  return best.gap;
}

describe('attacks within 0.99 of the certified radius', () => {
  // alpha so small that not one certificate of the hundreds here is expected to be wrong: 1e-12 each.
  const alpha = 1e-12;
  const setups: readonly (readonly [NoiseName, NormName, number])[] = [
    ['uniform:linf', 'l1', 1],
    ['uniform:linf', 'l1', 2],
    ['uniform:linf', 'l1', 3],
    ['uniform:linf', 'linf', 2],
    ['uniform:linf', 'l2', 2],
    ['gaussian', 'l2', 2],
    ['gaussian', 'l2', 3],
    ['gaussian', 'linf', 2],
    ['laplace', 'l1', 2],
    ['laplace', 'l1', 3],
    ['laplace', 'linf', 2],
  ];
  it.each(setups)('%s noise, %s ball, dimension %d: none succeeds', async (noise, norm, dim) => {
    const random = randomStream(70 + dim, noise.length + norm.length);
    const plan = sampledPlan(parseNoise(noise, dim, { lambda: 1 }), [parseCertifyAdversary(norm, dim)], {
      n0: 60,
      n: 4000,
      alpha,
    });
    let certified = 0;
    let strongest = -1;
    for (let index = 0; certified < 12; index++) {
      const model = randomModel(random, dim, 3);
      const x = Float32Array.from({ length: dim }, () => 2 * (2 * random.uniform() - 1));
      const law = smoothedLaw(model, noise, x);
      if (Math.max(...law) < 0.6) continue;
      const engine = lawEngine({ dim, classes: 3 }, 80, () => [...law]);
      const { predict, radii } = await certifyImage(engine, { index, pixels: x, label: 0 }, plan);
      if (predict === -1) continue;
      certified++;
      const gap = strongestAttack(model, noise, [...x], predict, norm, 0.99 * radii.get(norm)!, random);
      strongest = Math.max(strongest, gap);
      expect(gap).toBeLessThan(0);
    }
    // The attacks are worth the name: some come near.
    expect(strongest).toBeGreaterThan(-0.75);
  });

  it('inside the box: the box-constrained radius holds where it is larger than the plain one', async () => {
    const [dim, lambda] = [3, 1.6];
    const random = randomStream(90);
    const plan = sampledPlan(
      parseNoise('uniform:linf', dim, { lambda }),
      ['l1', 'l1-box'].map((spec) => parseCertifyAdversary(spec, dim)),
      { n0: 60, n: 4000, alpha },
    );
    let larger = 0;
    for (let index = 0; larger < 12; index++) {
      // Lambda = 1 in the coordinates of the model: everything divided by lambda.
      const cuts = Array.from({ length: 3 }, () => (3 * random.uniform() - 1) / lambda).sort((a, b) => a - b);
      const model: CellModel = { ...randomModel(random, dim, 2), cuts };
      const x = Float32Array.from({ length: dim }, () => Number(random.uniform() > 0.3) * random.uniform());
      const scaled = [...x].map((a) => a / lambda);
      const law = smoothedLaw(model, 'uniform:linf', scaled);
      if (Math.max(...law) < 0.85) continue;
      const engine = lawEngine({ dim, classes: 2 }, 91, () => [...law]);
      const { predict, radii } = await certifyImage(engine, { index, pixels: x, label: 0 }, plan);
      const [plain, boxed] = [radii.get('l1')!, radii.get('l1-box')!];
      expect(boxed).toBeGreaterThanOrEqual(plain * (1 - 1e-12));
      if (boxed < plain * 1.01) continue;
      larger++;
      const reach = Math.min(0.99 * boxed, 3);
      const inBox = (y: readonly number[]): boolean => y.every((a) => a >= 0 && a * lambda <= 1);
      const gap = strongestAttack(model, 'uniform:linf', scaled, predict, 'l1', reach / lambda, random, inBox);
      expect(gap).toBeLessThan(0);
    }
  });
});

describe('tightness: the worst classifier breaks at 1.01 of the radius', () => {
  const halfSpace = (dim: number, b: number): CellModel => ({ dim, cuts: [b], classes: 2, classOf: ([k]) => k! });

  it.each([
    ['uniform:linf', 'l1'],
    ['gaussian', 'l2'],
    ['laplace', 'l1'],
  ] as const)('%s against %s: a half-space', (noise, norm) => {
    for (const rho of [0.6, 0.8, 0.95]) {
      const radius = certifiedRadius(parseNoise(noise, 2, { lambda: 1 }), parseAdversary(norm, 2), rho).radius;
      // Along e_1 all these norms agree.
      let [low, high] = [0, 20];
      for (let i = 0; i < 100; i++) {
        const middle = 0.5 * (low + high);
        if (cdfs[noise](middle) < rho) low = middle;
        else high = middle;
      }
      const model = halfSpace(2, high);
      expect(smoothedLaw(model, noise, [0, 0])[0]).toBeGreaterThanOrEqual(rho);
      const random = randomStream(5);
      expect(strongestAttack(model, noise, [0, 0], 0, norm, 0.99 * radius, random)).toBeLessThan(0);
      expect(strongestAttack(model, noise, [0, 0], 0, norm, 1.01 * radius, random)).toBeGreaterThan(0);
    }
  });

  it('uniform cube against linf: the rival holds all outside the cube, and a strip both cubes share', () => {
    for (const rho of [0.6, 0.7]) {
      const radius = certifiedRadius(
        parseNoise('uniform:linf', 2, { lambda: 1 }),
        parseAdversary('linf', 2),
        rho,
      ).radius;
      // A strip 1 - w < x_1 <= 1, |x_2| <= 1 above the shift: w (2 - r) / 4 = 1 - rho, within the cube and its shift.
      const r = 1.01 * radius;
      const width = (4 * (1 - rho)) / (2 - r);
      const model: CellModel = {
        dim: 2,
        cuts: [-1, r - 1, 1 - width, 1],
        classes: 2,
        classOf: ([i, j]) => {
          const outside = i === 0 || i === 4 || j === 0 || j === 4;
          const strip = i === 3 && j! >= 2 && j! <= 3;
          return outside || strip ? 1 : 0;
        },
      };
      const law = smoothedLaw(model, 'uniform:linf', [0, 0]);
      expect(law[0]).toBeCloseTo(rho, 12);
      const random = randomStream(6);
      expect(strongestAttack(model, 'uniform:linf', [0, 0], 0, 'linf', 0.99 * radius, random)).toBeLessThan(0);
      expect(strongestAttack(model, 'uniform:linf', [0, 0], 0, 'linf', r, random)).toBeGreaterThan(0);
    }
  });
});
