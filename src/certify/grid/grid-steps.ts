/** What a radius means between images on a grid. */
import { multiply } from '../../numeric/directed.ts';

/**
 * What a radius says in steps of the grid of 1/q, for the adversaries where steps say it all: `l1`, `l1-box` and `linf`
 * allow whole steps, floor(q R) of them in all, or of each coordinate; `l2` allows what has at most floor((q R)^2) as
 * the sum of the squares of its steps. Null for any other adversary. Never above the true number; Infinity where the
 * radius is.
 *
 * @example
 * stepsWithin('l1', 0.0118, 255) // => 3
 */
export function stepsWithin(adversary: string, radius: number, grid: number): number | null {
  const steps = multiply(radius, grid, 'down');
  switch (adversary) {
    case 'l1':
    case 'l1-box':
    case 'linf':
      return Math.floor(steps);
    case 'l2':
      return Math.floor(multiply(steps, steps, 'down'));
    default:
      return null;
  }
}
