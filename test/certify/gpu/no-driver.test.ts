/** A machine with the packages but without any graphics driver. */
import type * as fs from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { EngineUnavailable } from '../../../src/certify/engine.ts';
import { openEngine } from '../../../src/certify/engines/open-engine-node.ts';
import { SEED } from './host-votes.ts';
import { LINEAR_SHAPE, modelFolder, SMALL_DIM, writeLinearOnnx, writeSmallGraph } from './small-models.ts';

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>();
  return { ...real, existsSync: (path: string) => !path.includes('vulkan') && real.existsSync(path) };
});

describe('without a graphics driver', () => {
  it.each(['webgpu', 'tfjs'] as const)('%s says what to install', async (kind) => {
    for (const name of ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES']) vi.stubEnv(name, undefined);
    const folder = modelFolder();
    const model = kind === 'webgpu' ? writeLinearOnnx(folder) : writeSmallGraph(folder);
    const smoothing = { kind: 'named', spec: 'gaussian', dim: SMALL_DIM, lambda: 1 } as const;
    const inputShape = kind === 'webgpu' ? LINEAR_SHAPE : [3, 8, 8];
    const failure: unknown = await openEngine({
      engine: kind,
      device: 'webgpu',
      model,
      smoothing,
      seed: SEED,
      inputShape,
    }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineUnavailable);
    expect((failure as Error).message).toMatch(/finds no GPU here\. Install a graphics driver/);
    vi.unstubAllEnvs();
  });
});
