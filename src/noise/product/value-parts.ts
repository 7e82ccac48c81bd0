/**
 * Parts of space on which a density is known by its range and its mean (`Parts`), as a list by value: where parts lie
 * is nothing to level sets. So the parts of a product are products of parts, and parts of about the same value may be
 * taken for one: its volume is their sum, its range their hull, its mean that of all. A list of some hundred values of
 * each coordinate says as much as a mesh of millions of boxes.
 *
 * Sums of up to 10^6 positive terms are off by 10^6 2^-53 < `ROUNDING`: by that means are widened here; and whoever
 * uses volumes widens what follows from them.
 */
import { descendingOrder } from '../../formula/cells/descending.ts';
import type { Parts } from '../../formula/cells/parts.ts';
import { multiplyDown, multiplyUp } from '../../formula/enclosure/rounding.ts';
import type { AxisCell } from './axis-cells.ts';

/** Above the relative error of a sum of volumes, or of masses. */
export const ROUNDING = 2e-10;
/** Parts of different relative spread are kept apart: a wide one would widen all that it joins. */
const SPREADS = [0.02, 0.1, 0.4, 0.9, 0.999999];

class PartList {
  readonly parts: Parts;

  constructor(count: number) {
    const numbers = (): Float64Array => new Float64Array(count);
    const [low, high, meanLow, meanHigh, volume] = [numbers(), numbers(), numbers(), numbers(), numbers()];
    this.parts = { count, low, high, meanLow, meanHigh, volume };
  }

  set(at: number, low: number, high: number, meanLow: number, meanHigh: number, volume: number): void {
    const { parts } = this;
    parts.low[at] = low;
    parts.high[at] = high;
    parts.meanLow[at] = Math.min(high, Math.max(low, meanLow));
    parts.meanHigh[at] = Math.max(low, Math.min(high, meanHigh));
    parts.volume[at] = volume;
  }
}

/** The cells of a coordinate and their mirror images. */
export function partsOfAxis(cells: readonly AxisCell[]): Parts {
  const list = new PartList(cells.length);
  cells.forEach((cell, k) =>
    list.set(k, cell.low, cell.high, cell.meanLow, cell.meanHigh, 2 * (cell.right - cell.left)),
  );
  return list.parts;
}

/** All products; of a list with itself, each pair once. */
export function productParts(a: Parts, b: Parts): Parts {
  const same = a === b;
  const list = new PartList(same ? (a.count * (a.count + 1)) / 2 : a.count * b.count);
  let at = 0;
  for (let i = 0; i < a.count; i++) {
    for (let j = same ? i : 0; j < b.count; j++) {
      list.set(
        at++,
        multiplyDown(a.low[i]!, b.low[j]!),
        multiplyUp(a.high[i]!, b.high[j]!),
        multiplyDown(a.meanLow[i]!, b.meanLow[j]!),
        multiplyUp(a.meanHigh[i]!, b.meanHigh[j]!),
        a.volume[i]! * b.volume[j]! * (same && j > i ? 2 : 1),
      );
    }
  }
  return list.parts;
}

/** At most about `most` parts, for level sets in `dim` dimensions; parts of value 0 are left out. */
export function merged(parts: Parts, most: number, dim: number): Parts {
  if (parts.count <= most) return parts;
  const { weights, classes } = costs(parts, dim);
  let [few, many] = [total(parts, weights), 0];
  // The least tolerance at which the groups are few enough.
  for (let step = 0; step < 24; step++) {
    const tolerance = many === 0 ? few / 16 : Math.sqrt(few * many);
    if (countGroups(parts, classes, weights, tolerance) <= most) few = tolerance;
    else many = tolerance;
    if (many > 0 && few < 1.2 * many) break;
  }
  const count = countGroups(parts, classes, weights, few);
  const list = new PartList(count);
  let at = 0;
  visitGroups(parts, classes, weights, few, (members, from, to) => {
    let [low, high, volume, massLow, massHigh] = [Infinity, 0, 0, 0, 0];
    for (let r = from; r < to; r++) {
      const k = members[r]!;
      low = Math.min(low, parts.low[k]!);
      high = Math.max(high, parts.high[k]!);
      volume += parts.volume[k]!;
      massLow += parts.volume[k]! * parts.meanLow[k]!;
      massHigh += parts.volume[k]! * parts.meanHigh[k]!;
    }
    list.set(at++, low, high, (massLow / volume) * (1 - ROUNDING), (massHigh / volume) * (1 + ROUNDING), volume);
  });
  return list.parts;
}

/** Members by spread, the largest value first, and what a spread costs each: V^{-1/d}. */
function costs(parts: Parts, dim: number): { weights: Float64Array; classes: Uint32Array[] } {
  const keys = new Float64Array(parts.count);
  for (let k = 0; k < parts.count; k++) keys[k] = parts.meanHigh[k]!;
  const weights = new Float64Array(parts.count);
  const classOf = new Uint8Array(parts.count);
  const sizes = new Uint32Array(SPREADS.length + 1);
  const order = descendingOrder(keys);
  let volume = 0;
  for (const k of order) {
    volume += parts.volume[k]!;
    weights[k] = volume ** (-1 / dim);
    const spread = parts.high[k]! > 0 ? 1 - parts.low[k]! / parts.high[k]! : NaN;
    if (Number.isNaN(spread)) continue;
    let own = 0;
    while (own < SPREADS.length && spread > SPREADS[own]!) own++;
    classOf[k] = own + 1;
    sizes[own]!++;
  }
  const classes = [...sizes].map((size) => new Uint32Array(size));
  const filled = new Uint32Array(classes.length);
  for (const k of order) {
    if (classOf[k] === 0) continue;
    const own = classOf[k]! - 1;
    classes[own]![filled[own]!++] = k;
  }
  return { weights, classes };
}

function total(parts: Parts, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < parts.count; k++) sum += parts.volume[k]! * parts.high[k]! * weights[k]!;
  return sum;
}

function countGroups(parts: Parts, classes: readonly Uint32Array[], weights: Float64Array, tolerance: number): number {
  let count = 0;
  visitGroups(parts, classes, weights, tolerance, () => {
    count++;
  });
  return count;
}

/** Neighbours in value, as long as what their common range costs is within the tolerance. */
function visitGroups(
  { low, high, volume }: Parts,
  classes: readonly Uint32Array[],
  weights: Float64Array,
  tolerance: number,
  visit: (members: Uint32Array, from: number, to: number) => void,
): void {
  for (const members of classes) {
    let from = 0;
    let [least, most, size] = [Infinity, 0, 0];
    for (let r = 0; r < members.length; r++) {
      const k = members[r]!;
      const [nextLeast, nextMost] = [Math.min(least, low[k]!), Math.max(most, high[k]!)];
      const nextSize = size + volume[k]!;
      const cost = (nextSize * (nextMost - nextLeast) ** 2 * weights[k]!) / nextMost;
      if (r > from && !(cost <= tolerance)) {
        visit(members, from, r);
        from = r;
        [least, most, size] = [low[k]!, high[k]!, volume[k]!];
      } else [least, most, size] = [nextLeast, nextMost, nextSize];
    }
    if (from < members.length) visit(members, from, members.length);
  }
}
