/** Noise and noisy copies of CIFAR images on one core, in user CPU time, which waiting for the core does not change. */
import { noiseKernel, noisyCopyKernel } from '../src/certify/copies/noise-kernels.ts';
import { latticeCopyKernel } from '../src/certify/copies/lattice/lattice-kernel.ts';
import { openSubject } from '../src/certify/grid/grid-subject.ts';
import { smoothingGrid } from '../src/certify/smoothing.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { parseNoise } from '../src/noise/spec.ts';

const DIM = 3072;
const SAMPLES = 500;

/** Numbers a second that certification asks for. */
const WANTED: [spec: string, rate: number][] = [
  ['uniform:linf', 1.5e8],
  ['gaussian', 5e7],
  ['laplace', 5e7],
  ['uniform:l2', 5e7],
  ['uniform:l1', 5e7],
  ['exp:linf,k=2,j=0', 5e7],
  ['iid-exp,s=4', 5e7],
];

/** Prints millions of numbers a second: noise, copies, and noise without WebAssembly. */
export function printNoiseRates(): void {
  console.log(`\nNoise, d = ${DIM}, millions of numbers a second of user CPU time`);
  const out = new Float32Array(DIM * SAMPLES);
  const image = { index: 0, pixels: new Float32Array(DIM).fill(0.5) };
  for (const [spec, wanted] of WANTED) {
    const noise = parseNoise(spec, DIM, { sigma: 0.5 });
    const kernel = noiseKernel(noise, 1);
    const copies = noisyCopyKernel(noise, 1);
    const plain = noiseKernel(noise, 1, 'typescript');
    const rates = [
      rate(() => kernel.fill(0, 0, SAMPLES, out), out.length, 1),
      rate(() => copies.copies(image, 0, SAMPLES, out), out.length, 1),
      rate(() => plain.fill(0, 0, SAMPLES / 10, out), out.length / 10, 0.5),
    ];
    const [noisy, copied, slow] = rates.map((r) => (r / 1e6).toFixed(0).padStart(5));
    const share = ((100 * rates[0]!) / wanted).toFixed(0);
    console.log(
      `${spec.padEnd(20)}  noise ${noisy}  copies ${copied}  TypeScript ${slow}  ${share.padStart(5)} % of the ${wanted / 1e6} asked for`,
    );
  }
}

/**
 * Prints millions of copies' numbers a second on the grid of 1/255: WebAssembly, TypeScript, and what the law took to
 * make.
 */
export async function printGridRates(): Promise<void> {
  console.log(`\nCopies on the grid of 1/255, d = ${DIM}, sigma 0.5, millions of numbers a second of user CPU time`);
  const image = { index: 0, pixels: Float32Array.from({ length: DIM }, (_, i) => (i % 256) / 255) };
  for (const spec of ['uniform:linf', 'gaussian', 'laplace', 'iid-exp,s=4']) {
    const place = { dim: DIM, scale: { sigma: 0.5 }, dataGrid: 255 };
    const { smoothing } = await openSubject(spec, place, [lpAdversary(1, DIM)]);
    const { law } = smoothingGrid(smoothing)!;
    const vector = latticeCopyKernel(law, DIM, 1);
    const plain = latticeCopyKernel(law, DIM, 1, '0..1', 'typescript');
    const [batch, few] = [vector.buffer!(DIM * SAMPLES), new Float32Array((DIM * SAMPLES) / 10)];
    const fast = rate(() => vector.copies(image, 0, SAMPLES, batch), batch.length, 1) / 1e6;
    const slow = rate(() => plain.copies(image, 0, SAMPLES / 10, few), few.length, 0.5) / 1e6;
    const integers = `${2 * law.reach + 1} integers`.padStart(15);
    console.log(
      `${spec.padEnd(20)}${integers}  copies ${fast.toFixed(0).padStart(5)}  TypeScript ${slow.toFixed(0).padStart(5)}`,
    );
  }
}

/** Numbers a second of user CPU time, over at least so many seconds of it. */
function rate(run: () => void, numbers: number, least: number): number {
  run();
  const before = process.cpuUsage();
  for (let calls = 1; ; calls++) {
    run();
    const seconds = process.cpuUsage(before).user / 1e6;
    if (seconds >= least) return (calls * numbers) / seconds;
  }
}
