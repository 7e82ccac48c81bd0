/**
 * The attack on noise in float32, through the engine on the CPU: a sum x + z of floats shows x. The model asks of every
 * pixel whether y = fl(a + fl(y - a)), which holds for all copies of the image a and for few of its neighbours'. Off
 * the grid two images within each other's radius are certified for different classes; on the grid the same model sees
 * the same law at both, and they are not.
 *
 * Off the grid all votes at a are for class 0, and at b each copy is for it with probability below 0.76^40 < 2e-5, so a
 * test fails by chance with probability below 1e-9: for that 100 of 2,000 copies would have to be.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedSampleBound } from '../../../../src/certify/statistics/probability-bound.ts';
import { ErrorBudget } from '../../../../src/numeric/confidence/budget.ts';
import { topClass } from '../../../../src/certify/statistics/votes.ts';
import { noisyCopyKernel } from '../../../../src/certify/copies/noise-kernels.ts';
import type { CopyKernel } from '../../../../src/certify/copies/noise-kernel.ts';
import { latticeCopyKernel } from '../../../../src/certify/copies/lattice/lattice-kernel.ts';
import { gridInput, gridIntegers, gridUnits } from '../../../../src/certify/copies/lattice/image-on-grid.ts';
import { copyDeviation, latticeLaw } from '../../../../src/certify/copies/lattice/lattice-law.ts';
import { nearestLatticeLambda } from '../../../../src/certify/copies/lattice/uniform-lattice.ts';
import type { Engine } from '../../../../src/certify/engine.ts';
import { parseNoise } from '../../../../src/noise/spec.ts';
import { lpAdversary } from '../../../../src/geometry/adversary.ts';
import { certifiedRadius } from '../../../../src/radius/certified-radius.ts';
import { openEngine } from '../../../../src/certify/engines/open-engine-node.ts';
import { floatAttackModel } from '../../float-attack-model.ts';

const GRID = 255;
const DIM = 40;
const SAMPLES = 2000;
const ALPHA = 0.001;

/** Pixels of 64 steps, and of 63: the floats just below 1/4 are twice as fine as those above, and sums show it. */
const steps = Array.from({ length: DIM }, () => 64);
const a = { index: 0, pixels: Float32Array.from(steps, (n) => n / GRID) };
const b = { index: 1, pixels: Float32Array.from(steps, (n) => (n - 1) / GRID) };

const attack = floatAttackModel(a.pixels);
const folder = mkdtempSync(join(tmpdir(), 'wulff-attack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const model = join(folder, 'attack.onnx');
writeFileSync(model, attack);

/** The engine on the CPU: its votes on copies that a kernel made. */
async function votesOn(engine: Engine, kernel: CopyKernel, image: typeof a): Promise<number[]> {
  const copies = new Float32Array(SAMPLES * DIM);
  kernel.copies(image, 0, SAMPLES, copies);
  const logits = await engine.logits(copies, SAMPLES);
  const counts = [0, 0];
  for (let s = 0; s < SAMPLES; s++) counts[logits[2 * s]! >= logits[2 * s + 1]! ? 0 : 1]!++;
  return counts;
}

const NOISES = [
  ['uniform:linf', 1, DIM / GRID],
  ['gaussian', 2, Math.sqrt(DIM) / GRID],
  ['laplace', 1, DIM / GRID],
] as const;

describe('a model that reads the last bits', () => {
  it.each(NOISES)('under %s is certified wrongly off the grid, and not on it', async (spec, p, distance) => {
    const sigma = parseNoise(spec, DIM, { sigma: 0.5 });
    const lambda = spec === 'uniform:linf' ? nearestLatticeLambda(sigma.lambda, GRID) : sigma.lambda;
    const noise = parseNoise(spec, DIM, { lambda });
    const law = await latticeLaw(noise, GRID);
    const tau = copyDeviation(law, DIM);
    const engine = await openEngine({
      model,
      smoothing: { kind: 'named', spec, dim: DIM, lambda },
      seed: 1,
      inputShape: [1, 1, DIM],
      workers: 1,
    });
    try {
      const certify = (counts: readonly number[], less: number): { predict: number; radius: number } => {
        const predict = topClass(counts);
        const bound = fixedSampleBound(counts[predict]!, SAMPLES, ErrorBudget.of(ALPHA));
        const tail = bound.tail + less;
        return { predict, radius: tail < 0.5 ? certifiedRadius(noise, lpAdversary(p, DIM), { tail }).radius : 0 };
      };
      for (const seed of [1, 2, 3]) {
        const floats = noisyCopyKernel(noise, seed);
        const [wrongA, wrongB] = [
          certify(await votesOn(engine, floats, a), 0),
          certify(await votesOn(engine, floats, b), 0),
        ];
        expect(wrongA.predict).toBe(0);
        expect(wrongB.predict).toBe(1);
        expect(Math.min(wrongA.radius, wrongB.radius)).toBeGreaterThan(distance);

        const integers = latticeCopyKernel(law, DIM, seed);
        const [rightA, rightB] = [
          certify(await votesOn(engine, integers, a), tau),
          certify(await votesOn(engine, integers, b), tau),
        ];
        const reach = Math.max(rightA.radius, rightB.radius);
        expect(rightA.predict === rightB.predict || reach < distance).toBe(true);
      }
      // What engines draw themselves are the copies above: the votes agree.
      const votes = await engine.votes(a, { first: 0, count: SAMPLES });
      expect([...votes.counts]).toEqual(await votesOn(engine, noisyCopyKernel(noise, 1), a));
    } finally {
      await engine.close();
    }
  });
});

describe('copies on the grid', () => {
  it('are one function of the integer n + N, whatever n and N are', async () => {
    const law = await latticeLaw(parseNoise('laplace', DIM, { lambda: 0.2 }), GRID);
    const seen = new Map<number, number>();
    for (const image of [a, b]) {
      const copies = new Float32Array(50 * DIM);
      latticeCopyKernel(law, DIM, 9).copies(image, 100, 50, copies);
      for (const y of copies) {
        const k = Math.round(y * GRID);
        expect(y).toBe(gridInput(k, gridUnits(GRID, '0..1')));
        expect(seen.get(k) ?? y).toBe(y);
        seen.set(k, y);
      }
    }
    expect(seen.size).toBeGreaterThan(200);
  });

  it('do not depend on how samples are asked for', async () => {
    const law = await latticeLaw(parseNoise('gaussian', 5, { lambda: 0.5 }), GRID);
    const image = { index: 3, pixels: Float32Array.of(0, 1, 0.2, 1 / 255, 17 / 255) };
    const kernel = latticeCopyKernel(law, 5, 4);
    const [all, part] = [new Float32Array(50), new Float32Array(15)];
    kernel.copies(image, 7, 10, all);
    kernel.copies(image, 11, 3, part);
    expect(part).toEqual(all.slice(20, 35));
    expect(() => kernel.copies({ index: 0, pixels: new Float32Array(4) }, 0, 1, all)).toThrow('has dimension 5');
    expect(() => kernel.copies(image, 2 ** 32 - 1, 2, all)).toThrow('2^32');
  });

  it('are of images that lie on it: n/q in float32 by any usual way, integers, no others', () => {
    const out = new Int32Array(256);
    const levels = Array.from({ length: 256 }, (_, n) => n);
    for (const pixels of [
      Float32Array.from(levels, (n) => n / 255),
      Float32Array.from(levels, (n) => n * Math.fround(1 / 255)),
      levels.map((n) => n / 255),
    ]) {
      gridIntegers(pixels, 255, out);
      expect([...out]).toEqual(levels);
    }
    gridIntegers(levels, 1, out);
    expect([...out]).toEqual(levels);
    for (const x of [0.5, 1 / 255 + 1e-6, 1e-9, NaN, Infinity, 1e9]) {
      expect(() => gridIntegers([0, x], 255, out), `${x}`).toThrow('coordinate 1');
    }
  });
});
