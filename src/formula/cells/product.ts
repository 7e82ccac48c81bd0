/**
 * Products of intervals without allocation: the result is left in `PRODUCT`, one product is read before the next is
 * asked for.
 */
import { addDown, addUp, multiplyDown, multiplyUp } from '../enclosure/rounding.ts';

/** Where the last interval was left: lower, upper. */
export const PRODUCT = new Float64Array(2);

/** [al, ah] [bl, bh]. */
export function product(al: number, ah: number, bl: number, bh: number): void {
  if (al >= 0) {
    PRODUCT[0] = multiplyDown(bl >= 0 ? al : ah, bl);
    PRODUCT[1] = multiplyUp(bh >= 0 ? ah : al, bh);
  } else if (ah <= 0) {
    PRODUCT[0] = multiplyDown(bh >= 0 ? al : ah, bh);
    PRODUCT[1] = multiplyUp(bl >= 0 ? ah : al, bl);
  } else if (bl >= 0) {
    PRODUCT[0] = multiplyDown(al, bh);
    PRODUCT[1] = multiplyUp(ah, bh);
  } else if (bh <= 0) {
    PRODUCT[0] = multiplyDown(ah, bl);
    PRODUCT[1] = multiplyUp(al, bl);
  } else {
    PRODUCT[0] = Math.min(multiplyDown(al, bh), multiplyDown(ah, bl));
    PRODUCT[1] = Math.max(multiplyUp(al, bl), multiplyUp(ah, bh));
  }
}

/** The product, added to what `PRODUCT` holds in the caller's hands: [low, high] + [al, ah] [bl, bh]. */
export function addProduct(low: number, high: number, al: number, ah: number, bl: number, bh: number): void {
  product(al, ah, bl, bh);
  PRODUCT[0] = addDown(low, PRODUCT[0]!);
  PRODUCT[1] = addUp(high, PRODUCT[1]!);
}

/** {x^2 : l <= x <= h}. */
export function square(l: number, h: number): void {
  const near = l > 0 ? l : h < 0 ? -h : 0;
  const far = Math.max(-l, h);
  PRODUCT[0] = multiplyDown(near, near);
  PRODUCT[1] = multiplyUp(far, far);
}
