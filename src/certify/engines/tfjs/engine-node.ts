/** The engine `tfjs` in Node: TensorFlow itself where tfjs-node is installed, else WebGPU by Dawn, else WASM. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EngineUnavailable, type Engine, type EngineOptions } from '../../engine.ts';
import { openCopyKernel, openNoise } from '../../copies/open-noise-node.ts';
import { nodeGpus } from '../gpu/dawn-node.ts';
import { installLine, type EnginePackage } from '../packages.ts';
import { openOnHost, openTfjsEngineOn, type TfjsPlatform } from './engine.ts';
import { readTfjsFiles, type TfjsFiles } from './files.ts';
import type { TfjsCore } from './runtime.ts';
import { requireNoChain } from '../no-chain.ts';

export interface TfjsNodeOptions extends EngineOptions {
  /**
   * Default `auto`: tfjs-node-gpu, tfjs-node, WebGPU, WASM, the first that is there. `cuda`: tfjs-node-gpu; `cpu`:
   * tfjs-node or WASM.
   */
  readonly backend?: 'auto' | 'cuda' | 'cpu' | 'node' | 'webgpu' | 'wasm';
}

/**
 * Opens the engine; `options.model` is a folder or its model.json. Throws InvalidInput, EngineUnavailable or
 * EngineFault.
 */
export async function openTfjsEngine(options: TfjsNodeOptions): Promise<Engine> {
  requireNoChain(options.chain, 'tfjs');
  const { backend = 'auto', ...engineOptions } = options;
  const packages = NODE_PACKAGES[backend];
  const node = await loadTensorFlow(packages);
  if (node !== null) {
    const files = await platform.readFiles(options.model);
    return openOnHost(platform, engineOptions, files, node.tf, 'tensorflow', node.device);
  }
  if (backend === 'cuda' || backend === 'node') {
    throw new EngineUnavailable(
      `The package ${packages.join(' or ')} is not installed, or its TensorFlow library cannot be loaded: ${installLine(packages[0]!)}`,
    );
  }
  return openTfjsEngineOn(platform, { ...engineOptions, backend: backend === 'cpu' ? 'wasm' : backend });
}

const NODE_PACKAGES: Readonly<Record<NonNullable<TfjsNodeOptions['backend']>, readonly EnginePackage[]>> = {
  auto: ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'],
  node: ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
  cuda: ['@tensorflow/tfjs-node-gpu'],
  cpu: ['@tensorflow/tfjs-node'],
  webgpu: [],
  wasm: [],
};

/** TensorFlow's own runtime in Node, from the first package that loads; null when none does. */
export async function loadTensorFlow(
  packages: readonly string[],
): Promise<{ readonly tf: TfjsCore; readonly device: string } | null> {
  for (const name of packages) {
    try {
      const loaded = (await import(name)) as TfjsCore & { default?: TfjsCore };
      const tf = loaded.default ?? loaded;
      if (!(await tf.setBackend('tensorflow'))) continue;
      const place = name.endsWith('-gpu') ? 'GPU where TensorFlow finds one' : 'CPU';
      return { tf, device: `TensorFlow by ${name} ${tf.version_core}, ${place}` };
    } catch {
      // Not installed, or its native library does not load: the next one.
    }
  }
  return null;
}

const platform: TfjsPlatform = {
  gpus: nodeGpus,
  loadNoise: async ({ smoothing }) => (smoothing.kind === 'splitting' ? null : openNoise(smoothing)),
  hostKernel: ({ smoothing, seed }) => openCopyKernel(smoothing, seed),
  readFiles: (model) => readTfjsFolder(model),
};

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'the model is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

/** Reads a model from disk; `model` is a folder or its model.json. Throws InvalidInput. */
function readTfjsFolder(model: string): Promise<TfjsFiles> {
  const isFile = /\.json$/i.test(model);
  const folder = isFile ? dirname(model) : model;
  return readTfjsFiles(model, async (file) => {
    try {
      return await readFile(join(folder, file === 'model.json' && isFile ? basename(model) : file));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      throw new Error(REASONS[code] ?? code, { cause: error });
    }
  });
}
