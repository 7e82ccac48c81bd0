/**
 * Whether copies are drawn on the grid of the images, and on which: what was wished, what the data are, what the noise
 * allows.
 */
import type { Noise } from '../../noise/noise.ts';
import { InvalidInput } from '../../numeric/invalid-input.ts';
import { latticeObstacle, requireGrid } from '../copies/lattice/lattice-law.ts';
import { isUniformCube, nearestLatticeLambda } from '../copies/lattice/uniform-lattice.ts';

/** `auto`: the grid of the data, where they have one and the noise allows it. A number q: the grid of 1/q. */
export type GridWish = 'auto' | 'off' | number;

/** What is known of where copies are drawn. */
export interface GridChoice {
  /** q of the grid of 1/q; null: copies are sums of floats, and certificates speak of real numbers. */
  readonly grid: number | null;
  /** The scale of the noise there: uniform noise takes the admissible one nearest to it. */
  readonly lambda: number;
  /** One sentence: what was taken, and why nothing else. */
  readonly sentence: string;
}

/** Steps of images of 8 bits, which those of black and white are, too. */
const BYTE_STEPS = 255;
/** Share by which the scale of uniform noise may move before black-and-white images are taken for images of 8 bits. */
const MOST_MOVED = 0.05;

/**
 * Where copies of images are drawn; `dataGrid` is that of the data set (DataSet.grid). Throws InvalidInput where a grid
 * is asked for that the noise does not allow, or that the images do not lie on.
 */
export function chooseGrid(wish: GridWish, noise: Noise, dataGrid: number | null = null): GridChoice {
  const reals = (why: string): GridChoice => ({ grid: null, lambda: noise.lambda, sentence: realsSentence(why) });
  if (wish === 'off') return reals('the grid is off');
  if (wish === 'auto') {
    if (dataGrid === null) return reals('these images are not known to be multiples of one step, such as 1/255');
    const grid = usualGrid(noise, dataGrid);
    const obstacle = latticeObstacle(noise, grid);
    return obstacle === null ? onGrid(noise, grid) : reals(obstacle);
  }
  requireGrid(wish);
  if (dataGrid !== null && wish % dataGrid !== 0) {
    throw new InvalidInput(
      `The images are multiples of 1/${dataGrid}, which the grid of 1/${wish} does not hold; give a multiple of ${dataGrid}.`,
      { code: 'data', settings: ['grid'] },
    );
  }
  const obstacle = latticeObstacle(noise, wish);
  if (obstacle === null) return onGrid(noise, wish);
  throw new InvalidInput(`Noise on the grid of 1/${wish} is not to be had: ${obstacle}.`, {
    code: 'not-known',
    settings: ['grid'],
  });
}

/** What certificates of floats are about, and why they are. */
export const realsSentence = (why: string): string =>
  `Certificates speak of real numbers, not of the floats that the model is given: ${why}.`;

function onGrid(noise: Noise, grid: number): GridChoice {
  const lambda = isUniformCube(noise) ? nearestLatticeLambda(noise.lambda, grid) : noise.lambda;
  const moved =
    lambda === noise.lambda
      ? ''
      : `; uniform noise has the admissible lambda ${lambda.toPrecision(6)} there, not ${noise.lambda.toPrecision(6)}`;
  return { grid, lambda, sentence: `Noise is drawn on the grid of 1/${grid}, where the images lie${moved}.` };
}

/**
 * The grid of the data; that of 8 bits for black and white where uniform noise would be another one on the coarse grid.
 */
function usualGrid(noise: Noise, dataGrid: number): number {
  if (dataGrid !== 1 || !isUniformCube(noise)) return dataGrid;
  const moved = Math.abs(nearestLatticeLambda(noise.lambda, 1) / noise.lambda - 1);
  return moved <= MOST_MOVED ? 1 : BYTE_STEPS;
}
