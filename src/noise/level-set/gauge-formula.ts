/** The density of level-set noise as a formula in its coordinates, from its body and its profile. */
import { ofNorm } from '../../formula/change-of-variables.ts';
import type { FormulaNode, FormulaTree } from '../../formula/tree.ts';
import type { ConvexBody } from '../../geometry/body.ts';
import { ratio, toDouble } from '../../numeric/algebra/rational.ts';

/** Pairs of facets at most: `max` takes no more. */
const MOST_PAIRS = 16;
const ROUNDING = 2 ** -52;

/** A formula whose law is nearly that of the noise. */
export interface LevelSetFormula {
  readonly formula: FormulaTree;
  /** The gauge in the formula is that of the body to this, relative; 0 where it is written exactly. */
  readonly gaugeError: number;
}

/**
 * f(|x|_K) for the ball of l1, l2 or linf or a polytope with few facets, in two or three dimensions; else null.
 *
 * The entries of facets <a, x> <= 1 are rounded at most twice, which moves |x|_K by at most 2^-51 sum |a_i| h_K(e_i) of
 * itself.
 */
export function levelSetFormula(body: ConvexBody, profile: FormulaTree): LevelSetFormula | null {
  const { dim, structure } = body;
  if (dim < 2 || dim > 3) return null;
  const variables = Array.from({ length: dim }, (_, i) => `x${i + 1}`);
  const ofGauge = (gauge: FormulaNode): FormulaTree => ({
    text: `${profile.text}, r the gauge of the ${body.name}`,
    variables,
    root: ofNorm(profile.root, gauge),
  });
  if (structure?.kind === 'lp' && (structure.p === 1 || structure.p === 2 || structure.p === Infinity))
    return { formula: ofGauge(lpNorm(structure.p, dim)), gaugeError: 0 };
  const rows = slabsOf(body);
  if (rows === null) return null;
  if (rows.length < dim || rows.length > MOST_PAIRS) return null;
  const reach = variables.map((_, i) => body.support(variables.map((__, j) => (i === j ? 1 : 0))));
  const sums = rows.map((row) => row.reduce((sum, a, i) => sum + Math.abs(a) * reach[i]!, 0));
  return {
    formula: ofGauge(
      call(
        'max',
        rows.map((row) => call('abs', [linear(row)])),
      ),
    ),
    gaugeError: 4 * ROUNDING * Math.max(...sums),
  };
}

/** Rows a with K = {|<a, x>| <= 1}, every entry rounded once or twice; null where they are not known so well. */
function slabsOf({ structure, exact }: ConvexBody): number[][] | null {
  if (structure?.kind === 'halfspaces')
    return structure.normals.map((normal, i) => Array.from(normal, (x) => x / structure.offsets[i]!));
  if (exact === undefined) return null;
  const rows = exact().facets.map(({ normal, offset }) => normal.map((x) => toDouble(ratio(x, offset))));
  // One of each pair of opposite facets.
  return rows.filter((row) => row.find((x) => x !== 0)! > 0);
}

function lpNorm(p: number, dim: number): FormulaNode {
  const coordinates = Array.from({ length: dim }, (_, index): FormulaNode => ({ op: 'variable', index }));
  if (p === 2) {
    const terms = coordinates.map((base): FormulaNode => ({ op: 'power', base, exponent: 2 }));
    return { op: 'power', base: { op: 'sum', terms }, exponent: 0.5 };
  }
  const sizes = coordinates.map((x) => call('abs', [x]));
  return p === 1 ? { op: 'sum', terms: sizes } : call('max', sizes);
}

function linear(row: readonly number[]): FormulaNode {
  const terms = row.flatMap((value, index): FormulaNode[] => {
    const variable: FormulaNode = { op: 'variable', index };
    if (value === 0) return [];
    return [value === 1 ? variable : { op: 'product', factors: [{ op: 'constant', value }, variable] }];
  });
  return terms.length === 1 ? terms[0]! : { op: 'sum', terms };
}

function call(name: 'abs' | 'max', args: readonly FormulaNode[]): FormulaNode {
  return { op: 'call', name, args };
}
