/**
 * A relation between two expressions, decided on a box by enclosing left - right (also by the mean-value form), or
 * refuted at a point. What was decided is remembered, so that a search and the replay of what it found cost one
 * enclosure a box.
 */
import { EnclosureError, type Interval, type IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import { toRational, type Rational } from '../../numeric/algebra/rational.ts';
import { sub, type Expression } from '../expression.ts';
import type { IntervalProof } from '../interval-proof.ts';
import { dependsOn, differentiate } from './derivative.ts';
import { enclose, enclosePlain } from './enclosure.ts';
import { expand, type Expanded } from './expand.ts';
import type { Outcome } from './findings.ts';
import { inBox, pointAsData, showPoint, type Point } from './point.ts';

/** A box with rational corners. */
export type Corners = ReadonlyMap<string, readonly [Rational, Rational]>;

/** The whole box of a proof. */
export const cornersOf = (proof: IntervalProof): Corners =>
  new Map(proof.box.map(({ name, lower, upper }) => [name, [toRational(lower), toRational(upper)] as const]));

/** A point that refutes, described and as data. */
export type Witness = Pick<Outcome, 'counterexample' | 'point'>;

/** The relation of a proof on boxes and at points. */
export class BoxRelation {
  readonly proof: IntervalProof;
  private readonly R: IntervalArithmetic;
  /** left - right, with the conditions under which it is defined. */
  private readonly plain: Expanded;
  private readonly difference: Expression;
  private readonly gradient: ReadonlyMap<string, Expression> | undefined;
  private readonly tolerance: Interval;
  private readonly known = new Map<string, readonly [string, string] | undefined>();

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

  /**
   * What left - right lies in on the box, as decimals rounded outward, when that decides the relation; else undefined.
   */
  decided(corners: Corners): readonly [string, string] | undefined {
    const key = showCorners(corners);
    if (this.known.has(key)) return this.known.get(key);
    const enclosed = this.enclosed(corners);
    const found = enclosed === undefined ? undefined : this.R.toDecimals(enclosed);
    this.known.set(key, found);
    return found;
  }

  private enclosed(corners: Corners): Interval | undefined {
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
  refutes(point: Point): Witness | undefined {
    if (!inBox(this.proof.box, point)) return undefined;
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
}

/** The box in words, every corner exactly. */
export const showCorners = (corners: Corners): string =>
  [...corners].map(([name, [l, u]]) => `${name} in [${l.toFraction()}, ${u.toFraction()}]`).join(', ') || 'the point';
