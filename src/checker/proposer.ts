/**
 * Computer algebra systems as proposers: nerdamer integrates and differentiates, mathjs parses what it says and
 * differentiates as well. Nothing here is trusted. A proposal becomes a proof only when the kernel's own derivative and
 * rewriting confirm it, and these systems do get things wrong: nerdamer reads gamma(x) as gamma times x.
 *
 * Both are loaded on first use.
 */
import type { MathNode } from 'mathjs';
import {
  add,
  apply,
  derivative,
  div,
  mul,
  neg,
  pi,
  pow,
  rational,
  sub,
  substitute,
  variable,
  type Expression,
  type FunctionName,
} from './expression.ts';
import type { Domain, SymbolicProof } from './symbolic-proof.ts';

/** Functions of one argument under the names both systems use. */
const SHARED = ['exp', 'log', 'sqrt', 'abs', 'erf', 'tanh', 'gamma'] as const satisfies readonly FunctionName[];
type Shared = (typeof SHARED)[number];
const isShared = (name: string): name is Shared => (SHARED as readonly string[]).includes(name);

/** The expression in the systems' notation, or undefined where they have no words for it. */
export function toText(x: Expression): string | undefined {
  const all = (parts: readonly Expression[], join: (texts: string[]) => string): string | undefined => {
    const texts = parts.map(toText);
    return texts.some((text) => text === undefined) ? undefined : join(texts as string[]);
  };
  switch (x.op) {
    case 'rational':
      return x.denominator === '1' ? `(${x.numerator})` : `(${x.numerator}/${x.denominator})`;
    case 'pi':
      return 'pi';
    case 'variable':
      return x.name;
    case 'sum':
      return all(x.terms, (texts) => `(${texts.join('+')})`);
    case 'product':
      return all(x.factors, (texts) => texts.join('*'));
    case 'power':
      return all([x.base, x.exponent], ([base, exponent]) => `(${base})^(${exponent})`);
    case 'apply':
      return isShared(x.function) ? all(x.args, ([arg]) => `${x.function}(${arg})`) : undefined;
    case 'derivative':
    case 'substitute':
      return undefined;
  }
}

const mathematics = () => import('mathjs/number');

/** A text of the systems as an expression of ours, or undefined where it says something outside the whitelist. */
export async function fromText(text: string, variables: readonly string[]): Promise<Expression | undefined> {
  const { parse } = await mathematics();
  try {
    return translate(parse(text), new Set(variables));
  } catch {
    return undefined;
  }
}

interface Node {
  readonly type: string;
  readonly name?: string;
  readonly value?: unknown;
  readonly op?: string;
  readonly args?: readonly MathNode[];
  readonly content?: MathNode;
  readonly fn?: { readonly name: string };
}

function translate(node: MathNode, variables: ReadonlySet<string>): Expression {
  const { type, name, value, op, args = [], content, fn } = node as unknown as Node;
  const parts = args.map((arg) => translate(arg, variables));
  const [first, second] = parts;
  if (type === 'ParenthesisNode') return translate(content!, variables);
  if (type === 'ConstantNode' && Number.isSafeInteger(value)) return rational(value as number);
  if (type === 'SymbolNode') {
    if (variables.has(name!)) return variable(name!);
    if (name === 'pi') return pi;
    if (name === 'e') return apply('exp', 1);
  }
  if (type === 'FunctionNode' && parts.length === 1 && isShared(fn!.name)) return apply(fn!.name, first!);
  if (type === 'OperatorNode') {
    if (op === '+' && parts.length === 2) return add(first!, second!);
    if (op === '-') return parts.length === 1 ? neg(first!) : sub(first!, second!);
    if (op === '*') return mul(first!, second!);
    if (op === '/') return div(first!, second!);
    // e^x is the exponential function, not a power of a constant.
    if (op === '^') return isEuler(args[0]!) ? apply('exp', second!) : pow(first!, wholeOr(second!));
  }
  throw new Error(`outside the whitelist: ${node.toString()}`);
}

const isEuler = (node: MathNode): boolean => (node as unknown as Node).name === 'e';

/** (-2) as the integer it is, so that the kernel sees an integer exponent. */
function wholeOr(x: Expression): Expression {
  const [minus, size] = x.op === 'product' ? x.factors : [];
  const negated = minus?.op === 'rational' && minus.numerator === '-1' && size?.op === 'rational';
  return negated ? { ...size, numerator: (-BigInt(size.numerator)).toString() } : x;
}

const variablesIn = (domains: readonly Domain[]): string[] => domains.map(({ name }) => name);

/** nerdamer's antiderivative, unchecked. */
export async function proposeAntiderivative(
  integrand: Expression,
  name: string,
  domains: readonly Domain[],
): Promise<Expression | undefined> {
  const text = toText(integrand);
  if (text === undefined) return undefined;
  const { default: nerdamer } = await import('nerdamer');
  try {
    return await fromText(nerdamer.integrate(text, name).toString(), variablesIn(domains));
  } catch {
    return undefined;
  }
}

/** Derivatives as nerdamer and mathjs see them, unchecked. */
export async function proposeDerivatives(
  of: Expression,
  name: string,
  domains: readonly Domain[],
): Promise<readonly Expression[]> {
  const text = toText(of);
  if (text === undefined) return [];
  const { default: nerdamer } = await import('nerdamer');
  const { derivative: differentiate } = await mathematics();
  const answers: (Expression | undefined)[] = [];
  for (const ask of [() => nerdamer.diff(text, name).toString(), () => differentiate(text, name).toString()]) {
    try {
      answers.push(await fromText(ask(), variablesIn(domains)));
    } catch {
      // A system that does not know the function proposes nothing.
    }
  }
  return answers.filter((answer) => answer !== undefined);
}

/**
 * Two proofs that together say int_from^x integrand = claimed, from a proposed antiderivative F: F' = integrand, and
 * F(x) - F(from) = claimed. Throws when nothing was proposed.
 */
export async function proposedIntegral(
  integrand: Expression,
  name: string,
  from: Expression,
  claimed: Expression,
  domains: readonly Domain[],
): Promise<{ readonly isAntiderivative: SymbolicProof; readonly isIntegral: SymbolicProof }> {
  const found = await proposeAntiderivative(integrand, name, domains);
  if (found === undefined) throw new Error('no antiderivative was proposed');
  return {
    isAntiderivative: { variables: domains, left: derivative(found, name), right: integrand },
    isIntegral: { variables: domains, left: sub(found, substitute(found, name, from)), right: claimed },
  };
}
