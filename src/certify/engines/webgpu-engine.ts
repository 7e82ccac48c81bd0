/**
 * The engine `webgpu`: an ONNX model on any GPU that speaks WebGPU. The image goes up once; noise, model and votes stay on
 * the device; a few integers come down once a range.
 *
 * Several devices work side by side, each on its own share of the samples.
 */
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { EngineFault } from '../engine.ts';
import type { Engine, EngineOptions, EngineTally, ModelFacts, NumberedImage, SampleRange, Votes } from '../engine.ts';
import { copyKernel, smoothingNoise } from '../noise/copy-kernel.ts';
import { smoothingDim } from '../smoothing.ts';
import { browserGpus, openDevice } from './device-access.ts';
import type { AdapterFacts, GpuSource } from './device-access.ts';
import { DeviceMeter } from './device-meter.ts';
import { smoothingOnDevices } from './device-smoothing.ts';
import type { NoisePlatform } from './device-smoothing.ts';
import { addVotes, shares } from './device-shares.ts';
import { WebgpuLane } from './webgpu-lane.ts';
import type { LaneSetup } from './webgpu-lane.ts';
import { loadWebRuntime } from './webgpu-runtime.ts';

/** A model's file in memory. */
export interface ModelBytes {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** What differs between Node and browsers. */
export interface WebgpuPlatform extends NoisePlatform {
  readonly gpus: GpuSource;
  readonly readModel: (path: string) => Promise<ModelBytes>;
  /** Called before the runtime's WebAssembly is compiled. */
  readonly beforeRuntime?: () => void;
  /** Called when the engine is closed. */
  readonly afterRuntime?: () => void;
}

const NEAR_TIE = 1e-4;
/** Batches for each device in one request: the wait for the votes at its end is then small beside the work. */
const ROUNDS = 16;

/** Opens the engine in a browser; `options.model` is a URL. Throws InvalidInput, EngineUnavailable or EngineFault. */
export function openWebgpuEngine(options: EngineOptions): Promise<Engine> {
  return openWebgpuEngineOn(browserPlatform(), options);
}

/** Opens the engine on a platform. Throws InvalidInput, EngineUnavailable or EngineFault. */
export async function openWebgpuEngineOn(platform: WebgpuPlatform, options: EngineOptions): Promise<Engine> {
  const dim = smoothingDim(options.smoothing);
  const { bytes, sha256 } = await platform.readModel(options.model);
  const noise = await smoothingOnDevices(platform, options);
  platform.beforeRuntime?.();
  const engine = new WebgpuEngine(platform, options, sha256, {
    runtime: await loadWebRuntime(),
    path: options.model,
    model: bytes,
    images: { shape: options.inputShape, dim },
    batch: options.batch,
    nearTie: options.nearTie ?? NEAR_TIE,
    meter: new DeviceMeter(),
    copies: noise,
  });
  await engine.open();
  return engine;
}

function browserPlatform(): WebgpuPlatform {
  return {
    gpus: browserGpus(),
    hostKernel: ({ smoothing, seed }) => Promise.resolve(copyKernel(smoothing, seed)),
    loadNoise: ({ smoothing }) => Promise.resolve(smoothing.kind === 'splitting' ? null : smoothingNoise(smoothing)),
    readModel: async (url) => {
      const response = await fetch(url).catch((error: unknown) => {
        throw new InvalidInput(
          `Cannot load the model ${url}: ${error instanceof Error ? error.message : String(error)}.`,
        );
      });
      if (!response.ok) throw new InvalidInput(`Cannot load the model ${url}: the server answers ${response.status}.`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      return { bytes, sha256: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') };
    },
  };
}

class WebgpuEngine implements Engine {
  readonly name = 'webgpu';
  readonly nearTie: number;
  private readonly platform: WebgpuPlatform;
  private readonly options: EngineOptions;
  private readonly setup: LaneSetup;
  private readonly sha256: string;
  /** By device; undefined where it has to be opened (again). */
  private readonly lanes: (WebgpuLane | undefined)[] = [];
  private batch: number | undefined;
  private facts: AdapterFacts | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(platform: WebgpuPlatform, options: EngineOptions, sha256: string, setup: LaneSetup) {
    this.platform = platform;
    this.options = options;
    this.sha256 = sha256;
    this.setup = setup;
    this.nearTie = setup.nearTie;
    this.batch = setup.batch;
  }

  /** Puts the model on every device. */
  async open(): Promise<void> {
    const { workers } = this.options;
    this.lanes.length = workers ?? Math.max(1, await this.platform.gpus.adapterCount());
    try {
      await this.ready();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Opens the lanes that are missing: all at first, later those whose device was lost. */
  private async ready(): Promise<WebgpuLane[]> {
    for (let k = 0; k < this.lanes.length; k++) {
      const lane = this.lanes[k];
      if (lane?.failed === false) continue;
      this.lanes[k] = undefined;
      await lane?.close();
      this.lanes[k] = await this.openLane(k);
    }
    return this.lanes as WebgpuLane[];
  }

  /** Halves the batch until it fits. */
  private async openLane(k: number): Promise<WebgpuLane> {
    for (;;) {
      const device = await openDevice(this.platform.gpus, k);
      this.facts ??= device.facts;
      const wanted = this.batch;
      try {
        const lane = await WebgpuLane.open(device, { ...this.setup, batch: wanted });
        this.batch = wanted === undefined ? lane.batch : Math.min(wanted, lane.batch);
        return lane;
      } catch (error) {
        if (!(error instanceof EngineFault) || error.kind !== 'out-of-memory') throw error;
        this.halveBatch(error);
      }
    }
  }

  private halveBatch(fault: EngineFault): void {
    const tried = this.batch ?? this.setup.batch ?? LARGEST_GUESS;
    if (tried <= 1) throw fault;
    this.batch = Math.floor(tried / 2);
  }

  get device(): string {
    const lanes = this.lanes.filter((lane) => lane !== undefined);
    const noise = lanes.some((lane) => lane.noisePlace === 'host') ? ', noise made on the host' : '';
    const host = lanes.some((lane) => lane.hostBytes > 0) ? ', some operators on the host' : '';
    const software = this.facts?.software === true ? ' (software)' : '';
    const times = lanes.length > 1 ? `${lanes.length} x ` : '';
    return `onnxruntime-web, ${times}${this.facts?.name ?? 'no device'}${software}, batches of ${this.batch ?? 0}${noise}${host}`;
  }

  get model(): ModelFacts {
    const lane = this.lanes.find((each) => each !== undefined);
    if (lane === undefined) throw new EngineFault('device-lost', 'The GPU was lost: open the engine again.');
    return { ...lane.facts, sha256: this.sha256 };
  }

  get preferredCount(): number {
    return (this.batch ?? 1) * this.lanes.length * ROUNDS;
  }

  votes(image: NumberedImage, range: SampleRange, signal?: AbortSignal): Promise<Votes> {
    return this.inTurn(async () => {
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

  logits(pixels: Float32Array, count: number): Promise<Float32Array> {
    return this.inTurn(async () => (await this.ready())[0]!.logits(pixels, count));
  }

  /** Requests share the buffers, so they are served one after the other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.closed) return Promise.reject(new Error('The engine is closed.'));
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  tally(): EngineTally {
    return this.setup.meter.tally();
  }

  private async closeLanes(): Promise<void> {
    const open = this.lanes.splice(0);
    this.lanes.length = open.length;
    for (const lane of open) await lane?.close();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.last.catch(() => undefined);
    await this.closeLanes();
    this.platform.afterRuntime?.();
  }
}

/** Where halving starts when the first batch, of the device's own choice, did not fit. */
const LARGEST_GUESS = 512;
