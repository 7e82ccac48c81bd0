/**
 * Enclosures of planar densities beside closed forms. Each comparison says that an end is on its side of the truth,
 * which the kernel encloses: `upper >= truth`, and `-lower >= -truth`. A variant forgets one thing that makes the ends
 * ends.
 */
import { library } from '../src/checker/index.ts';
import type { EnclosedInstance } from '../src/checker/claim.ts';
import {
  apply,
  div,
  exp,
  inv,
  mul,
  neg,
  pi,
  rational,
  toExpression,
  type Expression,
  type Operand,
} from '../src/checker/expression.ts';
import { CellTree } from '../src/formula/cells/cell-tree.ts';
import { Cells, MEAN_AT } from '../src/formula/cells/cells.ts';
import { exteriorOf } from '../src/formula/cells/exterior.ts';
import { Jets } from '../src/formula/cells/jets.ts';
import { Refinement } from '../src/formula/cells/refinement.ts';
import { parseFormula } from '../src/formula/parse.ts';
import { lpAdversary } from '../src/geometry/adversary.ts';
import { directionNet } from '../src/geometry/functionals/direction-net.ts';
import { DensityEnclosure, enclosable, type Enclosable } from '../src/noise/density/enclosure.ts';
import { densityRateBound } from '../src/noise/rate/density.ts';
import { toRational } from '../src/numeric/algebra/rational.ts';
import { randomStream } from '../src/numeric/random/random-stream.ts';

const NAMES = ['x1', 'x2'];
/** A normal density with correlated coordinates: even, but not in each of them. */
const NORMAL = 'exp(-x1^2-x1*x2-x2^2)';
/** Tails like |x|^-6. */
const POWER = '1/(1+x1^2+x2^2)^3';
/** Kinks. */
const TENT = 'exp(-max(abs(x1),2*abs(x2)))';
const CELLS = 300;
const GUESS = { scales: Float64Array.of(1, 1), innerRadius: 0.25, radius: 4, logMass: 0 };

const sqrt = (x: Operand): Expression => apply('sqrt', x);

/** low <= truth <= high. */
function within(label: string, [low, high]: readonly [number, number], truth: Operand): EnclosedInstance[] {
  const expression = toExpression(truth);
  const exact = { relation: 'at-least', at: {}, tolerance: '0' } as const;
  return [
    { ...exact, label: `${label}, from above`, value: high, expression },
    { ...exact, label: `${label}, from below`, value: -low, expression: neg(expression) },
  ];
}

function ground(text: string): Enclosable {
  const found = enclosable(parseFormula(text, NAMES, 'density'), GUESS);
  if ('reason' in found) throw new Error(`${text}: ${found.reason}`);
  return found;
}

const enclosed = (of: Enclosable, p: number): DensityEnclosure =>
  new DensityEnclosure(of, directionNet(lpAdversary(p, 2)), CELLS);

/** Taken for even in each coordinate. */
function taken(text: string): Enclosable {
  const of = ground(text);
  return { ...of, symmetry: { ...of.symmetry, mirrored: true } };
}

const known = new Map<string, DensityEnclosure>();

/** As the library makes it; made once. */
function whole(text: string, p: number): DensityEnclosure {
  const key = `${text} ${p}`;
  const found = known.get(key) ?? enclosed(ground(text), p);
  known.set(key, found);
  return found;
}

/** Values at points: as wide as their rounding; `widened` false takes what was computed for exact. */
export const atPoints = (widened = true): ReturnType<typeof library> =>
  library('six points with coordinates in eighths', () => {
    const jets = new Jets(parseFormula(NORMAL, NAMES, 'density').root, 2, 1);
    const out = new Float64Array(2 * jets.size);
    return [
      [1, 2],
      [3, 1],
      [5, -3],
      [7, 4],
      [2, 9],
      [11, -5],
    ].flatMap(([a, b]) => {
      const x = [a! / 8, b! / 8];
      jets.over(x, x, out, 0);
      const value = exp(neg(rational(a! * a! + a! * b! + b! * b!, 64)));
      const slope = mul(neg(rational(2 * a! + b!, 8)), value);
      const pair = (k: number): readonly [number, number] => {
        const [low, high] = [out[2 * k]!, out[2 * k + 1]!];
        const middle = 0.5 * (low + high);
        return widened ? [low, high] : [middle, middle];
      };
      return [...within(`q at (${a}/8, ${b}/8)`, pair(0), value), ...within('its slope', pair(1), slope)];
    });
  });

/**
 * Means over drawn boxes where an end of the enclosure is the mean itself: tents with their top or foot in the middle,
 * a|x1 - c1| + b|x2 - c2| whose mean is (a h1 + b h2)/2, and a x1^2 + b x2^2, whose mean is the value there and (a h1^2
 * + b h2^2)/3. `share` of the way from the value in the middle to either end is a variant.
 */
export const overBoxes = (share = 1): ReturnType<typeof library> =>
  library('tents over boxes around their kink, and paraboloids', ({ seed, effort }) => {
    const random = randomStream(seed);
    return Array.from({ length: effort === 'quick' ? 6 : 100 }, (): EnclosedInstance[] => {
      const [a, b] = [1 + random.integer(9), 1 + random.integer(9)];
      const centre = [random.integer(65) / 8 - 4, random.integer(65) / 8 - 4] as const;
      const half = [2 ** -random.integer(12), 2 ** -random.integer(12)] as const;
      const top = 2 * (a + b);
      const tent = `${a}*abs(x1-(${centre[0]}))`;
      const other = `${b}*abs(x2-(${centre[1]}))`;
      const spread = (a * half[0] + b * half[1]) / 2;
      const squares = toRational(a * half[0] ** 2 + b * half[1] ** 2).div(3);
      const level = a * centre[0] ** 2 + b * centre[1] ** 2;
      return [
        [`${top}+${tent}+${other}`, top, toRational(spread)] as const,
        [`${top}-${tent}-${other}`, top, toRational(-spread)] as const,
        [`${a}*x1^2+${b}*x2^2`, level, squares] as const,
      ].flatMap(([text, middle, more]) => {
        const cells = new Cells(parseFormula(text, NAMES, 'density').root, 2, 16, 1, null);
        const edges = (side: number): number[] => centre.map((c, i) => c + side * half[i]!);
        const k = cells.add(edges(-1), edges(1));
        const end = (of: number): number => middle + share * (of - middle);
        const ends = [end(cells.low(k, MEAN_AT)), end(cells.high(k, MEAN_AT))] as const;
        const mean = toRational(middle).add(more);
        return within(`${text}, half widths ${half.join(', ')}`, ends, rational(mean.s * mean.n, mean.d));
      });
    }).flat();
  });

/** The integral of the normal density cell by cell; `dropped` leaves out the heaviest cell. */
export const overCells = (dropped = false): ReturnType<typeof library> =>
  library('a normal density, pi/sqrt(3/4)', () => {
    const { expression, halfSize, exterior } = ground(NORMAL);
    const tree = new CellTree(expression.root, halfSize, false, [1, 1]);
    const refinement = new Refinement(tree, false);
    refinement.ask([]);
    // So many that the width is below the mass of the heaviest one.
    refinement.upTo(4 * CELLS);
    const { cells } = tree;
    const mass = Array.from({ length: cells.count }, (_, k) => tree.volume(k) * cells.high(k, MEAN_AT));
    const left = dropped ? mass.indexOf(Math.max(...mass)) : -1;
    let [low, high] = [0, exterior.mass];
    for (let k = 0; k < cells.count; k++) {
      if (k === left) continue;
      low += tree.volume(k) * cells.low(k, MEAN_AT);
      high += mass[k]!;
    }
    // Sums of this many doubles, far above their rounding.
    return within('the integral', [low * (1 - 1e-9), high * (1 + 1e-9)], div(mul(2, pi), sqrt(3)));
  });

/** A box from which some of the mass of a heavy tail is left out; `forgotten` takes it for nothing. */
export const withTails = (forgotten = false): ReturnType<typeof library> =>
  library('1/(1 + |x|^2)^3 on [-2, 2]^2', () => {
    const expression = parseFormula(POWER, NAMES, 'density');
    const shape = { logConcave: false, quasiConcave: true, mirrored: true };
    const halfSize = 2;
    const bound = exteriorOf(expression.root, 2, halfSize, shape);
    if (bound === null) throw new Error('no tail');
    const exterior = forgotten ? { ...bound, mass: 0, squares: 0, slopes: 0, levels: 0, logs: 0 } : bound;
    const symmetry = { even: true, mirrored: true, swaps: [[1, 0]] };
    const found = enclosed({ expression, guess: GUESS, shape, symmetry, halfSize, exterior }, 1);
    return [
      ...within('the integral', found.mass, div(pi, 2)),
      // |{q > t}| = pi (t^(-1/3) - 1) where the peak is 1, and the integral of its root 3 pi^(3/2)/16.
      ...within('J', found.levels, div(mul(3, sqrt(pi)), 8)),
      ...within('the variance', found.variance, rational(1, 2)),
      ...within('Phi(1/2) against l1', found.half, rational(3, 4)),
    ];
  });

/** Phi(1/2) of the normal density; `fourfold` takes it for even in each coordinate. */
export const slopes = (fourfold = false): ReturnType<typeof library> =>
  library('a normal density with correlated coordinates, and one with kinks', () => {
    const half = (p: number): readonly [number, number] =>
      (fourfold ? enclosed(taken(NORMAL), p) : whole(NORMAL, p)).half;
    return [
      ...within('normal, Phi(1/2) against l1', half(1), inv(sqrt(pi))),
      ...within('normal, Phi(1/2) against linf', half(Infinity), sqrt(div(3, pi))),
      ...within('kinks, Phi(1/2) against l1', whole(TENT, 1).half, rational(1, 2)),
    ];
  });

/** J = int |{q > t}|^(1/2) dt; `fourfold` takes the normal density for even in each coordinate. */
export const levels = (fourfold = false): ReturnType<typeof library> =>
  library('ellipses and rectangles', () => {
    const normal = fourfold ? enclosed(taken(NORMAL), 1) : whole(NORMAL, 1);
    return [
      ...within('normal, J', normal.levels, div(sqrt(div(sqrt(3), 2)), 2)),
      // |{q > t}| = 2 log(1/t)^2, and the integral is 4.
      ...within('kinks, J', whole(TENT, 1).levels, div(sqrt(2), 4)),
    ];
  });

/**
 * Certified radii of the normal density, whose exact one against l1 is Phi^-1(rho)/sqrt 2; `straight` takes Phi for the
 * line from 0 to Phi(1/2), as it is of Laplace noise.
 */
export const radii = (straight = false): ReturnType<typeof library> =>
  library('radii below the exact ones', () => {
    const bound = densityRateBound({ against: () => whole(NORMAL, 1) }, 1, lpAdversary(1, 2));
    if (bound === null) throw new Error('no bound');
    return [60, 90, 99].map((percent): EnclosedInstance => {
      // Not below 1 - rho.
      const tail = 1 - percent / 100 + 1e-15;
      const radius = straight ? -Math.log(2 * tail) / (2 * whole(NORMAL, 1).half[1]) : bound.radius(tail);
      return {
        label: `rho = ${percent} %`,
        value: -radius,
        relation: 'at-least',
        expression: neg(div(apply('normalQuantile', rational(percent, 100)), sqrt(2))),
        at: {},
        tolerance: '0',
      };
    });
  });
