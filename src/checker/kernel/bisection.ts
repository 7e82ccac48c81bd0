/**
 * Proving a relation on a whole box: enclose left - right on it (also by the mean-value form), and where that does not
 * decide, on the two halves. The tree of splits is the proof; given one, the kernel follows it, without one it searches.
 */
import { EnclosureError, type Interval, type IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import { toRational, type Rational } from '../../numeric/algebra/rational.ts';
import { sub, type Expression } from '../expression.ts';
import type { IntervalProof, SplitTree } from '../interval-proof.ts';
import { dependsOn, differentiate } from './derivative.ts';
import { enclose, enclosePlain } from './enclosure.ts';
import { expand, type Expanded } from './expand.ts';
import type { Outcome } from './findings.ts';
import { pointAsData, samplePoints, showPoint, type Point } from './sample-points.ts';
import { requireIntervalProof } from './well-formed.ts';

/** A box with rational corners. */
type Corners = ReadonlyMap<string, readonly [Rational, Rational]>;

const MOST_BOXES = 20_000;
const DEEPEST = 60;
const LEAF: SplitTree = { leaf: true };

export interface IntervalReplay extends Outcome {
  /** The splits that decide the relation, when it holds. */
  readonly splits?: SplitTree;
}

export function replayInterval(proof: IntervalProof, arithmetic: IntervalArithmetic): IntervalReplay {
  requireIntervalProof(proof);
  const corners = cornersOf(proof);
  const search = new Search(proof, arithmetic.at(proof.precision ?? 80));
  const witness = search.refutingPoint(corners);
  if (witness !== undefined) return { status: 'refuted', runs: search.boxes, ...witness };
  const splits = search.prove(corners, proof.splits, 0);
  if (splits !== undefined) return { status: 'holds', runs: search.boxes, splits };
  if (search.witness !== undefined) return { status: 'refuted', runs: search.boxes, ...search.witness };
  return { status: 'inconclusive', runs: search.boxes, note: `undecided on ${search.undecided ?? 'the box'}` };
}

/** Whether one enclosure over the whole box proves the relation. */
export const holdsOnBox = (proof: IntervalProof, R: IntervalArithmetic): boolean =>
  new Search(proof, R).prove(cornersOf(proof), LEAF, 0) !== undefined;

function cornersOf(proof: IntervalProof): Corners {
  return new Map(
    proof.box.map(({ name, lower, upper }) => {
      return [name, [toRational(lower), toRational(upper)] as const];
    }),
  );
}

type Witness = Pick<Outcome, 'counterexample' | 'point'>;

class Search {
  boxes = 0;
  witness: Witness | undefined;
  undecided: string | undefined;
  private readonly proof: IntervalProof;
  private readonly R: IntervalArithmetic;
  /** left - right, with the conditions under which it is defined. */
  private readonly plain: Expanded;
  private readonly difference: Expression;
  private readonly gradient: ReadonlyMap<string, Expression> | undefined;
  private readonly tolerance: Interval;

  constructor(proof: IntervalProof, R: IntervalArithmetic) {
    this.proof = proof;
    this.R = R;
    this.plain = expand(sub(proof.left, proof.right));
    this.difference = this.plain.expression;
    this.gradient = this.derivatives();
    this.tolerance = R.of(proof.tolerance ?? '0');
  }

  /** The partial derivatives, where the kernel has the rules. */
  private derivatives(): ReadonlyMap<string, Expression> | undefined {
    try {
      const moving = this.proof.box.filter(({ name }) => dependsOn(this.difference, name));
      return new Map(moving.map(({ name }) => [name, differentiate(this.difference, name)]));
    } catch {
      return undefined;
    }
  }

  /** The tree that decides the relation on the box, or undefined. */
  prove(corners: Corners, given: SplitTree | undefined, depth: number): SplitTree | undefined {
    if (this.witness !== undefined || ++this.boxes > MOST_BOXES) return undefined;
    if (given === undefined || 'leaf' in given) {
      const enclosed = this.decided(corners);
      if (enclosed !== undefined) return { leaf: true, difference: this.R.toDecimals(enclosed) };
      if (given !== undefined || depth >= DEEPEST) {
        this.undecided ??= showCorners(corners);
        return undefined;
      }
      if (depth % 4 === 3) this.witness = this.refutes(middlePoint(corners));
    }
    const name = given !== undefined && 'split' in given ? given.split : widest(corners, this.proof);
    const [lower, upper] = corners.get(name) ?? [undefined, undefined];
    if (lower === undefined || lower.compare(upper) === 0) {
      this.undecided ??= showCorners(corners);
      return undefined;
    }
    const middle = lower.add(upper).div(2);
    const inner = given !== undefined && 'split' in given ? given : undefined;
    const low = this.prove(new Map(corners).set(name, [lower, middle]), inner?.low, depth + 1);
    if (low === undefined) return undefined;
    const high = this.prove(new Map(corners).set(name, [middle, upper]), inner?.high, depth + 1);
    return high === undefined ? undefined : { split: name, low, high };
  }

  /** What left - right lies in on the box, when that decides the relation. */
  private decided(corners: Corners): Interval | undefined {
    const { R } = this;
    try {
      const box = new Map([...corners].map(([name, [lower, upper]]) => [name, R.between(lower, upper)]));
      const natural = enclosePlain(this.plain, box, R);
      if (this.holds(natural)) return natural;
      if (this.gradient === undefined || this.gradient.size === 0) return undefined;
      const centre = new Map([...corners].map(([name, [lower, upper]]) => [name, R.of(lower.add(upper).div(2))]));
      let meanValue = enclose(this.difference, centre, R);
      for (const [name, slope] of this.gradient) {
        const step = R.sub(box.get(name)!, centre.get(name)!);
        meanValue = R.add(meanValue, R.mul(enclose(slope, box, R), step));
      }
      const both = R.intersect(natural, meanValue) ?? meanValue;
      return this.holds(both) ? both : undefined;
    } catch (error) {
      if (error instanceof EnclosureError) return undefined;
      throw error;
    }
  }

  private holds(difference: Interval): boolean {
    const { R } = this;
    switch (this.proof.relation) {
      case '<=':
        return R.lessOrEqual(difference, R.zero) === true;
      case '<':
        return R.less(difference, R.zero) === true;
      case '>=':
        return R.lessOrEqual(R.zero, difference) === true;
      case '>':
        return R.less(R.zero, difference) === true;
      case '=':
        return R.lessOrEqual(R.abs(difference), this.tolerance) === true;
    }
  }

  private fails(difference: Interval): boolean {
    const { R } = this;
    switch (this.proof.relation) {
      case '<=':
        return R.less(R.zero, difference) === true;
      case '<':
        return R.lessOrEqual(R.zero, difference) === true;
      case '>=':
        return R.less(difference, R.zero) === true;
      case '>':
        return R.lessOrEqual(difference, R.zero) === true;
      case '=':
        return R.less(this.tolerance, R.abs(difference)) === true;
    }
  }

  /** The witness's description if the relation certainly fails at the point. */
  private refutes(point: Point): Witness | undefined {
    const R = this.R.at(this.R.precision * 2);
    try {
      const at = new Map([...point].map(([name, value]) => [name, R.of(value)]));
      if (!this.fails(enclosePlain(this.plain, at, R))) return undefined;
      const [left, right] = [this.proof.left, this.proof.right].map((x) => enclose(expand(x).expression, at, R));
      const margin = this.proof.relation === '=' ? ` beyond tolerance ${this.proof.tolerance ?? '0'}` : '';
      const counterexample = `at ${showPoint(point)}: left in ${left!.toString()}, right in ${right!.toString()}; "${this.proof.relation}" fails${margin}`;
      return { counterexample, point: pointAsData(point) };
    } catch (error) {
      if (error instanceof EnclosureError) return undefined;
      throw error;
    }
  }

  refutingPoint(corners: Corners): Witness | undefined {
    for (const point of samplePoints([...corners].map(([name, [lower, upper]]) => ({ name, lower, upper })))) {
      const found = this.refutes(point);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

const middlePoint = (corners: Corners): Point =>
  new Map([...corners].map(([name, [lower, upper]]) => [name, lower.add(upper).div(2)]));

/** The variable whose range is widest relative to where it started. */
function widest(corners: Corners, proof: IntervalProof): string {
  let best = '';
  let most = -1;
  for (const { name, lower, upper } of proof.box) {
    const whole = toRational(upper).sub(toRational(lower)).valueOf();
    const [low, high] = corners.get(name)!;
    const relative = whole === 0 ? 0 : high.sub(low).valueOf() / whole;
    if (relative > most) [best, most] = [name, relative];
  }
  return best;
}

const showCorners = (corners: Corners): string =>
  [...corners].map(([name, [l, u]]) => `${name} in [${l.toFraction()}, ${u.toFraction()}]`).join(', ') || 'the point';
