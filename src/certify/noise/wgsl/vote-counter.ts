/**
 * Votes counted on the device: `clear()` before a range, `count(logits, rows)` after each batch, `read()` once at the end.
 */
import { BUFFER_USAGE, openPipeline, readBuffer } from './device-noise.ts';
import {
  readTally,
  tallyBytes,
  VOTE_SETTINGS_BYTES,
  VOTE_SHADER,
  VOTE_WORKGROUP,
  writeVoteSettings,
} from './vote-shader.ts';

export interface DeviceVotes {
  readonly counts: Float64Array;
  readonly nearTies: Float64Array;
  /** Samples with a logit that is NaN or infinite, which are in neither. */
  readonly notFinite: number;
}

export interface VoteCounter {
  /** Submits work that sets all counts to 0. */
  clear(): void;
  /** Submits work that adds the votes of `rows` rows of logits, [rows, classes] float32 with usage STORAGE. */
  count(logits: GPUBufferBinding, rows: number): void;
  /** The votes since the last `clear`, after all work submitted so far; 4 (2 classes + 1) bytes come back. */
  read(): Promise<DeviceVotes>;
  destroy(): void;
}

/** Most rows of one call of `count`. */
export const MOST_ROWS = 65535 * VOTE_WORKGROUP;

/** A counter for so many classes; rows with the two largest logits less than `nearTie` apart count as near-ties. */
export async function openVoteCounter(device: GPUDevice, classes: number, nearTie: number): Promise<VoteCounter> {
  const pipeline = await openPipeline(device, 'votes', VOTE_SHADER);
  const { uniform, storage, copySource, copyTarget } = BUFFER_USAGE;
  const settings = device.createBuffer({ size: VOTE_SETTINGS_BYTES, usage: uniform | copyTarget });
  const tally = device.createBuffer({ size: tallyBytes(classes), usage: storage | copySource | copyTarget });
  const host = new ArrayBuffer(VOTE_SETTINGS_BYTES);

  function submit(encode: (encoder: GPUCommandEncoder) => void): void {
    const encoder = device.createCommandEncoder();
    encode(encoder);
    device.queue.submit([encoder.finish()]);
  }

  return {
    clear: () => submit((encoder) => encoder.clearBuffer(tally)),
    count: (logits, rows) => {
      if (rows > MOST_ROWS) throw new RangeError(`At most ${MOST_ROWS} rows of logits at once, not ${rows}.`);
      writeVoteSettings(rows, classes, nearTie, host);
      device.queue.writeBuffer(settings, 0, host);
      submit((encoder) => {
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        const resources = [{ buffer: settings }, logits, { buffer: tally }];
        const entries = resources.map((resource, binding) => ({ binding, resource }));
        pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
        pass.dispatchWorkgroups(Math.ceil(rows / VOTE_WORKGROUP));
        pass.end();
      });
    },
    read: async () => readTally(new Uint32Array(await readBuffer(device, tally, tallyBytes(classes))), classes),
    destroy: () => {
      settings.destroy();
      tally.destroy();
    },
  };
}
