/**
 * Certifies images on this machine's GPU by the library's own run, as the command line does.
 */
import { env } from 'onnxruntime-web/webgpu';
import runtimeModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import runtimeWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { openWasmEngine, openWebgpuEngine } from '../src/browser.ts';
import {
  certifyRun,
  EngineUnavailable,
  imagesInMemory,
  lpAdversary,
  openSubject,
  type CertifySubject,
  type Engine,
  type EngineOptions,
  type ImageShape,
  type SampleRange,
} from '../src/index.ts';

env.wasm.wasmPaths = { mjs: runtimeModule, wasm: runtimeWasm };

/** What is certified. */
export interface PageRequest {
  /** URL of an ONNX file. */
  readonly model: string;
  /** Channels, rows, columns. */
  readonly shape: ImageShape;
  /** In [0, 1], channels first. */
  readonly pixels: readonly number[];
  readonly index: number;
  readonly noise: string;
  readonly sigma: number;
  /** Steps to one unit that the pixels are multiples of: noise is then drawn on their grid. */
  readonly grid?: number;
  readonly n: number;
  readonly seed: number;
  readonly batch?: number;
}

/** What the smoothed classifier says of it, against l1. */
export interface PageResult {
  readonly device: string;
  readonly sha256: string;
  readonly predict: number;
  readonly rho: number;
  readonly count: number;
  readonly n: number;
  /** 0 when abstaining. */
  readonly radius: number;
  readonly seconds: number;
  readonly bytesToDevice: number;
  readonly bytesFromDevice: number;
}

const subjectOf = ({ noise, sigma, n, pixels, grid }: PageRequest): Promise<CertifySubject> => {
  const dim = pixels.length;
  return openSubject(noise, { dim, scale: { sigma }, dataGrid: grid }, [lpAdversary(1, dim)], { n });
};

/** Certifies one image. */
export async function certify(request: PageRequest, watch: Watch = {}): Promise<PageResult> {
  const { model, shape, index, seed, batch } = request;
  const pixels = Float32Array.from(request.pixels);
  const report = await certifyRun(
    {
      model,
      data: await imagesInMemory([{ index, pixels }], shape, 'a picture'),
      choice: [index],
      subject: await subjectOf(request),
      openEngine: (options) => watched(options, watch.onVotes),
      seed,
      batch,
    },
    // The picture has no label to check the model by.
    { check: false, signal: watch.signal },
  );
  const { predict, rho, count, n, radii, seconds } = report.rows[0]!;
  const { bytesToDevice, bytesFromDevice } = report.tally;
  return {
    device: report.settings.engine,
    sha256: report.settings.model.sha256,
    predict,
    rho,
    count,
    n,
    radius: radii.get('l1')!,
    seconds,
    bytesToDevice,
    bytesFromDevice,
  };
}

/** The votes of a range of samples, for comparison with other machines. */
export async function votes(
  request: PageRequest,
  range: SampleRange,
): Promise<{ counts: number[]; nearTies: number[] }> {
  const { model, shape, index, seed, batch } = request;
  const { smoothing } = await subjectOf(request);
  const asked = { model, smoothing, seed, inputShape: shape, ...(batch === undefined ? {} : { batch }) };
  const engine = await openAnyEngine(asked);
  try {
    const { counts, nearTies } = await engine.votes({ index, pixels: Float32Array.from(request.pixels) }, range);
    return { counts: [...counts], nearTies: [...nearTies] };
  } finally {
    await engine.close();
  }
}

/** How a certification is watched and stopped. */
interface Watch {
  readonly signal?: AbortSignal | undefined;
  readonly onVotes?: ((counts: readonly number[], drawn: number) => void) | undefined;
}

/** The GPU where there is one, otherwise the processor. */
async function openAnyEngine(options: EngineOptions): Promise<Engine> {
  try {
    return await openWebgpuEngine(options);
  } catch (error) {
    if (!(error instanceof EngineUnavailable)) throw error;
    return openWasmEngine(options);
  }
}

/** The engine, telling of the votes as they come. */
async function watched(options: EngineOptions, onVotes: Watch['onVotes']): Promise<Engine> {
  const engine = await openAnyEngine(options);
  if (onVotes === undefined) return engine;
  const sums = new Float64Array(engine.model.classes);
  let drawn = 0;
  return {
    name: engine.name,
    device: engine.device,
    model: engine.model,
    nearTie: engine.nearTie,
    preferredCount: engine.preferredCount,
    logits: (pixels, count) => engine.logits(pixels, count),
    tally: () => engine.tally(),
    close: () => engine.close(),
    votes: async (image, range, signal) => {
      const found = await engine.votes(image, range, signal);
      found.counts.forEach((count, label) => (sums[label] = sums[label]! + count));
      drawn += range.count;
      onVotes([...sums], drawn);
      return found;
    },
  };
}

/** What is being drawn for the picture in hand. */
export interface PageVotes {
  readonly stage: string;
  readonly drawn: number;
  readonly atMost: number;
  readonly counts: readonly number[];
}

/** Certifies a picture that the reader chose. Throws errors with a sentence for people; rejects when stopped. */
export async function certifyPicture(
  asked: {
    readonly model: string;
    readonly file: File;
    readonly index: number;
    readonly noise: string;
    readonly sigma: number;
    readonly n: number;
  },
  onVotes: (votes: PageVotes) => void,
  signal: AbortSignal,
): Promise<PageResult> {
  const { file, ...settings } = asked;
  const picture = await readPicture(file);
  return certify(
    { ...settings, ...picture, grid: 255, seed: 0 },
    {
      signal,
      onVotes: (counts, drawn) => onVotes({ stage: file.name, drawn, atMost: settings.n, counts }),
    },
  );
}

/** A picture's pixels, channels first, in [0, 1]. */
async function readPicture(file: File): Promise<{ shape: ImageShape; pixels: number[] }> {
  const bitmap = await createImageBitmap(file);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  const area = width * height;
  const pixels = Array.from({ length: 3 * area }, (_, i) => data[4 * (i % area) + Math.floor(i / area)]! / 255);
  return { shape: [3, height, width], pixels };
}
