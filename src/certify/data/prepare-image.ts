/** From an image of a data set to what a model takes: layout, order of channels, range of values. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { ImageShape } from './data-set.ts';
import type { Layout } from './labelled-arrays.ts';
import type { Normalization } from './normalization.ts';
import { fromUnitRange, type ValueRange } from './value-range.ts';

/** The order in which a model takes colours. */
export const CHANNEL_ORDERS = ['rgb', 'bgr'] as const;
/** The order of the channels of a picture, as a model takes them. */
export type ChannelOrder = (typeof CHANNEL_ORDERS)[number];

/** What a model takes, apart from its shape; none of it can be read off a model file. */
export interface InputConvention {
  readonly layout: Layout;
  readonly channels: ChannelOrder;
  /** Noise of scale lambda in units of [0, 1] is rangeWidth(range) times larger in these units. */
  readonly range: ValueRange;
  /** What the engine does to noisy copies before the model sees them; absent: nothing. */
  readonly normalization?: Normalization | undefined;
}

/** Channels first, red first, [0, 1]. */
export const USUAL_CONVENTION: InputConvention = { layout: 'nchw', channels: 'rgb', range: '0..1' };

/**
 * An image as a model takes it. `pixels`: channels, rows, columns in [0, 1], red first, of this `shape`. The result is
 * a fresh array of the same length. A single channel has no order.
 */
export function prepareImage(pixels: Float32Array, shape: ImageShape, convention: InputConvention): Float32Array {
  const [channels, height, width] = shape;
  const area = height * width;
  if (pixels.length !== channels * area) {
    throw new RangeError(`an image of shape ${shape.join(' x ')} has ${channels * area} values, not ${pixels.length}`);
  }
  const prepared = new Float32Array(pixels.length);
  const [channelStep, pixelStep] = convention.layout === 'nchw' ? [area, 1] : [1, channels];
  for (let c = 0; c < channels; c++) {
    const to = convention.channels === 'rgb' ? c : channels - 1 - c;
    for (let i = 0; i < area; i++) prepared[to * channelStep + i * pixelStep] = pixels[c * area + i]!;
  }
  fromUnitRange(prepared, convention.range);
  return prepared;
}

/**
 * The layout of a model's input (without its batch axis) for images of 1 or 3 channels: [3, 32, 32] is nchw, [32, 32,
 * 3] nhwc. Null where the shape does not say: flat inputs, unknown sizes (0 or less), channels at both ends.
 */
export function layoutOf(inputShape: readonly number[]): Layout | null {
  if (inputShape.length !== 3) return null;
  const isChannels = (size: number): boolean => size === 1 || size === 3;
  const [first, last] = [isChannels(inputShape[0]!), isChannels(inputShape[2]!)];
  return first === last ? null : first ? 'nchw' : 'nhwc';
}

/**
 * Throws InvalidInput unless images of this shape fit a model's input: the same channels, height and width in the
 * layout of the convention, rows and columns alone for grey images, or one flat axis of their product. Sizes of 0 or
 * less are not known and fit anything.
 */
export function checkModelInput(
  inputShape: readonly number[],
  convention: InputConvention,
  data: { readonly name: string; readonly shape: ImageShape },
): void {
  const [channels, height, width] = data.shape;
  const have = convention.layout === 'nchw' ? [channels, height, width] : [height, width, channels];
  const fits = (wanted: number, size: number): boolean => wanted <= 0 || wanted === size;
  if (inputShape.length === 1 && fits(inputShape[0]!, channels * height * width)) return;
  // Grey images without an axis of channels.
  if (inputShape.length === 2 && channels === 1 && fits(inputShape[0]!, height) && fits(inputShape[1]!, width)) return;
  if (inputShape.length === 3 && have.every((size, i) => fits(inputShape[i]!, size))) return;
  const wants = `The model takes inputs of shape ${inputShape.join(' x ') || 'a single number'}`;
  const gives = `${data.name} gives images of ${channels} ${channels === 1 ? 'channel' : 'channels'}, ${height} x ${width}`;
  const { reason, settings } = disagreement(inputShape, convention, data.shape);
  throw new InvalidInput(`${wants}, but ${gives}: ${reason}`, { code: 'model-and-data', settings });
}

interface Disagreement {
  readonly reason: string;
  /** What settles it. */
  readonly settings: readonly string[];
}

function disagreement(inputShape: readonly number[], convention: InputConvention, shape: ImageShape): Disagreement {
  const [channels, height, width] = shape;
  const plain = (reason: string): Disagreement => ({ reason, settings: [] });
  if (inputShape.length !== 3) {
    const axes = inputShape.length === 1 ? '' : ' in three axes';
    return plain(`they have ${channels * height * width} values${axes}. Take a model made for these images.`);
  }
  const other = convention.layout === 'nchw' ? 'nhwc' : 'nchw';
  const turned = other === 'nchw' ? shape : [height, width, channels];
  if (turned.every((size, i) => inputShape[i]! <= 0 || inputShape[i] === size)) {
    return { reason: `it wants the layout ${other}, not ${convention.layout}.`, settings: ['layout'] };
  }
  const layout = layoutOf(inputShape) ?? convention.layout;
  const [c, h, w] = layout === 'nchw' ? inputShape : [inputShape[2]!, inputShape[0]!, inputShape[1]!];
  if (c! > 0 && c !== channels) {
    return plain(
      channels === 1
        ? 'it wants colour, and the images are grey.'
        : `it wants ${c} ${c === 1 ? 'channel' : 'channels'}.`,
    );
  }
  return {
    reason:
      `the sizes differ (${h} x ${w} and ${height} x ${width}). Take the data it was trained on, or resize the images where they ` +
      'are a folder of pictures.',
    settings: ['resize'],
  };
}
