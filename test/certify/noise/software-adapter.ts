/**
 * A WebGPU device for tests: Dawn on whatever adapter there is, or on SwiftShader where Debian's chromium is installed.
 */
import { existsSync } from 'node:fs';

const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

export type TestDevice =
  { readonly device: GPUDevice; readonly name: string } | { readonly device: null; readonly why: string };

/** Dawn's instance: devices die with it, so it must not be collected. */
let instance: GPU | null = null;

/** Never throws: a machine without an adapter is no failure. */
export async function openTestDevice(): Promise<TestDevice> {
  if (process.env['VK_ICD_FILENAMES'] === undefined && existsSync(SWIFTSHADER)) {
    process.env['VK_ICD_FILENAMES'] = SWIFTSHADER;
    process.env['VK_DRIVER_FILES'] = SWIFTSHADER;
  }
  process.env['XDG_RUNTIME_DIR'] ??= '/tmp';
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
