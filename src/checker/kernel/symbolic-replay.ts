/**
 * Replays a symbolic proof: every condition of definedness is proved on the domain, then every link of the chain
 * reduces to zero. A chain that does not is tried at points: a certain difference of the two ends refutes it.
 */
import { EnclosureError, type IntervalArithmetic } from '../../numeric/intervals/interval.ts';
import { toRational } from '../../numeric/algebra/rational.ts';
import type { Expression } from '../expression.ts';
import type { Domain, SymbolicProof } from '../symbolic-proof.ts';
import { holdsOnBox } from './bisection.ts';
import { enclosePlain, toExpression } from './enclosure.ts';
import { expand, firstUnproved, type Expanded } from './expand.ts';
import type { Outcome } from './findings.ts';
import { subtract, variablesOf, type Form } from './form.ts';
import { isZero, normalForm } from './normal-form.ts';
import { samplePoints } from '../search/sample-points.ts';
import { inDomain, pointAsData, showPoint } from './point.ts';
import type { Assumptions } from './sign.ts';
import { requireDomains, requireSymbolicProof } from './well-formed.ts';

export function replaySymbolic(proof: SymbolicProof, R: IntervalArithmetic): Outcome {
  requireSymbolicProof(proof);
  if (JSON.stringify(proof.left) === JSON.stringify(proof.right)) {
    // x = x is true of anything: a claim whose two sides were written down alike checks nothing.
    return { status: 'inconclusive', runs: 0, note: 'both sides are the same expression, letter by letter' };
  }
  const given = assumptions(proof.variables, R);
  const chain = [proof.left, ...(proof.via ?? []), proof.right].map(expand);
  const unproved = firstUnproved(
    chain.flatMap(({ conditions }) => conditions),
    given,
  );
  const [left, right] = [chain[0]!, chain.at(-1)!];
  const refutation = (): Pick<Outcome, 'counterexample' | 'point'> | undefined =>
    differenceAtPoint(left, right, proof.variables, R);
  if (unproved !== undefined) {
    const refuted = refutation();
    if (refuted !== undefined) return { status: 'refuted', runs: chain.length - 1, ...refuted };
    return { status: 'inconclusive', runs: 0, note: `not proved ${unproved.kind}: ${show(unproved.of, given)}` };
  }
  const forms = chain.map(({ expression }) => normalForm(expression, given));
  for (let i = 1; i < forms.length; i++) {
    const difference = subtract(forms[i - 1]!, forms[i]!);
    if (isZero(difference)) continue;
    const refuted = refutation();
    if (refuted !== undefined) return { status: 'refuted', runs: i, ...refuted };
    return { status: 'inconclusive', runs: i, note: `link ${i} leaves ${shorten(difference.key)}` };
  }
  return { status: 'holds', runs: chain.length - 1 };
}

/** The declared domains, with interval enclosures to fall back on. */
export function assumptions(domains: readonly Domain[], R: IntervalArithmetic): Assumptions {
  requireDomains(domains);
  const variables = new Map(domains.map((domain) => [domain.name, domain]));
  const enclosedPositive = (form: Form): boolean => {
    const needed = [...variablesOf(form)].map((name) => variables.get(name)!);
    if (needed.some(({ lower, upper }) => lower === '-inf' || upper === 'inf')) return false;
    return holdsOnBox({ box: needed, left: toExpression(form), relation: '>', right: ZERO }, R);
  };
  return { variables, enclosedPositive, proved: new Map() };
}
const ZERO: Expression = { op: 'rational', numerator: '0', denominator: '1' };

function differenceAtPoint(
  left: Expanded,
  right: Expanded,
  domains: readonly Domain[],
  R: IntervalArithmetic,
): Pick<Outcome, 'counterexample' | 'point'> | undefined {
  const ranges = domains.map(({ name, lower, upper, integer }) => ({
    name,
    lower: lower === '-inf' ? undefined : toRational(lower),
    upper: upper === 'inf' ? undefined : toRational(upper),
    integer: integer ?? false,
  }));
  for (const point of samplePoints(ranges)) {
    if (!inDomain(domains, point)) continue;
    try {
      const at = new Map([...point].map(([name, value]) => [name, R.of(value)]));
      const [a, b] = [enclosePlain(left, at, R), enclosePlain(right, at, R)];
      if (R.intersect(a, b) !== null) continue;
      const counterexample = `at ${showPoint(point)}: left in ${a.toString()}, right in ${b.toString()}`;
      return { counterexample, point: pointAsData(point) };
    } catch (error) {
      if (!(error instanceof EnclosureError)) throw error;
    }
  }
  return undefined;
}

const show = (x: Expression, given: Assumptions): string => shorten(normalForm(x, given).key);
const shorten = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text);
