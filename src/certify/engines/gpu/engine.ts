/**
 * Engines whose whole loop is on devices: the image goes up once; noise, model and votes stay there; a few integers
 * come down once a range. Several devices work side by side, each on its own share of the samples.
 */
import {
  EngineFault,
  EngineUnavailable,
  type Engine,
  type EngineTally,
  type ModelFacts,
  type NumberedImage,
  type SampleRange,
  type Votes,
} from '../../engine.ts';
import { Turns } from '../turns.ts';
import { openDevice, type GpuSource } from './access.ts';
import { LARGEST_BATCH } from './batch.ts';
import { DeviceLane, type LaneSetup } from './lane.ts';
import { addVotes, fastestTogether, shares } from './shares.ts';

/** What a device engine is made of. */
export interface DeviceEngineSetup extends LaneSetup {
  readonly name: 'webgpu' | 'tfjs';
  /** "onnxruntime-web 1.30.0". */
  readonly runtime: string;
  readonly gpus: GpuSource;
  readonly sha256: string;
  readonly batch: number | undefined;
  /** Devices side by side; undefined: those of the machine that are fastest together. */
  readonly devices: number | undefined;
  /** Logits of some images by the processor, for the model of these facts; null where nothing here gives them. */
  readonly processorLogits: (
    facts: Omit<ModelFacts, 'sha256'>,
    pixels: Float32Array,
    count: number,
  ) => Promise<Float32Array | null>;
  /** Called once when the engine is closed, or could not be opened. */
  readonly closed?: () => void;
}

/** Batches for each device in one request: the wait for the votes at its end is then small beside the work. */
const ROUNDS = 16;

/** Opens an engine on devices. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openDeviceEngine(setup: DeviceEngineSetup): Promise<Engine> {
  const engine = new DeviceEngine(setup);
  try {
    await engine.open();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

class DeviceEngine implements Engine {
  readonly name: 'webgpu' | 'tfjs';
  readonly nearTie: number;
  private readonly setup: DeviceEngineSetup;
  /** Devices in use, by their numbers in the source. */
  private numbers: number[] = [];
  /** By place in `numbers`; undefined where a device has to be opened (again). */
  private opened: (DeviceLane | undefined)[] = [];
  /** Devices that are left idle, each with the reason. */
  private readonly idle: string[] = [];
  private batch: number | undefined;
  private facts: Omit<ModelFacts, 'sha256'> | undefined;
  /** Requests share the buffers. */
  private readonly turns = new Turns();

  constructor(setup: DeviceEngineSetup) {
    this.setup = setup;
    this.name = setup.name;
    this.nearTie = setup.nearTie;
    this.batch = setup.batch;
  }

  /** Puts the model on the devices asked for, or on those of the machine that are fastest together. */
  async open(): Promise<void> {
    const { devices, gpus } = this.setup;
    const count = devices ?? Math.max(1, await gpus.adapterCount());
    this.numbers = Array.from({ length: count }, (_, k) => k);
    this.opened = this.numbers.map(() => undefined);
    if (devices !== undefined || count === 1) await this.ready();
    else await this.openFastest();
  }

  /**
   * A device that cannot be opened is passed over while another one can; one that would only be waited for is closed
   * again.
   */
  private async openFastest(): Promise<void> {
    let first: Error | undefined;
    const rates: number[] = [];
    for (const k of this.numbers) {
      rates[k] = 0;
      // What a small device cannot hold is no measure for the others.
      this.batch = this.setup.batch;
      try {
        const lane = (this.opened[k] = await this.openLane(k));
        rates[k] = await lane.rate();
      } catch (error) {
        if (!(error instanceof EngineFault || error instanceof EngineUnavailable)) throw error;
        first ??= error;
      }
    }
    if (first !== undefined && Math.max(...rates) === 0) throw first;
    const used = fastestTogether(rates);
    for (const k of this.numbers.filter((k) => !used.includes(k))) {
      const lane = this.opened[k];
      this.idle.push(lane === undefined ? 'one that cannot be opened' : `the slower ${lane.facts.name}`);
      await lane?.close();
    }
    this.opened = used.map((k) => this.opened[k]);
    this.numbers = used;
    this.batch = Math.min(...this.opened.map((lane) => lane?.model.batch ?? Infinity));
  }

  /** Opens the lanes that are missing: all at first, later those whose device was lost. */
  private async ready(): Promise<DeviceLane[]> {
    for (let k = 0; k < this.opened.length; k++) {
      const lane = this.opened[k];
      if (lane?.failed === false) continue;
      this.opened[k] = undefined;
      await lane?.close();
      this.opened[k] = await this.openLane(this.numbers[k]!);
    }
    return this.opened as DeviceLane[];
  }

  /** The device of that number with the model on it. Halves the batch until it fits. */
  private async openLane(number: number): Promise<DeviceLane> {
    for (;;) {
      const device = await openDevice(this.setup.gpus, number);
      const wanted = this.batch;
      try {
        const lane = await DeviceLane.open(device, wanted, this.setup);
        this.facts ??= lane.model.facts;
        this.batch = Math.min(wanted ?? Infinity, lane.model.batch);
        return lane;
      } catch (error) {
        if (!(error instanceof EngineFault) || error.kind !== 'out-of-memory') throw error;
        this.halveBatch(error);
      }
    }
  }

  private halveBatch(fault: EngineFault): void {
    const tried = this.batch ?? LARGEST_BATCH;
    if (tried <= 1) throw fault;
    this.batch = Math.floor(tried / 2);
  }

  get device(): string {
    const lanes = this.opened.filter((lane) => lane !== undefined);
    const noise = lanes.some((lane) => lane.noisePlace === 'host') ? ', noise made on the host' : '';
    const host = lanes.some((lane) => lane.model.partlyOnHost) ? ', some operators on the host' : '';
    const idle = this.idle.length > 0 ? `, leaving idle ${this.idle.join(' and ')}` : '';
    return `${this.setup.runtime}, ${deviceNames(lanes)}, batches of ${this.batch ?? 0}${noise}${host}${idle}`;
  }

  get model(): ModelFacts {
    return { ...this.facts!, sha256: this.setup.sha256 };
  }

  get preferredCount(): number {
    return (this.batch ?? 1) * this.opened.length * ROUNDS;
  }

  votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes> {
    return this.turns.take(async () => {
      for (;;) {
        signal?.throwIfAborted();
        const lanes = await this.ready();
        const started = performance.now();
        const settled = await Promise.allSettled(
          shares(range, lanes.length).map((share, k) => lanes[k]!.votes(image, share, signal)),
        );
        this.setup.meter.worked((performance.now() - started) / 1000);
        const failed = settled.find((each) => each.status === 'rejected');
        if (failed === undefined) {
          return addVotes(settled.map((each) => (each as PromiseFulfilledResult<Votes>).value));
        }
        const reason: unknown = failed.reason;
        if (!(reason instanceof EngineFault) || reason.kind !== 'out-of-memory') throw reason;
        // Votes are a function of the samples alone, so the whole range is simply done again in smaller batches.
        this.halveBatch(reason);
        await this.closeLanes();
      }
    });
  }

  get shapes(): readonly number[] {
    return [this.batch ?? 1];
  }

  get lanes(): number {
    return this.opened.length;
  }

  logits(pixels: Float32Array, count: number, lane = 0): Promise<Float32Array> {
    return this.turns.take(async () => (await this.ready())[lane]!.logits(pixels, count));
  }

  processorLogits(pixels: Float32Array, count: number): Promise<Float32Array | null> {
    return this.turns.take(() => this.setup.processorLogits(this.facts!, pixels, count));
  }

  tally(): EngineTally {
    return this.setup.meter.tally();
  }

  private async closeLanes(): Promise<void> {
    const open = this.opened;
    this.opened = open.map(() => undefined);
    for (const lane of open) await lane?.close();
  }

  async close(): Promise<void> {
    if (this.turns.closed) return;
    await this.turns.close();
    await this.closeLanes();
    this.setup.closed?.();
  }
}

/** "2 x NVIDIA L4 + SwiftShader (software)". */
function deviceNames(lanes: readonly DeviceLane[]): string {
  const times = new Map<string, number>();
  for (const { facts } of lanes) {
    const name = `${facts.name}${facts.software ? ' (software)' : ''}`;
    times.set(name, (times.get(name) ?? 0) + 1);
  }
  return [...times].map(([name, count]) => (count > 1 ? `${count} x ${name}` : name)).join(' + ') || 'no device';
}
