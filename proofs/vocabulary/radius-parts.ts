/** The parts that every row of the table shares, and the letters they are written in. */
import {
  add,
  derivative,
  identity,
  proposedIntegral,
  inv,
  mul,
  real,
  rational,
  sub,
  substitute,
  variable,
  type Domain,
  type Evidence,
  type Expression,
  type Part,
} from '../../src/checker/index.ts';

/** The variables of these names, in order. */
export const variables = <const Names extends readonly string[]>(...names: Names): { [I in keyof Names]: Expression } =>
  names.map(variable) as unknown as { [I in keyof Names]: Expression };

export const [rho, p, r, x, y, c, t] = variables('rho', 'p', 'r', 'x', 'y', 'c', 't');
export const [d, k, j, a, b, s] = variables('d', 'k', 'j', 'a', 'b', 's');

export const half = rational(1, 2);
export const zero = rational(0);
/** rho in (1/2, 1). */
export const upperHalf = real('rho', '1/2', '1');
/** p in (0, 1/2). */
export const lowerHalf = real('p', '0', '1/2');

/**
 * What the comparison of differential inequalities (axiom ode-comparison) needs of a noise: r -> G(p, r v) is
 * continuous. A density is enough: G(p, w) <= p + TV(q, q_w) and, by claim G3, g(r+s) <= G(g(r), s v) for g(r) = G(p, r
 * v), so g rises by at most TV(q, q_sv) over a step s, wherever the step begins; and translation is continuous in L1.
 */
export const CONTINUOUS_GROWTH =
  'the noise has a density, so that $r \\mapsto G(p, rv)$ is continuous: it rises by at most $\\mathrm{TV}(q, q_{sv})$ over a step $s$';

/** A piece of a part, so that a false variant goes the way of the truth with one thing changed. */
export function pieceOf(part: Part, place = 0): Evidence {
  const piece = part.evidence[place];
  if (piece === undefined || 'alternatives' in piece) throw new Error(`${part.id} has no single piece ${place}`);
  return piece;
}

/** R'(rho) = 1/Phi(1-rho): with the boundary value, R(rho) = int_{1-rho}^{1/2} dp/Phi(p). */
export const derivativePart = (radius: Expression, rate: Expression, domains: readonly Domain[] = []): Part => ({
  id: 'derivative',
  statement: "$R'(\\rho) = 1/\\Phi(1-\\rho)$.",
  evidence: [
    identity(
      'the derivative of the radius times the rate',
      [upperHalf, ...domains],
      derivative(radius, 'rho'),
      inv(substitute(rate, 'p', sub(1, rho))),
    ),
  ],
});

/**
 * R'(rho) = 1/Phi(1-rho) for the row of the cube against l1, where Phi(1-rho) is the plateau: rho <= 1 - 1/(2d).
 * Beyond, Phi is an integral of the same nonnegative slope over less, so 1/Phi is larger and R still certifies.
 */
export const plateauDerivativePart = (radius: Expression, plateau: Expression, domains: readonly Domain[]): Part => ({
  id: 'derivative',
  statement:
    "For $1/2 < \\rho < 1 - \\frac1{2d}$, where $\\Phi(1-\\rho)$ is the plateau: $R'(\\rho) = 1/\\Phi(1-\\rho)$. Beyond, $\\Phi$ is less than the plateau, $R' < 1/\\Phi(1-\\rho)$: still certified, no longer the integral of $1/\\Phi$.",
  evidence: [
    identity(
      'the derivative of the radius at rho = 1/2 + t (1/2 - 1/(2d)), 0 < t < 1',
      [real('t', '0', '1'), ...domains],
      substitute(derivative(radius, 'rho'), 'rho', add(half, mul(t, sub(half, inv(mul(2, d)))))),
      inv(plateau),
    ),
  ],
});

/** R(1/2) = 0. */
export const boundaryPart = (radius: Expression, domains: readonly Domain[] = []): Part => ({
  id: 'boundary',
  statement: '$R(1/2) = 0$.',
  evidence: [identity('the radius at rho = 1/2', domains, substitute(radius, 'rho', half), zero)],
});

/** G(1-rho, R(rho)) = 1/2: no larger radius holds for every classifier. `growth` is in p and r. */
export const tightPart = (radius: Expression, growth: Expression, domains: readonly Domain[] = []): Part => ({
  id: 'tight',
  statement: '$G(1-\\rho, R(\\rho)\\,v) = 1/2$ at the worst vertex $v$: the radius is exact.',
  evidence: [
    identity(
      'the growth function at the radius',
      [upperHalf, ...domains],
      substitute(substitute(growth, 'p', sub(1, rho)), 'r', radius),
      half,
    ),
  ],
});

/** Phi(p) = d/dr G(p, r v) at r = 0. */
export const ratePart = (growth: Expression, rate: Expression, domains: readonly Domain[] = []): Part => ({
  id: 'rate',
  statement: '$\\Phi(p) = \\partial_r G(p, r v)|_{r=0}$.',
  evidence: [
    identity(
      'the growth function differentiated at r = 0',
      [lowerHalf, ...domains],
      substitute(derivative(growth, 'r'), 'r', 0),
      rate,
    ),
  ],
});

/**
 * An integral from 0 (or of a tail) by its antiderivative: F' = f, with F a constant times a distribution function, so
 * that its whole is the constant.
 */
export const integralPart = (
  id: string,
  statement: string,
  variableOfIntegration: string,
  domains: readonly Domain[],
  antiderivative: Expression,
  integrand: Expression,
  constant?: { readonly of: Expression; readonly equals: Expression },
): Part => ({
  id,
  statement,
  evidence: [
    identity(
      'derivative of the antiderivative, a constant times a distribution function',
      domains,
      derivative(antiderivative, variableOfIntegration),
      integrand,
    ),
    ...(constant === undefined
      ? []
      : [
          identity(
            'the constant',
            domains.filter(({ name }) => name !== variableOfIntegration),
            constant.of,
            constant.equals,
          ),
        ]),
  ],
});

/**
 * The radius found again by a computer algebra system: it integrates 1/Phi, the kernel checks both halves of the
 * answer.
 */
export const proposedPart = (radius: Expression, rate: Expression): Part => {
  const proofs = () => proposedIntegral(inv(substitutePlain(rate)), 'rho', half, radius, [upperHalf]);
  return {
    id: 'proposed',
    statement: '$\\int_{1/2}^\\rho dw/\\Phi(1-w)$ as nerdamer integrates it is $R(\\rho)$.',
    evidence: [
      {
        kind: 'symbolic',
        detail: 'the derivative of the proposed antiderivative is 1/Phi(1-rho)',
        proof: async () => (await proofs()).isAntiderivative,
      },
      {
        kind: 'symbolic',
        detail: 'the proposed antiderivative minus its value at 1/2 is R',
        proof: async () => (await proofs()).isIntegral,
      },
    ],
  };
};

/** Phi(1-rho) without a substitution node, which the algebra system does not read. */
const substitutePlain = (rate: Expression): Expression => (rate.op === 'variable' ? sub(1, rho) : rate);
