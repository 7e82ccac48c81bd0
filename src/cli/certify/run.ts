/** A run of `wulff certify`: opens data, model and log, checks them, certifies image after image, sums up. */
import { resolve } from 'node:path';
import { describeEstimation, samplesAtMost } from '../../certify/certify-plan.ts';
import { certify } from '../../certify/certify.ts';
import type { LabelledImage, OpenedDataSet } from '../../certify/data/data-set.ts';
import { openDataSet } from '../../certify/data/open-data-set-node.ts';
import { checkModelInput, layoutOf, prepareImage } from '../../certify/data/prepare-image.ts';
import type { InputConvention } from '../../certify/data/prepare-image.ts';
import { rangeWidth } from '../../certify/data/value-range.ts';
import type { Engine, EngineOptions } from '../../certify/engine.ts';
import { openEngine } from '../../certify/engines/open-engine-node.ts';
import { chosenImages } from '../../certify/image-choice.ts';
import { checkModel, requireLabel } from '../../certify/model-check.ts';
import type { ModelCheck } from '../../certify/model-check.ts';
import { SAMPLES } from '../../certify/statistics/samples.ts';
import { formatResultLogHeader, formatResultLogRow } from '../../certify/results/result-log.ts';
import { openResultLog } from '../../certify/results/result-log-node.ts';
import type { LogWriter } from '../../certify/results/result-log-node.ts';
import type { CertifiedImage, RunSettings } from '../../certify/results/result.ts';
import { runFingerprint } from '../../certify/results/run-fingerprint.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { readRequest, readSubject } from './options.ts';
import type { CertifyOptions, RunRequest, RunSubject } from './options.ts';
import { certifyDocument, checkLines, imageLine, progressText, summaryLines } from './text.ts';
import type { RunFacts } from './text.ts';
import { interruption } from '../terminal/interruption.ts';
import { EXIT, printJson } from '../terminal/io.ts';
import type { CommandIo } from '../terminal/io.ts';
import { packageVersion } from '../terminal/package-facts.ts';
import { progressLine } from '../terminal/progress.ts';

/** Images that the model is checked on. */
const CHECKED = 64;
/** Seconds that the check may take, about. */
const CHECK_SECONDS = 10;

/** Returns the exit code. Throws what program.ts turns into a sentence and a code. */
export async function runCertify(options: CertifyOptions, io: CommandIo): Promise<number> {
  const request = readRequest(options);
  const data = await openDataSet(options.data, request.data);
  for (const note of data.notes) io.stderr(`${note}\n`);
  const subject = await readSubject(options, request, data);
  requireUnitRange(subject, request);
  const indices = chosenImages(data.size, request.choice);
  const engine = await openFor(options, request, subject, data, io);
  try {
    return await runOn(engine, { options, request, data, subject, indices }, io);
  } finally {
    await engine.close();
  }
}

interface Run {
  readonly options: CertifyOptions;
  readonly request: RunRequest;
  readonly data: OpenedDataSet;
  readonly subject: RunSubject;
  readonly indices: readonly number[];
}

/** Some certificates look at the pixels of an image, which must then be those of the data. */
function requireUnitRange({ plan }: RunSubject, { inputRange }: RunRequest): void {
  const looks = plan.kind === 'splitting' || plan.radii.some(({ needsImage }) => needsImage);
  if (looks && inputRange !== '0..1') {
    throw new InvalidInput(`Splitting noise and the adversary l1-box need a model that takes 0..1, not ${inputRange}.`);
  }
}

/** The engine in the model's units: its noise is as many times larger as its range is wider. */
function openFor(
  options: CertifyOptions,
  request: RunRequest,
  { smoothing }: RunSubject,
  data: OpenedDataSet,
  io: CommandIo,
): Promise<Engine> {
  const [channels, height, width] = data.shape;
  const { batch, workers, inputRange, layout } = request;
  const engine: EngineOptions = {
    model: options.model,
    smoothing: { ...smoothing, lambda: smoothing.lambda * rangeWidth(inputRange) },
    seed: request.seed,
    inputShape: layout === 'nhwc' ? [height, width, channels] : data.shape,
    ...(batch === undefined ? {} : { batch }),
    ...(workers === undefined ? {} : { workers }),
  };
  return openEngine({
    ...engine,
    engine: request.engine,
    device: request.device,
    onChoice: (probe) => io.stderr(`Timed: ${probe}.\n`),
  });
}

async function runOn(engine: Engine, run: Run, io: CommandIo): Promise<number> {
  const { options, request, data, subject } = run;
  const convention: InputConvention = {
    layout: request.layout ?? layoutOf(engine.model.inputShape) ?? 'nchw',
    channels: request.channels,
    range: request.inputRange,
  };
  checkModelInput(engine.model.inputShape, convention, data);
  const { classes } = engine.model;
  if (data.largestLabel >= classes) {
    throw new InvalidInput(
      `${data.name} has labels up to ${data.largestLabel}, but the model has ${classes} classes (0 to ${classes - 1}): it was ` +
        'made for other data.',
    );
  }
  const settings = settingsOf(engine, run, convention);
  const log = options.out === undefined ? null : await openResultLog(options.out, settings, options.resume === true);
  const stop = interruption();
  try {
    io.stderr(
      `Engine ${engine.name}${request.engine === 'auto' ? ' (chosen for this model)' : ''}: ${engine.device}\n`,
    );
    if (log?.mended === true)
      io.stderr(`${options.out!} ended within a line, which was cut off; that image is done again.\n`);
    const done = new Map((log?.kept ?? []).map((row) => [row.index, row]));
    const left = run.indices.filter((index) => !done.has(index));
    if (log !== null && log.kept.length > 0) {
      io.stderr(`${options.out!} has ${run.indices.length - left.length} of ${run.indices.length} images; going on.\n`);
    }
    const check = left.length === 0 ? null : await look(engine, data, convention, subject, left, stop.signal);
    if (check !== null) for (const line of checkLines(check)) io.stderr(`${line}\n`);
    if (log === null && options.json !== true) {
      io.stdout(formatResultLogHeader(settings, await runFingerprint(settings)));
    }
    const facts = await certifyAll({ engine, run, convention, settings, log, done, left, signal: stop.signal }, io);
    report(
      { ...facts, settings, check, engine, watched: watchedRadii(subject), sources: radiusSources(subject) },
      options,
      io,
    );
    return stop.signal.aborted ? EXIT.interrupted : EXIT.done;
  } catch (error) {
    if (options.out !== undefined && log !== null)
      io.stderr(`Results so far are kept in ${options.out}; --resume goes on.\n`);
    throw error;
  } finally {
    stop.end();
    log?.close();
  }
}

/** What a stopping rule settled: the radii that the table is about. */
function watchedRadii({ plan }: RunSubject): RunFacts['watched'] {
  if (plan.kind !== 'sampled' || plan.stopping.kind !== 'radii') return null;
  const { radii, adversary = plan.radii[0]!.adversary } = plan.stopping;
  return { adversary, radii };
}

/** The ways in which radii of this run were obtained, direct or converted. */
function radiusSources({ plan }: RunSubject): RunFacts['sources'] {
  return plan.radii.map((radii) => ({ adversary: radii.adversary, sources: radii.sources() }));
}

function settingsOf(
  engine: Engine,
  { options, request, data, subject }: Run,
  convention: InputConvention,
): RunSettings {
  const { plan } = subject;
  return {
    format: 1,
    version: packageVersion(),
    model: { file: options.model, sha256: engine.model.sha256 },
    data: { name: data.name, sha256: data.sha256 },
    input: `${convention.layout} ${convention.channels} ${convention.range}`,
    noise: subject.noise,
    sigma: subject.sigma,
    lambda: subject.lambda,
    dim: plan.dim,
    adversaries: plan.radii.map(({ adversary }) => adversary),
    estimation: describeEstimation(plan),
    n: plan.kind === 'sampled' ? plan.n : plan.positions,
    n0: plan.kind === 'sampled' ? plan.n0 : 0,
    alpha: plan.kind === 'sampled' ? plan.alpha : 0,
    seed: request.seed,
    engine: `${engine.name}: ${engine.device}`,
  };
}

/** Checks the model on the first images, fewer when it is slow. */
async function look(
  engine: Engine,
  data: OpenedDataSet,
  convention: InputConvention,
  { plan }: RunSubject,
  left: readonly number[],
  signal: AbortSignal,
): Promise<ModelCheck | null> {
  const first = await data.read(left[0]!);
  const pixels = prepareImage(first.pixels, data.shape, convention);
  await engine.logits(pixels, 1);
  const before = performance.now();
  await engine.logits(pixels, 1);
  const seconds = (performance.now() - before) / 1000;
  // Six conventions and four copies of each image.
  const affordable = Math.max(4, Math.floor(CHECK_SECONDS / (10 * seconds)));
  const images = await Promise.all(left.slice(0, Math.min(CHECKED, affordable)).map((index) => data.read(index)));
  const firstSample = plan.kind === 'sampled' ? SAMPLES.check.first : 0;
  try {
    return await checkModel({ engine, images, shape: data.shape, convention, firstSample }, signal);
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

interface Work {
  readonly engine: Engine;
  readonly run: Run;
  readonly convention: InputConvention;
  readonly settings: RunSettings;
  readonly log: LogWriter | null;
  readonly done: ReadonlyMap<number, CertifiedImage>;
  readonly left: readonly number[];
  readonly signal: AbortSignal;
}

async function certifyAll(
  work: Work,
  io: CommandIo,
): Promise<Pick<RunFacts, 'rows' | 'fresh' | 'planned' | 'seconds' | 'samples'>> {
  const { engine, run, settings, log, done, left, signal } = work;
  const { options, data, subject } = run;
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  const progress = progressLine(io);
  const fresh: CertifiedImage[] = [];
  const images = prepared(work, () => seconds() < run.request.limitTime);
  const atMost = samplesAtMost(subject.plan);
  let inHand = left[0] ?? 0;
  const before = engine.tally().samples;
  const ticker = setInterval(() => {
    const samples = engine.tally().samples - before;
    progress.show(
      progressText({ done: fresh.length, total: left.length, index: inHand, samples, atMost, seconds: seconds() }),
    );
  }, 200);
  ticker.unref();
  try {
    const onProgress = ({ index }: { index: number }): void => void (inHand = index);
    for await (const row of certify(engine, images, subject.plan, { signal, onProgress })) {
      log?.append(row);
      fresh.push(row);
      progress.clear();
      if (log === null && options.json !== true) io.stdout(formatResultLogRow(row, settings.adversaries));
      if (log !== null || options.json === true) {
        io.stderr(`${imageLine(row, fresh.length, left.length, settings.adversaries, data.classNames)}\n`);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    clearInterval(ticker);
    progress.clear();
  }
  const rows = run.indices.flatMap((index) => {
    const row = done.get(index) ?? fresh.find((each) => each.index === index);
    return row === undefined ? [] : [row];
  });
  return { rows, fresh, planned: run.indices.length, seconds: seconds(), samples: engine.tally().samples - before };
}

/** The images that are left, as the model takes them; the next one is read while the model is at work. */
async function* prepared(
  { engine, run, convention, left }: Work,
  mayBegin: () => boolean,
): AsyncGenerator<LabelledImage> {
  const { data } = run;
  const read = (at: number): Promise<LabelledImage> | undefined => {
    const image = left[at] === undefined ? undefined : data.read(left[at]);
    // An error is told when the image is wanted, not before.
    image?.catch(() => undefined);
    return image;
  };
  let next = read(0);
  for (let at = 0; next !== undefined && mayBegin(); at++) {
    const { index, pixels, label } = await next;
    requireLabel(index, label, engine.model.classes);
    next = read(at + 1);
    yield { index, pixels: prepareImage(pixels, data.shape, convention), label };
  }
}

function report(facts: RunFacts, options: CertifyOptions, io: CommandIo): void {
  if (options.json === true) {
    printJson(io, certifyDocument(facts));
    return;
  }
  const lines = summaryLines(facts, options.out === undefined ? null : resolve(options.out));
  (options.out === undefined ? io.stderr : io.stdout)(`${lines.join('\n')}\n`);
}
