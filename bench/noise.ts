/** Noise and noisy copies of CIFAR images on one core, in user CPU time, which waiting for the core does not change. */
import { noiseKernel, noisyCopyKernel } from '../src/certify/copies/noise-kernels.ts';
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
