/** Where two radius curves cross, as far as their values tell. */
import type { Crossing, CurvePoint } from './report.ts';

/** An interval between two points of the grid is cut into eight, twice: a crossing is located to 1/64 of it. */
const ROUNDS = 2;
const PARTS = 8;

interface Side {
  readonly rho: number;
  /** 1: the vetted curve is above, -1: the other, 0: too close to say. */
  readonly sign: -1 | 0 | 1;
}

/**
 * Sign changes of the difference on the grid, then narrowed. A curve from samples is known between
 * `radius.lower` and as far above `radius.value`: inside that band neither counts as above.
 */
export function findCrossings(
  rhos: readonly number[],
  vetted: (rhos: readonly number[]) => readonly CurvePoint[],
  other: (rhos: readonly number[]) => readonly CurvePoint[],
): Crossing[] {
  const sides = (grid: readonly number[]): Side[] => {
    const [a, b] = [vetted(grid), other(grid)];
    return grid.map((rho, i) => ({ rho, sign: signOf(a[i]!, b[i]!) }));
  };
  const ascending = [...rhos].filter((rho) => rho > 0.5).sort((a, b) => a - b);
  const decided = sides(ascending).filter(({ sign }) => sign !== 0);
  const found: Crossing[] = [];
  for (let i = 1; i < decided.length; i++) {
    let [low, high] = [decided[i - 1]!, decided[i]!];
    if (low.sign === high.sign) continue;
    for (let round = 0; round < ROUNDS; round++) {
      const width = (high.rho - low.rho) / PARTS;
      const inner = sides(Array.from({ length: PARTS - 1 }, (_, k) => low.rho + (k + 1) * width));
      const [before, after] = [low.sign, high.sign];
      const last = inner.findIndex(({ sign }) => sign === after);
      high = inner[last] ?? high;
      low = inner.slice(0, last < 0 ? inner.length : last).findLast(({ sign }) => sign === before) ?? low;
    }
    found.push({ lower: low.rho, upper: high.rho, above: high.sign > 0 ? 'vetted' : 'other' });
  }
  return found;
}

function signOf({ radius: a }: CurvePoint, { radius: b }: CurvePoint): -1 | 0 | 1 {
  const band = a.value - a.lower + (b.value - b.lower) + 1e-9 * Math.max(a.value, b.value);
  const difference = a.value - b.value;
  return difference > band ? 1 : difference < -band ? -1 : 0;
}
