/**
 * A page that certifies one image on this machine's GPU by the library's own run, as the command line does. Scripts (the test
 * among them) reach it as `window.wulff`.
 */
import { env } from 'onnxruntime-web/webgpu';
import runtimeModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import runtimeWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { openWebgpuEngine } from '../src/browser.ts';
import { certifyRun, imagesInMemory, lpAdversary, parseSubject } from '../src/index.ts';
import type { CertifySubject, ImageShape, SampleRange } from '../src/index.ts';

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

const subjectOf = ({ noise, sigma, n, pixels }: PageRequest): CertifySubject => {
  const dim = pixels.length;
  return parseSubject(noise, { dim, scale: { sigma } }, [lpAdversary(1, dim)], { n });
};

async function certify(request: PageRequest): Promise<PageResult> {
  const { model, shape, index, seed, batch } = request;
  const pixels = Float32Array.from(request.pixels);
  const report = await certifyRun(
    {
      model,
      data: await imagesInMemory([{ index, pixels }], shape, 'a picture'),
      choice: [index],
      subject: subjectOf(request),
      openEngine: openWebgpuEngine,
      seed,
      batch,
    },
    // The picture has no label to check the model by.
    { check: false },
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
async function votes(request: PageRequest, range: SampleRange): Promise<{ counts: number[]; nearTies: number[] }> {
  const { model, shape, index, seed, batch } = request;
  const { smoothing } = subjectOf(request);
  const asked = { model, smoothing, seed, inputShape: shape, ...(batch === undefined ? {} : { batch }) };
  const engine = await openWebgpuEngine(asked);
  try {
    const { counts, nearTies } = await engine.votes({ index, pixels: Float32Array.from(request.pixels) }, range);
    return { counts: [...counts], nearTies: [...nearTies] };
  } finally {
    await engine.close();
  }
}

declare global {
  interface Window {
    wulff: { certify: typeof certify; votes: typeof votes };
  }
}
window.wulff = { certify, votes };

const element = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

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

element<HTMLFormElement>('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const result = element<HTMLOutputElement>('result');
  const run = async (): Promise<void> => {
    result.value = 'Compiling the model for this GPU ...';
    const model = URL.createObjectURL(element<HTMLInputElement>('model').files![0]!);
    const { shape, pixels } = await readPicture(element<HTMLInputElement>('image').files![0]!);
    const done = await certify({
      model,
      shape,
      pixels,
      index: 0,
      noise: element<HTMLSelectElement>('noise').value,
      sigma: Number(element<HTMLInputElement>('sigma').value),
      n: Number(element<HTMLInputElement>('n').value),
      seed: 0,
    });
    result.value = [
      done.device,
      done.predict < 0 ? 'abstains' : `class ${done.predict}, certified l1 radius ${done.radius.toPrecision(5)}`,
      `probability of the class at least ${done.rho.toFixed(4)} (error 0.001)`,
      `${done.seconds.toFixed(1)} s; ${done.bytesToDevice} bytes to the GPU, ${done.bytesFromDevice} back`,
    ].join('\n');
  };
  run().catch((error: unknown) => {
    result.value = error instanceof Error ? error.message : String(error);
  });
});
