/** MNIST and its kin: two IDX files, gzipped or not. */
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { DataOptions, PathKind } from './data-options.ts';
import type { OpenedDataSet } from './data-set.ts';
import {
  dataFingerprint,
  firstOf,
  gunzipped,
  hashesOf,
  listFolder,
  namesOf,
  readWhole,
  type ReadFile,
} from './files-node.ts';
import { idxImages, idxLabelsName, idxLength, parseIdx } from './formats/idx.ts';
import { storedDataSet } from './stored-images.ts';

/** Opens the images of a path, with the labels beside them. Throws InvalidInput. */
export async function openIdx(path: string, kind: PathKind, options: DataOptions): Promise<OpenedDataSet> {
  let images = path;
  if (kind === 'folder') {
    const { files } = await listFolder(path);
    const pattern = (options.split ?? 'test') === 'test' ? /^(t10k|test)/i : /^train/i;
    const found = files.filter((file) => /images[-.]?idx3/i.test(file) && pattern.test(file));
    if (found.length === 0) {
      throw new InvalidInput(
        `${path} has no images of the ${options.split ?? 'test'} set (t10k-images-idx3-ubyte); name the file.`,
        { code: 'data' },
      );
    }
    images = join(path, found[0]!);
  }
  const name = idxLabelsName(basename(images));
  if (name === null) {
    throw new InvalidInput(`Which labels belong to ${images}? Give both files: images,labels.`, { code: 'data' });
  }
  // One of the two may have been unpacked.
  const { files } = await listFolder(dirname(images));
  const labels = firstOf(files, [name, name.replace(/\.gz$/i, ''), `${name}.gz`]);
  if (labels === undefined) {
    throw new InvalidInput(`There is no ${name} beside ${images}; give both files: images,labels.`, { code: 'data' });
  }
  return idxPair(images, join(dirname(images), labels), options);
}

/** Opens a file of images and one of labels. Throws InvalidInput. */
export async function idxPair(
  imagesPath: string,
  labelsPath: string,
  { range }: DataOptions = {},
): Promise<OpenedDataSet> {
  const files = await Promise.all([readWhole(imagesPath), readWhole(labelsPath)]);
  const [images, labels] = (await Promise.all(files.map(unpacked))) as [ReadFile, ReadFile];
  const stored = idxImages(
    parseIdx(images.bytes, images.path),
    images.path,
    parseIdx(labels.bytes, labels.path),
    labels.path,
    range,
  );
  return storedDataSet(stored, {
    format: 'idx',
    name: `IDX, ${namesOf(files)}`,
    sha256: dataFingerprint(hashesOf(files), { range }),
    classNames: null,
    notes: [],
  });
}

const unpacked = async (file: ReadFile): Promise<ReadFile> => ({ ...file, bytes: await gunzipped(file, idxLength) });
