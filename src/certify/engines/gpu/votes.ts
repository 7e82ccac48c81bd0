/**
 * Votes counted on the device by vote-shader.ts: from a buffer of logits to a few integers, read back once a range.
 */
import { EngineFault, type Votes } from '../../engine.ts';
import { openPipeline } from '../../copies/wgsl/device-noise.ts';
import {
  tallyBytes,
  VOTE_SETTINGS_BYTES,
  VOTE_SHADER,
  VOTE_WORKGROUP,
  writeVoteSettings,
} from '../../copies/wgsl/vote-shader.ts';
import type { DeviceMeter } from './meter.ts';
import type { DeviceWatch } from './watch.ts';

const GROUP = 64;

/**
 * Packs a tally: how many classes have votes, rows not finite, then (class, votes, near-ties) of each class in any
 * order.
 */
const PACK_SHADER = /* wgsl */ `
@group(0) @binding(0) var<uniform> settings: vec4u;
@group(0) @binding(1) var<storage, read> tally: array<u32>;
@group(0) @binding(2) var<storage, read_write> packed: array<atomic<u32>>;

@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let c = id.x;
  let classes = settings.y;
  if (c == 0u) { atomicStore(&packed[1], tally[2u * classes]); }
  if (c >= classes || tally[c] == 0u) { return; }
  let at = 2u + 3u * atomicAdd(&packed[0], 1u);
  atomicStore(&packed[at], c);
  atomicStore(&packed[at + 1u], tally[c]);
  atomicStore(&packed[at + 2u], tally[classes + c]);
}`;

/** Classes read back at once: 776 bytes. More than that have votes only where a model is at sea. */
const FIRST_CLASSES = 64;
const WORD = 4;
const HEAD = 2;
const ENTRY = 3;

/** What votes are counted with. */
export interface VotesSetup {
  readonly device: GPUDevice;
  readonly watch: DeviceWatch;
  /** Told of the bytes that come down. */
  readonly meter: DeviceMeter;
  readonly classes: number;
  readonly nearTie: number;
}

/** Counts the rows of logits buffers until they are read. */
export class DeviceVotes {
  private readonly device: GPUDevice;
  private readonly watch: DeviceWatch;
  private readonly meter: DeviceMeter;
  private readonly classes: number;
  private readonly count: GPUComputePipeline;
  private readonly pack: GPUComputePipeline;
  private readonly tally: GPUBuffer;
  private readonly packed: GPUBuffer;
  private readonly readback: GPUBuffer;
  private readonly settings: GPUBuffer;
  private readonly packGroup: GPUBindGroup;
  private readonly host = new ArrayBuffer(VOTE_SETTINGS_BYTES);
  private readonly nearTie: number;
  private counted: { logits: GPUBuffer; group: GPUBindGroup } | undefined;

  private constructor(
    { device, watch, meter, classes, nearTie }: VotesSetup,
    pipelines: readonly [GPUComputePipeline, GPUComputePipeline],
  ) {
    this.device = device;
    this.watch = watch;
    this.meter = meter;
    this.classes = classes;
    this.nearTie = nearTie;
    [this.count, this.pack] = pipelines;
    const { STORAGE, COPY_DST, COPY_SRC, MAP_READ, UNIFORM } = GPUBufferUsage;
    this.tally = device.createBuffer({ size: tallyBytes(classes), usage: STORAGE | COPY_DST });
    this.packed = device.createBuffer({
      size: WORD * (HEAD + ENTRY * classes),
      usage: STORAGE | COPY_DST | COPY_SRC,
    });
    this.readback = device.createBuffer({
      size: WORD * (HEAD + ENTRY * Math.min(classes, FIRST_CLASSES)),
      usage: MAP_READ | COPY_DST,
    });
    this.settings = device.createBuffer({ size: VOTE_SETTINGS_BYTES, usage: UNIFORM | COPY_DST });
    this.packGroup = bindings(device, this.pack, [this.settings, this.tally, this.packed]);
  }

  /** Compiles the kernels. Throws EngineFault. */
  static async open(setup: VotesSetup): Promise<DeviceVotes> {
    const { device } = setup;
    const pipelines = await Promise.all([
      openPipeline(device, 'votes', VOTE_SHADER),
      openPipeline(device, 'packing votes', PACK_SHADER),
    ]);
    return new DeviceVotes(setup, pipelines);
  }

  /** Forgets all votes. */
  clear(): void {
    const encoder = this.device.createCommandEncoder();
    encoder.clearBuffer(this.tally);
    encoder.clearBuffer(this.packed);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Adds the votes of the first `rows` rows of `logits`. */
  add(logits: GPUBuffer, rows: number): void {
    writeVoteSettings(rows, this.classes, this.nearTie, this.host);
    this.device.queue.writeBuffer(this.settings, 0, this.host);
    // A buffer of the engine's own is the same every time, one of a runtime's pool often.
    if (this.counted?.logits !== logits) {
      this.counted = { logits, group: bindings(this.device, this.count, [this.settings, logits, this.tally]) };
    }
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.count);
    pass.setBindGroup(0, this.counted.group);
    pass.dispatchWorkgroups(Math.ceil(rows / VOTE_WORKGROUP));
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  /**
   * The votes since `clear`, once all the work before is done. Throws EngineFault, also when logits were not finite.
   */
  async read(): Promise<Votes> {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.pack);
    pass.setBindGroup(0, this.packGroup);
    pass.dispatchWorkgroups(Math.ceil(this.classes / GROUP));
    pass.end();
    encoder.copyBufferToBuffer(this.packed, 0, this.readback, 0, this.readback.size);
    this.device.queue.submit([encoder.finish()]);
    let words = await this.fetch(this.readback);
    const distinct = words[0]!;
    if (distinct > FIRST_CLASSES) words = await this.fetchAll(distinct);
    const notFinite = words[1]!;
    if (notFinite > 0) {
      throw new EngineFault(
        'not-a-number',
        `The model gave logits that are NaN or infinite for ${notFinite} noisy ${notFinite === 1 ? 'copy' : 'copies'}: such votes cannot be counted.`,
      );
    }
    const counts = new Float64Array(this.classes);
    const nearTies = new Float64Array(this.classes);
    for (let i = 0, at = HEAD; i < distinct; i++, at += ENTRY) {
      const c = words[at]!;
      counts[c] = words[at + 1]!;
      nearTies[c] = words[at + 2]!;
    }
    return { counts, nearTies };
  }

  private async fetchAll(distinct: number): Promise<Uint32Array> {
    const size = WORD * (HEAD + ENTRY * distinct);
    const all = this.device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.packed, 0, all, 0, size);
    this.device.queue.submit([encoder.finish()]);
    try {
      return await this.fetch(all);
    } finally {
      all.destroy();
    }
  }

  private async fetch(buffer: GPUBuffer): Promise<Uint32Array> {
    await this.watch.guard(this.meter.owning(() => buffer.mapAsync(GPUMapMode.READ)));
    const words = new Uint32Array(buffer.getMappedRange().slice(0));
    buffer.unmap();
    return words;
  }

  close(): void {
    for (const buffer of [this.tally, this.packed, this.readback, this.settings]) buffer.destroy();
  }
}

/** Buffers bound at 0, 1, ... of a pipeline's first group. */
function bindings(device: GPUDevice, pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
  return device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
}
