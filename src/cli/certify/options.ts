/** The options of `wulff certify`: what a person typed, read once into what a run needs. */
import { dirname } from 'node:path';
import { parseCertifyAdversary, type CertifyAdversary } from '../../certify/radii/certify-adversary.ts';
import type { SampledOptions } from '../../certify/certify-plan.ts';
import { DATA_FORMATS, type OpenedDataSet } from '../../certify/data/data-set.ts';
import type { Normalization } from '../../certify/data/normalization.ts';
import { CHANNEL_ORDERS } from '../../certify/data/prepare-image.ts';
import { VALUE_RANGES } from '../../certify/data/value-range.ts';
import { ENGINE_DEVICES, ENGINE_KINDS } from '../../certify/engines/open-engine-node.ts';
import { parseShard } from '../../certify/image-choice.ts';
import { LAYOUTS } from '../../certify/data/labelled-arrays.ts';
import type { GridWish } from '../../certify/grid/grid-choice.ts';
import { openSubject } from '../../certify/grid/grid-subject.ts';
import { parseRequirement, type AccuracyRequirement } from '../../certify/assurance/requirements.ts';
import type { SeedCommitment } from '../../certify/results/result.ts';
import type { FilesRequest } from '../../certify/run-node.ts';
import { sizeOf } from '../../certify/shape.ts';
import { isSplittingSpec } from '../../certify/splitting.ts';
import { openFileSubject } from '../../certify/subject-node.ts';
import type { CertifySubject } from '../../certify/subject.ts';
import type { StoppingRule } from '../../certify/statistics/stopping-rule.ts';
import type { Scale } from '../../noise/noise.ts';
import { didYouMean, InvalidInput } from '../../numeric/invalid-input.ts';
import { readJson, requireFolderOf } from '../input/files.ts';
import { admittedModule } from '../input/modules.ts';
import { parseInteger, parseNumber, parseNumbers, parsePositive, parseScale } from '../input/options.ts';
import { isFile, readAdversary } from '../input/subjects.ts';
import type { CommandIo } from '../terminal/io.ts';

/** As commander hands them over. */
export interface CertifyFlags {
  /** Those of a chain one after the other. */
  readonly model: string | readonly string[];
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
  readonly rivals: 'buckets' | 'together';
  readonly pessimistic?: true;
  readonly skip: string;
  readonly max?: string;
  readonly shard?: string;
  readonly seed: string;
  readonly require?: readonly string[];
  readonly junit?: string;
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
  readonly grid: string;
  readonly inputRange: string;
  readonly mean?: string;
  readonly std?: string;
  readonly channels: string;
  readonly layout?: string;
  readonly output?: string;
  readonly json?: true;
  readonly modules?: boolean;
}

/** What does not depend on the data. */
export interface CertifyRequest {
  readonly files: Omit<FilesRequest, 'subject'>;
  readonly scale: Scale;
  /** Of splitting noise. */
  readonly seed: number | SeedCommitment;
  /** Seconds after which no image is begun. */
  readonly limitTime: number;
  readonly requirements: readonly AccuracyRequirement[];
}

/** Reads everything but noise, adversaries and plan. Throws InvalidInput. */
export function readRequest(options: CertifyFlags): CertifyRequest {
  if (options.junit !== undefined) requireFolderOf(options.junit);
  if (options.resume === true && options.out === undefined) {
    throw new InvalidInput('--resume continues a file: name it with --out.', { code: 'usage' });
  }
  if (options.stopAtRadius !== undefined && options.relativeWidth !== undefined) {
    throw new InvalidInput('Give --stop-at-radius or --relative-width, not both.', { code: 'usage' });
  }
  const integer = (text: string | undefined, option: string, least: number, most?: number): number | undefined =>
    text === undefined ? undefined : parseInteger(text, option, least, most);
  const layout = options.layout === undefined ? undefined : oneOf(LAYOUTS, options.layout, '--layout');
  const seed = readSeed(options.seed);
  const [model, ...chain] = modelFiles(options) as [string, ...string[]];
  const files: CertifyRequest['files'] = {
    model,
    ...(chain.length === 0 ? {} : { chain }),
    data: options.data,
    dataOptions: {
      format: oneOf(['auto', ...DATA_FORMATS] as const, options.format, '--format'),
      split: oneOf(['test', 'train'] as const, options.split, '--split'),
      ...(options.range === undefined ? {} : { range: oneOf(VALUE_RANGES, options.range, '--range') }),
      ...(options.dataLayout === undefined ? {} : { layout: oneOf(LAYOUTS, options.dataLayout, '--data-layout') }),
      ...(options.resize === undefined ? {} : { resize: options.resize }),
      ...(options.crop === undefined ? {} : { crop: options.crop }),
    },
    engine: oneOf(ENGINE_KINDS, options.engine, '--engine'),
    device: options.device === undefined ? undefined : oneOf(ENGINE_DEVICES, options.device, '--device'),
    workers: integer(options.workers, '--workers', 1, 1024),
    batch: integer(options.batch, '--batch', 1, 1_000_000),
    output: options.output,
    seed,
    choice: {
      skip: parseInteger(options.skip, '--skip', 1),
      max: integer(options.max, '--max', 1) ?? null,
      shard: options.shard === undefined ? null : parseShard(options.shard),
    },
    input: {
      range: oneOf(VALUE_RANGES, options.inputRange, '--input-range'),
      channels: oneOf(CHANNEL_ORDERS, options.channels, '--channels'),
      ...(layout === undefined ? {} : { layout }),
      ...readNormalization(options),
    },
    out: options.out,
    resume: options.resume === true,
  };
  return {
    files,
    scale: parseScale(options.sigma, options.lambda),
    seed,
    requirements: (options.require ?? []).flatMap((list) => list.split(',')).map(parseRequirement),
    limitTime: options.limitTime === undefined ? Infinity : parseDuration(options.limitTime),
  };
}

/** The model's file, or those of a chain. */
export const modelFiles = ({ model }: Pick<CertifyFlags, 'model'>): readonly string[] => [model].flat();

/** "7", "commit", "commit:NONCE". */
function readSeed(text: string): number | SeedCommitment {
  const committed = /^commit(?::(.*))?$/s.exec(text.trim());
  if (committed !== null) return { nonce: committed[1] ?? '' };
  return parseInteger(text, '--seed', 0);
}

/** Of every channel; whether they fit the images is for the run to judge. */
function readNormalization({ mean, std }: CertifyFlags): { readonly normalization?: Normalization } {
  if (mean === undefined && std === undefined) return {};
  if (mean === undefined || std === undefined) {
    throw new InvalidInput('--mean and --std go together: values become (value - mean) / std before the model.', {
      code: 'usage',
    });
  }
  return { normalization: { mean: parseNumbers(mean, '--mean'), std: parseNumbers(std, '--std') } };
}

function oneOf<T extends string>(known: readonly T[], text: string, option: string): T {
  const found = known.find((each) => each === text.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new InvalidInput(`${option} is one of ${known.join(', ')}; got "${text}".${didYouMean(text, known)}`, {
    code: 'usage',
  });
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** "90s", "45m", "8h" in seconds. */
function parseDuration(text: string): number {
  const [, amount, unit] = /^([\d.]+)\s*([smh])$/.exec(text.trim()) ?? [];
  const seconds = Number(amount) * (UNITS[unit ?? ''] ?? NaN);
  if (seconds > 0 && seconds < Infinity) return seconds;
  throw new InvalidInput(`--limit-time takes a time with its unit, as in 90s, 45m or 8h; got "${text}".`, {
    code: 'usage',
  });
}

/** Noise, adversaries and plan for images of this data set. Throws InvalidInput. */
export async function readSubject(
  options: CertifyFlags,
  { scale, seed }: CertifyRequest,
  { shape, grid: dataGrid }: OpenedDataSet,
  io: CommandIo,
): Promise<CertifySubject> {
  const dim = sizeOf(shape);
  const place = { dim, scale, seed: typeof seed === 'number' ? seed : 0, grid: readGrid(options.grid), dataGrid };
  const adversaries = await readAdversaries(options.adversary, dim);
  const nearTies = options.pessimistic === true ? 'against' : 'counted';
  const { noise } = options;
  const sampled = (): SampledOptions => ({
    n: parseInteger(options.n, '--n', 1),
    n0: parseInteger(options.n0, '--n0', 1),
    alpha: parseNumber(options.alpha, '--alpha'),
    stopping: readStopping(options),
    rivals: options.rivals,
    nearTies,
  });
  if (isFile(noise)) {
    // Loaded now: formulas bring a parser that costs more to load than all else that a run needs.
    const { readNoiseFile } = await import('../../noise/file.ts');
    const file = readNoiseFile(readJson(noise), noise);
    admittedModule(file, noise, options, io);
    return openFileSubject({ file, name: noise, folder: dirname(noise) }, place, adversaries, sampled());
  }
  if (!isSplittingSpec(noise)) return openSubject(noise, place, adversaries, sampled());
  if (readStopping(options).kind !== 'fixed') {
    throw new InvalidInput(
      'Splitting noise is enumerated, not sampled: leave --stop-at-radius and --relative-width out.',
      { code: 'usage' },
    );
  }
  return openSubject(noise, place, adversaries, { nearTies });
}

function readAdversaries(list: string, dim: number): Promise<CertifyAdversary[]> {
  return Promise.all(
    list.split(',').map(async (spec) => {
      const name = spec.trim();
      return isFile(name) ? await readAdversary(name, String(dim)) : parseCertifyAdversary(name, dim);
    }),
  );
}

function readGrid(text: string): GridWish {
  const name = text.trim().toLowerCase();
  return name === 'auto' || name === 'off' ? name : parseInteger(text, '--grid', 1, 65535);
}

function readStopping({ stopAtRadius, relativeWidth }: CertifyFlags): StoppingRule {
  if (stopAtRadius !== undefined) return { kind: 'radii', radii: parseNumbers(stopAtRadius, '--stop-at-radius') };
  if (relativeWidth !== undefined) {
    return { kind: 'relative-width', width: parsePositive(relativeWidth, '--relative-width') };
  }
  return { kind: 'fixed' };
}
