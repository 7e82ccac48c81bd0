/**
 * Even probability densities that are constant on unit cells of the grid, with rational masses, shifted by whole cells:
 * the noises on which every statement about growth functions is a finite computation over the rationals.
 *
 * A region U meets each cell in a fraction between 0 and 1, and only the fractions matter for q(U) and q(U - v). So the
 * growth function is the value of a fractional knapsack; its extreme points take every cell whole but one.
 */
import { ratio, type Rational } from '../../src/numeric/algebra/rational.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';

/** A cell by its lower corner; the mirror image of [c, c+1) is the cell at -1-c. */
export type Cell = readonly number[];

export interface StepDensity {
  readonly dim: number;
  /** Positive integer weights; the mass of a cell is weight / total. */
  readonly weights: ReadonlyMap<string, { readonly cell: Cell; readonly weight: number }>;
  readonly total: number;
  readonly label: string;
}

/** What one cell costs under q and yields under the shifted noise, both as probabilities. */
export interface Offer {
  readonly cost: Rational;
  readonly gain: Rational;
}

const ZERO = ratio(0);
const key = (cell: Cell): string => cell.join(',');

/** The density with these weights; mirrored first unless `even` is false. */
export function stepDensity(cells: readonly (readonly [Cell, number])[], even = true): StepDensity {
  const weights = new Map<string, { cell: Cell; weight: number }>();
  const put = (cell: Cell, weight: number): void => {
    weights.set(key(cell), { cell, weight: weight + (weights.get(key(cell))?.weight ?? 0) });
  };
  for (const [cell, weight] of cells) {
    put(cell, weight);
    if (even)
      put(
        cell.map((c) => -1 - c),
        weight,
      );
  }
  const list = [...weights.values()];
  const label = list.map(({ cell, weight }) => `[${key(cell)}]:${weight}`).join(' ');
  return { dim: cells[0]![0].length, weights, total: list.reduce((sum, { weight }) => sum + weight, 0), label };
}

/** A random density on few cells of the line or the plane. */
export function randomDensity(seed: number, dim: 1 | 2, cells: number, even = true): StepDensity {
  const random = randomStream(seed);
  return stepDensity(
    Array.from({ length: cells }, () => [
      Array.from({ length: dim }, () => random.integer(dim === 1 ? 5 : 3)),
      1 + random.integer(6),
    ]),
    even,
  );
}

/** Every cell that q or the shifted noise can reach; the noise's centre moves by v. */
export function offers(q: StepDensity, v: Cell): Offer[] {
  const cells = new Map<string, Cell>();
  for (const { cell } of q.weights.values()) {
    const moved = cell.map((c, i) => c + v[i]!);
    cells.set(key(cell), cell).set(key(moved), moved);
  }
  return [...cells.values()].map((cell) => ({
    cost: mass(q, cell),
    gain: mass(
      q,
      cell.map((c, i) => c - v[i]!),
    ),
  }));
}

const mass = (q: StepDensity, cell: Cell): Rational => ratio(q.weights.get(key(cell))?.weight ?? 0, q.total);

/** Whether a yields more per unit of cost than b; free cells first. */
const better = (a: Offer, b: Offer): number => b.gain.mul(a.cost).compare(a.gain.mul(b.cost));

/** G(p, v) by Neyman-Pearson: the cells in order of their likelihood ratio until p is spent. */
export function growth(q: StepDensity, v: Cell, p: Rational): Rational {
  let left = p;
  let reached = ZERO;
  for (const { cost, gain } of offers(q, v).sort(better)) {
    if (cost.compare(left) <= 0) {
      left = left.sub(cost);
      reached = reached.add(gain);
    } else return reached.add(gain.mul(left).div(cost));
  }
  return reached;
}

/**
 * G(p, v) by its definition: the best of all regions of measure at most p, extreme points of the knapsack polytope
 * being any set of whole cells and a part of one more. Exponential in the number of cells; nothing is sorted.
 */
export function growthByEnumeration(q: StepDensity, v: Cell, p: Rational): Rational {
  const all = offers(q, v);
  let best = ZERO;
  const visit = (i: number, left: Rational, reached: Rational): void => {
    if (i === all.length) {
      if (reached.compare(best) > 0) best = reached;
      return;
    }
    visit(i + 1, left, reached);
    if (all[i]!.cost.compare(left) <= 0) visit(i + 1, left.sub(all[i]!.cost), reached.add(all[i]!.gain));
  };
  visit(0, p, ZERO);
  for (const [whole, part] of all.entries()) {
    const rest = all.filter((_, i) => i !== whole);
    const partly = (i: number, left: Rational, reached: Rational): void => {
      if (i === rest.length) {
        if (left.compare(part.cost) >= 0) return;
        const value = reached.add(part.gain.mul(left).div(part.cost));
        if (value.compare(best) > 0) best = value;
        return;
      }
      partly(i + 1, left, reached);
      if (rest[i]!.cost.compare(left) <= 0) partly(i + 1, left.sub(rest[i]!.cost), reached.add(rest[i]!.gain));
    };
    partly(0, p, ZERO);
  }
  return best;
}

/** (Q(L > t), Q_v(L > t)) for the likelihood ratio L = gain / cost. */
export function superlevel(q: StepDensity, v: Cell, t: Rational): readonly [Rational, Rational] {
  const above = offers(q, v).filter(({ cost, gain }) => gain.compare(cost.mul(t)) > 0);
  return [sum(above.map(({ cost }) => cost)), sum(above.map(({ gain }) => gain))];
}

export const sum = (terms: readonly Rational[]): Rational => terms.reduce((total, term) => total.add(term), ZERO);

/** 0, 1/n, ..., 1. */
export const grid = (n: number): readonly Rational[] => Array.from({ length: n + 1 }, (_, i) => ratio(i, n));

/** Named densities and shifts, then random ones: the instances on which the claims are checked. */
export function* instances(seed: number, count: number): IterableIterator<{ q: StepDensity; v: Cell; label: string }> {
  const named: readonly [StepDensity, Cell][] = [
    [stepDensity([[[0], 1]]), [1]],
    [
      stepDensity([
        [[0], 4],
        [[1], 2],
        [[2], 1],
      ]),
      [1],
    ],
    [
      stepDensity([
        [[0], 1],
        [[1], 3],
      ]),
      [2],
    ],
    [
      stepDensity([
        [[0, 0], 3],
        [[0, -1], 2],
        [[1, 0], 1],
      ]),
      [1, 1],
    ],
  ];
  const random = Array.from({ length: count }, (_, i): [StepDensity, Cell] => {
    const dim = i % 2 === 0 ? 1 : 2;
    const step = 1 + (i % 3);
    return [randomDensity(seed + i, dim, 3), dim === 1 ? [step] : [step - 1, 1]];
  });
  for (const [q, v] of [...named, ...random]) yield { q, v, label: `q = {${q.label}}, v = (${v.join(',')})` };
}
