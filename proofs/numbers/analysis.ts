/**
 * Integrals, roots, transforms and linear algebra in floating point, against functions whose answers are formulas, and
 * against plain sums and fractions; the laws of the random stream.
 */
import {
  numerically,
  sampled,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
  type StatisticalTest,
} from '../../src/checker/index.ts';
import {
  determinant,
  euclideanNorm,
  inverse,
  logAbsDeterminant,
  multiply,
  multiplyTransposed,
  multiplyVector,
  solve,
  symmetricEigen,
  transpose,
} from '../../src/numeric/algebra/linear-algebra.ts';
import { ratio, toDouble } from '../../src/numeric/algebra/rational.ts';
import {
  determinant as exactDeterminant,
  rank,
  solve as exactSolve,
} from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { chebyshevTable } from '../../src/numeric/chebyshev-table.ts';
import { convolutionPower } from '../../src/numeric/convolution-power.ts';
import { transform } from '../../src/numeric/fourier.ts';
import { goldenMaximum, goldenMinimum } from '../../src/numeric/golden-section.ts';
import { lagrange } from '../../src/numeric/lagrange.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { gaussKronrod, gaussLegendre } from '../../src/numeric/quadrature/gauss-kronrod.ts';
import { integratePanels, withCentre, withPoints } from '../../src/numeric/quadrature/panels.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { findRoot } from '../../src/numeric/roots.ts';
import { erf, gammaCdf, logGamma, normalCdf } from '../../src/numeric/special/special.ts';
import { agrees, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';

interface Known {
  readonly label: string;
  readonly f: (x: number) => number;
  readonly a: number;
  readonly b: number;
  readonly truth: number;
  readonly breakpoints?: readonly number[];
  readonly scale?: number;
}

/** Integrals with a parameter: smooth, oscillating, with a kink, a jump, a root or a pole at an end, on half-lines. */
function knownIntegral(random: RandomStream, kind: number): Known {
  const c = between(random, 0.05, 30);
  const at = random.uniformOpen();
  switch (kind % 9) {
    case 0:
      return { label: `x^${c}`, f: (x) => x ** c, a: 0, b: 2, truth: 2 ** (c + 1) / (c + 1) };
    case 1:
      return { label: `cos ${c} x`, f: (x) => Math.cos(c * x), a: 0, b: 3, truth: Math.sin(3 * c) / c };
    case 2:
      return {
        label: `|x - ${at}|`,
        f: (x) => Math.abs(x - at),
        a: 0,
        b: 1,
        truth: (at ** 2 + (1 - at) ** 2) / 2,
        breakpoints: [at],
      };
    case 3:
      return {
        label: `a jump at ${at}`,
        f: (x) => (x < at ? 1 : c),
        a: 0,
        b: 1,
        truth: at + c * (1 - at),
        breakpoints: [at, 2, -1],
      };
    case 4: {
      const power = -0.95 * at;
      return { label: `x^${power}`, f: (x) => x ** power, a: 0, b: 1, truth: 1 / (1 + power) };
    }
    case 5:
      return {
        label: `a peak of width ${c}/100 at ${at}`,
        f: (x) => 1 / (c ** 2 * 1e-4 + (x - at) ** 2),
        a: 0,
        b: 1,
        truth: (100 / c) * (Math.atan((100 * (1 - at)) / c) + Math.atan((100 * at) / c)),
        breakpoints: [at],
      };
    case 6:
      return {
        label: `e^(-(x/${c})^2)`,
        f: (x) => Math.exp(-((x / c) ** 2)),
        a: -Infinity,
        b: Infinity,
        truth: c * Math.sqrt(Math.PI),
        scale: c,
      };
    case 7: {
      const a = 0.5 + c;
      return {
        label: `(1 + x)^-${1 + a}, from ${at}`,
        f: (x) => (1 + x) ** (-1 - a),
        a: at,
        b: Infinity,
        truth: (1 + at) ** -a / a,
      };
    }
    default:
      return { label: `-log x`, f: (x) => -Math.log(x), a: 0, b: at, truth: at * (1 - Math.log(at)) };
  }
}

const integrals = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 900 }, (random, i): NumericInstance[] => {
    const { label, f, a, b, truth, breakpoints, scale } = knownIntegral(random, i);
    const options = {
      relativeTolerance: [1e-6, 1e-9, 1e-12][random.integer(3)]!,
      ...(breakpoints !== undefined && { breakpoints }),
      ...(scale !== undefined && { scale }),
      ...(random.integer(3) === 0 && { points: [7, 15][random.integer(2)] as 7 | 15 }),
    };
    const found = integrate(f, a, b, options);
    const back = integrate(f, b, a, options);
    // Beside a peak the distance to it cancels.
    const rounding = (i % 9 === 5 ? 1e-12 : 1e-14) * Math.abs(truth);
    const name = `int ${label}`;
    const out = [
      atMost(`${name}: within its error`, Math.abs(found.value - truth), found.error, rounding),
      agrees(`${name}: backwards`, back.value, -found.value, 0),
      isTrue(
        `${name}: met where it says so`,
        !found.converged || found.error <= Math.max(0, options.relativeTolerance * Math.abs(found.value)),
      ),
      // Where an oscillation cancels, its size counts.
      isTrue(`${name}: met`, found.converged || options.relativeTolerance < 1e-9 || i % 9 === 1),
    ];
    if (!isSmooth(i)) return out;
    const edges = withPoints(withCentre(Float64Array.of(a, b), (a + b) / 3), (breakpoints ?? []).filter((x) => x > a && x < b)); // prettier-ignore
    const integrand = { value: 0, witness: 0, at(x: number): void { this.value = f(x); this.witness = 1; } }; // prettier-ignore
    const panels = integratePanels(integrand, edges, {
      relativeTolerance: 1e-7,
      absoluteTolerance: 1e-300,
      plausible: (from, to, witness) => Math.abs(witness - (to - from)) < 1e-9 * (to - from),
    });
    return [
      ...out,
      atMost(`${name}: by panels`, Math.abs(panels.value - truth), panels.error, rounding),
      isTrue(
        `${name}: edges rise`,
        edges.every((x, k) => k === 0 || x >= edges[k - 1]!),
      ),
      atMost(`${name}: the panels' error`, panels.error, 2e-7 * (i % 9 === 1 ? 3 : Math.abs(truth))),
    ];
  }).flat();

/** Between its breakpoints, on a bounded range. */
const isSmooth = (kind: number): boolean => [1, 2, 3, 5].includes(kind % 9);

/** A rule of n points is exact to degree 2n - 1 and not beyond; Kronrod's of 2n + 1 points to 3n + 1. */
const rules = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 100 }, (random): NumericInstance[] => {
    const n = [1 + random.integer(12), 1 + random.integer(300)][random.integer(2)]!;
    const { nodes, weights } = gaussLegendre(n);
    const degree = 2 * n - 1 - random.integer(Math.min(2 * n, 20));
    const moment = (k: number): number => (k % 2 === 1 ? 0 : 2 / (k + 1));
    const sum = (k: number): number => nodes.reduce((total, x, i) => total + weights[i]! * x ** k, 0);
    const points = ([7, 15, 21] as const)[random.integer(3)]!;
    const rule = gaussKronrod(points);
    const even = 2 * random.integer(Math.floor((3 * ((points - 1) / 2) + 2) / 2));
    const odd = (weight: Float64Array, k: number): number =>
      rule.nodes.reduce((total, x, i) => total + (i === 0 ? 1 : 2) * weight[i]! * x ** k, 0) - (rule.nodes[0] === 0 ? 0 : 1); // prettier-ignore
    const values = [1, 2, 3, 4, 5].map(() => 4 * random.uniform() - 2);
    const xs = values.map((_, i) => i + 0.5 * random.uniform());
    const cubic = (x: number): number => values[0]! + values[1]! * x + values[2]! * x ** 2 + values[3]! * x ** 3;
    const size = values.reduce((total, v) => total + Math.abs(v) * 600, 1);
    const interpolated = lagrange(xs, xs.map(cubic), 6 * random.uniform() - 1, 1, 5);
    const where = 6 * random.uniform() - 1;
    return [
      agrees(`${n} points of Gauss: x^${degree}`, 1 + sum(degree), 1 + moment(degree), 1e-13),
      ...(n < 40
        ? [isTrue(`${n} points of Gauss: not x^${2 * n}`, Math.abs(sum(2 * n) / moment(2 * n) - 1) > 1e-30)]
        : []),
      agrees(`${points} points of Kronrod: x^${even}`, 1 + odd(Float64Array.from(rule.kronrod), even), 1 + moment(even), 1e-14), // prettier-ignore
      isTrue('finite', Number.isFinite(interpolated)),
      atMost('Lagrange on a cubic', Math.abs(lagrange(xs, xs.map(cubic), where, 1, 5) - cubic(where)), 0, 1e-12 * size),
    ];
  }).flat();

const roots = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 600 }, (random, i): NumericInstance[] => {
    const at = between(random, 1e-6, 1e3);
    const steep = between(random, 0.05, 40);
    const sign = random.sign();
    const f = [
      (x: number): number => sign * (x ** 3 - at ** 3),
      (x: number): number => sign * Math.tanh(steep * (x / at - 1)),
      (x: number): number => sign * (x < at ? -1 : 1),
      (x: number): number => sign * (x === 0 ? -Infinity : Math.log(x / at)),
      (x: number): number => sign * Math.expm1(steep * (x - at) * (x > at ? 1e-3 : 1)),
    ][i % 5]!;
    const high = at * (1 + between(random, 1e-3, 1e3));
    const tolerance = [0, 1e-3, 1e-7][random.integer(3)]!;
    const options = tolerance === 0 ? {} : { relativeTolerance: tolerance };
    const found = sign > 0 ? findRoot(f, 0, high, options) : findRoot(f, high, 0, options);
    const label = `root ${i % 5} at ${at}`;
    const dip = at * (1 + 3 * random.uniform());
    const golden = { steps: 90, tolerance: 1e-9 * Math.min(1, at) };
    const least = goldenMinimum((x) => Math.abs(x - dip) ** 1.5, 0, 5 * at, golden);
    const most = goldenMaximum((x) => -Math.abs(x - dip), 0, 5 * at, golden);
    const table = chebyshevTable((x) => logGamma(1 + x), 0, 1 + at, 4, 0.1);
    const x = (1 + at) * random.uniform();
    return [
      isTrue(`${label}: in its bracket`, found.lower <= found.root && found.root <= found.upper),
      atMost(`${label}: from below`, found.lower, at, 4e-16 * at),
      atMost(`${label}: from above`, at, found.upper, 4e-16 * at),
      atMost(`${label}: narrow`, found.upper - found.lower, Math.max(tolerance, 1e-15) * 1.1 * at),
      atMost(`${label}: the dip`, Math.abs(least.x - dip), 1e-6 * at),
      atMost(`${label}: the peak`, Math.abs(most.x - dip), 1e-6 * at),
      isTrue(`${label}: the value there`, most.value === -Math.abs(most.x - dip) && most.low <= most.x && most.x <= most.high), // prettier-ignore
      atMost('table of log Gamma', Math.abs(table(x) - logGamma(1 + x)), 0, 1e-12 * (1 + Math.abs(logGamma(1 + x)))),
    ];
  }).flat();

/** Transforms against their sums, powers of laws against plain convolution. */
const transforms = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 60 }, (random): NumericInstance[] => {
    const size = 2 ** (1 + random.integer(6));
    const [re, im] = [0, 1].map(() => Float64Array.from({ length: size }, () => random.uniform() - 0.5)) as [Float64Array, Float64Array]; // prettier-ignore
    const sign = random.sign();
    const [a, b] = [re.slice(), im.slice()];
    transform(a, b, sign);
    const k = random.integer(size);
    let [x, y] = [0, 0];
    for (let n = 0; n < size; n++) {
      const [c, s] = [Math.cos((2 * Math.PI * n * k) / size), sign * Math.sin((2 * Math.PI * n * k) / size)];
      x += re[n]! * c - im[n]! * s;
      y += re[n]! * s + im[n]! * c;
    }
    const terms = Array.from({ length: 1 + random.integer(3) }, () => {
      const raw = Array.from({ length: 1 + random.integer(5) }, () => random.uniform());
      const whole = raw.reduce((sum, w) => sum + w, 0);
      return {
        weights: Float64Array.from(raw, (w) => w / whole),
        offset: random.integer(4),
        count: 1 + random.integer(4),
      };
    });
    let law = new Map([[0, 1]]);
    for (const { weights, offset, count } of terms)
      for (let copy = 0; copy < count; copy++) {
        const next = new Map<number, number>();
        for (const [at, mass] of law)
          weights.forEach((w, i) => next.set(at + i - offset, (next.get(at + i - offset) ?? 0) + w * mass));
        law = next;
      }
    const period = 32;
    const wrapped = new Float64Array(period);
    for (const [at, mass] of law) wrapped[((at % period) + period) % period]! += mass;
    const found = convolutionPower(terms, period);
    return [
      atMost(`transform of ${size} points, ${k}`, Math.hypot(a[k]! - x, b[k]! - y), 0, 1e-14 * size),
      ...Array.from(wrapped, (mass, at) => atMost(`a law of a sum at ${at}`, Math.abs(found[at]! - mass), 0, 2e-15)),
    ];
  }).flat();

/** Small integer matrices, also singular ones, against fractions. */
const matrices = (context: EvidenceContext): NumericInstance[] =>
  draws(context, { quick: 1, full: 300 }, (random): NumericInstance[] => {
    const n = 1 + random.integer(7);
    const matrix = Array.from({ length: n }, () => Array.from({ length: n }, () => random.integer(19) - 9));
    if (n > 1 && random.integer(6) === 0) matrix[n - 1] = matrix[0]!.map((x) => 2 * x);
    const fractions = matrix.map((row) => row.map((x) => ratio(x)));
    const right = Array.from({ length: n }, () => random.integer(19) - 9);
    const truth = toDouble(exactDeterminant(fractions));
    const label = `a matrix of R^${n}, determinant ${truth}`;
    const size = 1e-13 * 10 ** n;
    const symmetric = matrix.map((row, i) => row.map((x, j) => x + matrix[j]![i]!));
    const { values, vectors } = symmetricEigen(symmetric);
    const vector = Array.from({ length: n }, () => random.integer(9) - 4);
    const norm = euclideanNorm(vector.map((x) => x * 1e200));
    const out = [
      atMost(`${label}: determinant`, Math.abs(determinant(matrix) - truth), 0, size),
      agrees(`${label}: rank`, rank(fractions) === n ? 1 : 0, truth === 0 ? 0 : 1, 0),
      agrees(`${label}: a long vector`, norm / 1e200, Math.sqrt(vector.reduce((s, x) => s + x * x, 0)), 1e-14),
      ...multiplyTransposed(matrix, vector).map((x, i) =>
        agrees(
          `${label}: transposed`,
          x,
          transpose(matrix)[i]!.reduce((s, a, j) => s + a * vector[j]!, 0),
          0,
        ),
      ),
      agrees(`${label}: trace`, 1e3 + values.reduce((s, x) => s + x, 0), 1e3 + symmetric.reduce((s, row, i) => s + row[i]!, 0), 1e-12), // prettier-ignore
      isTrue(
        `${label}: eigenvalues rise`,
        values.every((x, i) => i === 0 || x >= values[i - 1]!),
      ),
      ...vectors.flatMap((v, i) =>
        multiplyVector(symmetric, v).map((x, j) =>
          atMost(`${label}: eigenvector ${i}`, Math.abs(x - values[i]! * v[j]!), 0, 1e-11),
        ),
      ),
      ...vectors.flatMap((v, i) =>
        vectors.map((w, j) =>
          atMost(
            `${label}: orthonormal`,
            Math.abs(v.reduce((s, x, m) => s + x * w[m]!, 0) - (i === j ? 1 : 0)),
            0,
            1e-12,
          ),
        ),
      ),
    ];
    if (truth === 0) return out;
    const solution = exactSolve(
      fractions,
      right.map((x) => ratio(x)),
    )!.map(toDouble);
    const product = multiply(matrix, inverse(matrix)!);
    return [
      ...out,
      atMost(`${label}: log`, Math.abs(logAbsDeterminant(matrix) - Math.log(Math.abs(truth))), 0, size),
      ...solve(matrix, right)!.map((x, i) => atMost(`${label}: solution`, Math.abs(x - solution[i]!), 0, 1e-9 * (1 + Math.max(...solution.map(Math.abs))))), // prettier-ignore
      ...product.flatMap((row, i) =>
        row.map((x, j) => atMost(`${label}: inverse`, Math.abs(x - (i === j ? 1 : 0)), 0, 1e-8)),
      ),
    ];
  }).flat();

const LAWS: readonly {
  readonly name: string;
  readonly draw: (r: RandomStream) => number;
  readonly law: (x: number) => number;
}[] = [
  // prettier-ignore
  { name: 'uniform', draw: (r) => r.uniform(), law: (x) => x },
  { name: 'uniform, open', draw: (r) => r.uniformOpen(), law: (x) => x },
  { name: 'normal', draw: (r) => r.normal(), law: (x) => 0.5 * (1 + erf(x / Math.SQRT2)) },
  { name: 'sum of two normals', draw: (r) => (r.normal() + r.normal()) / Math.SQRT2, law: (x) => normalCdf(x) },
  { name: 'exponential', draw: (r) => r.exponential(), law: (x) => -Math.expm1(-x) },
  ...[0.05, 0.7, 1, 3.5, 1536, 150_528].map((shape) => ({
    name: `gamma(${shape})`,
    draw: (r: RandomStream) => r.gamma(shape),
    law: (x: number) => gammaCdf(x, shape),
  })),
];

/** The laws of the stream: their distribution functions, signs and integers. */
function streams({ seed, effort }: EvidenceContext): StatisticalTest[] {
  const samples = effort === 'full' ? 60_000 : 300;
  const laws = effort === 'full' ? LAWS : LAWS.slice(0, 1);
  const tests = laws.map(({ name, draw, law }, i): StatisticalTest => {
    const random = randomStream(seed, 1 + i);
    const sorted = Float64Array.from({ length: samples }, () => draw(random)).sort();
    const distance = sorted.reduce((most, x, k) => Math.max(most, law(x) - k / samples, (k + 1) / samples - law(x)), 0);
    return { test: 'dkw', label: `${name}: ${samples} draws`, distance, samples };
  });
  const random = randomStream(seed, 99);
  const faces = 3 + random.integer(9);
  const hits = new Array<number>(faces).fill(0);
  let [positive, equal] = [0, 0];
  let last = 0;
  for (let i = 0; i < samples; i++) {
    hits[random.integer(faces)]!++;
    const sign = random.sign();
    if (sign > 0) positive++;
    if (i % 2 === 1 && sign === last) equal++;
    last = sign;
  }
  const fair = (label: string, count: number, trials: number, p: number): StatisticalTest => ({
    test: 'binomial',
    label,
    hits: count,
    trials,
    lower: p,
    upper: p,
  });
  return [
    ...tests,
    fair('signs', positive, samples, 0.5),
    fair('pairs of signs', equal, Math.floor(samples / 2), 0.5),
    ...hits.map((count, face) => fair(`an integer below ${faces} is ${face}`, count, samples, 1 / faces)),
  ];
}

/** Of the claim about densities enclosed. */
export const analysisPart: ImplementationPart = {
  id: 'library-analysis',
  about: 'implementation',
  implements: ['cells'],
  statement:
    'Integrals lie within the error that is said of them, brackets hold their roots, rules of quadrature are exact to their degree; transforms, powers of laws and matrices are those of plain sums and fractions; the random stream has the laws that it says.',
  evidence: [
    numerically('integrals with formulas; the error said, and 1e-14, beside a peak 1e-12', integrals),
    numerically('rules, interpolation, roots, dips and tables; rounding, 1e-12 or the bracket', (context) => [
      ...rules(context),
      ...roots(context),
    ]),
    numerically('transforms and matrices; rounding', (context) => [...transforms(context), ...matrices(context)]),
    sampled('60,000 draws of each law at full, 300 of one at quick', 1e-11, streams),
  ],
};
