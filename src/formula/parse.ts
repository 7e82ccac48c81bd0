/**
 * Formulas typed by a person: `exp(-r^3)`, `1/(1+x^2)^2`, `exp(-abs(x1) - 2*x2^2)`.
 *
 * The text is parsed by mathjs (its parser alone; nothing of mathjs evaluates it) and copied, node by node, into the
 * small tree of tree.ts. What has no place in the tree - assignments, property access, strings, arrays, conditionals,
 * anything outside the whitelist of functions - cannot be represented, hence cannot be run. The size of a formula is
 * bounded before it is parsed. No other file imports a parser.
 */
import { create, parseDependencies } from 'mathjs/number';
import type {
  ConstantNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  SymbolNode as MathSymbolNode,
} from 'mathjs';
import { InvalidInput, didYouMean } from '../numeric/invalid-input.ts';
import { foldConstants } from './constants.ts';
import { FUNCTIONS, power, type FormulaTree, type FormulaNode } from './tree.ts';

/** Longest formula, in characters. */
export const MAX_LENGTH = 2000;
/** Deepest nesting. */
const MAX_DEPTH = 64;
/** Most nodes. */
const MAX_NODES = 500;

/** The named constants. */
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

const parseMath = create(parseDependencies!).parse;

/**
 * Parses `text`, which may use the given variables, the constants pi and e, + - * / ^, parentheses and `FUNCTIONS`.
 * `where` names the field for messages ("noise.product"). Throws `InvalidInput` on everything else.
 */
export function parseFormula(text: string, variables: readonly string[], where: string): FormulaTree {
  const fail = (reason: string): never => {
    throw new InvalidInput(`${where}: ${reason}`, { code: 'formula' });
  };
  if (typeof text !== 'string') return fail(`a formula in ${listed(variables)} is expected, as a string.`);
  if (text.length > MAX_LENGTH) fail(`the formula has ${text.length} characters; at most ${MAX_LENGTH} are allowed.`);
  if (text.trim() === '')
    fail(`the formula is empty; write one in ${listed(variables)}, e.g. exp(-${variables[0]}^2).`);
  const foreign = /[^A-Za-z0-9_+\-*/^().,\t\n\r ]/u.exec(text);
  if (foreign !== null) {
    fail(
      `the character ${JSON.stringify(foreign[0])} is not allowed in a formula; use + - * / ^ ( ) and ` +
        'functions (min, max, abs and sign serve for case distinctions).',
    );
  }
  if (parenthesisDepth(text) > MAX_DEPTH) fail(`the formula is nested more than ${MAX_DEPTH} deep.`);
  requireOwnNotation(text, fail);
  const parsed = parseText(text.replace(/\s+/gu, ' '), fail);
  return { text, variables, root: copyTree(parsed, variables, fail) };
}

type Fail = (reason: string) => never;

/** How other languages write what is written otherwise here. */
function requireOwnNotation(text: string, fail: Fail): void {
  if (text.includes('**')) fail('write ^ for powers, not **: x^2.');
  const prefix = /\b(?:np|numpy|math|torch|jnp|tf|Math)\s*\.\s*([A-Za-z_]\w*)/u.exec(text);
  if (prefix === null) return;
  const [written, name] = [prefix[0].replace(/\s/gu, ''), prefix[1]!];
  const known = Object.hasOwn(FUNCTIONS, name) || Object.hasOwn(CONSTANTS, name);
  const other = known ? name : Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined;
  if (other !== undefined) fail(`write ${other}, not ${written}: functions have no prefix here.`);
  fail(`functions have no prefix here, and ${excerpt(name)} is none of ${Object.keys(FUNCTIONS).join(', ')}.`);
}

/** Names of functions of the list in other languages. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  fabs: 'abs',
  absolute: 'abs',
  power: 'pow',
  arctan: 'atan',
  minimum: 'min',
  maximum: 'max',
  PI: 'pi',
  E: 'e',
};

function parseText(text: string, fail: Fail): MathNode {
  try {
    return parseMath(text);
  } catch (error) {
    if (error instanceof RangeError) return fail(`the formula is nested more than ${MAX_DEPTH} deep.`);
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    return fail(`"${excerpt(text)}" is not a formula: ${reason}.`);
  }
}

/** Copies mathjs's tree into ours; whatever has no counterpart is refused. */
function copyTree(parsed: MathNode, variables: readonly string[], fail: Fail): FormulaNode {
  let nodes = 0;
  const copy = (node: MathNode, depth: number): FormulaNode => {
    if (node.type === 'ParenthesisNode') return copy((node as ParenthesisNode).content, depth);
    if (++nodes > MAX_NODES) fail(`the formula has more than ${MAX_NODES} parts.`);
    if (depth > MAX_DEPTH) fail(`the formula is nested more than ${MAX_DEPTH} deep.`);
    return foldConstants(convert(node, depth), fail);
  };

  const convert = (node: MathNode, depth: number): FormulaNode => {
    switch (node.type) {
      case 'ConstantNode': {
        const value: unknown = (node as ConstantNode).value;
        if (typeof value !== 'number' || !Number.isFinite(value)) {
          return fail(`"${excerpt(node.toString())}" is not a finite number.`);
        }
        return { op: 'constant', value };
      }
      case 'SymbolNode':
        return symbol((node as MathSymbolNode).name);
      case 'OperatorNode':
        return operator(node as OperatorNode, depth);
      case 'FunctionNode':
        return call(node as FunctionNode, depth);
      case 'AccessorNode':
        return fail(`"${excerpt(node.toString())}" reads a property; a formula holds only arithmetic.`);
      default:
        return fail(`"${excerpt(node.toString())}" is not arithmetic.`);
    }
  };

  const symbol = (name: string): FormulaNode => {
    const index = variables.indexOf(name);
    if (index >= 0) return { op: 'variable', index };
    if (Object.hasOwn(CONSTANTS, name)) return { op: 'constant', value: CONSTANTS[name]! };
    if (Object.hasOwn(FUNCTIONS, name)) return fail(`the function ${name} lacks its argument: write ${name}(...).`);
    const known = [...variables, ...Object.keys(CONSTANTS)];
    return fail(
      `unknown name "${excerpt(name)}"; the formula may use ${listed(variables)}, pi and e.${didYouMean(name, known)}`,
    );
  };

  const operator = (node: OperatorNode, depth: number): FormulaNode => {
    if (node.implicit) {
      return fail(`write the multiplication sign: "${excerpt(node.toString())}" could be read in more than one way.`);
    }
    const fn: string = node.fn;
    const args = node.args;
    // Chains of one operator are one node, so that a long sum is not a deep one.
    if (fn === 'add' || fn === 'subtract') return { op: 'sum', terms: chain(node, ['add', 'subtract'], depth) };
    if (fn === 'multiply' || fn === 'divide') {
      return { op: 'product', factors: chain(node, ['multiply', 'divide'], depth) };
    }
    if (fn === 'unaryMinus') return { op: 'negate', of: copy(args[0]!, depth + 1) };
    if (fn === 'unaryPlus') return copy(args[0]!, depth + 1);
    if (fn === 'pow') return power(copy(args[0]!, depth + 1), copy(args[1]!, depth + 1));
    return fail(`the operator "${node.op as string}" is not allowed; use + - * / ^.`);
  };

  /** The operands of a left-associative chain; subtracted ones negated, divided ones inverted. */
  const chain = (node: OperatorNode, kinds: readonly string[], depth: number): FormulaNode[] => {
    const operands: FormulaNode[] = [];
    let head: MathNode = node;
    while (head.type === 'OperatorNode' && !(head as OperatorNode).implicit) {
      const { fn, args } = head as OperatorNode;
      if (args.length !== 2 || !kinds.includes(fn)) break;
      const right = copy(args[1]!, depth + 1);
      if (fn === 'subtract') operands.push(foldConstants({ op: 'negate', of: right }, fail));
      else if (fn === 'divide') operands.push(foldConstants(power(right, { op: 'constant', value: -1 }), fail));
      else operands.push(right);
      head = args[0]!;
    }
    operands.push(copy(head, depth + 1));
    return operands.reverse();
  };

  const call = (node: FunctionNode, depth: number): FormulaNode => {
    const callee = node.fn as MathNode;
    if (callee.type !== 'SymbolNode') {
      return fail(`"${excerpt(callee.toString())}" is not a function; known are ${Object.keys(FUNCTIONS).join(', ')}.`);
    }
    const given = (callee as MathSymbolNode).name;
    if (!Object.hasOwn(FUNCTIONS, given)) {
      if (variables.includes(given)) return fail(`"${given}" is a variable, not a function; write ${given}*(...).`);
      const hint = given === 'ln' ? ' The natural logarithm is log.' : didYouMean(given, Object.keys(FUNCTIONS));
      return fail(`unknown function "${excerpt(given)}"; known are ${Object.keys(FUNCTIONS).join(', ')}.${hint}`);
    }
    const known = given as keyof typeof FUNCTIONS;
    const [least, most] = FUNCTIONS[known];
    if (node.args.length < least || node.args.length > most) {
      const wanted = least === most ? `${least}` : `${least} to ${most}`;
      return fail(`${given} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${node.args.length}.`);
    }
    const args = node.args.map((argument) => copy(argument, depth + 1));
    if (known === 'sqrt') return power(args[0]!, { op: 'constant', value: 0.5 });
    if (known === 'pow') return power(args[0]!, args[1]!);
    return { op: 'call', name: known, args };
  };

  return copy(parsed, 1);
}

function parenthesisDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '(') deepest = Math.max(deepest, ++depth);
    else if (character === ')') depth--;
  }
  return deepest;
}

function excerpt(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}

function listed(variables: readonly string[]): string {
  return variables.length <= 6 ? variables.join(', ') : `${variables[0]}, ..., ${variables.at(-1)}`;
}
