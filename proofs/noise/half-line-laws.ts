/**
 * Laws on the half-line with density t^{m-1} f(t): everything the library encloses or computes of one, against plain
 * quadrature of the formula written again, for profiles with kinks, jumps, poles, waves, narrow bumps and heavy tails.
 * Ends lie on either side of the truth and near it.
 */
import {
  numerically,
  type EvidenceContext,
  type ImplementationPart,
  type NumericInstance,
} from '../../src/checker/index.ts';
import { parseFormula } from '../../src/formula/parse.ts';
import { checkNonincreasing } from '../../src/noise/level-set/monotone.ts';
import { integrateHalfLine } from '../../src/noise/half-line/integral.ts';
import { inverseTable } from '../../src/noise/half-line/inverse.ts';
import { halfLineLaw, type HalfLineLaw } from '../../src/noise/half-line/law.ts';
import { profileOf } from '../../src/noise/half-line/profile.ts';
import type { Estimate } from '../../src/numeric/estimate.ts';
import { integrate } from '../../src/numeric/quadrature/adaptive.ts';
import { randomStream, type RandomStream } from '../../src/numeric/random/random-stream.ts';
import { agrees, atFull, atMost, isTrue } from '../vocabulary/comparisons.ts';
import { between, draws } from '../vocabulary/drawn-links.ts';
import { PROFILES, type KnownProfile } from '../vocabulary/drawn-profiles.ts';

/** A bump that a quadrature may miss, which no bound rests on. */
const BUMP = 4;
/** Waves whose slope may come near to 0. */
const WAVE = 5;

/** int_0^end g, in pieces that a quadrature resolves; `turns` are other places to cut at. */
function plain(g: (t: number) => number, { knots, end }: KnownProfile, more: readonly number[] = []): number {
  const breakpoints = [
    ...knots,
    ...more,
    ...Array.from({ length: 15 }, (_, k) => (end * (k + 1)) / 16),
    end * 1e-3,
    end * 1e-6,
  ];
  return integrate(g, 0, end, { relativeTolerance: 1e-12, breakpoints, maxEvaluations: 60_000 }).value;
}

const enclosedBy = (
  label: string,
  { lower, upper }: Pick<Estimate, 'lower' | 'upper'>,
  truth: number,
  slack: number,
  width: number,
): NumericInstance[] => {
  const size = Math.max(Math.abs(truth), 1e-12);
  return [
    atMost(`${label}, from below`, lower, truth, slack * size),
    atMost(`${label}, from above`, truth, Math.min(upper, 1e300), slack * size),
    atMost(`${label}, width`, Math.min(upper, 1e300) - lower, width * size),
  ];
};

/** Integral, moments, distribution, quantiles, the mean of the logarithm. */
function numbersOf(random: RandomStream, index: number): NumericInstance[] {
  const known = PROFILES[index % PROFILES.length]!(random);
  const { f, text } = known;
  const m = [1, 1, 2, 3, 6][random.integer(5)]!;
  const law = halfLineLaw(profileOf(parseFormula(text, ['r'], 'drawn')), m);
  const label = `t^${m - 1} ${text}`;
  if ('finite' in law) return [isTrue(`${label}: ${law.detail}`, false)];
  const density = (t: number): number => t ** (m - 1) * f(t);
  const total = plain(density, known);
  const mean = (h: (t: number) => number): number => plain((t) => (t > 0 ? h(t) * density(t) : 0), known) / total;
  const truths = new Map([1, 2, 3].map((power) => [power, mean((t) => t ** power)]));
  const spread = truths.get(1)!;
  const logs = law.logIntegral();
  const out = [
    ...enclosedBy(
      `${label}: integral`,
      { lower: Math.exp(logs.lower), upper: Math.exp(logs.upper) },
      total,
      1e-9,
      1e-7,
    ),
    ...[...truths].flatMap(([power, truth]) =>
      enclosedBy(`${label}: moment ${power}`, law.moment(power), truth, 1e-8, 1e-6),
    ),
    ...(m > 1
      ? enclosedBy(
          `${label}: moment -1`,
          law.moment(-1),
          mean((t) => 1 / t),
          1e-8,
          1e-5,
        )
      : []),
  ];
  const logMean = law.enclosed.meanLog();
  const cut = known.end === known.knots[0];
  if (logMean !== null && !cut)
    out.push(
      ...enclosedBy(
        `${label}: E log f, and one`,
        { lower: logMean.lower - 100, upper: logMean.upper - 100 },
        mean((t) => (f(t) > 0 ? Math.log(f(t)) : 0)) - 100,
        1e-8,
        1e-5,
      ),
    );
  const quadrature = integrateHalfLine(law.profile.log, m, law.profile.knots);
  if (quadrature.finite && index % PROFILES.length !== BUMP)
    out.push(agrees(`${label}: integral by quadrature`, Math.exp(quadrature.logValue), total, 1e-9 + quadrature.error));
  const rule = law.rule();
  const byRule = rule.points.reduce((sum, t, i) => sum + rule.probabilities[i]! * Math.exp(-t / spread), 0);
  out.push(
    agrees(
      `${label}: E e^-T by the rule`,
      byRule,
      mean((t) => Math.exp(-t / spread)),
      1e-8,
    ),
  );
  const edge = law.enclosed.mass.cells.find(({ left }) => left > 0.3 * spread)!.left / spread;
  for (const share of [edge, 0.05, 0.7 * random.uniform() + 0.2, 1.5 + random.uniform()]) {
    const t = share * spread;
    const below = plain((u) => (u < t ? density(u) : 0), { ...known, end: Math.min(t, known.end) }) / total;
    if (!(below > 1e-9 && below < 1 - 1e-9)) continue;
    const [low, high] = law.enclosed.beyond(t);
    const slack = 1e-9;
    out.push(
      ...enclosedBy(
        `${label}: P(T > ${t})`,
        { lower: low, upper: high },
        1 - below,
        slack / (1 - below),
        // A cell with a kink is cut at t.
        0.05 / (1 - below),
      ),
      agrees(`${label}: P(T <= ${t})`, law.cdf(t), below, slack / below),
      agrees(`${label}: P(T > ${t}), quadrature`, law.cdf(t, 'upper'), 1 - below, slack / (1 - below)),
    );
    const back = law.quantile(below);
    const guess = law.quantile(1 - below, 'upper');
    const [least, most] = [
      law.enclosed.quantileFromBelow(1 - below, guess),
      law.enclosed.quantileFromAbove(1 - below, guess),
    ];
    const steep = Math.max(density(t) / total, 1e-6 / spread);
    const near = 1e-8 / steep + 1e-8 * t;
    if (f(t) > 1e-6 * f(0.5 * spread) && near < 1e-4 * t)
      out.push(
        agrees(`${label}: the quantile at ${below}`, back, t, near / t),
        agrees(`${label}: the same from above`, guess, t, near / t),
        atMost(`${label}: its lower end`, least, t, near),
        atMost(`${label}: its upper end`, t, most, near),
        atMost(`${label}: between them`, most - least, 1e-3 * t + near),
      );
    const between_ = law.enclosed.between(0.5 * t, t);
    const scale = 2 ** between_.scale;
    out.push(
      ...enclosedBy(
        `${label}: mass between`,
        { lower: between_.lower * scale, upper: between_.upper * scale },
        plain((u) => (u > 0.5 * t ? density(u) : 0), {
          ...known,
          knots: [...known.knots, 0.5 * t],
          end: Math.min(t, known.end),
        }),
        1e-8,
        0.5,
      ),
    );
  }
  return [...out, ...drawsOf(label, law, random)];
}

/** The table that draws: what it says it misses is no less than what a look at it shows. */
function drawsOf(label: string, law: HalfLineLaw, random: RandomStream): NumericInstance[] {
  let missed = 0;
  const us = [1e-4, 0.999, ...Array.from({ length: 60 }, () => random.uniformOpen())];
  const source = randomStream(1);
  let at = 0;
  source.uniformOpen = () => us[at]!;
  for (at = 0; at < us.length; at++) missed = Math.max(missed, Math.abs(law.cdf(law.draw(source)) - us[at]!));
  return [
    atMost(`${label}: draws miss what they say`, missed, law.drawError, 2e-12 + law.drawError),
    atMost(`${label}: draws`, law.drawError, 1e-6),
  ];
}

/** Where g changes its sign, between neighbours of a grid. */
const changesIn = (grid: readonly number[], g: (t: number) => number): number[] =>
  grid.slice(1).flatMap((right, k) => {
    let [a, b] = [grid[k]!, right];
    const before = g(a) > 0;
    if (g(b) > 0 === before) return [];
    for (let step = 0; step < 60; step++) {
      const middle = 0.5 * (a + b);
      if (g(middle) > 0 === before) a = middle;
      else b = middle;
    }
    return [b];
  });

/** Tables of fewer pieces than would do, of the law s^a on [0, 1]: what one says it misses is about what it misses. */
function coarseTables(random: RandomStream): NumericInstance[] {
  const [a, pieces] = [between(random, 1.3, 9), 1 + random.integer(30)];
  const table = inverseTable([{ left: 0, right: 1, mass: 1, error: 0 }], Float64Array.of(0, 1), {
    share: (left, right) => right ** a - left ** a,
    solve: ({ left }, wanted) => (left ** a + wanted) ** (1 / a),
    pieces,
  });
  let missed = 0;
  for (let k = 0; k < 600; k++) {
    const u = k < 500 ? (k + 0.5) / 500 : 10 ** -((k - 499) / 12);
    missed = Math.max(missed, Math.abs(Math.log(table.draw(u)) ** a - u));
  }
  return [
    atMost(`a table of s^${a} in ${pieces} pieces: what it misses`, missed, 10 * table.error + 1e-12),
    atMost(`a table of s^${a} in ${pieces} pieces: what it says`, table.error, 100 * missed + 1e-12),
  ];
}

/** Slopes of a density of one variable: variation, height, excess over c f, laws above and below, whether it falls. */
function slopesOf(random: RandomStream, index: number): NumericInstance[] {
  const known = PROFILES[index % PROFILES.length]!(random);
  const { f, slope, text, jumps, falls } = known;
  const profile = profileOf(parseFormula(text, ['r'], 'drawn'));
  const law = halfLineLaw(profile, 1);
  if ('finite' in law) return [isTrue(`${text}: ${law.detail}`, false)];
  const { enclosed } = law;
  const total = plain(f, known);
  const grid = Array.from({ length: 6001 }, (_, k) => known.end * (k / 6000) ** 2);
  const turns = changesIn(grid, slope);
  const variation = (plain((t) => (t > 0 ? Math.abs(slope(t)) : 0), known, turns) + jumps) / total;
  const height = Math.max(f(0), ...grid.map(f), ...known.knots.map(f)) / total;
  const check = checkNonincreasing(profile, law);
  const out = [
    atMost(`${text}: variation, its value`, Math.abs(enclosed.variation().value - variation), 1e-6 * variation),
    ...enclosedBy(`${text}: variation`, enclosed.variation(), variation, 1e-7, 1e-6),
    ...enclosedBy(`${text}: height`, enclosed.height(), height, 1e-5, 1e-4),
    ...enclosedBy(`${text}: at 0`, enclosed.densityAtZero(), f(0) / total, 1e-9, 1e-8),
    isTrue(
      `${text}: ${falls ? 'falls' : 'rises'}, said to be ${check.status}`,
      falls
        ? check.status === 'proved' || (index % PROFILES.length === WAVE && check.status === 'tested')
        : check.status === 'failed',
    ),
  ];
  const steep = enclosed.steepness(1e-3);
  const { sizes, masses, below, unbounded } = steep;
  for (const c of [0, between(random, 0.05, 4), between(random, 0.05, 4)]) {
    const h = (t: number): number => (f(t) > 0 ? Math.max(0, Math.abs(slope(t)) - c * f(t)) : 0);
    const crossings = changesIn(grid, (t) => (f(t) > 0 ? Math.abs(slope(t)) - c * f(t) : -1));
    const excess = (plain((t) => (t > 0 ? h(t) : 0), known, [...turns, ...crossings]) + jumps) / total;
    const scale = Math.max(excess, 1e-3 * variation);
    const above = sizes.reduce((sum, s, i) => sum + masses[i]! * Math.max(0, s - c), 0) + unbounded;
    const under = below.sizes.reduce((sum, s, i) => sum + below.masses[i]! * Math.max(0, s - c), 0);
    out.push(
      atMost(`${text}: E(|s| - ${c})_+`, excess, enclosed.slopeExcess(c), 1e-6 * scale),
      atMost(`${text}: E(|s| - ${c})_+, not far above`, enclosed.slopeExcess(c), excess, 1e-3 * variation),
      atMost(`${text}: the same of the law above`, excess, above, 1e-6 * scale),
      atMost(`${text}: of the law above, near`, above, excess, 4e-3 * variation + 1e-3 * unbounded),
      atMost(`${text}: of the law below`, under, excess, 1e-5 * scale),
    );
  }
  out.push(
    atMost(
      `${text}: mass of the law above`,
      1 - 1e-9,
      masses.reduce((a, b) => a + b, 0),
    ),
    atMost(
      `${text}: mass of the law below`,
      below.masses.reduce((a, b) => a + b, 0),
      1,
      1e-9,
    ),
    atMost(`${text}: jumps in the rest`, jumps / total, unbounded, 1e-9),
  );
  return out.map((one) =>
    one.tolerance > 1e-3 * Math.max(1, Math.abs(one.left), Math.abs(one.right))
      ? { ...one, right: one.right + one.tolerance, tolerance: 0 }
      : one,
  );
}

/** What has no integral, is negative or rises is said to be so, and what nearly is, not: a thousandth apart. */
function noLaws(random: RandomStream): NumericInstance[] {
  const m = 1 + random.integer(4);
  const [a, c] = [between(random, 0.1, 5), between(random, 0.5, 4)];
  const near = 0.02 * random.uniformOpen() + 1e-3;
  const law = (text: string): ReturnType<typeof halfLineLaw> =>
    halfLineLaw(profileOf(parseFormula(text, ['r'], 'drawn')), m);
  const diverges = (text: string, where: 'zero' | 'infinity', does: boolean): NumericInstance => {
    const found = law(text);
    const said = 'finite' in found ? found.reason : '';
    return isTrue(
      `t^${m - 1} ${text}: ${does ? 'diverges' : 'does not diverge'} at ${where}, said ${said}`,
      does ? said === `diverges-at-${where}` : !said.startsWith('diverges'),
    );
  };
  const negative = (text: string, is: boolean): NumericInstance => {
    const found = law(text);
    return isTrue(
      `${text}: ${is ? 'negative' : 'not negative'} somewhere`,
      is === 'finite' in found && (!('finite' in found) || found.reason === 'undefined'),
    );
  };
  const falls = (text: string, status: readonly string[]): NumericInstance => {
    const found = law(text);
    const said = 'finite' in found ? 'no law' : checkNonincreasing(found.profile, found).status;
    return isTrue(`t^${m - 1} ${text}: ${status.join(' or ')}, said ${said}`, status.includes(said));
  };
  return [
    diverges(`(1+r)^-${m}`, 'infinity', true),
    diverges(`(1+${a}*r)^-${m - near}`, 'infinity', true),
    diverges(`(1+${a}*r)^-${m + near}`, 'infinity', false),
    diverges(`r^-${m}*exp(-${a}*r)`, 'zero', true),
    diverges(`r^-${m + near}*exp(-${a}*r)`, 'zero', true),
    diverges(`r^-${m - near}*exp(-${a}*r)`, 'zero', false),
    diverges(`${a}`, 'infinity', true),
    diverges(`exp(-${a}*r)+${near}`, 'infinity', true),
    diverges(`1/(${a}+r^${m}*log(2+r))`, 'infinity', false),
    negative(`exp(-r)*((r-${c})^2-${near})`, true),
    negative(`exp(-r)*((r-${c})^2+${near})`, false),
    negative(`exp(-r)-${1 + near}*exp(-2*r)`, true),
    negative(`exp(-r)-${1 - near}*exp(-2*r)`, false),
    negative(`exp(-r)*(sin(r)+${1 - near})`, true),
    negative(`exp(-r)*(sin(r)+${1 + near})`, false),
    falls(`exp(-r)*(1+${near}*exp(-((r-${c})/${near * 1.1})^2))`, ['proved', 'tested']),
    falls(`exp(-r)*(1+${near}*exp(-((r-${c})/${near * 0.6})^2))`, ['failed']),
    falls(`exp(-${a}*r)*(1+${near}*r)`, near > a ? ['failed'] : ['proved', 'tested']),
    falls(`exp(-${a}*r)*(1+${a + near}*r)`, ['failed']),
    falls(`exp(-${a}*r)*(1+${a * (1 - near)}*r)`, ['proved', 'tested']),
    falls(`exp(-r)*(1+${near}*sign(r-${c}))`, ['failed']),
    falls(`exp(-r)*(1+${near}*sign(${c}-r))`, ['proved']),
    falls(`exp(-r)+1e-13*exp(-(1e6*(r-${c}))^2)`, ['proved', 'tested']),
    falls(`exp(-r)+1e-3*exp(-(1e6*(r-${c}))^2)`, ['failed']),
    falls(`exp(-r)*(2+atan(${a}/(r-${c})))`, ['failed', 'no law', 'tested']),
    falls(`exp(-(r-${near})^2)`, ['failed']),
    falls(`exp(-(r+${near})^2)`, ['proved']),
    falls(`(1+(r-${near})^2)^-${m + 1}`, ['failed']),
  ];
}

/** Of the claim about level sets. */
export const halfLineLawsPart: ImplementationPart = {
  id: 'library-half-line',
  about: 'implementation',
  implements: ['independent', 'tails'],
  statement:
    'Laws on the half-line with kinks, jumps, waves, bumps and tails: integral, moments, distribution, quantiles, $E\\log f$, variation, height and excess of the slope are enclosed on either side of plain quadrature and narrowly; tables that draw miss about as much as they say; integrals that diverge, profiles that are negative or rise somewhere, each by a thousandth or so, are told from those that do not.',
  evidence: [
    numerically(
      'at full: 8 drawn laws; 1e-9 for the quadrature',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 8 }, numbersOf).flat()),
    ),
    numerically(
      'at full: tables of too few pieces',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 100 }, coarseTables).flat()),
    ),
    numerically(
      'at full: 8 drawn slopes; 1e-7 for the quadrature',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 8 }, slopesOf).flat()),
    ),
    numerically(
      'at full: divergent, negative and rising profiles and their neighbours',
      atFull((context: EvidenceContext) => draws(context, { quick: 0, full: 1 }, noLaws).flat()),
    ),
  ],
};
