/** The images of a run as its model takes them. */
import type { CertifyPlan } from './certify-plan.ts';
import type { DataSet, LabelledImage } from './data/data-set.ts';
import { prepareImage, type InputConvention } from './data/prepare-image.ts';
import type { Engine } from './engine.ts';
import { checkModel, requireLabel, type ModelCheck } from './model-check.ts';
import { checkContract, type ModelContract } from './assurance/model-contract.ts';
import { SAMPLES } from './statistics/samples.ts';

/** Images that are left to do, and the model they are for. */
export interface RunImages {
  readonly engine: Engine;
  readonly data: DataSet;
  readonly convention: InputConvention;
  /** Indices in the data. */
  readonly left: readonly number[];
}

/**
 * Checks that the model is a function of one image, on the first two images; null where there is none. Throws
 * InvalidInput, EngineFault.
 */
export async function contractOf(
  { engine, data, convention, left }: RunImages,
  scale: number,
): Promise<ModelContract | null> {
  const [first, second = first] = left;
  if (first === undefined) return null;
  const prepared = async (index: number): Promise<Float32Array> =>
    prepareImage((await data.read(index)).pixels, data.shape, convention);
  return checkContract(engine, [await prepared(first), await prepared(second!)], scale);
}

/** Images that the model is checked on. */
const CHECKED = 64;
/** Seconds that the check may take, about. */
const CHECK_SECONDS = 10;

/** Checks the model on the first images, fewer when it is slow. Null when aborted. Throws InvalidInput, EngineFault. */
export async function lookAtModel(
  { engine, data, convention, left }: RunImages,
  plan: CertifyPlan,
  signal?: AbortSignal,
): Promise<ModelCheck | null> {
  const first = await data.read(left[0]!);
  const pixels = prepareImage(first.pixels, data.shape, convention);
  await engine.logits(pixels, 1);
  const before = performance.now();
  await engine.logits(pixels, 1);
  const seconds = (performance.now() - before) / 1000;
  // Six conventions and four copies of each image.
  const affordable = Math.max(4, Math.floor(CHECK_SECONDS / (10 * seconds)));
  const images = await Promise.all(left.slice(0, Math.min(CHECKED, affordable)).map((index) => data.read(index)));
  // Splitting has no samples besides those of its certificate; looking at some of them changes nothing.
  const { first: firstSample } = plan.kind === 'sampled' ? SAMPLES.check : SAMPLES.estimation;
  try {
    return await checkModel({ engine, images, shape: data.shape, convention, firstSample }, signal);
  } catch (error) {
    if (signal?.aborted === true) return null;
    throw error;
  }
}

/** The images, while `mayBegin`; the next one is read while the model is at work. Throws InvalidInput. */
export async function* preparedImages(
  { engine, data, convention, left }: RunImages,
  mayBegin: () => boolean,
): AsyncGenerator<LabelledImage> {
  const read = (at: number): Promise<LabelledImage> | undefined => {
    const image = left[at] === undefined ? undefined : data.read(left[at]);
    // An error is told when the image is wanted, not before.
    image?.catch(() => undefined);
    return image;
  };
  let next = read(0);
  for (let at = 0; next !== undefined && mayBegin(); at++) {
    const { index, pixels, label } = await next;
    requireLabel(index, label, engine.model.classes);
    next = read(at + 1);
    yield { index, pixels: prepareImage(pixels, data.shape, convention), label };
  }
}
