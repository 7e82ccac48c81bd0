/** Whether the count of a row can give its rho: a log of ours whose rows cannot was edited, or was made by something else. */
import { sequenceUpper } from '../../numeric/confidence/sequence.ts';
import { boundFromTail, fixedSampleBound, quotientDown } from '../statistics/probability-bound.ts';
import type { CertifiedImage, RunSettings } from './result.ts';

/** Rho that a count can give. */
interface RhoRange {
  readonly least: number;
  readonly most: number;
}

/** The digits of a log, and what other versions may have computed rho with: relative to 1 - rho, which radii depend on. */
const DIGITS = 2e-12;
const RELATIVE = 1e-7;

/** Watches the rows of one log go by. */
export class RhoCheck {
  readonly #settings: RunSettings;
  readonly #known = new Map<number, Map<number, RhoRange>>();
  #odd = 0;
  #first = '';

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  /** Looks at a row; `place` says where it stands. */
  look(row: CertifiedImage, place: () => string): void {
    const range = this.#range(row.count, row.n);
    if (range === null) return;
    const { rho, count, n } = row;
    const slack = DIGITS + RELATIVE * (1 - rho);
    if (rho <= range.most + slack && rho >= range.least - slack) return;
    this.#odd += 1;
    if (this.#odd > 1) return;
    const exact = range.least === range.most;
    const right = exact ? range.most.toPrecision(6) : `${range.least.toPrecision(6)} to ${range.most.toPrecision(6)}`;
    this.#first = `${place()}: ${count} votes of ${n} give rho ${right}, not ${rho}`;
  }

  /** One sentence where a row is odd. */
  notes(): string[] {
    if (this.#odd === 0) return [];
    const others = this.#odd - 1;
    const more = others === 0 ? '' : `, and ${others} more ${others === 1 ? 'row is' : 'rows are'} like it`;
    return [`${this.#first}${more}: as if the log had been edited. It counts as it stands.`];
  }

  #range(count: number, n: number): RhoRange | null {
    const { estimation } = this.#settings;
    if (!isFixed(estimation) && !estimation.startsWith('stop ') && this.#settings.alpha !== 0) return null;
    let ofN = this.#known.get(n);
    if (ofN === undefined) this.#known.set(n, (ofN = new Map<number, RhoRange>()));
    let range = ofN.get(count);
    if (range === undefined) ofN.set(count, (range = rhoRange(count, n, this.#settings)));
    return range;
  }
}

/** Near-ties that are counted against the class are in the count already (certify-plan.ts). */
const isFixed = (estimation: string): boolean => /^fixed(,|$)/.test(estimation);

function rhoRange(count: number, n: number, { alpha, estimation }: RunSettings): RhoRange {
  if (n === 0) return { least: 0, most: 0 };
  if (alpha === 0) {
    const rho = quotientDown(count, n);
    return { least: rho, most: rho };
  }
  if (isFixed(estimation)) {
    const { rho } = fixedSampleBound(count, n, alpha);
    return { least: rho, most: rho };
  }
  // The bound is the best over all looks: at least that of the last. At best every failure came after the last look but one.
  const failures = n - count;
  const { rho: least } = boundFromTail(sequenceUpper(failures, n, alpha));
  const { rho: most } = boundFromTail(count === 0 ? 1 : sequenceUpper(0, count, alpha));
  return { least, most: Math.max(least, most) };
}
