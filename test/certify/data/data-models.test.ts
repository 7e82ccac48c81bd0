/** The shipped models are those of their card, and do on the shipped images what they are said to do. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadOnnxRuntime } from '../../../src/certify/engines/onnx/runtime-node.ts';
import { openDataSet } from '../../../src/certify/data/open-data-set-node.ts';
import type { SplittingSmoothing } from '../../../src/certify/splitting.ts';
import { prepareImage, USUAL_CONVENTION } from '../../../src/certify/data/prepare-image.ts';

const card = readFileSync('models/README.md', 'utf8');
const runtime = await loadOnnxRuntime().catch(() => null);

/** Of the first 20 shipped images, under splitting noise. */
const RIGHT_SPLITTING = 16;
/** Of the 100 shipped images, without noise: right in red, green, blue order, and in the wrong order. */
const RIGHT = { uniform: [38, 28], gaussian: [47, 31], laplace: [51, 31], splitting: [39, 23] } as const;

describe.each(['uniform', 'gaussian', 'laplace', 'splitting'] as const)('the %s model', (name) => {
  const file = `models/cifar-resnet10-${name}-050.onnx`;

  it('is the file of the card', () => {
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(card).toMatch(new RegExp(`cifar-resnet10-${name}-050\\.onnx.*\`${hash.slice(0, 12)}\``));
  });

  it.skipIf(runtime === null)('classifies as recorded: normalization inside, red first', async () => {
    const { InferenceSession, Tensor } = runtime!;
    const session = await InferenceSession.create(file, { intraOpNumThreads: 1 });
    const data = await openDataSet('samples/cifar10-100');
    for (const [channels, recorded] of [
      ['rgb', RIGHT[name][0]],
      ['bgr', RIGHT[name][1]],
    ] as const) {
      // prettier-ignore
      const pixels = new Float32Array(data.size * 3072);
      const labels: number[] = [];
      for (let i = 0; i < data.size; i++) {
        const image = await data.read(i);
        labels.push(image.label);
        pixels.set(prepareImage(image.pixels, data.shape, { ...USUAL_CONVENTION, channels }), i * 3072);
      }
      const { logits } = await session.run({ x: new Tensor('float32', pixels, [data.size, 3, 32, 32]) });
      const values = logits!.data as Float32Array;
      const right = labels.filter((label, i) => {
        const row = values.subarray(10 * i, 10 * i + 10);
        return row.every((value) => value <= row[label]!);
      }).length;
      // Another processor may decide a near-tie otherwise.
      expect(Math.abs(right - recorded)).toBeLessThanOrEqual(1);
    }
  });
});

describe.skipIf(runtime === null)('the splitting model', () => {
  it('is right under splitting noise as recorded, whose votes are counted, not sampled', async () => {
    const { openOnnxEngine } = await import('../../../src/certify/engines/onnx/engine-node.ts');
    const smoothing: SplittingSmoothing = { kind: 'splitting', dim: 3072, lambda: 442 / 510, levels: 255, seed: 0 };
    const data = await openDataSet('samples/cifar10-100');
    const model = 'models/cifar-resnet10-splitting-050.onnx';
    const engine = await openOnnxEngine({ model, smoothing, seed: 0, inputShape: [3, 32, 32] });
    let right = 0;
    for (let index = 0; index < 20; index++) {
      const { label, pixels } = await data.read(index);
      const image = { index, pixels: prepareImage(pixels, data.shape, USUAL_CONVENTION) };
      const { counts } = await engine.votes(image, { first: 0, count: 442 });
      if (counts[label] === Math.max(...counts)) right += 1;
    }
    await engine.close();
    expect(Math.abs(right - RIGHT_SPLITTING)).toBeLessThanOrEqual(1);
  }, 60_000);
});
