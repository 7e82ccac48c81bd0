/**
 * Proofs by rules that a density has convex superlevel sets: curvature of a formula, of its logarithm, and
 * quasi-concavity, in the manner of disciplined convex programming (Grant, Boyd, Ye 2006).
 */
import { remembered } from '../numeric/remembered.ts';
import { isSemidefinite } from './quadratic-form.ts';
import { signOf } from './sign.ts';
import type { FormulaTree, FormulaNode } from './tree.ts';

/** Curvature on the whole space; `constant` and `affine` are both convex and concave. */
export type Curvature = 'constant' | 'affine' | 'convex' | 'concave' | 'unknown';

/** Whether log f is concave on {f > 0}, and {f > 0} is convex, by rules. False proves nothing. */
export function isLogConcave(expression: FormulaTree): boolean {
  return isConcave(logCurvature(expression.root));
}

/** Whether all superlevel sets {f >= t}, t > 0, are convex, by rules. False proves nothing. */
export function isQuasiConcave(expression: FormulaTree): boolean {
  return isLogConcave(expression) || quasiConcave(expression.root);
}

const nonnegative = (node: FormulaNode): boolean => signOf(node, 'line') === 'nonnegative';
const isConvex = (curvature: Curvature): boolean => ['constant', 'affine', 'convex'].includes(curvature);
const isConcave = (curvature: Curvature): boolean => ['constant', 'affine', 'concave'].includes(curvature);
const isAffine = (curvature: Curvature): boolean => curvature === 'constant' || curvature === 'affine';

// Each part is asked for once: the rules for f and for log f call each other.

/** The curvature of a formula. */
const curvature: (node: FormulaNode) => Curvature = remembered(findCurvature);

function findCurvature(node: FormulaNode): Curvature {
  switch (node.op) {
    case 'constant':
      return 'constant';
    case 'variable':
      return 'affine';
    case 'negate':
      return flipped(curvature(node.of));
    case 'sum': {
      const terms = common(node.terms.map(curvature));
      return terms === 'unknown' && isSemidefinite(node) ? 'convex' : terms;
    }
    case 'product': {
      const { factor, rest } = constantFactor(node.factors);
      if (rest.length === 0) return 'constant';
      if (rest.length === 1) return factor < 0 ? flipped(curvature(rest[0]!)) : curvature(rest[0]!);
      return factor > 0 ? fromLog(node) : 'unknown';
    }
    case 'power':
      return curvatureOfPower(node.base, node.exponent) ?? fromLog(node);
    case 'call':
      return curvatureOfCall(node);
  }
}

/** A log-convex function is convex. */
function fromLog(node: FormulaNode): Curvature {
  return isConvex(logCurvature(node)) ? 'convex' : 'unknown';
}

function curvatureOfPower(base: FormulaNode, exponent: number): Curvature | null {
  const inner = curvature(base);
  if (exponent === 1) return inner;
  if (Number.isInteger(exponent) && exponent % 2 === 0 && exponent > 0 && isAffine(inner)) return 'convex';
  if (exponent > 1 && isConvex(inner) && nonnegative(base)) return 'convex';
  if (exponent > 0 && exponent < 1 && isConcave(inner)) return 'concave';
  return null;
}

function curvatureOfCall(node: FormulaNode & { op: 'call' }): Curvature {
  const inner = node.args.map(curvature);
  switch (node.name) {
    case 'exp':
      return isConvex(inner[0]!) ? 'convex' : 'unknown';
    case 'log':
      return logCurvature(node.args[0]!);
    case 'abs':
    case 'cosh':
      return isAffine(inner[0]!) || (isConvex(inner[0]!) && nonnegative(node.args[0]!)) ? 'convex' : 'unknown';
    case 'max':
      return inner.every(isConvex) ? 'convex' : 'unknown';
    case 'min':
      return inner.every(isConcave) ? 'concave' : 'unknown';
    case 'sign':
    case 'pow':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'erf':
      return 'unknown';
  }
}

/** The curvature of log f where f > 0, for f >= 0; `concave` says too that {f > 0} is convex. */
const logCurvature: (node: FormulaNode) => Curvature = remembered(findLogCurvature);

function findLogCurvature(node: FormulaNode): Curvature {
  switch (node.op) {
    case 'constant':
      return node.value > 0 ? 'constant' : 'unknown';
    case 'variable':
    case 'negate':
      return 'unknown';
    case 'sum': {
      if (!node.terms.every(nonnegative)) return isConcavePositivePart(node) ? 'concave' : 'unknown';
      const parts = node.terms.map(logCurvature);
      // log sum exp of convex functions is convex.
      if (parts.every(isConvex)) return 'convex';
      return isConcave(curvature(node)) ? 'concave' : 'unknown';
    }
    case 'product': {
      const { factor, rest } = constantFactor(node.factors);
      return factor > 0 && rest.every(nonnegative) ? common(rest.map(logCurvature)) : 'unknown';
    }
    case 'power': {
      if (!nonnegative(node.base)) return 'unknown';
      const inner = logCurvature(node.base);
      return node.exponent < 0 ? flipped(inner) : inner;
    }
    case 'call':
      return logCurvatureOfCall(node);
  }
}

function logCurvatureOfCall(node: FormulaNode & { op: 'call' }): Curvature {
  const { args } = node;
  switch (node.name) {
    case 'exp':
      return curvature(args[0]!);
    case 'cosh':
      return isAffine(curvature(args[0]!)) ? 'convex' : 'unknown';
    case 'max': {
      if (args.length === 2 && args.some(isZero)) {
        const other = args.find((argument) => !isZero(argument));
        if (other !== undefined && isConcave(curvature(other))) return 'concave';
        if (other !== undefined && isIndicatorOfConvexSet(other)) return 'concave';
      }
      return args.every(nonnegative) && args.map(logCurvature).every(isConvex) ? 'convex' : 'unknown';
    }
    case 'min':
      return args.every(nonnegative) && args.map(logCurvature).every(isConcave) ? 'concave' : 'unknown';
    case 'log':
    case 'abs':
    case 'sign':
    case 'pow':
    case 'sin':
    case 'cos':
    case 'tan':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'erf':
      return 'unknown';
  }
}

/**
 * A concave function is log-concave where it is positive; where it is negative it is no density, which others check.
 */
function isConcavePositivePart(node: FormulaNode): boolean {
  return isConcave(curvature(node));
}

/** max(0, sign g) is 1 where g > 0, a convex set for a concave g, and 0 elsewhere: its logarithm is 0 on that set. */
function isIndicatorOfConvexSet(node: FormulaNode): boolean {
  return node.op === 'call' && node.name === 'sign' && isConcave(curvature(node.args[0]!));
}

const isZero = (node: FormulaNode): boolean => node.op === 'constant' && node.value === 0;

/** Superlevel sets convex: increasing functions and minima of such, decreasing functions of quasi-convex ones. */
const quasiConcave: Rule = remembered(
  (node) =>
    isConcave(curvature(node)) || isConcave(logCurvature(node)) || byMonotone(node, quasiConcave, quasiConvex, 'min'),
);

const quasiConvex: Rule = remembered(
  (node) => isConvex(curvature(node)) || byMonotone(node, quasiConvex, quasiConcave, 'max'),
);

type Rule = (node: FormulaNode) => boolean;

function byMonotone(node: FormulaNode, same: Rule, opposite: Rule, extreme: 'min' | 'max'): boolean {
  switch (node.op) {
    case 'constant':
    case 'variable':
      return true;
    case 'negate':
      return opposite(node.of);
    case 'sum': {
      const moving = node.terms.filter((term) => term.op !== 'constant');
      return moving.length === 1 && same(moving[0]!);
    }
    case 'product': {
      const { factor, rest } = constantFactor(node.factors);
      return rest.length === 1 && (factor > 0 ? same(rest[0]!) : opposite(rest[0]!));
    }
    case 'power':
      return nonnegative(node.base) && (node.exponent > 0 ? same(node.base) : opposite(node.base));
    case 'call':
      if (node.name === extreme) return node.args.every(same);
      return ['exp', 'log', 'atan', 'sinh', 'tanh', 'erf', 'sign'].includes(node.name) && same(node.args[0]!);
  }
}

function constantFactor(factors: readonly FormulaNode[]): { factor: number; rest: FormulaNode[] } {
  let factor = 1;
  const rest: FormulaNode[] = [];
  for (const each of factors) {
    if (each.op === 'constant') factor *= each.value;
    else rest.push(each);
  }
  return { factor, rest };
}

function flipped(shape: Curvature): Curvature {
  if (shape === 'convex') return 'concave';
  return shape === 'concave' ? 'convex' : shape;
}

function common(parts: readonly Curvature[]): Curvature {
  if (parts.every((part) => part === 'constant')) return 'constant';
  if (parts.every(isAffine)) return 'affine';
  if (parts.every(isConvex)) return 'convex';
  return parts.every(isConcave) ? 'concave' : 'unknown';
}
