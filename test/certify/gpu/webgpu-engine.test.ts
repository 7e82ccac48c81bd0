/** The engine `webgpu` on whatever adapter there is: its votes are those of a plain computation on the host. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, EngineOptions, SampleRange } from '../../../src/certify/engine.ts';
import { openWebgpuEngine } from '../../../src/certify/engines/webgpu-node.ts';
import { copyKernel } from '../../../src/certify/noise/copy-kernel.ts';
import type { Smoothing } from '../../../src/certify/smoothing.ts';
import { hasAdapter } from './software-adapter.ts';
import {
  modelFolder,
  SMALL_CLASSES,
  SMALL_DIM,
  SMALL_SHAPE,
  smallImage,
  smallLogits,
  writeSmallOnnx,
} from './small-models.ts';

const adapter = await hasAdapter('the webgpu engine');
const folder = modelFolder();
const path = writeSmallOnnx(folder);
const seed = 2 ** 40 + 17;
const uniform: Smoothing = { kind: 'named', spec: 'uniform:linf', dim: SMALL_DIM, lambda: 0.8 };

const engines: Engine[] = [];
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

async function open(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await openWebgpuEngine({ model: path, smoothing: uniform, seed, inputShape: SMALL_SHAPE, ...options });
  engines.push(engine);
  return engine;
}

/** Votes and near-ties as vote-count.ts defines them, in double precision on the host's copies. */
function hostVotes(smoothing: Smoothing, index: number, { first, count }: SampleRange, nearTie = 1e-4) {
  const kernel = copyKernel(smoothing, seed);
  const copy = new Float32Array(SMALL_DIM);
  const counts = new Array<number>(SMALL_CLASSES).fill(0);
  let nearTies = 0;
  for (let s = first; s < first + count; s++) {
    kernel.copies(smallImage(index), s, 1, copy);
    const logits = smallLogits(copy);
    const [top = 0, second = 0] = [...logits].sort((a, b) => b - a);
    counts[logits.indexOf(top)]! += 1;
    if (top - second < nearTie) nearTies += 1;
  }
  return { counts, nearTies };
}

describe.skipIf(!adapter)('webgpu engine', () => {
  it('counts the votes that the host counts', async () => {
    const engine = await open({ batch: 64 });
    for (const range of [
      { first: 0, count: 500 },
      { first: 2 ** 31, count: 77 },
    ]) {
      const votes = await engine.votes(smallImage(3), range);
      const host = hostVotes(uniform, 3, range);
      expect(host.counts.filter((count) => count > 0).length).toBeGreaterThan(2);
      expect([...votes.counts]).toEqual(host.counts);
    }
    expect(engine.tally().samples).toBe(577);
    console.log(engine.device, engine.tally(), engine.model);
  });
});
