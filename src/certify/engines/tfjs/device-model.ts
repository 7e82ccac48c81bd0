/**
 * A TensorFlow.js model on a device of ours: its WebGPU backend is made for our device, its input is our buffer without
 * a copy.
 */
import { EngineUnavailable } from '../../engine.ts';
import { planBatch } from '../gpu/batch.ts';
import type { DeviceMeter } from '../gpu/meter.ts';
import { modelBufferUsage, type ImageDemand, type OpenDeviceModel } from '../gpu/model.ts';
import { countTraffic } from '../gpu/traffic.ts';
import type { TfjsFiles } from './files.ts';
import { loadTfjsCore, onBackend, openTfjsNet, tfjsPackage } from './runtime.ts';

/** Kernels are registered under this name, so it is the only one a backend of theirs can have. */
const BACKEND = 'webgpu';
let inUse = false;

/** Puts the model on a device. */
export function tfjsOnDevice(files: TfjsFiles, name: string, images: ImageDemand, meter: DeviceMeter): OpenDeviceModel {
  return async ({ device, facts: adapter }, requested) => {
    if (inUse) {
      throw new EngineUnavailable(
        'TensorFlow.js has one WebGPU backend in a process: close the other tfjs engine first.',
      );
    }
    inUse = true;
    try {
      const tf = await loadTfjsCore();
      const webgpu = await tfjsPackage(
        '@tensorflow/tfjs-backend-webgpu',
        () => import('@tensorflow/tfjs-backend-webgpu'),
      );
      if (tf.findBackendFactory(BACKEND) !== null) tf.removeBackend(BACKEND);
      tf.registerBackend(BACKEND, () => new webgpu.WebGPUBackend(device, device.adapterInfo));
      const net = await onBackend(tf, BACKEND, () => openTfjsNet(tf, files, name, images));
      const { inputShape, classes } = net.facts;
      const { dim } = images;
      const { batch } = planBatch({ dim, classes, requested, fixed: net.batch }, adapter);
      const input = device.createBuffer({ size: 4 * batch * dim, usage: modelBufferUsage() });
      const traffic = countTraffic();
      return {
        facts: net.facts,
        batch,
        input,
        partlyOnHost: false,
        run: (rows) =>
          onBackend(tf, BACKEND, async () => {
            const { toDevice, fromDevice } = traffic;
            const shape = [net.batch ?? rows, ...inputShape];
            const copies = tf.tensor({ buffer: input, zeroCopy: true }, shape, 'float32');
            const logits = await net.run(copies);
            // Submits all that the backend has recorded, so that our next work comes after it in the queue.
            const onDevice = logits.dataToGPU();
            for (const tensor of [copies, logits, onDevice.tensorRef]) tensor.dispose();
            meter.moved(traffic.toDevice - toDevice, traffic.fromDevice - fromDevice);
            return onDevice.buffer!;
          }),
        close: async () => {
          await onBackend(tf, BACKEND, () => net.dispose()).catch(() => undefined);
          input.destroy();
          tf.removeBackend(BACKEND);
          inUse = false;
        },
      };
    } catch (error) {
      inUse = false;
      throw error;
    }
  };
}
