/** Shaders compiled and dispatched, with the driver's objections as one sentence. */
import { EngineFault } from '../engine.ts';
import type { DeviceWatch } from './device-watch.ts';

/**
 * Compiles a compute shader with the entry point `main`; `subject` names it in errors. Throws EngineFault.
 */
export async function computePipeline(
  device: GPUDevice,
  watch: DeviceWatch,
  subject: string,
  code: string,
): Promise<GPUComputePipeline> {
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ code, label: subject });
  const refused = device.popErrorScope();
  const compiled = watch.guard(module.getCompilationInfo());
  const error = await watch.guard(refused);
  const complaint = (await compiled).messages.find(({ type }) => type === 'error');
  if (complaint !== undefined || error !== null) {
    throw shaderFault(subject, complaint?.message ?? error!.message);
  }
  try {
    return await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
      label: subject,
    });
  } catch (failure) {
    watch.check();
    throw shaderFault(subject, failure instanceof Error ? failure.message : String(failure));
  }
}

function shaderFault(subject: string, message: string): EngineFault {
  return new EngineFault(
    'unsupported',
    `The driver of the GPU does not compile the shader for the ${subject} (${message.split('\n')[0]!.slice(0, 200)}): update the driver or use --engine onnx.`,
  );
}

const MOST_GROUPS = 65535;

/** Workgroups in two dimensions for a number that may exceed what one dimension takes; shaders drop the surplus. */
export function dispatchSize(groups: number): [x: number, y: number] {
  const y = Math.ceil(groups / MOST_GROUPS);
  return [Math.ceil(groups / y), y];
}

/** Buffers bound at 0, 1, ... of a pipeline's first group. */
export function bindings(device: GPUDevice, pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
  return device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
}
