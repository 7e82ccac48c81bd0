/**
 * Radii that other programs computed to 18 digits and more (test/reference/radius): each route by itself and what is
 * handed out, alone and on a curve, at both ends of rho, at the edges of the parameters and up to d = 200,000.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { parseAdversary } from '../../src/geometry/adversary.ts';
import { canonicalNoise } from '../../src/noise/named/canonical.ts';
import { parseNoise } from '../../src/noise/spec.ts';
import { certifiedRadius, radiusCurve } from '../../src/radius/certified-radius.ts';
import { baseRoutes } from '../../src/radius/routes/base.ts';
import { cubeBetweenFormula } from '../../src/radius/routes/cube-lp.ts';
import { laplaceDiagonalFormula } from '../../src/radius/routes/neyman-pearson-laplace.ts';
import type { RadiusFormula } from '../../src/radius/routes/route.ts';
import { readProbability, type TopProbability } from '../../src/radius/top-probability.ts';
import { atMost, isTrue, oneIn } from '../vocabulary/comparisons.ts';
import extremes from './extreme-radii.json' with { type: 'json' };
import levelSets from './level-set-radii.json' with { type: 'json' };
import known from './radii.json' with { type: 'json' };
import routes from './route-radii.json' with { type: 'json' };

const UNIT = { lambda: 1 } as const;
/** Short of the truth by no more than this: rounding and quadrature are given away. */
const ALLOWANCE = 2.5e-10;

const at = (tail: string): TopProbability => readProbability({ tail: Number(tail) });

function grouped<T>(rows: readonly T[], key: (row: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

/** What is handed out as a radius and its upper end, around the truth. */
interface Ends {
  readonly radius: number;
  readonly upper: number | null;
  readonly exact: boolean;
}

function around(label: string, { radius, upper, exact }: Ends, truth: number, exactly: boolean, allowance: number) {
  const found: NumericInstance[] = [
    atMost(`${label}: not above`, radius, truth),
    atMost(`${label}: not far below`, truth * (1 - allowance), radius),
    isTrue(`${label}: called ${exactly ? 'exact' : 'not exact'}`, exact === exactly),
  ];
  if (upper === null) return [...found, isTrue(`${label}: no upper end only where it is not exact`, !exactly)];
  return [
    ...found,
    atMost(`${label}: the upper end`, truth, upper),
    ...(exactly ? [atMost(`${label}: the upper end is near`, upper, truth * (1 + allowance))] : []),
  ];
}

const both = (formula: RadiusFormula, tails: readonly string[]) => {
  const curve = formula.radii(tails.map(at));
  return tails.map((tail, i) => [formula.radii([at(tail)])[0]!, curve[i]!] as const);
};

const ofRoutes = (): NumericInstance[] =>
  grouped(routes.routes, ({ noise, dim, p }) => `${noise} ${dim} ${p}`).flatMap((rows) => {
    const { noise, dim, p } = rows[0]!;
    const norm = p === 'inf' ? Infinity : Number(p);
    const route = baseRoutes(canonicalNoise(parseNoise(noise, dim, UNIT))).find((one) => one.p === norm)!;
    const found = both(
      route,
      rows.map(({ tail }) => tail),
    );
    return rows.flatMap(({ tail, radius, exact }, i) =>
      found[i]!.flatMap((one) =>
        around(`${noise} against l${p}, d = ${dim}, 1 - rho = ${tail}`, one, Number(radius), exact, ALLOWANCE),
      ),
    );
  });

const ofCubes = (): NumericInstance[] =>
  grouped(routes.cubeBetween, ({ dim, p }) => `${dim} ${p}`).flatMap((rows) => {
    const { dim, p } = rows[0]!;
    const found = cubeBetweenFormula(dim, p, '').radii(rows.map(({ tail }) => at(tail)));
    return rows.flatMap(({ tail, radius }, i) =>
      around(`cube against lp:${p}, d = ${dim}, 1 - rho = ${tail}`, found[i]!, Number(radius), true, 1.01e-7),
    );
  });

/** What a curve of 13 points may lose of a radius, by dimension. */
const CONTINUED: Readonly<Record<number, number>> = { 2: 1.7e-5, 3: 9.2e-5, 5: 1.35e-4, 8: 1.9e-4 };

const ofDiagonals = (context: EvidenceContext): NumericInstance[] =>
  oneIn(
    context,
    4,
    grouped(routes.laplaceDiagonal, ({ dim }) => String(dim)),
  ).flatMap((rows) => {
    const { dim } = rows[0]!;
    const formula = laplaceDiagonalFormula(dim);
    const masses = [...rows.map(({ mass }) => mass), ...Array.from({ length: 9 }, (_, i) => String(0.47 * 0.6 ** i))];
    const curve = formula.radii(masses.map(at));
    return rows.flatMap(({ shift, mass }, i) => {
      const label = `laplace against linf, d = ${dim}, 1 - rho = ${mass}`;
      const [alone] = formula.radii([at(mass)]);
      return [
        atMost(`${label}: not above`, alone!.radius, shift),
        atMost(`${label}: not far below`, shift * (1 - 3.2e-7), alone!.radius),
        atMost(`${label}: the upper end`, shift, alone!.upper!),
        atMost(`${label}: on a curve, not above`, curve[i]!.radius, shift),
        atMost(`${label}: on a curve, not far below`, shift * (1 - CONTINUED[dim]!), curve[i]!.radius),
      ];
    });
  });

const ofDoors = (): NumericInstance[] =>
  grouped(known.differential, ({ noise, adversary, dim }) => `${noise} ${adversary} ${dim}`).flatMap((rows) => {
    const { noise, adversary, dim } = rows[0]!;
    const tails = rows.map(({ tail }) => ({ tail: Number(tail) }));
    const curve = radiusCurve(parseNoise(noise, dim, UNIT), parseAdversary(adversary, dim), tails, {
      method: 'differential',
    });
    return rows.flatMap(({ tail, radius, exact }, i) => {
      const label = `${noise} against ${adversary}, d = ${dim}, 1 - rho = ${tail}`;
      // An exact radius against another norm, converted, may beat the differential one.
      if (curve[i]!.method === 'conversion') return [atMost(label, Number(radius), curve[i]!.radius)];
      return around(label, curve[i]!, Number(radius), exact, ALLOWANCE);
    });
  });

const ofExtremes = (): NumericInstance[] =>
  extremes.flatMap(({ noise, dim, rho, radius, exact }) => {
    const truth = Number(radius);
    const label = `${noise} against l1, d = ${dim}, rho = ${rho}`;
    const found = certifiedRadius(parseNoise(noise, dim, UNIT), parseAdversary('l1', dim), rho, {
      method: 'differential',
    });
    // Total variation is then a bound below; other routes may go beyond.
    if (!exact) return [atMost(label, truth * (1 - 1e-9), found.radius)];
    return [
      atMost(`${label}: not above`, found.radius, truth),
      atMost(`${label}: not far below`, truth * (1 - 1e-9), found.radius),
      atMost(`${label}: the upper end`, truth, found.upper ?? NaN),
    ];
  });

/** Of the claim about the differential method. */
export const knownRadiiPart: ImplementationPart = {
  id: 'library-known-answers',
  about: 'implementation',
  implements: ['flow'],
  statement:
    'Radii that independent programs computed to 18 digits and more are met from below within $2.5\\cdot10^{-10}$, and so are upper ends and what is called exact: each route by itself and what is handed out, alone and on a curve.',
  evidence: [
    numerically(
      `${routes.routes.length} known answers by mpmath, each route by itself; the allowance for rounding`,
      ofRoutes,
    ),
    numerically(
      `${routes.cubeBetween.length} minima of the cube against l_p and ${routes.laplaceDiagonal.length} shifts of Laplace noise by other programs (quick: of one dimension); what a search may lose`,
      (context) => [...ofCubes(), ...ofDiagonals(context)],
    ),
    numerically(
      `${known.differential.length} known answers by mpmath as handed out, and ${extremes.length} at extreme parameters; the allowance for rounding`,
      () => [...ofDoors(), ...ofExtremes()],
    ),
  ],
};

const ofLevelSets = (context: EvidenceContext): NumericInstance[] =>
  oneIn(
    context,
    12,
    grouped(levelSets, ({ noise, dim }) => `${noise} ${dim}`),
  ).flatMap((rows) => {
    const { noise, dim } = rows[0]!;
    const tails = rows.map(({ mass }) => ({ tail: mass }));
    const curve = radiusCurve(parseNoise(noise, dim, UNIT), parseAdversary('l2', dim), tails, { method: 'level-set' });
    return rows.flatMap(({ shift, mass }, i) => {
      const { radius, upper } = curve[i]!;
      const label = `${noise}, d = ${dim}, 1 - rho = ${mass}`;
      return [
        atMost(`${label}: not above`, radius, shift * (1 + 1e-7)),
        atMost(`${label}: not far below`, shift * (1 - (mass < 1e-4 ? 1e-5 : 1e-6)), radius),
        ...(upper === null ? [] : [atMost(`${label}: the upper end`, shift * (1 - 1e-7), upper)]),
      ];
    });
  });

/** Of the claim about the level-set method. */
export const knownLevelSetRadiiPart: ImplementationPart = {
  id: 'library-known-answers',
  about: 'implementation',
  implements: ['solution'],
  statement:
    'Radii whose thresholds another quadrature found are met within $10^{-6}$, far out within $10^{-5}$, and upper ends lie above them.',
  evidence: [
    numerically(
      `${levelSets.length} known answers, j near d, heavy tails, d to 3072 (quick: one noise in 12); good themselves to about 1e-8`,
      ofLevelSets,
    ),
  ],
};
