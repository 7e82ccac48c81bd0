/**
 * `auto` with real engines: the software adapter passes for a GPU in hardware, is timed against the CPU, and the faster
 * one works.
 */
import { describe, expect, it, vi } from 'vitest';
import { openEngine } from '../../../src/certify/engines/open-engine-node.ts';
import type * as reports from '../../../src/certify/engines/gpu/report-node.ts';
import type * as dawn from '../../../src/certify/engines/gpu/dawn-node.ts';
import type { Smoothing } from '../../../src/certify/smoothing.ts';
import { hostVotes, SEED } from './host-votes.ts';
import { hasAdapter } from './software-adapter.ts';
import { LINEAR_SHAPE, linearLogits, modelFolder, SMALL_DIM, smallImage, writeLinearOnnx } from './small-models.ts';

vi.mock('../../../src/certify/engines/gpu/report-node.ts', async (original) => {
  const real = await original<typeof reports>();
  return {
    ...real,
    adapterReports: async () => {
      const { adapters, remedy } = await real.adapterReports();
      return { remedy, adapters: adapters.map((adapter) => ({ ...adapter, software: false })) };
    },
  };
});
vi.mock('../../../src/certify/engines/gpu/dawn-node.ts', async (original) => ({
  ...(await original<typeof dawn>()),
  mayHaveHardware: () => true,
}));

const adapter = await hasAdapter('the probe of `auto`');

describe.skipIf(!adapter)('auto', () => {
  it('times the engines that are there and works with the fastest', async () => {
    const smoothing: Smoothing = { kind: 'named', spec: 'uniform:linf', dim: SMALL_DIM, lambda: 0.8 };
    let told = '';
    const engine = await openEngine({
      model: writeLinearOnnx(modelFolder()),
      smoothing,
      seed: SEED,
      inputShape: LINEAR_SHAPE,
      onChoice: (sentence) => (told = sentence),
    });
    try {
      const [onnx, webgpu] = [...told.matchAll(/([\d,]+) samples\/s/g)].map(([, rate]) =>
        Number(rate!.replaceAll(',', '')),
      );
      expect(told).toMatch(/^onnx on the CPU [\d,]+ samples\/s, webgpu on .+ [\d,]+ samples\/s$/);
      expect(engine.name).toBe(onnx! >= webgpu! ? 'onnx' : 'webgpu');
      const range = { first: 0, count: 200 };
      const votes = await engine.votes(smallImage(2), range);
      expect([...votes.counts]).toEqual(hostVotes(smoothing, 2, range, linearLogits).counts);
    } finally {
      await engine.close();
    }
  });
});
