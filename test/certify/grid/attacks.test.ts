/**
 * A model that reads the last bits of its input, through `certifyImage` at 100 seeds and under every noise with
 * independent coordinates: it asks of every pixel whether y = fl(a + fl(y - a)), which holds for all sums of floats a +
 * z, and for few of its neighbour's. Copies that are sums of floats have two images certified for different classes
 * within each other's radius; copies on the grid never.
 *
 * Off the grid all votes at a are for class 0, and at b each copy is for it with probability below 0.76^40 < 2e-5
 * (measured under every noise here); the attack counts as shown where it succeeds at all seeds. On the grid the two
 * laws are nearly the same, and that both are certified for different classes has probability below 2 alpha a seed: 100
 * seeds fail by chance with probability below 1e-9 only if two wrong certificates within 100 are allowed for; none was
 * seen, and seeds are fixed.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certifyImage } from '../../../src/certify/certify-image.ts';
import { copyKernel } from '../../../src/certify/copies/copy-kernel.ts';
import type { Engine } from '../../../src/certify/engine.ts';
import { openEngine } from '../../../src/certify/engines/open-engine-node.ts';
import { openSubject } from '../../../src/certify/grid/grid-subject.ts';
import { countVotes } from '../../../src/certify/statistics/vote-count.ts';
import { openFileSubject } from '../../../src/certify/subject-node.ts';
import type { CertifySubject } from '../../../src/certify/subject.ts';
import { lpAdversary } from '../../../src/geometry/adversary.ts';
import { readNoiseFile } from '../../../src/noise/file.ts';
import type { Scale } from '../../../src/noise/noise.ts';
import { floatAttackModel } from '../float-attack-model.ts';

const GRID = 255;
const DIM = 40;
// All of them in the long mode (vitest --mode fuzz), a quarter in every run.
const SEEDS = process.env['MODE'] === 'fuzz' ? 100 : 25;
const [N0, N] = [20, 200];
const DISTANCE = DIM / GRID;

/** Pixels of 64 steps, and of 63: the floats just below 1/4 are twice as fine as those above, and sums show it. */
const images = [64, 63].map((steps, index) => ({
  index,
  label: index,
  pixels: new Float32Array(DIM).fill(steps / GRID),
}));

const attack = floatAttackModel(images[0]!.pixels);

const folder = mkdtempSync(join(tmpdir(), 'wulff-attacks-'));
let engine: Engine;
beforeAll(async () => {
  const model = join(folder, 'attack.onnx');
  writeFileSync(model, attack);
  const smoothing = { kind: 'named', spec: 'gaussian', dim: DIM, lambda: 1 } as const;
  engine = await openEngine({ model, smoothing, seed: 0, inputShape: [1, 1, DIM], workers: 1 });
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The model, with the copies that this subject draws from this seed. */
function seeded({ smoothing }: CertifySubject, seed: number): Engine {
  const kernel = copyKernel(smoothing, seed);
  const copies = new Float32Array(N * DIM);
  return {
    name: 'onnx',
    device: engine.device,
    model: engine.model,
    nearTie: engine.nearTie,
    preferredCount: N,
    votes: async (image, { first, count }) => {
      kernel.copies(image, first, count, copies);
      const votes = { counts: new Float64Array(2), nearTies: new Float64Array(2) };
      const logits = await engine.logits(copies.subarray(0, count * DIM), count);
      expect(countVotes(logits, count, 0, votes.counts, votes.nearTies)).toBe(-1);
      return votes;
    },
    logits: (pixels, count) => engine.logits(pixels, count),
    tally: () => engine.tally(),
    close: () => Promise.resolve(),
  };
}

/** At how many seeds the two images are certified for different classes, one within the other's radius. */
async function successes(subject: CertifySubject, seeds = SEEDS): Promise<number> {
  let wrong = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const model = seeded(subject, seed);
    const [a, b] = [
      await certifyImage(model, images[0]!, subject.plan),
      await certifyImage(model, images[1]!, subject.plan),
    ];
    const reach = Math.max(a.radii.get('l1')!, b.radii.get('l1')!);
    if (a.predict >= 0 && b.predict >= 0 && a.predict !== b.predict && reach >= DISTANCE) wrong++;
  }
  return wrong;
}

const NOISES: readonly (readonly [spec: string, scale: Scale])[] = [
  ['uniform:linf', { sigma: 0.5 }],
  ['gaussian', { sigma: 0.5 }],
  ['laplace', { sigma: 0.5 }],
  ['iid-exp,s=4', { sigma: 0.5 }],
  ['iid-exp,s=0.5', { lambda: 0.3 }],
  ['iid-pareto,a=3', { lambda: 0.5 }],
  ['product 1/(1+x^2)^3', { sigma: 0.5 }],
];

/** The subject of a spec, or of a noise file with a marginal. */
function opened(spec: string, scale: Scale, grid: 'auto' | 'off'): Promise<CertifySubject> {
  const place = { dim: DIM, scale, grid, dataGrid: GRID };
  const against = [lpAdversary(1, DIM)];
  const numbers = { n: N, n0: N0 };
  const [, product] = /^product (.*)/.exec(spec) ?? [];
  if (product === undefined) return openSubject(spec, place, against, numbers);
  const file = readNoiseFile({ name: spec, dim: DIM, noise: { product } });
  return openFileSubject({ file, name: spec, folder: '.' }, place, against, numbers);
}

describe('a model that reads the last bits', () => {
  it.each(NOISES)(
    'under %s is certified wrongly off the grid at every seed, on the grid at none',
    async (spec, scale) => {
      const [on, off] = [await opened(spec, scale, 'auto'), await opened(spec, scale, 'off')];
      expect(on.grid?.steps).toBe(GRID);
      // Off the grid a formula's law is made again for every seed.
      const seeds = spec.startsWith('product') ? 5 : SEEDS;
      expect(await successes(off, seeds)).toBe(seeds);
      expect(await successes(on)).toBe(0);
    },
  );
});
