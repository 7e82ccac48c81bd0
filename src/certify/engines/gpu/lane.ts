/**
 * One device with the model on it: noise, model and votes queued batch after batch, a few integers read at the end.
 */
import type { NumberedImage, SampleRange, Votes } from '../../engine.ts';
import type { AdapterFacts, OpenDevice } from './access.ts';
import type { DeviceCopies } from './copies.ts';
import type { DeviceMeter } from './meter.ts';
import type { DeviceModel, OpenDeviceModel } from './model.ts';
import type { OpenCopies } from './smoothing.ts';
import { DeviceVotes } from './votes.ts';
import { deviceFault } from './watch.ts';

/** What a lane is opened with. */
export interface LaneSetup {
  readonly model: OpenDeviceModel;
  readonly copies: OpenCopies;
  readonly nearTie: number;
  readonly meter: DeviceMeter;
}

/** How long a device is timed, where that takes more than one batch. */
const TIMED_MS = 100;
/** How long a failed device may take to let go of its model. */
const PATIENCE_MS = 5000;
/** Batches queued before the host waits for the first of them: the device always has one more to do. */
const IN_FLIGHT = 2;

/** A model on a device, with its noise and its votes. */
export class DeviceLane {
  readonly model: DeviceModel;
  readonly noisePlace: DeviceCopies['place'];
  private readonly open: OpenDevice;
  private readonly copies: DeviceCopies;
  private readonly counter: DeviceVotes;
  private readonly meter: DeviceMeter;

  private constructor(
    open: OpenDevice,
    meter: DeviceMeter,
    model: DeviceModel,
    copies: DeviceCopies,
    counter: DeviceVotes,
  ) {
    this.open = open;
    this.meter = meter;
    this.model = model;
    this.copies = copies;
    this.counter = counter;
    this.noisePlace = copies.place;
  }

  /**
   * Puts the model on the device and tries a whole batch. Throws InvalidInput (the model), EngineFault (the device; it
   * is closed then).
   */
  static async open(open: OpenDevice, batch: number | undefined, setup: LaneSetup): Promise<DeviceLane> {
    const { device, watch, facts } = open;
    const { meter, nearTie } = setup;
    const opening = setup.model(open, batch);
    try {
      const model = await watch.guard(opening);
      const copies = await setup.copies(open, model.input, model.batch);
      const counter = await DeviceVotes.open({ device, watch, meter, classes: model.facts.classes, nearTie });
      await watch.guard(model.run(model.batch));
      await watch.guard(device.queue.onSubmittedWorkDone());
      watch.check();
      return new DeviceLane(open, meter, model, copies, counter);
    } catch (error) {
      // The runtime keeps what it holds of a model until it is told, of one it is still opening as well.
      await withinPatience(opening.then((model) => model.close()));
      device.destroy();
      throw deviceFault(error, facts.name);
    }
  }

  /** What it runs on. */
  get facts(): AdapterFacts {
    return this.open.facts;
  }

  /** Samples a second of the model alone, timed on whole batches for about a tenth of a second. Throws EngineFault. */
  async rate(): Promise<number> {
    const { watch, device, facts } = this.open;
    const { batch } = this.model;
    const started = performance.now();
    let samples = 0;
    try {
      do {
        await watch.guard(this.model.run(batch));
        await watch.guard(device.queue.onSubmittedWorkDone());
        samples += batch;
      } while (performance.now() - started < TIMED_MS);
    } catch (error) {
      throw deviceFault(error, facts.name);
    }
    return (1000 * samples) / (performance.now() - started);
  }

  /** Whether the device is lost or has failed. */
  get failed(): boolean {
    return this.open.watch.failed;
  }

  /** Votes of a range. Throws EngineFault; rejects with the signal's reason when aborted. */
  async votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes> {
    const { watch, device } = this.open;
    const { meter, model, counter } = this;
    try {
      meter.own(() => counter.clear());
      const pending: Promise<undefined>[] = [];
      const end = range.first + range.count;
      for (let first = range.first; first < end; first += model.batch) {
        signal?.throwIfAborted();
        watch.check();
        const rows = Math.min(model.batch, end - first);
        const fence = meter.fence(() => watch.guard(device.queue.onSubmittedWorkDone()));
        await fence?.start();
        meter.own(() => this.copies.write(image, first, rows));
        await fence?.noise();
        // Always the whole batch, so that the runtime has one plan; rows beyond the range are not counted.
        const logits = await watch.guard(model.run(model.batch));
        await fence?.model();
        meter.own(() => counter.add(logits, rows));
        await fence?.votes();
        meter.samples(rows);
        const done = watch.guard(device.queue.onSubmittedWorkDone());
        // Not all are waited for when another piece of work fails first.
        done.catch(() => undefined);
        pending.push(done);
        if (pending.length >= IN_FLIGHT) await pending.shift();
      }
      return await counter.read();
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      throw deviceFault(error, this.open.facts.name);
    }
  }

  /** Logits of images as they are. Throws EngineFault. */
  async logits(pixels: Float32Array, count: number): Promise<Float32Array> {
    const { device, watch } = this.open;
    const { model, meter } = this;
    const { batch, input } = model;
    const { classes } = model.facts;
    const dim = pixels.length / count;
    const all = new Float32Array(count * classes);
    const readback = device.createBuffer({
      size: 4 * batch * classes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    try {
      for (let first = 0; first < count; first += batch) {
        const rows = Math.min(batch, count - first);
        const part = pixels.slice(first * dim, (first + rows) * dim);
        meter.own(() => device.queue.writeBuffer(input, 0, part));
        const logits = await watch.guard(model.run(batch));
        const encoder = device.createCommandEncoder();
        encoder.copyBufferToBuffer(logits, 0, readback, 0, 4 * rows * classes);
        device.queue.submit([encoder.finish()]);
        await watch.guard(meter.owning(() => readback.mapAsync(GPUMapMode.READ)));
        all.set(new Float32Array(readback.getMappedRange()).subarray(0, rows * classes), first * classes);
        readback.unmap();
      }
      return all;
    } catch (error) {
      throw deviceFault(error, this.open.facts.name);
    } finally {
      readback.destroy();
    }
  }

  async close(): Promise<void> {
    await this.model.close().catch(() => undefined);
    this.counter.close();
    this.copies.close();
    this.open.device.destroy();
  }
}

/** Waits for work on a device that has failed, which may never end; how it ends does not matter any more. */
async function withinPatience(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
  await Promise.race([work.catch(() => undefined), patience]);
  clearTimeout(timer);
}
