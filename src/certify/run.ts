/**
 * A whole run of certification: the engine opened, the model checked, the log begun or gone on with, image after image
 * certified, all summed up. The command line, a page and a program call the same; it reads no file and knows no
 * terminal.
 */
import { InvalidInput } from '../numeric/invalid-input.ts';
import { samplesAtMost } from './certify-plan.ts';
import { certify } from './certify.ts';
import type { DataSet } from './data/data-set.ts';
import { requireNormalization } from './data/normalization.ts';
import { checkModelInput, layoutOf, type InputConvention } from './data/prepare-image.ts';
import { rangeWidth } from './data/value-range.ts';
import type { Engine, EngineOptions, EngineTally } from './engine.ts';
import { chosenImages, type ImageChoice } from './image-choice.ts';
import type { ModelCheck } from './model-check.ts';
import { isLoose, type ModelContract } from './assurance/model-contract.ts';
import type { LogWriter } from './results/result-log.ts';
import { committedSeed } from './assurance/committed-seed.ts';
import { certifiedObject, restsOn } from './assurance/rests-on.ts';
import type { CertifiedImage, RunSettings } from './results/result.ts';
import { runFingerprint } from './results/run-fingerprint.ts';
import {
  radiusSources,
  runSettings,
  watchedRadii,
  type NamedSources,
  type RunIdentity,
  type WatchedRadii,
} from './run-settings.ts';
import { contractOf, lookAtModel, preparedImages } from './run-images.ts';
import { cautious, type CertifySubject } from './subject.ts';
import { smoothingInRange } from './smoothing.ts';

/** What is certified. */
export interface RunRequest extends RunIdentity {
  /** Images; `largestLabel` where it is known is checked against the classes of the model. */
  readonly data: DataSet & { readonly largestLabel?: number };
  /** Opens the model: `openEngine` of `wulff/node`, or an engine of `wulff/browser`. The run closes it. */
  readonly openEngine: (options: EngineOptions) => Promise<Engine>;
  /** Which images: every so many of them, or those of these indices; default all. */
  readonly choice?: ImageChoice | readonly number[] | undefined;
  /** What the model takes; default: the layout that its shape says, rgb, 0..1. */
  readonly input?: Partial<InputConvention> | undefined;
  /** Noisy copies to a batch, and threads or devices; default: the engine's choice. */
  readonly batch?: number | undefined;
  /** The output that is the logits, where the model has several; default: told by shapes. */
  readonly output?: string | undefined;
  readonly workers?: number | undefined;
}

/** How a run is watched, logged and ended. */
export interface RunOptions {
  /** Opens the log for a run of these settings; without, rows are only reported. The run closes it. */
  readonly openLog?: ((settings: RunSettings) => Promise<LogWriter>) | undefined;
  /**
   * Whether the model is checked on the first images by their labels; default true. False for labels that are made up.
   */
  readonly check?: boolean | undefined;
  /** Seconds after which no image is begun; default Infinity. */
  readonly limitTime?: number | undefined;
  /** Ends the run after the image in hand is dropped: the report then holds what was done before. */
  readonly signal?: AbortSignal | undefined;
  /** Called when engine and log are open, before the check. */
  readonly onStart?: ((start: RunStart) => void) | undefined;
  /** Called before the first image, with what the check found; null where there was none. */
  readonly onCheck?: ((check: ModelCheck | null) => void) | undefined;
  /** Called when an image is done and logged; `number` of `total` of this run. */
  readonly onImage?: ((row: CertifiedImage, number: number, total: number) => void) | undefined;
}

/** What is known when a run begins. */
export interface RunStart {
  readonly settings: RunSettings;
  /** Of the settings (results/run-fingerprint.ts). */
  readonly fingerprint: string;
  readonly engine: Pick<Engine, 'name' | 'device' | 'model'>;
  /** Images asked for, and those of them that are left to do. */
  readonly planned: number;
  readonly left: number;
  /** What the check that the model is a function of one image saw; null where there is no image. */
  readonly contract: ModelContract | null;
  /** Of the log: whether it held rows, and whether its last line was torn and cut off. */
  readonly resumed: boolean;
  readonly mended: boolean;
  /** How far the run is, whenever asked. */
  readonly progress: () => RunProgress;
}

/** How far a run is. */
export interface RunProgress {
  readonly done: number;
  readonly total: number;
  /** The image in hand, by its index in the data. */
  readonly index: number;
  /** Drawn by this run, and at most for an image. */
  readonly samples: number;
  readonly atMost: number;
  /** Since the first image was begun. */
  readonly seconds: number;
}

/** What came of a run. */
export interface RunReport {
  readonly settings: RunSettings;
  /** What the certificates speak of, in a sentence (CertifySubject). */
  readonly speaksOf: string;
  /** Whether the model is a function of one image, as far as was seen; null where there is no image. */
  readonly contract: ModelContract | null;
  /** Null when nothing was left to do, or nothing was checked. */
  readonly check: ModelCheck | null;
  /** Of all images asked for those that are done, by this run or an earlier one. */
  readonly rows: readonly CertifiedImage[];
  /** Those done by this run. */
  readonly fresh: readonly CertifiedImage[];
  /** Images asked for. */
  readonly planned: number;
  /** Radii that sampling stopped at, and against whom; other radii may be short of what more samples would give. */
  readonly watched: WatchedRadii | null;
  /** How the radii against each adversary were obtained. */
  readonly sources: readonly NamedSources[];
  /** Of this run, without the check. */
  readonly seconds: number;
  /** Drawn in that time. */
  readonly samples: number;
  /** Gap of logits below which the engine counts a near-tie, and where its time went since it was opened. */
  readonly nearTie: number;
  readonly tally: EngineTally;
  /** Whether the signal ended it. */
  readonly interrupted: boolean;
}

/**
 * Certifies the chosen images of a data set (see certifyImage for what a certificate means). Throws InvalidInput where
 * the parts do not fit each other, or the model is no function of one image; EngineUnavailable, EngineFault, or what
 * the log throws; rows logged before are kept.
 */
export async function certifyRun(request: RunRequest, options: RunOptions = {}): Promise<RunReport> {
  requireUnitRange(request);
  const { data, input } = request;
  if (input?.normalization !== undefined) requireNormalization(input.normalization, data.shape[0]);
  const { seed = 0 } = request;
  const number = typeof seed === 'number' ? seed : await derivedSeed(request);
  const engine = await request.openEngine(engineOptions(request, number));
  try {
    return await runOn(engine, request, options);
  } finally {
    await engine.close();
  }
}

/** The seed that follows from the settings, which only an open model tells: it is opened for that first. */
async function derivedSeed(request: RunRequest): Promise<number> {
  if (request.subject.plan.kind === 'splitting') {
    throw new InvalidInput('Splitting noise is not sampled: its seed is a number.', {
      code: 'seed',
      settings: ['seed'],
    });
  }
  const engine = await request.openEngine(engineOptions(request, 0));
  try {
    return (await prepared(engine, request)).settings.seed;
  } finally {
    await engine.close();
  }
}

/** What an engine is opened with, in the model's units: its noise is as many times larger as its range is wider. */
function engineOptions(request: RunRequest, seed: number): EngineOptions {
  const { model, chain, data, subject, input, batch, workers, output } = request;
  const [channels, height, width] = data.shape;
  const { smoothing } = subject;
  return {
    model,
    chain,
    smoothing: smoothingInRange(smoothing, input?.range ?? '0..1'),
    seed,
    inputShape: input?.layout === 'nhwc' ? [height, width, channels] : data.shape,
    output,
    ...(input?.normalization === undefined ? {} : { normalization: input.normalization, imageLayout: input.layout }),
    classes: data.classNames?.length ?? (data.largestLabel === undefined ? undefined : data.largestLabel + 1),
    ...(batch === undefined ? {} : { batch }),
    ...(workers === undefined ? {} : { workers }),
  };
}

/** Some certificates look at the pixels of an image, which must then be those of the data. */
function requireUnitRange({ subject: { plan }, input }: RunRequest): void {
  const looks = plan.kind === 'splitting' || plan.radii.some(({ needsImage }) => needsImage);
  const range = input?.range ?? '0..1';
  if (looks && range !== '0..1') {
    throw new InvalidInput(`Splitting noise and the adversary l1-box need a model that takes 0..1, not ${range}.`, {
      code: 'model-and-data',
      settings: ['inputRange'],
    });
  }
}

/** What a run is, once its model is open. */
interface PreparedRun {
  readonly settings: RunSettings;
  readonly convention: InputConvention;
  readonly indices: readonly number[];
  readonly contract: ModelContract | null;
  readonly subject: CertifySubject;
}

async function prepared(engine: Engine, asked: RunRequest): Promise<PreparedRun> {
  const { data, input } = asked;
  const convention: InputConvention = {
    layout: input?.layout ?? layoutOf(engine.model.inputShape) ?? 'nchw',
    channels: input?.channels ?? 'rgb',
    range: input?.range ?? '0..1',
    ...(input?.normalization === undefined ? {} : { normalization: input.normalization }),
  };
  checkModelInput(engine.model.inputShape, convention, data);
  requireClasses(engine, data);
  const indices = chosenImages(data.size, asked.choice);
  const scale = asked.subject.smoothing.lambda * rangeWidth(convention.range);
  const contract = await contractOf({ engine, data, convention, left: indices }, scale);
  // What the engine does not keep is counted against the class.
  const request =
    contract !== null && isLoose(contract, engine.nearTie) ? { ...asked, subject: cautious(asked.subject) } : asked;
  const plain = runSettings(engine, request, convention);
  const settings = plain.commitment === undefined ? plain : { ...plain, seed: await committedSeed(plain) };
  const told = { certifies: certifiedObject(settings), restsOn: restsOn(settings, contract) };
  return { settings: { ...settings, ...told }, convention, indices, contract, subject: request.subject };
}

async function runOn(engine: Engine, request: RunRequest, options: RunOptions): Promise<RunReport> {
  const { data } = request;
  const { settings, convention, indices, contract, subject } = await prepared(engine, request);
  const log = (await options.openLog?.(settings)) ?? null;
  try {
    const done = new Map((log?.kept ?? []).map((row) => [row.index, row]));
    const left = indices.filter((index) => !done.has(index));
    const work = new Work(engine, left, samplesAtMost(subject.plan));
    options.onStart?.({
      settings,
      fingerprint: await runFingerprint(settings),
      engine,
      planned: indices.length,
      left: left.length,
      contract,
      resumed: done.size > 0,
      mended: log?.mended === true,
      progress: () => work.progress(),
    });
    const images = { engine, data, convention, left };
    const check =
      left.length === 0 || options.check === false ? null : await lookAtModel(images, subject.plan, options.signal);
    options.onCheck?.(check);
    const { limitTime = Infinity, signal } = options;
    work.begin();
    try {
      const prepared = preparedImages(images, () => work.seconds < limitTime);
      const onProgress = ({ index }: { readonly index: number }): void => work.takeUp(index);
      for await (const row of certify(engine, prepared, subject.plan, { signal, onProgress })) {
        await log?.append(row);
        work.fresh.push(row);
        options.onImage?.(row, work.fresh.length, left.length);
      }
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
    for (const row of work.fresh) done.set(row.index, row);
    return {
      settings,
      speaksOf: subject.speaksOf,
      contract,
      check,
      rows: indices.flatMap((index) => done.get(index) ?? []),
      fresh: work.fresh,
      planned: indices.length,
      watched: watchedRadii(subject.plan),
      sources: radiusSources(subject.plan),
      seconds: work.seconds,
      samples: work.samples,
      nearTie: engine.nearTie,
      tally: engine.tally(),
      interrupted: signal?.aborted === true,
    };
  } finally {
    await log?.close();
  }
}

function requireClasses({ model: { classes } }: Engine, { name, largestLabel = 0 }: RunRequest['data']): void {
  if (largestLabel < classes) return;
  throw new InvalidInput(
    `${name} has labels up to ${largestLabel}, but the model has ${classes} classes (0 to ${classes - 1}): it was ` +
      'made for other data.',
    { code: 'model-and-data' },
  );
}

/** The images that are left, and how far the run is with them. */
class Work {
  readonly fresh: CertifiedImage[] = [];
  readonly #engine: Engine;
  readonly #total: number;
  readonly #atMost: number;
  #index: number;
  #began: { readonly at: number; readonly samples: number } | null = null;

  constructor(engine: Engine, left: readonly number[], atMost: number) {
    this.#engine = engine;
    this.#total = left.length;
    this.#index = left[0] ?? 0;
    this.#atMost = atMost;
  }

  begin(): void {
    this.#began = { at: performance.now(), samples: this.#engine.tally().samples };
  }

  takeUp(index: number): void {
    this.#index = index;
  }

  get seconds(): number {
    return this.#began === null ? 0 : (performance.now() - this.#began.at) / 1000;
  }

  get samples(): number {
    return this.#began === null ? 0 : this.#engine.tally().samples - this.#began.samples;
  }

  progress(): RunProgress {
    return {
      done: this.fresh.length,
      total: this.#total,
      index: this.#index,
      samples: this.samples,
      atMost: this.#atMost,
      seconds: this.seconds,
    };
  }
}
