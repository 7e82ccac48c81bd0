/**
 * The engine `tfjs`: TensorFlow.js GraphModel and LayersModel folders, on WebGPU with everything on the device, or with
 * noise from the host on the WASM backend. (engine-node.ts adds TensorFlow itself.)
 */
import { EngineUnavailable, NEAR_TIE, type Engine, type EngineOptions } from '../../engine.ts';
import { normalizedOnDevice, normalizedOnHost } from '../gpu/normalization.ts';
import { smoothingDim } from '../../smoothing.ts';
import { browserGpus, type GpuSource } from '../gpu/access.ts';
import { openDeviceEngine } from '../gpu/engine.ts';
import { fetchBytes } from '../fetch-bytes.ts';
import { DeviceMeter } from '../gpu/meter.ts';
import type { ImageDemand } from '../gpu/model.ts';
import { browserNoise, smoothingOnDevices, type NoisePlatform } from '../gpu/smoothing.ts';
import { tfjsOnDevice } from './device-model.ts';
import { readTfjsFiles, type TfjsFiles } from './files.ts';
import { HostEngine } from '../host-engine.ts';
import { batchShapes } from '../batch-shapes.ts';
import { tfjsHostModel } from './host-model.ts';
import { loadTfjsCore, onBackend, openTfjsNet, tfjsPackage, type TfjsCore } from './runtime.ts';
import { requireNoChain } from '../no-chain.ts';

/** Numbers in a batch of the host by default: 64 CIFAR images. */
const HOST_BATCH_NUMBERS = 64 * 3072;
/** Batches to a request. */
const HOST_ROUNDS = 16;

/** How the engine is opened. */
export interface TfjsOptions extends EngineOptions {
  /** Default `auto`: WebGPU where there is an adapter, else WASM. */
  readonly backend?: 'auto' | 'webgpu' | 'wasm';
  /** Where the browser finds the files of tfjs-backend-wasm; Node knows. */
  readonly wasmFiles?: string;
}

/** What differs between Node and browsers. */
export interface TfjsPlatform extends NoisePlatform {
  readonly gpus: () => Promise<GpuSource>;
  readonly readFiles: (model: string) => Promise<TfjsFiles>;
}

/**
 * Opens the engine in a browser; `options.model` is the URL of model.json. Throws InvalidInput, EngineUnavailable,
 * EngineFault.
 */
export function openTfjsEngine(options: TfjsOptions): Promise<Engine> {
  return openTfjsEngineOn(
    {
      ...browserNoise,
      gpus: () => Promise.resolve().then(browserGpus),
      readFiles: (url) =>
        readTfjsFiles(url, (file) =>
          fetchBytes(file === 'model.json' ? url : new URL(file, new URL(url, document.baseURI)).href),
        ),
    },
    options,
  );
}

/** Opens the engine on a platform. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openTfjsEngineOn(platform: TfjsPlatform, options: TfjsOptions): Promise<Engine> {
  requireNoChain(options.chain, 'tfjs');
  const { backend = 'auto' } = options;
  const files = await platform.readFiles(options.model);
  if (backend === 'wasm') return openOnWasm(platform, options, files);
  try {
    return await openOnWebgpu(platform, options, files);
  } catch (error) {
    if (backend === 'webgpu' || !(error instanceof EngineUnavailable)) throw error;
    return openOnWasm(platform, options, files);
  }
}

async function openOnWebgpu(platform: TfjsPlatform, options: TfjsOptions, files: TfjsFiles): Promise<Engine> {
  const { inputShape: shape, output, classes } = options;
  const images = { shape, dim: smoothingDim(options.smoothing), output, classes };
  const meter = new DeviceMeter();
  const gpus = await platform.gpus();
  const tf = await loadTfjsCore();
  return openDeviceEngine({
    name: 'tfjs',
    runtime: `TensorFlow.js ${tf.version_core}, WebGPU backend`,
    gpus,
    sha256: files.sha256,
    batch: options.batch,
    devices: 1,
    nearTie: options.nearTie ?? NEAR_TIE,
    meter,
    copies: await smoothingOnDevices(platform, options),
    model: normalizedOnDevice(tfjsOnDevice(files, options.model, images, meter), options),
    processorLogits: (facts, pixels, count) =>
      onProcessor(tf, options, files, images, normalizedOnHost(pixels, count, facts, options), count),
  });
}

/** Logits by the WASM backend; null where its package is not there. */
async function onProcessor(
  tf: TfjsCore,
  options: TfjsOptions,
  files: TfjsFiles,
  images: ImageDemand,
  pixels: Float32Array,
  count: number,
): Promise<Float32Array | null> {
  try {
    await loadWasmBackend(options);
  } catch (error) {
    if (error instanceof EngineUnavailable) return null;
    throw error;
  }
  const net = await onBackend(tf, 'wasm', () => openTfjsNet(tf, files, options.model, images));
  const model = tfjsHostModel(tf, 'wasm', net);
  try {
    const rows = net.batch ?? count;
    const batch = new Float32Array(rows * images.dim);
    const logits = new Float32Array(count * net.facts.classes);
    for (let first = 0; first < count; first += rows) {
      batch.set(pixels.subarray(first * images.dim, (first + rows) * images.dim));
      const found = await model.run(batch, rows);
      logits.set(found.subarray(0, Math.min(rows, count - first) * net.facts.classes), first * net.facts.classes);
    }
    return logits;
  } finally {
    await model.close();
  }
}

/** Throws EngineUnavailable. */
async function loadWasmBackend({ wasmFiles }: TfjsOptions): Promise<void> {
  const wasm = await tfjsPackage('@tensorflow/tfjs-backend-wasm', () => import('@tensorflow/tfjs-backend-wasm'));
  if (wasmFiles !== undefined) wasm.setWasmPaths(wasmFiles);
}

async function openOnWasm(platform: TfjsPlatform, options: TfjsOptions, files: TfjsFiles): Promise<Engine> {
  const tf = await loadTfjsCore();
  await loadWasmBackend(options);
  return openOnHost(platform, options, files, tf, 'wasm', `TensorFlow.js ${tf.version_core}, WASM backend`);
}

/** Opens the engine on a backend that takes its copies from the host. */
export async function openOnHost(
  platform: NoisePlatform,
  options: EngineOptions,
  files: TfjsFiles,
  tf: TfjsCore,
  backend: string,
  device: string,
): Promise<Engine> {
  const { inputShape: shape, output, classes } = options;
  const images = { shape, dim: smoothingDim(options.smoothing), output, classes };
  const kernel = await platform.hostKernel(options);
  const net = await onBackend(tf, backend, () => openTfjsNet(tf, files, options.model, images));
  const batch = net.batch ?? options.batch ?? Math.max(1, Math.floor(HOST_BATCH_NUMBERS / kernel.dim));
  return new HostEngine({
    name: 'tfjs',
    device,
    facts: { ...net.facts, sha256: files.sha256 },
    model: tfjsHostModel(tf, backend, net),
    kernel,
    nearTie: options.nearTie ?? NEAR_TIE,
    shapes: net.batch === null ? batchShapes(batch) : [batch],
    rounds: HOST_ROUNDS,
    normalization: options.normalization,
    layout: options.imageLayout,
  });
}
