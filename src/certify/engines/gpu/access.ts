/**
 * Where GPUs come from. WebGPU is the same interface everywhere: the browser brings its own, Node gets Dawn
 * (dawn-node.ts).
 */
import { EngineUnavailable } from '../../engine.ts';
import { countTraffic } from './traffic.ts';
import { DeviceWatch } from './watch.ts';

/** A physical device as WebGPU shows it. */
export interface AdapterFacts {
  readonly name: string;
  /** 'vulkan', 'metal', ..., or 'browser'. */
  readonly backend: string;
  /** Whether it is a program on the CPU, made for tests. */
  readonly software: boolean;
  readonly maxBufferSize: number;
  readonly maxStorageBufferBindingSize: number;
  readonly maxComputeWorkgroupsPerDimension: number;
  readonly maxComputeInvocationsPerWorkgroup: number;
  readonly features: readonly string[];
}

/** A way to WebGPU. */
export interface GpuSource {
  /** For people: "Dawn (webgpu 0.6.2)". */
  readonly name: string;
  /** How many physical devices there are, hardware first; 0 when none. */
  adapterCount(): Promise<number>;
  /** A fresh adapter of the k-th device: an adapter gives one device only. Null when it is gone. */
  adapter(k: number): Promise<GPUAdapter | null>;
  /** What the k-th device is driven by: 'vulkan', 'metal', ..., or 'browser'. */
  backend(k: number): string;
  /** What to install or set when there is no adapter: one sentence. */
  readonly remedy: string;
}

/** A device in use. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly facts: AdapterFacts;
  readonly watch: DeviceWatch;
}

/** WebGPU of the browser this runs in. Throws EngineUnavailable where there is none. */
export function browserGpus(): GpuSource {
  const gpu = typeof navigator === 'undefined' ? undefined : (navigator as Partial<NavigatorGPU>).gpu;
  if (gpu === undefined) {
    throw new EngineUnavailable(
      'This browser has no WebGPU (or the page is not served over https or localhost): use a browser of 2024 or later.',
    );
  }
  return {
    name: 'the WebGPU of the browser',
    adapterCount: async () => ((await gpu.requestAdapter()) === null ? 0 : 1),
    adapter: () => gpu.requestAdapter({ powerPreference: 'high-performance' }),
    backend: () => 'browser',
    remedy: 'Turn on hardware acceleration in the settings of the browser, or use another one.',
  };
}

/** What is known of an adapter. */
export function adapterFacts(adapter: GPUAdapter, backend: string): AdapterFacts {
  const { info, limits } = adapter;
  const name = [info.description, info.device, `${info.vendor} ${info.architecture}`.trim()].find(
    (text) => text !== '',
  );
  return {
    name: name ?? 'unnamed adapter',
    backend,
    software:
      info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|warp/i.test(`${info.architecture} ${name ?? ''}`),
    maxBufferSize: limits.maxBufferSize,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    features: [...adapter.features].sort(),
  };
}

/** Limits that models with large tensors want more of than WebGPU promises. */
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Features the runtimes use where they are there: half precision weights, subgroup reductions. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'subgroups'];

/**
 * Opens the k-th device (modulo their number) with all the memory it offers. Throws EngineUnavailable when there is no
 * adapter or it refuses.
 */
export async function openDevice(source: GpuSource, k: number): Promise<OpenDevice> {
  countTraffic();
  const count = await source.adapterCount();
  const adapter = count === 0 ? null : await source.adapter(k % count);
  if (adapter === null) throw new EngineUnavailable(`${source.name} finds no GPU here. ${source.remedy}`);
  const facts = adapterFacts(adapter, source.backend(k % count));
  try {
    const device = await adapter.requestDevice({
      requiredLimits: Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
      requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
    });
    return { device, facts, watch: new DeviceWatch(device, facts.name) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineUnavailable(`The GPU ${facts.name} refuses to open: ${reason.split('\n')[0]!}. ${source.remedy}`);
  }
}
