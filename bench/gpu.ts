/**
 * `npm run bench:gpu`: models on this machine's GPU against the CPU. Prints, for each model, whether the counts are
 * equal but for near-ties, samples a second, bytes moved for 1,000 samples, and where the time went. Fails when counts
 * differ by more.
 *
 * Usage: node dist/bench/gpu.js [--images 20] [--n 2000] [--data samples/cifar10-100] [--batch B] [--engine
 * webgpu|tfjs]
 *        [--model PATH --noise SPEC]   (default: the three shipped models)
 *        [--first K]                   (first image)
 */
import { parseArgs } from 'node:util';
import type { Engine, EngineOptions, NumberedImage, Votes } from '../src/certify/engine.ts';
import { openDataSet } from '../src/certify/data/open-data-set-node.ts';
import { layoutOf, prepareImage, USUAL_CONVENTION } from '../src/certify/data/prepare-image.ts';
import { openEngine } from '../src/certify/engines/open-engine-node.ts';
import { parseNoise } from '../src/noise/spec.ts';

const { values } = parseArgs({
  options: {
    images: { type: 'string', default: '20' },
    n: { type: 'string', default: '2000' },
    data: { type: 'string', default: 'samples/cifar10-100' },
    batch: { type: 'string' },
    engine: { type: 'string', default: 'webgpu' },
    reference: { type: 'string' },
    model: { type: 'string' },
    noise: { type: 'string', default: 'uniform:linf' },
    first: { type: 'string', default: '0' },
  },
});
const SIGMA = 0.5;
const SEED = 1;
const images = Number(values.images);
const n = Number(values.n);
const kind = values.engine === 'tfjs' ? 'tfjs' : 'webgpu';
const subjects =
  values.model !== undefined
    ? [{ model: values.model, noise: values.noise }]
    : ['uniform:linf', 'gaussian', 'laplace'].map((noise) => ({
        model: `models/cifar-resnet10-${noise.split(':')[0]!}-050.onnx`,
        noise,
      }));

/** What a difference of counts may be: samples that either engine calls near-ties, in the classes concerned. */
function explained(a: Votes, b: Votes): { differing: number; nearTies: number } {
  let moved = 0;
  let nearTies = 0;
  a.counts.forEach((count, c) => {
    moved += Math.abs(count - b.counts[c]!);
    nearTies += Math.max(a.nearTies[c]!, b.nearTies[c]!);
  });
  return { differing: moved / 2, nearTies };
}

function row(engine: Engine, seconds: number): string {
  const { samples, bytesToDevice, bytesFromDevice, noiseSeconds, modelSeconds, voteSeconds } = engine.tally();
  const whole = noiseSeconds + modelSeconds + voteSeconds;
  const percent = (part: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  return [
    `  ${engine.name}: ${engine.device}`,
    `    ${(samples / seconds).toFixed(2)} samples/s; for 1,000 samples ${((1000 * bytesToDevice) / samples).toFixed(0)} bytes up, ` +
      `${((1000 * bytesFromDevice) / samples).toFixed(0)} down; noise ${percent(noiseSeconds)}, model ${percent(modelSeconds)}, votes ${percent(voteSeconds)}`,
  ].join('\n');
}

let unexplained = 0;
const data = await openDataSet(values.data);
const dim = data.shape.reduce((product, size) => product * size, 1);
for (const { model, noise } of subjects) {
  const { lambda } = parseNoise(noise, dim, { sigma: SIGMA });
  const options: EngineOptions = {
    model,
    smoothing: { kind: 'named', spec: noise, dim, lambda },
    seed: SEED,
    inputShape: data.shape,
    ...(values.batch === undefined ? {} : { batch: Number(values.batch) }),
  };
  console.log(`${model}, ${noise}, sigma = ${SIGMA}, ${images} images, n = ${n}`);
  const opening = performance.now();
  const device = await openEngine({ ...options, engine: kind });
  console.log(`  opened in ${((performance.now() - opening) / 1000).toFixed(1)} s (shaders compiled, one batch tried)`);
  const host = await openEngine({ ...options, model: values.reference ?? model, engine: 'onnx', device: 'cpu' });
  let onDevice = 0;
  let onHost = 0;
  const sum = { differing: 0, nearTies: 0, equal: 0 };
  for (let i = 0; i < images; i++) {
    const index = Number(values.first) + i;
    const { pixels } = await data.read(index);
    const asTaken = (engine: Engine): NumberedImage => ({
      index,
      pixels: prepareImage(pixels, data.shape, {
        ...USUAL_CONVENTION,
        layout: layoutOf(engine.model.inputShape) ?? 'nchw',
      }),
    });
    const started = performance.now();
    const a = await device.votes(asTaken(device), { first: 0, count: n });
    const middle = performance.now();
    const b = await host.votes(asTaken(host), { first: 0, count: n });
    onDevice += (middle - started) / 1000;
    onHost += (performance.now() - middle) / 1000;
    const { differing, nearTies } = explained(a, b);
    sum.differing += differing;
    sum.nearTies += nearTies;
    if (differing === 0) sum.equal += 1;
    if (differing > nearTies) unexplained += 1;
  }
  console.log(row(device, onDevice));
  console.log(row(host, onHost));
  console.log(
    `  counts equal for ${sum.equal} of ${images} images; ${sum.differing} of ${n * images} votes differ, ${sum.nearTies} near-ties (gap below ${device.nearTie})`,
  );
  await device.close();
  await host.close();
}
if (unexplained > 0) {
  console.log(`${unexplained} images differ by more than their near-ties.`);
  process.exitCode = 1;
}
