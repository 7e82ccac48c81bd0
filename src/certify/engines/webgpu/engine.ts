/**
 * The engine `webgpu`: an ONNX model on any GPU that speaks WebGPU. The image goes up once; noise, model and votes stay
 * on the device; a few integers come down once a range.
 *
 * Several devices work side by side, each on its own share of the samples.
 */
import { NEAR_TIE, type Engine, type EngineOptions } from '../../engine.ts';
import { sha256 } from '../../sha256.ts';
import { smoothingDim } from '../../smoothing.ts';
import { browserGpus, type GpuSource } from '../gpu/access.ts';
import { openDeviceEngine } from '../gpu/engine.ts';
import { requireNoChain } from '../no-chain.ts';
import { normalizedOnDevice, normalizedOnHost } from '../gpu/normalization.ts';
import { fetchedModel } from '../onnx/fetched-model.ts';
import { DeviceMeter } from '../gpu/meter.ts';
import { browserNoise, smoothingOnDevices, type NoisePlatform } from '../gpu/smoothing.ts';
import { openOnnxModel } from './model.ts';
import { processorLogits } from './processor-logits.ts';
import { loadWebRuntime, type ExternalWeights } from './runtime.ts';

/** A model's file in memory. */
export interface ModelBytes {
  readonly bytes: Uint8Array;
  /** Files beside it that hold weights, by the names that the model gives them. */
  readonly external?: readonly ExternalWeights[];
  readonly sha256: string;
}

/** What differs between Node and browsers. */
export interface WebgpuPlatform extends NoisePlatform {
  readonly gpus: GpuSource;
  readonly readModel: (path: string, chain: readonly string[]) => Promise<ModelBytes>;
  /** Called before the runtime's WebAssembly is compiled. */
  readonly beforeRuntime?: () => void;
  /** Called when the engine is closed. */
  readonly afterRuntime?: () => void;
}

/** Opens the engine in a browser; `options.model` is a URL. Throws InvalidInput, EngineUnavailable or EngineFault. */
export function openWebgpuEngine(options: EngineOptions): Promise<Engine> {
  return openWebgpuEngineOn(browserPlatform(), options);
}

/** Opens the engine on a platform. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openWebgpuEngineOn(platform: WebgpuPlatform, options: EngineOptions): Promise<Engine> {
  const file = await platform.readModel(options.model, options.chain ?? []);
  const copies = await smoothingOnDevices(platform, options);
  platform.beforeRuntime?.();
  const runtime = await loadWebRuntime().catch((error: unknown) => {
    platform.afterRuntime?.();
    throw error;
  });
  const meter = new DeviceMeter();
  const { inputShape: shape, output, classes } = options;
  const images = { shape, dim: smoothingDim(options.smoothing), output, classes };
  const model = { runtime, path: options.model, bytes: file.bytes, external: file.external ?? [], images, meter };
  return openDeviceEngine({
    name: 'webgpu',
    runtime: `onnxruntime-web ${runtime.env.versions.web ?? ''}`.trim(),
    gpus: platform.gpus,
    sha256: file.sha256,
    batch: options.batch,
    devices: options.workers,
    nearTie: options.nearTie ?? NEAR_TIE,
    meter,
    copies,
    model: normalizedOnDevice((open, batch) => openOnnxModel(open, batch, model), options),
    processorLogits: (facts, pixels, count) =>
      processorLogits(model, facts, normalizedOnHost(pixels, count, facts, options), count),
    ...(platform.afterRuntime === undefined ? {} : { closed: platform.afterRuntime }),
  });
}

function browserPlatform(): WebgpuPlatform {
  return {
    gpus: browserGpus(),
    ...browserNoise,
    readModel: async (url, chain) => {
      requireNoChain(chain, 'webgpu in a page');
      const bytes = await fetchedModel(url);
      return { bytes, sha256: await sha256(bytes) };
    },
  };
}
