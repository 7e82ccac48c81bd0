/** WebGPU in Node: Dawn, the implementation of Chromium, from the package `webgpu`. */
import { existsSync, readdirSync } from 'node:fs';
import { EngineUnavailable } from '../../engine.ts';
import { missingPackage } from '../packages.ts';
import type { GpuSource } from './access.ts';

/** A physical device as Dawn lists it. */
interface DawnAdapter {
  readonly backend: string;
  readonly name: string;
}

let dawn: Promise<GpuSource> | undefined;

/** The GPUs of this machine. Throws EngineUnavailable with the line that installs the package. */
export function nodeGpus(): Promise<GpuSource> {
  dawn ??= openDawn().catch((error: unknown) => {
    dawn = undefined;
    throw error;
  });
  return dawn;
}

const REMEDY =
  'Install a graphics driver (Vulkan on Linux); to try the engine without a GPU: apt-get install chromium libvulkan1, then ' +
  'set VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json.';

/** Where Linux shows GPUs to programs. */
const LINUX_GPUS = ['/dev/dri', '/dev/nvidia0', '/dev/dxg'];
/** Where the Vulkan loader finds its drivers. */
const DRIVER_VARIABLES = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'];
const DRIVER_FOLDERS = ['/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

/** Whether this machine can have a GPU in hardware, as far as a glance tells. */
export const mayHaveHardware = (): boolean =>
  process.platform !== 'linux' || LINUX_GPUS.some((path) => existsSync(path));

/** Dawn complains on stderr, past our hands, when it is loaded where Vulkan has no driver at all. */
function hasNoDriver(): boolean {
  if (process.platform !== 'linux' || DRIVER_VARIABLES.some((name) => process.env[name] !== undefined)) return false;
  return !DRIVER_FOLDERS.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

async function openDawn(): Promise<GpuSource> {
  const { create, globals } = await import('webgpu').catch((error: unknown) => {
    throw new EngineUnavailable(missingPackage('WebGPU in Node', 'webgpu', error));
  });
  // Before anything else: traffic is counted in WebGPU's classes, adapter or none.
  Object.assign(globalThis, globals);
  if (hasNoDriver()) {
    return {
      name: 'Dawn',
      remedy: REMEDY,
      adapterCount: () => Promise.resolve(0),
      backend: () => 'none',
      adapter: () => Promise.resolve(null),
    };
  }
  const every = create([]);
  lendNavigator(every);
  const adapters = await listAdapters(create);
  // Dawn lives only as long as its entry points are referenced: this closure is kept by `dawn`.
  const entries: GPU[] = [];
  return {
    name: 'Dawn',
    remedy: REMEDY,
    adapterCount: () => Promise.resolve(adapters.length),
    backend: (k) => adapters[k]?.backend ?? 'none',
    adapter: (k) => {
      const wanted = adapters[k];
      if (wanted === undefined) return Promise.resolve(null);
      entries[k] ??= create([`backend=${wanted.backend}`, `adapter=${wanted.name}`]);
      return entries[k].requestAdapter();
    },
  };
}

/** Runtimes look for `navigator.gpu`; Node 20 has no navigator, newer ones have one without GPU. */
function lendNavigator(gpu: GPU): void {
  const own = typeof navigator === 'undefined' ? undefined : navigator;
  if (own !== undefined) {
    Object.defineProperty(own, 'gpu', { configurable: true, get: () => gpu });
    return;
  }
  const stand = { gpu, userAgent: 'Node.js', hardwareConcurrency: 1 };
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: stand });
}

/** Dawn lists adapters only in the error about one that does not exist. */
async function listAdapters(create: (flags: readonly string[]) => GPU): Promise<DawnAdapter[]> {
  let text: string;
  try {
    await create(['adapter=?']).requestAdapter();
    return [];
  } catch (error) {
    text = error instanceof Error ? error.message : String(error);
  }
  const found = [...text.matchAll(/backend: '([^']+)', name: '([^']+)'/g)].map(([, backend, name]) => ({
    backend: backend!,
    name: name!,
  }));
  const real = found.filter(({ backend }) => !['null', 'webgpu', 'opengl', 'opengles', 'd3d11'].includes(backend));
  const software = ({ name }: DawnAdapter): boolean => /swiftshader|llvmpipe|lavapipe|basic render/i.test(name);
  const hardware = real.filter((adapter) => !software(adapter));
  return hardware.length > 0 ? hardware : real;
}
