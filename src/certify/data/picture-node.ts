/**
 * Pictures (PNG, JPEG, WebP, TIFF, ...) decoded by sharp.
 *
 * As in the pipelines that classifiers are trained with: colour profiles and EXIF orientation are ignored, 16-bit
 * samples are cut to 8. An opaque alpha channel is dropped; a transparent picture is refused, since its colours depend
 * on what it lies on.
 */
import type { SharpConstructor } from 'sharp';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Picture } from './formats/sheet.ts';

/** How a picture is brought to size; nothing is done that is not asked for. */
export interface PictureSizing {
  /** "256": the shorter side; "224x224": width x height, whatever the proportions. */
  readonly resize?: string;
  /** "224" or "224x224": cut from the centre, after resizing. */
  readonly crop?: string;
}

/** What the head of a picture says, before it is decoded. */
export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  /** Colours: 1 (grey) or 3; alpha does not count. */
  readonly channels: 1 | 3;
  /** What will be ignored or changed: "a colour profile", "16-bit samples", ... */
  readonly oddities: readonly string[];
}

/** Formats by the ends of their names. */
export const PICTURE_ENDING = /\.(png|jpe?g|webp|tiff?|bmp|gif|avif)$/i;

/** A few bytes may unpack to any number of pixels: 8192 x 8192 at most. */
const READING = { ignoreIcc: true, limitInputPixels: 2 ** 26 } as const;

/** Decoding brings a library that takes a moment to load; data of other formats do without. */
const loadSharp = async (): Promise<SharpConstructor> => (await import('sharp')).default;

/** Reads the head of a picture. Throws InvalidInput. */
export async function pictureFacts(bytes: Uint8Array, file: string): Promise<PictureFacts> {
  const sharp = await loadSharp();
  try {
    const head = await sharp(bytes, READING).metadata();
    const oddities = [
      ...(head.icc === undefined ? [] : ['a colour profile (ignored)']),
      ...((head.orientation ?? 1) === 1 ? [] : ['an EXIF orientation (ignored)']),
      ...(head.depth === 'uchar' ? [] : [`${head.depth} samples (cut to 8 bits)`]),
      ...(head.space === 'cmyk' ? ['CMYK colours (converted)'] : []),
      ...(head.hasAlpha ? ['an opaque alpha channel (dropped)'] : []),
      ...((head.pages ?? 1) > 1 ? ['several pages (the first is taken)'] : []),
    ];
    const grey = head.space === 'b-w' || head.space === 'grey16';
    return { width: head.width, height: head.height, channels: grey ? 1 : 3, oddities };
  } catch (error) {
    throw undecodable(file, error);
  }
}

/** Decodes a picture into `channels` bytes a pixel (grey becomes three equal colours). Throws InvalidInput. */
export async function decodePicture(
  bytes: Uint8Array,
  file: string,
  channels: 1 | 3,
  sizing: PictureSizing = {},
): Promise<Picture> {
  const sharp = await loadSharp();
  try {
    let picture = sharp(bytes, READING);
    const { hasAlpha, width, height } = await picture.metadata();
    if (hasAlpha && !(await picture.stats()).isOpaque) {
      throw new InvalidInput(`${file} is transparent in places; lay it on a background first.`, { code: 'data' });
    }
    const [scaled, cut] = picturePlan({ width, height }, sizing, file);
    picture = picture.removeAlpha().toColourspace(channels === 1 ? 'b-w' : 'srgb');
    if (scaled !== null)
      picture = picture.resize({ ...scaled, fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false });
    if (cut !== null) picture = picture.extract(cut);
    const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    if (info.channels !== channels) throw new Error(`${info.channels} channels instead of ${channels}`);
    return { width: info.width, height: info.height, channels, bytes: data };
  } catch (error) {
    throw undecodable(file, error);
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a picture after its sizing. Throws InvalidInput when it cannot be brought to it. */
export function sizeAfter(picture: Size, sizing: PictureSizing, file: string): Size {
  const [scaled, cut] = picturePlan(picture, sizing, file);
  return cut ?? scaled ?? picture;
}

function picturePlan(
  picture: Size,
  { resize, crop }: PictureSizing,
  file: string,
): [scaled: Size | null, cut: (Size & { left: number; top: number }) | null] {
  const wanted = resize === undefined ? null : parseSize(resize, 'resize');
  const scaled = wanted === null ? null : wanted.square ? shorterSide(picture, wanted.width) : wanted;
  if (crop === undefined) return [plain(scaled), null];
  const { width, height } = parseSize(crop, 'crop');
  const from = scaled ?? picture;
  if (width > from.width || height > from.height) {
    throw new InvalidInput(
      `${file} is ${from.width} x ${from.height}${scaled === null ? '' : ' after resizing'}, too small to be cropped to ${crop}.`,
      { code: 'data', settings: ['crop'] },
    );
  }
  const left = Math.round((from.width - width) / 2);
  const top = Math.round((from.height - height) / 2);
  return [plain(scaled), { left, top, width, height }];
}

const plain = (size: Size | null): Size | null => (size === null ? null : { width: size.width, height: size.height });

/** Whole numbers as torchvision's Resize has them: the longer side is cut, not rounded. */
function shorterSide({ width, height }: Size, side: number): Size {
  return width <= height
    ? { width: side, height: Math.floor((side * height) / width) }
    : { width: Math.floor((side * width) / height), height: side };
}

function parseSize(text: string, option: 'resize' | 'crop'): Size & { readonly square: boolean } {
  const [, width, height] = /^(\d{1,5})(?:x(\d{1,5}))?$/.exec(text.trim()) ?? [];
  if (width === undefined || Number(width) < 1 || (height !== undefined && Number(height) < 1)) {
    throw new InvalidInput(`A size is a number of pixels (256) or width x height (224x224); got "${text}".`, {
      code: 'data',
      settings: [option],
    });
  }
  return { width: Number(width), height: Number(height ?? width), square: height === undefined };
}

function undecodable(file: string, error: unknown): InvalidInput {
  if (error instanceof InvalidInput) return error;
  const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  return new InvalidInput(`${file} cannot be decoded as a picture (${reason}); replace it or take it off the list.`, {
    code: 'data',
  });
}
