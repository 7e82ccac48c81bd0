/**
 * Expressions of exported certificates in Coq's language of real numbers. A strict grammar: numbers are digits, names
 * are letters and digits with a prefix of ours, functions are those of a table; whatever else a file holds is no
 * expression, and no text of it reaches Coq.
 */

/** A piece has no translation: a function Coq is not taught, or something that is no expression. */
export class Untranslatable extends Error {
  override readonly name = 'Untranslatable';
}

/**
 * Functions that Coq, coq-interval or proofs/formal know, or know by their laws, and how many shapes stand before their
 * argument.
 */
const FUNCTIONS: Readonly<Record<string, readonly [name: string, shapes: number]>> = {
  exp: ['exp', 0],
  log: ['ln', 0],
  sqrt: ['sqrt', 0],
  abs: ['Rabs', 0],
  tanh: ['tanh', 0],
  normalCdf: ['Phi', 0],
  normalPdf: ['phi', 0],
  normalQuantile: ['quantile', 0],
  gamma: ['gam', 0],
  gammaCdf: ['gcdf', 1],
  gammaQuantile: ['gquantile', 1],
  betaCdf: ['bcdf', 2],
  betaQuantile: ['bquantile', 2],
};

/** Nesting beyond this is refused. */
const DEEPEST = 200;

/** The expression as Coq reads it, in brackets where they could matter. Throws Untranslatable. */
export function coqExpression(json: unknown, depth = 0): string {
  if (depth > DEEPEST) throw new Untranslatable('nested too deeply');
  const x = fields(json);
  const read = (part: unknown): string => coqExpression(part, depth + 1);
  switch (x['op']) {
    case 'rational':
      return quotient(integer(x['numerator']), integer(x['denominator']));
    case 'pi':
      return 'PI';
    case 'variable':
      return coqName(x['name']);
    case 'sum':
      return joined(x['terms'], ' + ', read);
    case 'product':
      return joined(x['factors'], ' * ', read);
    case 'power':
      return power(read(x['base']), x['exponent'], read);
    case 'apply':
      return applied(x['function'], items(x['args']).map(read));
    case 'derivative': {
      const name = coqName(x['variable']);
      return `(Derive (fun ${name} => ${read(x['of'])}) ${name})`;
    }
    case 'substitute':
      return `((fun ${coqName(x['variable'])} => ${read(x['in'])}) ${read(x['by'])})`;
    default:
      throw new Untranslatable('no expression');
  }
}

/** The variables that occur freely, as Coq names them. */
export function freeVariables(json: unknown, bound: ReadonlySet<string> = new Set()): readonly string[] {
  if (Array.isArray(json)) return json.flatMap((each) => freeVariables(each, bound));
  if (typeof json !== 'object' || json === null) return [];
  const x = json as Readonly<Record<string, unknown>>;
  if (x['op'] === 'variable') return bound.has(coqName(x['name'])) ? [] : [coqName(x['name'])];
  if (x['op'] === 'substitute')
    return [...freeVariables(x['in'], new Set([...bound, coqName(x['variable'])])), ...freeVariables(x['by'], bound)];
  // The variable of a derivative is also the point where it is taken.
  if (x['op'] === 'derivative')
    return [...freeVariables({ op: 'variable', name: x['variable'] }, bound), ...freeVariables(x['of'], bound)];
  return Object.values(x).flatMap((each) => freeVariables(each, bound));
}

/** A name of a variable; the prefix keeps it apart from every word of Coq. Throws Untranslatable. */
export function coqName(json: unknown): string {
  if (typeof json !== 'string' || !/^[A-Za-z][A-Za-z0-9]*$/.test(json))
    throw new Untranslatable('no name of a variable');
  return `v_${json}`;
}

/** A rational by its decimal meaning, "3/4", "-0.25", "1e-9". Throws Untranslatable. */
export function coqRational(json: unknown): string {
  const [, sign, whole, decimals = '', exponent = '0', under = '1'] =
    (typeof json === 'string' ? /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,4}))?(?:\/(\d+))?$/.exec(json) : null) ?? [];
  if (whole === undefined) throw new Untranslatable('no rational number');
  const scale = Number(exponent) - decimals.length;
  const over = BigInt(whole + decimals) * (sign === '-' ? -1n : 1n);
  const ten = 10n ** BigInt(Math.abs(scale));
  return scale >= 0 ? quotient(over * ten, BigInt(under)) : quotient(over, BigInt(under) * ten);
}

/** The fields of an object. Throws Untranslatable. */
export function fields(json: unknown): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Untranslatable('no object');
  return json as Readonly<Record<string, unknown>>;
}

/** The items of a list. Throws Untranslatable. */
export function items(json: unknown): readonly unknown[] {
  if (!Array.isArray(json)) throw new Untranslatable('no list');
  return json;
}

function integer(json: unknown): bigint {
  if (typeof json !== 'string' || !/^-?\d+$/.test(json)) throw new Untranslatable('no integer');
  return BigInt(json);
}

/** A fraction as Coq reads it, in lowest terms. Throws Untranslatable where it is none. */
export function quotient(over: bigint, under: bigint): string {
  if (under <= 0n) throw new Untranslatable('no fraction');
  const common = greatestDivisor(over < 0n ? -over : over, under);
  const [n, d] = [over / common, under / common];
  const shown = n < 0n ? `(-${-n})` : `${n}`;
  return d === 1n ? shown : `(${shown} / ${d})`;
}

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? (a === 0n ? 1n : a) : greatestDivisor(b, a % b));

function joined(json: unknown, sign: string, read: (part: unknown) => string): string {
  const parts = items(json).map(read);
  if (parts.length === 0) throw new Untranslatable('nothing to add or multiply');
  return `(${parts.join(sign)})`;
}

function applied(name: unknown, args: readonly string[]): string {
  const [first, ...shapes] = args;
  if (first === undefined || typeof name !== 'string') throw new Untranslatable('no function');
  if (name === 'artanh' && shapes.length === 0) return `(/ 2 * ln ((1 + ${first}) / (1 - ${first})))`;
  if (!Object.hasOwn(FUNCTIONS, name)) throw new Untranslatable(/^[A-Za-z]{1,20}$/.test(name) ? name : 'no function');
  const [coq, most] = FUNCTIONS[name]!;
  if (shapes.length !== most) throw new Untranslatable(`${name} of ${args.length} arguments`);
  return `(${[coq, ...shapes, first].join(' ')})`;
}

/** Whole and half exponents as powers and roots, which tactics know more of; others as Rpower. */
function power(base: string, json: unknown, read: (part: unknown) => string): string {
  const exponent = fields(json);
  if (exponent['op'] !== 'rational') return `(Rpower ${base} ${read(json)})`;
  const over = integer(exponent['numerator']);
  const under = integer(exponent['denominator']);
  if (under !== 1n && under !== 2n) return `(Rpower ${base} ${read(json)})`;
  const size = over < 0n ? -over : over;
  if (size > 10_000n) throw new Untranslatable('a power too high');
  const root = under === 2n ? `(sqrt ${base})` : base;
  const raised = size === 1n ? root : `(${root} ^ ${size})`;
  return over < 0n ? `(/ ${raised})` : raised;
}
