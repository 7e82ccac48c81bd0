/**
 * Noise on the grid of images: thresholds counted one by one, words by hand, both backends, what images lie on a grid,
 * which grid is chosen, what steps a radius allows, and that tau of a subject is paid where its copies are drawn there.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { gridIntegers, gridInput, gridUnits } from '../../src/certify/copies/lattice/image-on-grid.ts';
import { latticeCopyKernel, latticeNoise } from '../../src/certify/copies/lattice/lattice-kernel.ts';
import { copyDeviation, latticeLaw, type LatticeLaw } from '../../src/certify/copies/lattice/lattice-law.ts';
import { thresholdCount } from '../../src/certify/copies/lattice/threshold-search.ts';
import { nearestLatticeLambda } from '../../src/certify/copies/lattice/uniform-lattice.ts';
import { PURPOSE } from '../../src/certify/copies/sample-stream.ts';
import { VALUE_RANGES } from '../../src/certify/data/value-range.ts';
import { chooseGrid, type GridWish } from '../../src/certify/grid/grid-choice.ts';
import { stepsWithin } from '../../src/certify/grid/grid-steps.ts';
import { openSubject } from '../../src/certify/grid/grid-subject.ts';
import { chosenImages, parseShard } from '../../src/certify/image-choice.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { ratio, toRational, numerator } from '../../src/numeric/algebra/rational.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { philox4x32 } from '../../src/numeric/random/philox.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { gammaCdf, normalCdf } from '../../src/numeric/special/special.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

const refuses = (what: () => unknown): boolean => {
  try {
    what();
    return false;
  } catch (error) {
    if (error instanceof InvalidInput) return true;
    throw error;
  }
};

/** A noise with a law on the grid, and the tail of a coordinate at lambda = 1. */
function gridNoise(
  random: RandomStream,
  kind: number,
  dim: number,
  q: number,
): { noise: Noise; tail: (x: number) => number } {
  const [s, a] = [between(random, 0.7, 6), between(random, 12, 40)];
  const lambda = between(random, 0.5, 8) / q;
  const named = (spec: string, tail: (x: number) => number): { noise: Noise; tail: (x: number) => number } => ({ noise: parseNoise(spec, dim, { lambda }), tail }); // prettier-ignore
  const kinds = [
    () => named('gaussian', (x) => normalCdf(-x)),
    () => named('laplace', (x) => 0.5 * Math.exp(-x)),
    () => named(`iid-exp,s=${s}`, (x) => 0.5 * gammaCdf(x ** s, 1 / s, 'upper')),
    () => named(`iid-pareto,a=${a}`, (x) => 0.5 * (1 + x) ** -a),
    () => ({ noise: parseNoise('uniform:linf', dim, { lambda: nearestLatticeLambda(lambda, q) }), tail: (x: number) => 0.5 * Math.max(0, 1 - x) }), // prettier-ignore
    () => ({ noise: productNoise('exp(-abs(x))', dim, { lambda }), tail: (x: number) => 0.5 * Math.exp(-x) }),
  ] as const;
  return kinds[kind % kinds.length]!();
}

const thresholdAt = ({ high, low }: LatticeLaw, k: number): bigint => (BigInt(high[k]!) << 32n) + BigInt(low[k]!);

/** Thresholds are the distribution function at the half steps, symmetric, and the copies count them. */
async function laws(random: RandomStream, i: number): Promise<NumericInstance[]> {
  const [q, dim] = [[1, 15, 255, 1000, 65_535][random.integer(5)]!, 1 + random.integer(70)];
  const { noise, tail } = gridNoise(random, i, dim, q);
  const law = await latticeLaw(noise, q);
  const name = `${noise.spec}, lambda = ${noise.lambda}, d = ${dim}, grid of 1/${q}`;
  const { reach } = law;
  const words = 1n << 64n;
  const out: NumericInstance[] = [isTrue(`${name}: a threshold for every step`, law.high.length === 2 * reach)];
  const slack = BigInt(Math.ceil(law.deviation * 2 ** 64)) + 1n;
  for (let n = 0; n < 12; n++) {
    const k = n < 2 ? n * (2 * reach - 1) : random.integer(2 * reach);
    const at = k - reach;
    const share = at < 0 ? tail((-at - 0.5) / q / noise.lambda) : 1 - tail((at + 0.5) / q / noise.lambda);
    out.push({
      label: `${name}: P(N <= ${at})`,
      left: Number(thresholdAt(law, k)) / 2 ** 64,
      relation: '=',
      right: share,
      tolerance: 2 ** -63 + 1e-9 * share,
    });
    const both = thresholdAt(law, k) + thresholdAt(law, 2 * reach - 1 - k) - words;
    out.push(isTrue(`${name}: as likely as ${-at}`, both <= slack && -both <= slack));
  }
  const lost = noise.family === 'uniform' ? 0 : 2 * tail((reach + 0.5) / q / noise.lambda);
  out.push(atMost(`${name}: what is cut off is paid for`, lost * (1 - 1e-9), law.deviation));
  out.push(atMost(`${name}: little more is`, law.deviation, lost * (1 + 1e-6) + (noise.family === 'product' ? 1e-6 : 2 * reach * 2 ** -63))); // prettier-ignore
  // Words by hand.
  const [seed, image, sample] = [random.integer(2 ** 45), random.integer(2 ** 32), random.integer(2 ** 32)];
  const block = (b: number, purpose: number): Uint32Array => {
    const four = new Uint32Array(4);
    philox4x32(b, sample, image, purpose, seed >>> 0, Math.floor(seed / 2 ** 32), four);
    return four;
  };
  const integers = new Int32Array(dim);
  latticeNoise(law, dim, seed).fill(image, sample, integers);
  const expected = Int32Array.from({ length: dim }, (_, c) => {
    const [first, second] = [PURPOSE.coordinates, PURPOSE.secondWord].map((purpose) => block(c >> 2, purpose)[c % 4]!);
    const word = (BigInt(first!) << 32n) + BigInt(second!);
    let count = 0;
    for (let k = 0; k < 2 * reach; k++) if (thresholdAt(law, k) <= word) count++;
    return count - reach;
  });
  out.push(
    isTrue(
      `${name}: thresholds counted one by one`,
      integers.every((x, c) => x === expected[c]),
    ),
  );
  // Copies, on both backends and in every range of values.
  const range = VALUE_RANGES[random.integer(VALUE_RANGES.length)]!;
  const units = gridUnits(q, range);
  const steps = Int32Array.from({ length: dim }, () => random.integer(q + 1));
  const pixels = Float32Array.from(steps, (n) => gridInput(n, units));
  const seen = (['typescript', 'auto'] as const).map((backend) => {
    const copies = new Float32Array(3 * dim);
    latticeCopyKernel(law, dim, seed, range, backend).copies({ index: image, pixels, label: 0 } as never, sample, sample < 2 ** 32 - 3 ? 3 : 1, copies); // prettier-ignore
    return copies;
  });
  out.push(isTrue(`${name}: copies in ${range}`, seen.every((copies) => steps.every((n, c) => copies[c] === gridInput(n + integers[c]!, units))))); // prettier-ignore
  out.push(
    isTrue(
      `${name}: both backends`,
      seen[0]!.every((x, c) => x === seen[1]![c]),
    ),
  );
  return out;
}

/** Thresholds that are near each other, equal, at words' ends: counted by a guide and one by one. */
function counts(random: RandomStream): NumericInstance[] {
  const size = 1 + random.integer(40);
  const middle = random.integer(2 ** 32);
  const all = Array.from({ length: size }, () => {
    const high = [random.integer(2 ** 32), (middle + random.integer(3)) % 2 ** 32, 0, 2 ** 32 - 1][random.integer(4)]!;
    return (BigInt(high) << 32n) + BigInt([random.integer(2 ** 32), 0, 2 ** 32 - 1][random.integer(3)]!);
  }).sort((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  const law = { high: Uint32Array.from(all, (t) => Number(t >> 32n)), low: Uint32Array.from(all, (t) => Number(t & 0xffffffffn)) }; // prettier-ignore
  const count = thresholdCount(law);
  return Array.from({ length: 20 }, () => {
    const near = all[random.integer(size)]! + BigInt(random.integer(3) - 1);
    const drawn = (BigInt(random.integer(2 ** 32)) << 32n) + BigInt(random.integer(2 ** 32));
    const word = random.sign() > 0 && near >= 0n && near < 1n << 64n ? near : drawn;
    const found = count(Number(word >> 32n), () => Number(word & 0xffffffffn));
    return agrees(`${size} thresholds, the word ${word}`, found, all.filter((t) => t <= word).length, 0);
  });
}

/** Images on a grid are, and images off by a hundredth of a step are not; steps of a radius by fractions. */
function images(random: RandomStream): NumericInstance[] {
  const q = [1, 2, 255, 256, 1023, 65_535][random.integer(6)]!;
  const range = VALUE_RANGES[random.integer(VALUE_RANGES.length)]!;
  const steps = Int32Array.from({ length: 5 }, () => random.integer(q + 1));
  const units = gridUnits(q, range);
  const pixels = Float32Array.from(steps, (n) => gridInput(n, units));
  const out = new Int32Array(5);
  gridIntegers(pixels, q, out, range);
  const off = Float64Array.from(pixels);
  off[random.integer(5)]! += (random.sign() * units.unit) / (q > 5000 ? 3 : 100);
  const name = `${range}, grid of 1/${q}, steps ${steps.join()}`;
  const radius = (random.integer(400) + [0, 1e-9, -1e-9, random.uniform()][random.integer(4)]!) / q;
  const exact = toRational(Math.abs(radius)).mul(ratio(q));
  const floor = (x: typeof exact): number => Number(numerator(x) / x.d);
  const length = Math.abs(radius);
  return [
    isTrue(
      `${name}: on it`,
      out.every((n, i) => n === steps[i]),
    ),
    isTrue(
      `${name}: not off it`,
      refuses(() => gridIntegers(off, q, out, range)),
    ),
    ...(['l1', 'linf', 'l1-box'] as const).map((adversary) => {
      const found = stepsWithin(adversary, length, q)!;
      return isTrue(`radius ${length}: steps of 1/${q} against ${adversary}`, found <= floor(exact) && found >= floor(exact.mul(toRational(1 - 1e-15)))); // prettier-ignore
    }),
    isTrue(`radius ${length}: squares of steps of 1/${q}`, stepsWithin('l2', length, q)! <= floor(exact.mul(exact)) && stepsWithin('l2', length, q)! >= floor(exact.mul(exact).mul(toRational(1 - 1e-14)))), // prettier-ignore
    isTrue('steps of other norms mean nothing', stepsWithin('lp:3', length, q) === null),
  ];
}

/** The rule for grids, written again, and shares of images that are a partition. */
function choices(random: RandomStream, i: number): NumericInstance[] {
  const dataGrid = [null, 1, 3, 255][random.integer(4)]!;
  const wish: GridWish = (['auto', 'auto', 'off', 255, 510, 7, 1] as const)[random.integer(7)]!;
  const lambda = between(random, 0.01, 20);
  const { noise } = [
    { noise: parseNoise('gaussian', 3, { lambda }) },
    { noise: parseNoise('exp:l2,k=1', 3, { lambda }) },
    { noise: parseNoise('uniform:linf', 3, { lambda }) },
    { noise: parseNoise('uniform:l1', 3, { lambda }) },
    { noise: parseNoise('power:linf,a=9', 3, { lambda }) },
    { noise: i % 30 === 5 ? productNoise('exp(-x^4)', 3, { lambda }) : parseNoise('laplace', 3, { lambda }) },
  ][i % 6]!;
  const splits = i % 6 === 0 || i % 6 === 2 || i % 6 === 5;
  const name = `${noise.spec}, lambda ${lambda}, grid ${wish}, data ${dataGrid}`;
  const impossible = typeof wish === 'number' && (!splits || (dataGrid !== null && wish % dataGrid !== 0));
  const cube = i % 6 === 2;
  // Black and white: uniform noise keeps its scale within 5 %, or takes 8 bits.
  const odd = cube && dataGrid === 1 && Math.abs(Math.max(1.5, Math.floor(lambda) + 0.5) / lambda - 1) > 0.05;
  const expected = wish === 'off' || (wish === 'auto' && (dataGrid === null || !splits)) ? null : wish === 'auto' ? (odd ? 255 : dataGrid) : wish; // prettier-ignore
  const halves =
    cube && expected !== null && !impossible ? chooseGrid(wish, noise, dataGrid).lambda * expected - 0.5 : 0;
  const images = 1 + random.integer(60);
  const [skip, parts, most] = [
    1 + random.integer(4),
    1 + random.integer(5),
    [null, random.integer(30)][random.integer(2)]!,
  ];
  const all = chosenImages(images, { skip, max: most });
  const shares = Array.from({ length: parts }, (_, k) => chosenImages(images, { skip, max: most, shard: parseShard(`${k + 1}/${parts}`) })); // prettier-ignore
  const truth = Array.from({ length: images }, (_, k) => k).filter((k) => k % skip === 0).slice(0, most ?? images); // prettier-ignore
  return [
    ...(impossible
      ? [
          isTrue(
            `${name}: refused`,
            refuses(() => chooseGrid(wish, noise, dataGrid)),
          ),
        ]
      : [isTrue(`${name}: the grid`, chooseGrid(wish, noise, dataGrid).grid === expected)]),
    ...(impossible || expected === null || !cube
      ? []
      : [isTrue(`${name}: a half and whole steps`, Math.abs(halves - Math.round(halves)) < 1e-6 && (Math.abs(halves + 0.5 - lambda * expected) <= 0.5 + 1e-9 || Math.round(halves) === 1))]), // prettier-ignore
    isTrue(`${images} images, every ${skip}, at most ${most}`, all.join() === truth.join()),
    isTrue(
      `in ${parts} shares`,
      shares
        .flat()
        .sort((x, y) => x - y)
        .join() === truth.join(),
    ),
    isTrue(
      'each its own',
      shares.every((one, k) => one.every((x) => truth.indexOf(x) % parts === k)),
    ),
  ];
}

/** A subject on the grid pays d times the deviation of its law; one off it nothing. */
async function subjects(random: RandomStream, i: number): Promise<NumericInstance[]> {
  const [dim, lambda] = [1 + random.integer(3000), between(random, 0.005, 0.05)];
  const spec = ['gaussian', 'laplace', 'uniform:linf', 'iid-pareto,a=30', 'iid-exp,s=4'][i % 5]!;
  const grid = ([255, 'auto', 'off'] as const)[random.integer(3)]!;
  const subject = await openSubject(spec, { dim, scale: { lambda }, grid, dataGrid: 255 }, [{ kind: 'lp', p: 1, dim }]);
  const { plan, smoothing } = subject;
  const name = `${spec}, d = ${dim}, lambda = ${lambda}, grid ${grid}`;
  if (plan.kind !== 'sampled' || smoothing.kind === 'splitting') return [isTrue(`${name}: sampled`, false)];
  const law = smoothing.grid?.law;
  const tau = law === undefined ? 0 : copyDeviation(law, dim);
  const drawn = await latticeLaw(parseNoise(spec, dim, { lambda: subject.lambda }), 255).catch(() => null);
  return [
    isTrue(`${name}: on the grid as wished`, (law !== undefined) === (grid !== 'off' && !(grid === 'auto' && drawn !== null && copyDeviation(drawn, dim) > plan.alpha))), // prettier-ignore
    agrees(`${name}: tau is paid`, plan.tau, tau, 0),
    agrees(`${name}: tau is told`, subject.grid?.tau ?? 0, tau, 0),
    ...(law === undefined || drawn === null
      ? []
      : [
          isTrue(
            `${name}: the law of its noise`,
            law.reach === drawn.reach && law.low.every((x, k) => x === drawn.low[k]),
          ),
          agrees(`${name}: tau is d times that of a coordinate`, tau, Math.min(1, dim * law.deviation), 1e-12),
        ]),
  ];
}

const inTurn =
  (full: number, one: (random: RandomStream, i: number) => NumericInstance[] | Promise<NumericInstance[]>) =>
  async (context: EvidenceContext): Promise<NumericInstance[]> =>
    context.effort === 'full'
      ? (await Promise.all(draws(context, { quick: 1, full }, async (random, i) => one(random, i)))).flat()
      : [isTrue('asked at full', true)];

/** Of the claim about the sampler of noise on the grid. */
export const gridNoisePart: ImplementationPart = {
  id: 'library-grid',
  about: 'implementation',
  implements: ['words', 'coordinate', 'copy', 'tau'],
  statement:
    'Thresholds are the distribution function at the half steps of every law, symmetric, and what is cut off is paid for; copies are the thresholds counted one by one at words made by hand, on both backends and in every range; images off the grid are refused, the grid is chosen by its rule, steps of a radius are those of fractions, and a subject pays its tau.',
  evidence: [
    numerically('drawn laws, grids, seeds and ranges; 1e-9 of probabilities', inTurn(24, laws)),
    numerically('drawn thresholds, near and equal', inTurn(60, counts)),
    numerically('images on the grid and off by a hundredth of a step, radii in steps', inTurn(300, images)),
    numerically('noises, wishes and data; shares of images', inTurn(600, choices)),
    numerically('subjects on the grid and off', inTurn(15, subjects)),
  ],
};
