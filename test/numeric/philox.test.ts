import { describe, expect, it } from 'vitest';
import { philox4x32 } from '../../src/numeric/random/philox.ts';

const hex = (words: Uint32Array): string[] => [...words].map((w) => w.toString(16).padStart(8, '0'));

describe('Philox4x32-10', () => {
  // The known-answer vectors published with Random123.
  const out = new Uint32Array(4);
  it('gives the published block for zero counter and key', () => {
    philox4x32(0, 0, 0, 0, 0, 0, out);
    expect(hex(out)).toEqual(['6627e8d5', 'e169c58d', 'bc57ac4c', '9b00dbd8']);
  });
  it('gives the published block for all ones', () => {
    const f = 0xffffffff;
    philox4x32(f, f, f, f, f, f, out);
    expect(hex(out)).toEqual(['408f276d', '41c83b0e', 'a20bc7c6', '6d5451fd']);
  });
  it('gives the published block for the digits of pi', () => {
    philox4x32(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, out);
    expect(hex(out)).toEqual(['d16cfe09', '94fdcceb', '5001e420', '24126ea1']);
  });
  it('writes at the offset it is given', () => {
    const wide = new Uint32Array(9);
    philox4x32(0, 0, 0, 0, 0, 0, wide, 3);
    expect(hex(wide)).toEqual(
      [0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8, 0, 0].map((w) => w.toString(16).padStart(8, '0')),
    );
  });
});
