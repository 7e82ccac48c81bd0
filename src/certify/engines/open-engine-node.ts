/** Opens an engine by name, or the best one for the model: its code and packages are loaded only then. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, EngineOptions } from '../engine.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { OnnxDevice } from './onnx-session-node.ts';

export const ENGINE_KINDS = ['auto', 'onnx', 'webgpu', 'tfjs'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

export const ENGINE_DEVICES = ['cpu', 'webgpu', 'cuda'] as const;
export type EngineDevice = (typeof ENGINE_DEVICES)[number];

/**
 * Opens an engine. `device` undefined: the engine's own choice. Throws InvalidInput (the model), EngineUnavailable (what the
 * environment lacks, with the line that installs it), EngineFault.
 */
export async function openEngine(
  kind: EngineKind,
  device: EngineDevice | undefined,
  options: EngineOptions,
): Promise<Engine> {
  switch (kind) {
    case 'auto':
      return openEngine(engineFor(options.model), device, options);
    case 'onnx':
      return openOnnx(device ?? 'cpu', options);
    case 'webgpu':
      return openWebgpu(options);
    case 'tfjs':
      return openTfjs(device, options);
  }
}

/** The engine that reads a model, by its name. */
function engineFor(model: string): Exclude<EngineKind, 'auto'> {
  if (/\.(onnx|ort)$/i.test(model)) return 'onnx';
  if (/\.json$/i.test(model) || existsSync(join(model, 'model.json'))) return 'tfjs';
  throw new InvalidInput(
    `No engine is known for the model ${model}: ONNX models end in .onnx, TensorFlow.js models are folders with a model.json (or name an engine by --engine).`,
  );
}

async function openOnnx(device: OnnxDevice, options: EngineOptions): Promise<Engine> {
  const { openOnnxEngine } = await import('./onnx-engine-node.ts');
  return openOnnxEngine({ ...options, device });
}

async function openWebgpu(options: EngineOptions): Promise<Engine> {
  const { openWebgpuEngine } = await import('./webgpu-engine-node.ts');
  return openWebgpuEngine(options);
}

async function openTfjs(device: EngineDevice | undefined, options: EngineOptions): Promise<Engine> {
  const { openTfjsEngine } = await import('./tfjs-engine-node.ts');
  return openTfjsEngine({ ...options, backend: device ?? 'auto' });
}
