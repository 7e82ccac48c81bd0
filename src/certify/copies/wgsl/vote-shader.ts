/**
 * The shader that turns logits into votes on the device, as vote-count.ts does on the host.
 *
 * Bindings: 0 uniform buffer of VOTE_SETTINGS_BYTES (`writeVoteSettings`); 1 logits, [count, classes] f32 (read); 2
 * tally (read_write), `tallyBytes(classes)`, cleared by the caller before the first batch of a range. The tally adds up
 * over batches: classes counts, classes near-ties, then the number of samples with a logit that is NaN or infinite,
 * which vote for nothing. Entry point `main`, one invocation a sample, dispatched over ceil(count / VOTE_WORKGROUP).
 */

export const VOTE_WORKGROUP = 64;
export const VOTE_SETTINGS_BYTES = 16;

/** Bytes of the tally. */
export const tallyBytes = (classes: number): number => 4 * (2 * classes + 1);

export const VOTE_SHADER = `
struct Settings {
  count: u32,
  classes: u32,
  nearTie: f32,
  spare: u32,
};
@group(0) @binding(0) var<uniform> settings: Settings;
// Bits, so that no compiler reasons that a float is a number.
@group(0) @binding(1) var<storage, read> logits: array<u32>;
@group(0) @binding(2) var<storage, read_write> tally: array<atomic<u32>>;

@compute @workgroup_size(${VOTE_WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= settings.count) { return; }
  let classes = settings.classes;
  let row = id.x * classes;
  var best = 0u;
  var largest = 0.0;
  var second = -0x1.fffffep+127f;
  for (var c = 0u; c < classes; c++) {
    let bits = logits[row + c];
    if ((bits & 0x7fffffffu) >= 0x7f800000u) {
      atomicAdd(&tally[2u * classes], 1u);
      return;
    }
    let logit = bitcast<f32>(bits);
    if (c == 0u) {
      largest = logit;
    } else if (logit > largest) {
      second = largest;
      largest = logit;
      best = c;
    } else if (logit > second) {
      second = logit;
    }
  }
  atomicAdd(&tally[best], 1u);
  if (largest - second < settings.nearTie) { atomicAdd(&tally[classes + best], 1u); }
}`;

/** Lays the settings out as the shader reads them; the tolerance becomes the least float32 at or above `nearTie`. */
export function writeVoteSettings(count: number, classes: number, nearTie: number, into: ArrayBuffer): void {
  new Uint32Array(into).set([count, classes]);
  const float = new Float32Array(into);
  float[2] = nearTie;
  if (float[2] < nearTie) new Uint32Array(into)[2]! += 1;
}

/** A tally read back: counts, near-ties, and how many samples had logits that are not finite. */
export function readTally(
  words: Uint32Array,
  classes: number,
): {
  counts: Float64Array;
  nearTies: Float64Array;
  notFinite: number;
} {
  return {
    counts: Float64Array.from(words.subarray(0, classes)),
    nearTies: Float64Array.from(words.subarray(classes, 2 * classes)),
    notFinite: words[2 * classes]!,
  };
}
