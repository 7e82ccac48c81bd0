/**
 * Noise from a program: an object with `dim`, `logDensity(x)` and `sample(random)`, e.g. the exports of `noise.mjs`.
 *
 * Loading the file is the command line's business. Here the exports are checked: their shapes, that values are finite,
 * that the density is even, and that sampler and density belong together (consistency.ts). A sampler or a
 * density that throws, hangs or returns nonsense ends in InvalidInput with a sentence.
 */
import type { Vector } from '../../geometry/body.ts';
import { enclosed } from '../../numeric/estimate.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { mixSeed, randomStream, type RandomStream } from '../../numeric/random/random-stream.ts';
import { searchDip } from '../density/concavity.ts';
import { testConsistency, type ConsistencyReport } from './consistency.ts';
import type { CustomNoise, Scale } from '../noise.ts';
import { established } from '../facts.ts';
import { continuityCheck } from '../checks.ts';
import { resolveScale } from '../scale.ts';
import { InvalidNoise, type Check } from '../validity.ts';

/** Largest dimension of a noise module: the checks hold 200 samples or more in memory at once. */
const MAX_MODULE_DIM = 200_000;

/** What a module exports. */
export interface NoiseModule {
  readonly dim: number;
  /** log density at x (length dim), normalized; -Infinity outside the support. */
  logDensity(x: ArrayLike<number>): number;
  /** One sample (length dim), drawn with `random` alone. */
  sample(random: RandomStream): ArrayLike<number>;
}

/** How the checks of a noise module are run: their time limit in milliseconds, seed and false-alarm probability. */
export interface ModuleOptions {
  /** Milliseconds all the checks may take together (default 4000). */
  readonly timeLimit?: number;
  readonly seed?: number;
  /** Probability that the consistency test rejects a module that is right (default 1e-9). */
  readonly falseAlarm?: number;
}

/** A noise that a module of a person makes: its density and its sampler, once they have been checked. */
export interface ModuleNoise extends CustomNoise {
  /** The goodness-of-fit test of the sampler against the density. */
  readonly consistency: ConsistencyReport;
}

const WHERE = 'noise.module';
const SAMPLES = 20_000;

/** The noise of a module's exports. Throws InvalidInput, and InvalidNoise with a witness where the two disagree. */
export function moduleNoise(exports: unknown, scale: Scale, options: ModuleOptions = {}): ModuleNoise {
  const { timeLimit = 4000, seed = 0, falseAlarm = 1e-9 } = options;
  const module = requireModule(exports);
  const { dim } = module;
  const deadline = performance.now() + timeLimit;
  const requireTime = (): void => {
    if (performance.now() > deadline) {
      throw new InvalidInput(
        `${WHERE}: the checks of the module took longer than ${timeLimit} ms; its sample() or logDensity() is too slow.`,
        { code: 'noise-module' },
      );
    }
  };
  const draw = (random: RandomStream, out: Float64Array): void =>
    copySample(guarded(module, 'sample', random), out, dim);
  const logQ = (x: Vector): number => finiteLog(guarded(module, 'logDensity', x), x);

  const random = randomStream(mixSeed(seed, 'module-noise'));
  const points: Float64Array[] = [];
  // A first slow call must not be repeated thousands of times.
  const wanted = Math.max(200, Math.min(SAMPLES, Math.floor(4e6 / dim)));
  for (let n = 0; n < wanted; n++) {
    const x = new Float64Array(dim);
    draw(random, x);
    points.push(x);
    requireTime();
  }
  const even = checkEven(logQ, points, requireTime);
  const consistency = testConsistency(points, logQ, dim, falseAlarm, seed, requireTime);
  if (consistency.disagrees) {
    const { detail } = consistency;
    throw new InvalidNoise(
      'normalizable',
      { kind: 'point', x: [...points[0]!.slice(0, 8)], detail },
      `${WHERE}: sample() and logDensity() disagree: ${detail}.`,
    );
  }
  const unitVariance = meanSquare(points) / dim;
  const { lambda, sigma } = resolveScale('module', 0.5 * Math.log(unitVariance), scale);
  const shift = dim * Math.log(lambda);
  const scaledPoint = new Float64Array(dim);
  const quasiConcave: Check =
    dim <= 64
      ? timed(requireTime, () => searchDip(logQ, dim, draw, seed))
      : { status: 'unknown', how: `not searched in dimension ${dim}` };
  return established<Omit<ModuleNoise, 'facts'>>(
    {
      family: 'custom',
      spec: 'module',
      dim,
      lambda,
      sigma,
      consistency,
      logDensity: (x) => {
        for (let i = 0; i < dim; i++) scaledPoint[i] = x[i]! / lambda;
        return logQ(scaledPoint) - shift;
      },
      sample: (stream, out) => {
        draw(stream, out);
        for (let i = 0; i < dim; i++) out[i] = out[i]! * lambda;
      },
    },
    {
      checks: {
        normalizable: { status: consistency.conclusive ? 'tested' : 'unknown', how: consistency.detail },
        even,
        quasiConcave,
        finiteVariance: { status: 'unknown', how: `sigma is the mean of ${points.length} samples` },
        absolutelyContinuous: { status: 'tested', how: 'the sampler agrees with a density' },
      },
      logConcave: { status: 'unknown', how: 'not looked at for a program' },
      continuous: continuityCheck(null),
      // A mean of samples of unknown tail.
      sigma: enclosed(sigma, 0, Infinity, 'monte-carlo'),
      logPeak: null,
    },
  );
}

function timed<T>(requireTime: () => void, work: () => T): T {
  const result = work();
  requireTime();
  return result;
}

function requireModule(exports: unknown): NoiseModule {
  if (typeof exports !== 'object' || exports === null) {
    throw new InvalidInput(`${WHERE}: the module must export dim, logDensity(x) and sample(random).`, {
      code: 'noise-module',
    });
  }
  const { dim, logDensity, sample } = exports as Partial<Record<keyof NoiseModule, unknown>>;
  if (typeof dim !== 'number' || !Number.isInteger(dim) || dim < 1 || dim > MAX_MODULE_DIM) {
    throw new InvalidInput(`${WHERE}: "dim" must be an integer from 1 to ${MAX_MODULE_DIM}, not ${String(dim)}.`, {
      code: 'noise-module',
    });
  }
  if (typeof logDensity !== 'function')
    throw new InvalidInput(`${WHERE}: the module lacks the function logDensity(x).`, { code: 'noise-module' });
  if (typeof sample !== 'function')
    throw new InvalidInput(`${WHERE}: the module lacks the function sample(random).`, { code: 'noise-module' });
  return {
    dim,
    logDensity: logDensity as NoiseModule['logDensity'],
    sample: sample as NoiseModule['sample'],
  };
}

/** Calls a function of the module; what it throws becomes InvalidInput. */
function guarded(module: NoiseModule, name: 'sample', random: RandomStream): unknown;
function guarded(module: NoiseModule, name: 'logDensity', x: Vector): unknown;
function guarded(module: NoiseModule, name: 'sample' | 'logDensity', argument: RandomStream | Vector): unknown {
  try {
    return name === 'sample' ? module.sample(argument as RandomStream) : module.logDensity(argument as Vector);
  } catch (error) {
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new InvalidInput(`${WHERE}: ${name}() threw ${reason.slice(0, 200)}.`, { code: 'noise-module' });
  }
}

function copySample(value: unknown, out: Float64Array, dim: number): void {
  const isList = Array.isArray(value) || ArrayBuffer.isView(value);
  if (!isList)
    throw new InvalidInput(`${WHERE}: sample() must return a list of ${dim} numbers.`, { code: 'noise-module' });
  const list = value as ArrayLike<unknown>;
  if (list.length !== dim) {
    throw new InvalidInput(`${WHERE}: sample() returned ${list.length} numbers, but dim is ${dim}.`, {
      code: 'noise-module',
    });
  }
  for (let i = 0; i < dim; i++) {
    const coordinate = list[i];
    if (typeof coordinate !== 'number' || !Number.isFinite(coordinate)) {
      throw new InvalidInput(`${WHERE}: sample() returned ${String(coordinate)} as coordinate ${i + 1}.`, {
        code: 'noise-module',
      });
    }
    out[i] = coordinate;
  }
}

function finiteLog(value: unknown, x: Vector): number {
  if (typeof value === 'number' && value < Infinity) return value;
  const at = Array.from({ length: Math.min(x.length, 6) }, (_, i) => Number(x[i]!.toPrecision(5))).join(', ');
  throw new InvalidInput(
    `${WHERE}: logDensity() returned ${String(value)} at (${at}${x.length > 6 ? ', ...' : ''}); ` +
      'a finite number, or -Infinity outside the support, is expected.',
    { code: 'noise-module' },
  );
}

function checkEven(logQ: (x: Vector) => number, points: readonly Float64Array[], requireTime: () => void): Check {
  const tries = Math.min(300, points.length);
  for (let n = 0; n < tries; n++) {
    const x = points[n]!;
    const y = x.map((v) => -v);
    const [here, there] = [logQ(x), logQ(y)];
    requireTime();
    if (here === there || Math.abs(here - there) <= 1e-8 * Math.max(1, Math.abs(here))) continue;
    const show = (v: number): string => Number(v.toPrecision(6)).toString();
    const at = [...x.slice(0, 4)].map(show).join(', ');
    const detail = `the density must be even, but log q(x) = ${show(here)} and log q(-x) = ${show(there)} at x = (${at}${x.length > 4 ? ', ...' : ''}).`;
    throw new InvalidNoise('even', { kind: 'pair', x: [...x], y: [...y], detail }, `${WHERE}: ${detail}`);
  }
  return { status: 'tested', how: `log q(x) = log q(-x) at ${tries} samples` };
}

function meanSquare(points: readonly Float64Array[]): number {
  let sum = 0;
  for (const x of points) for (const v of x) sum += v * v;
  return sum / points.length;
}
