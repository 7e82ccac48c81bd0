/** From the data to the model: every value at the place where the model looks for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageShape } from '../../../src/certify/data/data-set.ts';
import { openDataSet } from '../../../src/certify/data/open-data-set-node.ts';
import { checkModelInput, layoutOf, prepareImage, USUAL_CONVENTION } from '../../../src/certify/data/prepare-image.ts';
import { rangeWidth, VALUE_RANGES } from '../../../src/certify/data/value-range.ts';

describe('prepareImage', () => {
  it('puts every value where its convention says (property, 200 shapes)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 3),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('nchw' as const, 'nhwc' as const),
        fc.constantFrom('rgb' as const, 'bgr' as const),
        fc.constantFrom(...VALUE_RANGES),
        (channels, height, width, layout, order, range) => {
          const shape: ImageShape = [channels, height, width];
          const pixels = Float32Array.from({ length: channels * height * width }, (_, i) => i / 100);
          const before = pixels.slice();
          const prepared = prepareImage(pixels, shape, { layout, channels: order, range });
          expect(pixels).toEqual(before);
          for (let c = 0; c < channels; c++) {
            for (let row = 0; row < height; row++) {
              for (let column = 0; column < width; column++) {
                const to = order === 'bgr' && channels === 3 ? 2 - c : c;
                const at =
                  layout === 'nchw' ? (to * height + row) * width + column : (row * width + column) * channels + to;
                const unit = (c * height + row) * width + column;
                const value = { '0..1': unit / 100, '0..255': unit * 2.55, '-1..1': unit / 50 - 1 }[range];
                expect(prepared[at]).toBeCloseTo(value, 4);
              }
            }
          }
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it('scales noise with its range: a step of 1 in the data is rangeWidth in the model', () => {
    for (const range of VALUE_RANGES) {
      const [black, white] = [0, 1].map((value) =>
        prepareImage(Float32Array.of(value), [1, 1, 1], { ...USUAL_CONVENTION, range }),
      );
      expect(white![0]! - black![0]!).toBe(rangeWidth(range));
    }
  });
});

describe('checkModelInput', () => {
  const cifar = { name: 'cifar', shape: [3, 32, 32] } as const;
  const mnist = { name: 'mnist', shape: [1, 28, 28] } as const;
  const nhwc = { ...USUAL_CONVENTION, layout: 'nhwc' } as const;

  it('accepts what fits: either layout, flat inputs, unknown sizes', () => {
    checkModelInput([3, 32, 32], USUAL_CONVENTION, cifar);
    checkModelInput([32, 32, 3], nhwc, cifar);
    checkModelInput([3072], USUAL_CONVENTION, cifar);
    checkModelInput([3, -1, -1], USUAL_CONVENTION, cifar);
    checkModelInput([1, 28, 28], USUAL_CONVENTION, mnist);
  });

  it.each([
    [
      [3, 32, 32],
      USUAL_CONVENTION,
      mnist,
      /takes inputs of shape 3 x 32 x 32, but mnist gives images of 1 channel, 28 x 28: it wants colour/,
    ],
    [[1, 28, 28], USUAL_CONVENTION, cifar, /it wants 1 channel/],
    [[3, 224, 224], USUAL_CONVENTION, cifar, /the sizes differ \(224 x 224 and 32 x 32\).*resize the images/],
    [[32, 32, 3], USUAL_CONVENTION, cifar, /it wants the layout nhwc, not nchw/],
    [[3, 32, 32], nhwc, cifar, /it wants the layout nchw, not nhwc/],
    [[784], USUAL_CONVENTION, cifar, /they have 3072 values/],
  ] as const)('explains why %j does not fit', (shape, convention, data, message) => {
    expect(() => checkModelInput(shape, convention, data)).toThrow(message);
  });

  it('reads the layout off a shape where it can', () => {
    expect([[3, 32, 32], [32, 32, 1], [3, 32, 3], [784], [32, 32, 32]].map((shape) => layoutOf(shape))).toEqual([
      'nchw',
      'nhwc',
      null,
      null,
      null,
    ]);
  });
});

describe('the images that are shipped', () => {
  it('are the first 100 test images of CIFAR-10', async () => {
    const data = await openDataSet('samples/cifar10-100');
    expect([data.size, data.shape, data.format]).toEqual([100, [3, 32, 32], 'cifar10']);
    expect(data.sha256).toBe('440e5480f4f4a46030e496053a7f3d793d4bd5e284f762e076c2ee22afe98666');
    const labels = await Promise.all(Array.from({ length: 10 }, async (_, i) => (await data.read(i)).label));
    // As published: cat, ship, ship, airplane, frog, frog, automobile, frog, cat, automobile.
    expect(labels).toEqual([3, 8, 8, 0, 6, 6, 1, 6, 3, 1]);
    expect(labels.map((label) => data.classNames![label])[1]).toBe('ship');
  });
});
