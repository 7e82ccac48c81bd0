/**
 * Identities by evaluation in a finite field (after Gonnet, 1984, and Schwartz and Zippel). Every independent quantity
 * of an expression (a variable, pi, log 2, a value of an unknown function) gets a random value modulo a prime P; sums,
 * products and whole powers are computed modulo P. If two expressions are the same by the laws of a field, of powers,
 * of logarithms and the few functional equations written below, they get the same value; if they are not, they agree
 * with probability at most (degree)/2^159 at a random point. P is drawn, too (modular.ts).
 *
 * Powers. P = 2 Q + 1 with Q prime, so the squares modulo P are a group of order Q: b^e makes sense for a square b and
 * any e modulo Q, and obeys every law of powers. Squares play the part of the positive numbers: P was chosen so that 2,
 * 3, ..., 47 are squares, and a point at which a quantity known to be positive is no square is thrown away. So
 * exponents live modulo Q, where each quantity has a second, independent value.
 *
 * What this cannot see is which of two roots is meant where a sign is not known: identity.ts compares enclosures too.
 */
import { call, difference, inverse, minusOf, number, PI, power, product, sum, type Term } from './language.ts';
import { isWhole, type Rational } from './rational.ts';
import { type Field, inverseModulo, modulo, powerModulo, Unlucky } from './modular.ts';
import { isPositiveRange } from './range.ts';
import type { Signs } from './sign.ts';
import { constantValue } from './simplify.ts';
import { OutOfReach } from './verdicts.ts';

/**
 * A linear form in logarithms: `plain` plus the sum of times * log(base); plain and times are modulo Q, bases modulo P.
 */
interface Exponent {
  readonly plain: bigint;
  readonly logs: readonly { readonly base: bigint; readonly times: bigint }[];
}

/** A function of an expression that got a value of its own. */
interface FunctionValue {
  readonly name: string;
  readonly of: Term;
  readonly args: readonly bigint[];
  readonly value: bigint;
}

/** One random point, and the values of expressions there. */
export class FormalPoint {
  private readonly values = new Map<Term, bigint>();
  private readonly variables = new Map<string, bigint>();
  /** Second values, modulo Q, by first values. */
  private readonly exponents = new Map<bigint, bigint>();
  private readonly functions: FunctionValue[] = [];
  /** Calls that a functional equation turned into something else. */
  private readonly turnedInto = new Map<Term, Term>();
  private readonly logarithms: { readonly of: bigint; readonly value: bigint }[] = [];
  private readonly euler: bigint;
  private readonly pi: bigint;
  private readonly random: () => bigint;
  private readonly signs: Signs;
  private readonly field: Field;
  private readonly P: bigint;
  private readonly Q: bigint;

  /** `random` gives independent numbers of 320 bits or more. */
  constructor(field: Field, signs: Signs, random: () => bigint) {
    this.field = field;
    [this.P, this.Q] = [field.P, field.Q];
    this.signs = signs;
    this.random = random;
    this.euler = this.square();
    this.pi = this.square();
  }

  private square(): bigint {
    const root = modulo(this.random(), this.P - 1n) + 1n;
    return (root * root) % this.P;
  }

  /** The value modulo P. Throws Unlucky where the point is of no use. */
  value(x: Term): bigint {
    const before = this.values.get(x) ?? modulo(this.compute(x), this.P);
    this.values.set(x, before);
    return before;
  }

  private compute(x: Term): bigint {
    switch (x.is) {
      case 'number':
        return x.value.n * inverseModulo(x.value.d, this.P);
      case 'pi':
        return this.pi;
      case 'variable': {
        const before = this.variables.get(x.name);
        if (before !== undefined) return before;
        const size = this.square();
        // Positive variables are squares, negative ones minus squares, others either.
        const sign = this.isPositive(x) ? 1n : this.isPositive(minusOf(x)) ? -1n : this.random() % 2n === 0n ? 1n : -1n;
        const value = modulo(sign * size, this.P);
        this.variables.set(x.name, value);
        return value;
      }
      case 'sum':
        return x.of.reduce((total, y) => (total + this.value(y)) % this.P, 0n);
      case 'product':
        return x.of.reduce((total, y) => (total * this.value(y)) % this.P, 1n);
      case 'power':
        return this.power(x.base, x.exponent);
      case 'call':
        return this.call(x);
      case 'derivative':
      case 'substitution':
        throw new OutOfReach('an expression that was not carried out');
    }
  }

  private isPositive(x: Term): boolean {
    return isPositiveRange(this.signs.range(x)) || this.signs.positive(x);
  }

  private power(base: Term, exponent: Term): bigint {
    const n = constantValue(exponent);
    const b = this.value(base);
    if (n !== undefined && isWhole(n))
      return n.n < 0n ? powerModulo(inverseModulo(b, this.P), -n.n, this.P) : powerModulo(b, n.n, this.P);
    if (b === 0n) {
      if (!this.signs.positive(exponent)) throw new Unlucky();
      return 0n;
    }
    this.requirePositive(base);
    const { plain, logs } = this.exponent(exponent);
    if (logs.length > 0) throw new OutOfReach('a power whose exponent is a logarithm');
    return powerModulo(b, plain, this.P);
  }

  /** The base of a power or the argument of a logarithm is a square here, and so is each positive part of it. */
  private requirePositive(x: Term): void {
    if (!this.field.isSquare(this.value(x))) throw new Unlucky();
    const inner = x.is === 'product' ? x.of : x.is === 'power' ? [x.base] : [];
    for (const y of inner) if (y.is !== 'number' && this.isPositive(y)) this.requirePositive(y);
  }

  /** The value modulo Q, as an exponent. */
  private exponent(x: Term): Exponent {
    switch (x.is) {
      case 'number':
        return { plain: modulo(x.value.n * inverseModulo(x.value.d, this.Q), this.Q), logs: [] };
      case 'sum': {
        const terms = x.of.map((y) => this.exponent(y));
        return {
          plain: terms.reduce((total, { plain }) => (total + plain) % this.Q, 0n),
          logs: terms.flatMap(({ logs }) => logs),
        };
      }
      case 'product': {
        const factors = x.of.map((y) => this.exponent(y));
        const withLogs = factors.filter(({ logs }) => logs.length > 0);
        if (withLogs.length > 1) return this.opaque(x);
        const rest = factors
          .filter((f) => f !== withLogs[0])
          .reduce((total, { plain }) => (total * plain) % this.Q, 1n);
        const { plain, logs } = withLogs[0] ?? { plain: 1n, logs: [] };
        return {
          plain: (plain * rest) % this.Q,
          logs: logs.map(({ base, times }) => ({ base, times: (times * rest) % this.Q })),
        };
      }
      case 'power': {
        const n = constantValue(x.exponent);
        const base = this.exponent(x.base);
        if (n === undefined || !isWhole(n) || base.logs.length > 0) return this.opaque(x);
        const b = n.n < 0n ? inverseModulo(base.plain, this.Q) : base.plain;
        return { plain: powerModulo(b, n.n < 0n ? -n.n : n.n, this.Q), logs: [] };
      }
      case 'call': {
        if (x.name !== 'log') {
          this.value(x);
          const other = this.turnedInto.get(x);
          return other === undefined ? this.opaque(x) : this.exponent(other);
        }
        this.requirePositive(x.args[0]!);
        return { plain: 0n, logs: [{ base: this.value(x.args[0]!), times: 1n }] };
      }
      case 'pi':
      case 'variable':
      case 'derivative':
      case 'substitution':
        return this.opaque(x);
    }
  }

  /** A quantity by itself: the same second value wherever the first is the same. */
  private opaque(x: Term): Exponent {
    const key = this.value(x);
    const plain = this.exponents.get(key) ?? modulo(this.random(), this.Q);
    this.exponents.set(key, plain);
    return { plain, logs: [] };
  }

  private exponential(x: Term): bigint {
    const { plain, logs } = this.exponent(x);
    // e^(t log b) = b^t.
    return logs.reduce(
      (total, { base, times }) => (total * powerModulo(base, times, this.P)) % this.P,
      powerModulo(this.euler, plain, this.P),
    );
  }

  /** log of a positive quantity: sums over products, multiples for powers, one random value for whatever is left. */
  private logarithm(x: Term): bigint {
    this.requirePositive(x);
    if (x.is === 'number') return this.logOfRational(x.value);
    if (x.is === 'product' && x.of.every((y) => this.isPositive(y)))
      return x.of.reduce((total, y) => (total + this.logarithm(y)) % this.P, 0n);
    if (x.is === 'power' && this.isPositive(x.base)) return (this.value(x.exponent) * this.logarithm(x.base)) % this.P;
    if (x.is === 'call' && x.name === 'exp') return this.value(x.args[0]!);
    if (x.is === 'call' && x.name === 'sqrt') return this.logarithm(x.args[0]!) * inverseModulo(2n, this.P);
    const v = this.value(x);
    const plain = this.field.smallFraction(v);
    if (plain !== undefined) return this.logOfRational(plain);
    for (const { of, value } of this.logarithms) {
      // The same up to a small rational factor, or one over it.
      const same = this.field.smallFraction(v * inverseModulo(of, this.P));
      if (same !== undefined) return value + this.logOfRational(same);
      const inverted = this.field.smallFraction(v * of);
      if (inverted !== undefined) return this.logOfRational(inverted) - value;
    }
    return this.remember(v);
  }

  private remember(of: bigint): bigint {
    const value = modulo(this.random(), this.P);
    this.logarithms.push({ of, value });
    return value;
  }

  private logOfRational({ n, d }: Rational): bigint {
    if (n <= 0n) throw new Unlucky();
    const log = (m: bigint): bigint => primesOf(m).reduce((total, p) => total + this.logOfPrime(p), 0n);
    return log(n) - log(d);
  }

  private logOfPrime(p: bigint): bigint {
    return this.logarithms.find(({ of }) => of === p)?.value ?? this.remember(p);
  }

  private call(f: Extract<Term, { is: 'call' }>): bigint {
    const [x, a = number(1), b = number(1)] = f.args as [Term, Term?, Term?];
    const [one, half] = [number(1), number(1, 2)];
    switch (f.name) {
      case 'exp':
        return this.exponential(x);
      case 'log':
        return this.logarithm(x);
      case 'sqrt':
        return this.power(x, half);
      case 'abs': {
        if (this.isPositive(x)) return this.value(x);
        if (this.isPositive(minusOf(x)) || !this.field.isSquare(this.value(x))) return -this.value(x);
        return this.value(x);
      }
      case 'artanh':
        return this.value(product(half, difference(call('log', sum(one, x)), call('log', difference(one, x)))));
      case 'tanh': {
        const square = call('exp', product(number(2), x));
        return this.value(product(difference(square, one), inverse(sum(square, one))));
      }
      case 'normalPdf': {
        const bell = call('exp', product(number(-1, 2), x, x));
        return this.value(product(power(product(number(2), PI), number(-1, 2)), bell));
      }
      case 'erf': {
        const inside = product(power(number(2), half), x);
        return this.value(difference(product(number(2), call('normalCdf', inside)), one));
      }
      case 'gamma':
        return this.gamma(x);
      case 'normalCdf':
        return this.distribution(f, 'normalQuantile', 0n);
      case 'normalQuantile':
        return this.distribution(f, 'normalCdf', inverseModulo(2n, this.P));
      case 'gammaCdf':
        return this.value(a) === 1n
          ? this.value(difference(one, call('exp', minusOf(x))))
          : this.distribution(f, 'gammaQuantile', 0n);
      case 'gammaQuantile':
        return this.value(a) === 1n ? -this.logarithm(difference(one, x)) : this.distribution(f, 'gammaCdf', 0n);
      case 'betaCdf':
      case 'betaQuantile': {
        const [u, v, w] = [this.value(x), this.value(a), this.value(b)];
        if (u === 1n || (v === 1n && w === 1n) || (v === w && u === inverseModulo(2n, this.P))) return u;
        return this.distribution(f, f.name === 'betaCdf' ? 'betaQuantile' : 'betaCdf', 0n);
      }
      case 'dilogarithm':
        return this.value(x) === 0n ? 0n : this.again(f);
      case 'hypergeometric':
        return this.value(x) === 0n ? 1n : this.again(f);
    }
  }

  /**
   * A function and its inverse, with N(-x) = 1 - N(x) and I_(1-x)(b, a) = 1 - I_x(a, b), and the same for the inverses.
   */
  private distribution(f: Extract<Term, { is: 'call' }>, inverseName: string, root: bigint): bigint {
    const [u, ...shapes] = f.args.map((y) => this.value(y)) as [bigint, ...bigint[]];
    if (u === root) return f.name === 'normalCdf' ? inverseModulo(2n, this.P) : 0n;
    const mirrored = f.name.startsWith('normal') || f.name.startsWith('beta');
    // Where the mirror image of u is, and what the image of a value is.
    const other = f.name === 'normalCdf' ? -u : 1n - u;
    const image = (y: Term): Term => (f.name === 'normalQuantile' ? minusOf(y) : difference(number(1), y));
    const straight = this.known(f.name, [u, ...shapes]) ?? this.argumentOf(inverseName, u, shapes);
    const back = [...shapes].reverse();
    const reflected = mirrored
      ? (this.known(f.name, [other, ...back]) ?? this.argumentOf(inverseName, other, back))
      : undefined;
    const result = straight ?? (reflected === undefined ? undefined : image(reflected));
    if (result === undefined) return this.fresh(f);
    this.turnedInto.set(f, result);
    return this.value(result);
  }

  private known(name: string, args: readonly bigint[]): Term | undefined {
    const same = (g: FunctionValue): boolean =>
      g.name === name && g.args.every((y, i) => y === modulo(args[i]!, this.P));
    return this.functions.find(same)?.of;
  }

  /** The first argument at which the function had that value, with the same shapes. */
  private argumentOf(name: string, value: bigint, shapes: readonly bigint[]): Term | undefined {
    const same = (g: FunctionValue): boolean =>
      g.name === name && g.value === modulo(value, this.P) && shapes.every((s, i) => s === g.args[i + 1]);
    const found = this.functions.find(same)?.of;
    return found?.is === 'call' ? found.args[0] : undefined;
  }

  /** The value the function had at these arguments before, or a new one. */
  private again(f: Extract<Term, { is: 'call' }>): bigint {
    const before = this.known(
      f.name,
      f.args.map((y) => this.value(y)),
    );
    return before === undefined ? this.fresh(f) : this.value(before);
  }

  /** A new value: a square where it is known to be positive. */
  private fresh(f: Extract<Term, { is: 'call' }>): bigint {
    const size = this.square();
    const value = this.isPositive(f) || this.random() % 2n === 0n ? size : modulo(-size, this.P);
    this.functions.push({ name: f.name, of: f, args: f.args.map((y) => this.value(y)), value });
    this.values.set(f, value);
    return value;
  }

  /** Gamma(z + n) = z (z+1) ... (z+n-1) Gamma(z), Gamma(1) = 1, Gamma(1/2) = sqrt(pi). */
  private gamma(z: Term): bigint {
    const v = this.value(z);
    const starts: readonly Pick<FunctionValue, 'args' | 'value'>[] = [
      { args: [1n], value: 1n },
      { args: [inverseModulo(2n, this.P)], value: powerModulo(this.pi, inverseModulo(2n, this.Q), this.P) },
      ...this.functions.filter(({ name }) => name === 'gamma'),
    ];
    for (const { args, value } of starts) {
      const steps = this.field.smallWhole(v - args[0]!);
      if (steps === undefined) continue;
      const from = steps > 0n ? args[0]! : v;
      let factor = 1n;
      for (let i = 0n; i < (steps > 0n ? steps : -steps); i++) factor = (factor * (from + i)) % this.P;
      return steps > 0n ? value * factor : value * inverseModulo(factor, this.P);
    }
    return this.fresh({ is: 'call', name: 'gamma', args: [z] });
  }
}

/** The prime factors up to 47. Throws OutOfReach for others, whose squares are not known. */
function primesOf(m: bigint): bigint[] {
  const found: bigint[] = [];
  for (let p = 2n; p <= 47n; p++) for (; m % p === 0n; m /= p) found.push(p);
  if (m > 1n) throw new OutOfReach(`the logarithm of ${m}, which has prime factors above 47`);
  return found;
}
