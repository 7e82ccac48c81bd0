/** The library's way to certify many images: an async iteration that can be aborted. */
import { samplesAtMost, type CertifyPlan } from './certify-plan.ts';
import { certifyImage } from './certify-image.ts';
import type { LabelledImage } from './data/data-set.ts';
import type { Engine } from './engine.ts';
import type { CertifiedImage } from './results/result.ts';

/** What a run is doing. */
export interface CertifyProgress {
  /** Images finished. */
  readonly images: number;
  /** The image in hand: its index in the data set, and samples drawn of at most so many. */
  readonly index: number;
  readonly samples: number;
  readonly atMost: number;
}

/** Options of `certify`: what an image may cost, whom to tell of progress, and the signal that stops it. */
export interface CertifyRunOptions {
  /** Ends the iteration with the signal's reason; the image in hand is lost, those yielded are not. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CertifyProgress) => void) | undefined;
}

/**
 * Certifies images in the order they come, one at a time (see certifyImage for what a certificate means). The failure
 * probability alpha holds for each image; of m images, the expected number of wrong certificates is at most alpha m.
 *
 *     for await (const result of certify(engine, images, plan, { signal })) console.log(result.predict, result.radii);
 *
 * The engine stays open. Throws InvalidInput, EngineFault, or the signal's reason.
 */
export async function* certify(
  engine: Engine,
  images: AsyncIterable<LabelledImage> | Iterable<LabelledImage>,
  plan: CertifyPlan,
  options: CertifyRunOptions = {},
): AsyncGenerator<CertifiedImage, void, void> {
  const { signal, onProgress } = options;
  const atMost = samplesAtMost(plan);
  let finished = 0;
  for await (const image of images) {
    signal?.throwIfAborted();
    const report = (samples: number): void => onProgress?.({ images: finished, index: image.index, samples, atMost });
    report(0);
    const result = await certifyImage(engine, image, plan, { signal, onSamples: report });
    finished++;
    yield result;
  }
}
