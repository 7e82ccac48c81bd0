/** Opens an engine by name, or the best one for the model: its code and packages are loaded only then. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, EngineOptions } from '../engine.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { fastestEngine, probeSentence, type EngineCandidate } from './engine-probe.ts';
import type { OnnxDevice } from './onnx/session-node.ts';

export const ENGINE_KINDS = ['auto', 'onnx', 'webgpu', 'tfjs'] as const;
/** The engines by name: `onnx` (ONNX Runtime), `webgpu` and `tfjs`. */
export type EngineKind = (typeof ENGINE_KINDS)[number];

export const ENGINE_DEVICES = ['cpu', 'webgpu', 'cuda'] as const;
/** Where an engine runs: the processor or a graphics processor. */
export type EngineDevice = (typeof ENGINE_DEVICES)[number];

/** Which engine opens the model, where it runs, and what it is opened with. */
export interface OpenEngineOptions extends EngineOptions {
  /** Default `auto`: the engine that reads the model, or the fastest that does. */
  readonly engine?: EngineKind | undefined;
  /** Default: the engine's own choice. */
  readonly device?: EngineDevice | undefined;
  /** Told in words how engines were timed, where they were. */
  readonly onChoice?: ((sentence: string) => void) | undefined;
}

/**
 * Opens an engine. `auto` takes the engine that reads the model; where the machine has a GPU as well, engines are timed
 * for a second and the fastest is kept, which `onChoice` is told in words. Throws InvalidInput (the model),
 * EngineUnavailable (what the environment lacks, with the line that installs it), EngineFault.
 */
export async function openEngine({ engine, device, onChoice, ...options }: OpenEngineOptions): Promise<Engine> {
  switch (engine) {
    case undefined:
    case 'auto': {
      const reader = engineFor(options.model, options.chain);
      const candidates = reader === 'onnx' && device === undefined ? await onnxCandidates(options) : [];
      if (candidates.length < 2) return openEngine({ ...options, engine: reader, device });
      const fastest = await fastestEngine(candidates);
      onChoice?.(probeSentence(fastest.results));
      return fastest.engine;
    }
    case 'onnx':
      return openOnnx(device ?? 'cpu', options);
    case 'webgpu':
      return openWebgpu(options);
    case 'tfjs':
      return openTfjs(device, options);
  }
}

/** The engine that reads a model, by its name. */
function engineFor(model: string, chain: readonly string[] = []): Exclude<EngineKind, 'auto'> {
  if (chain.length > 0 || /\.(onnx|ort)$/i.test(model)) return 'onnx';
  if (/\.json$/i.test(model) || existsSync(join(model, 'model.json'))) return 'tfjs';
  throw new InvalidInput(
    `No engine is known for the model ${model}: ONNX models end in .onnx, TensorFlow.js models are folders with a model.json; or name the engine.`,
    { code: 'unknown-model', settings: ['engine'] },
  );
}

/** The ways to run an ONNX model on this machine: the CPU, and GPUs in hardware. */
async function onnxCandidates(options: EngineOptions): Promise<EngineCandidate[]> {
  const { mayHaveHardware } = await import('./gpu/dawn-node.ts');
  if (!mayHaveHardware()) return [];
  const { adapterReports } = await import('./gpu/report-node.ts');
  const { adapters } = await adapterReports();
  const gpu = adapters.find(({ software }) => !software);
  if (gpu === undefined) return [];
  const nvidia = /nvidia/i.test(gpu.name);
  return [
    { name: 'onnx on the CPU', open: () => openOnnx('cpu', options) },
    ...(nvidia ? [{ name: 'onnx on CUDA', open: () => openOnnx('cuda', options) }] : []),
    { name: `webgpu on ${gpu.name}`, open: () => openWebgpu(options) },
  ];
}

async function openOnnx(device: OnnxDevice, options: EngineOptions): Promise<Engine> {
  const { openOnnxEngine } = await import('./onnx/engine-node.ts');
  return openOnnxEngine({ ...options, device });
}

async function openWebgpu(options: EngineOptions): Promise<Engine> {
  const { openWebgpuEngine } = await import('./webgpu/engine-node.ts');
  return openWebgpuEngine(options);
}

async function openTfjs(device: EngineDevice | undefined, options: EngineOptions): Promise<Engine> {
  const { openTfjsEngine } = await import('./tfjs/engine-node.ts');
  return openTfjsEngine({ ...options, backend: device ?? 'auto' });
}
