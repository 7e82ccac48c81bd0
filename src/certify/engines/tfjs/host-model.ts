/**
 * TensorFlow.js where the noise is made on the host: the WASM backend, and TensorFlow itself (tfjs-node,
 * tfjs-node-gpu), whose Node binding takes no buffers of ours and has no noise with our bits.
 */
import type * as core from '@tensorflow/tfjs-core';
import { EngineFault } from '../../engine.ts';
import type { HostModel } from '../host-engine.ts';
import { onBackend, type TfjsCore, type TfjsNet } from './runtime.ts';

/** The model on a backend, by its name in TensorFlow.js: 'wasm', 'tensorflow'. */
export const tfjsHostModel = (tf: TfjsCore, backend: string, net: TfjsNet): HostModel => ({
  run: (images, rows) =>
    onBackend(tf, backend, async () => {
      let tensor: core.Tensor | undefined;
      let logits: core.Tensor | undefined;
      try {
        tensor = tf.tensor(images, [rows, ...net.facts.inputShape], 'float32');
        logits = await net.run(tensor);
        return (await logits.data()) as Float32Array;
      } finally {
        tensor?.dispose();
        logits?.dispose();
      }
    }).catch((error: unknown) => {
      throw faultOf(error, rows);
    }),
  close: () => onBackend(tf, backend, () => net.dispose()).catch(() => undefined),
});

function faultOf(error: unknown, rows: number): EngineFault {
  const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  if (/out of memory|memory access|allocation|OOM|RESOURCE_EXHAUSTED/i.test(message)) {
    return new EngineFault('out-of-memory', 'Not enough memory for the batch: give a smaller one.', {
      cause: error,
      settings: ['batch'],
    });
  }
  if (error instanceof EngineFault) return error;
  return new EngineFault('other', `TensorFlow.js failed on a batch of ${rows}: ${message.slice(0, 240)}.`, {
    cause: error,
  });
}
