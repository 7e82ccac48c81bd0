/**
 * The ImageNet-sized path: a 224x224 MobileNet from an npm package that ships its weights, certified for one image.
 *
 * Usage: npm pack nsfwjs@4.3.0 && tar xzf nsfwjs-4.3.0.tgz && node dist/bench/mobilenet.js package [--n 24] [--batch 8]
 * [--backend webgpu|wasm|both]
 *
 * The package keeps its TensorFlow.js LayersModel (MobileNet v2, 224x224x3, five classes, weights in 8 bits) in
 * scripts; they are written out as a model folder. The image is a smooth pattern: this measures an engine, not a
 * classifier.
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Votes } from '../src/certify/engine.ts';
import { openTfjsEngine } from '../src/certify/engines/tfjs/engine-node.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { uniform } from '../src/noise/named/uniform.ts';
import { clopperPearsonLower } from '../src/numeric/confidence/binomial.ts';
import { certifiedRadius } from '../src/radius/certified-radius.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    n: { type: 'string', default: '24' },
    batch: { type: 'string', default: '8' },
    backend: { type: 'string', default: 'both' },
  },
});
const [root] = positionals;
if (root === undefined) throw new Error('Give the unpacked folder of nsfwjs.');

const require = createRequire(import.meta.url);
const from = join(resolve(root), 'dist/models/mobilenet_v2');
const folder = mkdtempSync(join(tmpdir(), 'wulff-mobilenet-'));
const model = require(join(from, 'model.min.js')) as { weightsManifest: { paths: string[] }[] };
for (const path of model.weightsManifest.flatMap(({ paths }) => paths)) {
  const text = require(join(from, `${path.replace(/\.bin$/, '')}.min.js`)) as string;
  writeFileSync(join(folder, path), Buffer.from(text, 'base64'));
}
writeFileSync(join(folder, 'model.json'), JSON.stringify(model));

const SIDE = 224;
const dim = SIDE * SIDE * 3;
const n = Number(values.n);
const noise = uniform('linf', dim, { sigma: 0.25 });
const pixels = Float32Array.from({ length: dim }, (_, i) => {
  const at = Math.floor(i / 3);
  return 0.5 + 0.4 * Math.sin((at % SIDE) / 17 + (i % 3)) * Math.cos(Math.floor(at / SIDE) / 23);
});

let first: Votes | undefined;
for (const backend of ['wasm', 'webgpu'] as const) {
  if (values.backend !== 'both' && values.backend !== backend) continue;
  const opening = performance.now();
  const engine = await openTfjsEngine({
    model: folder,
    smoothing: { kind: 'named', spec: noise.spec, dim, lambda: noise.lambda },
    seed: 1,
    inputShape: [3, SIDE, SIDE],
    batch: Number(values.batch),
    backend,
  });
  const opened = performance.now();
  const votes = await engine.votes({ index: 0, pixels }, { first: 0, count: n });
  const seconds = (performance.now() - opened) / 1000;
  const { bytesToDevice, bytesFromDevice } = engine.tally();
  const count = Math.max(...votes.counts);
  const rho = clopperPearsonLower(count, n, 0.001);
  const { radius } = certifiedRadius(noise, lpAdversary(1, dim), rho);
  console.log(`${engine.device}: ${engine.model.inputShape.join('x')}, ${engine.model.classes} classes`);
  console.log(
    `  opened in ${((opened - opening) / 1000).toFixed(1)} s; ${n} samples in ${seconds.toFixed(1)} s (${(n / seconds).toFixed(2)} samples/s); ` +
      `${bytesToDevice} bytes up, ${bytesFromDevice} down`,
  );
  console.log(`  votes ${[...votes.counts].join(' ')}, near-ties ${[...votes.nearTies].join(' ')}`);
  console.log(`  rho >= ${rho.toFixed(4)} (alpha 0.001), l1 radius ${radius.toFixed(4)} at sigma 0.25`);
  if (first === undefined) first = votes;
  else console.log(`  votes equal: ${String(votes.counts.every((each, c) => each === first!.counts[c]))}`);
  await engine.close();
}
