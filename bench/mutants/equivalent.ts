/** Faults that change nothing a caller can see, each with the reason: they are left out of the score. */
import type { Fault } from './faults.ts';

interface Equivalent {
  readonly file: string;
  /** The line as it stands, and what of it is changed to what. */
  readonly row: string;
  readonly was: string;
  readonly by: string;
  readonly why: string;
}

/** Looked at one by one. A fault that loses radius visibly, or drops a step of a proof, is none of these. */
export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: 'src/radius/routes/neyman-pearson-laplace.ts',
    row: 'const tails = at.map(({ tail }) => tail).filter((tail) => tail > LEAST_MASS && tail < 0.5);',
    was: '0.5',
    by: '(0.5 * 1.01)',
    why: 'rho is above 1/2 here, so every tail is below it',
  },
  {
    file: 'src/radius/routes/neyman-pearson-laplace.ts',
    row: 'const guess = gap(low) > 0 ? findRoot(gap, low, high, { relativeTolerance: 1e-9 }).root : low;',
    was: '1e-9',
    by: '(1e-9 * 1.01)',
    why: 'a guess, which the steps after it correct and prove',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'const BALANCE = 1e-6;',
    was: '1e-6',
    by: '(1e-6 * 1.01)',
    why: 'any threshold certifies, and this one costs 1e-12 of the mass',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'for (let gap = least; gap < 0.1; gap *= gap < 2 * least ? 2.5 : 5) {',
    was: '*',
    by: '/',
    why: '2 / least is above every gap: upper ends are sought in smaller steps, and each is proved',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'if (Math.abs(z - nearest.z) > 0.5 * Math.max(0.2, nearest.z)) return null;',
    was: '0.5',
    by: '(0.5 * 1.01)',
    why: 'where following is given up for a search; both are certified to the same slack',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'if (!(certificate.z < Infinity && Math.abs(imbalance) < 0.1)) return null;',
    was: '0.1',
    by: '(0.1 * 1.01)',
    why: 'where following is given up for a search; both are certified to the same slack',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'if (!(next > 0 && Math.abs(next - tau) < Math.max(0.1, 0.5 * tau)) || next === tau) return false;',
    was: '0.5',
    by: '(0.5 * 1.01)',
    why: 'a cutoff of the search for a witness, which is proved or not',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'if (balanced === 0) return false;',
    was: '0',
    by: '1',
    why: 'at threshold 0 the slope is 0, the next threshold infinite, and the answer the same',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'const least = 3e-7 + 1e-10 / z;',
    was: '3e-7',
    by: '(3e-7 * 1.01)',
    why: 'the first upper end tried, 3e-9 further out, well inside what is called exact',
  },
  {
    file: 'src/radius/routes/covariogram.ts',
    row: 'if (!(confidence > 0 && confidence < 1)) {',
    was: '<',
    by: '<=',
    why: 'a confidence of 1 is refused by the error budget, too',
  },
  {
    file: 'src/numeric/confidence/binomial.ts',
    row: 'let step = 2 ** -52 * Math.min(candidate, 1);',
    was: '1',
    by: '2',
    why: 'a candidate is a probability, so it is the lesser in either case',
  },
  {
    file: 'src/certify/statistics/probability-bound.ts',
    row: 'const scaled = x * (2 ** 32 + 1);',
    was: '1',
    by: '2',
    why: 'a part of 20 bits instead of 21: the products stay exact',
  },
  {
    file: 'src/growth/likelihood-ratio/neyman-pearson.ts',
    row: 'for (high = 0.5; excess(high) > 0 && high < LARGEST_TAU; high *= 2) low = high;',
    was: '>',
    by: '>=',
    why: 'where a mass equals p exactly every threshold of that plateau gives the same bound',
  },
  {
    file: 'src/growth/likelihood-ratio/spherical.ts',
    row: 'if (w > 300) return u + w > Math.log(this.shift) ? -Infinity : Infinity;',
    was: '300',
    by: '301',
    why: 'a guard against overflow, which begins at 354',
  },
  {
    file: 'src/growth/likelihood-ratio/axis.ts',
    row: 'const RELATIVE_TOLERANCE = 1e-12;',
    was: '1e-12',
    by: '(1e-12 * 1.01)',
    why: 'the quadrature states its error, whatever it was asked for',
  },
  {
    file: 'src/growth/likelihood-ratio/axis.ts',
    row: 'for (let i = 0; i < grid.length; i += SCANS_PER_PANEL) edges.push(grid[i]!);',
    was: '<',
    by: '<=',
    why: 'the grid has one point more than a multiple of the step',
  },
  {
    file: 'src/growth/likelihood-ratio/laplace-lattice.ts',
    row: 'const WRAP_EXPONENT = 60;',
    was: '60',
    by: '61',
    why: 'a lattice a little longer: less than 1e-25 wraps around in either case',
  },
  {
    file: 'src/growth/likelihood-ratio/laplace-lattice.ts',
    row: 'let mean = 0;',
    was: '0',
    by: '1',
    why: 'the window of the lattice one step aside; 1e-25 lies beyond it in either case',
  },
  {
    file: 'src/growth/likelihood-ratio/laplace-lattice.ts',
    row: 'const wrapped = points >= range ? 0 : 2 * Math.exp(-WRAP_EXPONENT) * (1 + 1e-6);',
    was: '2',
    by: '3',
    why: 'an error of 1e-26 stated half as large again',
  },
  {
    file: 'src/growth/likelihood-ratio/radial-law.ts',
    row: 'if (move <= 4e-16 * Math.abs(w)) break;',
    was: '4e-16',
    by: '(4e-16 * 1.01)',
    why: 'Newton stops at the last digit in either case',
  },
  {
    file: 'src/growth/likelihood-ratio/line.ts',
    row: 'const even = Float64Array.from({ length: SCAN_POINTS + 1 }, (_, i) => low + ((high - low) * i) / SCAN_POINTS);',
    was: '+',
    by: '-',
    why: 'the scan ends 0.2 % before a window beyond which 1e-30 lies',
  },
  {
    file: 'src/radius/routes/level-set-solver.ts',
    row: 'if (!(next > 0 && Math.abs(next - tau) < Math.max(0.1, 0.5 * tau)) || next === tau) return false;',
    was: '>',
    by: '>=',
    why: 'a threshold of exactly 0, in a search for a witness that is proved or not',
  },
  {
    file: 'src/radius/routes/hazard.ts',
    row: 'if (x < 0.85 * (s + 1)) {',
    was: '0.85',
    by: '(0.85 * 1.01)',
    why: 'where a series takes over from a quotient; both hold there',
  },
  {
    file: 'src/radius/routes/hazard.ts',
    row: 'for (let n = 0; term > 1e-17 * sum; n++) {',
    was: '*',
    by: '/',
    why: 'the sum is at least 1: more terms, below its last digit',
  },
  {
    file: 'src/growth/rate/uniform.ts',
    row: 'return constant(upper, upper - lower < 1e-9 * upper, `projection of the ${body.name}`);',
    was: '<',
    by: '<=',
    why: 'a width of exactly 1e-9; the bound is the same',
  },
  {
    file: 'src/growth/likelihood-ratio/radial-law.ts',
    row: 'const LARGEST_LOG = 340;',
    was: '340',
    by: '341',
    why: 'a window that ends at the end of doubles; what lies beyond is counted',
  },
  {
    file: 'src/growth/likelihood-ratio/radial-law.ts',
    row: 'if (move <= 4e-16 * Math.abs(w)) break;',
    was: '<=',
    by: '<',
    why: 'Newton stops at the last digit in either case',
  },
  {
    file: 'src/growth/likelihood-ratio/spherical.ts',
    row: 'return ca > 0 ? cb > FAR_OUTSIDE && middle > FAR_OUTSIDE : cb < -FAR_OUTSIDE && middle < -FAR_OUTSIDE;',
    was: '<',
    by: '<=',
    why: 'a cosine of exactly -3; the cap is whole from -1 on',
  },
  {
    file: 'src/radius/routes/neyman-pearson-laplace.ts',
    row: 'for (let step = 0; step < 6; step++) {',
    was: '<',
    by: '<=',
    why: 'one more step of Newton, which ends earlier; each is proved',
  },
];

/** Why a fault is none; undefined where it is one. */
export const whyEquivalent = ({ file, row, was, by }: Fault): string | undefined =>
  EQUIVALENT.find((one) => one.file === file && one.row === row && one.was === was && one.by === by)?.why;
