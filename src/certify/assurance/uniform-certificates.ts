/**
 * Rows of a log in whole numbers, where everything about them is rational: noise uniform on the grid of the images,
 * against l1, a number of copies fixed beforehand. This is what `wulff check --coq` hands to a proof assistant.
 */
import { parseNoise } from '../../noise/spec.ts';
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import { budgetedUpper } from '../../numeric/confidence/budgeted-bounds.ts';
import { numerator, toRational } from '../../numeric/algebra/rational.ts';
import { isUniformCube, uniformReach } from '../copies/lattice/uniform-lattice.ts';
import { stepsWithin } from '../grid/grid-steps.ts';
import { classShares } from '../statistics/class-bounds.ts';
import type { CertifiedImage, RunSettings } from '../results/result.ts';

/** A fraction of whole numbers. */
export interface Quotient {
  readonly over: bigint;
  readonly under: bigint;
}

/** What a log in whole numbers has in common for all its rows. */
export interface UniformCertificates {
  readonly n: number;
  /** K: noise moves a pixel by -K, ..., K steps of the grid. */
  readonly reach: number;
  readonly alpha: Quotient;
  readonly tau: Quotient;
  readonly rows: readonly UniformCertificate[];
}

/** A row that certifies, in whole numbers, and ends of confidence that show it. */
export interface UniformCertificate {
  readonly index: number;
  readonly votes: number;
  readonly rivals: readonly number[];
  readonly rho: Quotient;
  /** Whole steps of the grid within its radius against l1. */
  readonly steps: number;
  /** Lower end for the class and upper ends for the buckets, all over `whole`. */
  readonly whole: bigint;
  readonly low: bigint;
  readonly highs: readonly bigint[];
}

/** Ends are rounded outward to multiples of this. */
const WHOLE = 2n ** 60n;

/** Why a log is not all in whole numbers, in a clause; undefined where it is. */
export function notWhole({
  grid,
  noise,
  dim,
  lambda,
  alpha,
  adversaries,
  estimation,
}: RunSettings): string | undefined {
  if (grid === undefined) return 'its noise is not drawn on the grid of the images';
  if (alpha === 0) return 'its noise is not sampled';
  if (!isUniformCube(parseNoise(noise, dim, { lambda }))) return `its noise is ${noise}, not uniform:linf`;
  if (!adversaries.includes('l1')) return 'it has no radii against l1';
  return estimation === 'fixed' ? undefined : `its copies were counted by another rule (${estimation})`;
}

/**
 * The rows that certify something. The log must be in whole numbers (`notWhole`). Throws InvalidInput for a scale the
 * grid does not have.
 */
export function uniformCertificates(settings: RunSettings, rows: readonly CertifiedImage[]): UniformCertificates {
  const { n, alpha, grid, lambda } = settings;
  const certificates = rows.flatMap((row) => (row.predict < 0 ? [] : [certificate(row, settings)]));
  return {
    n,
    reach: uniformReach(lambda, grid!.steps),
    alpha: quotient(String(alpha)),
    tau: quotient(grid!.tau),
    rows: certificates,
  };
}

function certificate(row: CertifiedImage, { n, alpha, grid }: RunSettings): UniformCertificate {
  const { index, count, rho } = row;
  const rivals = (row.rivals?.counts.length ?? 1) === 1 ? [] : row.rivals!.counts;
  const whole = ErrorBudget.of(alpha);
  const shares = rivals.length === 0 ? [whole] : classShares(whole, rivals.length);
  const up = (hits: number, share: ErrorBudget): bigint => {
    const end = toRational(budgetedUpper(hits, n, share)).mul(WHOLE);
    return numerator(end.ceil());
  };
  return {
    index,
    votes: count,
    rivals,
    // By its digits: those of the log.
    rho: quotient(String(rho)),
    steps: stepsWithin('l1', row.radii.get('l1')!, grid!.steps)!,
    whole: WHOLE,
    low: WHOLE - up(n - count, shares[0]!),
    highs: rivals.map((votes, j) => up(votes, shares[j + 1]!)),
  };
}

function quotient(value: number | string): Quotient {
  const exact = toRational(value);
  return { over: numerator(exact), under: exact.d };
}
