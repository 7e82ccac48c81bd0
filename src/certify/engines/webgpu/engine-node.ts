/** The engine `webgpu` in Node: Dawn, and models from disk. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Engine, EngineOptions } from '../../engine.ts';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { openCopyKernel, openNoise } from '../../copies/open-noise-node.ts';
import { nodeGpus } from '../gpu/dawn-node.ts';
import { chainedModel, readOnnxChain } from '../onnx/chain-node.ts';
import { isRuntimeFormat } from '../onnx/checked-graph.ts';
import { openWebgpuEngineOn } from './engine.ts';

let users = 0;

/** Opens the engine; `options.model` is a path. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openWebgpuEngine(options: EngineOptions): Promise<Engine> {
  return openWebgpuEngineOn(
    {
      gpus: await nodeGpus(),
      readModel: async (path, chain) => {
        const { sha256, externalFiles, requireUnchanged } = await readOnnxChain([path, ...chain]);
        const external = await Promise.all(
          externalFiles.map(async (name) => ({ path: name, data: await readFile(join(dirname(path), name)) })),
        );
        const bytes = chain.length === 0 ? await readFile(path) : chainedModel([path, ...chain]);
        // Of bytes, this runtime goes by the mark, and not by the name that the screening went by.
        if (isRuntimeFormat(bytes) && !/\.ort$/i.test(path)) {
          throw new InvalidInput(
            `${path} bears the mark of the runtime's own format, so that what runs is not what was screened.`,
            {
              code: 'model',
            },
          );
        }
        requireUnchanged();
        return { bytes, sha256, external };
      },
      hostKernel: ({ smoothing, seed }) => openCopyKernel(smoothing, seed),
      loadNoise: async ({ smoothing }) => (smoothing.kind === 'splitting' ? null : openNoise(smoothing)),
      beforeRuntime: () => {
        // V8's optimizing compiler takes a minute or two for the runtime's suspending functions of up to megabytes, and
        // gains nothing: the work is the GPU's. The baseline compiler takes a second.
        if (users++ === 0) setFlagsFromString('--liftoff-only');
      },
      afterRuntime: () => {
        if (--users === 0) setFlagsFromString('--no-liftoff-only');
      },
    },
    options,
  );
}
