/**
 * Whether the counts of a row can give its bounds: a log of ours whose rows cannot was edited, or was made by something
 * else.
 */
import { ErrorBudget } from '../../numeric/confidence/budget.ts';
import type { BucketVotes } from '../statistics/buckets.ts';
import { ClassSequences, fixedClassBounds, rivalOf } from '../statistics/class-bounds.ts';
import { quotientDown, type ProbabilityBound } from '../statistics/probability-bound.ts';
import type { CertifiedImage, RunSettings } from './result.ts';

/** Bounds that votes can give. */
interface BoundRange {
  readonly rho: Range;
  /** Null where rivals were taken together. */
  readonly rival: Range | null;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/**
 * The digits of a log, and what other versions may have computed rho with: relative to 1 - rho, which radii depend on.
 */
const DIGITS = 2e-12;
const RELATIVE = 1e-7;

/** Watches the rows of one log go by. */
export class RhoCheck {
  readonly #settings: RunSettings;
  readonly #known = new Map<string, BoundRange>();
  #odd = 0;
  #first = '';

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  /** Looks at a row; `place` says where it stands. */
  look(row: CertifiedImage, place: () => string): void {
    const range = this.#range(row);
    if (range === null) return;
    const { rho, count, n, rivals } = row;
    const votes = rivals === undefined ? `${count} votes` : `${count} votes against ${rivals.counts.join()}`;
    const tell = (name: string, { least, most }: Range, is: number): void => {
      this.#odd += 1;
      if (this.#odd > 1) return;
      const right = least === most ? most.toPrecision(6) : `${least.toPrecision(6)} to ${most.toPrecision(6)}`;
      this.#first = `${place()}: ${votes} of ${n} give ${name} ${right}, not ${is}`;
    };
    if (!within(rho, range.rho, 1 - rho)) tell('rho', range.rho, rho);
    else if (range.rival !== null && rivals !== undefined && !within(rivals.bound, range.rival, rivals.bound))
      tell('rival', range.rival, rivals.bound);
  }

  /** One sentence where a row is odd. */
  notes(): string[] {
    if (this.#odd === 0) return [];
    const others = this.#odd - 1;
    const more = others === 0 ? '' : `, and ${others} more ${others === 1 ? 'row is' : 'rows are'} like it`;
    return [`${this.#first}${more}: as if the log had been edited. It counts as it stands.`];
  }

  #range({ count, n, rivals }: CertifiedImage): BoundRange | null {
    const { estimation } = this.#settings;
    if (!isFixed(estimation) && !estimation.startsWith('stop ') && this.#settings.alpha !== 0) return null;
    const key = `${count},${n},${rivals?.counts.join() ?? ''}`;
    let range = this.#known.get(key);
    if (range === undefined) {
      const votes = { count, rivals: rivals?.counts ?? [n - count] };
      const bounds = boundRange(votes, n, this.#settings);
      this.#known.set(key, (range = { rho: bounds.rho, rival: rivals === undefined ? null : bounds.rival }));
    }
    return range;
  }
}

const within = (value: number, { least, most }: Range, scale: number): boolean => {
  const slack = DIGITS + RELATIVE * scale;
  return value <= most + slack && value >= least - slack;
};

/** Near-ties that are counted against the class are in the counts already (certify-plan.ts). */
const isFixed = (estimation: string): boolean => /^fixed(,|$)/.test(estimation);

function boundRange(votes: BucketVotes, n: number, { alpha, estimation }: RunSettings): BoundRange {
  if (n === 0) return { rho: { least: 0, most: 0 }, rival: { least: 1, most: 1 } };
  if (alpha === 0) {
    const rho = quotientDown(votes.count, n);
    return { rho: { least: rho, most: rho }, rival: null };
  }
  if (isFixed(estimation)) return exactly(fixedClassBounds(votes, n, ErrorBudget.of(alpha)));
  // Bounds are the best over all looks: at least those of the last. At best every vote for a rival came after the last
  // look but one.
  const last = sequenceBounds(alpha, votes, n);
  const best = sequenceBounds(alpha, votes, n, 'at best');
  return {
    rho: { least: last.rho, most: Math.max(last.rho, best.rho) },
    rival: { least: Math.min(rivalOf(last), rivalOf(best)), most: rivalOf(last) },
  };
}

function exactly(bound: ProbabilityBound): BoundRange {
  const rival = rivalOf(bound);
  return { rho: { least: bound.rho, most: bound.rho }, rival: { least: rival, most: rival } };
}

function sequenceBounds(
  alpha: number,
  { count, rivals }: BucketVotes,
  n: number,
  how: 'as counted' | 'at best' = 'as counted',
): ProbabilityBound {
  const sequences = new ClassSequences(rivals.length, ErrorBudget.of(alpha), ErrorBudget.of(alpha));
  sequences.look({ count, rivals }, n);
  if (how === 'at best') {
    // Each statement at its own best moment: the class before any vote against it, a bucket before any of its votes.
    if (count > 0) sequences.look({ count, rivals: rivals.map(() => count) }, count);
    for (const [j, votes] of rivals.entries()) {
      const before = n - votes;
      if (rivals.length > 1 && before > 0)
        sequences.look({ count: 0, rivals: rivals.map((_, i) => (i === j ? 0 : before)) }, before);
    }
  }
  return sequences.certified;
}
