/** Each answer is computed once. */
import { describe, expect, it } from 'vitest';
import { remembered, rememberedList } from '../../src/numeric/remembered.ts';

describe('remembered', () => {
  it('asks once an argument, undefined answers included', () => {
    let asked = 0;
    const rule = remembered<object, undefined>(() => void asked++);
    const argument = {};
    expect(rule(argument)).toBe(rule(argument));
    rule({});
    expect(asked).toBe(2);
  });

  it('asks a list for what is missing alone, once each, and keeps the order', () => {
    const asked: number[][] = [];
    const rule = rememberedList((those: readonly number[]) => {
      asked.push([...those]);
      return those.map((x) => x * x);
    });
    expect(rule([1, 2, 1])).toEqual([1, 4, 1]);
    expect(rule([2, 3])).toEqual([4, 9]);
    expect(rule([3, 1])).toEqual([9, 1]);
    expect(asked).toEqual([[1, 2], [3]]);
  });
});
