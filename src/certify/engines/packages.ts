/** The packages that engines run on, and the versions that wulff is tested with: those of its own package.json. */

/** By name. */
export const TESTED_VERSIONS = {
  'onnxruntime-node': '1.30.0',
  'onnxruntime-web': '1.30.0',
  webgpu: '0.6.2',
  '@tensorflow/tfjs-core': '4.22.0',
  '@tensorflow/tfjs-converter': '4.22.0',
  '@tensorflow/tfjs-layers': '4.22.0',
  '@tensorflow/tfjs-backend-webgpu': '4.22.0',
  '@tensorflow/tfjs-backend-wasm': '4.22.0',
  '@tensorflow/tfjs-node': '4.22.0',
  '@tensorflow/tfjs-node-gpu': '4.22.0',
} as const satisfies Record<string, string>;

/** A package that an engine runs on. */
export type EnginePackage = keyof typeof TESTED_VERSIONS;

/** The line that installs a package: "npm install webgpu@0.6.2". */
export function installLine(name: EnginePackage): string {
  // Its own installer fetches libraries for NVIDIA GPUs, hundreds of megabytes that most do not want, and fails without
  // the open internet; what it needs on the CPU is in the package.
  const flag = name === 'onnxruntime-node' ? ' --ignore-scripts' : '';
  return `npm install ${name}@${TESTED_VERSIONS[name]}${flag}`;
}

/**
 * "The webgpu engine needs the package webgpu, which cannot be loaded here (reason). Install it: npm install
 * webgpu@0.6.2".
 */
export function missingPackage(needs: string, name: EnginePackage, error: unknown): string {
  const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  return `${needs} needs the package ${name}, which cannot be loaded here (${reason}). Install it: ${installLine(name)}`;
}
