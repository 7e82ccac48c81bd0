/** Integrals of a density over the cells of its envelope, by adaptive cubature. */
import type { Estimate } from '../../numeric/estimate.ts';
import { gaussLegendre } from '../../numeric/quadrature/gauss-kronrod.ts';
import { cellBox, type Envelope, type Region } from './cells.ts';
import type { Weight } from './integral.ts';
import { compileEnclosure, type Interval } from '../../formula/interval.ts';
import { compileLogEnclosure } from '../../formula/log-interval.ts';
import { homogeneity } from '../../formula/parity.ts';
import { switches } from '../half-line/profile.ts';
import type { FormulaTree } from '../../formula/tree.ts';

/** Points per direction of the finer rule, by dimension; the coarser has one less. */
const RULE_POINTS = [0, 8, 5, 4, 3];
/** On a cell that is too coarse for either rule, the difference is no more than the size of the error. */
const SAFETY = 4;
/** Evaluations of f that cubature may cost. */
const CUBATURE_BUDGET = 500_000;

/**
 * log int f h by adaptive cubature: product Gauss rules on cells, starting from the envelope's; the cells with the
 * largest errors are cut. The error is four times the sum over the cells of the differences to a rule with one point
 * less: far above the error of the finer rule where f is smooth. Where a branch of the formula changes within a cell
 * (abs, min, max, sign) the difference says nothing, and the error is the width of the enclosure by interval
 * arithmetic. For dim <= 4.
 */
export function cubatureLogIntegral(
  expression: FormulaTree,
  envelope: Envelope,
  logDensity: (x: Float64Array) => number,
  weight: Weight,
  effort = 1,
): Estimate {
  const { dim } = envelope;
  const points = RULE_POINTS[dim]!;
  const shift = envelope.logMass;
  const x = new Float64Array(dim);
  let evaluations = 0;
  const enclose = compileLogEnclosure(expression.root);
  const branches = switches(expression.root).map((node) => ({
    enclose: compileEnclosure(node),
    // The sign of a homogeneous branch does not depend on rho.
    scaleFree: homogeneity(node) !== null,
  }));
  const measure = (region: Region): Measured => {
    evaluations += points ** dim + (points - 1) ** dim;
    const value = cellRule(region, points, logDensity, weight, shift, x);
    const box = cellBox(region);
    const section = cellBox({ ...region, from: 1, to: 1 });
    const kinks = branches.some(({ enclose: branch, scaleFree }) => {
      const { lower, upper } = branch(scaleFree ? section : box);
      return lower < 0 && upper > 0;
    });
    if (kinks) {
      const { lower, upper } = enclose(box);
      const volume = regionVolume(region, dim);
      const most = Math.exp(upper + volume - shift) * weight.bound(region);
      const least = Math.exp(lower + volume - shift) * weight.least(region);
      return { region, value: Math.min(most, Math.max(least, value)), error: most - least };
    }
    const coarser = cellRule(region, points - 1, logDensity, weight, shift, x);
    return { region, value, error: SAFETY * Math.abs(value - coarser) };
  };
  let measured = envelope.cells.map(measure);
  let total = 0;
  let error = 0;
  for (;;) {
    total = measured.reduce((sum, each) => sum + each.value, 0);
    error = measured.reduce((sum, each) => sum + each.error, 0);
    const left = effort * CUBATURE_BUDGET - evaluations;
    if (error <= 1e-8 * total || left <= 0) break;
    measured.sort((a, b) => b.error - a.error);
    // Cells that make up most of the error, as many as the budget allows.
    const allowed = Math.max(1, Math.floor(left / 2 ** dim / (points ** dim + (points - 1) ** dim)));
    let share = 0;
    let count = 0;
    while (count < Math.min(allowed, measured.length) && share < 0.9 * error) share += measured[count++]!.error;
    const halves = measured.slice(0, count).flatMap(({ region }) => splitRegion(region, dim).map(measure));
    measured = [...measured.slice(count), ...halves];
  }
  error += 1e-12 * total;
  return {
    value: shift + Math.log(total),
    lower: shift + Math.log(Math.max(0, total - error)),
    upper: shift + Math.log(total + error),
    method: 'quadrature',
    confidence: 1,
  };
}

interface Measured {
  readonly region: Region;
  readonly value: number;
  readonly error: number;
}

/** log of the volume: (to^d - from^d)/d times the area of the sides. */
function regionVolume({ from, to, sides }: Region, dim: number): number {
  const area = sides.reduce((sum, { lower, upper }) => sum + Math.log(upper - lower), 0);
  return area + dim * Math.log(to) + Math.log(-Math.expm1(dim * Math.log(from / to))) - Math.log(dim);
}

/** All 2^d parts: halving one direction at a time would need to know which one the error comes from. */
function splitRegion(region: Region, dim: number): Region[] {
  const { from, to } = region;
  const middle = from === 0 ? to / 2 : Math.sqrt(from * to);
  let parts: Region[] = [
    { ...region, to: middle },
    { ...region, from: middle },
  ];
  for (let i = 0; i < dim - 1; i++) {
    parts = parts.flatMap((part) => {
      const { lower, upper } = part.sides[i]!;
      const cut = 0.5 * (lower + upper);
      const put = (side: Interval): Region => ({ ...part, sides: part.sides.map((old, k) => (k === i ? side : old)) });
      return [put({ lower, upper: cut }), put({ lower: cut, upper })];
    });
  }
  return parts;
}

function cellRule(
  cell: Region,
  points: number,
  logDensity: (x: Float64Array) => number,
  weight: Weight,
  shift: number,
  x: Float64Array,
): number {
  const { nodes, weights } = gaussLegendre(points);
  const dim = x.length;
  const depth = cell.to - cell.from;
  const logArea = cell.sides.reduce((sum, { lower, upper }) => sum + Math.log(upper - lower), 0);
  const index = new Int32Array(dim);
  let sum = 0;
  for (;;) {
    const rho = cell.from + 0.5 * (1 + nodes[index[0]!]!) * depth;
    let product = weights[index[0]!]! / 2;
    let next = 1;
    for (let i = 0; i < dim; i++) {
      if (i === cell.axis) {
        x[i] = cell.sign * rho;
        continue;
      }
      const { lower, upper } = cell.sides[next - 1]!;
      x[i] = rho * (lower + 0.5 * (1 + nodes[index[next]!]!) * (upper - lower));
      product *= weights[index[next]!]! / 2;
      next++;
    }
    const log = logDensity(x) + (dim - 1) * Math.log(rho) + Math.log(depth) + logArea - shift;
    sum += product * Math.exp(log) * weight.at(x);
    let k = 0;
    for (; k < dim; k++) {
      index[k] = index[k]! + 1;
      if (index[k]! < points) break;
      index[k] = 0;
    }
    if (k === dim) return sum;
  }
}
