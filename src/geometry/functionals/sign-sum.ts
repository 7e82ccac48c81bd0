/**
 * E|eps_1 x_1 + ... + eps_d x_d| for independent fair signs: the support function of the cube adversary's Wulff
 * crystal, and up to a factor vol(Pi_x K)/|K| of the cross-polytope.
 *
 * Routes, best first: closed form for equal |x_i|; enumeration over groups of equal |x_i|; meet in the middle, to 40
 * unequal coordinates; the Fourier series of the triangle wave; and always the enclosures of Khinchine-Szarek
 * (|x|_2/sqrt 2 <= E <= |x|_2) and of the mean central limit theorem with constant 1 (Goldstein, Ann. Probab. 38, 2010:
 * |E - sqrt(2/pi) |x|_2| <= sum |x_i|^3 / |x|_2^2).
 */
import { closedForm, enclosed, type Estimate } from '../../numeric/estimate.ts';
import type { Vector } from '../body.ts';
import { centralBinomial } from '../../numeric/special/half-gamma-ratio.ts';
import { lpNorm } from '../bodies/lp-norm.ts';

/** States enumerated at most by the route over groups. */
const MAX_STATES = 1 << 18;
/** Coordinates the meet in the middle takes. */
const MAX_SPLIT = 40;
/** Cosines the Fourier series may evaluate. */
const MAX_COSINES = 2e7;

interface Group {
  readonly size: number;
  count: number;
}

/** E|sum eps_i x_i|, deterministic. */
export function meanAbsoluteSignSum(x: Vector): Estimate {
  const sizes: number[] = [];
  for (let i = 0; i < x.length; i++) if (x[i] !== 0) sizes.push(Math.abs(x[i]!));
  if (sizes.length === 0) return closedForm(0);
  if (sizes.length <= 2) return closedForm(Math.max(...sizes), 1e-15);
  const groups = groupEqual(sizes);
  if (groups.length === 1) return closedForm(groups[0]!.size * meanAbsoluteWalk(sizes.length), 1e-13);
  const states = groups.reduce((product, group) => product * (group.count + 1), 1);
  if (states <= MAX_STATES) return closedForm(overGroups(groups), 1e-12);
  if (sizes.length <= MAX_SPLIT) return closedForm(meetInTheMiddle(sizes), 1e-11);
  return bySeries(groups);
}

/** E|S_n| for S_n the sum of n fair signs: n C(n-1, floor((n-1)/2)) / 2^(n-1) (relative error below 1e-14). */
export function meanAbsoluteWalk(n: number): number {
  if (n === 0) return 0;
  // E|S_{2m}| = E|S_{2m-1}| = 2m C(2m, m) / 4^m.
  const m = Math.ceil(n / 2);
  return 2 * m * centralBinomial(m);
}

function groupEqual(sizes: number[]): Group[] {
  const sorted = Float64Array.from(sizes).sort().reverse();
  const groups: Group[] = [];
  for (const size of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && last.size === size) last.count++;
    else groups.push({ size, count: 1 });
  }
  return groups;
}

/** Sum over the numbers of plus signs in every group, with binomial weights. */
function overGroups(groups: readonly Group[]): number {
  let total = 0;
  const visit = (index: number, sum: number, weight: number): void => {
    const group = groups[index];
    if (group === undefined) {
      total += weight * Math.abs(sum);
      return;
    }
    const { size, count } = group;
    // Binomial weights outward from the middle, where they do not underflow.
    const weights = binomialWeights(count);
    for (let plus = 0; plus <= count; plus++) {
      const w = weights[plus]!;
      if (w > 0) visit(index + 1, sum + size * (2 * plus - count), weight * w);
    }
  };
  visit(0, 0, 1);
  return total;
}

/** C(n, k) / 2^n for k = 0..n, from the middle outward. */
function binomialWeights(n: number): Float64Array {
  const out = new Float64Array(n + 1);
  const middle = Math.floor(n / 2);
  out[middle] = n % 2 === 0 ? centralBinomial(middle) : (centralBinomial(middle) * n) / (n + 1);
  for (let k = middle; k < n; k++) out[k + 1] = (out[k]! * (n - k)) / (k + 1);
  for (let k = middle; k > 0; k--) out[k - 1] = (out[k]! * k) / (n - k + 1);
  return out;
}

/** Splits the coordinates in halves A and B and averages |a + b| over sorted lists of signed sums. */
function meetInTheMiddle(sizes: readonly number[]): number {
  const half = Math.floor(sizes.length / 2);
  const a = signedSums(sizes.slice(0, half));
  const b = signedSums(sizes.slice(half));
  const prefix = new Float64Array(b.length + 1);
  for (let i = 0; i < b.length; i++) prefix[i + 1] = prefix[i]! + b[i]!;
  const sum = prefix[b.length]!;
  let total = 0;
  // As a grows, the first b with a + b >= 0 moves left.
  let first = b.length;
  for (const value of a) {
    while (first > 0 && b[first - 1]! + value >= 0) first--;
    const above = b.length - first;
    total += (value * (above - first) + (sum - 2 * prefix[first]!)) / b.length;
  }
  return total / a.length;
}

function signedSums(sizes: readonly number[]): Float64Array {
  let sums = Float64Array.of(0);
  for (const size of sizes) {
    const next = new Float64Array(2 * sums.length);
    for (let i = 0; i < sums.length; i++) {
      next[i] = sums[i]! - size;
      next[sums.length + i] = sums[i]! + size;
    }
    sums = next;
  }
  return sums.sort();
}

/** |t| = L/2 - (4L/pi^2) sum over odd k of cos(k pi t/L)/k^2 on |t| <= L, with L = |x|_1; the tail is bounded. */
function bySeries(groups: readonly Group[]): Estimate {
  const { lower, upper, limit } = signSumEnclosure(groups);
  let length = 0;
  for (const { size, count } of groups) length += size * count;
  const terms = Math.floor(MAX_COSINES / groups.length);
  let sum = 0;
  for (let i = 0, k = 1; i < terms; i++, k += 2) {
    const t = (k * Math.PI) / length;
    let product = 1;
    for (const { size, count } of groups) {
      const cosine = Math.cos(t * size);
      product *= count === 1 ? cosine : Math.pow(Math.abs(cosine), count) * (cosine < 0 && count % 2 === 1 ? -1 : 1);
      if (Math.abs(product) < 1e-30) break;
    }
    sum += product / (k * k);
  }
  const value = length / 2 - ((4 * length) / Math.PI ** 2) * sum;
  // sum over odd k >= 2n+1 of 1/k^2 <= 1/(2 (2n - 1)) (the integral from 2n - 1, halved).
  const error = ((4 * length) / Math.PI ** 2) * (1 / (2 * (2 * terms - 1))) + length * 1e-13;
  const low = Math.max(lower, value - error);
  const high = Math.min(upper, value + error);
  const best = error < limit ? value : Math.min(Math.max(value, low), high);
  return enclosed(Math.min(Math.max(best, low), high), low, high, 'interval');
}

function signSumEnclosure(groups: readonly Group[]): { lower: number; upper: number; limit: number } {
  const flat: number[] = [];
  for (const { size, count } of groups) for (let i = 0; i < count; i++) flat.push(size);
  const length = lpNorm(flat, 2);
  const limit = length * (lpNorm(flat, 3) / length) ** 3;
  const center = Math.sqrt(2 / Math.PI) * length;
  const slack = 1e-12 * length;
  return {
    lower: Math.max(length * Math.SQRT1_2, center - limit) - slack,
    upper: Math.min(length, center + limit) + slack,
    limit,
  };
}
