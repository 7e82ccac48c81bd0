/**
 * Enclosures of a formula over a box: intervals in doubles, rounded outward.
 *
 * Sums, products and quotients are correctly rounded in IEEE arithmetic, so one unit in the last place outward encloses
 * them; `Math` functions are widened by 2^-49 relative, far above their measured error (2 units, docs/numerics.md).
 */
import { erf } from '../numeric/special/special.ts';
import type { FormulaNode } from './tree.ts';

/** {x : lower <= x <= upper}. An enclosure of the values of a function where it is defined. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Encloses the values over a box, one interval a variable. */
export type Enclose = (box: readonly Interval[]) => Interval;

const EVERYTHING: Interval = { lower: -Infinity, upper: Infinity };
const TINY = 5e-324;

/**
 * One unit outward. A zero is exact (`times` sees to underflow); a lower end that overflowed is at least the largest
 * double; -Infinity is kept: it is log 0.
 */
const down = (x: number): number => {
  if (x === Infinity) return Number.MAX_VALUE;
  return x === 0 ? 0 : x - Math.abs(x) * 2 ** -52 - TINY;
};
const up = (x: number): number => (x === -Infinity || x === 0 ? x : x + Math.abs(x) * 2 ** -52 + TINY);
/** The ends of what `Math` computed, moved outward. */
export const loose = (lower: number, upper: number): Interval => ({
  lower: lower === Infinity ? Number.MAX_VALUE : lower - Math.abs(lower) * 2 ** -49 - TINY,
  upper: upper === -Infinity ? upper : upper + Math.abs(upper) * 2 ** -49 + TINY,
});

/** NaN ends (Infinity - Infinity, 0 * Infinity) become infinite ones. */
function interval(lower: number, upper: number): Interval {
  return { lower: Number.isNaN(lower) ? -Infinity : lower, upper: Number.isNaN(upper) ? Infinity : upper };
}

export function addIntervals(a: Interval, b: Interval): Interval {
  return interval(addOutward(a.lower, b.lower, -1), addOutward(a.upper, b.upper, 1));
}

/** x + y rounded down (side -1) or up (side 1); Knuth's two-sum tells whether the rounded sum needs to be moved. */
function addOutward(x: number, y: number, side: -1 | 1): number {
  const sum = x + y;
  if (!Number.isFinite(sum)) return side < 0 ? down(sum) : up(sum);
  const part = sum - x;
  const error = x - (sum - part) + (y - part);
  if (error * side <= 0) return sum;
  return side < 0 ? down(sum) : up(sum);
}

function negateInterval({ lower, upper }: Interval): Interval {
  return { lower: -upper, upper: -lower };
}

export function multiplyIntervals(a: Interval, b: Interval): Interval {
  const products = [times(a.lower, b.lower), times(a.lower, b.upper), times(a.upper, b.lower), times(a.upper, b.upper)];
  const lower = down(Math.min(...products));
  return interval(a.lower >= 0 && b.lower >= 0 ? Math.max(0, lower) : lower, up(Math.max(...products)));
}

/**
 * 0 * Infinity is 0 here: an infinite end stands for arbitrarily large finite values. A product of finite ends that
 * overflows downwards is not log 0, one that underflows is not 0.
 */
function times(x: number, y: number): number {
  if (x === 0 || y === 0) return 0;
  const product = x * y;
  if (product === 0) return Math.sign(x) * Math.sign(y) * TINY;
  return product === -Infinity && Number.isFinite(x) && Number.isFinite(y) ? -Number.MAX_VALUE : product;
}

/** x^c for constant c, on the part of the interval where it is defined. */
function powerInterval(a: Interval, c: number): Interval {
  if (c === 0) return { lower: 1, upper: 1 };
  const even = c % 2 === 0;
  const whole = Number.isInteger(c);
  if (whole && a.upper <= 0 && a.lower < 0) {
    const mirrored = powerInterval(negateInterval(a), c);
    return even ? mirrored : negateInterval(mirrored);
  }
  if (whole && a.lower < 0) {
    const [left, right] = [
      powerInterval({ lower: 0, upper: -a.lower }, c),
      powerInterval({ lower: 0, upper: a.upper }, c),
    ];
    return even ? hull(left, right) : hull(negateInterval(left), right);
  }
  const base = { lower: Math.max(0, a.lower), upper: Math.max(0, a.upper) };
  return c > 0
    ? clampLow(loose(Math.pow(base.lower, c), Math.pow(base.upper, c)), 0)
    : clampLow(loose(Math.pow(base.upper, c), Math.pow(base.lower, c)), 0);
}

function hull(a: Interval, b: Interval): Interval {
  return { lower: Math.min(a.lower, b.lower), upper: Math.max(a.upper, b.upper) };
}

function clampLow(a: Interval, least: number): Interval {
  return { lower: Math.max(least, a.lower), upper: Math.max(least, a.upper) };
}

function clamp(a: Interval, least: number, most: number): Interval {
  return { lower: Math.min(most, Math.max(least, a.lower)), upper: Math.max(least, Math.min(most, a.upper)) };
}

/** Encloses a node's values over boxes. */
export function compileEnclosure(node: FormulaNode): Enclose {
  switch (node.op) {
    case 'constant': {
      const constant = { lower: node.value, upper: node.value };
      return () => constant;
    }
    case 'variable': {
      const { index } = node;
      return (box) => box[index]!;
    }
    case 'negate': {
      const of = compileEnclosure(node.of);
      return (box) => negateInterval(of(box));
    }
    case 'sum': {
      const terms = node.terms.map(compileEnclosure);
      return (box) => terms.reduce<Interval>((sum, term) => addIntervals(sum, term(box)), { lower: 0, upper: 0 });
    }
    case 'product': {
      const factors = node.factors.map(compileEnclosure);
      return (box) =>
        factors.reduce<Interval>((all, each) => multiplyIntervals(all, each(box)), { lower: 1, upper: 1 });
    }
    case 'power': {
      const base = compileEnclosure(node.base);
      const { exponent } = node;
      return (box) => powerInterval(base(box), exponent);
    }
    case 'call':
      return compileCall(node);
  }
}

function compileCall(node: FormulaNode & { op: 'call' }): Enclose {
  const args = node.args.map(compileEnclosure);
  const first = args[0]!;
  if (node.name === 'min' || node.name === 'max') {
    const better = node.name === 'min' ? Math.min : Math.max;
    return (box) =>
      args
        .map((argument) => argument(box))
        .reduce((a, b) => ({ lower: better(a.lower, b.lower), upper: better(a.upper, b.upper) }));
  }
  if (node.name === 'pow') {
    return (box) => expInterval(multiplyIntervals(args[1]!(box), logInterval(first(box))));
  }
  const f = FUNCTION_ENCLOSURES[node.name];
  return (box) => f(first(box));
}

function expInterval({ lower, upper }: Interval): Interval {
  return clampLow(loose(Math.exp(lower), Math.exp(upper)), 0);
}

/** log on the positive part. */
export function logInterval({ lower, upper }: Interval): Interval {
  return loose(Math.log(Math.max(0, lower)), Math.log(Math.max(0, upper)));
}

const increasing =
  (f: (x: number) => number, least = -Infinity, most = Infinity) =>
  ({ lower, upper }: Interval): Interval =>
    clamp(loose(f(lower), f(upper)), least, most);

/** Even functions that grow with |x|. */
export const valley =
  (f: (x: number) => number, bottom: number) =>
  ({ lower, upper }: Interval): Interval => {
    const most = Math.max(f(lower), f(upper));
    const least = lower <= 0 && upper >= 0 ? bottom : Math.min(f(lower), f(upper));
    return clampLow(loose(least, most), bottom);
  };

type FunctionName = Exclude<(FormulaNode & { op: 'call' })['name'], 'min' | 'max' | 'pow'>;

const FUNCTION_ENCLOSURES: Readonly<Record<FunctionName, (a: Interval) => Interval>> = {
  exp: expInterval,
  log: logInterval,
  abs: (a) => (a.lower >= 0 ? a : a.upper <= 0 ? negateInterval(a) : { lower: 0, upper: Math.max(-a.lower, a.upper) }),
  sign: ({ lower, upper }) => ({ lower: Math.sign(lower), upper: Math.sign(upper) }),
  sin: (a) => cosInterval({ lower: down(a.lower - Math.PI / 2 - 2e-16), upper: up(a.upper - Math.PI / 2 + 2e-16) }),
  cos: cosInterval,
  tan: tanInterval,
  atan: increasing(Math.atan, -Math.PI / 2 - 1e-15, Math.PI / 2 + 1e-15),
  sinh: increasing(Math.sinh),
  cosh: valley(Math.cosh, 1),
  tanh: increasing(Math.tanh, -1, 1),
  erf: increasing(erf, -1, 1),
};

function cosInterval({ lower, upper }: Interval): Interval {
  const whole: Interval = { lower: -1, upper: 1 };
  // Far from 0 the reduction of the argument is not trusted.
  if (!(upper - lower < 6.28) || Math.max(Math.abs(lower), Math.abs(upper)) > 1e6) return whole;
  const slack = 1e-9;
  const reaches = (phase: number): boolean => {
    const turns = Math.ceil((lower - slack - phase) / (2 * Math.PI));
    return phase + turns * 2 * Math.PI <= upper + slack;
  };
  const ends = [Math.cos(lower), Math.cos(upper)];
  const bounds = {
    lower: reaches(Math.PI) ? -1 : Math.min(...ends) - 1e-15,
    upper: reaches(0) ? 1 : Math.max(...ends) + 1e-15,
  };
  return clamp(bounds, -1, 1);
}

function tanInterval(a: Interval): Interval {
  const half = Math.PI / 2;
  const [left, right] = [Math.floor((a.lower + half) / Math.PI), Math.floor((a.upper + half) / Math.PI)];
  // A pole inside, or so near that it cannot be told.
  const near = (x: number): boolean => Math.abs(Math.cos(x)) < 1e-9;
  if (left !== right || near(a.lower) || near(a.upper) || Math.abs(a.lower) > 1e6 || Math.abs(a.upper) > 1e6) {
    return EVERYTHING;
  }
  return loose(Math.tan(a.lower), Math.tan(a.upper));
}
