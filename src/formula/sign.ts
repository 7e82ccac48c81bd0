/** Sign and monotonicity of a formula, by rules: what is not concluded may still be true. */
import { isSemidefinite } from './quadratic-form.ts';
import { sameFormula, type FormulaNode } from './tree.ts';

/** Where the variables live: the whole line (or space), or the half-line of radii. */
export type Domain = 'line' | 'half-line';

export type Sign = 'nonnegative' | 'nonpositive' | 'unknown';

/** The sign of the formula on its domain, where the rules find it. */
export function signOf(node: FormulaNode, domain: Domain): Sign {
  switch (node.op) {
    case 'constant':
      return node.value >= 0 ? 'nonnegative' : 'nonpositive';
    case 'variable':
      return domain === 'half-line' ? 'nonnegative' : 'unknown';
    case 'negate':
      return opposite(signOf(node.of, domain));
    case 'sum': {
      const first = signOf(node.terms[0]!, domain);
      if (node.terms.every((term) => signOf(term, domain) === first)) return first;
      if (isSemidefinite(node)) return 'nonnegative';
      const u = lessItsBend(node.terms);
      return u === null ? 'unknown' : signOf(u, domain);
    }
    case 'product': {
      const signs = node.factors.map((factor) => signOf(factor, domain));
      if (signs.includes('unknown')) return 'unknown';
      return signs.filter((sign) => sign === 'nonpositive').length % 2 === 0 ? 'nonnegative' : 'nonpositive';
    }
    case 'power':
      // A fractional power is defined on bases >= 0 only.
      if (!Number.isInteger(node.exponent) || node.exponent % 2 === 0) return 'nonnegative';
      return signOf(node.base, domain);
    case 'call':
      return signOfCall(node, domain);
  }
}

function signOfCall(node: FormulaNode & { op: 'call' }, domain: Domain): Sign {
  const signs = node.args.map((argument) => signOf(argument, domain));
  switch (node.name) {
    case 'exp':
    case 'cosh':
    case 'abs':
    case 'pow':
      return 'nonnegative';
    case 'sign':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'erf':
      return signs[0]!;
    case 'max':
      if (signs.includes('nonnegative')) return 'nonnegative';
      return signs.every((sign) => sign === 'nonpositive') ? 'nonpositive' : 'unknown';
    case 'min':
      if (signs.includes('nonpositive')) return 'nonpositive';
      return signs.every((sign) => sign === 'nonnegative') ? 'nonnegative' : 'unknown';
    case 'log':
    case 'sin':
    case 'cos':
    case 'tan':
      return 'unknown';
  }
}

function opposite(sign: Sign): Sign {
  if (sign === 'unknown') return sign;
  return sign === 'nonnegative' ? 'nonpositive' : 'nonnegative';
}

export type Monotone = 'constant' | 'increasing' | 'decreasing' | 'unknown';

/** Whether a formula in one variable r >= 0 rises or falls (weakly), where the rules find it. */
export function monotonicity(node: FormulaNode): Monotone {
  switch (node.op) {
    case 'constant':
      return 'constant';
    case 'variable':
      return 'increasing';
    case 'negate':
      return flipped(monotonicity(node.of));
    case 'sum':
      return monotonicityOfSum(node.terms);
    case 'product':
      return monotonicityOfProduct(node.factors);
    case 'power': {
      const base = monotonicity(node.base);
      if (base === 'constant' || node.exponent === 0) return 'constant';
      const fractional = !Number.isInteger(node.exponent);
      if (!fractional && signOf(node.base, 'half-line') !== 'nonnegative') return 'unknown';
      return node.exponent > 0 ? base : flipped(base);
    }
    case 'call':
      return monotonicityOfCall(node);
  }
}

function monotonicityOfSum(terms: readonly FormulaNode[]): Monotone {
  const joint = common(terms.map(monotonicity));
  const u = joint === 'unknown' ? lessItsBend(terms) : null;
  return u === null ? joint : monotonicity(u);
}

/** The u of u - atan u or u - tanh u, which rises with u and has its sign; null for other sums. */
function lessItsBend(terms: readonly FormulaNode[]): FormulaNode | null {
  if (terms.length !== 2) return null;
  for (const [u, other] of [terms, [terms[1]!, terms[0]!]] as (readonly [FormulaNode, FormulaNode])[]) {
    const bend = other.op === 'negate' && other.of.op === 'call' ? other.of : null;
    if (bend !== null && (bend.name === 'atan' || bend.name === 'tanh') && sameFormula(bend.args[0]!, u)) return u;
  }
  return null;
}

function monotonicityOfProduct(factors: readonly FormulaNode[]): Monotone {
  const constants = factors.filter((factor) => factor.op === 'constant');
  const others = factors.filter((factor) => factor.op !== 'constant');
  const negative = constants.filter((factor) => factor.value < 0).length % 2 === 1;
  if (others.length > 1 && !others.every((factor) => signOf(factor, 'half-line') === 'nonnegative')) return 'unknown';
  const joint = common(others.map(monotonicity));
  return negative ? flipped(joint) : joint;
}

function monotonicityOfCall(node: FormulaNode & { op: 'call' }): Monotone {
  const parts = common(node.args.map(monotonicity));
  switch (node.name) {
    case 'exp':
    case 'log':
    case 'sign':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'erf':
    case 'min':
    case 'max':
      return parts;
    case 'abs':
    case 'cosh': {
      const sign = signOf(node.args[0]!, 'half-line');
      return sign === 'unknown' ? 'unknown' : sign === 'nonnegative' ? parts : flipped(parts);
    }
    case 'pow':
    case 'sin':
    case 'cos':
    case 'tan':
      return 'unknown';
  }
}

function flipped(direction: Monotone): Monotone {
  if (direction === 'increasing') return 'decreasing';
  return direction === 'decreasing' ? 'increasing' : direction;
}

function common(parts: readonly Monotone[]): Monotone {
  const moving = parts.filter((part) => part !== 'constant');
  if (moving.length === 0) return 'constant';
  return moving.every((part) => part === moving[0]) ? moving[0]! : 'unknown';
}
