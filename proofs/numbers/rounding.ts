/**
 * Arithmetic with a direction, against rationals: sums, products and quotients of doubles at all their sizes, decimals
 * read and written, estimates with two ends and what they rest on, intervals of intervals.
 */
import {
  exactly,
  numerically,
  type EvidenceContext,
  type ExactInstance,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { minusQuotient, sumOfThree } from '../../src/numeric/cancellation.ts';
import { complementFromDecimal, doubleFromDecimal } from '../../src/numeric/decimal-reading.ts';
import { radiusDecimal, roundedDecimal } from '../../src/numeric/decimal.ts';
import { add, divide, multiply, nextDown, nextUp } from '../../src/numeric/directed.ts';
import {
  METHODS,
  closedForm,
  enclosed,
  jointConfidence,
  withError,
  type Estimate,
} from '../../src/numeric/estimate.ts';
import {
  clamped,
  exact,
  intersected,
  inverted,
  product,
  ratio as quotient,
  scaled,
  shifted,
  sum,
  widened,
} from '../../src/numeric/estimate-algebra.ts';
import { IntervalArithmetic, type Interval } from '../../src/numeric/intervals/interval.ts';
import { loadMpfr } from '../../src/numeric/intervals/mpfr.ts';
import { ZERO, ratio, toDouble, toRational, type Rational } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { draws } from '../vocabulary/drawn-links.ts';

type Direction = 'down' | 'up';
const DIRECTIONS: readonly Direction[] = ['down', 'up'];

/** A double of any size and sign, now and then a round one or 0. */
function anyDouble(random: RandomStream, most = 1000): number {
  const kind = random.integer(8);
  if (kind === 0) return 0;
  if (kind === 1) return random.sign() * (1 + random.integer(8));
  const size = kind < 5 ? 30 : most;
  return random.sign() * (1 + random.uniform()) * 2 ** Math.floor(size * (2 * random.uniform() - 1));
}

/** The rational is on the right side of the double, and not on that of the next one. */
function* directed(
  label: string,
  found: number,
  truth: Rational,
  direction: Direction,
  of: readonly number[] = [],
): Generator<ExactInstance> {
  const [outer, inner] = direction === 'down' ? (['<=', '>='] as const) : (['>=', '<='] as const);
  if (Number.isFinite(found)) yield { label, left: toRational(found), relation: outer, right: truth };
  // Far out one step more is allowed.
  const tiny = [found, ...of].some((x) => x !== 0 && (Math.abs(x) < 2 ** -890 || Math.abs(x) > 2 ** 980));
  const step = direction === 'down' ? nextUp : nextDown;
  const next = tiny ? step(step(found)) : step(found);
  if (Number.isFinite(next) && Number.isFinite(found))
    yield {
      label: `${label}: no further`,
      left: toRational(next),
      relation: tiny ? inner : truth.equals(toRational(found)) ? '!=' : inner,
      right: truth,
    };
  if (!tiny && truth.equals(toRational(toDouble(truth))))
    yield { label: `${label}: exact`, left: toRational(found), relation: '=', right: truth };
}

function* doubles(random: RandomStream): Generator<ExactInstance> {
  const [x, y] = [anyDouble(random), anyDouble(random)];
  const [p, q] = [toRational(x), toRational(y)];
  for (const direction of DIRECTIONS) {
    const label = `${x}, ${y}, ${direction}`;
    yield* directed(`${label}: sum`, add(x, y, direction), p.add(q), direction);
    yield* directed(`${label}: product`, multiply(x, y, direction), p.mul(q), direction, [x, y]);
    if (y !== 0) yield* directed(`${label}: quotient`, divide(x, y, direction), p.div(q), direction, [x, y]);
  }
  const digits = BigInt(Math.floor(random.uniform() * 2 ** 53)) * BigInt(1 + random.integer(1e9));
  const exponent = random.integer(400) - 250;
  const text = `${random.sign() < 0 ? '-' : ''}${digits}e${exponent}`;
  const decimal = toRational(text);
  const nines = 1 + random.integer(40);
  const probability = `0.${'9'.repeat(nines)}${random.integer(1e6)}`;
  const figures = 1 + random.integer(17);
  for (const direction of DIRECTIONS) {
    yield* directed(`${text} read ${direction}`, doubleFromDecimal(text, direction), decimal, direction);
    yield* directed(
      `${probability} read ${direction}`,
      doubleFromDecimal(probability, direction),
      toRational(probability),
      direction,
    );
    yield* directed(
      `1 - ${probability} ${direction}`,
      complementFromDecimal(probability, direction),
      ratio(1).sub(toRational(probability)),
      direction,
    );
    if (x === 0) continue;
    const written = toRational(roundedDecimal(x, figures, direction));
    const label = `${x} with ${figures} digits, ${direction}`;
    yield { label, left: written, relation: direction === 'down' ? '<=' : '>=', right: p };
    yield {
      label: `${label}: no further than one of the last`,
      left: written
        .sub(p)
        .abs()
        .mul(ratio(10n ** BigInt(figures - 1))),
      relation: '<',
      right: p.abs(),
    };
    yield {
      label: `${x} as a radius`,
      left: toRational(radiusDecimal(x, figures)),
      relation: '=',
      right: toRational(roundedDecimal(x, figures, 'down')),
    };
  }
}

/** An enclosure, and a number in it that is an end now and then. */
function held(random: RandomStream): { readonly e: Estimate; readonly truth: Rational } {
  const three = [anyDouble(random, 80), anyDouble(random, 80), anyDouble(random, 80)].sort((a, b) => a - b);
  const [lower, value, upper] = three as [number, number, number];
  const method = METHODS[random.integer(METHODS.length)]!;
  const confidence = [1, 1 - 0.3 * random.uniform()][random.integer(2)]!;
  return {
    e: enclosed(value, lower, upper, method, confidence),
    truth: toRational(three[random.integer(3)]!),
  };
}

function* inside(label: string, { lower, upper }: Estimate, truth: Rational): Generator<ExactInstance> {
  if (lower > -Infinity) yield { label: `${label}: from below`, left: toRational(lower), relation: '<=', right: truth };
  if (upper < Infinity) yield { label: `${label}: from above`, left: toRational(upper), relation: '>=', right: truth };
}

function* estimates(random: RandomStream): Generator<ExactInstance> {
  const [x, y] = [held(random), held(random)];
  const by = anyDouble(random, 80);
  const over = random.sign() * (1 + random.uniform());
  const label = `[${x.e.lower}, ${x.e.upper}] and [${y.e.lower}, ${y.e.upper}]`;
  yield* inside(`${label}: sum`, sum(x.e, y.e), x.truth.add(y.truth));
  yield* inside(`${label}: product`, product(x.e, y.e), x.truth.mul(y.truth));
  if (y.truth.n !== 0n) {
    yield* inside(`${label}: ratio`, quotient(x.e, y.e), x.truth.div(y.truth));
    yield* inside(`${label}: inverted`, inverted(y.e), y.truth.inverse());
  }
  yield* inside(`${label}: scaled by ${by}/${over}`, scaled(x.e, by, over), x.truth.mul(toRational(by)).div(toRational(over))); // prettier-ignore
  yield* inside(`${label}: shifted by ${by}`, shifted(x.e, by), x.truth.add(toRational(by)));
  const wide = widened(x.e, 2 ** -20);
  for (const sign of [1, -1]) yield* inside(`${label}: widened`, wide, x.truth.mul(ratio(2 ** 20 + sign, 2 ** 20)));
  const at = toDouble(x.truth);
  yield* inside(`${label}: clamped`, clamped(x.e, at, at + 1), x.truth);
  const both = intersected(x.e, enclosed(at, at, Infinity, 'exact'));
  if (both !== null) yield* inside(`${label}: intersected`, both, x.truth);
  // Of single numbers the ends are neighbours, and of small ones none: no wider than doubles allow.
  const [a, b] = [anyDouble(random, 60), anyDouble(random, 60)];
  for (const [name, e] of [
    ['sum', sum(exact(a), exact(b))],
    ['product', product(exact(a), exact(b))],
    ...(b === 0 ? [] : [['ratio', quotient(exact(a), exact(b))] as const]),
  ] as const)
    yield {
      label: `${name} of ${a} and ${b}: ends are neighbours`,
      left: toRational(e.upper),
      relation: '<=',
      right: toRational(nextUp(e.lower)),
    };
}

/** What an estimate rests on: failures add up, the method is the weakest, ends are where the error puts them. */
const bookkeeping = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 400 }, (random): NumericInstance[] => {
    const [{ e: x }, { e: y }, { e: z }] = [held(random), held(random), held(random)];
    const label = `${x.confidence} and ${y.confidence}`;
    const joint = Math.max(0, 1 - (1 - x.confidence) - (1 - y.confidence));
    const weakest = (...of: readonly Estimate[]): number =>
      Math.max(...of.map(({ method }) => METHODS.indexOf(method)));
    const three = sum(x, y, z);
    const value = anyDouble(random, 60);
    const error = Math.abs(value) * 10 ** (-9 * random.uniform());
    const off = withError(value, error, 'quadrature');
    const form = closedForm(value, 1e-9);
    const a = anyDouble(random, 20);
    const b = 1 + random.integer(50);
    const c = 0.01 + 3 * random.uniform();
    const near = (b / c) * (1 + 10 ** (-15 + 12 * random.uniform()));
    const third = -(near + b) * (1 + 10 ** (-15 + 12 * random.uniform()));
    const ulps = 4 * Number.EPSILON;
    return [
      agrees(`${label}: joint confidence`, jointConfidence(x.confidence, y.confidence), joint, 1e-12),
      agrees(`${label}: of a sum`, sum(x, y).confidence, joint, 1e-12),
      agrees(`${label}: of a product`, product(x, y).confidence, joint, 1e-12),
      agrees(`${label}: of a ratio`, quotient(x, y).confidence, joint, 1e-12),
      agrees(
        `${label}, ${z.confidence}: of three`,
        three.confidence,
        Math.max(0, 1 - (1 - x.confidence) - (1 - y.confidence) - (1 - z.confidence)),
        1e-12,
      ),
      isTrue(`${x.method}, ${y.method}, ${z.method}: the weakest`, METHODS.indexOf(three.method) === weakest(x, y, z)),
      isTrue(`${x.method}, ${y.method}: of a product`, METHODS.indexOf(product(x, y).method) === weakest(x, y)),
      atMost('lower end of an error', off.lower, value - error, 1e-15 * Math.abs(value)),
      atMost('upper end of an error', value + error, off.upper, 1e-15 * Math.abs(value)),
      atMost('width of an error', off.upper - off.lower, 2 * error * (1 + 1e-12), 1e-15 * Math.abs(value)),
      atMost('width of a closed form', form.upper - form.lower, 2.0001e-9 * Math.abs(value)),
      atMost('width of a closed form, no less', 1.9999e-9 * Math.abs(value), form.upper - form.lower),
      isTrue('closed form, in order', form.lower <= value && value <= form.upper),
      agrees(
        `${near} - ${b}/${c}`,
        minusQuotient(near, b, c),
        toDouble(toRational(near).sub(toRational(b).div(toRational(c)))),
        ulps,
      ),
      agrees(
        `${near} + ${b} + ${third}`,
        sumOfThree(near, b, third),
        toDouble(toRational(near).add(toRational(b)).add(toRational(third))),
        ulps,
      ),
      isTrue(`${a} < its next`, nextUp(a) > a && nextDown(a) < a && nextDown(nextUp(a)) === a),
    ];
  }).flat();

/** Intervals at few bits, their ends at 0 and infinity too: operations on points within lie within. */
async function intervals(context: EvidenceContext): Promise<ExactInstance[]> {
  const R = new IntervalArithmetic(await loadMpfr(), 30);
  return draws(context, { quick: 1, full: 1200 }, (random) => [...interval(R, random)]).flat();
}

function* interval(R: IntervalArithmetic, random: RandomStream): Generator<ExactInstance> {
  const draw = (): { readonly box: Interval; readonly at: Rational; readonly text: string } => {
    const ends = [anyDouble(random, 20), anyDouble(random, 20), anyDouble(random, 20)].sort((a, b) => a - b);
    const [low, at, high] = ends as [number, number, number];
    return { box: R.between(low, high), at: toRational(random.sign() > 0 ? at : low), text: `[${low}, ${high}]` };
  };
  const [x, y] = [draw(), draw()];
  const contains = (name: string, box: Interval, truth: Rational): Generator<ExactInstance> =>
    inside(`${name} of ${x.text} and ${y.text}`, enclosed(0, box.lower(), box.upper(), 'interval'), truth);
  yield* contains('sum', R.add(x.box, y.box), x.at.add(y.at));
  yield* contains('difference', R.sub(x.box, y.box), x.at.sub(y.at));
  yield* contains('product', R.mul(x.box, y.box), x.at.mul(y.at));
  if (y.at.n !== 0n) {
    yield* contains('quotient', R.div(x.box, y.box), x.at.div(y.at));
    yield* contains('inverse', R.inv(y.box), y.at.inverse());
  }
  yield* contains('absolute value', R.abs(x.box), x.at.abs());
  yield* contains('negative', R.neg(x.box), x.at.neg());
  yield* contains('least', R.min(x.box, y.box), x.at.compare(y.at) < 0 ? x.at : y.at);
  yield* contains('largest', R.max(x.box, y.box), x.at.compare(y.at) > 0 ? x.at : y.at);
  yield* contains('hull', R.hull(x.box, y.box), x.at);
  yield* contains('hull', R.hull(x.box, y.box), y.at);
  yield* contains('square', R.sqr(x.box), x.at.mul(x.at));
  const n = random.integer(6);
  yield* contains(`power ${n}`, R.powInteger(x.box, n), x.at.pow(n));
  const common = R.intersect(x.box, R.hull(y.box, R.between(toDouble(x.at), toDouble(x.at))));
  if (common !== null) yield* contains('intersection', common, x.at);
  const [first, second] = R.split(x.box);
  const either = R.hull(first, second);
  yield* contains('both halves', either, x.at);
  const less = R.less(x.box, y.box);
  if (less === true) yield { label: `${x.text} < ${y.text}`, left: x.at, relation: '<', right: y.at };
  if (less === false) yield { label: `${x.text} >= ${y.text}`, left: x.at, relation: '>=', right: y.at };
  const order = R.compare(x.box, y.box);
  if (order === 1) yield { label: `${x.text} above ${y.text}`, left: x.at, relation: '>=', right: y.at };
  if (order === -1) yield { label: `${x.text} below ${y.text}`, left: x.at, relation: '<=', right: y.at };
  // Of positive numbers no wider than the corners.
  const sharp = R.mul(R.abs(x.box), R.abs(y.box));
  const [a, b] = [R.abs(x.box), R.abs(y.box)];
  yield {
    label: `${x.text} times ${y.text}, without signs: no wider than the corners`,
    left: toRational(sharp.upper()),
    relation: '<=',
    right: toRational(a.upper()).mul(toRational(b.upper())).mul(toRational('1.00000001')),
  };
  yield {
    label: `${x.text} times ${y.text}, without signs: no wider from below`,
    left: toRational(sharp.lower()),
    relation: '>=',
    right: toRational(a.lower()).mul(toRational(b.lower())).mul(toRational('0.99999999')),
  };
  if (x.at.n !== 0n) yield { label: 'width', left: toRational(R.width(x.box)), relation: '>=', right: ZERO };
}

const arithmetic = (context: EvidenceContext): ExactInstance[] =>
  draws(context, { quick: 1, full: 1500 }, (random) => [...doubles(random), ...estimates(random)]).flat();

/** Of the claim about densities enclosed, whose ends are made of these. */
export const roundingPart: ImplementationPart = {
  id: 'library-rounding',
  about: 'implementation',
  implements: ['rounding'],
  statement:
    'Sums, products and quotients rounded in a direction, decimals read and written, arithmetic of estimates and of intervals (ends at 0 too) hold the rational result, and single ones no further than the next double; failures of what an estimate rests on add up.',
  evidence: [
    exactly('doubles of all sizes, decimals and estimates, drawn', arithmetic),
    exactly('intervals of 30 bits, drawn', intervals),
    numerically('confidences, methods and ends; four roundings where terms cancel, else 1e-9', bookkeeping),
  ],
};
