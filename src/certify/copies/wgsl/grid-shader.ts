/**
 * The shader that makes copies on a grid (lattice/lattice-kernel.ts), the same numbers as the host's.
 *
 * Group 0: binding 0 the settings (noise-shaders.ts), of which the scale is the unit of the grid; 1 the copies, [count,
 * dim] float32 (read_write); 2 the image's integers less the reach of the law, dim of them (read); 3 the cells
 * (threshold-cells.ts, read); 4 the thresholds, two halves each (read). Entry point `main`, dispatched over
 * (ceil(ceil(dim / 4) / WORKGROUP), count).
 */
import type { LatticeLaw } from '../lattice/lattice-law.ts';
import { PURPOSE } from '../sample-stream.ts';
import { EXACT_PRODUCT, PHILOX } from './float-arithmetic.ts';
import { SETTINGS, WORKGROUP } from './noise-shaders.ts';

/** The shader for a law whose cells are by the leading 32 - shift bits; `black` as in GridUnits. */
export const gridShader = ({ high }: LatticeLaw, shift: number, black: number): string => `
${SETTINGS}
@group(0) @binding(1) var<storage, read_write> numbers: array<f32>;
@group(0) @binding(2) var<storage, read> integers: array<i32>;
@group(0) @binding(3) var<storage, read> cells: array<vec2u>;
@group(0) @binding(4) var<storage, read> thresholds: array<vec2u>;
${PHILOX}
${EXACT_PRODUCT}
// How many thresholds are at most the two words of which the first is word \`w\` of a block.
fn count(first: u32, block: vec3u, w: u32) -> u32 {
  let cell = cells[first >> ${shift}u];
  let split = cell.x ^ 0x80000000u;
  if (first != split && cell.y < 0x80000000u) {
    return cell.y + select(0u, 1u, first > split);
  }
  var low = cell.y & 0x7fffffffu;
  var high = cells[(first >> ${shift}u) + 1u].y & 0x7fffffffu;
  while (low < high) {
    let middle = (low + high) >> 1u;
    if (thresholds[middle].x < first) { low = middle + 1u; } else { high = middle; }
  }
  if (low < ${high.length}u && thresholds[low].x == first) {
    let others = philox(vec4u(block, ${PURPOSE.secondWord}u));
    while (low < ${high.length}u && thresholds[low].x == first && thresholds[low].y <= others[w]) { low++; }
  }
  return low;
}
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x * 4u;
  if (at >= settings.dim || id.y >= settings.count) { return; }
  let block = vec3u(id.x, settings.first + id.y, settings.image);
  let words = philox(vec4u(block, ${PURPOSE.coordinates}u));
  for (var w = 0u; w < 4u && at + w < settings.dim; w++) {
    let k = integers[at + w] + i32(count(words[w], block, w));
    let value = mul1(f32(k), settings.scale);
    numbers[id.y * settings.dim + at + w] = ${black === 0 ? 'value' : `add1(value, f32(${black}))`};
  }
}`;
