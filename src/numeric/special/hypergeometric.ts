/** Gauss's hypergeometric function, by the one library that is left; it is heavy, so this file stands by itself. */
import hyp2f1 from '@stdlib/math-base-special-hyp2f1';

/** 2F1(a, b; c; x), |x| < 1. */
export function hypergeometric2F1(a: number, b: number, c: number, x: number): number {
  return hyp2f1(a, b, c, x);
}
