/**
 * W2. Volume of the crystal, by routes that share nothing: the zonotope formula 2^d sum_{|I|=d} |det G_I|, the
 * triangulation of the hull, and the mean determinant |W| = (2^d/d!) E|det(Y_1, ..., Y_d)|, Y_i independent extreme
 * points.
 *
 * The last is the first, read as an expectation: d-tuples of distinct generators each come d! times, and a tuple with a
 * repetition has determinant 0. For the cube it is the mean absolute determinant of sign matrices, and since a sign
 * matrix of order d has the determinants 2^{d-1} det of a 0-1 matrix of order d - 1, |W| = 2, 2, 15/8, 105/64 for d =
 * 2, 3, 4, 5.
 */
import { lpAdversary } from '../../src/geometry/adversary.ts';
import { alternatives, exactly, sampled, numerically, identity } from '../../src/checker/index.ts';
import type {
  Claim,
  Evidence,
  EvidenceContext,
  ExactInstance,
  NumericInstance,
  StatisticalTest,
} from '../../src/checker/claim.ts';
import { apply, div, mul, pi, pow, rational, type Expression } from '../../src/checker/expression.ts';
import { exactVolume } from '../../src/geometry/exact/exact-measure.ts';
import { exactZonotope, exactZonotopeVolume } from '../../src/geometry/exact/exact-zonotope.ts';
import { signDeterminantEnclosure } from '../../src/geometry/functionals/sign-determinant.ts';
import { wulffCrystal } from '../../src/geometry/bodies/wulff-crystal.ts';
import { determinant as floatDeterminant } from '../../src/numeric/algebra/linear-algebra.ts';
import { determinant } from '../../src/numeric/algebra/rational-linear-algebra.ts';
import { randomStream } from '../../src/numeric/random/random-stream.ts';
import { ratio, toDouble, type Rational } from '../../src/numeric/algebra/rational.ts';
import { cubeVolume, factorial, power } from '../vocabulary/level-volumes.ts';
import {
  axes,
  crystalGenerators,
  diagonals,
  hullOfSignSums,
  mean,
  randomGenerators,
  zonotopeVolume,
  type RationalVector,
} from '../vocabulary/rational-bodies.ts';
import { fourthMomentRatio } from './wulff-efficiency.ts';

const gamma = (x: Expression): Expression => apply('gamma', x);

/** E|det| over all d-tuples of the vectors, repetitions included. */
function meanDeterminant(V: readonly RationalVector[]): Rational {
  const d = V[0]!.length;
  let tuples: RationalVector[][] = [[]];
  for (let k = 0; k < d; k++) tuples = tuples.flatMap((tuple) => V.map((v) => [...tuple, v]));
  return mean(tuples.map((tuple) => determinant(tuple).abs()));
}

/** Sum of |det| over all 0-1 matrices of order n. */
function sumOverZeroOneMatrices(n: number): bigint {
  let sum = 0;
  for (let bits = 0; bits < 2 ** (n * n); bits++) {
    const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (bits >> (n * i + j)) & 1));
    sum += Math.abs(integerDeterminant(rows));
  }
  return BigInt(sum);
}

/** Cofactor expansion: exact in doubles for these sizes. */
function integerDeterminant(rows: readonly (readonly number[])[]): number {
  if (rows.length === 0) return 1;
  return rows[0]!.reduce((sum, x, j) => {
    if (x === 0) return sum;
    const minor = integerDeterminant(rows.slice(1).map((row) => row.filter((_, k) => k !== j)));
    return sum + (j % 2 === 0 ? x : -x) * minor;
  }, 0);
}

/** |W| of the cube of R^d. */
const CUBE_CRYSTAL_VOLUMES = new Map([
  [2, ratio(2)],
  [3, ratio(2)],
  [4, ratio(15, 8)],
  [5, ratio(105, 64)],
]);

const zonoidVolume = (meanDet: Rational, d: number): Rational => meanDet.mul(cubeVolume(d)).div(factorial(d));

function* cubeCrystals(): Generator<ExactInstance> {
  for (const [d, volume] of CUBE_CRYSTAL_VOLUMES) {
    const label = `crystal of the cube, d = ${d}`;
    const generators = crystalGenerators(diagonals(d));
    yield { label: `${label}: sum of determinants`, left: zonotopeVolume(generators), relation: '=', right: volume };
    const signMean = ratio(sumOverZeroOneMatrices(d - 1) * 2n ** BigInt(d - 1), 2n ** BigInt((d - 1) * (d - 1)));
    yield {
      label: `${label}: 0-1 matrices of order ${d - 1}`,
      left: zonoidVolume(signMean, d),
      relation: '=',
      right: volume,
    };
    if (d <= 4) {
      yield {
        label: `${label}: all tuples of sign vectors`,
        left: zonoidVolume(meanDeterminant(diagonals(d)), d),
        relation: '=',
        right: volume,
      };
      yield {
        label: `${label}: triangulated hull`,
        left: exactVolume(hullOfSignSums(generators)),
        relation: '=',
        right: volume,
      };
    }
    // Moments: d!/c_d <= (E|det|)^2 <= d!, the bounds used where E|det| is not computed.
    const square = power(signMean, 2);
    yield { label: `${label}: (E|det|)^2 against d!`, left: square, relation: '<=', right: factorial(d) };
    yield {
      label: `${label}: (E|det|)^2 against d!/c_d`,
      left: square,
      relation: '>=',
      right: factorial(d).div(fourthMomentRatio(d)),
    };
  }
}

function* randomCrystals({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 12 : 120); i++) {
    const d = 2 + (i % 3);
    const V = randomGenerators(random, d, d + random.integer(3));
    const volume = zonotopeVolume(crystalGenerators(V));
    const label = `crystal of ${V.length} pairs in R^${d}`;
    yield {
      label: `${label}: triangulated hull`,
      left: exactVolume(hullOfSignSums(crystalGenerators(V))),
      relation: '=',
      right: volume,
    };
    if (V.length ** d <= 700) {
      yield {
        label: `${label}: mean determinant`,
        left: zonoidVolume(meanDeterminant(V), d),
        relation: '=',
        right: volume,
      };
    }
  }
}

function* libraryVolumes(): Generator<NumericInstance> {
  for (const [d, volume] of CUBE_CRYSTAL_VOLUMES) {
    yield {
      label: `library: volume of the crystal of the cube, d = ${d}`,
      left: Math.exp(wulffCrystal(lpAdversary(Infinity, d)).logVolume!().value),
      relation: '=',
      right: toDouble(volume),
      tolerance: 1e-12,
    };
  }
  for (const [d, volume] of CUBE_CRYSTAL_VOLUMES) {
    const { lower, upper } = signDeterminantEnclosure(d);
    const label = `library: moment bounds of log |W|, d = ${d}`;
    yield { label, left: lower, relation: '<=', right: Math.log(toDouble(volume)), tolerance: 0 };
    yield { label, left: upper, relation: '>=', right: Math.log(toDouble(volume)), tolerance: 0 };
  }
  // Without lists: |W| = 2^d sqrt(1/d!) from above, and 1/sqrt(c_d) of that from below.
  for (const d of [10, 50]) {
    const roof = d * Math.LN2 - Math.log(toDouble(factorial(d))) / 2;
    const { lower, upper } = wulffCrystal(lpAdversary(Infinity, d)).logVolume!();
    const floor = roof - Math.log(toDouble(fourthMomentRatio(d))) / 2;
    yield { label: `library: log |W| from above, d = ${d}`, left: upper, relation: '=', right: roof, tolerance: 1e-9 };
    yield { label: `library: log |W| from below, d = ${d}`, left: lower, relation: '=', right: floor, tolerance: 1e-9 };
  }
  for (const d of [2, 3, 4, 5, 10]) {
    yield {
      label: `library: volume of the crystal of l1, d = ${d}`,
      left: Math.exp(wulffCrystal(lpAdversary(1, d)).logVolume!().value),
      relation: '=',
      right: (2 / d) ** d,
      tolerance: 1e-12,
    };
  }
}

/** The library's zonotope volume and hull, on random generators, against the hull of all sign sums. */
function* libraryZonotopes({ seed, effort }: EvidenceContext): Generator<ExactInstance> {
  const random = randomStream(seed);
  for (let i = 0; i < (effort === 'quick' ? 9 : 90); i++) {
    const d = 2 + (i % 3);
    const generators = randomGenerators(random, d, d + random.integer(3));
    const volume = exactVolume(hullOfSignSums(generators));
    const label = `library: zonotope of ${generators.length} generators in R^${d}`;
    yield { label: `${label}, volume`, left: exactZonotopeVolume(generators), relation: '=', right: volume };
    yield { label: `${label}, hull`, left: exactVolume(exactZonotope(generators)), relation: '=', right: volume };
  }
}

/** E chi_k = sqrt 2 Gamma((k+1)/2) / Gamma(k/2), without the sqrt 2. */
const meanChi = (k: number): Expression => div(gamma(rational(k + 1, 2)), gamma(rational(k, 2)));

/**
 * (2^d/d!) E|det| of d independent points of the sphere: a Gaussian matrix is the sphere's, each row times its own
 * chi_d, and its |det| is a product of independent chi_1, ..., chi_d (distances to the spans of the rows before).
 */
function sphereZonoidVolume(d: number): Expression {
  const chis = Array.from({ length: d }, (_, k) => meanChi(k + 1));
  return mul(rational(2n ** BigInt(d), factorial(d).n), ...chis, pow(meanChi(d), -d));
}

/** kappa_d r^d, r = E|Y_1| = Gamma(d/2) / (sqrt(pi) Gamma((d+1)/2)). */
function ballCrystalVolume(d: number): Expression {
  const radius = div(gamma(rational(d, 2)), mul(pow(pi, rational(1, 2)), gamma(rational(d + 1, 2))));
  return mul(pow(pi, rational(d, 2)), pow(gamma(rational(d + 2, 2)), -1), pow(radius, d));
}

/**
 * Independent sphere points: E|det| = 2/pi in the plane, pi/8 in space, the volumes of balls of radius 2/pi and 1/2.
 */
function sphereDeterminants({ seed, effort }: EvidenceContext): readonly StatisticalTest[] {
  const samples = effort === 'quick' ? 20_000 : 2_000_000;
  return [
    { d: 2, mean: 2 / Math.PI },
    { d: 3, mean: Math.PI / 8 },
  ].map(({ d, mean: expected }) => {
    const random = randomStream(seed, d);
    let sum = 0;
    for (let i = 0; i < samples; i++) {
      const rows = Array.from({ length: d }, () => {
        const x = Array.from({ length: d }, () => random.normal());
        const length = Math.hypot(...x);
        return x.map((c) => c / length);
      });
      sum += Math.abs(floatDeterminant(rows));
    }
    const slack = 1e-9;
    return {
      test: 'bounded-mean',
      label: `E|det| of ${d} points of the sphere of R^${d}`,
      mean: sum / samples,
      samples,
      range: 1,
      lower: expected - slack,
      upper: expected + slack,
    };
  });
}

const sphereIdentity = (d: number): Evidence =>
  identity(
    `d = ${d}: (2^d/d!) E|det| = kappa_d (E|Y_1|)^d, with E|det| = prod_k E chi_k / (E chi_d)^d`,
    [],
    sphereZonoidVolume(d),
    ballCrystalVolume(d),
  );

export const crystalVolume: Claim = {
  id: 'W2',
  title: 'The volume of the crystal',
  statement:
    'A zonotope $\\sum [-g_i, g_i]$ has volume $2^d \\sum_{|I| = d} |\\det G_I|$, and the crystal has $|W| = \\frac{2^d}{d!} E|\\det(Y_1, \\dots, Y_d)|$; for the cube it is $2, 2, \\frac{15}8, \\frac{105}{64}$ for $d = 2, 3, 4, 5$.',
  hypotheses: ['Y_i independent extreme points of the adversary'],
  source: 'derived here (MATH.md W2); values from FIELD-NOTES.md 1.5',
  axioms: ['zonotope-volume', 'sign-determinant-moments'],
  inWords: [
    'every $d$: the axioms; the parts check listed dimensions',
    '$E|\\det|$ of points of the sphere is a product of mean distances, $\\prod_k E\\chi_k/(E\\chi_d)^d$',
  ],
  parts: [
    {
      id: 'cube',
      statement: 'The crystal of the cube: determinants, 0-1 matrices, all tuples, triangulation.',
      evidence: [exactly('d = 2..5 (tuples and triangulation to d = 4)', cubeCrystals)],
    },
    {
      id: 'random',
      statement: 'Random crystals: determinants, all tuples, triangulation.',
      evidence: [exactly('d = 2, 3, 4', randomCrystals)],
    },
    {
      id: 'sphere',
      statement: 'The zonoid formula for the sphere: the determinants of random points give the volume of the ball.',
      evidence: [
        alternatives(
          [
            sphereIdentity(2),
            sampled('the mean determinant from samples against the typed one, d = 2, 3', 1e-10, sphereDeterminants),
          ],
          'the identity takes the mean determinant as a product of mean distances (in words); sampling measures it',
        ),
        ...[3, 4, 5].map(sphereIdentity),
      ],
    },
    {
      id: 'library',
      statement: "The library's volumes of crystals.",
      about: 'implementation',
      implements: ['cube', 'random'],
      evidence: [
        numerically('d = 2..5 and 10 within 1e-12; the moment bounds, d = 2..50', libraryVolumes),
        exactly('random zonotopes, d = 2, 3, 4', libraryZonotopes),
      ],
    },
  ],
  mutants: [
    {
      id: 'factorial-dropped',
      statement: '|W| = 2^d E|det|, the 1/d! forgotten.',
      evidence: exactly('l1, d = 2', () => [
        {
          label: 'crystal of l1, d = 2',
          left: meanDeterminant(axes(2)).mul(4),
          relation: '=',
          right: zonotopeVolume(crystalGenerators(axes(2))),
        },
      ]),
    },
    {
      id: 'power-of-two-dropped',
      statement: 'The zonotope sum [-g_i, g_i] has volume sum |det G_I|.',
      evidence: exactly('the square of side 2', () => [
        {
          label: 'sum [-e_i, e_i], d = 2',
          left: zonotopeVolume(axes(2)).div(4),
          relation: '=',
          right: exactVolume(hullOfSignSums(axes(2))),
        },
      ]),
    },
    {
      id: 'root-mean-square',
      statement: 'E|det| = sqrt(d!), the root mean square.',
      evidence: exactly('sign matrices, d = 2, 3', () =>
        [2, 3].map((d) => ({
          label: `sign matrices of order ${d}: (E|det|)^2 against d!`,
          left: power(meanDeterminant(diagonals(d)), 2),
          relation: '=' as const,
          right: factorial(d),
        })),
      ),
    },
  ],
};
