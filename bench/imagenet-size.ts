/**
 * `node dist/bench/imagenet-size.js`: images of 224x224x3 in batches of 256 on this machine's GPU, against the CPU. The
 * model is next to nothing (the mean of each channel, then a 3x5 matrix), so that what is seen is the rest: noise,
 * votes, memory.
 *
 * Usage: node dist/bench/imagenet-size.js [--n 512] [--batch 256] [--noise gaussian]
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineOptions } from '../src/certify/engine.ts';
import { openEngine } from '../src/certify/engines/open-engine-node.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '512' },
    batch: { type: 'string', default: '256' },
    noise: { type: 'string', default: 'gaussian' },
  },
});
const DIM = 3 * 224 * 224;
/** An ONNX file of 217 bytes: GlobalAveragePool, Flatten, MatMul. */
const MODEL =
  'CAg6zgEKGQoBeBIBbSIRR2xvYmFsQXZlcmFnZVBvb2wKDwoBbRIBZiIHRmxhdHRlbgoWCgFmCgF3EgZsb2dpdHMiBk1hdE11bBIEdGVzdCpHCAMIBRABQgF3SjwAAAAAFoghvlmCnz4lQuq+IZIXP5A3Nr/sTFA/ACtlvwdMdD8HT32/Ofp/P4Q8fL/hLXI/yg5iv5dGTD9aHgoBeBIZChcIARITCgMSAW4KAggDCgMI4AEKAwjgAWIZCgZsb2dpdHMSDwoNCAESCQoDEgFuCgIIBUIECgAQDQ==';

const path = join(mkdtempSync(join(tmpdir(), 'wulff-imagenet-')), 'mean.onnx');
writeFileSync(path, Buffer.from(MODEL, 'base64'));
// A dark image: the means of the channels are near 0, and so the noise decides.
const image = { index: 0, pixels: Float32Array.from({ length: DIM }, (_, i) => (0.001 * ((i * 7) % 255)) / 255) };
const range = { first: 0, count: Number(values.n) };
const options: EngineOptions = {
  model: path,
  smoothing: { kind: 'named', spec: values.noise, dim: DIM, lambda: 1 },
  seed: 1,
  inputShape: [3, 224, 224],
};
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;

const counted: (readonly number[])[] = [];
let close = 0;
for (const kind of ['webgpu', 'onnx'] as const) {
  const engine = await openEngine({
    ...options,
    engine: kind,
    ...(kind === 'webgpu' ? { batch: Number(values.batch) } : {}),
  });
  const opened = process.memoryUsage.rss();
  const started = performance.now();
  const { counts, nearTies } = await engine.votes(image, range);
  const seconds = (performance.now() - started) / 1000;
  const { bytesToDevice, bytesFromDevice } = engine.tally();
  counted.push([...counts]);
  close = Math.max(
    close,
    nearTies.reduce((sum, ties) => sum + ties, 0),
  );
  console.log(
    [
      engine.device,
      `  votes ${[...counts].join(' ')}, near-ties ${[...nearTies].join(' ')}, ${(range.count / seconds).toFixed(2)} copies/s`,
      `  bytes up ${bytesToDevice}, down ${bytesFromDevice}`,
      `  resident memory ${megabytes(opened)} when opened, ${megabytes(process.memoryUsage.rss())} at the end`,
    ].join('\n'),
  );
  await engine.close();
}
const differing = counted[0]!.reduce((sum, count, c) => sum + Math.abs(count - counted[1]![c]!), 0) / 2;
console.log(`${differing} of ${range.count} votes differ, ${close} near-ties.`);
process.exitCode = differing > close ? 1 : 0;
