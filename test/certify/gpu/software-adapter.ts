/** The software adapter of Debian's chromium, where it is installed and nobody has chosen a driver. */
import { existsSync } from 'node:fs';

const ICD = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Points the Vulkan loader to the software adapter. Must run before Dawn is loaded. */
export function useSoftwareAdapter(): void {
  if (process.env['VK_ICD_FILENAMES'] !== undefined || !existsSync(ICD)) return;
  process.env['VK_ICD_FILENAMES'] = ICD;
  process.env['VK_DRIVER_FILES'] = ICD;
  process.env['XDG_RUNTIME_DIR'] ??= '/tmp';
}

/** Whether WebGPU finds an adapter in this process; says what is skipped when it does not. */
export async function hasAdapter(tests: string): Promise<boolean> {
  useSoftwareAdapter();
  try {
    const { nodeGpus } = await import('../../../src/certify/engines/gpu/dawn-node.ts');
    if ((await (await nodeGpus()).adapterCount()) > 0) return true;
  } catch {
    // Told below.
  }
  console.warn(`skipped: ${tests} (no WebGPU adapter; apt-get install chromium libvulkan1 brings a software one)`);
  return false;
}
