/** CIFAR-10 and CIFAR-100 from a binary file or from the folder of the official download. */
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { CIFAR10_CLASSES, CIFAR_FORMS, parseCifarBinary, type CifarKind } from './formats/cifar-binary.ts';
import { textOf } from './formats/text.ts';
import type { DataOptions, PathKind } from './data-options.ts';
import type { OpenedDataSet } from './data-set.ts';
import { fingerprintOf, firstOf, listFolder, namesOf, readWhole } from './files-node.ts';
import { concatenated, storedDataSet } from './stored-images.ts';

/** Opens a file, or the test (or training) files of a folder. Throws InvalidInput. */
export async function openCifar(
  path: string,
  kind: PathKind,
  format: CifarKind,
  options: DataOptions,
): Promise<OpenedDataSet> {
  const folder = kind === 'folder' ? path : dirname(path);
  const names = kind === 'folder' ? await cifarFiles(path, options.split ?? 'test') : [basename(path)];
  const files = await Promise.all(names.map((name) => readWhole(join(folder, name))));
  const images = concatenated(files.map(({ bytes, path: from }) => parseCifarBinary(bytes, format, from)));
  return storedDataSet(images, {
    format,
    name: `${CIFAR_FORMS[format].title} binary, ${namesOf(files)}`,
    sha256: fingerprintOf(files),
    classNames: await cifarClasses(folder, format),
    notes: [],
  });
}

async function cifarFiles(path: string, split: 'test' | 'train'): Promise<string[]> {
  const { files } = await listFolder(path);
  const binaries = files.filter((file) => /\.bin$/i.test(file));
  const pattern = split === 'test' ? /^test/i : /^(train|data_batch)/i;
  const found = binaries.filter((file) => pattern.test(file));
  if (found.length > 0) return found;
  if (binaries.length === 1 && split === 'test') return binaries;
  throw new InvalidInput(
    `${path} holds ${binaries.length === 0 ? 'no .bin files' : binaries.join(', ')}, none of which is the ${split} set ` +
      `(${split === 'test' ? 'test_batch.bin or test.bin' : 'data_batch_1.bin ... or train.bin'}). Name the file itself.`,
    { code: 'data' },
  );
}

/** Class names from the text file beside the data, where there is one that lists them all. */
async function cifarClasses(folder: string, format: CifarKind): Promise<readonly string[] | null> {
  const { files } = await listFolder(folder);
  const file = firstOf(files, format === 'cifar10' ? ['batches.meta.txt'] : ['fine_label_names.txt']);
  if (file === undefined) return format === 'cifar10' ? CIFAR10_CLASSES : null;
  const text = textOf((await readWhole(join(folder, file))).bytes);
  const names = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return names.length === CIFAR_FORMS[format].classes ? names : format === 'cifar10' ? CIFAR10_CLASSES : null;
}
