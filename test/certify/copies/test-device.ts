/** A WebGPU device for tests: Dawn's, on whatever adapter there is. */
import { useSoftwareAdapter } from '../gpu/software-adapter.ts';

export type TestDevice =
  | { readonly device: GPUDevice; readonly name: string }
  | { readonly device: null; readonly why: string };

/** Dawn's instance: devices die with it, so it must not be collected. */
let instance: GPU | null = null;

/** Never throws: a machine without an adapter is no failure. */
export async function openTestDevice(): Promise<TestDevice> {
  useSoftwareAdapter();
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    instance ??= create([]);
    const adapter = await instance.requestAdapter();
    if (adapter === null) return { device: null, why: 'no WebGPU adapter (apt-get install chromium brings one)' };
    const device = await adapter.requestDevice();
    return { device, name: `${adapter.info.vendor} ${adapter.info.architecture} ${adapter.info.description}` };
  } catch (error) {
    return { device: null, why: error instanceof Error ? error.message : String(error) };
  }
}
