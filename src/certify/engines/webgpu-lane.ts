/**
 * One device with the model on it: noise, model and votes queued batch after batch, a few integers read at the end.
 */
import type { InferenceSession, Tensor } from 'onnxruntime-common';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { EngineFault } from '../engine.ts';
import type { ModelFacts, NumberedImage, SampleRange, Votes } from '../engine.ts';
import type { OpenDevice } from './device-access.ts';
import { planBatch } from './device-batch.ts';
import type { DeviceCopies } from './device-copies.ts';
import type { DeviceMeter } from './device-meter.ts';
import type { OpenCopies } from './device-smoothing.ts';
import { DeviceVotes } from './device-votes.ts';
import { deviceFault, isMemoryError } from './device-watch.ts';
import { bufferTensor, inRuntime, openWebSession, readWebSignature } from './webgpu-runtime.ts';
import type { ImageDemand, Runtime, WebSignature } from './webgpu-runtime.ts';

/** What a lane is opened with. */
export interface LaneSetup {
  readonly runtime: Runtime;
  /** For errors. */
  readonly path: string;
  readonly model: Uint8Array;
  readonly images: ImageDemand;
  readonly batch: number | undefined;
  readonly nearTie: number;
  readonly meter: DeviceMeter;
  readonly copies: OpenCopies;
}

/** Batches queued before the host waits for the first of them: the device always has one more to do. */
const IN_FLIGHT = 2;

/** A model on a device. */
export class WebgpuLane {
  readonly facts: Omit<ModelFacts, 'sha256'>;
  readonly batch: number;
  readonly noisePlace: DeviceCopies['place'];
  /** Bytes the runtime reads back for a batch of its own accord: operators that it runs on the host. */
  readonly hostBytes: number;
  private readonly open: OpenDevice;
  private readonly setup: LaneSetup;
  private readonly parts: LaneParts;

  private constructor(open: OpenDevice, setup: LaneSetup, parts: LaneParts, hostBytes: number) {
    this.open = open;
    this.setup = setup;
    this.parts = parts;
    this.batch = parts.batch;
    this.noisePlace = parts.copies.place;
    this.hostBytes = hostBytes;
    const { inputName, outputName, imageShape } = parts.signature;
    this.facts = { inputName, outputName, inputShape: imageShape, classes: parts.classes };
  }

  /**
   * Puts the model on the device and tries a whole batch. Throws InvalidInput (the model), EngineFault (the device; it is
   * closed then).
   */
  static async open(open: OpenDevice, setup: LaneSetup): Promise<WebgpuLane> {
    try {
      const parts = await openParts(open, setup);
      const { fromDevice } = await runModel(open, setup, parts, parts.batch);
      await open.watch.guard(open.device.queue.onSubmittedWorkDone());
      open.watch.check();
      return new WebgpuLane(open, setup, parts, fromDevice);
    } catch (error) {
      open.device.destroy();
      throw error instanceof InvalidInput ? error : deviceFault(error, open.facts.name);
    }
  }

  /** Whether the device is lost or has failed. */
  get failed(): boolean {
    return this.open.watch.failed;
  }

  /** Votes of a range. Throws EngineFault; rejects with the signal's reason when aborted. */
  async votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes> {
    const { watch, device } = this.open;
    const { votes, logits, batch } = this.parts;
    const { meter } = this.setup;
    try {
      meter.own(() => votes.clear());
      const pending: Promise<undefined>[] = [];
      const end = range.first + range.count;
      for (let first = range.first; first < end; first += batch) {
        signal?.throwIfAborted();
        watch.check();
        const rows = Math.min(batch, end - first);
        const fence = meter.fence(() => watch.guard(device.queue.onSubmittedWorkDone()));
        await fence?.start();
        meter.own(() => this.parts.copies.write(image, first, rows));
        await fence?.noise();
        await this.run(rows);
        await fence?.model();
        meter.own(() => votes.add(logits, rows));
        await fence?.votes();
        meter.samples(rows);
        const done = watch.guard(device.queue.onSubmittedWorkDone());
        // Not all are waited for when another piece of work fails first.
        done.catch(() => undefined);
        pending.push(done);
        if (pending.length >= IN_FLIGHT) await pending.shift();
      }
      return await meter.owning(() => votes.read());
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw deviceFault(error, this.open.facts.name);
    }
  }

  /** Logits of images as they are. Throws EngineFault. */
  async logits(pixels: Float32Array, count: number): Promise<Float32Array> {
    const { device, watch } = this.open;
    const { batch, classes, copies, input } = this.parts;
    const dim = input.size / 4 / batch;
    const all = new Float32Array(count * classes);
    const readback = device.createBuffer({
      size: 4 * batch * classes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    try {
      for (let first = 0; first < count; first += batch) {
        const rows = Math.min(batch, count - first);
        const part = pixels.slice(first * dim, (first + rows) * dim);
        this.setup.meter.own(() => device.queue.writeBuffer(input, 0, part));
        await this.run(rows);
        const encoder = device.createCommandEncoder();
        encoder.copyBufferToBuffer(this.parts.logits, 0, readback, 0, 4 * rows * classes);
        device.queue.submit([encoder.finish()]);
        await watch.guard(this.setup.meter.owning(() => readback.mapAsync(GPUMapMode.READ)));
        all.set(new Float32Array(readback.getMappedRange()).subarray(0, rows * classes), first * classes);
        readback.unmap();
      }
      return all;
    } catch (error) {
      throw deviceFault(error, `${this.open.facts.name} (${copies.place} noise)`);
    } finally {
      readback.destroy();
    }
  }

  private async run(rows: number): Promise<void> {
    const { toDevice, fromDevice } = await runModel(this.open, this.setup, this.parts, rows);
    this.setup.meter.moved(toDevice, fromDevice);
  }

  async close(): Promise<void> {
    const { device } = this.open;
    await inRuntime(() => this.parts.session.release()).catch(() => undefined);
    this.parts.votes.close();
    this.parts.copies.close();
    device.destroy();
  }
}

/** What lives on the device. */
interface LaneParts {
  readonly session: InferenceSession;
  readonly signature: WebSignature;
  readonly batch: number;
  readonly classes: number;
  /** Shape of the output without the batch axis: [10], or [10, 1, 1]. */
  readonly outputShape: readonly number[];
  readonly input: GPUBuffer;
  readonly logits: GPUBuffer;
  readonly copies: DeviceCopies;
  readonly votes: DeviceVotes;
  /** Tensors over the buffers by their number of rows; ranges end with one or two different ones. */
  readonly tensors: Map<number, { readonly feeds: Record<string, Tensor>; readonly fetches: Record<string, Tensor> }>;
}

async function openParts(open: OpenDevice, setup: LaneSetup): Promise<LaneParts> {
  const { device, watch, facts } = open;
  const { runtime, path, model, images, nearTie } = setup;
  const { dim } = images;
  const session = await watch.guard(openWebSession(runtime, device, model)).catch((error: unknown) => {
    throw isMemoryError(error) ? modelTooLarge(path, facts.name, error) : error;
  });
  const signature = readWebSignature(session, path, images);
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const outputShape = await probeOutput(open, setup, session, signature);
  const classes = outputShape.reduce((product, size) => product * size, 1);
  const { batch } = planBatch({ dim, classes, requested: setup.batch, fixed: signature.batch }, facts);
  const input = device.createBuffer({ size: 4 * batch * dim, usage: STORAGE | COPY_SRC | COPY_DST });
  const logits = device.createBuffer({ size: 4 * batch * classes, usage: STORAGE | COPY_SRC | COPY_DST });
  const copies = await setup.copies(open, input, batch);
  const votes = await DeviceVotes.open(device, watch, classes, nearTie);
  return { session, signature, batch, classes, outputShape, input, logits, copies, votes, tensors: new Map() };
}

/** A smaller batch would not help. */
const modelTooLarge = (path: string, device: string, cause: unknown): EngineFault =>
  new EngineFault('unsupported', `The model ${path} does not fit into the memory of ${device}: use --engine onnx.`, {
    cause,
  });

/** What a row of the output looks like, found by running two rows: a file need not say. */
async function probeOutput(
  { device, watch }: OpenDevice,
  { runtime, path, images }: LaneSetup,
  session: InferenceSession,
  { inputName, outputName, batch, imageShape }: WebSignature,
): Promise<readonly number[]> {
  const rows = batch ?? 2;
  const input = device.createBuffer({ size: 4 * rows * images.dim, usage: GPUBufferUsage.STORAGE });
  try {
    const feeds = { [inputName]: bufferTensor(runtime, input, [rows, ...imageShape]) };
    const { value } = await watch.guard(inRuntime(() => session.run(feeds, [outputName])));
    const output = value[outputName]!;
    const [outputRows, ...shape] = output.dims;
    output.dispose();
    if (outputRows !== rows || shape.reduce((product, size) => product * size, 1) < 2) {
      throw new InvalidInput(
        `${path}: ${rows} images gave an output of shape [${output.dims.join(', ')}]; a classifier gives a row of logits, at least 2, for each.`,
      );
    }
    return shape;
  } finally {
    input.destroy();
  }
}

/** Runs the model on the first `rows` rows of the input, or on the whole batch where its size is fixed. */
async function runModel(
  { watch }: OpenDevice,
  { runtime }: LaneSetup,
  { session, signature, input, logits, outputShape, tensors, batch }: LaneParts,
  rows: number,
): Promise<{ toDevice: number; fromDevice: number }> {
  const size = signature.batch === null ? rows : batch;
  let ends = tensors.get(size);
  if (ends === undefined) {
    ends = {
      feeds: { [signature.inputName]: bufferTensor(runtime, input, [size, ...signature.imageShape]) },
      fetches: { [signature.outputName]: bufferTensor(runtime, logits, [size, ...outputShape]) },
    };
    tensors.set(size, ends);
  }
  const { feeds, fetches } = ends;
  return watch.guard(inRuntime(() => session.run(feeds, fetches)));
}
