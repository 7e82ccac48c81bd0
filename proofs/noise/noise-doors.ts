/**
 * The doors by which noises come in: programs, files, specs, scales and names. Right programs are let in and wrong ones
 * refused, by little; the same noise by two doors, at two scales or under two names is the same; densities in several
 * coordinates are normalized, scaled and drawn as their closed forms say.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { lpBall } from '../../src/geometry/bodies/lp-ball.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { customNoise } from '../../src/noise/custom.ts';
import { densityNoise, densityVariables } from '../../src/noise/density/density-noise.ts';
import { noiseOfDensity } from '../../src/noise/density/simplest-form.ts';
import { checksOf, doubtAbout, factsOf, stands } from '../../src/noise/facts.ts';
import { parseNoiseFile } from '../../src/noise/file.ts';
import { noiseLabel } from '../../src/noise/label.ts';
import { levelSetNoise, levelSetOfProfile } from '../../src/noise/level-set/level-set-noise.ts';
import { moduleNoise, type NoiseModule } from '../../src/noise/module/module-noise.ts';
import { canonicalForm, isNamed } from '../../src/noise/named/canonical.ts';
import { uniform } from '../../src/noise/named/uniform.ts';
import type { Noise, Scale } from '../../src/noise/noise.ts';
import { productNoise } from '../../src/noise/product/product-noise.ts';
import { librarySpecs, parseNoise } from '../../src/noise/spec.ts';
import { InvalidInput } from '../../src/numeric/invalid-input.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { agrees, atFull, atMost, isTrue, lies } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

const unit = { lambda: 1 } as const;

/** What is changed of a program that is right. */
interface Fault {
  readonly name: string;
  readonly sample?: (x: Float64Array, random: RandomStream) => void;
  readonly log?: (log: number, x: ArrayLike<number>) => number;
  /** Whether only the test of the normalization, made up to 12 dimensions, sees it. */
  readonly size?: boolean;
  /** In more dimensions than those. */
  readonly wide?: boolean;
}

const FAULTS: readonly Fault[] = [
  { name: 'right' },
  { name: 'right', wide: true },
  { name: 'draws a quarter too far', sample: (x) => x.forEach((c, i) => (x[i] = 1.25 * c)) },
  { name: 'is normalized to 1.3', log: (log) => log + Math.log(1.3), size: true },
  { name: 'is normalized to 1.3 where that is not seen', log: (log) => log + Math.log(1.3), size: true, wide: true },
  { name: 'draws off the centre', sample: (x) => (x[0] = x[0]! + 0.15) },
  { name: 'is not even by a thousandth', log: (log, x) => log + 1e-3 * Math.tanh(x[0]!) },
  { name: 'draws one coordinate for another', sample: (x, random) => random.uniform() < 0.2 && (x[1] = x[0]!) },
  { name: 'draws one coordinate half too far', sample: (x) => (x[x.length - 1] = 1.5 * x.at(-1)!) },
  { name: 'draws nothing at times', sample: (x, random) => random.uniform() < 0.2 && x.fill(1e-3) },
];

/** A normal or Laplace law as a program, with something changed. */
function programs(random: RandomStream, index: number): NumericInstance[] {
  const fault = FAULTS[index % FAULTS.length]!;
  const dim = fault.wide === true ? 13 + random.integer(20) : 2 + random.integer(3);
  const spec = ['gaussian', 'laplace'][random.integer(2)]!;
  const [own, lambda] = [parseNoise(spec, dim, unit), between(random, 0.1, 10)];
  const program: NoiseModule = {
    dim,
    logDensity: (x) => {
      const log = own.logDensity(Float64Array.from(x));
      return fault.log?.(log, x) ?? log;
    },
    sample: (stream) => {
      const x = new Float64Array(dim);
      own.sample(stream, x);
      fault.sample?.(x, stream);
      return x;
    },
  };
  const label = `${spec}, d = ${dim}, a program that ${fault.name}`;
  const passes = fault.name === 'right' || (fault.size === true && dim > 12);
  try {
    const noise = moduleNoise(program, { lambda }, { timeLimit: 60_000, seed: 1 + random.integer(1e6) });
    const { sigma, checks, continuous, logConcave } = factsOf(noise);
    const [x, y] = [new Float64Array(dim), new Float64Array(dim)];
    noise.sample(randomStream(5), x);
    own.sample(randomStream(5), y);
    return [
      isTrue(`${label}: let in`, passes),
      isTrue(`${label}: conclusive`, noise.consistency.conclusive === dim <= 12),
      isTrue(`${label}: normalization`, (checks.normalizable.status === 'tested') === dim <= 12),
      isTrue(
        `${label}: even, no more than tested`,
        checks.even.status === 'tested' &&
          continuous.status === 'tested' &&
          !stands(logConcave) &&
          !stands(checks.finiteVariance),
      ),
      isTrue(`${label}: sigma is not enclosed`, sigma.lower === 0 && sigma.upper === Infinity),
      agrees(`${label}: sigma, about`, noise.sigma / lambda, own.sigma, 1e-3 * 40),
      agrees(
        `${label}: density at its scale`,
        noise.logDensity(x),
        program.logDensity(x.map((c) => c / lambda)) - dim * Math.log(lambda),
        1e-10,
      ),
      agrees(`${label}: drawn at its scale`, x[0]!, lambda * y[0]!, 1e-13),
    ].map((one) =>
      one.tolerance > 1e-3 * Math.abs(one.right)
        ? { ...one, relation: '<=' as const, left: Math.abs(one.left - one.right), right: one.tolerance, tolerance: 0 }
        : one,
    );
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return [isTrue(`${label}: refused`, !passes)];
  }
}

/** Functions of one's own: what is vouched for, and no more. */
function ownFunctions(random: RandomStream): NumericInstance[] {
  const law = {
    spec: 'own',
    dim: 2,
    lambda: 1,
    sigma: between(random, 0.1, 10),
    logDensity: () => 0,
    sample: () => undefined,
  };
  const known = { status: 'tested', how: 'by hand' } as const;
  const noise = customNoise(law, { checks: { even: known } });
  const { sigma, logPeak, logConcave, continuous } = factsOf(noise);
  return [
    isTrue(
      'own functions: sigma is stated, not enclosed',
      sigma.value === law.sigma && sigma.lower === 0 && sigma.upper === Infinity,
    ),
    isTrue(
      'own functions: nothing else is known',
      logPeak === null && !stands(logConcave) && !stands(continuous) && !stands(checksOf(noise).quasiConcave),
    ),
    isTrue('own functions: no radius without a density', doubtAbout(noise) !== null),
    isTrue(
      'own functions: even and with a density',
      doubtAbout(customNoise(law, { checks: { even: known, absolutelyContinuous: known } })) === null,
    ),
  ];
}

/** A noise by two doors. */
function doors(random: RandomStream, dim: number): readonly (readonly [string, (scale: Scale) => Noise, unknown])[] {
  const a = between(random, 0.3, 3);
  const specs = librarySpecs(dim);
  const spec = specs[random.integer(specs.length)]!;
  const p = 1 + random.integer(3);
  const ball = { lp: p, dim };
  const body = lpBall(p, dim);
  return [
    [spec, (scale) => parseNoise(spec, dim, scale), { named: spec }],
    ['uniform on a body', (scale) => uniform(body, dim, scale), { uniform: ball }],
    [
      'level sets',
      (scale) => levelSetNoise({ body, radial: `exp(-${a}*r^1.5)` }, dim, scale),
      { levelSet: { body: ball, radial: `exp(-${a}*r^1.5)` } },
    ],
    [
      'equal coordinates',
      (scale) => productNoise(`exp(-${a}*x^2-abs(x))`, dim, scale),
      { product: `exp(-${a}*x^2-abs(x))` },
    ],
    [
      'other coordinates',
      (scale) => noiseOfDensity(`exp(-${a}*x1^2-abs(x2))*(1+x1^2)^-1`, 2, scale),
      { density: `exp(-${a}*x1^2-abs(x2))*(1+x1^2)^-1` },
    ],
    [
      'linear forms',
      (scale) => noiseOfDensity(`exp(-${a}*(x1+0.5*x2)^2-abs(x2))`, 2, scale),
      { density: `exp(-${a}*(x1+0.5*x2)^2-abs(x2))` },
    ],
  ];
}

function scales(random: RandomStream, index: number): NumericInstance[] {
  const dim = index % 6 > 3 ? 2 : 2 + random.integer(4);
  const [name, make, form] = doors(random, dim)[index % 6]!;
  const [lambda, sigma] = [between(random, 0.01, 100), between(random, 0.01, 100)];
  const [one, scaled, given] = [make(unit), make({ lambda }), make({ sigma })];
  const file = parseNoiseFile(JSON.stringify({ name, dim, noise: form }), { lambda });
  const simple = canonicalForm(scaled);
  const seed = 1 + random.integer(1e6);
  const drawn = [one, scaled, given, file].map((noise) => {
    const x = new Float64Array(dim);
    noise.sample(randomStream(seed), x);
    return x;
  });
  const [x, y] = drawn as [Float64Array, Float64Array, Float64Array, Float64Array];
  const label = `${one.spec}, d = ${dim}`;
  const { sigma: known } = factsOf(given);
  const shift = dim * Math.log(lambda);
  return [
    agrees(`${label}: sigma of lambda`, scaled.sigma, lambda * one.sigma, 1e-12),
    agrees(`${label}: sigma asked for`, given.sigma, sigma, 0),
    agrees(`${label}: lambda of sigma`, given.lambda * one.sigma, sigma, 1e-9),
    ...lies(`${label}: sigma enclosed`, known, sigma),
    atMost(`${label}: and known`, known.upper - known.lower, 1e-6 * sigma),
    ...[0, 1].flatMap((i) => [
      agrees(`${label}: drawn at scale lambda`, drawn[1]![i]!, lambda * x[i]!, 1e-12),
      agrees(`${label}: drawn at scale sigma`, drawn[2]![i]!, given.lambda * x[i]!, 1e-12),
      agrees(`${label}: drawn from a file`, drawn[3]![i]!, y[i]!, 0),
    ]),
    atMost(
      `${label}: density at scale lambda`,
      Math.abs(scaled.logDensity(y) + shift - one.logDensity(x)),
      1e-9 * (1 + Math.abs(shift) + dim),
    ),
    atMost(
      `${label}: density under its simplest name`,
      Math.abs(simple.logDensity(y) - scaled.logDensity(y)),
      1e-9 * (1 + Math.abs(scaled.logDensity(y))),
    ),
    agrees(`${label}: density from a file`, file.logDensity(y), scaled.logDensity(y), 0),
    agrees(`${label}: sigma under its simplest name`, simple.sigma, scaled.sigma, 1e-9),
    isTrue(`${label}: family from a file`, file.family === scaled.family && file.lambda === scaled.lambda),
    ...(isNamed(scaled) && scaled.spec.length > 0 && name === one.spec.replace(/,j=0$/, '')
      ? [
          isTrue(
            `${label}: its spec is read again`,
            parseNoise(scaled.spec, dim, { lambda }).logDensity(y) === scaled.logDensity(y),
          ),
        ]
      : []),
  ];
}

/** Different specs have different names, which say norm and parameters. */
function names(random: RandomStream): NumericInstance[] {
  const k = between(random, 0.3, 9);
  return [
    [`exp:linf,k=${k}`, `Exponential (ℓ_∞, k = ${k})`],
    [`exp:l2,k=${k},j=1`, `Exponential (ℓ_2, k = ${k}, j = 1)`],
    [`exp:l1,k=${k},j=0`, `Exponential (ℓ_1, k = ${k})`],
    [`power:l2,a=9,k=${k}`, `Power law (ℓ_2, a = 9, k = ${k})`],
    [`iid-pareto,a=${k}`, `Iid Pareto (a = ${k})`],
    ['uniform:l1', 'Uniform (ℓ_1)'],
    ['gaussian', 'Gaussian'],
    [`product:x^${k}`, `product:x^${k}`],
  ].map(([spec, name]) => isTrue(`${spec!} is called ${name!}`, noiseLabel(spec!) === name));
}

const DRAWN = 4000;

/** Densities by their envelope: normal laws with mixed terms, long ones, and powers; the last sampled, not cubed. */
function densities(random: RandomStream, index: number): NumericInstance[] {
  try {
    return density(random, index);
  } catch (error) {
    // No envelope was found that is narrow enough.
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}

function density(random: RandomStream, index: number): NumericInstance[] {
  // x^T M x of the first two coordinates [[1, b], [b, 1]] and s^2 for each of the others.
  const dim = [2, 3, 5, 5][index % 4]!;
  const b = (1 + random.integer(dim === 5 ? 2 : 5)) / 16;
  const s = 2 ** (dim === 5 ? 0 : random.integer(5) - 2);
  const others = densityVariables(dim)
    .slice(2)
    .map((name) => `+(${s}*${name})^2`)
    .join('');
  const heavy = index % 4 === 0;
  const form = `x1^2+${2 * b}*x1*x2+x2^2${others}`;
  // (1 + |y|^2)^-4 in the plane: pi/3, and E|y|^2 = 1/2.
  const text = heavy ? `(1+${form})^-4` : `exp(-(${form})-0.0*x1^2*x2^2)`;
  const noise = densityNoise(text, dim, unit, { samples: 100_000, seed: random.integer(1e6) });
  const determinant = (1 - b * b) * s ** (2 * (dim - 2));
  const log = (heavy ? Math.log(Math.PI / 3) : (dim / 2) * Math.log(Math.PI)) - 0.5 * Math.log(determinant);
  const own = heavy ? 0.25 : 0.5;
  const trace = 2 / (1 - b * b) + (dim - 2) / (s * s);
  const variance = (own * trace) / dim;
  const x = new Float64Array(dim);
  const source = randomStream(1 + random.integer(1e6));
  let [inside, above] = [0, 0];
  // The quadratic form is Gamma(d/2); of the power law P(form > u) = (1 + u)^-3.
  const median = heavy ? 2 ** (1 / 3) - 1 : [0, 0, Math.LN2, 1.182986973, 0, 2.175730095][dim]!;
  for (let n = 0; n < DRAWN; n++) {
    noise.sample(source, x);
    let size = x[0]! ** 2 + 2 * b * x[0]! * x[1]! + x[1]! ** 2;
    for (let i = 2; i < dim; i++) size += (s * x[i]!) ** 2;
    if (size < median) inside++;
    if (x[0]! * x[1]! < 0) above++;
  }
  // Hoeffding at 1e-12.
  const slack = Math.sqrt(Math.log(2e12) / (2 * DRAWN));
  const sign = 0.5 + Math.asin(b) / Math.PI;
  const { logNormalizer, unitVariance } = noise;
  return [
    ...lies(`${text}: integral`, twiceAsWide(logNormalizer), log, 1e-9),
    atMost(`${text}: integral, width`, logNormalizer.upper - logNormalizer.lower, 0.2),
    ...lies(`${text}: variance`, twiceAsWide(unitVariance), variance, 1e-9),
    atMost(`${text}: variance, width`, unitVariance.upper - unitVariance.lower, 0.4 * variance),
    atMost(`${text}: drawn sizes`, Math.abs(inside / DRAWN - 0.5), slack),
    atMost(`${text}: drawn signs`, Math.abs(above / DRAWN - sign), slack),
    isTrue(`${text}: what is known`, checksOf(noise).even.status === 'proved' && stands(checksOf(noise).normalizable)),
  ];
}

/**
 * A sampled interval at 1e-6 (sqrt(a L) + b L, L the log of one over that) twice as wide is one at 1e-12 at least; what
 * is enclosed stays.
 */
const twiceAsWide = (found: Estimate): Estimate =>
  found.confidence === 1
    ? found
    : { ...found, lower: 2 * found.lower - found.value, upper: 2 * found.upper - found.value };

const refused = (text: string, dim: number): NumericInstance => {
  try {
    noiseOfDensity(text, dim, unit);
    return isTrue(`${text}: refused`, false);
  } catch (error) {
    if (error instanceof InvalidInput) return isTrue(`${text}: refused`, true);
    throw error;
  }
};

/** What is no density, or not shown to fall. */
function noDensities(random: RandomStream): NumericInstance[] {
  const a = between(random, 0.5, 2);
  const nearly = parseFormula('exp(-r)*(2+sin(r))', ['r'], 'profile');
  const given = parseFormula('exp(-max(abs(x1),abs(x2)))', ['x1', 'x2'], 'density');
  return [
    refused(`exp(-x1^2-${a}*x2^2+0.01*x1)`, 2),
    refused(`exp(-x1^2-x1*x2-x2^2)*(x1^2-0.01)`, 2),
    refused(`(1+x1^2+${a}*x2^2+x1*x2/9)^-1`, 2),
    refused(`exp(-abs(x1))-${1.01}*exp(-2*abs(x1))`, 2),
    refused(`exp(-abs(x1-${a})-abs(x2))`, 2),
    isTrue(
      'a profile that is not proved to fall is no level-set noise',
      levelSetOfProfile(lpBall(Infinity, 2), nearly, unit, 'own', given) === null,
    ),
  ];
}

/** Of the claim about densities enclosed. */
export const noiseDoorsPart: ImplementationPart = {
  id: 'library-doors-of-noises',
  about: 'implementation',
  implements: ['independent', 'tails'],
  statement:
    'Programs that are right are let in and wrong ones refused (scale, size, centre, dependence, evenness), with what was tested and no more; the same noise from a file, at another scale, by sigma or under its simplest name has the same density, sigma and draws; names tell norm and parameters; normal and power densities with mixed terms have the integral, variance and draws of their closed forms.',
  evidence: [
    numerically(
      'at full: 10 programs at 1e-9 each, functions of one’s own, names',
      atFull((context: EvidenceContext) => [
        ...draws(context, { quick: 0, full: 10 }, programs).flat(),
        ...draws(context, { quick: 0, full: 2 }, ownFunctions).flat(),
        ...draws(context, { quick: 0, full: 4 }, names).flat(),
      ]),
    ),
    numerically(
      'at full: 12 noises by two doors and three scales',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 12 }, scales).flat()),
    ),
    numerically(
      'at full: 4 densities by their envelope, sampled intervals and draws at 1e-12 each; what is refused',
      atFull((context: EvidenceContext) => [
        ...draws(context, { quick: 0, full: 4 }, densities).flat(),
        ...draws(context, { quick: 0, full: 1 }, noDensities).flat(),
      ]),
    ),
  ],
};
