/**
 * The law of T > 0 with density proportional to t^{m-1} f(t), f a formula: every number an enclosure
 * (formula/enclosure), nothing sampled and no error estimated.
 */
import type { FormulaNode } from '../../formula/tree.ts';
import type { EndBehaviour } from '../../formula/enclosure/behaviour.ts';
import { behaviourAt } from '../../formula/enclosure/ends.ts';
import {
  encloseHalfLine,
  type HalfLineMass,
  type HalfLineOptions,
  type MassCell,
  type NoMass,
} from '../../formula/enclosure/half-line.ts';
import { Integrand, weighted } from '../../formula/enclosure/integrand.ts';
import { divideDown, divideUp, scaleDown, scaleUp } from '../../formula/enclosure/rounding.ts';
import { integralOfLog } from '../../formula/enclosure/log-integral.ts';
import { logOf, sumOf, type ScaledRange } from '../../formula/enclosure/scaled.ts';
import { SlopeMesh, type SteepnessLaw } from '../../formula/enclosure/slopes.ts';
import { enclosed, type Estimate } from '../../numeric/estimate.ts';

/** Width of the integral, relative. */
const GOAL = 1e-12;
/** Width of the means that feed bounds, relative. */
const MEAN_GOAL = 1e-10;
/** Pieces between a far point and the next power of two. */
const FAR_PIECES = 16;
/** Cells in which f may be negative that are looked into: so many, and so many for each that there is at first. */
const SIGN_WORK = 4000;
const SIGN_HALVINGS = 8;

/** The law of a formula, or why its integral cannot be enclosed. */
export function enclosedLaw(root: FormulaNode, m: number, cuts: readonly number[]): EnclosedLaw | NoMass {
  // t^{m-1} alone carries a rounding of m units.
  const mass = encloseHalfLine(weighted(root, m - 1), { cuts, goal: Math.max(GOAL, 1e-13 * m) });
  if (!mass.finite) return mass;
  const { lower, upper } = mass.total;
  // Nothing there, or not enough is known of it.
  if (upper > 0 && !(lower > 0)) return { finite: false, reason: 'unresolved', at: widest(mass.cells) };
  return new EnclosedLaw(root, m, mass);
}

function widest(cells: readonly MassCell[]): number {
  const width = ({ mass }: MassCell): number => Math.log2(mass.upper - mass.lower) + mass.scale;
  return cells.reduce((worst, cell) => (width(cell) > width(worst) ? cell : worst)).left;
}

export class EnclosedLaw {
  readonly root: FormulaNode;
  readonly m: number;
  readonly mass: HalfLineMass;
  private readonly value: Integrand;
  private mesh: SlopeMesh | null = null;
  private steep: SteepnessLaw | null = null;
  private tail: EndBehaviour | null = null;

  constructor(root: FormulaNode, m: number, mass: HalfLineMass) {
    this.root = root;
    this.m = m;
    this.mass = mass;
    this.value = new Integrand(root, 0);
  }

  /** log int t^{m-1} f. */
  logIntegral(): Estimate {
    const [lower, upper] = logOf(this.mass.total);
    return enclosure(lower + 0.5 * (upper - lower), lower, upper);
  }

  /** The slope of f, under t^{m-1} f. */
  slopes(): SlopeMesh {
    this.mesh ??= new SlopeMesh(this.root, this.mass, this.m - 1);
    return this.mesh;
  }

  /** A law of |f'|/f that is larger in the convex order, on a mesh of its own: no other question changes it. */
  steepness(resolution: number): SteepnessLaw {
    this.steep ??= new SlopeMesh(this.root, this.mass, this.m - 1).law(resolution);
    return this.steep;
  }

  /** E T^power: Infinity where it is proved to diverge; an upper end of Infinity where it cannot be enclosed. */
  moment(power: number): Estimate {
    return this.mean(weighted(this.root, this.m - 1 + power));
  }

  /** E h(T) for a formula h >= 0. */
  meanOf(h: FormulaNode, options: HalfLineOptions = {}): Estimate {
    const node: FormulaNode = { op: 'product', factors: [weighted(this.root, this.m - 1), h] };
    return this.mean(node, { goal: MEAN_GOAL, ...options });
  }

  /** E log f(T); null where it cannot be enclosed. */
  meanLog(): Estimate | null {
    const found = integralOfLog(this.root, this.m - 1, this.mass);
    if (found === null) return null;
    const [lower, upper] = this.share(found);
    return enclosure(0.5 * (lower + upper), lower, upper);
  }

  private mean(node: FormulaNode, options: HalfLineOptions = {}): Estimate {
    const above = encloseHalfLine(node, options);
    if (above.finite) {
      const [lower, upper] = this.share(above.total);
      return enclosure(Math.max(0, 0.5 * (lower + upper)), Math.max(0, lower), upper);
    }
    const diverges = above.reason === 'diverges-at-zero' || above.reason === 'diverges-at-infinity';
    return enclosure(Infinity, diverges ? Infinity : 0, Infinity);
  }

  /** A range divided by the integral. */
  private share(of: ScaledRange): [number, number] {
    const { lower, upper, scale } = this.mass.total;
    const by = of.scale - scale;
    return [
      scaleDown(divideDown(of.lower, of.lower > 0 ? upper : lower), by),
      scaleUp(divideUp(of.upper, of.upper > 0 ? lower : upper), by),
    ];
  }

  /** f(0+) / int f, for m = 1. */
  densityAtZero(): Estimate {
    const mesh = this.slopes();
    const [low, high] = mesh.atZero;
    if (low === Infinity) return enclosure(Infinity, Infinity, Infinity);
    const [lower, upper] = this.share({ lower: Math.max(0, low), upper: high, scale: mesh.scale });
    return enclosure(0.5 * (lower + upper), lower, upper);
  }

  /** The largest f / int f, for m = 1. */
  height(): Estimate {
    const mesh = this.slopes();
    const [low, high] = mesh.height();
    const [lower, upper] = this.share({ lower: low, upper: high, scale: mesh.scale });
    return enclosure(0.5 * (lower + upper), lower, upper);
  }

  /**
   * int |f'| / int f, jumps included, for m = 1: twice the half-line's share of the total variation of the even
   * density.
   */
  variation(): Estimate {
    const mesh = this.slopes();
    const [low, high] = mesh.variation();
    const [lower, upper] = this.share({ lower: low, upper: high, scale: mesh.scale });
    return enclosure(
      low === Infinity || low >= 1e308 ? Infinity : Math.min(upper, 0.5 * (lower + upper)),
      lower,
      upper,
    );
  }

  /** An upper bound of E(|f'|/f - c)_+, jumps included. */
  slopeExcess(c: number): number {
    const mesh = this.slopes();
    return this.share({ lower: 0, upper: mesh.excess(c), scale: mesh.massScale })[1];
  }

  /** P(T > t) from below and above. */
  beyond(t: number): [number, number] {
    const { cells, before, after, integrand } = this.mass;
    if (t <= cells[0]!.left)
      return this.share(sumOf([...cells.map(({ mass }) => mass), after, { ...before, lower: 0 }]));
    const parts: ScaledRange[] = [after];
    const last = cells.at(-1)!;
    if (t >= last.right) return this.farBeyond(t);
    for (const cell of cells) {
      if (cell.left >= t) parts.push(cell.mass);
      else if (cell.right > t) parts.push(integrand.mass(t, cell.right));
    }
    const [lower, upper] = this.share(sumOf(parts));
    return [Math.max(0, lower), upper];
  }

  /** Beyond the last cell: up to a power of two piece by piece, and what is known from there on. */
  private farBeyond(t: number): [number, number] {
    const { after, integrand } = this.mass;
    const from = 2 ** Math.floor(Math.log2(t));
    const known = integrand.beyond('infinity', from);
    const [, most] = this.share(known.kind === 'finite' ? known.mass : after);
    const end = t === from ? known : integrand.beyond('infinity', 2 * from);
    if (end.kind !== 'finite') return [0, most];
    const parts: ScaledRange[] = [end.mass];
    for (let k = 0, left = t; t > from && k < FAR_PIECES; k++) {
      const right = k === FAR_PIECES - 1 ? 2 * from : t + ((2 * from - t) * (k + 1)) / FAR_PIECES;
      if (right > left) parts.push(integrand.mass(left, right));
      left = right;
    }
    const [lower, upper] = this.share(sumOf(parts));
    return [Math.max(0, lower), Math.min(most, upper)];
  }

  /** int t^{m-1} f over [a, b], in the unit of `mass`; what the cells know is not enclosed again. */
  between(a: number, b: number): ScaledRange {
    const { cells, before, integrand } = this.mass;
    const first = cells[0]!.left;
    const far = cells.at(-1)!.right;
    const parts: ScaledRange[] = [];
    if (a < first && b > 0) parts.push(a <= 0 && b >= first ? before : { ...before, lower: Math.min(0, before.lower) });
    for (let at = firstReaching(cells, a); at < cells.length && cells[at]!.left < b; at++) {
      const { left, right, mass } = cells[at]!;
      parts.push(left >= a && right <= b ? mass : integrand.mass(Math.max(a, left), Math.min(b, right)));
    }
    if (b > far) parts.push(integrand.mass(Math.max(a, far), b));
    return sumOf(parts);
  }

  /** A t that P(T > t) = p is proved not to lie below: the largest near `guess` with P(T > t) >= p, at least 0. */
  quantileFromBelow(p: number, guess: number): number {
    for (let step = 1e-15; step < 1; step *= 2) {
      const t = guess * (1 - step);
      if (this.beyond(t)[0] >= p) return t;
    }
    return 0;
  }

  /** A t with P(T > t) <= p, near `guess`. */
  quantileFromAbove(p: number, guess: number): number {
    for (let step = 1e-15; step < 1e6; step *= 2) {
      const t = guess * (1 + step);
      if (this.beyond(t)[1] <= p) return t;
    }
    return Infinity;
  }

  /** Whether f is proved to be at least 0 at all t > 0, near a pole at 0, too. */
  isNonnegative(): boolean {
    const { cells, integrand } = this.mass;
    const near = cells[0]!.left;
    if (near > 0) {
      const end =
        near <= 1 ? behaviourAt(integrand.tape, integrand.slot, 'zero', 2 ** Math.ceil(Math.log2(near))) : null;
      if (end === null || end.value === null || end.arithmetic.factor(end.value)[0] < 0) return false;
    }
    return this.sign() === 'proved';
  }

  /** Whether f >= 0: proved; or where it is negative; or not known (at rounding's level). */
  sign(): 'proved' | 'unknown' | { readonly negativeAt: number } {
    const { cells, integrand } = this.mass;
    // The list grows while it is gone through: wide cells first, so that no cell whose sign rounding hides (far out, or
    // at a zero) keeps others from being looked into.
    const open: [number, number][] = [];
    for (const { left, right, isNonnegative } of cells) if (!isNonnegative) open.push([left, right]);
    const most = SIGN_WORK + SIGN_HALVINGS * open.length;
    let doubt = false;
    for (let i = 0; i < open.length; i++) {
      const [left, right] = open[i]!;
      this.value.mass(left, right);
      const { lower, upper } = this.value.range;
      if (lower >= 0) continue;
      if (upper < 0) return { negativeAt: left + 0.5 * (right - left) };
      const middle = left + 0.5 * (right - left);
      if (i > most || !(middle > left && middle < right)) {
        doubt = true;
        continue;
      }
      open.push([left, middle], [middle, right]);
    }
    const end = behaviourAt(integrand.tape, integrand.slot, 'infinity', 2 ** Math.ceil(Math.log2(cells.at(-1)!.right)));
    if (end.value === null || end.arithmetic.factor(end.value)[0] < 0) doubt = true;
    return doubt ? 'unknown' : 'proved';
  }

  /** log f(t) to rounding, also where f itself cancels or leaves the range of doubles. */
  logAt(t: number): number {
    const far = this.mass.cells.at(-1)!.right;
    if (t > far) {
      this.tail ??= behaviourAt(this.value.tape, this.value.slot, 'infinity', 2 ** Math.floor(Math.log2(far)));
      const { value, arithmetic } = this.tail;
      if (value !== null && value.terms.length > 0 && arithmetic.factor(value)[0] > 0) {
        const y = 1 / t;
        const sum = value.terms.reduceRight((total, term) => 0.5 * (term[0] + term[1]) + y * total, 0);
        return -value.grade * Math.log(t) + Math.log(sum);
      }
    }
    const { lower, upper, scale } = this.value.valueAt(t);
    return Math.log(0.5 * (Math.max(0, lower) + upper)) + scale * Math.LN2;
  }
}

/** The first cell whose right end lies beyond a. */
function firstReaching(cells: readonly MassCell[], a: number): number {
  let [low, high] = [0, cells.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cells[middle]!.right > a) high = middle;
    else low = middle + 1;
  }
  return low;
}

const enclosure = (value: number, lower: number, upper: number): Estimate => enclosed(value, lower, upper, 'interval');
