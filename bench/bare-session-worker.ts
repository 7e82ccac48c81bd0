/** A session of onnxruntime-node with nothing around it: runs one ready batch again and again. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadOnnxRuntime } from '../src/certify/engines/onnx/runtime-node.ts';

export interface BareSetup {
  readonly model: string;
  readonly batch: number;
  readonly threads: number;
  readonly copies: Float32Array;
}

const { InferenceSession, Tensor } = await loadOnnxRuntime();
const { model, batch, threads, copies } = workerData as BareSetup;
const session = await InferenceSession.create(model, { intraOpNumThreads: threads, interOpNumThreads: 1 });
const feeds = { x: new Tensor('float32', copies, [batch, 3, 32, 32]) };
await session.run(feeds);
const port = parentPort!;
port.on('message', (runs: number) => {
  void (async () => {
    for (let run = 0; run < runs; run++) await session.run(feeds);
    port.postMessage('done');
  })();
});
port.postMessage('ready');
