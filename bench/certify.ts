/**
 * `wulff certify` against the bare runtime: samples a second of the engine, noise and votes included, over those of
 * sessions of onnxruntime-node that are fed one ready batch again and again. Both take turns within one run, and both
 * are also measured per second of CPU time, which other programs on the machine disturb less.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Engine } from '../src/certify/engine.ts';
import { openOnnxEngine, type ThreadLayout } from '../src/certify/engines/onnx/engine-node.ts';
import { loadOnnxRuntime } from '../src/certify/engines/onnx/runtime-node.ts';
import { openSubject } from '../src/certify/grid/grid-subject.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { noisyCopyKernel } from '../src/certify/copies/noise-kernels.ts';
import { parseNoise } from '../src/noise/spec.ts';

const DIM = 3072;
/** What the engine takes for images of this size by itself. */
const BATCH = 32;
const SEED = 1;
const pixels = Float32Array.from({ length: DIM }, (_, i) => ((i * 37) % 256) / 255);

/** The repository's model trained under a noise; null where it is not there (an installed package). */
export function shippedModel(noise: string): string | null {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = join(folder, '..');
  const path = join(folder, 'models', `cifar-resnet10-${noise}-050.onnx`);
  return existsSync(path) ? path : null;
}

/** Something that votes, or only runs the model, on a number of samples. */
interface Contender {
  readonly name: string;
  readonly run: (samples: number) => Promise<unknown>;
  readonly close: () => Promise<unknown>;
  readonly wall: number[];
  readonly cpu: number[];
}

const contender = (name: string, run: Contender['run'], close: Contender['close']): Contender => ({
  name,
  run,
  close,
  wall: [],
  cpu: [],
});

async function bareSessions(model: string, spec: string, sessions: number, threads: number): Promise<Contender> {
  const copies = new Float32Array(BATCH * DIM);
  noisyCopyKernel(parseNoise(spec, DIM, { sigma: 0.5 }), SEED).copies({ index: 0, pixels }, 0, BATCH, copies);
  // Here, where what it sets in the environment reaches the library, and not first in a worker.
  await loadOnnxRuntime();
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const workers = Array.from(
    { length: sessions },
    () =>
      new Worker(new URL(`./bare-session-worker${extension}`, import.meta.url), {
        workerData: { model, batch: BATCH, threads, copies },
      }),
  );
  const answer = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      worker.once('message', () => resolve());
      worker.once('error', reject);
    });
  await Promise.all(workers.map(answer));
  return contender(
    `bare: ${sessions} x ${threads} thread${threads === 1 ? '' : 's'}`,
    (samples) =>
      Promise.all(
        workers.map((worker) => {
          const done = answer(worker);
          worker.postMessage(Math.ceil(samples / BATCH / sessions));
          return done;
        }),
      ),
    () => Promise.all(workers.map((worker) => worker.terminate())),
  );
}

async function engine(
  model: string,
  spec: string,
  layout: ThreadLayout,
  grid: 'auto' | 'off' = 'auto',
): Promise<Contender & { readonly preferredCount: number }> {
  const place = { dim: DIM, scale: { sigma: 0.5 }, grid, dataGrid: 255 };
  const { smoothing } = await openSubject(spec, place, [lpAdversary(1, DIM)]);
  const opened: Engine = await openOnnxEngine({ model, smoothing, seed: SEED, batch: BATCH, layout });
  const { models, threads, makers } = layout;
  const contestant = contender(
    `certify: ${models} x ${threads} thread${threads === 1 ? '' : 's'}${makers > 0 ? ` + ${makers} for noise` : ''}${grid === 'off' ? ', floats' : ''}`,
    (samples) => opened.votes({ index: 0, pixels }, { first: 0, count: samples }),
    () => opened.close(),
  );
  return { ...contestant, preferredCount: opened.preferredCount };
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

async function turn({ run, wall, cpu }: Contender, samples: number): Promise<void> {
  const before = process.cpuUsage();
  const start = performance.now();
  await run(samples);
  wall.push(samples / ((performance.now() - start) / 1000));
  const { user, system } = process.cpuUsage(before);
  cpu.push(samples / ((user + system) / 1e6));
}

/**
 * Compares for one noise; `rounds` turns of each contender, each of as many samples as `certify` asks for at a time.
 */
async function compare(noise: string, spec: string, rounds: number): Promise<void> {
  const model = shippedModel(noise);
  if (model === null) return;
  const cores = availableParallelism();
  const usual = await engine(model, spec, { models: cores, threads: 1, makers: 0 });
  const samples = usual.preferredCount;
  const contenders = [
    await bareSessions(model, spec, cores, 1),
    await bareSessions(model, spec, 1, cores),
    usual,
    await engine(model, spec, { models: cores, threads: 1, makers: 0 }, 'off'),
    await engine(model, spec, { models: 1, threads: cores, makers: 0 }),
    await engine(model, spec, { models: cores, threads: 1, makers: 1 }),
    await engine(model, spec, { models: Math.max(1, cores - 1), threads: 1, makers: 1 }),
    await engine(model, spec, { models: 1, threads: 1, makers: 0 }),
  ];
  for (const each of contenders) await each.run(samples);
  for (const each of contenders) each.wall.length = each.cpu.length = 0;
  for (let round = 0; round < rounds; round++) {
    // Another order each time, so that no one always comes after the same neighbour.
    for (let i = 0; i < contenders.length; i++) await turn(contenders[(i + round) % contenders.length]!, samples);
  }
  console.log(
    `\nCertifying a CIFAR ResNet under ${spec} noise, ${samples} copies a request in batches of ${BATCH}, ${cores} cores, medians of ${rounds}`,
  );
  const bare = contenders[0]!;
  for (const each of contenders) {
    const ratio = (of: 'wall' | 'cpu'): string =>
      `${median(each[of].map((value, i) => value / bare[of][i]!)).toFixed(3)} of bare`;
    console.log(
      [
        each.name.padEnd(34),
        `${median(each.wall).toFixed(0)} samples/s`.padStart(16),
        ratio('wall').padStart(14),
        `${median(each.cpu).toFixed(0)} a CPU second`.padStart(20),
        ratio('cpu').padStart(14),
      ].join('  '),
    );
  }
  for (const each of contenders) await each.close();
}

/** Memory before and after sixteen times the samples. */
async function memory(): Promise<void> {
  const model = shippedModel('uniform');
  if (model === null) return;
  const one = await engine(model, 'uniform:linf', { models: availableParallelism(), threads: 1, makers: 0 });
  const megabytes = (): string => `${(process.memoryUsage.rss() / 2 ** 20).toFixed(0)} MB`;
  await one.run(2048);
  const before = megabytes();
  await one.run(32_768);
  console.log(`\nResident memory after 2,048 samples of an image ${before}, after 32,768 more ${megabytes()}`);
  await one.close();
}

export async function certifyBench(rounds = 7): Promise<void> {
  await compare('uniform', 'uniform:linf', rounds);
  await compare('gaussian', 'gaussian', rounds);
  await compare('laplace', 'laplace', rounds);
  await memory();
}
