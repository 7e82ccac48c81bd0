/**
 * Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3" (SC 2011). Four 32-bit words are a pure function of a 128-bit counter and a 64-bit key, so any draw can be
 * computed on its own, in any order, on any machine.
 */

/** The two round multipliers, split into 16-bit halves for the high product word. */
const M0_LOW = 0x1f53;
const M0_HIGH = 0xd251;
const M0 = 0xd2511f53 | 0;
const M1_LOW = 0x8d57;
const M1_HIGH = 0xcd9e;
const M1 = 0xcd9e8d57 | 0;
/** Weyl increments of the key: the golden ratio and sqrt(3) - 1. */
const W0 = 0x9e3779b9 | 0;
const W1 = 0xbb67ae85 | 0;

const ROUNDS = 10;

/** High 32 bits of x * (high 2^16 + low), all unsigned, from 16-bit limbs. */
function highProduct(x: number, high: number, low: number): number {
  const xl = x & 0xffff;
  const xh = x >>> 16;
  const middle1 = Math.imul(xh, low);
  const middle2 = Math.imul(xl, high);
  const carry = (Math.imul(xl, low) >>> 16) + (middle1 & 0xffff) + (middle2 & 0xffff);
  return (Math.imul(xh, high) + (middle1 >>> 16) + (middle2 >>> 16) + (carry >>> 16)) | 0;
}

/**
 * Writes the four 32-bit words of the block with counter (c0, c1, c2, c3) and key (k0, k1) to `out[offset..offset+3]`.
 * Counter and key words are taken modulo 2^32.
 */
export function philox4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  out: Uint32Array | Int32Array,
  offset = 0,
): void {
  c0 |= 0;
  c1 |= 0;
  c2 |= 0;
  c3 |= 0;
  k0 |= 0;
  k1 |= 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highProduct(c0, M0_HIGH, M0_LOW);
    const low0 = Math.imul(c0, M0);
    const high1 = highProduct(c2, M1_HIGH, M1_LOW);
    const low1 = Math.imul(c2, M1);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  out[offset] = c0;
  out[offset + 1] = c1;
  out[offset + 2] = c2;
  out[offset + 3] = c3;
}
