/** A folder of pictures, with labels.csv or with a folder for each class. Pictures are decoded when asked for. */
import { join } from 'node:path';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { OpenedDataSet } from './data-set.ts';
import { sha256 } from '../sha256-node.ts';
import { dataFingerprint, firstOf, listFolder, readWhole, type FileHash } from './files-node.ts';
import { checkedLabels } from './labelled-arrays.ts';
import { numberedLabels, parseLabelsCsv } from './formats/labels-csv.ts';
import { textOf } from './formats/text.ts';
import {
  decodePicture,
  PICTURE_ENDING,
  pictureFacts,
  sizeAfter,
  type PictureFacts,
  type PictureSizing,
} from './picture-node.ts';
import { interleavedBytes, largest, requireIndex } from './stored-images.ts';

/** Labels of a folder of pictures, by one of these names. */
const LABEL_FILES = ['labels.csv', 'labels.tsv'] as const;

/** Folders that systems leave behind and that are no class; hidden ones are not listed at all. */
const LITTER: ReadonlySet<string> = new Set(['__MACOSX', '@eaDir', '$RECYCLE.BIN', 'lost+found']);

/** Whether a folder is one of pictures: it has labels.csv, or folders and no other data. */
export async function looksLikeImageFolder(path: string): Promise<boolean> {
  const { files, folders } = await listFolder(path);
  if (firstOf(files, LABEL_FILES) !== undefined) return true;
  const data = files.some((file) => /\.(bin|npy|npz|gz|json)$|ubyte/i.test(file));
  return !data && (folders.length > 0 || files.some((file) => PICTURE_ENDING.test(file)));
}

interface Listing {
  /** Paths within the folder, in order. */
  readonly files: readonly string[];
  readonly labels: Int32Array;
  readonly classNames: readonly string[] | null;
  /** Hashes of the files that say the labels. */
  readonly hashes: readonly FileHash[];
  readonly how: string;
}

/** Opens a folder of pictures: every file is read once, for its fingerprint and its size. Throws InvalidInput. */
export async function openImageFolder(path: string, sizing: PictureSizing): Promise<OpenedDataSet> {
  const listing = await listImages(path);
  const hashes: FileHash[] = [...listing.hashes];
  const seen = new Map<string, { count: number; first: string }>();
  const facts: PictureFacts[] = [];
  for (const file of listing.files) {
    const { bytes } = await readWhole(join(path, file));
    hashes.push({ name: file, sha256: sha256(bytes) });
    const found = await pictureFacts(bytes, join(path, file));
    facts.push(found);
    for (const oddity of found.oddities) {
      const known = seen.get(oddity);
      seen.set(oddity, { count: (known?.count ?? 0) + 1, first: known?.first ?? file });
    }
  }
  const { width, height } = commonSize(path, listing.files, facts, sizing);
  const grey = facts.filter(({ channels }) => channels === 1).length;
  const channels = grey === facts.length ? 1 : 3;
  const resized = [
    ...(sizing.resize === undefined ? [] : [`resized to ${sizing.resize}`]),
    ...(sizing.crop === undefined ? [] : [`cropped to ${sizing.crop}`]),
  ];
  const name = [`folder ${path}`, ...resized].join(', ');
  return {
    format: 'folder',
    name,
    sha256: dataFingerprint(hashes, { resize: sizing.resize, crop: sizing.crop }),
    size: listing.files.length,
    shape: [channels, height, width],
    classNames: listing.classNames,
    grid: 255,
    largestLabel: largest(listing.labels),
    notes: [
      listing.how,
      ...(grey > 0 && channels === 3 ? [`${counted(grey)} grey: read as three equal colours.`] : []),
      ...[...seen].map(([oddity, { count, first }]) => `${oddity}: in ${counted(count)} (${first}).`).map(capital),
    ],
    async read(index) {
      requireIndex(index, listing.files.length, name);
      const file = join(path, listing.files[index]!);
      const picture = await decodePicture((await readWhole(file)).bytes, file, channels, sizing);
      if (picture.width !== width || picture.height !== height) {
        throw new InvalidInput(`${file} has changed since the data set was opened; start again.`, { code: 'data' });
      }
      return { index, pixels: interleavedBytes(picture.bytes, channels), label: listing.labels[index]! };
    },
  };
}

const counted = (count: number): string => `${count} ${count === 1 ? 'picture' : 'pictures'}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function commonSize(
  path: string,
  files: readonly string[],
  facts: readonly PictureFacts[],
  sizing: PictureSizing,
): { readonly width: number; readonly height: number } {
  const sizes = facts.map((each, i) => sizeAfter(each, sizing, join(path, files[i]!)));
  const first = sizes[0]!;
  const other = sizes.findIndex(({ width, height }) => width !== first.width || height !== first.height);
  if (other < 0) return first;
  const shown = (i: number): string => `${files[i]!} ${sizes[i]!.width} x ${sizes[i]!.height}`;
  throw new InvalidInput(
    `The pictures in ${path} differ in size: ${shown(0)}, ${shown(other)}. Bring them to one size: resize them to 224x224, or ` +
      'to 256 and crop to 224 (shorter side, then the centre).',
    { code: 'data', settings: ['resize', 'crop'] },
  );
}

async function listImages(path: string): Promise<Listing> {
  const { files, folders } = await listFolder(path);
  const classesFile = firstOf(files, ['classes.txt']);
  const classes = classesFile === undefined ? null : await readLines(join(path, classesFile));
  const hashes = classes === null ? [] : [classes.hash];
  const list = firstOf(files, LABEL_FILES);
  if (list !== undefined) {
    const labels = await readText(join(path, list), list);
    const rows = parseLabelsCsv(labels.text, join(path, list));
    const numbered = numberedLabels(
      rows.map(({ label }) => label),
      classes?.lines ?? null,
      (i) => `${join(path, list)}, ${rows[i]!.file}`,
    );
    const byName = numbered.classNames !== null && classes === null ? ', classes in alphabetical order' : '';
    return {
      files: rows.map(({ file }) => file),
      labels: checkedLabels(numbered.labels, join(path, list)),
      classNames: numbered.classNames,
      hashes: [...hashes, labels.hash],
      how: `Labels from ${list}${byName}.`,
    };
  }
  if (folders.length === 0) {
    throw new InvalidInput(
      `${path} has neither labels.csv nor a folder for each class; labels.csv has lines "file,label".`,
      { code: 'data' },
    );
  }
  const found: { file: string; label: string }[] = [];
  const empty: string[] = [];
  const litter = folders.filter((folder) => LITTER.has(folder));
  const kept = folders.filter((folder) => !LITTER.has(folder));
  for (const folder of kept) {
    const { files } = await listFolder(join(path, folder));
    const pictures = files.filter((file) => PICTURE_ENDING.test(file));
    if (pictures.length === 0) empty.push(folder);
    for (const file of pictures) found.push({ file: `${folder}/${file}`, label: folder });
  }
  const names = classes?.lines ?? kept;
  if (found.length === 0) {
    throw new InvalidInput(
      `There are no pictures in the folders of ${path} (${folders.slice(0, 3).join(', ')}); where classes lie deeper, as in ` +
        'train and test, name the folder that holds them.',
      { code: 'data' },
    );
  }
  // A class without pictures counts, a folder of something else does not: its number would shift all labels after it.
  if (classes === null && empty.length > 0) {
    throw new InvalidInput(
      `The folder ${join(path, empty[0]!)} holds no pictures, and would count as a class all the same: take it away, or list the ` +
        `classes in ${join(path, 'classes.txt')}, a name a line.`,
      { code: 'data' },
    );
  }
  const place = new Map(names.map((name, i) => [name, i]));
  const stranger = found.find(({ label }) => !place.has(label));
  if (stranger !== undefined) {
    throw new InvalidInput(`${join(path, stranger.label)} is no class: classes.txt does not list it.`, {
      code: 'data',
    });
  }
  return {
    files: found.map(({ file }) => file),
    labels: Int32Array.from(found, ({ label }) => place.get(label)!),
    classNames: names,
    hashes,
    how:
      `Labels by folder: ${names.length} classes${classes === null ? ' in alphabetical order' : ' in the order of classes.txt'}` +
      `${litter.length === 0 ? '' : `; ${litter.join(', ')} left out`}.`,
  };
}

async function readText(path: string, name: string): Promise<{ text: string; hash: FileHash }> {
  const { bytes } = await readWhole(path);
  return { text: textOf(bytes), hash: { name, sha256: sha256(bytes) } };
}

async function readLines(path: string): Promise<{ lines: string[]; hash: FileHash }> {
  const { text, hash } = await readText(path, 'classes.txt');
  return {
    hash,
    lines: text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}
