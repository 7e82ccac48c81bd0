/**
 * J = int |{q > t}|^{(d-1)/d} dt of a density with independent coordinates in the plane or in space, enclosed: the
 * half-line is cut into cells on which a marginal is enclosed (axis-cells.ts), and products of them, listed by value
 * (value-parts.ts), are the parts of `LevelTable`.
 *
 * Outside, beyond the last cell along some axis, F(q) <= q F(h)/h for the convex F of the table and the largest value h
 * there, so that it adds at most F(h)/h times the mass there: h is far below the largest value of all, where F is
 * steep.
 */
import { addUp, divideDown, divideUp, multiplyUp } from '../../formula/enclosure/rounding.ts';
import { LevelTable } from '../../formula/cells/level-integral.ts';
import type { Parts } from '../../formula/cells/parts.ts';
import type { EnclosedLaw } from '../half-line/enclosed-law.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';
import { axisOf, type Axis } from './axis-cells.ts';
import { merged, partsOfAxis, productParts, ROUNDING } from './value-parts.ts';

/** Cells of the half-line, values of a coordinate, and of the first two of three: products number 500,000 or so. */
interface Sizes {
  readonly cells: number;
  readonly values: number;
  readonly pairs: number;
}

const EQUAL: Readonly<Record<number, Sizes>> = {
  2: { cells: 1500, values: 1000, pairs: 0 },
  3: { cells: 700, values: 400, pairs: 1200 },
};
const UNEQUAL: Readonly<Record<number, Sizes>> = {
  2: { cells: 1000, values: 700, pairs: 0 },
  3: { cells: 600, values: 400, pairs: 1000 },
};

/** J at lambda = 1 of a product of equal marginals. */
export function productLevels(law: EnclosedLaw, dim: number): Estimate | null {
  return independentLevels(Array.from({ length: dim }, () => law));
}

/**
 * J at lambda = 1 of independent coordinates; null in other dimensions, or where a marginal has a pole or no enclosure.
 */
export function independentLevels(laws: readonly EnclosedLaw[]): Estimate | null {
  const dim = laws.length;
  const sizes = (laws.every((law) => law === laws[0]) ? EQUAL : UNEQUAL)[dim];
  if (sizes === undefined || laws.some(({ m, mass }) => m !== 1 || mass.before.upper > 0 || !(mass.total.lower > 0)))
    return null;
  const known = new Map<EnclosedLaw, { axis: Axis; values: Parts }>();
  for (const law of laws) {
    if (known.has(law)) continue;
    const axis = axisOf(law, sizes.cells, dim);
    if (axis.cells.some(({ high }) => !(high < Infinity))) return null;
    known.set(law, { axis, values: merged(partsOfAxis(axis.cells), sizes.values, dim) });
  }
  const each = laws.map((law) => known.get(law)!);
  const [first, second, third] = each.map(({ values }) => values);
  const plane = productParts(first!, second!);
  const parts = third === undefined ? plane : productParts(merged(plane, sizes.pairs, dim), third);
  const table = new LevelTable(parts, dim);
  const [low, high] = table.integral(parts);
  const axes = each.map(({ axis }) => axis);
  // Outside: one coordinate beyond its last cell, the others anywhere.
  let beyond = 0;
  axes.forEach(({ after, highBeyond }, i) => {
    if (after === 0) return;
    const others = axes.filter((_, j) => j !== i);
    const highest = others.reduce((product, { high: most }) => multiplyUp(product, most), highBeyond);
    const mass = others.reduce((product, { most }) => multiplyUp(product, most), 2 ** dim * after);
    beyond = addUp(beyond, multiplyUp(mass, table.slopeBelow(highest) * (1 + 1e-9)));
  });
  const least = axes.reduce((product, axis) => product * axis.least, 2 ** dim * (1 - 1e-14));
  const most = axes.reduce((product, axis) => product * axis.most, 2 ** dim * (1 + 1e-14));
  const lower = divideDown(low * (1 - 2 * ROUNDING), most);
  const upper = divideUp(addUp(high * (1 + 2 * ROUNDING), beyond), least);
  // J has the unit of 1/length: values in units of 2^scale cancel.
  return enclosed(0.5 * (lower + upper), lower, upper, 'interval');
}
