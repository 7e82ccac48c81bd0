/**
 * Noisy copies in float32 beside the law they are drawn from: every law and norm by distribution functions, words that
 * no two samples share, the same bits on both backends and in any split, and the functions they are made of.
 */
import {
  numerically,
  sampled,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
  type StatisticalTest,
} from '../../src/checker/index.ts';
import { exponentialOfLowBits, exponentialOfWord, inverseRoot, normalPair, symmetricUniform } from '../../src/certify/copies/float-functions.ts'; // prettier-ignore
import { noiseKernel, noisyCopyKernel, type KernelBackend } from '../../src/certify/copies/noise-kernels.ts';
import { noiseRecipe } from '../../src/certify/copies/noise-recipe.ts';
import { quantileTable, tableValue } from '../../src/certify/copies/quantile-table.ts';
import { PURPOSE, SampleStream } from '../../src/certify/copies/sample-stream.ts';
import { faceIndex, sumAsFloat } from '../../src/certify/copies/sphere-points.ts';
import { scaled } from '../../src/geometry/bodies/linear-image.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { Noise } from '../../src/noise/noise.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { mixSeed, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { betaCdf, gammaCdf, normalCdf } from '../../src/numeric/special/special.ts';
import { agrees, atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

/** A noise, and the distribution function of a coordinate, or of the norm that it is a radius of. */
interface KnownCopies {
  readonly noise: Noise;
  readonly coordinate: ((x: number) => number) | null;
  readonly norm: { readonly p: number; readonly radius: (r: number) => number } | null;
}

const even = (tail: (size: number) => number) => (x: number): number => (x < 0 ? tail(-x) : 1 - tail(x)); // prettier-ignore

const KINDS = 9;

function knownCopies(random: RandomStream, kind: number, dims = [3, 33, 40, 67]): KnownCopies {
  const [dim, lambda] = [dims[random.integer(dims.length)]!, between(random, 0.05, 20)];
  const named = (spec: string): Noise => parseNoise(spec, dim, { lambda });
  const byCoordinate = (spec: string, tail: (size: number) => number): KnownCopies => ({
    noise: named(spec),
    coordinate: even((x) => tail(x / lambda)),
    norm: null,
  });
  const p = ([1, 2, Infinity] as const)[random.integer(3)]!;
  const name = p === Infinity ? 'linf' : `l${p}`;
  const byNorm = (noise: Noise, radius: (r: number) => number, of: number = p): KnownCopies => ({
    noise,
    coordinate: null,
    norm: { p: of, radius: (r) => radius(r / lambda) },
  });
  const k = between(random, 0.5, 4);
  const j = p === 1 || random.sign() > 0 ? 0 : between(random, 0.05, 0.7) * dim;
  const s = between(random, 0.3, 8);
  const a = between(random, 0.5, 20);
  const kinds: readonly (() => KnownCopies)[] = [
    () => byCoordinate('gaussian', (x) => normalCdf(-x)),
    () => byCoordinate('laplace', (x) => 0.5 * Math.exp(-x)),
    () => byCoordinate('uniform:linf', (x) => 0.5 * Math.max(0, 1 - x)),
    () => byCoordinate(`iid-exp,s=${s}`, (x) => 0.5 * gammaCdf(x ** s, 1 / s, 'upper')),
    () => byCoordinate(`iid-pareto,a=${a}`, (x) => 0.5 * (1 + x) ** -a),
    () => byNorm(named(`exp:${name},k=${k},j=${j}`), (r) => gammaCdf(r ** k, (dim - j) / k)),
    () => byNorm(named(`power:${p === 1 ? 'linf' : name},k=1,a=${dim + a}`), (r) => betaCdf(r / (1 + r), dim, a), p === 1 ? Infinity : p), // prettier-ignore
    () => byNorm(named(`uniform:${p === 1 ? 'l1' : 'l2'}`), (r) => Math.min(1, r) ** dim, p === 1 ? 1 : 2),
    () => {
      const size = between(random, 0.2, 5);
      const body = scaled(lpBall(p, dim), size);
      return byNorm(uniform(body, dim, { lambda }), (r) => Math.min(1, r / size) ** dim);
    },
  ];
  return kinds[kind]!();
}

/** sup |F_n - F| of values under their own distribution function. */
function distance(uniforms: Float64Array): number {
  uniforms.sort();
  const n = uniforms.length;
  return uniforms.reduce((most, u, i) => Math.max(most, u - i / n, (i + 1) / n - u), 0);
}

const COPIES = 4000;
/** Means have so many: false alarms below 1e-9 in all. */
const DEVIATIONS = 7.5;

function laws(context: EvidenceContext): StatisticalTest[] {
  if (context.effort === 'quick') return [{ test: 'binomial', label: 'asked at full', hits: 1, trials: 99, lower: 0, upper: 0.5 }]; // prettier-ignore
  return draws(context, { quick: 1, full: 3 * KINDS }, (random, i): StatisticalTest[] => {
    const { noise, coordinate, norm } = knownCopies(random, i % KINDS);
    const { dim } = noise;
    const image = random.integer(2 ** 31);
    const out = new Float32Array(COPIES * dim);
    noiseKernel(noise, mixSeed(context.seed, `copies ${i}`)).fill(image, random.integer(1e6), COPIES, out);
    const at = (n: number, k: number): number => out[n * dim + k]!;
    const over = (f: (n: number) => number): Float64Array => Float64Array.from({ length: COPIES }, (_, n) => f(n));
    const label = `${noise.spec}, d = ${dim}`;
    const dkw = (what: string, values: Float64Array): StatisticalTest => ({ test: 'dkw', label: `${label}: ${what}`, distance: distance(values), samples: COPIES }); // prettier-ignore
    const fair = (what: string, hit: (n: number) => boolean, trials = COPIES): StatisticalTest => {
      const hits = Array.from({ length: trials }, (_, n) => hit(n)).filter(Boolean).length;
      return { test: 'binomial', label: `${label}: ${what}`, hits, trials, lower: 0.5, upper: 0.5 };
    };
    const [first, other] = [random.integer(dim), dim - 1];
    const signs = [
      fair('signs of two coordinates', (n) => at(n, first) * at(n, (first + 1) % dim) > 0),
      fair('signs of a copy and the next', (n) => at(n, first) * at(n + 1, first) > 0, COPIES - 1),
      fair('signs of a coordinate and the last', (n) => at(n, 0) * at(n, other) > 0),
    ];
    if (coordinate !== null) {
      return [
        ...signs,
        dkw(
          `coordinate ${first}`,
          over((n) => coordinate(at(n, first))),
        ),
        dkw(
          'the last coordinate',
          over((n) => coordinate(at(n, other))),
        ),
        // Sizes of two coordinates above their medians.
        fair('sizes', (n) => [first, (first + 1) % dim].filter((k) => Math.abs(coordinate(at(n, k)) - 0.5) > 0.25).length !== 1), // prettier-ignore
      ];
    }
    const { p, radius } = norm!;
    const place = (n: number): number => Array.from({ length: dim }, (_, k) => Math.abs(at(n, k))).reduce((best, x, k, all) => (x > all[best]! ? k : best), 0); // prettier-ignore
    const lengths = over((n) => {
      const x = Array.from({ length: dim }, (_, k) => Math.abs(at(n, k)));
      return p === Infinity ? Math.max(...x) : p === 1 ? x.reduce((s, c) => s + c, 0) : Math.hypot(...x);
    });
    const share = (n: number): number => at(n, first) / lengths[n]!;
    const direction =
      p === 2
        ? over((n) => betaCdf(0.5 * (1 + share(n)), (dim - 1) / 2, (dim - 1) / 2))
        : p === 1
          ? over((n) => even((x) => 0.5 * (1 - x) ** (dim - 1))(share(n)))
          : over((n) => (Math.abs(share(n)) < 1 - 1e-6 ? 0.5 * (1 + share(n)) : 0.5 + 0.5 * Math.sin(n * 12.9898)));
    const middle = Float64Array.from(lengths, radius);
    const onFace = Array.from({ length: COPIES }, (_, n) => Math.abs(share(n)) > 1 - 1e-6).filter(Boolean).length;
    return [
      ...signs,
      dkw('radii', Float64Array.from(middle)),
      ...(p === Infinity
        ? [{ test: 'binomial' as const, label: `${label}: on a face`, hits: onFace, trials: COPIES, lower: 1 / dim, upper: 1 / dim }] // prettier-ignore
        : [dkw('direction', direction)]),
      fair('the largest coordinate and its sign', (n) => place(n) + (n % 2) * (dim % 2) > (dim - 1) / 2 === at(n, place(n)) > 0), // prettier-ignore
      fair('radius and sign', (n) => middle[n]! > 0.5 === at(n, first) > 0),
      fair('radii of a copy and the next', (n) => middle[n]! > 0.5 === middle[n + 1]! > 0.5, COPIES - 1),
    ];
  }).flat();
}

/** Sizes of mean 1, of so many copies: -log of the distribution function of a radius, from both sides. */
function radii(context: EvidenceContext): NumericInstance[] {
  return draws(context, { quick: 1, full: 24 }, (random, i): NumericInstance[] => {
    const { noise, norm } = knownCopies(random, 5 + (i % 4), [3, 32, 33]);
    const { dim } = noise;
    const [batch, batches] = [4000, 20];
    const kernel = noiseKernel(noise, mixSeed(context.seed, `radii ${i}`));
    const out = new Float32Array(batch * dim);
    let [above, below] = [0, 0];
    for (let b = 0; b < batches; b++) {
      kernel.fill(i, b * batch, batch, out);
      for (let n = 0; n < batch; n++) {
        const x = out.subarray(n * dim, (n + 1) * dim);
        const r = norm!.p === 2 ? Math.sqrt(x.reduce((s, c) => s + c * c, 0)) : norm!.p === 1 ? x.reduce((s, c) => s + Math.abs(c), 0) : x.reduce((s, c) => Math.max(s, Math.abs(c)), 0); // prettier-ignore
        // Rounding to float32 may leave the support.
        const u = Math.min(1 - 1e-9, Math.max(1e-9, norm!.radius(r)));
        above -= Math.log1p(-u);
        below -= Math.log(u);
      }
    }
    const n = batch * batches;
    const label = `${noise.spec}, d = ${dim}, ${n} radii`;
    return [
      atMost(`${label}: from above`, Math.abs(above / n - 1), DEVIATIONS / Math.sqrt(n)),
      atMost(`${label}: from below`, Math.abs(below / n - 1), DEVIATIONS / Math.sqrt(n)),
    ];
  }).flat();
}

/** No two blocks of words are the same, for seeds, images, samples and purposes near and far. */
function words(context: EvidenceContext): NumericInstance[] {
  return draws(context, { quick: 1, full: 6 }, (random): NumericInstance[] => {
    const any = (): number => random.integer(2 ** 32);
    const [image, sample, seed] = [any(), any(), random.integer(2 ** 32)];
    const images = [
      image,
      (image ^ 1) >>> 0,
      (image ^ 0x8000) >>> 0,
      (image ^ 0x10000) >>> 0,
      0,
      1,
      2,
      3,
      4,
      2 ** 32 - 1,
      sample,
    ].filter(unique);
    const samples = [sample, (sample ^ 1) >>> 0, (sample ^ 0x10000) >>> 0, (sample ^ 0x80000000) >>> 0, 0, 1, 65_535, 65_536, 2 ** 32 - 1, image].filter(unique); // prettier-ignore
    const seeds = [seed, seed + 2 ** 32, seed + 2 ** 52, (seed ^ 1) >>> 0].filter(unique);
    const blocks = new Set<string>();
    let count = 0;
    const keep = (...tops: number[]): void => {
      blocks.add(tops.join());
      count++;
    };
    const dim = 16;
    const out = new Float32Array(dim);
    for (const s of seeds) {
      const kernel = noiseKernel(parseNoise('uniform:linf', dim, { lambda: 1 }), s);
      const streams = Object.values(PURPOSE).slice(1).map((purpose) => new SampleStream(s, purpose)); // prettier-ignore
      for (const m of images) {
        for (const n of samples) {
          kernel.fill(m, n, 1, out);
          // The first 24 bits of the four words of a block, as the kernel and as a stream shows them.
          for (let b = 0; b < dim; b += 4) keep(...out.subarray(b, b + 4).map((t) => (t * 2 ** 24 + 2 ** 24 - 1) / 2));
          for (const stream of streams) {
            stream.start(m, n);
            for (let b = 0; b < 4; b++) keep(...[stream.uniform(), stream.uniform()].flatMap((u) => [Math.floor(u * 2 ** 24), Math.floor((u * 2 ** 27 % 1) * 2 ** 24)])); // prettier-ignore
          }
        }
      }
    }
    return [agrees(`seed ${seed}, image ${image}, sample ${sample}: blocks that differ`, blocks.size, count, 0)];
  }).flat();
}

const unique = (x: number, i: number, all: readonly number[]): boolean => all.indexOf(x) === i;

/** Both backends, in one piece and in several, as noise and as copies. */
function splits(random: RandomStream, i: number): NumericInstance[] {
  const { noise } = knownCopies(random, i % KINDS);
  const { dim } = noise;
  const [seed, image, first, count] = [random.integer(2 ** 40), random.integer(2 ** 32), random.integer(2 ** 31), 7];
  const fill = (backend: KernelBackend, cuts: readonly number[]): Float32Array => {
    const out = new Float32Array(count * dim);
    for (const [k, cut] of cuts.entries()) {
      const next = cuts[k + 1] ?? count;
      noiseKernel(noise, seed, backend).fill(image, first + cut, next - cut, out.subarray(cut * dim, next * dim));
    }
    return out;
  };
  const whole = fill('typescript', [0]);
  const pixels = Float32Array.from({ length: dim }, () => random.uniform());
  const expected = whole.map((z, k) => Math.fround(pixels[k % dim]! + z));
  const copies = (backend: KernelBackend, own: boolean): Float32Array => {
    const kernel = noisyCopyKernel(noise, seed, backend);
    const all = own
      ? kernel.buffer!(count * dim + 40).subarray(0, count * dim + 40)
      : new Float32Array(count * dim + 40);
    all.fill(7);
    const out = all.subarray(0, count * dim);
    kernel.copies({ index: image, pixels, label: 0 } as Parameters<typeof kernel.copies>[0], first, count, out);
    return Float32Array.from(all);
  };
  const beyond = new Array<number>(40).fill(7);
  const same = (a: Float32Array, b: Float32Array): boolean => a.every((x, k) => Object.is(x, b[k]!));
  const name = `${noise.spec}, d = ${dim}`;
  return [
    isTrue(`${name}: in pieces`, same(whole, fill('typescript', [0, 2, 3]))),
    isTrue(`${name}: on both backends`, same(whole, fill('auto', [0, 1, 5]))),
    ...(['typescript', 'auto'] as const).flatMap(
      (backend) =>
      [true, false].map((own) => isTrue(`${name}: copies by ${backend}, ${own ? 'in place' : 'elsewhere'}`, same(Float32Array.from([...expected, ...beyond]), copies(backend, own)))), // prettier-ignore
    ),
    isTrue(`${name}: finite`, whole.every(Number.isFinite)),
  ];
}

/** The functions of words in double precision, and tables of quantiles at every cell. */
function functions(random: RandomStream): NumericInstance[] {
  const near = [0, 2 ** 32 - 1, 0x80000000, 0x7fffffff, 0x40000000, 0xb504f334, 0x5a82799a];
  const word = random.integer(3) > 0 ? random.integer(2 ** 32) : (near[random.integer(near.length)]! + random.integer(7) - 3 + 2 ** 32) % 2 ** 32; // prettier-ignore
  const angle = random.sign() > 0 ? random.integer(2 ** 32) : (random.integer(8) * 2 ** 29 + random.integer(7) - 3 + 2 ** 32) % 2 ** 32; // prettier-ignore
  const ulp = 2 ** -23;
  const pair = new Float32Array(2);
  normalPair(word, angle, pair, 0);
  const r = Math.sqrt(-2 * Math.log((word + 0.5) * 2 ** -32));
  // 26 bits of the angle, in the middle of their part of the circle.
  const turn = 2 * Math.PI * ((Math.floor(angle / 64) + 0.5) / 2 ** 26);
  const x = 2 ** (80 * random.uniform() - 20);
  const dim = 1 + random.integer(2 ** 20 - 1);
  // Where the low word decides, too.
  const high = Math.max(0, Math.ceil((random.integer(dim + 1) * 2 ** 32) / dim) - 1);
  const sum = random.integer(2 ** 31) * 2 ** 21 + random.integer(2 ** 21);
  const last = word & 0x7fffffff;
  return [
    agrees(`uniform of ${word}`, symmetricUniform(word), (2 * Math.floor(word / 256) + 1) / 2 ** 24 - 1, 0),
    agrees(`-log of ${word}`, exponentialOfWord(word), -Math.log((word + 0.5) * 2 ** -32), 8 * ulp),
    agrees(`-log of the last bits of ${word}`, exponentialOfLowBits(word), -Math.log1p((last + 0.5) * 2 ** -31 - 1), 8 * ulp), // prettier-ignore
    atMost(`cosine of ${word}, ${angle}`, Math.abs(pair[0]! - r * Math.cos(turn)), 8 * ulp * r),
    atMost(`sine of ${word}, ${angle}`, Math.abs(pair[1]! - r * Math.sin(turn)), 8 * ulp * r),
    agrees(`inverse root of ${x}`, inverseRoot(Math.fround(x)), 1 / Math.sqrt(Math.fround(x)), 4 * ulp),
    agrees(`face of ${high}, ${word}`, faceIndex(high, word, dim), Number((((BigInt(high) << 32n) + BigInt(word)) * BigInt(dim)) >> 64n), 0), // prettier-ignore
    agrees(`sum ${sum}`, sumAsFloat(sum), sum * 2 ** -26, 2 * ulp),
  ];
}

/** Tables against the tail that they invert, everywhere; of a quantile with a kink or a step none, or a right one. */
function tables(random: RandomStream, i: number): NumericInstance[] {
  const [s, a] = [between(random, 0.15, 12), between(random, 0.1, 30)];
  const recipe = noiseRecipe(parseNoise(i % 2 === 0 ? `iid-exp,s=${s}` : `iid-pareto,a=${a}`, 3, { lambda: 1 }));
  const tail = (x: number): number => (i % 2 === 0 ? gammaCdf(x ** s, 1 / s, 'upper') : (1 + x) ** -a);
  const body = (x: number): number => (i % 2 === 0 ? gammaCdf(x ** s, 1 / s) : -Math.expm1(-a * Math.log1p(x)));
  const name = i % 2 === 0 ? `iid-exp,s=${s}` : `iid-pareto,a=${a}`;
  const places = Array.from({ length: 300 }, () => Math.fround(2 ** (-31.9 + 36 * random.uniform()))).filter((e) => e < 22); // prettier-ignore
  const out: NumericInstance[] = [];
  if (recipe.kind === 'coordinates') {
    for (const e of places) {
      const x = tableValue(recipe.table!, e);
      // Relative errors of x, by the mass between two multiples of it.
      const [low, high] = [x * (1 - 2 ** -21), x * (1 + 2 ** -21)];
      const within = e < 0.7 ? body(low) <= -Math.expm1(-e) && -Math.expm1(-e) <= body(high) : tail(high) <= Math.exp(-e) && Math.exp(-e) <= tail(low); // prettier-ignore
      out.push(isTrue(`${name}: table at ${e}`, within));
    }
  }
  const [kinked, kink, size] = [random.sign() > 0, 2 ** (-20 + 24 * random.uniform()), between(random, 1e-3, 1)];
  const bent = (e: number): number => e + size * (kinked ? Math.max(0, e - kink) : e > kink ? kink : 0); // prettier-ignore
  const table = quantileTable(bent);
  const around = places.concat(Array.from({ length: 50 }, () => Math.fround(kink * (1 + 0.02 * (random.uniform() - 0.5))))); // prettier-ignore
  return [
    ...out,
    isTrue(
      `kink of ${size} at ${kink}: no table, or a right one`,
      table === null || around.filter((e) => e < 22).every((e) => Math.abs(tableValue(table, e) - bent(e)) <= 2 ** -20 * bent(e)), // prettier-ignore
    ),
  ];
}

/** Of the claim about noise as it is drawn. */
export const noiseCopiesPart: ImplementationPart = {
  id: 'library-noise',
  about: 'implementation',
  implements: ['copy'],
  statement:
    'Copies follow the law of their noise, family by family, coordinate by coordinate, in radius and direction; no two samples, images, seeds or purposes share words; both backends give the same bits in any split; functions of words are right to $2^{-20}$ and tables of quantiles to $2^{-21}$.',
  evidence: [
    sampled('4000 copies each of three noises of every recipe', 1e-11, laws),
    numerically(`means of 80,000 radii, ${DEVIATIONS} deviations`, atFull(radii)),
    numerically('blocks of words, 2^-64 or less to meet by chance', atFull(words)),
    numerically('drawn noises, seeds and ranges', atFull((context) => draws(context, { quick: 1, full: 3 * KINDS }, splits).flat())), // prettier-ignore
    numerically('drawn words and ends; a few roundings', atFull((context) => draws(context, { quick: 1, full: 3000 }, functions).flat())), // prettier-ignore
    numerically('tables at drawn places', atFull((context) => draws(context, { quick: 1, full: 12 }, tables).flat())), // prettier-ignore
  ],
};
