/** The options of `wulff certify`: what a person typed, read once into what a run needs. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseCertifyAdversary } from '../../certify/radii/certify-adversary.ts';
import type { CertifyAdversary } from '../../certify/radii/certify-adversary.ts';
import { sampledPlan, splittingPlan } from '../../certify/certify-plan.ts';
import type { CertifyPlan } from '../../certify/certify-plan.ts';
import type { OpenedDataSet } from '../../certify/data/data-set.ts';
import { DATA_FORMATS } from '../../certify/data/data-set.ts';
import type { DataOptions } from '../../certify/data/data-options.ts';
import { CHANNEL_ORDERS } from '../../certify/data/prepare-image.ts';
import type { ChannelOrder } from '../../certify/data/prepare-image.ts';
import { VALUE_RANGES } from '../../certify/data/value-range.ts';
import type { ValueRange } from '../../certify/data/value-range.ts';
import { ENGINE_DEVICES, ENGINE_KINDS } from '../../certify/engines/open-engine-node.ts';
import type { EngineDevice, EngineKind } from '../../certify/engines/open-engine-node.ts';
import { parseShard } from '../../certify/image-choice.ts';
import type { ImageChoice } from '../../certify/image-choice.ts';
import { openNoise } from '../../certify/copies/open-noise-node.ts';
import type { Smoothing } from '../../certify/smoothing.ts';
import { isSplittingSpec, parseSplitting, splittingSpec } from '../../certify/splitting.ts';
import type { StoppingRule } from '../../certify/statistics/stopping-rule.ts';
import { readNoiseFile } from '../../noise/file.ts';
import { parseNoise } from '../../noise/spec.ts';
import type { Scale } from '../../noise/noise.ts';
import { didYouMean, InvalidInput } from '../../numeric/invalid-input.ts';
import { readJson } from '../input/files.ts';
import { parseInteger, parseNumber, parseNumbers, parsePositive, parseScale } from '../input/options.ts';
import { readAdversary } from '../input/subjects.ts';

/** As commander hands them over. */
export interface CertifyOptions {
  readonly model: string;
  readonly data: string;
  readonly noise: string;
  readonly sigma?: string;
  readonly lambda?: string;
  readonly adversary: string;
  readonly n: string;
  readonly n0: string;
  readonly alpha: string;
  readonly stopAtRadius?: string;
  readonly relativeWidth?: string;
  readonly pessimistic?: true;
  readonly skip: string;
  readonly max?: string;
  readonly shard?: string;
  readonly seed: string;
  readonly out?: string;
  readonly resume?: true;
  readonly limitTime?: string;
  readonly engine: string;
  readonly device?: string;
  readonly workers?: string;
  readonly batch?: string;
  readonly format: string;
  readonly split: string;
  readonly range?: string;
  readonly dataLayout?: string;
  readonly resize?: string;
  readonly crop?: string;
  readonly inputRange: string;
  readonly channels: string;
  readonly layout?: string;
  readonly json?: true;
}

/** What does not depend on the data. */
export interface RunRequest {
  readonly engine: EngineKind;
  readonly device: EngineDevice | undefined;
  readonly workers: number | undefined;
  readonly batch: number | undefined;
  readonly seed: number;
  readonly choice: ImageChoice;
  readonly scale: Scale;
  /** Seconds after which no image is begun. */
  readonly limitTime: number;
  readonly data: DataOptions;
  readonly inputRange: ValueRange;
  readonly channels: ChannelOrder;
  readonly layout: 'nchw' | 'nhwc' | undefined;
}

const LAYOUTS = ['nchw', 'nhwc'] as const;

/** Reads everything but noise, adversaries and plan. Throws InvalidInput. */
export function readRequest(options: CertifyOptions): RunRequest {
  if (options.resume === true && options.out === undefined) {
    throw new InvalidInput('--resume continues a file: name it with --out.');
  }
  if (options.stopAtRadius !== undefined && options.relativeWidth !== undefined) {
    throw new InvalidInput('Give --stop-at-radius or --relative-width, not both.');
  }
  const integer = (text: string | undefined, option: string, least: number, most?: number): number | undefined =>
    text === undefined ? undefined : parseInteger(text, option, least, most);
  const layout = options.layout === undefined ? undefined : oneOf(LAYOUTS, options.layout, '--layout');
  return {
    engine: oneOf(ENGINE_KINDS, options.engine, '--engine'),
    device: options.device === undefined ? undefined : oneOf(ENGINE_DEVICES, options.device, '--device'),
    workers: integer(options.workers, '--workers', 1, 1024),
    batch: integer(options.batch, '--batch', 1, 1_000_000),
    seed: parseInteger(options.seed, '--seed', 0),
    choice: {
      skip: parseInteger(options.skip, '--skip', 1),
      max: integer(options.max, '--max', 1) ?? null,
      shard: options.shard === undefined ? null : parseShard(options.shard),
    },
    scale: parseScale(options.sigma, options.lambda),
    limitTime: options.limitTime === undefined ? Infinity : parseDuration(options.limitTime),
    data: {
      format: oneOf(['auto', ...DATA_FORMATS] as const, options.format, '--format'),
      split: oneOf(['test', 'train'] as const, options.split, '--split'),
      ...(options.range === undefined ? {} : { range: oneOf(VALUE_RANGES, options.range, '--range') }),
      ...(options.dataLayout === undefined ? {} : { layout: oneOf(LAYOUTS, options.dataLayout, '--data-layout') }),
      ...(options.resize === undefined ? {} : { resize: options.resize }),
      ...(options.crop === undefined ? {} : { crop: options.crop }),
    },
    inputRange: oneOf(VALUE_RANGES, options.inputRange, '--input-range'),
    channels: oneOf(CHANNEL_ORDERS, options.channels, '--channels'),
    layout,
  };
}

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find((each) => each === text.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new InvalidInput(`${option} is one of ${known.join(', ')}; got "${text}".${didYouMean(text, known)}`);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** "90s", "45m", "8h" in seconds. */
function parseDuration(text: string): number {
  const [, amount, unit] = /^([\d.]+)\s*([smh])$/.exec(text.trim()) ?? [];
  const seconds = Number(amount) * (UNITS[unit ?? ''] ?? NaN);
  if (seconds > 0 && seconds < Infinity) return seconds;
  throw new InvalidInput(`--limit-time takes a time with its unit, as in 90s, 45m or 8h; got "${text}".`);
}

/** A smoothing and what is certified with it, in units of data in [0, 1]. */
export interface RunSubject {
  readonly smoothing: Smoothing;
  readonly plan: CertifyPlan;
  /** Canonical spec. */
  readonly noise: string;
  readonly sigma: number;
  readonly lambda: number;
}

/** Noise, adversaries and plan for images of this data set. Throws InvalidInput. */
export async function readSubject(
  options: CertifyOptions,
  { scale, seed }: RunRequest,
  data: OpenedDataSet,
): Promise<RunSubject> {
  const dim = data.shape[0] * data.shape[1] * data.shape[2];
  const adversaries = readAdversaries(options.adversary, dim);
  const nearTies = options.pessimistic === true ? 'against' : 'counted';
  if (!isFile(options.noise) && isSplittingSpec(options.noise)) {
    if (readStopping(options).kind !== 'fixed') {
      throw new InvalidInput(
        'Splitting noise is enumerated, not sampled: leave --stop-at-radius and --relative-width out.',
      );
    }
    const smoothing = parseSplitting(options.noise, dim, scale, seed);
    const { lambda } = smoothing;
    const plan = splittingPlan(smoothing, adversaries, { nearTies });
    return { smoothing, plan, noise: splittingSpec(smoothing), sigma: lambda / Math.sqrt(3), lambda };
  }
  const smoothing = await addedNoise(options.noise, scale, dim);
  const noise = await openNoise(smoothing);
  const plan = sampledPlan(noise, adversaries, {
    n: parseInteger(options.n, '--n', 1),
    n0: parseInteger(options.n0, '--n0', 1),
    alpha: parseNumber(options.alpha, '--alpha'),
    stopping: readStopping(options),
    nearTies,
  });
  return { smoothing, plan, noise: noise.spec, sigma: noise.sigma, lambda: noise.lambda };
}

function readAdversaries(list: string, dim: number): CertifyAdversary[] {
  return list.split(',').map((spec) => {
    const name = spec.trim();
    return isFile(name) ? readAdversary(name, String(dim)) : parseCertifyAdversary(name, dim);
  });
}

function readStopping({ stopAtRadius, relativeWidth }: CertifyOptions): StoppingRule {
  if (stopAtRadius !== undefined) return { kind: 'radii', radii: parseNumbers(stopAtRadius, '--stop-at-radius') };
  if (relativeWidth !== undefined) {
    return { kind: 'relative-width', width: parsePositive(relativeWidth, '--relative-width') };
  }
  return { kind: 'fixed' };
}

async function addedNoise(spec: string, scale: Scale, dim: number): Promise<Smoothing> {
  if (!isFile(spec)) return { kind: 'named', spec, dim, lambda: parseNoise(spec, dim, scale).lambda };
  const file = readNoiseFile(readJson(spec), spec);
  if (file.dim !== dim) {
    throw new InvalidInput(`${spec} has noise of dimension ${file.dim}, but the images have ${dim} numbers.`);
  }
  const module = file.noise.kind === 'module' ? { modulePath: resolve(dirname(spec), file.noise.path) } : {};
  if ('lambda' in scale) return { kind: 'file', file, lambda: scale.lambda, ...module };
  // A noise file's sigma at scale 1 says which scale has the sigma asked for.
  const { sigma } = await openNoise({ kind: 'file', file, lambda: 1, ...module });
  if (!(sigma < Infinity)) throw new InvalidInput(`${spec} has no variance: give its scale with --lambda.`);
  return { kind: 'file', file, lambda: scale.sigma / sigma, ...module };
}

const isFile = (spec: string): boolean => /\.json$/i.test(spec) || /[\\/]/.test(spec) || existsSync(spec);
