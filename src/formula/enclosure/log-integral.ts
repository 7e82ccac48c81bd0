/**
 * int w f log f dt of a formula f >= 0 with a weight w, enclosed. The logarithm is unbounded where f tends to 0 or to
 * infinity, which no series in x or 1/x shows; but |f log f| <= (f^(1-s) + f^(1+s)) / (e s), two powers, for 0 < s < 1.
 * They bound the two ends, and f log f itself from below on cells in which f may be 0.
 */
import type { FormulaNode } from '../tree.ts';
import { cutOf, type HalfLineMass } from './half-line.ts';
import { Integrand, weighted } from './integrand.ts';
import { lowerAt, sumOf, upperAt, type ScaledRange } from './scaled.ts';

/** s above, and 1/(e s) from above. */
const SHARE = 1 / 8;
const FACTOR = 2.9431;
/** Wanted width, relative to the integral of w f (a logarithm is of order 1). */
const GOAL = 1e-8;
const MAX_CELLS = 1000;
/** Order of the expansions: more cells, each cheaper. */
const ORDER = 4;
/** Exponents of two that the ends are tried at. */
const NEAR = [20, 40, 60, 90, 140, 220, 400, 700, 1000];
const FAR = [3, 4, 5, 6, 7, 8, 10, 12, 14, 16, ...NEAR];

/** A point, and the integral between it and its end of the half-line. */
interface Edge {
  readonly at: number;
  readonly beyond: ScaledRange;
}

/** The integral with the weight t^by, given that of t^by f; null where it cannot be enclosed. */
export function integralOfLog(f: FormulaNode, by: number, mass: HalfLineMass): ScaledRange | null {
  const power = (exponent: number): FormulaNode => weighted({ op: 'power', base: f, exponent }, by);
  const times = (...factors: FormulaNode[]): FormulaNode => ({ op: 'product', factors });
  const bound = new Integrand({ op: 'sum', terms: [power(1 - SHARE), power(1 + SHARE)] });
  const plain = new Integrand(weighted(f, by));
  const goal = 0.1 * GOAL * Math.max(0, mass.total.upper);
  const widthOf = (range: ScaledRange): number => upperAt(range, mass.total.scale) - lowerAt(range, mass.total.scale);
  const edge = (end: 'zero' | 'infinity'): Edge | null => {
    for (const k of end === 'zero' ? NEAR : FAR) {
      const at = end === 'zero' ? 2 ** -k : 2 ** k;
      const rest = bound.beyond(end, at);
      if (rest.kind === 'finite') {
        const { upper, scale } = rest.mass;
        const beyond = { lower: -FACTOR * upper, upper: FACTOR * upper, scale };
        if (widthOf(beyond) <= goal) return { at, beyond };
      }
      const known = end === 'infinity' ? plain.logBeyond(at, by) : null;
      if (known !== null && widthOf(known) <= goal) return { at, beyond: known };
    }
    return null;
  };
  const [near, far] = [edge('zero'), edge('infinity')];
  if (near === null || far === null) return null;
  const product = times(weighted(f, by), logarithm(f));
  const least: FormulaNode = { op: 'negate', of: times({ op: 'constant', value: FACTOR }, power(1 - SHARE)) };
  const inner = new Integrand({ op: 'call', name: 'max', args: [product, least] }, ORDER);
  const edges = [near.at, ...mass.cells.map(({ right }) => right).filter((t) => t > near.at && t < far.at), far.at];
  const cells = refined(inner, edges, mass);
  if (cells === null) return null;
  return sumOf([...cells, near.beyond, far.beyond]);
}

/** Integrals over the cells, cut widest first. */
function refined(integrand: Integrand, edges: readonly number[], { total }: HalfLineMass): ScaledRange[] | null {
  interface Cell {
    readonly left: number;
    readonly right: number;
    readonly mass: ScaledRange;
    readonly width: number;
  }
  const cell = (left: number, right: number): Cell => {
    const mass = integrand.mass(left, right);
    const width = upperAt(mass, total.scale) - lowerAt(mass, total.scale);
    return { left, right, mass, width: integrand.settled ? 0 : width };
  };
  let cells = edges.slice(1).map((right, i) => cell(edges[i]!, right));
  for (let pass = 0; pass < 200; pass++) {
    const open = cells.reduce((sum, { width }) => sum + width, 0);
    if (open <= GOAL * total.upper || cells.length > MAX_CELLS) break;
    const share =
      open < Infinity ? Math.max((0.2 * open) / cells.length, 0.1 * GOAL * (total.upper / cells.length)) : 1e300;
    cells = cells.flatMap((old) => {
      const at = cutOf(old.left, old.right);
      return old.width > share && at > old.left && at < old.right ? [cell(old.left, at), cell(at, old.right)] : [old];
    });
  }
  return cells.every(({ mass }) => mass.lower > -Infinity && mass.upper < Infinity)
    ? cells.map(({ mass }) => mass)
    : null;
}

/** log|f| as a formula: what is raised to a power or exponentiated comes out of the logarithm. */
function logarithm(f: FormulaNode): FormulaNode {
  switch (f.op) {
    case 'product':
      return { op: 'sum', terms: f.factors.map(logarithm) };
    case 'power':
      return { op: 'product', factors: [{ op: 'constant', value: f.exponent }, logarithm(f.base)] };
    case 'negate':
      return logarithm(f.of);
    case 'call':
      if (f.name === 'exp') return f.args[0]!;
      break;
    case 'constant':
    case 'variable':
    case 'sum':
      break;
  }
  return { op: 'call', name: 'log', args: [{ op: 'call', name: 'abs', args: [f] }] };
}
