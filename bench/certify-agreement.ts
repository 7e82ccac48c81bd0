/**
 * Votes of the onnx engine on the repository's models, on the grid of their images, against a plain loop (noise in
 * TypeScript, one session, one thread, one copy at a time), for several batches, numbers of workers and divisions of
 * the range; and, where there is a WebGPU adapter, against the engine webgpu, with differences counted beside
 * near-ties. Ends with 1 when votes differ that should not.
 *
 *     node dist/bench/certify-agreement.js [images] [n] [images on WebGPU] [n on WebGPU]
 */
import { openDataSet } from '../src/certify/data/open-data-set-node.ts';
import type { LabelledImage } from '../src/certify/data/data-set.ts';
import { EngineUnavailable, type Engine } from '../src/certify/engine.ts';
import { openEngine, type OpenEngineOptions } from '../src/certify/engines/open-engine-node.ts';
import { loadOnnxRuntime } from '../src/certify/engines/onnx/runtime-node.ts';
import { latticeCopyKernel } from '../src/certify/copies/lattice/lattice-kernel.ts';
import { openSubject } from '../src/certify/grid/grid-subject.ts';
import { smoothingGrid, type Smoothing } from '../src/certify/smoothing.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { shippedModel } from './certify.ts';
import { join } from 'node:path';

const [images = 20, n = 10_000, deviceImages = 10, deviceSamples = 20] = process.argv.slice(2).map(Number);
const DIM = 3072;
const CLASSES = 10;
const SEED = 20;
const NOISES = [
  { noise: 'uniform', spec: 'uniform:linf' },
  { noise: 'gaussian', spec: 'gaussian' },
  { noise: 'laplace', spec: 'laplace' },
] as const;

/** The smoothing of a noise on the grid of 8-bit images. */
async function smoothingOf(spec: string): Promise<Smoothing> {
  const place = { dim: DIM, scale: { sigma: 0.5 }, dataGrid: 255 };
  return (await openSubject(spec, place, [lpAdversary(1, DIM)])).smoothing;
}

const model = (noise: string): string => {
  const path = shippedModel(noise);
  if (path === null) throw new Error('The models of the repository are not there.');
  return path;
};

async function plainVotes(noise: string, spec: string, image: LabelledImage, count: number): Promise<number[]> {
  const { InferenceSession, Tensor } = await loadOnnxRuntime();
  const session = await InferenceSession.create(model(noise), { intraOpNumThreads: 1 });
  const { law } = smoothingGrid(await smoothingOf(spec))!;
  const kernel = latticeCopyKernel(law, DIM, SEED, '0..1', 'typescript');
  const copy = new Float32Array(DIM);
  const counts = new Array<number>(CLASSES).fill(0);
  for (let sample = 0; sample < count; sample++) {
    kernel.copies(image, sample, 1, copy);
    const { logits } = await session.run({ x: new Tensor('float32', copy, [1, 3, 32, 32]) });
    const row = Array.from(logits!.data as Float32Array);
    counts[row.indexOf(Math.max(...row))]! += 1;
  }
  await session.release();
  return counts;
}

const options = async (noise: string, spec: string, more: Partial<OpenEngineOptions>): Promise<OpenEngineOptions> => ({
  model: model(noise),
  smoothing: await smoothingOf(spec),
  seed: SEED,
  engine: 'onnx',
  ...more,
});

async function dividedVotes(engine: Engine, image: LabelledImage, count: number, parts: number): Promise<number[]> {
  const counts = new Array<number>(CLASSES).fill(0);
  for (let part = 0; part < parts; part++) {
    const first = Math.floor((part * count) / parts);
    const votes = await engine.votes(image, { first, count: Math.floor(((part + 1) * count) / parts) - first });
    votes.counts.forEach((each, c) => (counts[c]! += each));
  }
  return counts;
}

let differing = 0;
const data = await openDataSet(join(model('uniform'), '..', '..', 'samples', 'cifar10-100'));
const chosen = await Promise.all(Array.from({ length: images }, (_, i) => data.read(5 * i)));
const variants = [
  { workers: 1, batch: 100, parts: 1 },
  { workers: 2, batch: 64, parts: 1 },
  { workers: 2, batch: 7, parts: 3 },
] as const;

for (const [k, { noise, spec }] of NOISES.entries()) {
  const half = chosen.filter((_, i) => i % NOISES.length === k);
  const plain = [];
  for (const image of half) plain.push(await plainVotes(noise, spec, image, n));
  for (const { parts, ...more } of variants) {
    const engine = await openEngine(await options(noise, spec, more));
    let equal = 0;
    for (const [i, image] of half.entries()) {
      if (String(await dividedVotes(engine, image, n, parts)) === String(plain[i])) equal += 1;
    }
    await engine.close();
    differing += half.length - equal;
    const cut = `${more.workers} workers, batch ${more.batch}, in ${parts} parts`;
    console.log(`${noise}, ${cut}: ${equal} of ${half.length} images have the votes of the plain loop, n = ${n}`);
  }
}

for (const { noise, spec } of NOISES) {
  try {
    const device = await openEngine(await options(noise, spec, { engine: 'webgpu', batch: deviceSamples }));
    const cpu = await openEngine(await options(noise, spec, {}));
    let apart = 0;
    let ties = 0;
    for (const image of chosen.slice(0, deviceImages)) {
      const range = { first: 0, count: deviceSamples };
      const [there, here] = [await device.votes(image, range), await cpu.votes(image, range)];
      apart += there.counts.reduce((sum, each, c) => sum + Math.abs(each - here.counts[c]!) / 2, 0);
      ties += here.nearTies.reduce((sum, each) => sum + each, 0);
    }
    const all = deviceImages * deviceSamples;
    console.log(
      `${noise}, ${device.device}: ${apart} of ${all} votes differ from the CPU's, which has ${ties} near-ties`,
    );
    if (apart > ties) differing += 1;
    await Promise.all([device.close(), cpu.close()]);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    console.log(`WebGPU was not compared: ${error.message}`);
  }
}
process.exitCode = differing === 0 ? 0 : 1;
