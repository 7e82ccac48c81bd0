/**
 * A relation on a whole box, following a tree of bisections: on each leaf left - right is enclosed, by itself and by
 * the mean value theorem (its value at the centre plus its slopes over the leaf times the distances). A leaf that does
 * not decide may be halved further here; the tree is a help, not a premise.
 */
import { differentiate, mentions, plain, type Plain } from './calculus.ts';
import { enclose, encloseWhole, type Box } from './enclosure.ts';
import { about, showPlace } from './identity.ts';
import { difference, type Term } from './language.ts';
import { compare, fraction, minus, plus, show, times, type Rational } from './rational.ts';
import { order, Reals, sign, type Enclosure } from './reals.ts';
import { fails, follows, Malformed, OutOfReach, undecided, type Verdict } from './verdicts.ts';

export const RELATIONS = ['<=', '>=', '<', '>', '='] as const;
export type Relation = (typeof RELATIONS)[number];

export type Tree =
  | { readonly leaf: true; readonly difference: readonly [Rational, Rational] | undefined }
  | { readonly leaf: false; readonly split: string; readonly low: Tree; readonly high: Tree };

export interface BoxStatement {
  readonly box: ReadonlyMap<string, readonly [Rational, Rational]>;
  readonly left: Term;
  readonly relation: Relation;
  readonly right: Term;
  /** For `=`: how far the sides may be apart. */
  readonly tolerance: Rational;
}

type Corners = ReadonlyMap<string, readonly [Rational, Rational]>;
const HALF = fraction(1n, 2n);
const MOST_LEAVES = 40_000;
/** How often a leaf of the tree may be halved here. */
const DEEPER = 16;
const R = new Reals(100);

/** Whether the relation holds on the whole box. */
export function onBox(statement: BoxStatement, tree: Tree): Verdict {
  return new Search(statement).run(tree);
}

/** Whether the relation fails at a place of the box. */
export function failsAt(statement: BoxStatement, place: ReadonlyMap<string, Rational>): Verdict {
  for (const [name, [lower, upper]] of statement.box) {
    const value = place.get(name);
    if (value === undefined) throw new Malformed(`the counterexample has no value of ${name}`);
    if (compare(value, lower) < 0 || compare(value, upper) > 0)
      return fails(`the counterexample ${showPlace(place)} lies outside the box`);
  }
  const precise = new Reals(200);
  const at = new Map([...place].map(([name, value]) => [name, precise.of(value)]));
  const d = encloseWhole(precise, plain(difference(statement.left, statement.right)), at);
  if (decides(precise, NOT[statement.relation], d, statement.tolerance)) return follows(`fails at ${showPlace(place)}`);
  if (decides(precise, statement.relation, d, statement.tolerance))
    return fails(`the relation holds at the counterexample ${showPlace(place)}`);
  return undecided(`left - right is ${about(d)} at ${showPlace(place)}`);
}

const NOT = { '<=': '>', '>=': '<', '<': '>=', '>': '<=', '=': '!=' } as const;

/** Whether every number d of the enclosure satisfies d relation 0 (|d| <= tolerance for `=`). */
export function decides(S: Reals, relation: Relation | '!=', d: Enclosure, tolerance: Rational): boolean {
  switch (relation) {
    case '<=':
      return sign(d.hi) <= 0;
    case '<':
      return sign(d.hi) < 0;
    case '>=':
      return sign(d.lo) >= 0;
    case '>':
      return sign(d.lo) > 0;
    case '=':
      return order(S.abs(d).hi, S.of(tolerance).lo) <= 0;
    case '!=':
      return order(S.abs(d).lo, S.of(tolerance).hi) > 0;
  }
}

class Search {
  private leaves = 0;
  private readonly statement: BoxStatement;
  private readonly plain: Plain;
  private readonly difference: Term;
  private readonly slopes: ReadonlyMap<string, Term>;

  constructor(statement: BoxStatement) {
    this.statement = statement;
    this.plain = plain(difference(statement.left, statement.right));
    this.difference = this.plain.term;
    this.slopes = this.derivatives();
  }

  private derivatives(): ReadonlyMap<string, Term> {
    try {
      const moving = [...this.statement.box.keys()].filter((name) => mentions(this.difference, name));
      return new Map(moving.map((name) => [name, differentiate(this.difference, name)]));
    } catch (error) {
      if (error instanceof OutOfReach) return new Map();
      throw error;
    }
  }

  run(tree: Tree): Verdict {
    const trouble = this.along(this.statement.box, tree);
    return trouble ?? follows(`enclosed on ${this.leaves} boxes`);
  }

  /** The first leaf that is not decided, or nothing. */
  private along(corners: Corners, tree: Tree): Verdict | undefined {
    if (tree.leaf) return this.onLeaf(corners, tree.difference);
    const halves = split(corners, tree.split);
    if (halves === undefined) return fails(`the tree splits ${tree.split}, which has no width here`);
    return this.along(halves[0], tree.low) ?? this.along(halves[1], tree.high);
  }

  private onLeaf(corners: Corners, stated: readonly [Rational, Rational] | undefined): Verdict | undefined {
    const centre = this.atCentre(corners);
    if (stated !== undefined && centre !== undefined && R.common(R.range(...stated), centre) === undefined) {
      return fails(
        `left - right is ${about(centre)} in the middle of ${showCorners(corners)}, outside the enclosure given`,
      );
    }
    return this.decide(corners, 0);
  }

  private decide(corners: Corners, depth: number): Verdict | undefined {
    if (++this.leaves > MOST_LEAVES) return undecided(`more than ${MOST_LEAVES} boxes`);
    const { relation, tolerance } = this.statement;
    const centre = this.atCentre(corners);
    if (centre !== undefined && decides(R, NOT[relation], centre, tolerance))
      return fails(
        `the relation fails in the middle of ${showCorners(corners)}, where left - right is ${about(centre)}`,
      );
    const enclosed = this.over(corners, centre);
    if (enclosed !== undefined && decides(R, relation, enclosed, tolerance)) return undefined;
    const widest = [...corners].reduce<string | undefined>((best, [name, ends]) => {
      const width = minus(ends[1], ends[0]);
      const most = best === undefined ? fraction(0n) : minus(corners.get(best)![1], corners.get(best)![0]);
      return compare(width, most) > 0 ? name : best;
    }, undefined);
    const halves = widest === undefined ? undefined : split(corners, widest);
    if (halves === undefined || depth >= DEEPER)
      return undecided(
        `left - right is ${enclosed === undefined ? 'not enclosed' : about(enclosed)} on ${showCorners(corners)}`,
      );
    return this.decide(halves[0], depth + 1) ?? this.decide(halves[1], depth + 1);
  }

  private atCentre(corners: Corners): Enclosure | undefined {
    return reachable(() => encloseWhole(R, this.plain, centreOf(corners)));
  }

  private over(corners: Corners, centre: Enclosure | undefined): Enclosure | undefined {
    const box: Box = new Map([...corners].map(([name, [lower, upper]]) => [name, R.range(lower, upper)]));
    const direct = reachable(() => encloseWhole(R, this.plain, box));
    // The function must be enclosed on the whole leaf, so that it is defined there, before its slopes mean anything.
    if (direct === undefined || centre === undefined || this.slopes.size === 0) return direct;
    const middle = centreOf(corners);
    const byMeanValue = reachable(() =>
      [...this.slopes].reduce(
        (total, [name, slope]) => R.add(total, R.mul(enclose(R, slope, box), R.sub(box.get(name)!, middle.get(name)!))),
        centre,
      ),
    );
    return byMeanValue === undefined ? direct : (R.common(direct, byMeanValue) ?? direct);
  }
}

const reachable = <T>(argument: () => T): T | undefined => {
  try {
    return argument();
  } catch (error) {
    if (error instanceof OutOfReach) return undefined;
    throw error;
  }
};

const middleOf = ([lower, upper]: readonly [Rational, Rational]): Rational => times(plus(lower, upper), HALF);
const centreOf = (corners: Corners): Box => new Map([...corners].map(([name, ends]) => [name, R.of(middleOf(ends))]));

function split(corners: Corners, name: string): readonly [Corners, Corners] | undefined {
  const ends = corners.get(name);
  if (ends === undefined) throw new Malformed(`the tree splits ${name}, which is no side of the box`);
  if (compare(ends[0], ends[1]) === 0) return undefined;
  const middle = middleOf(ends);
  return [new Map(corners).set(name, [ends[0], middle]), new Map(corners).set(name, [middle, ends[1]])];
}

const showCorners = (corners: Corners): string =>
  [...corners].map(([name, [l, u]]) => `${name} in [${show(l)}, ${show(u)}]`).join(', ') || 'the point';
