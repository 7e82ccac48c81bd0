/**
 * Votes counted on the device: from a buffer of logits to a few integers, read back once a range.
 *
 * The same rule as vote-count.ts: a vote for the largest logit, the lowest index among equals; a near-tie when the two
 * largest are less than `nearTie` apart; a row with a logit that is not finite is counted apart.
 */
import { EngineFault } from '../engine.ts';
import type { Votes } from '../engine.ts';
import { bindings, computePipeline, dispatchSize } from './device-pipeline.ts';
import type { DeviceWatch } from './device-watch.ts';

const GROUP = 64;

/** counts[0..classes), near-ties [classes..2 classes), rows that are not finite [2 classes]. */
const COUNT_SHADER = /* wgsl */ `
struct Rows { rows: u32, classes: u32, nearTie: f32, unused: u32 }
@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read_write> tally: array<atomic<u32>>;
@group(0) @binding(2) var<uniform> p: Rows;

@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let row = id.x;
  if (row >= p.rows) { return; }
  let start = row * p.classes;
  var best = 0u;
  var largest = logits[start];
  var second = -3.4028234e38;
  // Shaders may assume that no number is NaN, so finiteness is read off the bits of the exponent.
  var finite = (bitcast<u32>(largest) & 0x7f800000u) != 0x7f800000u;
  for (var c = 1u; c < p.classes; c++) {
    let logit = logits[start + c];
    finite = finite && (bitcast<u32>(logit) & 0x7f800000u) != 0x7f800000u;
    if (logit > largest) {
      second = largest;
      largest = logit;
      best = c;
    } else if (logit > second) {
      second = logit;
    }
  }
  if (!finite) {
    atomicAdd(&tally[2u * p.classes], 1u);
    return;
  }
  atomicAdd(&tally[best], 1u);
  if (largest - second < p.nearTie) { atomicAdd(&tally[p.classes + best], 1u); }
}`;

/** Packs the classes with votes: how many, rows not finite, then (class, votes, near-ties) of each in any order. */
const PACK_SHADER = /* wgsl */ `
@group(0) @binding(0) var<storage, read> tally: array<u32>;
@group(0) @binding(1) var<storage, read_write> packed: array<atomic<u32>>;
@group(0) @binding(2) var<uniform> p: vec4<u32>;

@compute @workgroup_size(${GROUP})
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let c = id.x;
  let classes = p.y;
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

/** Counts the rows of logits buffers until they are read. */
export class DeviceVotes {
  private readonly device: GPUDevice;
  private readonly watch: DeviceWatch;
  private readonly classes: number;
  private readonly count: GPUComputePipeline;
  private readonly pack: GPUComputePipeline;
  private readonly tally: GPUBuffer;
  private readonly packed: GPUBuffer;
  private readonly readback: GPUBuffer;
  private readonly rows: GPUBuffer;
  private readonly packGroup: GPUBindGroup;
  private readonly rowsHost = new ArrayBuffer(4 * WORD);
  private counted: { logits: GPUBuffer; group: GPUBindGroup } | undefined;

  private constructor(
    device: GPUDevice,
    watch: DeviceWatch,
    classes: number,
    nearTie: number,
    pipelines: readonly [GPUComputePipeline, GPUComputePipeline],
  ) {
    this.device = device;
    this.watch = watch;
    this.classes = classes;
    [this.count, this.pack] = pipelines;
    const { STORAGE, COPY_DST, COPY_SRC, MAP_READ, UNIFORM } = GPUBufferUsage;
    this.tally = device.createBuffer({ size: WORD * (2 * classes + 1), usage: STORAGE | COPY_DST });
    this.packed = device.createBuffer({
      size: WORD * (HEAD + ENTRY * classes),
      usage: STORAGE | COPY_DST | COPY_SRC,
    });
    this.readback = device.createBuffer({
      size: WORD * (HEAD + ENTRY * Math.min(classes, FIRST_CLASSES)),
      usage: MAP_READ | COPY_DST,
    });
    this.rows = device.createBuffer({ size: 4 * WORD, usage: UNIFORM | COPY_DST });
    new Uint32Array(this.rowsHost)[1] = classes;
    new Float32Array(this.rowsHost)[2] = nearTie;
    this.packGroup = bindings(device, this.pack, [this.tally, this.packed, this.rows]);
  }

  /** Compiles the kernels. Throws EngineFault. */
  static async open(device: GPUDevice, watch: DeviceWatch, classes: number, nearTie: number): Promise<DeviceVotes> {
    const pipelines = await Promise.all([
      computePipeline(device, watch, 'votes', COUNT_SHADER),
      computePipeline(device, watch, 'packing of votes', PACK_SHADER),
    ]);
    return new DeviceVotes(device, watch, classes, nearTie, pipelines);
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
    new Uint32Array(this.rowsHost)[0] = rows;
    this.device.queue.writeBuffer(this.rows, 0, this.rowsHost);
    // A buffer of the engine's own is the same every time, one of a runtime's pool often.
    if (this.counted?.logits !== logits) {
      this.counted = { logits, group: bindings(this.device, this.count, [logits, this.tally, this.rows]) };
    }
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.count);
    pass.setBindGroup(0, this.counted.group);
    pass.dispatchWorkgroups(...dispatchSize(Math.ceil(rows / GROUP)));
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  /** The votes since `clear`, once all the work before is done. Throws EngineFault, also when logits were not finite. */
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
    await this.watch.guard(buffer.mapAsync(GPUMapMode.READ));
    const words = new Uint32Array(buffer.getMappedRange().slice(0));
    buffer.unmap();
    return words;
  }

  close(): void {
    for (const buffer of [this.tally, this.packed, this.readback, this.rows]) buffer.destroy();
  }
}
