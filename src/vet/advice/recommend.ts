/**
 * The library's best noise for an adversary, a dimension, a scale and a probability: a search over every family, by
 * certified radii alone (src/radius), never by an upper bound.
 *
 * A family of one parameter is looked at on a grid and then, where it may still win, searched by golden section. The
 * search finds good noises, it does not prove that none is better; what a theorem adds is said in `reason`.
 */
import { adversaryName, type Adversary } from '../../geometry/adversary.ts';
import type { ShapeNorm } from '../../noise/noise.ts';
import { goldenMaximum } from '../../numeric/golden-section.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { findNoise } from '../../noise/spec.ts';
import { knownRadii } from '../../radius/certified-radius.ts';
import type { CertifiedRadius } from '../../radius/radius.ts';
import { familyCurves, FIXED_NOISES, type NoiseFamilyCurve } from './candidate-noises.ts';

/** For which noise advice is wanted: its sigma, and one probability or a range of them. */
export type RecommendOptions = { readonly sigma: number } & (
  | { readonly rho: number; readonly rhoRange?: never }
  /** The mean certified radius over the range decides (trapezoid rule on seven points, ends included). */
  | { readonly rhoRange: readonly [number, number]; readonly rho?: never }
);

/** Certified radii of one noise at the probabilities asked about. */
export interface CandidateRadii {
  /** Spec, to be given to `parseNoise` or `--noise`. */
  readonly noise: string;
  readonly radii: readonly CertifiedRadius[];
  /** What decides: the radius at rho, or the mean over the range. */
  readonly radius: number;
}

/** The recommended noise against one of the three that everybody uses. */
export interface Gain {
  readonly noise: string;
  readonly radius: number;
  /**
   * How much larger the recommended noise's certified radius is, in per cent, rounded down; null where the other has
   * none.
   */
  readonly percent: number | null;
}

/** Why a noise leads, by the theorem that says so or by computation, with a sentence for people. */
export interface Reason {
  /**
   * `W3`, `W4`: the level sets are the adversary's Wulff crystal (a uniform noise, any other), and it leads at rho ->
   * 1/2 as it does here. `W7`: another noise leads at rho -> 1/2, the order is another one here. `computed`: no theorem
   * speaks for this shape; the radii do.
   */
  readonly theorem: 'W3' | 'W4' | 'W7' | 'computed';
  readonly sentence: string;
}

/** Noises ranked by certified radius at one sigma, with the gains over the standard ones and the reason. */
export interface Recommendation extends CandidateRadii {
  readonly adversary: string;
  readonly dim: number;
  readonly sigma: number;
  readonly rhos: readonly number[];
  /** Over gaussian, laplace and uniform:linf, in this order. */
  readonly gains: readonly Gain[];
  readonly reason: Reason;
  /** The best of every family, best first; the recommended noise is at most 0.1% below the first. */
  readonly ranking: readonly CandidateRadii[];
  /** How many noises were evaluated. */
  readonly tried: number;
}

/** The three noises of the literature that gains are stated over. */
const STANDARD_NOISES: readonly string[] = ['gaussian', 'laplace', 'uniform:linf'];

/** Noises this close to the best are equally good, and the simplest of them is recommended. */
const EQUALLY_GOOD = 1e-3;
/** Families whose first look is further below the leader are not searched. */
const WITHIN_REACH = 0.9;
const SECTIONS = 6;
const RANGE_POINTS = 7;
/** Where slopes at rho -> 1/2 are compared. */
const NEAR_HALF = 0.5 + 1e-4;

/**
 * The best noise of the library against the adversary, in its dimension, at this sigma > 0 (root mean square of a
 * coordinate, in the units of the radii) and at rho in (1/2, 1) or over a range in [1/2, 1). Takes about a second at
 * any dimension. Throws InvalidInput: `scale`, `probability`, or `not-known` where no noise certifies anything.
 *
 * @example
 * recommend(parseAdversary('l1', 3), { sigma: 1, rho: 0.6 }).noise // => 'uniform:linf'
 */
export function recommend(adversary: Adversary, options: RecommendOptions): Recommendation {
  const rhos = probabilities(options);
  const { sigma } = options;
  if (!(sigma > 0 && Number.isFinite(sigma)))
    throw new InvalidInput(`sigma must be positive and finite, not ${sigma}.`, { code: 'scale' });
  const best = bestNoise(adversary, sigma, rhos);
  if (best !== null) return best;
  throw new InvalidInput(`No noise of the library certifies anything against ${adversaryName(adversary)} here.`, {
    code: 'not-known',
  });
}

/** The search itself; null where no noise of the library certifies anything. */
export function bestNoise(adversary: Adversary, sigma: number, rhos: readonly number[]): Recommendation | null {
  const { dim } = adversary;
  const field = new Field(adversary, sigma, searched(rhos));
  for (const { spec, shape } of FIXED_NOISES) field.enter(spec, shape);
  const looks = familyCurves(dim).map((family) => ({ family, best: firstLook(field, family) }));
  const leader = field.leader();
  for (const { family, best } of looks) {
    if (best !== null && best.radius >= WITHIN_REACH * leader) refine(field, family, best);
  }
  const ranking = field.ranking(rhos);
  const top = ranking[0];
  if (top === undefined || top.radius === 0) return null;
  const winner = simplest(ranking.filter(({ radius }) => radius >= (1 - EQUALLY_GOOD) * top.radius));
  return {
    ...bare(winner),
    adversary: adversaryName(adversary),
    dim,
    sigma,
    rhos,
    gains: STANDARD_NOISES.map((noise) =>
      gain(
        winner,
        ranking.find(({ family }) => family === noise)!,
      ),
    ),
    reason: reasonFor(winner, ranking, adversary, sigma, rhos),
    ranking: ranking.map(bare),
    tried: field.tried,
  };
}

function probabilities(options: RecommendOptions): readonly number[] {
  const { rho, rhoRange } = options;
  if (rho !== undefined) {
    if (!(rho > 0.5 && rho < 1))
      throw new InvalidInput(`rho must lie above 1/2 and below 1 for advice, not be ${rho}.`, { code: 'probability' });
    return [rho];
  }
  const [from, to] = rhoRange;
  if (!(from >= 0.5 && to < 1 && from < to)) {
    throw new InvalidInput(`A range of rho needs 1/2 <= from < to < 1, not ${from} to ${to}.`, { code: 'probability' });
  }
  return Array.from({ length: RANGE_POINTS }, (_, i) => from + ((to - from) * i) / (RANGE_POINTS - 1));
}

/** Gauss-Legendre nodes on [0, 1]: a range is searched at these, and judged at all its points. */
const NODES = [0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)] as const;

function searched(rhos: readonly number[]): readonly number[] {
  if (rhos.length === 1) return rhos;
  const [from, to] = [rhos[0]!, rhos.at(-1)!];
  return NODES.map((t) => from + t * (to - from));
}

/** The mean over the range: by Gauss at its nodes, by the trapezoid rule on the even grid. */
function meanRadius(radii: readonly CertifiedRadius[]): number {
  const values = radii.map(({ radius }) => radius);
  if (values.length === 1) return values[0]!;
  if (values.length === NODES.length) return (5 * values[0]! + 8 * values[1]! + 5 * values[2]!) / 18;
  const ends = 0.5 * (values[0]! + values.at(-1)!);
  return (values.reduce((sum, each) => sum + each, 0) - ends) / (values.length - 1);
}

interface Entry extends CandidateRadii {
  readonly family: string;
  readonly shape: ShapeNorm | null;
  /** Position in the order of simplicity. */
  readonly order: number;
}

/** The candidates entered so far, the best of each family kept. */
class Field {
  tried = 0;
  private readonly adversary: Adversary;
  private readonly sigma: number;
  private readonly rhos: readonly number[];
  private readonly best = new Map<string, Entry>();

  constructor(adversary: Adversary, sigma: number, rhos: readonly number[]) {
    this.adversary = adversary;
    this.sigma = sigma;
    this.rhos = rhos;
  }

  /** Evaluates a noise; null where it does not exist at this dimension or certifies nothing that is known. */
  enter(spec: string, shape: ShapeNorm | null, family = spec): Entry | null {
    const radii = radiiOf(spec, this.adversary, this.sigma, this.rhos);
    this.tried++;
    if (radii === null) return null;
    const known = this.best.get(family);
    const entry: Entry = { ...judged(spec, radii), family, shape, order: known?.order ?? this.best.size };
    if (known === undefined || entry.radius > known.radius) this.best.set(family, entry);
    return entry;
  }

  leader(): number {
    return Math.max(0, ...[...this.best.values()].map(({ radius }) => radius));
  }

  /** The best of every family at these probabilities, best first. */
  ranking(rhos: readonly number[]): Entry[] {
    const entries = [...this.best.values()].map((entry) =>
      rhos === this.rhos
        ? entry
        : { ...entry, ...judged(entry.noise, radiiOf(entry.noise, this.adversary, this.sigma, rhos)!) },
    );
    return entries.sort((a, b) => b.radius - a.radius || a.order - b.order);
  }
}

function judged(noise: string, radii: readonly CertifiedRadius[]): CandidateRadii {
  return { noise, radii, radius: meanRadius(radii) };
}

function simplest(entries: readonly Entry[]): Entry {
  return entries.reduce((a, b) => (b.order < a.order ? b : a));
}

function radiiOf(
  spec: string,
  adversary: Adversary,
  sigma: number,
  rhos: readonly number[],
): readonly CertifiedRadius[] | null {
  const { noise } = findNoise(spec, adversary.dim, { sigma });
  return noise === null ? null : knownRadii(noise, adversary, rhos, { quick: true });
}

interface Look {
  readonly at: number;
  readonly radius: number;
}

/** The best point of the grid. */
function firstLook(field: Field, family: NoiseFamilyCurve): Look | null {
  const { from, to, points } = family;
  let best: Look | null = null;
  for (let i = 0; i < points; i++) {
    const at = from + ((to - from) * i) / (points - 1);
    const entry = field.enter(family.spec(at, 2), family.shape, family.name);
    if (entry !== null && (best === null || entry.radius > best.radius)) best = { at, radius: entry.radius };
  }
  return best;
}

/** Golden section between the neighbours of the best point of the grid, then parameters rounded to three digits. */
function refine(field: Field, family: NoiseFamilyCurve, best: Look): void {
  const step = (family.to - family.from) / (family.points - 1);
  const low = Math.max(family.from, best.at - step);
  const high = Math.min(family.to, best.at + step);
  const radiusAt = (at: number): number => field.enter(family.spec(at, 3), family.shape, family.name)?.radius ?? -1;
  goldenMaximum(radiusAt, low, high, { steps: SECTIONS });
}

function gain(winner: Entry, { noise, radius }: Entry): Gain {
  const percent = radius > 0 ? Math.floor((winner.radius / radius - 1) * 1e4) / 100 : null;
  return { noise, radius, percent };
}

function bare({ noise, radii, radius }: CandidateRadii): CandidateRadii {
  return { noise, radii, radius };
}

/** The norm whose ball is the adversary's Wulff crystal, where the library has noises of that shape (W1). */
function crystalShape(adversary: Adversary): ShapeNorm | 'any' | null {
  if (adversary.dim === 1) return 'any';
  if (adversary.kind !== 'lp') return null;
  if (adversary.p === 1) return 'linf';
  if (adversary.p === 2) return 'l2';
  return adversary.p === Infinity && adversary.dim === 2 ? 'l1' : null;
}

function reasonFor(
  winner: Entry,
  ranking: readonly Entry[],
  adversary: Adversary,
  sigma: number,
  rhos: readonly number[],
): Reason {
  const name = adversaryName(adversary);
  const crystal = crystalShape(adversary);
  const where = rhos.length === 1 ? `at rho = ${rhos[0]!}` : `on average over rho = ${rhos[0]!} to ${rhos.at(-1)!}`;
  const computed = `its certified radius is the largest of all noises tried ${where}, or within 0.1% of it`;
  const slope = ({ noise }: Entry): number => radiiOf(noise, adversary, sigma, [NEAR_HALF])?.[0]?.radius ?? 0;
  const own = slope(winner);
  const steepest = ranking
    .filter(({ family }) => family !== winner.family)
    .map((entry) => ({ entry, slope: slope(entry) }))
    .reduce((a, b) => (b.slope > a.slope ? b : a));
  const leadsAtHalf = own >= (1 - EQUALLY_GOOD) * steepest.slope;
  const shaped = crystal === 'any' || (winner.shape !== null && winner.shape === crystal);
  if (leadsAtHalf && shaped) {
    const theorem = winner.noise.startsWith('uniform') ? 'W3' : 'W4';
    return {
      theorem,
      sentence:
        `Its level sets are the Wulff crystal of ${name}, so at rho -> 1/2 no even quasi-concave noise with level sets of ` +
        `the same volumes does better (${theorem}); ${computed}.`,
    };
  }
  if (leadsAtHalf) {
    const why =
      crystal === null ? 'no noise of the library has the Wulff crystal' : 'its level sets are not the Wulff crystal';
    return {
      theorem: 'computed',
      sentence: `No theorem names a best noise here, since ${why} of ${name} for its level sets; ${computed}.`,
    };
  }
  return {
    theorem: 'W7',
    sentence:
      `At rho -> 1/2 ${steepest.entry.noise} is steeper (1/Phi(1/2) ${ratioText(steepest.slope / own)} as large), but that order ` +
      `does not last (W7): ${computed}.`,
  };
}

const ratioText = (ratio: number): string => `${Number(ratio.toPrecision(4))} times`;
