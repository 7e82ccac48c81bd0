/**
 * A look at a model before any sampling: does it do on these images what it should? Most wrong certificates in practice
 * come from a wrong normalization, order of channels, range of values or order of classes, or from a model that never
 * saw noise in training; all show in the accuracy on the first images.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { binomialUpperTail } from '../numeric/special/special.ts';
import type { ImageShape, LabelledImage } from './data/data-set.ts';
import { CHANNEL_ORDERS, prepareImage, type InputConvention } from './data/prepare-image.ts';
import { VALUE_RANGES } from './data/value-range.ts';
import type { Engine } from './engine.ts';

/** What the check found. */
export interface ModelCheck {
  readonly images: number;
  /** Images right without noise. */
  readonly cleanRight: number;
  /** Noisy copies looked at, and those right. */
  readonly copies: number;
  readonly noisyRight: number;
  readonly warnings: readonly ModelWarning[];
}

/** What looks wrong, for the person. */
export interface ModelWarning {
  readonly sentence: string;
  /** Names of the options that settle it (numeric/invalid-input.ts). */
  readonly settings: readonly string[];
}

const warning = (sentence: string): ModelWarning => ({ sentence, settings: [] });

export interface CheckSubject {
  readonly engine: Engine;
  /** The first images of the run, channels first in [0, 1]. */
  readonly images: readonly LabelledImage[];
  readonly shape: ImageShape;
  readonly convention: InputConvention;
  /** First of the samples that no estimate uses; null where copies are not random. */
  readonly firstSample: number;
}

/** Noisy copies of each image. */
const COPIES = 4;
/** Of fewer images nothing is said about chance. */
const FEWEST_IMAGES = 8;
/** A finding is told when chance gives it with at most this probability. */
const CHANCE = 1e-3;
/** Least gain of another convention, as a share of the images, to be told. */
const LEAST_GAIN = 0.15;

/**
 * Checks a model on some images. Throws InvalidInput on labels that the model has no class for and on logits that are
 * not finite; rejects with the signal's reason.
 */
export async function checkModel(subject: CheckSubject, signal?: AbortSignal): Promise<ModelCheck> {
  const { engine, images, shape, convention } = subject;
  const { classes } = engine.model;
  for (const { index, label } of images) requireLabel(index, label, classes);
  const labels = images.map(({ label }) => label);
  const asGiven = images.map(({ pixels }) => prepareImage(pixels, shape, convention));
  const predicted = await predictions(engine, asGiven, true);
  const right = predicted.map((cls, i) => cls === labels[i]);
  const noisy = await rightCopies(subject, asGiven, signal);
  const noisyRight = sum(noisy);
  const check = { images: images.length, cleanRight: count(right), copies: COPIES * images.length, noisyRight };
  return {
    ...check,
    warnings: [
      ...(await betterConvention(subject, right, noisy, signal)),
      ...accuracyWarnings(check, classes).map(warning),
      ...orderWarning(predicted, labels, count(right), classes).map(warning),
    ],
  };
}

/** Throws InvalidInput for a label without a class. */
export function requireLabel(index: number, label: number, classes: number): void {
  if (Number.isInteger(label) && label >= 0 && label < classes) return;
  throw new InvalidInput(
    `Image ${index} has label ${label}, but the model has ${classes} classes (0 to ${classes - 1}): the data is not what the ` +
      'model was trained for.',
    { code: 'model-and-data' },
  );
}

/** Of the noisy copies of each image, how many are right. */
async function rightCopies(
  { engine, images, firstSample }: CheckSubject,
  inputs: readonly Float32Array[],
  signal?: AbortSignal,
): Promise<number[]> {
  const right: number[] = [];
  for (const [i, { index, label }] of images.entries()) {
    const image = { index, pixels: inputs[i]! };
    const { counts } = await engine.votes(image, { first: firstSample, count: COPIES }, signal);
    right.push(counts[label]!);
  }
  return right;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const count = (flags: readonly boolean[]): number => flags.filter(Boolean).length;

async function predictions(engine: Engine, inputs: readonly Float32Array[], mustBeFinite: boolean): Promise<number[]> {
  const { classes } = engine.model;
  const length = inputs[0]?.length ?? 0;
  const pixels = new Float32Array(inputs.length * length);
  inputs.forEach((input, i) => pixels.set(input, i * length));
  const logits = await engine.logits(pixels, inputs.length);
  return inputs.map((_, i) => {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    if (mustBeFinite && !row.every(Number.isFinite)) {
      throw new InvalidInput(
        'The model gives logits that are NaN or infinite on images without noise; it cannot be used.',
        { code: 'model' },
      );
    }
    return row.reduce((best, logit, c) => (logit > row[best]! ? c : best), 0);
  });
}

interface Variant {
  readonly words: string;
  readonly advice: string;
  readonly settings: readonly string[];
  readonly inputs: (image: LabelledImage) => Float32Array;
  /** Whether the engine's noise is right for it as well. */
  readonly sameNoise: boolean;
}

/** Means and deviations that models are often trained with, for colours in [0, 1]. */
const NORMALIZATIONS = [
  { name: 'ImageNet', mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] },
  { name: 'CIFAR-10', mean: [0.4914, 0.4822, 0.4465], deviation: [0.2471, 0.2435, 0.2616] },
] as const;

function variants({ shape, convention }: CheckSubject): Variant[] {
  const changed = (change: Partial<InputConvention>) => (image: LabelledImage) =>
    prepareImage(image.pixels, shape, { ...convention, ...change });
  const all: Variant[] = VALUE_RANGES.filter((range) => range !== convention.range).map((range) => ({
    words: `with values in ${range}`,
    advice: `say that it takes ${range}`,
    settings: ['inputRange'],
    inputs: changed({ range }),
    sameNoise: false,
  }));
  if (shape[0] !== 3) return all;
  for (const channels of CHANNEL_ORDERS.filter((order) => order !== convention.channels)) {
    all.push({
      words: `with its channels in the order ${channels}`,
      advice: `say that it takes ${channels}`,
      settings: ['channels'],
      inputs: changed({ channels }),
      sameNoise: true,
    });
  }
  // One is done already: another one on top would say nothing.
  if (convention.normalization !== undefined) return all;
  for (const { name, mean, deviation } of NORMALIZATIONS) {
    all.push({
      words: `with the ${name} normalization`,
      advice:
        `say that it takes values of mean ${mean.join(',')} and standard deviation ${deviation.join(',')}, or put the ` +
        'normalization into the model, behind its input: noise and radii are in units of data in [0, 1]',
      settings: ['mean', 'std'],
      inputs: ({ pixels }) => {
        const area = pixels.length / 3;
        const normalized = pixels.map((value, i) => {
          const c = Math.floor(i / area);
          return (value - mean[c]!) / deviation[c]!;
        });
        return prepareImage(normalized, shape, { ...convention, range: '0..1' });
      },
      sameNoise: false,
    });
  }
  return all;
}

/**
 * The convention under which the model does better by far, if there is one. Where all is right without noise, another
 * order of channels may still show under it; other ranges would need other noise.
 */
async function betterConvention(
  subject: CheckSubject,
  right: readonly boolean[],
  noisy: readonly number[],
  signal?: AbortSignal,
): Promise<ModelWarning[]> {
  const labels = subject.images.map(({ label }) => label);
  let best: (ModelWarning & { readonly gain: number }) | undefined;
  for (const variant of variants(subject)) {
    const inputs = subject.images.map(variant.inputs);
    const predicted = await predictions(subject.engine, inputs, false);
    const there = predicted.map((cls, i) => Number(cls === labels[i]));
    const here = right.map(Number);
    const { words, advice } = variant;
    let gain = provenGain(here, there);
    let sentence = `The model has ${sum(here)} of the first ${right.length} images right, but ${sum(there)} ${words}: ${advice}.`;
    if (gain === 0 && variant.sameNoise) {
      const copies = await rightCopies(subject, inputs, signal);
      gain = provenGain(noisy, copies) / COPIES;
      sentence = `The model has ${sum(noisy)} of ${COPIES * right.length} noisy copies right, but ${sum(copies)} ${words}: ${advice}.`;
    }
    if (gain > (best?.gain ?? 0)) best = { gain, sentence, settings: variant.settings };
  }
  return best === undefined ? [] : [{ sentence: best.sentence, settings: best.settings }];
}

/** How much more is right there than here, image by image; 0 unless it is much, and no chance (exact sign test). */
function provenGain(here: readonly number[], there: readonly number[]): number {
  const differences = there.map((each, i) => each - here[i]!);
  const won = count(differences.map((difference) => difference > 0));
  const lost = count(differences.map((difference) => difference < 0));
  // Another contrast may suit a model slightly better; a mistake in the convention costs much.
  if (won - lost < LEAST_GAIN * here.length) return 0;
  return binomialUpperTail(won, won + lost, 0.5) > CHANCE ? 0 : Math.max(0, sum(differences));
}

function accuracyWarnings(
  { images, cleanRight, copies, noisyRight }: Omit<ModelCheck, 'warnings'>,
  classes: number,
): string[] {
  if (aboveChance(noisyRight / COPIES, images, classes)) {
    return noisyRight / copies < 0.5 * (cleanRight / images)
      ? [
          'Under this noise the model loses most of its accuracy: it was trained without it, or with less; expect many ' +
            'images without a certificate.',
        ]
      : [];
  }
  // A good model may well be wrong on a handful of images.
  if (images < FEWEST_IMAGES) return [];
  return [
    aboveChance(cleanRight, images, classes)
      ? 'Under this noise the model is no better than chance: it was not trained with it, and will certify next to nothing.'
      : `The model is no better than chance on these images, with or without noise: look at the range of its values, the order of ` +
        'its channels, its normalization and the order of its classes.',
  ];
}

/**
 * Whether this many right of `images` is more than guessing gives. The copies of one image count as one: they are
 * alike.
 */
const aboveChance = (right: number, images: number, classes: number): boolean =>
  right > 0 && binomialUpperTail(Math.floor(right), images, 1 / classes) <= (images >= 16 ? CHANCE : 0.2);

/**
 * Whether the model knows the classes by other numbers: each predicted class stands for one label, but for another one.
 */
function orderWarning(
  predicted: readonly number[],
  labels: readonly number[],
  right: number,
  classes: number,
): string[] {
  if (labels.length < 5 * classes || right / labels.length > 0.3) return [];
  let explained = 0;
  for (let cls = 0; cls < classes; cls++) {
    const tally = new Map<number, number>();
    predicted.forEach((guess, i) => {
      if (guess === cls) tally.set(labels[i]!, (tally.get(labels[i]!) ?? 0) + 1);
    });
    explained += Math.max(0, ...tally.values());
  }
  return explained / labels.length < 0.7
    ? []
    : [
        `Renumbering its classes would make the model right on ${explained} of ${labels.length} images instead of ${right}: the order ` +
          'of its classes is not that of the data.',
      ];
}
