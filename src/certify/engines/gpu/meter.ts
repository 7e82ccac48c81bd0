/** Where samples, bytes and seconds of a device engine went. */
import type { EngineTally } from '../../engine.ts';
import { countTraffic } from './traffic.ts';

/** Waits for the device between the parts of one batch and times them. */
export interface Fence {
  start(): Promise<void>;
  noise(): Promise<void>;
  model(): Promise<void>;
  votes(): Promise<void>;
}

/** Batches that run freely between two timed ones: waiting costs the overlap, so few are timed. */
const FREE_BATCHES = 31;
/** The first batch compiles shaders and is not typical. */
const FIRST_TIMED = 1;

/**
 * Adds up what lanes do. The queue of a device is asynchronous, so seconds are measured on a few batches that wait
 * after each part, and their shares applied to the time of all batches.
 */
export class DeviceMeter {
  private readonly traffic = countTraffic();
  private counted = 0;
  private toDevice = 0;
  private fromDevice = 0;
  private batches = 0;
  private busy = 0;
  private readonly timed = { noise: 0, model: 0, votes: 0 };

  samples(count: number): void {
    this.counted += count;
  }

  moved(toDevice: number, fromDevice: number): void {
    this.toDevice += toDevice;
    this.fromDevice += fromDevice;
  }

  /** Seconds in which a lane was at work. */
  worked(seconds: number): void {
    this.busy += seconds;
  }

  /** Counts the bytes of a synchronous piece of work. */
  own(work: () => void): void {
    const { toDevice, fromDevice } = this.traffic;
    work();
    this.moved(this.traffic.toDevice - toDevice, this.traffic.fromDevice - fromDevice);
  }

  /** Counts the bytes of what `work` does before it waits for the first time. */
  owning<T>(work: () => Promise<T>): Promise<T> {
    let result: Promise<T> | undefined;
    this.own(() => {
      result = work();
    });
    return result!;
  }

  /** A fence for the next batch, or undefined when it runs freely. */
  fence(done: () => Promise<undefined>): Fence | undefined {
    const timed = this.batches % (FREE_BATCHES + 1) === FIRST_TIMED;
    this.batches += 1;
    if (!timed) return undefined;
    let last = 0;
    const lap = async (): Promise<number> => {
      await done();
      const now = performance.now();
      const seconds = (now - last) / 1000;
      last = now;
      return seconds;
    };
    return {
      start: async () => void (await lap()),
      noise: async () => void (this.timed.noise += await lap()),
      model: async () => void (this.timed.model += await lap()),
      votes: async () => void (this.timed.votes += await lap()),
    };
  }

  tally(): EngineTally {
    const { noise, model, votes } = this.timed;
    const whole = noise + model + votes;
    // Until a batch has been timed all is put down to the model.
    const share = whole === 0 ? { noise: 0, model: 1, votes: 0 } : this.timed;
    const scale = this.busy / (whole === 0 ? 1 : whole);
    return {
      samples: this.counted,
      bytesToDevice: this.toDevice,
      bytesFromDevice: this.fromDevice,
      noiseSeconds: share.noise * scale,
      modelSeconds: share.model * scale,
      voteSeconds: share.votes * scale,
    };
  }
}
