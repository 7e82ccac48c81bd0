/**
 * Collecting like terms: an expression as a sum of rational multiples of monomials, a monomial being a product of whole
 * powers of anything that is not a sum or a product. Only the laws of a commutative ring and x^m x^n = x^(m+n) for
 * whole m, n are used; they hold wherever both sides have a value.
 */
import { constant, number, power, product, showTerm, sum, type Term } from './language.ts';
import { fraction, isWhole, ONE, plus, times, type Rational } from './rational.ts';
import { OutOfReach } from './verdicts.ts';

interface Monomial {
  readonly factors: ReadonlyMap<string, { readonly base: Term; readonly exponent: bigint }>;
  readonly coefficient: Rational;
}
type Polynomial = ReadonlyMap<string, Monomial>;

/** Products of sums with more terms than this are left as they are. */
const MOST_TERMS = 60;

/** The expression with like terms collected; equal wherever it is defined. */
export function simplify(x: Term): Term {
  const before = known.get(x);
  if (before !== undefined) return before;
  const result = write(collect(x));
  known.set(x, result);
  known.set(result, result);
  return result;
}
const known = new WeakMap<Term, Term>();

/** The value of an expression that collects to a number. */
export function constantValue(x: Term): Rational | undefined {
  if (x.is === 'number') return x.value;
  const simple = simplify(x);
  return simple.is === 'number' ? simple.value : undefined;
}

function collect(x: Term): Polynomial {
  switch (x.is) {
    case 'number':
      return polynomial([{ factors: new Map(), coefficient: x.value }]);
    case 'sum':
      return polynomial(x.of.flatMap((y) => [...collect(y).values()]));
    case 'product':
      return x.of.map(collect).reduce(multiply, collect(number(1)));
    case 'power': {
      const exponent = simplify(x.exponent);
      if (exponent.is !== 'number' || !isWhole(exponent.value)) return atom(power(simplify(x.base), exponent));
      return raise(collect(x.base), exponent.value.n);
    }
    case 'call':
      return atom({ ...x, args: x.args.map(simplify) });
    case 'pi':
    case 'variable':
    case 'derivative':
    case 'substitution':
      return atom(x);
  }
}

const atom = (base: Term, exponent = 1n): Polynomial =>
  polynomial([{ factors: new Map([[showTerm(base), { base, exponent }]]), coefficient: ONE }]);

function polynomial(monomials: readonly Monomial[]): Polynomial {
  const collected = new Map<string, Monomial>();
  for (const monomial of monomials) {
    const key = [...monomial.factors].map(([name, { exponent }]) => `${name}^${exponent}`).join('*');
    const coefficient = plus(monomial.coefficient, collected.get(key)?.coefficient ?? fraction(0n));
    if (coefficient.n === 0n) collected.delete(key);
    else collected.set(key, { ...monomial, coefficient });
  }
  return collected;
}

function multiply(a: Polynomial, b: Polynomial): Polynomial {
  if (a.size * b.size > MOST_TERMS) return polynomial([timesMonomial(single(a), single(b))]);
  return polynomial([...a.values()].flatMap((x) => [...b.values()].map((y) => timesMonomial(x, y))));
}

/** A sum as one factor. */
function single(a: Polynomial): Monomial {
  if (a.size === 1) return [...a.values()][0]!;
  return [...atom(write(a)).values()][0]!;
}

function timesMonomial(a: Monomial, b: Monomial): Monomial {
  const factors = new Map(a.factors);
  for (const [name, { base, exponent }] of b.factors) {
    const total = exponent + (factors.get(name)?.exponent ?? 0n);
    if (total === 0n) factors.delete(name);
    else factors.set(name, { base, exponent: total });
  }
  const sorted = new Map([...factors].sort(([x], [y]) => (x < y ? -1 : 1)));
  return { factors: sorted, coefficient: times(a.coefficient, b.coefficient) };
}

function raise(a: Polynomial, n: bigint): Polynomial {
  if (a.size === 0) {
    if (n > 0n) return a;
    throw new OutOfReach('a power of 0 that is not positive');
  }
  if (a.size > 1 && (n < 0n || n > 6n)) {
    const [[, { coefficient }]] = [...a] as [[string, Monomial]];
    if (n > 6n) return atom(write(a), n);
    // The sum is written with leading coefficient 1, so that multiples of it meet.
    const scaled = polynomial(
      [...a.values()].map((m) => ({ ...m, coefficient: times(m.coefficient, toThe(coefficient, -1n)) })),
    );
    return multiply(atom(write(scaled), n), collect(constant(toThe(coefficient, n))));
  }
  if (a.size > 1) {
    let result: Polynomial = collect(number(1));
    for (let i = 0n; i < n; i++) result = multiply(result, a);
    return result;
  }
  const [monomial] = [...a.values()] as [Monomial];
  const factors = new Map(
    n === 0n ? [] : [...monomial.factors].map(([name, f]) => [name, { ...f, exponent: f.exponent * n }]),
  );
  return polynomial([{ factors, coefficient: toThe(monomial.coefficient, n) }]);
}

/** c^n for whole n of moderate size. */
function toThe(c: Rational, n: bigint): Rational {
  if (n > 4000n || n < -4000n) throw new OutOfReach(`a number to the power ${n}`);
  if (n < 0n && c.n === 0n) throw new OutOfReach('a negative power of 0');
  return n < 0n ? fraction(c.d ** -n, c.n ** -n) : fraction(c.n ** n, c.d ** n);
}

function write(a: Polynomial): Term {
  const terms = [...a].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, m]) => writeMonomial(m));
  return terms.length === 0 ? number(0) : terms.length === 1 ? terms[0]! : sum(...terms);
}

function writeMonomial({ coefficient, factors }: Monomial): Term {
  const written = [...factors.values()].map(({ base, exponent }) =>
    exponent === 1n ? base : power(base, number(exponent)),
  );
  if (written.length === 0) return constant(coefficient);
  if (coefficient.n === 1n && coefficient.d === 1n) return written.length === 1 ? written[0]! : product(...written);
  return product(constant(coefficient), ...written);
}
