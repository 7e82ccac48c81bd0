/**
 * Data sets from paths: the format is told by what is there, or by the person.
 *
 * A path is a file, a folder, or two files with a comma between them (images, then labels).
 */
import { basename, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { cifarKindOf } from './formats/cifar-binary.ts';
import type { DataOptions, PathKind } from './data-options.ts';
import type { DataFormat, OpenedDataSet } from './data-set.ts';
import { kindOfPath, listFolder, readWhole } from './files-node.ts';
import { looksLikeIdx } from './formats/idx.ts';
import { looksLikeImageFolder, openImageFolder } from './image-folder-node.ts';
import { looksLikeNpy } from './formats/npy.ts';
import { npyPair, openNpy, openNpz } from './open-arrays-node.ts';
import { openCifar } from './open-cifar-node.ts';
import { idxPair, openIdx } from './open-idx-node.ts';
import { openSheets, sheetsWithLabels } from './open-sheets-node.ts';
import { PICTURE_ENDING } from './picture-node.ts';

export type { DataOptions } from './data-options.ts';

/** Opens a data set. Throws InvalidInput that names the file, what is wrong in it and what to do. */
export async function openDataSet(path: string, options: DataOptions = {}): Promise<OpenedDataSet> {
  const kind = await kindOfPath(path);
  const packed = path.split(',').find((each) => /\.np[yz]\.gz$/i.test(each.trim()));
  if (packed !== undefined && kind !== 'folder') {
    throw new InvalidInput(`${packed.trim()} is gzipped: unpack it first (gunzip), or save a .npz instead.`, {
      code: 'data',
    });
  }
  if (kind === 'nothing' && path.includes(',')) {
    const [images = '', labels = '', ...more] = path.split(',').map((each) => each.trim());
    if (more.length > 0)
      throw new InvalidInput(`"${path}" names ${2 + more.length} files; give images,labels.`, { code: 'data' });
    return openPair(images, labels, options);
  }
  if (kind === 'nothing') throw new InvalidInput(`Cannot read ${path}: no such file or directory.`, { code: 'data' });
  const format = await formatOf(path, kind, options);
  if ((options.resize ?? options.crop) !== undefined && format !== 'folder') {
    throw new InvalidInput(`Only folders of pictures are resized and cropped; ${path} is ${format}.`, {
      code: 'data',
      settings: ['resize', 'crop'],
    });
  }
  switch (format) {
    case 'cifar10':
    case 'cifar100':
      return openCifar(path, kind, format, options);
    case 'idx':
      return openIdx(path, kind, options);
    case 'npy':
      return openNpy(path, kind, options);
    case 'npz':
      return openNpz(path, options);
    case 'folder':
      if (kind === 'file')
        throw new InvalidInput(`${path} is a file; a folder of pictures is wanted.`, { code: 'data' });
      return openImageFolder(path, options);
    case 'sheet':
      return openSheets(path, kind, options);
  }
}

async function openPair(images: string, labels: string, options: DataOptions): Promise<OpenedDataSet> {
  if (/\.npy$/i.test(images)) return npyPair(images, labels, options);
  if (PICTURE_ENDING.test(images)) return sheetsWithLabels([images], labels);
  return idxPair(images, labels, options);
}

async function formatOf(path: string, kind: PathKind, options: DataOptions): Promise<DataFormat> {
  if (options.format !== undefined && options.format !== 'auto') return options.format;
  if (kind === 'folder') return folderFormat(path);
  if (/\.npz$/i.test(path)) return 'npz';
  if (/\.npy$/i.test(path)) return 'npy';
  if (PICTURE_ENDING.test(path)) return 'sheet';
  if (/ubyte|\.gz$|idx\d/i.test(basename(path))) return 'idx';
  const { bytes } = await readWhole(path);
  if (looksLikeNpy(bytes)) return 'npy';
  // A CIFAR file may begin with bytes like IDX's; that it is a whole number of records settles it.
  const cifar = cifarKindOf(bytes.length);
  if (cifar !== null) return cifar;
  if (looksLikeIdx(bytes)) return 'idx';
  if (/\.bin$/i.test(path)) return 'cifar10';
  throw new InvalidInput(
    `${path} is of no known format: CIFAR binary (.bin), MNIST (idx-ubyte), .npy, .npz, a PNG sheet, or a folder.`,
    { code: 'data' },
  );
}

async function folderFormat(path: string): Promise<DataFormat> {
  const { files } = await listFolder(path);
  const binary =
    files.find((file) => /^(test|train|data)(_batch.*)?\.bin$/i.test(file)) ??
    files.find((file) => /\.bin$/i.test(file));
  if (binary !== undefined) {
    const { bytes } = await readWhole(join(path, binary));
    return cifarKindOf(bytes.length) ?? (/^(test|train)\.bin$/i.test(binary) ? 'cifar100' : 'cifar10');
  }
  if (files.some((file) => /images[-.]?idx3/i.test(file))) return 'idx';
  if (files.some((file) => /\.npy$/i.test(file))) return 'npy';
  if (files.some((file) => /_batch.*\.png$/i.test(file)) && files.some((file) => /\.json$/i.test(file))) return 'sheet';
  if (await looksLikeImageFolder(path)) return 'folder';
  throw new InvalidInput(
    `${path} holds no data set: no .bin (CIFAR), no images-idx3-ubyte (MNIST), no .npy, no labels.csv, no folders of classes.`,
    { code: 'data' },
  );
}
