/**
 * A page that certifies one image by the engine `webgpu`, with the same code as the command line. Scripts (the test among
 * them) reach it as `window.wulff`.
 */
import { env } from 'onnxruntime-web/webgpu';
import runtimeModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import runtimeWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import { openWebgpuEngine } from '../src/certify/engines/webgpu/engine.ts';
import { clopperPearsonLower } from '../src/numeric/confidence/binomial.ts';
import { certifiedRadius, lpAdversary, parseNoise } from '../src/index.ts';

env.wasm.wasmPaths = { mjs: runtimeModule, wasm: runtimeWasm };

/** What is certified. */
export interface PageRequest {
  /** URL of an ONNX file. */
  readonly model: string;
  /** Channels, rows, columns. */
  readonly shape: readonly number[];
  /** In [0, 1], channels first. */
  readonly pixels: readonly number[];
  readonly index: number;
  readonly noise: string;
  readonly sigma: number;
  readonly n: number;
  readonly seed: number;
  readonly batch?: number;
}

export interface PageResult {
  readonly device: string;
  readonly sha256: string;
  readonly counts: readonly number[];
  readonly nearTies: readonly number[];
  readonly predict: number;
  readonly rho: number;
  /** Against l1; 0 when abstaining. */
  readonly radius: number;
  readonly seconds: number;
  readonly bytesToDevice: number;
  readonly bytesFromDevice: number;
}

const ALPHA = 0.001;
/** Copies that pick the class; others, independent of them, estimate its probability. */
const SELECTION = { first: 2 ** 31, count: 100 };

async function certify(request: PageRequest): Promise<PageResult> {
  const { model, shape, index, noise: spec, sigma, n, seed, batch } = request;
  const dim = shape.reduce((product, size) => product * size, 1);
  const noise = parseNoise(spec, dim, { sigma });
  const engine = await openWebgpuEngine({
    model,
    smoothing: { kind: 'named', spec, dim, lambda: noise.lambda },
    seed,
    inputShape: shape,
    ...(batch === undefined ? {} : { batch }),
  });
  try {
    const image = { index, pixels: Float32Array.from(request.pixels) };
    const started = performance.now();
    const selection = await engine.votes(image, SELECTION);
    const predict = selection.counts.indexOf(Math.max(...selection.counts));
    const { counts, nearTies } = await engine.votes(image, { first: 0, count: n });
    const rho = clopperPearsonLower(counts[predict]!, n, ALPHA);
    const { bytesToDevice, bytesFromDevice } = engine.tally();
    return {
      device: engine.device,
      sha256: engine.model.sha256,
      counts: [...counts],
      nearTies: [...nearTies],
      predict: rho > 0.5 ? predict : -1,
      rho,
      radius: certifiedRadius(noise, lpAdversary(1, dim), rho).radius,
      seconds: (performance.now() - started) / 1000,
      bytesToDevice,
      bytesFromDevice,
    };
  } finally {
    await engine.close();
  }
}

declare global {
  interface Window {
    wulff: { certify: typeof certify };
  }
}
window.wulff = { certify };

const element = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;

/** A picture's pixels, channels first, in [0, 1]. */
async function readPicture(file: File): Promise<{ shape: readonly number[]; pixels: number[] }> {
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
