/** The normalization that a model expects before it: (value - mean) / std in each channel, applied after the noise. */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Layout } from './labelled-arrays.ts';

/** One number a channel, in the order and the units of the values that the model takes. */
export interface Normalization {
  readonly mean: readonly number[];
  /** Greater than 0. */
  readonly std: readonly number[];
}

/** Throws InvalidInput unless mean and std are finite, as many as the images have channels, and std is positive. */
export function requireNormalization({ mean, std }: Normalization, channels: number): void {
  const wrong = (reason: string): InvalidInput =>
    new InvalidInput(reason, { code: 'model-and-data', settings: ['mean', 'std'] });
  for (const [name, values] of [['mean', mean] as const, ['standard deviation', std] as const]) {
    if (values.length !== channels) {
      throw wrong(
        `The images have ${channels} ${channels === 1 ? 'channel' : 'channels'}, but ${values.length} numbers are given as the ` +
          `${name}: give one a channel.`,
      );
    }
    const odd = values.find((value) => !Number.isFinite(Math.fround(value)));
    if (odd !== undefined) throw wrong(`The ${name} of a channel is ${odd}: it must be a finite number.`);
  }
  const flat = std.find((value) => !(Math.fround(value) > 0));
  if (flat !== undefined) {
    throw wrong(`The standard deviation of a channel is ${flat}: it must be above 0, as values are divided by it.`);
  }
}

/**
 * Normalizes the first `rows` images of a batch in place, `size` numbers each, in float32 as a model's own layers do:
 * subtracted first, then divided.
 */
export function normalize(
  values: Float32Array,
  rows: number,
  size: number,
  { mean, std }: Normalization,
  layout: Layout,
): void {
  const channels = mean.length;
  const area = size / channels;
  const means = Float32Array.from(mean);
  const deviations = Float32Array.from(std);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < channels; c++) {
      const [start, step] = layout === 'nchw' ? [c * area, 1] : [c, channels];
      const m = means[c]!;
      const s = deviations[c]!;
      for (let i = 0, at = row * size + start; i < area; i++, at += step) {
        values[at] = Math.fround(values[at]! - m) / s;
      }
    }
  }
}
