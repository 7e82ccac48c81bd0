/**
 * Whether a model, as its engine runs it, is a function of one image: the same bits for the same copy alone, among
 * copies of another image, at another place in the batch, once more, in every lane and every shape of batch. A
 * certificate speaks of such a function; a model with a mean over the batch, training mode or a random number inside is
 * none, and nothing is certified of it.
 *
 * It is a test, no proof: a model made to deceive may behave on these copies and not on others. What an engine does not
 * keep to the last bit, as kernels that round otherwise at another place, is no fault of the model: where it is small
 * against the gap that counts as a near-tie, near-ties are counted against the class.
 *
 * A device is asked for the logits of the watched copies once more, and so is the processor, by code that shares
 * nothing with the device's: runtimes for GPUs have kernels that compute something else, and a certificate of something
 * else is of no use.
 */
import { randomStream } from '../../numeric/random/random-stream.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import type { Engine } from '../engine.ts';

/** What was seen. */
export interface ModelContract {
  /** Largest difference of a logit of one copy between two runs; 0: equal bits everywhere. */
  readonly drift: number;
  /**
   * Largest difference of a logit between device and processor; null where the engine is the processor, or nothing here
   * can run the model on it.
   */
  readonly fromProcessor: number | null;
  /** Logits compared. */
  readonly compared: number;
  /** Numbers of rows of the batches that the model is run on. */
  readonly shapes: readonly number[];
  readonly seconds: number;
}

/** Copies whose logits are watched. */
const WATCHED = 4;
/**
 * Drift up to this share of the near-tie gap is rounding: two logits that drift apart stay within a quarter of the gap.
 */
const ROUNDING = 1 / 8;
/**
 * Device and processor may differ by this share of the largest logit: sums in another order stay a hundred times below.
 */
const DEVICE_GAP = 2 ** -7;
/** Rows of a batch where an engine does not say. */
const ROWS = 8;
/** Of random numbers for the noise of the copies, which is of no law. */
const STREAM = 12;

/**
 * Runs the model on copies of two images, in the model's own layout and units; `scale` is the size of the noise there.
 * Throws InvalidInput where the model is no function of one image, with what was seen; EngineFault where the engine
 * fails.
 */
export async function checkContract(
  engine: Engine,
  images: readonly [Float32Array, Float32Array],
  scale: number,
): Promise<ModelContract> {
  const started = performance.now();
  const shapes = engine.shapes ?? [ROWS];
  const rows = copiesOf(images, scale, shapes[0]!);
  const watch = new Watch(engine, rows);
  for (let lane = 0; lane < (engine.lanes ?? 1); lane++) {
    for (const shape of shapes) await watch.shape(shape, lane);
    await watch.run([0], lane, 'when it was alone in a batch');
  }
  const { drift, when } = watch;
  if (drift > ROUNDING * engine.nearTie || Number.isNaN(drift)) {
    throw new InvalidInput(
      `The model is no function of one image: logits of the same noisy copy differ by ${drift.toPrecision(2)} ${when}. It has a number ` +
        'taken over the batch, training mode or randomness inside; export it for inference. Nothing is certified.',
      { code: 'model-contract' },
    );
  }
  const fromProcessor = await differenceFromProcessor(engine, rows.slice(0, WATCHED));
  return { drift, fromProcessor, compared: watch.compared, shapes, seconds: (performance.now() - started) / 1000 };
}

/**
 * Whether votes may differ from those of exact logits by more than near-ties tell: these then count against the class.
 */
export const isLoose = ({ drift, fromProcessor }: ModelContract, nearTie: number): boolean =>
  drift > 0 || 2 * (fromProcessor ?? 0) > nearTie;

/** Throws InvalidInput where the logits of a device are not those of the model. */
async function differenceFromProcessor(engine: Engine, copies: readonly Float32Array[]): Promise<number | null> {
  const pixels = joined(copies);
  const expected = (await engine.processorLogits?.(pixels, copies.length)) ?? null;
  if (expected === null) return null;
  const logits = await engine.logits(pixels, copies.length);
  const largest = expected.reduce((most, logit) => Math.max(most, Math.abs(logit)), 0);
  const gap = logits.reduce((most, logit, i) => Math.max(most, Math.abs(logit - expected[i]!)), 0);
  // NaN is no agreement either.
  if (gap <= DEVICE_GAP * largest) return gap;
  throw new InvalidInput(
    `The device computes something else than the model: logits of the same copies differ from the processor's by up to ${gap.toPrecision(2)}, ` +
      `and the largest is ${largest.toPrecision(2)}; ${DEVICE_GAP * 100} % of it are allowed. Nothing is certified; use another engine.`,
    { code: 'model-contract', settings: ['engine'] },
  );
}

function joined(copies: readonly Float32Array[]): Float32Array {
  const length = copies[0]!.length;
  const pixels = new Float32Array(copies.length * length);
  copies.forEach((copy, i) => pixels.set(copy, i * length));
  return pixels;
}

/**
 * Noisy copies: first those that are watched, of the first image, then two sets of others, of either image, that fill a
 * batch.
 */
function copiesOf([first, second]: readonly [Float32Array, Float32Array], scale: number, most: number): Float32Array[] {
  const random = randomStream(0, STREAM);
  const copy = (image: Float32Array): Float32Array => image.map((x) => x + scale * (2 * random.uniform() - 1));
  return [
    ...Array.from({ length: WATCHED }, () => copy(first)),
    ...Array.from({ length: most }, () => copy(second)),
    ...Array.from({ length: most }, (_, i) => copy(i % 2 === 0 ? first : second)),
  ];
}

/** Compares logits of the watched copies with those of their first run. */
class Watch {
  drift = 0;
  /** Where the largest difference was seen. */
  when = '';
  compared = 0;
  readonly #engine: Engine;
  readonly #rows: readonly Float32Array[];
  readonly #known = new Map<number, Float32Array>();

  constructor(engine: Engine, rows: readonly Float32Array[]) {
    this.#engine = engine;
    this.#rows = rows;
  }

  /** A whole batch: among others, again, among yet others, and at other places. */
  async shape(shape: number, lane: number): Promise<void> {
    const watched = Array.from({ length: Math.min(WATCHED, shape) }, (_, i) => i);
    const others = (start: number): number[] =>
      Array.from({ length: shape - watched.length }, (_, i) => WATCHED + start + i);
    const batch = [...watched, ...others(0)];
    const place = lane > 0 ? `between workers 1 and ${lane + 1}` : `in a batch of ${shape}`;
    await this.run(batch, lane, place);
    await this.run(batch, lane, 'when the same batch was run again');
    const most = this.#engine.shapes?.[0] ?? ROWS;
    await this.run([...watched, ...others(most)], lane, 'when the rest of the batch was another');
    await this.run([...batch].reverse(), lane, 'at another place in the batch');
  }

  /** Runs the copies of these numbers as one batch. */
  async run(batch: readonly number[], lane: number, when: string): Promise<void> {
    const { classes } = this.#engine.model;
    const pixels = joined(batch.map((copy) => this.#rows[copy]!));
    const logits = await this.#engine.logits(pixels, batch.length, lane);
    batch.forEach((copy, i) => {
      if (copy < WATCHED) this.#compare(copy, logits.slice(i * classes, (i + 1) * classes), when);
    });
  }

  #compare(copy: number, logits: Float32Array, when: string): void {
    const known = this.#known.get(copy);
    if (known === undefined) {
      this.#known.set(copy, logits);
      return;
    }
    logits.forEach((logit, c) => {
      this.compared += 1;
      if (Object.is(logit, known[c])) return;
      const difference = Math.abs(logit - known[c]!);
      if (difference > this.drift || Number.isNaN(difference)) {
        this.drift = difference;
        this.when = when;
      }
    });
  }
}
