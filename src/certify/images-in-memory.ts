/** Images that a page or a program holds, as a data set. */
import { InvalidInput } from '../numeric/invalid-input.ts';
import type { DataSet, ImageShape, LabelledImage } from './data/data-set.ts';
import type { NumberedImage } from './engine.ts';
import { sha256 } from './sha256.ts';
import { sizeOf } from './shape.ts';

/**
 * Images of one shape, [channels, height, width], with values in [0, 1], channels first. Each keeps the index that it
 * has, which is part of its noise's key; an image without a label gets 0, to be certified by a run that does not check
 * (`check: false`). Throws InvalidInput where a length is not that of the shape.
 */
export async function imagesInMemory(
  images: readonly (NumberedImage & { readonly label?: number })[],
  shape: ImageShape,
  name = 'images in memory',
): Promise<DataSet> {
  const labelled = new Map<number, LabelledImage>();
  const hashes: string[] = [];
  for (const { index, pixels, label = 0 } of images) {
    if (pixels.length !== sizeOf(shape)) {
      throw new InvalidInput(`Image ${index} has ${pixels.length} numbers, not ${shape.join(' x ')}.`, {
        code: 'data',
      });
    }
    labelled.set(index, { index, pixels, label });
    const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
    hashes.push(`${await sha256(bytes)}  ${index} ${label}\n`);
  }
  return {
    name,
    sha256: await sha256(hashes.join('')),
    size: Math.max(-1, ...labelled.keys()) + 1,
    shape,
    classNames: null,
    read: (index) => {
      const image = labelled.get(index);
      return image === undefined
        ? Promise.reject(new InvalidInput(`There is no image ${index} in ${name}.`, { code: 'data' }))
        : Promise.resolve(image);
    },
  };
}
