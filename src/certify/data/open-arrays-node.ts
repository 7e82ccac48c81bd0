/** Arrays of NumPy: two .npy files, or one .npz. */
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { DataOptions, PathKind } from './data-options.ts';
import type { OpenedDataSet } from './data-set.ts';
import { dataFingerprint, firstOf, hashesOf, listFolder, namesOf, readWhole, type ReadFile } from './files-node.ts';
import { arrayImages, arrayNamesIn, type NamedArray } from './labelled-arrays.ts';
import { parseNpy } from './formats/npy.ts';
import { npzNames, parseNpzArray } from './formats/npz.ts';
import { storedDataSet } from './stored-images.ts';

/** Opens a file of images with the labels beside it, or a folder that holds both. Throws InvalidInput. */
export async function openNpy(path: string, kind: PathKind, options: DataOptions): Promise<OpenedDataSet> {
  const folder = kind === 'folder' ? path : dirname(path);
  const { files } = await listFolder(folder);
  const present = files.filter((file) => /\.npy$/i.test(file)).map((file) => file.slice(0, -4));
  if (kind === 'folder') {
    const [images, labels] = arrayNamesIn(present, path, options.split ?? 'test');
    return npyPair(join(folder, `${images}.npy`), join(folder, `${labels}.npy`), options);
  }
  const stem = basename(path).replace(/\.npy$/i, '');
  const partner = firstOf(
    present,
    [stem.replace(/images?/i, 'labels'), stem.replace(/^x/i, 'y')].filter((name) => name !== stem),
  );
  if (partner === undefined) {
    throw new InvalidInput(`Which labels belong to ${path}? Give both files with a comma: images.npy,labels.npy.`, {
      code: 'data',
    });
  }
  return npyPair(path, join(folder, `${partner}.npy`), options);
}

/** Opens a .npy file of images and one of labels. Throws InvalidInput. */
export async function npyPair(imagesPath: string, labelsPath: string, options: DataOptions): Promise<OpenedDataSet> {
  const files = await Promise.all([readWhole(imagesPath), readWhole(labelsPath)]);
  const [images, labels] = files.map(({ bytes, path }): NamedArray => ({ array: parseNpy(bytes, path), file: path }));
  return arrays('npy', files, images!, labels!, options);
}

/** Opens a .npz file. Throws InvalidInput. */
export async function openNpz(path: string, options: DataOptions): Promise<OpenedDataSet> {
  const file = await readWhole(path);
  const [images, labels] = arrayNamesIn(npzNames(file.bytes, path), path, options.split ?? 'test');
  const named = (name: string): NamedArray => ({
    array: parseNpzArray(file.bytes, name, path),
    file: `${path}, array "${name}"`,
  });
  return arrays('npz', [file], named(images), named(labels), options, images);
}

function arrays(
  format: 'npy' | 'npz',
  files: readonly ReadFile[],
  images: NamedArray,
  labels: NamedArray,
  options: DataOptions,
  array?: string,
): OpenedDataSet {
  const found = arrayImages(images, labels, options);
  // Version 0.3.0 read bools as all but black: logs of the two do not go together.
  const values = images.array.dtype === 'b1' ? 'bools' : undefined;
  // The array's name counts only where a file holds more than one set.
  const split = format === 'npz' && options.split === 'train' ? 'train' : undefined;
  return storedDataSet(found.images, {
    format,
    name: `.${format}, ${namesOf(files)}${array === undefined ? '' : ` (${array})`}`,
    sha256: dataFingerprint(hashesOf(files), { layout: options.layout, range: options.range, split, values }),
    classNames: null,
    notes: found.notes,
  });
}
