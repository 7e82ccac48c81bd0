/**
 * Densities on cells, against plain sums: ranges, means, slopes and curvatures over drawn boxes, fluxes, level sets and
 * entropy on meshes, and what lies outside of a box. Ends lie on either side and near; formulas have mixed terms, heavy
 * tails and every function of the grammar that is smooth.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { CellTree } from '../../src/formula/cells/cell-tree.ts';
import { Cells, GRADIENT_AT, MEAN_AT, RANGE_AT, SQUARE_AT } from '../../src/formula/cells/cells.ts';
import { exteriorOf } from '../../src/formula/cells/exterior.ts';
import { Flux } from '../../src/formula/cells/flux.ts';
import { hessianIndex } from '../../src/formula/cells/jets.ts';
import { LevelTable, logIntegral } from '../../src/formula/cells/level-integral.ts';
import { partsOf } from '../../src/formula/cells/parts.ts';
import { Refinement } from '../../src/formula/cells/refinement.ts';
import { differentiate } from '../../src/formula/derivative.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import type { FormulaNode } from '../../src/formula/tree.ts';
import { compileNode } from '../../src/formula/value.ts';
import { densityVariables } from '../../src/noise/density/density-noise.ts';
import { gaussLegendre } from '../../src/numeric/quadrature/gauss-kronrod.ts';
import type { RandomStream } from '../../src/numeric/random/random-stream.ts';
import { atFull, atMost } from '../vocabulary/comparisons.ts';
import { draws } from '../vocabulary/drawn-links.ts';

type Place = readonly number[];

const eighth = (random: RandomStream, most = 16): number => (1 + random.integer(most)) / 8;

/** Positive and smooth, in two or three variables; the last of them is the whole of the grammar. */
function smooth(random: RandomStream, dim: number): string {
  const [a, b, c, e] = [
    eighth(random),
    random.sign() * eighth(random, 8),
    eighth(random),
    random.sign() * eighth(random, 4),
  ];
  const last = `x${dim}`;
  const form = `${a}*x1^2+(${b})*x1*x2+${c}*x2^2${dim === 3 ? `+x3^2+(${e})*x1*x3+(${b})*x2*x3` : ''}`;
  const texts = [
    `exp(-(${form}))`,
    `(4+(${form})^2)^-${1 + random.integer(3)}`,
    `exp(-0.25*(${form}))*(2+sin(${b}*x1*x2+${last}))`,
    `2+tanh(${a}*x1+(${b})*${last})*cos(x2*x1)`,
    `3+atan(${b}*x1*x2)+erf(${c}*x1-${last})`,
    `log(3+cosh(${a}*x1/4)+x2^2)*(9+${last}^3/8)^0.5`,
    `(2+sinh((${b})*x1/4)^2)*exp(${e}*x2*${last}/4)`,
    `9+tan((${b}*x1+${last})/9)*x2-x1^3/9`,
    `(9+x1*x2)^1.5/(9+${last}^2)`,
    `(2+x1^2)^-2.5*(1+abs(9+x2+${last}))`,
  ];
  return texts[random.integer(texts.length)]!;
}

const places = (random: RandomStream, lower: Place, upper: Place, count: number): Place[] => [
  lower,
  upper,
  ...Array.from({ length: count }, () => lower.map((l, i) => l + (upper[i]! - l) * random.uniform())),
];

/** The mean of g over a box by a product of Gauss rules of 12 points. */
function meanOver(g: (x: Float64Array) => number, lower: Place, upper: Place): number {
  const { nodes, weights } = gaussLegendre(12);
  const x = new Float64Array(lower.length);
  const along = (i: number): number => {
    if (i === x.length) return g(x);
    let sum = 0;
    for (let k = 0; k < 12; k++) {
      x[i] = lower[i]! + 0.5 * (1 + nodes[k]!) * (upper[i]! - lower[i]!);
      sum += 0.5 * weights[k]! * along(i + 1);
    }
    return sum;
  };
  return along(0);
}

/** Everything a cell knows. */
function overBox(random: RandomStream, index: number): NumericInstance[] {
  const dim = 2 + (index % 2);
  const text = smooth(random, dim);
  const { root } = parseFormula(text, densityVariables(dim), 'drawn');
  const half = Array.from({ length: dim }, () => 2 ** -(1 + random.integer(6)));
  const centre = half.map(() => random.integer(33) / 8 - 2);
  const [lower, upper] = [centre.map((c, i) => c - half[i]!), centre.map((c, i) => c + half[i]!)];
  const weights = half.map(() => 2 ** (random.integer(5) - 2));
  const cells = new Cells(root, dim, 16, 1, weights);
  const k = cells.add(lower, upper);
  const value = compileNode(root);
  const slopes = half.map((_, i) => differentiate(root, i));
  const second = (i: number, j: number): ((x: Float64Array) => number) => compileNode(differentiate(slopes[i]!, j));
  const at = places(random, lower, upper, 40).map((x) => Float64Array.from(x));
  const label = `${text} around (${centre.join(', ')}), half widths ${half.join(', ')}`;
  const ends = (where: number): readonly [number, number] => [cells.low(k, where), cells.high(k, where)];
  const out: NumericInstance[] = [];
  const holds = (what: string, [low, high]: readonly [number, number], truth: number, size: number): unknown =>
    out.push(
      atMost(`${label}: ${what}, from below`, low, truth, 1e-11 * size),
      atMost(`${label}: ${what}, from above`, truth, high, 1e-11 * size),
    );
  const narrow = (what: string, [low, high]: readonly [number, number], width: number): unknown =>
    out.push(atMost(`${label}: ${what}, width`, high - low, width));
  const values = at.map(value);
  const top = Math.max(...values.map(Math.abs));
  for (const v of values) holds('range', ends(RANGE_AT), v, top);
  // The largest curvatures met, each with the sizes of the box: what ends of a first and second order cost.
  let [curved, steep] = [0, 0];
  const tilt = half.map(() => 0);
  for (let i = 0; i < dim; i++) {
    const found = at.map(compileNode(slopes[i]!));
    const size = Math.max(...found.map(Math.abs), top);
    for (const v of found) holds(`slope along x${i + 1}`, ends(GRADIENT_AT + 2 * i), v, size);
    steep += Math.max(...found.map(Math.abs)) * half[i]!;
    for (let j = i; j < dim; j++) {
      const bends = at.map(second(i, j));
      const most = Math.max(...bends.map(Math.abs));
      const entry = cells.hessianAt + 2 * (hessianIndex(dim, i, j) - 1 - dim);
      for (const v of bends) holds(`curvature ${i + 1}, ${j + 1}`, ends(entry), v, Math.max(most, top));
      curved += most * half[i]! * half[j]!;
      tilt[i]! += most * half[j]!;
      if (i !== j) tilt[j]! += most * half[i]!;
    }
  }
  const mean = meanOver(value, lower, upper);
  holds('mean', ends(MEAN_AT), mean, top);
  const square = meanOver((x) => value(x) * x.reduce((sum, c, i) => sum + weights[i]! * c * c, 0), lower, upper);
  const far = centre.reduce((sum, c, i) => sum + weights[i]! * (Math.abs(c) + half[i]!) ** 2, 0);
  holds('mean of squares', ends(SQUARE_AT), square, top * far);
  // On small boxes what is said is what Taylor's formula leaves, a few times over for ranges of composed functions.
  if (half.every((h) => h <= 1 / 16)) {
    const room = 12 * curved + 1e-11 * top;
    narrow('range', ends(RANGE_AT), 2.5 * steep + room);
    narrow('mean', ends(MEAN_AT), room);
    narrow('mean of squares', ends(SQUARE_AT), far * (4 * steep + room));
    tilt.forEach((bend, i) =>
      narrow(`slope along x${i + 1}`, ends(GRADIENT_AT + 2 * i), 12 * bend + (1e-11 * top) / half[i]!),
    );
  }
  return out;
}

/** Even densities of the plane; whether even in each coordinate, and log-concave. */
const DENSITIES: readonly ((random: RandomStream) => { text: string; mirrored: boolean; logConcave: boolean })[] = [
  (random) => ({ text: `exp(-(x1^2+${eighth(random, 8)}*x1*x2+x2^2))`, mirrored: false, logConcave: true }),
  (random) => ({ text: `exp(-(${eighth(random, 8)}*x1^4+x2^2))`, mirrored: true, logConcave: true }),
  (random) => ({ text: `(1+x1^2+${eighth(random, 8)}*x2^2)^-3`, mirrored: true, logConcave: false }),
  (random) => ({ text: `exp(-x1^2-x2^2)*(2+cos(${eighth(random, 16)}*x1*x2))`, mirrored: true, logConcave: false }),
  (random) => ({ text: `exp(-abs(x1+${eighth(random, 8)}*x2)-abs(x2))`, mirrored: false, logConcave: true }),
  (random) => ({ text: `(1+max(abs(x1),${eighth(random, 16)}*abs(x2)))^-5`, mirrored: true, logConcave: false }),
];

/** From here on they have kinks, where a sum over a grid is coarse. */
const KINKED = 4;
const GRID = 512;

/** Slopes beyond c q, J and int q log q over a box of the plane, by a sum over 512 x 512 points. */
function onMesh(random: RandomStream, index: number): NumericInstance[] {
  const { text, mirrored } = DENSITIES[index % DENSITIES.length]!(random);
  const { root } = parseFormula(text, densityVariables(2), 'drawn');
  const halfSize = 4;
  const tree = new CellTree(root, halfSize, mirrored, [1, 1]);
  const v = [0.25 + random.uniform(), 1.5 * random.uniform() - 0.75];
  const c = index % 3 === 0 ? 0 : 2 * random.uniform();
  const refinement = new Refinement(tree, false);
  refinement.ask([
    { v, c },
    { v, c: 0 },
  ]);
  refinement.upTo(2500);
  const value = compileNode(root);
  const gradient = [compileNode(differentiate(root, 0)), compileNode(differentiate(root, 1))] as const;
  const from = mirrored ? 0 : -halfSize;
  const [dx, dy] = [halfSize / GRID, (halfSize - from) / GRID];
  const x = new Float64Array(2);
  const values = new Float64Array(GRID * GRID);
  let [slope, mass, logs] = [0, 0, 0];
  for (let i = 0; i < GRID; i++) {
    for (let j = 0; j < GRID; j++) {
      x[0] = (i + 0.5) * dx;
      x[1] = from + (j + 0.5) * dy;
      const q = value(x);
      values[i * GRID + j] = q;
      mass += q * dx * dy;
      logs += q > 0 ? q * Math.log(q) * dx * dy : 0;
      const d = Math.abs(v[0]! * gradient[0](x) + v[1]! * gradient[1](x));
      if (Number.isFinite(d)) slope += Math.max(0, d - c * q) * dx * dy;
    }
  }
  const { images } = tree;
  values.sort();
  const volume = images * dx * dy;
  // int V^(1/2) dt, V constant between neighbouring values.
  let levels = values[0]! * Math.sqrt(volume * values.length);
  for (let k = 1; k < values.length; k++)
    levels += (values[k]! - values[k - 1]!) * Math.sqrt(volume * (values.length - k));
  const label = `${text} on [-4, 4]^2`;
  const between = (
    what: string,
    [low, high]: readonly [number, number],
    truth: number,
    slack: number,
    width: number,
  ): NumericInstance[] => [
    atMost(`${label}: ${what}, from below`, low, truth + slack),
    atMost(`${label}: ${what}, from above`, truth - slack, high),
    atMost(`${label}: ${what}, width`, high - low, width),
  ];
  const flux = new Flux(tree, root, false).integral(v, c, 1e-6, mass);
  const parts = partsOf(tree, 2);
  const steep = mass * (Math.abs(v[0]!) + Math.abs(v[1]!));
  return [
    ...between(
      `int (|D_v| - ${c} q)_+, v = (${v.join(', ')})`,
      [flux.lower, flux.upper],
      slope,
      1e-3 * slope + (index % DENSITIES.length < KINKED ? 2e-5 : 1e-3) * steep,
      0.06 * steep,
    ),
    ...between('J', new LevelTable(parts, 2).integral(parts), levels, 3e-4 * levels, 0.03 * levels),
    ...between('int q log q', logIntegral(parts), images * logs, 1e-4 * images * mass, 0.03 * images * mass),
  ];
}

/** int over {|x|_inf > L} of g, ray by ray through the faces. */
function outside(g: (x: Float64Array) => number, halfSize: number): number {
  const { nodes, weights } = gaussLegendre(40);
  let sum = 0;
  const x = new Float64Array(2);
  for (const [axis, side] of [
    [0, 1],
    [0, -1],
    [1, 1],
    [1, -1],
  ] as const) {
    for (let a = 0; a < 40; a++) {
      for (const panel of [0, 1, 2, 3]) {
        for (let b = 0; b < 40; b++) {
          const u = (panel + 0.5 * (1 + nodes[b]!)) / 4;
          // rho = L/u, from L to infinity.
          const rho = halfSize / u;
          x[axis] = side * rho;
          x[1 - axis] = rho * nodes[a]!;
          const q = g(x);
          if (q > 0) sum += (weights[a]! * weights[b]! * q * rho * halfSize) / (u * u) / 8;
        }
      }
    }
  }
  return sum;
}

const TAILS: readonly ((random: RandomStream) => {
  text: string;
  mirrored: boolean;
  logConcave: boolean;
  halfSize: number;
})[] = [
  (random) => ({
    text: `exp(-(x1^2+${eighth(random, 8)}*x1*x2+x2^2))`,
    mirrored: false,
    logConcave: true,
    halfSize: 2,
  }),
  (random) => ({
    text: `exp(-abs(x1+${eighth(random, 8)}*x2)-abs(x2))`,
    mirrored: false,
    logConcave: true,
    halfSize: 4,
  }),
  (random) => ({
    text: `(1+x1^2+${eighth(random, 8)}*x1*x2+x2^2)^-${3 + random.integer(4)}`,
    mirrored: false,
    logConcave: false,
    halfSize: 2 ** (1 + random.integer(5)),
  }),
  (random) => ({ text: `(1+x1^2+x2^4)^-${3 + random.integer(4)}`, mirrored: true, logConcave: false, halfSize: 4 }),
  (random) => ({
    text: `exp(-x1^2-x2^2)+(1+x1^2+${eighth(random)}*x2^2)^-4`,
    mirrored: true,
    logConcave: false,
    halfSize: 8,
  }),
  (random) => ({
    text: `(2+cos(x1))*(1+x1^2+${eighth(random)}*x2^2)^-5`,
    mirrored: true,
    logConcave: false,
    halfSize: 8,
  }),
];

function tails(random: RandomStream, index: number): NumericInstance[] {
  const { text, mirrored, logConcave, halfSize } = TAILS[index % TAILS.length]!(random);
  const { root } = parseFormula(text, densityVariables(2), 'drawn');
  const found = exteriorOf(root, 2, halfSize, { logConcave, quasiConcave: logConcave, mirrored });
  if (found === null) return [];
  const value = compileNode(root);
  const size = (node: FormulaNode): ((x: Float64Array) => number) => {
    const f = compileNode(node);
    return (x) => Math.abs(f(x));
  };
  const truths: readonly (readonly [string, number, number])[] = [
    ['mass', found.mass, outside(value, halfSize)],
    ['squares', found.squares, outside((x) => (x[0]! ** 2 + x[1]! ** 2) * value(x), halfSize)],
    ['slopes', found.slopes, Math.max(...[0, 1].map((i) => outside(size(differentiate(root, i)), halfSize)))],
    ['logs', found.logs, outside((x) => Math.abs(value(x) * Math.log(Math.max(1e-300, value(x)))), halfSize)],
  ];
  return truths.flatMap(([what, bound, truth]) =>
    bound === Infinity
      ? []
      : [
          atMost(`${text} beyond ${halfSize}: ${what}`, truth, bound, 1e-3 * truth),
          atMost(`${text} beyond ${halfSize}: ${what}, not far above`, bound, 2000 * truth),
        ],
  );
}

/** Of the claim about densities enclosed. */
export const cellsByQuadraturePart: ImplementationPart = {
  id: 'library-cells',
  about: 'implementation',
  implements: ['cells', 'tails', 'slopes', 'levels'],
  statement:
    'Over drawn boxes in two and three dimensions ranges, means, slopes and curvatures of smooth formulas of every function hold the values at points and by quadrature, and on small boxes are as narrow as their curvature; on meshes of the plane $\\int(|D_v q| - cq)_+$, $J$ and $\\int q\\log q$ hold sums over a fine grid within 3 %; bounds of what lies outside a box hold and are not idle.',
  evidence: [
    numerically(
      'at full: 300 boxes; 1e-11 of the largest value',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 300 }, overBox).flat()),
    ),
    numerically(
      'at full: 12 meshes of 2500 cells against 512 x 512 points; a thousandth or less',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 12 }, onMesh).flat()),
    ),
    numerically(
      'at full: 36 outsides; a thousandth',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 36 }, tails).flat()),
    ),
  ],
};
