/**
 * What a formula is taken to be: a profile of a norm, a product of coordinates or of linear forms, a linear form, the
 * same after a change of signs or places. Whatever is found is put together again and must be the formula at drawn
 * points; what is nearly of such a kind and is not (one coefficient moved by a thousandth) must not be found.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { inVariable, rescaled, translated } from '../../src/formula/change-of-variables.ts';
import { linearForm } from '../../src/formula/linear-form.ts';
import { isUnchangedBy } from '../../src/formula/mirror.ts';
import { normProfile } from '../../src/formula/norm-profile.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { isSemidefinite } from '../../src/formula/quadratic-form.ts';
import { formFactors } from '../../src/formula/split-forms.ts';
import { commonMarginal, coordinateFactors } from '../../src/formula/split.ts';
import type { FormulaTree } from '../../src/formula/tree.ts';
import { compileNode, compileValue } from '../../src/formula/value.ts';
import { densityVariables } from '../../src/noise/density/density-noise.ts';
import { bodyOfNorm } from '../../src/noise/level-set/norm-body.ts';
import { toDouble } from '../../src/numeric/algebra/rational.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { draws } from '../vocabulary/drawn-links.ts';
import { drawnForm, eighth, formText, KINDS, pick, type Drawn } from './drawn-structures.ts';

const inner = (a: ArrayLike<number>, x: readonly number[]): number => x.reduce((sum, c, i) => sum + a[i]! * c, 0);

/** What is found, put together again. */
function foundIn(random: RandomStream, { text, dim, is }: Drawn): NumericInstance[] {
  const tree = parseFormula(text, densityVariables(dim), 'drawn');
  const value = compileValue(tree);
  const points = Array.from({ length: 5 }, () => Array.from({ length: dim }, () => 3 * random.uniform() - 1.5));
  const [norm, marginal, coordinates, forms] = [
    normProfile(tree),
    commonMarginal(tree),
    coordinateFactors(tree),
    formFactors(tree),
  ];
  const out: NumericInstance[] = [];
  const same = (what: string, left: number, right: number): unknown =>
    out.push({
      label: `${text}: ${what}`,
      left,
      relation: '=',
      right,
      tolerance: 1e-10 * Math.max(Math.abs(right), 1e-3),
    });
  const must: Record<Drawn['is'], boolean> = {
    norm: norm !== null,
    alike: marginal !== null && coordinates !== null,
    unlike: marginal === null && coordinates !== null,
    coordinates: coordinates !== null && forms !== null,
    forms: forms !== null,
    // A product of forms may be one of more forms, or of other norms: of coordinates it is none.
    none: norm === null && coordinates === null && marginal === null,
    nothing: norm === null,
    whole: coordinates === null,
    any: true,
  };
  out.push(isTrue(`${text}: ${is}`, must[is]));
  const body = norm === null ? null : bodyOfNorm(norm.norm, dim);
  const values = (of: readonly FormulaTree[] | null): ((x: readonly number[]) => number)[] =>
    of?.map((factor) => {
      const f = compileValue(factor);
      return (u) => f(Float64Array.from(u));
    }) ?? [];
  const own = values(norm === null ? null : [norm.profile]);
  const [factors, ofEach] = [values(coordinates), values(forms?.factors ?? null)];
  const one = values(marginal === null ? null : [marginal])[0];
  const at = (x: readonly number[]): number => value(Float64Array.from(x));
  for (const [k, x] of points.entries()) {
    const truth = at(x);
    if (Number.isNaN(truth)) continue;
    if (norm !== null) {
      const size =
        norm.norm.kind === 'quadratic'
          ? Math.sqrt(norm.norm.matrix.reduce((sum, row, i) => sum + x[i]! * inner(row, x), 0))
          : Math.max(...norm.norm.forms.map((form) => inner(form, x)));
      same('a profile of a norm', own[0]!([size]), truth);
      if (body !== null) same('the gauge of its ball', body.gauge(x), size);
    }
    if (one !== undefined) {
      const y = points[(k + 1) % points.length]!;
      if (Number.isNaN(at(y))) continue;
      const product = (z: readonly number[]): number => z.reduce((all, c) => all * one([c]), 1);
      same('equal coordinates', truth * product(y), at(y) * product(x));
    }
    if (factors.length > 0) {
      same(
        'coordinates',
        x.reduce((all, c, i) => all * factors[i]!([c]), 1),
        truth,
      );
      x.forEach((c, i) => same('an even coordinate', factors[i]!([-c]), factors[i]!([c])));
    }
    if (forms !== null) {
      const sizes = forms.forms.map((form) => inner(form, x));
      same(
        'forms',
        sizes.reduce((all, u, i) => all * ofEach[i]!([u]), 1),
        truth,
      );
      sizes.forEach((u, i) => same('an even form', ofEach[i]!([-u]), ofEach[i]!([u])));
    }
  }
  return out;
}

const structures = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 0, full: 1200 }, (random, index) =>
    foundIn(random, KINDS[index % KINDS.length]!(random, index % 12 > 5)),
  ).flat();

/** Linear and quadratic parts, changes of variables, symmetries. */
function changesOf(random: RandomStream): NumericInstance[] {
  const dim = 2 + random.integer(3);
  const names = densityVariables(dim);
  const tree = (text: string): FormulaTree => parseFormula(text, names, 'drawn');
  const [a, b] = [drawnForm(random, dim), drawnForm(random, dim)];
  const x = Array.from({ length: dim }, () => 3 * random.uniform() - 1.5);
  const at = (of: FormulaTree['root'], y: readonly number[]): number => compileNode(of)(Float64Array.from(y));
  const size = a.reduce((sum, c, i) => sum + Math.abs(c) + Math.abs(b[i]!), 0);
  const [c, by] = [eighth(random), [2, 4, 8][random.integer(3)]!];
  const linear: readonly (readonly [string, readonly number[] | null])[] = [
    [`${c}*(${formText(a)})-(${formText(b)})/${by}`, a.map((y, i) => c * y - b[i]! / by)],
    [`-(${formText(a)})`, a.map((y) => -y)],
    [`(${formText(a)})+${c}`, null],
    [`(${formText(a)})*x1`, null],
    [`abs(${formText(a)})`, null],
    [`(${formText(a)})^3`, null],
    [`(${formText(a)})/3`, a.map((y) => y / 3)],
  ];
  // x^T S x with a drawn S: never called semidefinite where a drawn y says otherwise.
  const entries = Array.from({ length: dim }, (_, i) =>
    Array.from({ length: dim - i }, (__, k) => (k === 0 ? Math.abs(eighth(random, 40)) : eighth(random, 12))),
  );
  const form = entries
    .flatMap((row, i) =>
      row.map((value, k) => (k === 0 ? `${value}*x${i + 1}^2` : `(${value})*x${i + 1}*x${i + k + 1}`)),
    )
    .join('+');
  const quadratic = tree(form).root;
  const semidefinite = isSemidefinite(quadratic);
  const dominant = entries.every(
    (row, i) =>
      row[0]! * (1 - 1e-9) >
      0.5 *
        entries.reduce(
          (sum, other, j) => sum + (j < i ? Math.abs(other[i - j]!) : 0),
          row.slice(1).reduce((s, y) => s + Math.abs(y), 0),
        ),
  );
  const vertices = Array.from({ length: 2 ** dim }, (_, code) =>
    Array.from({ length: dim }, (__, i) => ((code >> i) & 1 ? -1 : 1)),
  );
  const least = Math.min(
    ...[
      ...vertices,
      ...vertices.map((v) => v.map((y, i) => (i === dim - 1 ? 0 : y))),
      ...vertices.map((v) => v.map((y) => y * random.uniform())),
    ].map((y) => at(quadratic, y)),
  );
  const [lean, tilt] = [Math.abs(eighth(random)), 10 ** (-3 * random.uniform())];
  const indefinite = pick(random, [
    `${lean}*x1^2+${lean}*x2^2+${2 * lean * (1 + tilt)}*x1*x2`,
    `${lean}*x1^2-${2 * lean * (1 + tilt)}*x1*x2+${lean}*x2^2`,
    `${lean}*x1^2-${lean * (1 + tilt)}*x1^2+x2^2`,
    `${lean}*x1^2-${lean}*x2^2`,
    `x1^2+${lean}*x2^2+x1*x2-(${2 * (1 + lean)})*x1*x2`,
  ]);
  // A formula that signs and exchanges leave as it is, or do not.
  const signs = names.map(() => random.sign());
  const order = names.map((_, i) => i);
  for (let i = random.uniform() < 0.5 ? 0 : dim - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const sum = names.map((name) => `abs(${name})`).join('+');
  const squares = names.map((name) => `${name}^2`).join('+');
  const chained = names.map((name, i) => `${name}*${names[(i + 1) % dim]!}`).join('+');
  const texts: readonly (readonly [string, boolean | null])[] = [
    [`exp(-(${sum}))*(1+${squares})^-1`, true],
    [`max(${names.map((name) => `abs(${name})`).join(',')})^3+cosh(${names.join('*')})`, true],
    [`min(${names.map((name) => `cos(${name})`).join(',')})-(${squares})^2`, true],
    [`exp(-(${squares})-0.001*(${chained}))`, null],
    [`exp(-(${sum}))*(2+tanh(x1))`, null],
    [`exp(-${c * c}*abs(x1)-abs(x2)^1.5)*(1+x2^2)`, null],
    [`sin(${names.join('*')})^2+x1^3*x2`, null],
    [`atan(x1-x2)*sinh(x1-x2)+erf(x1)*tan(x2/4)`, null],
    [`(x1-x2)^3*(x1+x2)+sign(x1)*x2`, null],
    [`abs(x1-${c * c}*x2)^0.5+max(x1,x2,0)`, null],
    [`exp(x1)*cos(x2)`, null],
    [`exp(x1)^2*cos(x2)`, null],
    [`(x1*x2)^1.5+cosh(x1*x2)`, null],
    [`(x1-x2+4)^0.5*exp(x2-x1)`, null],
    [`log(9+x1*x2)+exp(0.001*x1)`, null],
    [`max(x1,0)+min(x2,1)`, null],
  ];
  const scales = names.map(() => 2 ** (random.integer(7) - 3));
  const shift = names.map(() => eighth(random));
  const drawn = tree(`exp(-(${sum}))*(2+sin(${formText(a)}))`);
  return [
    ...linear.flatMap(([text, truth]) => {
      const found = linearForm(tree(text).root, dim);
      return [
        isTrue(`${text}: a linear form`, (found === null) === (truth === null)),
        ...(found === null || truth === null
          ? []
          : found.map((y, i) => atMost(`${text}: coefficient ${i}`, Math.abs(toDouble(y) - truth[i]!), 1e-15))),
      ];
    }),
    isTrue(`${form}: at least 0`, !semidefinite || least >= -1e-9),
    isTrue(`${indefinite}: not at least 0`, !isSemidefinite(tree(indefinite).root)),
    isTrue(`${form}: dominant`, !dominant || semidefinite),
    ...texts.flatMap(([text, truth]): NumericInstance[] => {
      const { root } = tree(text);
      const said = isUnchangedBy(root, { signs, order });
      const moved = order.map((k, i) => signs[i]! * x[k]!);
      const label = `${text} under signs ${signs.join()} and order ${order.join()}`;
      return [
        isTrue(`${label}: seen`, truth === null || said === truth),
        ...(said && !Number.isNaN(at(root, x))
          ? [
              {
                label,
                left: at(root, moved),
                relation: '=' as const,
                right: at(root, x),
                tolerance: 1e-11 * (1 + Math.abs(at(root, x))),
              },
            ]
          : []),
      ];
    }),
    atMost(
      `${drawn.text}: in other units`,
      Math.abs(
        at(
          rescaled(drawn, scales).root,
          x.map((y, i) => y / scales[i]!),
        ) - at(drawn.root, x),
      ),
      1e-12,
    ),
    atMost(
      `${drawn.text}: moved`,
      Math.abs(
        at(
          translated(drawn.root, shift),
          x.map((y, i) => y + shift[i]!),
        ) - at(drawn.root, x),
      ),
      1e-12 * (1 + size),
    ),
    atMost(
      `one variable by another name`,
      Math.abs(
        at(inVariable(tree('exp(-abs(x1)^1.5)*(1+x1)').root, dim - 1), x) -
          at(tree('exp(-abs(x1)^1.5)*(1+x1)').root, [x[dim - 1]!, ...x.slice(1)]),
      ),
      0,
    ),
  ];
}

const changes = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 0, full: 400 }, changesOf).flat();

/** Of the claim about densities enclosed. */
export const formulaStructurePart: ImplementationPart = {
  id: 'library-structure-of-formulas',
  about: 'implementation',
  implements: ['independent', 'forms'],
  statement:
    'What a formula in two to four variables is taken to be (a profile of a norm, a product of coordinates, alike or not, or of linear forms, a linear or semidefinite form, unchanged by signs and exchanges) is the formula again at drawn points; standard spellings are found, and where one coefficient is moved by a thousandth nothing is.',
  evidence: [
    numerically('at full: 1200 formulas, half of them nearly of the kind; 1e-10', atFull(structures)),
    numerically(
      'at full: linear and quadratic forms, symmetries, changes of variables at random; 1e-11',
      atFull(changes),
    ),
  ],
};
