/** Thresholds of an even law from enclosures of its tail by MPFR: each is told exactly, or refused. */
import { loadMpfr, floorScaled } from '../../../numeric/intervals/mpfr.ts';
import { IntervalArithmetic } from '../../../numeric/intervals/interval.ts';
import { InvalidInput } from '../../../numeric/invalid-input.ts';
import type { CloseThresholds, LatticeTail } from './lattice-tail.ts';

/** Bits of the enclosures tried in turn: 64 for the threshold, the rest for the guard. */
const PRECISIONS = [96, 160, 320, 640, 1280] as const;

/**
 * The thresholds for w = `bits`, out to the first K at which nothing of the tail is left of 2^w words, or to the
 * largest. Throws InvalidInput where a probability cannot be told from a multiple of 2^-w.
 */
export async function enclosedThresholds(
  tail: LatticeTail,
  bits: number,
  largestReach: number,
): Promise<CloseThresholds> {
  const R = new IntervalArithmetic(await loadMpfr(), PRECISIONS[0]);
  const below: bigint[] = [];
  const above: bigint[] = [];
  for (let j = 0; ; j++) {
    const share = scaledTail(R, tail, j, bits);
    if (j > 0 && (share.floor === 0n || j === largestReach)) {
      // What lies beyond K on either side is drawn as K.
      return { thresholds: [...below.reverse(), ...above], apart: 2 * tail(R, j).upper() };
    }
    // P(N <= -j - 1) is the tail and P(N <= j) its complement, rounded down each.
    below.push(share.floor);
    above.push((1n << BigInt(bits)) - share.floor - (share.exact ? 0n : 1n));
  }
}

/** floor(2^w P(Z > (j + 1/2)/q)) and whether nothing was cut off, when both ends of an enclosure agree. */
function scaledTail(
  R: IntervalArithmetic,
  tail: LatticeTail,
  j: number,
  bits: number,
): { readonly floor: bigint; readonly exact: boolean } {
  for (const precision of PRECISIONS) {
    const share = tail(R.at(precision), j);
    const low = floorScaled(share.low, bits);
    const high = floorScaled(share.high, bits);
    if (low.floor === high.floor && low.exact === high.exact) return low;
  }
  throw new InvalidInput(
    `The distribution function of this noise at ${j} and a half steps is too near a multiple of 2^-${bits} to be told apart from it; give another scale.`,
    { code: 'scale', settings: ['sigma', 'lambda'] },
  );
}
