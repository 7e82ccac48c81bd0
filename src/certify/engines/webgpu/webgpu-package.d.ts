/** The package `webgpu` (Dawn for Node) has no declarations of its own. */
declare module 'webgpu' {
  /** WebGPU of this machine; lives as long as the object is referenced. Flags as in Dawn's documentation. */
  export function create(flags: readonly string[]): GPU;
  /** The classes and constants of WebGPU, to be made global. */
  export const globals: Readonly<Record<string, unknown>>;
}
